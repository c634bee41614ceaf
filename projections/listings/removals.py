"""The feed of removals: what is no longer public, so that whoever keeps a copy can delete it (INV-12).

It is read from the events that end something, the newest first, and from the read models for what merely ran out and
was not said to be over yet; with a fact end the listings that rest on nothing else, from the same moment. How each
record stands is folded from the log in the same snapshot. It tells ids and grounds, why a decision was revoked, and
nothing else about anybody. What only rests because of an objection is not in it: it may come back. Of facts whose data
were erased nobody can tell any more that they were public; they are not in it either.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from psycopg import Connection, Cursor

from domain.clock.events import PublicityEnded
from domain.fact.events import FactCorrected, FactWithdrawn
from domain.fact.state import FactState
from domain.listing.events import ListingEnded
from domain.repair.events import RepairGranted
from domain.revocation.events import DecisionRevoked
from domain.standing.display import Display
from domain.subject.events import RecordErased, SubjectErased
from domain.tagging import split
from domain.tags import ground_tag
from ledger.service.folds import FACT
from ledger.service.records import Names, Record, RecordSource
from projections.build import live_build
from projections.casework import CaseworkProjection
from projections.listings.faces import standing
from projections.listings.projection import PUBLISHING, ListingsProjection, listings_named
from projections.listings.revocations import revocations_of_facts, revocations_of_listings
from projections.listings.view import Removal, Removals, Revocation
from projections.moment import day_of
from projections.paging import LOG_END, check_limit
from projections.reading import Reading
from projections.snapshot import answer
from projections.statements import statement

_PACKAGE = "projections.listings"
_ENDING = (
    ListingEnded.TOPIC,
    RepairGranted.TOPIC,
    PublicityEnded.TOPIC,
    FactWithdrawn.TOPIC,
    DecisionRevoked.TOPIC,
    RecordErased.TOPIC,
    SubjectErased.TOPIC,
)
_LOWERING = FactCorrected.TOPIC
"""A correction ends no fact; it ends listings whose tier the fact then bears no more."""
_NAMED = Names("subject.fact", "subject.facts", "subject.record")


class Mark(NamedTuple):
    """How far a reader of the feed has come in its three sources.

    Attributes:
        events: Ending events before this position are to come.
        listings: Listings that ran out before this day and position are to come.
        facts: The same for facts.
    """

    events: int
    listings: tuple[date, int]
    facts: tuple[date, int]

    def __str__(self) -> str:
        parts = (self.events, *self.listings, *self.facts)
        return "~".join(map(str, parts))

    @classmethod
    def parse(cls, text: str | None) -> "Mark":
        """Read what `str` wrote; None is the beginning.

        Raises:
            ValueError: Another spelling.
        """
        if text is None:
            return cls(LOG_END, (date.max, LOG_END), (date.max, LOG_END))
        events, day, listing, other, fact = text.split("~")
        return cls(int(events), (date.fromisoformat(day), int(listing)), (date.fromisoformat(other), int(fact)))


def removals(
    connection: Connection[Any], source: RecordSource, *, now: datetime, limit: int = 50, after: str | None = None
) -> Removals:
    """Give a page of what is no longer public: listings and adverse facts.

    Args:
        connection: Outside a transaction.
        source: Where records are read.
        now: The instant for which ends are computed, with a time zone.
        limit: Most ends looked at, 1 to 200; one event can end several records.
        after: ``next_after`` of the page before; None: the newest.

    Raises:
        ValueError: The limit is out of range, or `after` is none of ours.
        ProjectionNotBuiltError: A read model does not exist yet.
    """
    check_limit(limit)
    mark = Mark.parse(after)
    return answer(connection, lambda cursor: _Feed(cursor, Reading(cursor, source, now=now)).page(mark, limit))


@dataclass(frozen=True, slots=True)
class _End:
    """One place in the feed: an event, or a record whose time was over."""

    day: date
    position: int
    source: str
    record: Record | None = None
    listing: str = ""


class _Feed:
    """One page of the feed in one snapshot."""

    def __init__(self, cursor: Cursor[Any], reading: Reading) -> None:
        self._cursor = cursor
        self._reading = reading

    def page(self, mark: Mark, limit: int) -> Removals:
        ends = [*self._events(mark, limit + 1), *self._listings(mark, limit + 1), *self._facts(mark, limit + 1)]
        ends.sort(key=lambda one: (one.day, one.position), reverse=True)
        seen = ends[:limit]
        named = self._named(seen)
        items = dict.fromkeys((*self._removed_listings(seen, named), *self._removed_facts(seen, named)))
        ordered = sorted(items, key=lambda one: (one.day, one.ended_at or one.position), reverse=True)
        next_after = str(_moved(mark, seen)) if len(ends) > limit else None
        return Removals(tuple(ordered), next_after, self._reading.stop)

    def _events(self, mark: Mark, amount: int) -> list[_End]:
        parameters = {"topics": [*_ENDING, _LOWERING], "before": min(mark.events, self._reading.stop), "amount": amount}
        rows = self._cursor.execute(statement(_PACKAGE, "ending_events"), parameters).fetchall()
        records = self._reading.at_positions([row[0] for row in rows])
        return [
            _End(day_of(records[position].time_ms), position, "events", record=records[position])
            for (position,) in rows
        ]

    def _listings(self, mark: Mark, amount: int) -> list[_End]:
        build, _ = live_build(self._cursor, ListingsProjection)
        rows = self._over("over", build, mark.listings, amount)
        return [_End(day, position, "listings", listing=listing) for day, position, listing in rows]

    def _facts(self, mark: Mark, amount: int) -> list[_End]:
        build, _ = live_build(self._cursor, CaseworkProjection)
        return [_End(day, position, "facts") for day, position in self._over("over_facts", build, mark.facts, amount)]

    def _over(self, name: str, build: int, mark: tuple[date, int], amount: int) -> list[tuple[Any, ...]]:
        parameters = {"today": self._reading.today, "day": mark[0], "before": mark[1], "amount": amount}
        return self._cursor.execute(statement(_PACKAGE, name, build), parameters).fetchall()

    def _removed_listings(self, ends: Sequence[_End], facts: Mapping[int, Sequence[str]]) -> list[Removal]:
        by_listing: dict[str, _End] = {}
        grounded = self._grounded(facts)
        for end in sorted(ends, key=_is_correction):
            named = (*listings_named(end.record), *self._of_erased(end.record)) if end.record is not None else ()
            for listing in (*named, *grounded.get(end.position, ()), *filter(None, [end.listing])):
                by_listing.setdefault(listing, end)
        removed = []
        for state, display in standing(self._reading, list(by_listing)):
            said = {state.ended_at, state.publicity_ended_at} - {None}
            end = by_listing[state.listing]
            is_other = end.record is None and bool(said)  # its own event tells of it
            is_other |= _is_correction(end) and display.end_reason != "grounds-lowered"
            if state.published_at is not None and _is_removed(display) and not is_other:
                removed.append((state, display, state.published_at))
        why = revocations_of_listings(self._reading, [(state, display) for state, display, _ in removed])
        return [
            _removal(("listing", state.listing, position, state.list_id, ""), display, by_listing[state.listing], own)
            for (state, display, position), own in zip(removed, why, strict=True)
        ]

    def _removed_facts(self, ends: Sequence[_End], named: Mapping[int, Sequence[str]]) -> list[Removal]:
        by_fact: dict[str, _End] = {}
        for end in (one for one in ends if not _is_correction(one)):
            for jti in named.get(end.position, ()):
                by_fact.setdefault(jti, end)
        facts = self._reading.each(FACT, list(by_fact))
        removed = []
        for fact, display in zip(facts, self._reading.shown.displays_of_facts(facts), strict=True):
            if fact.recorded_at is None or display is None or not self._is_adverse(fact):
                continue
            if _is_removed(display):
                removed.append((fact, display, fact.recorded_at))
        why = revocations_of_facts(self._reading, [(fact, display) for fact, display, _ in removed])
        return [
            _removal(("fact", fact.jti, position, "", fact.item), display, by_fact[fact.jti], own)
            for (fact, display, position), own in zip(removed, why, strict=True)
        ]

    def _named(self, ends: Iterable[_End]) -> dict[int, tuple[str, ...]]:
        """Name the facts that each of some ends is about, by its position."""
        over = [end.position for end in ends if end.source == "facts"]
        records = self._reading.at_positions(over)
        facts = self._reading.each(FACT, [records[position].jti for position in over])
        said = {end.position: _facts_named(end.record) for end in ends if end.record is not None}
        unsaid = {position: (fact.jti,) for position, fact in zip(over, facts, strict=True) if not _has_own_event(fact)}
        return {**said, **unsaid}

    def _is_adverse(self, fact: FactState) -> bool:
        version = self._reading.item(fact.item).version(fact.item_version)
        return version is not None and version.is_adverse

    def _grounded(self, named: Mapping[int, Sequence[str]]) -> dict[int, list[str]]:
        """Find the listings that rest on facts, by the position of the end that named these."""
        jtis = list(dict.fromkeys(jti for group in named.values() for jti in group))
        grounds = self._reading.records([ground_tag(jti) for jti in jtis])
        listings = {
            jti: [record.claims["listing"] for record in group] for jti, group in zip(jtis, grounds, strict=True)
        }
        return {position: [one for jti in group for one in listings[jti]] for position, group in named.items()}

    def _of_erased(self, record: Record) -> list[str]:
        """Name the listings of a subject that was erased."""
        file = record.file() if record.topic == SubjectErased.TOPIC else None
        places = self._reading.places([file]).get(file, []) if file is not None else []
        positions = [place.position for place in places if place.topic in PUBLISHING]
        records = self._reading.at_positions(positions)
        return [records[position].claims["listing"] for position in positions]


def _facts_named(record: Record) -> tuple[str, ...]:
    """Name the facts that an event ends; none where its data were erased."""
    if record.topic not in {*_ENDING, _LOWERING}:
        return ()
    return split(",".join(str(value) for value in record.values(_NAMED).values()))


def _is_correction(end: _End) -> bool:
    return end.record is not None and end.record.topic == _LOWERING


def _has_own_event(fact: FactState) -> bool:
    """Tell whether an event ended a fact; that event tells of it, whatever the read model has seen."""
    matters = fact.matters
    places = (fact.withdrawn_at, fact.erased_at, matters.revoked_at, matters.repaired_at, matters.publicity_ended_at)
    return any(place is not None for place in places)


def _is_removed(display: Display) -> bool:
    is_resting = display.is_public or display.is_suspended
    return not is_resting and (display.is_publishable or display.end_reason == "erased")


_Named = tuple[Literal["listing", "fact"], str, int, str, str]
"""Kind, name, position of the publication, list and item of what was removed."""


def _removal(named: _Named, display: Display, end: _End, revocations: tuple[Revocation, ...]) -> Removal:
    is_over = display.end_reason == "expired"
    day = min(end.day, display.ends_on or end.day) if is_over else end.day
    ended_at = None if end.record is None else end.record.position
    return Removal(*named, display.end_reason, day, ended_at, revocations)


def _moved(mark: Mark, seen: Sequence[_End]) -> Mark:
    """Move a mark past what was looked at."""
    for end in seen:
        place: Any = end.position if end.source == "events" else (end.day, end.position)
        mark = mark._replace(**{end.source: place})
    return mark
