"""Lists as everybody may see them: pages, accounts of single listings, and what is no longer public."""

from projections.listings.account import listing_view
from projections.listings.page import EVERYBODY, Search, page_of_list
from projections.listings.projection import ListingsProjection
from projections.listings.removals import removals
from projections.listings.view import (
    GoneItem,
    ListedItem,
    ListingAccount,
    ListingStep,
    ListPage,
    Removal,
    Removals,
    Revocation,
)

__all__ = [
    "EVERYBODY",
    "GoneItem",
    "ListPage",
    "ListedItem",
    "ListingAccount",
    "ListingStep",
    "ListingsProjection",
    "Removal",
    "Removals",
    "Revocation",
    "Search",
    "listing_view",
    "page_of_list",
    "removals",
]
