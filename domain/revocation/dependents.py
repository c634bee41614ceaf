"""What depended on decisions that no longer stand (INV-11)."""

from collections.abc import Collection, Sequence

from domain.fact.state import FactState
from domain.listing.ground import bears
from domain.listing.state import ListingState
from domain.tier import is_below


def rests_on_nothing(listing: ListingState, facts: Sequence[FactState]) -> bool:
    """Tell whether no fact is left that a listing rests on, so that it is without effect whatever else is recorded.

    A fact that was corrected to a lower tier than the listing's bears it no longer.

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
    return not any(fact.is_standing and bears(fact, listing.tier) for fact in facts if fact.jti in listing.facts)


def falling_with(
    fallen: Collection[str], listings: Sequence[ListingState], facts: Sequence[FactState]
) -> tuple[str, ...]:
    """Name the listings that lose the last fact they rest on when some facts fall.

    A listing that has ended, or rested on nothing before, does not fall again.

    Args:
        fallen: The jtis of the facts that fall now: revoked, withdrawn, or repaired, so that they are used no more.
        listings: The listings that rest on any of them.
        facts: States of all the facts that those rest on, as they were before.

    Returns:
        ``listing:<id>`` of each.

    Source:
        行政处罚法 art 48; 山东省社会信用条例 art 38, 40; domain.md, INV-10 and INV-11.
    """
    left = [fact for fact in facts if fact.jti not in fallen]
    standing = [one for one in listings if one.ended_at is None and not rests_on_nothing(one, facts)]
    return tuple(f"listing:{one.listing}" for one in standing if rests_on_nothing(one, left))


def falling_with_lowered(
    fact: str, tier: str, listings: Sequence[ListingState], facts: Sequence[FactState]
) -> tuple[str, ...]:
    """Name the listings that lose the last fact that bears their tier when one is corrected to a lower tier.

    Args:
        fact: The jti of the fact.
        tier: The tier that the correction states.
        listings: The listings that rest on it.
        facts: States of all the facts that those rest on, as they were before.

    Returns:
        ``listing:<id>`` of each.

    Source:
        国办发〔2020〕49号; 国家发展改革委令第36号; domain.md, INV-11.
    """
    return falling_with((fact,), [one for one in listings if is_below(tier, one.tier)], facts)
