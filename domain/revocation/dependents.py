"""What depended on decisions that no longer stand (INV-11)."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from domain.event import Event
from domain.fact.state import FactState, evolve
from domain.listing.ground import bears
from domain.listing.state import ListingState
from domain.signer import Recorded


class Grounds(NamedTuple):
    """The facts that listings rest on, at one moment.

    Attributes:
        facts: All of them.
        live: The jtis of those in force then, suspended or not: neither fallen nor repaired, and not over
            (``domain.standing.fact``).
    """

    facts: Sequence[FactState]
    live: Collection[str]


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


def after_event(facts: Sequence[FactState], named: Collection[str], event: Event, at: Recorded) -> list[FactState]:
    """Give facts as they are once an event is recorded.

    Args:
        facts: As they were before.
        named: The jtis of those that it is about.
        event: It withdraws, corrects, revokes or repairs them.
        at: Where it stands, or would stand.
    """
    return [evolve(fact, event, at) if fact.jti in named else fact for fact in facts]


def falling(listings: Sequence[ListingState], before: Grounds, after: Grounds) -> tuple[str, ...]:
    """Name the listings that an event leaves without the last fact they rest on, by whatever it does to one.

    They rest on facts in two senses, and are named if they lose either. Facts in force keep them in use: with the last
    one they end, whether it fell, was repaired, was corrected to a lower tier or to an end that is past, and whatever
    the others were lost by. Facts on record show that they were right: when the last one is taken back, whoever was
    shown them is told so, even where time had ended them before.

    A listing that has ended, or rested on nothing before in that sense, does not fall again.

    Args:
        listings: The listings that rest on any fact that the event is about.
        before: The facts that those rest on, as they were before.
        after: The same, as they are with it.

    Returns:
        ``listing:<id>`` of each.

    Source:
        行政处罚法 art 48; 山东省社会信用条例 art 38, 40; 国家发展改革委令第36号; domain.md, INV-10 and INV-11.
    """
    return tuple(
        f"listing:{one.listing}"
        for one in listings
        if one.ended_at is None
        and (_loses(one, before.facts, after.facts) or _loses(one, _in_force(before), _in_force(after)))
    )


def _in_force(grounds: Grounds) -> list[FactState]:
    return [fact for fact in grounds.facts if fact.jti in grounds.live]


def _loses(listing: ListingState, before: Sequence[FactState], after: Sequence[FactState]) -> bool:
    return not rests_on_nothing(listing, before) and rests_on_nothing(listing, after)
