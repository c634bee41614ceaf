"""The public list: organisations' licences and honours, for everybody."""

from projections.public_list.projection import BlindIndex, PublicListProjection
from projections.public_list.query import Page, PublicItem, page

__all__ = ["BlindIndex", "Page", "PublicItem", "PublicListProjection", "page"]
