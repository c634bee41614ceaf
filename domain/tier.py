"""The tiers of acts (失信程度: 轻微、一般、严重), in their order.

A tier grades one act or one listing. It is never summed or averaged over a subject (INV-13).
"""

from collections.abc import Iterable
from typing import Final

from domain.claims import Tier

TIERS: Final[tuple[Tier, ...]] = ("minor", "general", "serious")
"""From the least to the gravest."""
_NONE: Final = -1


def rank(tier: str) -> int:
    """Give the place of a tier in their order; below all of them where there is none."""
    return next((number for number, one in enumerate(TIERS) if one == tier), _NONE)


def least(tiers: Iterable[str]) -> str:
    """Give the least of some tiers; empty where one of them is none, or there is nothing to choose from."""
    return min(tiers, key=rank, default="")


def is_below(tier: str, bound: str) -> bool:
    """Tell whether a tier is below another; what has no tier, because its standard has none, is below nothing."""
    return _NONE < rank(tier) < rank(bound)
