"""How a listing (名单列入) stands on a day, and which measures rest on it then."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from domain.case.mark import CONTESTING
from domain.case.matters import Matters
from domain.case.state import CaseState
from domain.definition.events import ListDefined, MeasureDefined
from domain.definition.state import Definitions
from domain.fact.state import FactState
from domain.listing.ground import bears
from domain.listing.state import AppliedMeasure, ListingState
from domain.listing.term import maximum_end
from domain.rule.law import Law
from domain.standing.display import Display, End, Mark, cases_about, display_of
from domain.standing.ends import LIST_TERM, announced_or_every_day, earliest, kept, turns_of, turns_of_rules
from domain.standing.fact import is_organisation
from domain.standing.marks import is_suspended, marks_of

_DAY: Final = timedelta(days=1)


class Ground(NamedTuple):
    """A fact that a listing may rest on.

    Attributes:
        fact: The fact.
        display: How it stands on the day; ``None`` where its catalogue item has no such version: it does not stand.
    """

    fact: FactState
    display: Display | None


def list_in_force(listing: ListingState, definitions: Definitions[ListDefined], today: date) -> ListDefined | None:
    """Give the version of its list under which a listing may be shown and used on a day.

    A list reaches as far as its definition in force: whoever it is no longer for is shown on it no longer, and whom it
    once let go does not come back without a new decision (国办发〔2020〕49号: no list but by its law).

    Args:
        listing: The listing.
        definitions: Every version of its list.
        today: The day, Asia/Shanghai.

    Returns:
        The version; ``None`` if on some day since the decision none was in force for subjects of its kind.
    """

    def is_for_it(version: ListDefined) -> bool:
        return not listing.kind or listing.kind in version.subject_kinds

    return definitions.unbroken(listing.decided_on or today, today, is_for_it)


def display_listing(
    listing: ListingState,
    matters: Matters,
    definition: ListDefined | None,
    grounds: Sequence[Ground],
    cases: Sequence[CaseState],
    *,
    definitions: Definitions[ListDefined],
    law: Law,
    today: date,
) -> Display:
    """Compute how a listing stands on a day.

    It needs a fact that is in force and bears its tier: with the last one it ends, whether that fell, was repaired, is
    over, or was corrected to a lower tier; while all that are left are suspended it rests; and what contests one of
    them is shown with it. A court's own listing stands on its judgment alone.

    Args:
        listing: The listing.
        matters: What came up about it.
        definition: The version of its list (``list_in_force``); ``None``: the listing ended with its list.
        grounds: The facts it rests on, all of them, and how they stand; others are passed over.
        cases: The cases about it, all of them.
        definitions: Every version of its list: an end that came under an earlier one stays, as does what one kept back.
        law: Rules and working days.
        today: The day, Asia/Shanghai.

    Raises:
        CaseMissingError: A case about it is not among ``cases``.
    """
    own = cases_about(matters, cases)
    named = [] if listing.is_court else [ground for ground in grounds if ground.fact.jti in listing.facts]
    facts = [ground.fact for ground in named]
    end = listing_end(listing, definition, facts, definitions=definitions, law=law, today=today)
    borne = [ground for ground in named if bears(ground.fact, listing.tier)]
    displays = [ground.display for ground in borne if ground.display is not None]
    lost = "grounds-lowered" if named and not borne else _lost(listing, displays, end, today)
    return display_of(
        ended=_ended(listing, matters, definition) or lost,
        end=None if end is None else earliest((end, _end_of_grounds(displays))),
        is_suspended=is_suspended(own, law, today) or _are_suspended(displays),
        hidden=_hidden(listing, definition, definitions, today),
        marks=(*marks_of(matters, own, law, today), *_marks_of_grounds(displays)),
        today=today,
    )


def listing_end(
    listing: ListingState,
    definition: ListDefined | None,
    facts: Sequence[FactState],
    *,
    definitions: Definitions[ListDefined],
    law: Law,
    today: date,
) -> End | None:
    """Compute when publicity and use of a listing end: as decided, or earlier if the rules of today say so.

    An end that came by the rules or the list of an earlier day since the decision stays.

    A period in working days that are not announced is taken as if every day were one: never too late.
    """
    decided, stated = listing.decided_on, listing.ends_on
    if decided is None or stated is None:
        return None
    own = End(stated, LIST_TERM)

    def on(day: date) -> End | None:
        version = definition if day == today else definitions.on(day)
        return None if version is None else _maximum(listing, version, decided, facts, law, day)

    turns = (*turns_of_rules(law), *(turn for one in definitions.versions for turn in turns_of(one)))
    return earliest((own, kept(on, turns, since=decided, today=today)))


def _maximum(
    listing: ListingState, definition: ListDefined, decided: date, facts: Sequence[FactState], law: Law, today: date
) -> End:
    def by(days: Law) -> End:
        found = maximum_end(definition, listing.tier, decided, facts, days, today, is_court=listing.is_court)
        return End(found.day, LIST_TERM if found.rule is None else found.rule.rule)

    return announced_or_every_day(by, law)


def _end_of_grounds(displays: Sequence[Display]) -> End | None:
    """Give the day on which the last fact is over that is in force, or that time alone has ended since."""
    lasting = [one for one in displays if one.is_live] or [one for one in displays if one.end_reason == "expired"]
    ends = [End(one.ends_on, one.ended_by) for one in lasting if one.ends_on is not None]
    return max(ends, key=lambda end: end.day) if ends and len(ends) == len(lasting) else None


def _are_suspended(displays: Sequence[Display]) -> bool:
    """Tell whether all facts that are in force are suspended."""
    live = [one for one in displays if one.is_live]
    return bool(live) and not any(one.is_effective for one in live)


def _marks_of_grounds(displays: Sequence[Display]) -> tuple[Mark, ...]:
    """Give what contests a fact in force; its corrections are its own, and a complaint contests nothing."""
    return tuple(mark for one in displays if one.is_live for mark in one.marks if mark.kind in CONTESTING)


def _ended(listing: ListingState, matters: Matters, definition: ListDefined | None) -> str:
    if not listing.is_known:
        return "unrecorded"
    if listing.subject is None:
        return "erased"
    ended = _ended_by(listing, matters)
    if ended or listing.published_at is None:
        return ended or "unpublished"
    return "" if definition is not None else "list-gone"


def _lost(listing: ListingState, displays: Sequence[Display], end: End | None, today: date) -> str:
    """Say how a listing lost the last fact: to time, if time alone took them all or its own time was over first."""
    if listing.is_court or any(one.is_live for one in displays):
        return ""
    expired = [one.ends_on for one in displays if one.end_reason == "expired" and one.ends_on is not None]
    if expired and len(expired) == len(displays):
        return "expired"
    is_over = end is not None and end.day <= min(today, max(expired, default=end.day - _DAY))
    return "expired" if is_over else "grounds-gone"


def _ended_by(listing: ListingState, matters: Matters) -> str:
    if matters.revoked_at is not None or listing.is_revoked:
        return "revoked"
    if matters.repaired_at is not None or listing.end_ground == "repaired":
        return "repaired"
    if listing.ended_at is not None:
        return f"ended:{listing.end_ground}"
    return "" if listing.publicity_ended_at is None else "expired"


def _hidden(
    listing: ListingState, definition: ListDefined | None, definitions: Definitions[ListDefined], today: date
) -> str:
    """Say why a listing is not for everybody.

    It is shown as the version says that it was decided under, and every one since: who was told and listed on a list
    that keeps him back is not published by redefining it (立法法 art 104).
    """

    def always(fits: Callable[[ListDefined], bool]) -> bool:
        stated = definitions.version(listing.list_version)
        is_stated = stated is not None and fits(stated)
        return is_stated and definitions.unbroken(listing.decided_on or today, today, fits) is not None

    if definition is None or not always(lambda version: version.is_public):
        return "not-public"
    if listing.tier == "minor":
        return "minor-tier"
    is_named = is_organisation(listing.subject) or always(lambda version: version.names_persons)
    return "" if is_named else "natural-person"


def running_measures(
    listing: ListingState, display: Display, definitions: Mapping[str, Definitions[MeasureDefined]], today: date
) -> tuple[AppliedMeasure, ...]:
    """Give the measures that run: none once the listing has ended, by whatever ground (INV-10, INV-11).

    While display is suspended because an objection is overdue they go on: that rule is about display, and no new one
    may begin (INV-8). While it is suspended because a case was won they rest: nothing bears them (行政处罚法 art 48).
    A measure ends with its item of the measures list, too: beyond the list in force there is none
    (山东省社会信用条例 art 27, 28).

    Args:
        listing: The listing.
        display: How it stands on the day.
        definitions: Every version of the measures applied on it, by their ids; what is missing is not in force.
        today: The day, Asia/Shanghai.
    """

    def goes_on(measure: AppliedMeasure) -> bool:
        of_measure = definitions.get(measure.measure, Definitions(measure.measure))
        since = measure.applied_on or today
        return of_measure.unbroken(since, today, lambda version: listing.list_id in version.lists) is not None

    is_borne = display.is_effective or (display.is_suspended and not display.is_refuted)
    applied = [one for one in listing.measures if one.ended_at is None] if is_borne else []
    return tuple(filter(goes_on, applied))
