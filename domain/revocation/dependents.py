"""What depended on decisions that no longer stand (INV-11)."""

from collections.abc import Sequence

from domain.fact.state import FactState
from domain.listing.state import ListingState


def rests_on_nothing(listing: ListingState, facts: Sequence[FactState]) -> bool:
    """Tell whether no fact is left that a listing rests on, so that it is without effect whatever else is recorded.

    A listing that names no facts, because its data were erased, rests on nothing either. A court's own listing rests
    on its judgment, not on facts on record here.

    Args:
        listing: The listing.
        facts: States of facts; those that it does not name are passed over, those that are missing do not stand.

    Source:
        行政处罚法 art 48; 山东省社会信用条例 art 40; domain.md, INV-11.
    """
    if listing.is_court:
        return False
    return not any(fact.is_standing for fact in facts if fact.jti in listing.facts)
