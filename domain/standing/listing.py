"""How a listing (名单列入) stands on a day, and which measures rest on it then."""

from collections.abc import Sequence
from datetime import date

from domain.case.matters import Matters
from domain.case.state import CaseState
from domain.definition.events import ListDefined
from domain.fact.state import FactState
from domain.listing.state import AppliedMeasure, ListingState
from domain.listing.term import maximum_end
from domain.revocation.dependents import rests_on_nothing
from domain.rule.law import Law
from domain.standing.display import Display, End, cases_about, display_of
from domain.standing.ends import LIST_TERM, announced_or_every_day, earliest
from domain.standing.fact import is_organisation
from domain.standing.marks import is_suspended, marks_of


def display_listing(
    listing: ListingState,
    matters: Matters,
    definition: ListDefined | None,
    facts: Sequence[FactState],
    cases: Sequence[CaseState],
    *,
    law: Law,
    today: date,
) -> Display:
    """Compute how a listing stands on a day.

    Args:
        listing: The listing.
        matters: What came up about it.
        definition: The version of its list in force on the day; ``None``: the list is not in force, nothing of it is
            public.
        facts: The facts it rests on, all of them.
        cases: The cases about it, all of them.
        law: Rules and working days.
        today: The day, Asia/Shanghai.

    Raises:
        CaseMissingError: A case about it is not among ``cases``.
    """
    own = cases_about(matters, cases)
    grounds = [fact for fact in facts if fact.jti in listing.facts]
    return display_of(
        ended=_ended(listing, matters, grounds),
        end=listing_end(listing, definition, grounds, law=law, today=today),
        is_suspended=is_suspended(own, law, today),
        hidden=_hidden(listing, definition),
        marks=marks_of(matters, own, law, today),
        today=today,
    )


def listing_end(
    listing: ListingState, definition: ListDefined | None, facts: Sequence[FactState], *, law: Law, today: date
) -> End | None:
    """Compute when publicity and use of a listing end: as decided, or earlier if the rules of today say so.

    A period in working days that are not announced is taken as if every day were one: never too late.
    """
    decided, stated = listing.decided_on, listing.ends_on
    if decided is None or stated is None:
        return None
    own = End(stated, LIST_TERM)
    return own if definition is None else earliest((own, _maximum(listing, definition, decided, facts, law, today)))


def _maximum(
    listing: ListingState, definition: ListDefined, decided: date, facts: Sequence[FactState], law: Law, today: date
) -> End:
    def by(days: Law) -> End:
        found = maximum_end(definition, listing.tier, decided, facts, days, today, is_court=listing.is_court)
        return End(found.day, LIST_TERM if found.rule is None else found.rule.rule)

    return announced_or_every_day(by, law)


def _ended(listing: ListingState, matters: Matters, facts: Sequence[FactState]) -> str:
    if not listing.is_known:
        return "unrecorded"
    if listing.subject is None:
        return "erased"
    ended = _ended_by(listing, matters)
    if ended or listing.published_at is None:
        return ended or "unpublished"
    return "grounds-gone" if rests_on_nothing(listing, facts) else ""


def _ended_by(listing: ListingState, matters: Matters) -> str:
    if matters.revoked_at is not None or listing.is_revoked:
        return "revoked"
    if matters.repaired_at is not None or listing.end_ground == "repaired":
        return "repaired"
    if listing.ended_at is not None:
        return f"ended:{listing.end_ground}"
    return "" if listing.publicity_ended_at is None else "expired"


def _hidden(listing: ListingState, definition: ListDefined | None) -> str:
    if definition is None or not definition.is_public:
        return "not-public"
    if listing.tier == "minor":
        return "minor-tier"
    return "" if definition.names_persons or is_organisation(listing.subject) else "natural-person"


def running_measures(listing: ListingState, display: Display) -> tuple[AppliedMeasure, ...]:
    """Give the measures that run: none once the listing has ended, by whatever ground (INV-10, INV-11).

    While display is suspended they go on: the rule that suspends is about display, and no new one may begin (INV-8).
    """
    return tuple(one for one in listing.measures if one.ended_at is None) if display.is_live else ()
