"""The feed of removals: what is no longer public, so that whoever keeps a copy can delete it (INV-12).

It is read from the events that end something, the newest first, and from the read models for what merely ran out and
was not said to be over yet. How each record stands is folded from the log in the same snapshot. It tells ids and
grounds, and nothing about anybody. What only rests because of an objection is not in it: it may come back. Of facts
whose data were erased nobody can tell any more that they were public; they are not in it either.
"""

from collections.abc import Iterable, Sequence
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
from domain.tags import fact_tag, ground_tag
from ledger.service.records import Names, Record, RecordSource
from projections.build import live_build
from projections.listings.faces import standing
from projections.listings.projection import PUBLISHING, ListingsProjection, listings_named
from projections.listings.view import Removal, Removals
from projections.moment import day_of
from projections.paging import LOG_END, check_limit
from projections.public_list.projection import PublicListProjection
from projections.reading import Reading
from projections.snapshot import answer
from projections.statements import statement

_LISTINGS, _FACTS = "projections.listings", "projections.public_list"
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
    fact: bytes = b""


class _Feed:
    """One page of the feed in one snapshot."""

    def __init__(self, cursor: Cursor[Any], reading: Reading) -> None:
        self._cursor = cursor
        self._reading = reading

    def page(self, mark: Mark, limit: int) -> Removals:
        ends = [*self._events(mark, limit + 1), *self._listings(mark, limit + 1), *self._facts(mark, limit + 1)]
        ends.sort(key=lambda one: (one.day, one.position), reverse=True)
        items = dict.fromkeys((*self._removed_listings(ends[:limit]), *self._removed_facts(ends[:limit])))
        ordered = sorted(items, key=lambda one: (one.day, one.ended_at or one.position), reverse=True)
        next_after = str(_moved(mark, ends[:limit])) if len(ends) > limit else None
        return Removals(tuple(ordered), next_after, self._reading.stop)

    def _events(self, mark: Mark, amount: int) -> list[_End]:
        parameters = {"topics": [*_ENDING, _LOWERING], "before": min(mark.events, self._reading.stop), "amount": amount}
        rows = self._cursor.execute(statement(_LISTINGS, "ending_events"), parameters).fetchall()
        records = self._reading.at_positions([row[0] for row in rows])
        return [
            _End(day_of(records[position].time_ms), position, "events", record=records[position])
            for (position,) in rows
        ]

    def _listings(self, mark: Mark, amount: int) -> list[_End]:
        build, _ = live_build(self._cursor, ListingsProjection)
        rows = self._over(_LISTINGS, build, mark.listings, amount)
        return [_End(day, position, "listings", listing=listing) for day, position, listing in rows]

    def _facts(self, mark: Mark, amount: int) -> list[_End]:
        build, _ = live_build(self._cursor, PublicListProjection)
        rows = self._over(_FACTS, build, mark.facts, amount)
        return [_End(day, position, "facts", fact=bytes(fact)) for day, position, fact in rows]

    def _over(self, package: str, build: int, mark: tuple[date, int], amount: int) -> list[tuple[Any, ...]]:
        parameters = {"today": self._reading.today, "day": mark[0], "before": mark[1], "amount": amount}
        return self._cursor.execute(statement(package, "over", build), parameters).fetchall()

    def _removed_listings(self, ends: Sequence[_End]) -> list[Removal]:
        by_listing: dict[str, _End] = {}
        grounds = self._grounded(ends)
        for end in sorted(ends, key=_is_correction):
            named = (*listings_named(end.record), *self._of_erased(end.record)) if end.record is not None else ()
            for listing in (*named, *grounds.get(end.position, ()), *filter(None, [end.listing])):
                by_listing.setdefault(listing, end)
        stood = standing(self._reading, list(by_listing))
        found = []
        for state, display in stood:
            end = by_listing[state.listing]
            said = {state.ended_at, state.publicity_ended_at} - {None}
            is_other = end.record is None and bool(said)  # its own event tells of it
            is_other |= _is_correction(end) and display.end_reason != "grounds-lowered"
            if state.published_at is not None and _is_removed(display) and not is_other:
                found.append(_removal("listing", state.listing, state.published_at, state.list_id, "", display, end))
        return found

    def _removed_facts(self, ends: Sequence[_End]) -> list[Removal]:
        by_fact: dict[bytes, _End] = {}
        for end in ends:
            jtis = _facts_named(end.record) if end.record is not None and not _is_correction(end) else ()
            for digest in (*(self._reading.digest(fact_tag(jti)) for jti in jtis), *filter(None, [end.fact])):
                by_fact.setdefault(digest, end)
        facts = self._reading.facts_under(list(by_fact))
        displays = self._reading.shown.displays_of_facts(facts)
        found = []
        for fact, display in zip(facts, displays, strict=True):
            end = by_fact[self._reading.digest(fact_tag(fact.jti))]
            if fact.recorded_at is None or display is None or not self._is_adverse(fact):
                continue
            if _is_removed(display):
                found.append(_removal("fact", fact.jti, fact.recorded_at, "", fact.item, display, end))
        return found

    def _is_adverse(self, fact: FactState) -> bool:
        version = self._reading.item(fact.item).version(fact.item_version)
        return version is not None and version.is_adverse

    def _grounded(self, ends: Iterable[_End]) -> dict[int, list[str]]:
        """Find the listings that rest on facts that events are about, by the position of the event."""
        named = {end.position: _facts_named(end.record) for end in ends if end.record is not None}
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


def _is_removed(display: Display) -> bool:
    is_resting = display.is_public or display.is_suspended
    return not is_resting and (display.is_publishable or display.end_reason == "erased")


def _removal(
    kind: Literal["listing", "fact"],
    name: str,
    position: int,
    list_id: str,
    item: str,
    display: Display,
    end: _End,
) -> Removal:
    is_over = display.end_reason == "expired"
    day = min(end.day, display.ends_on or end.day) if is_over else end.day
    ended_at = None if end.record is None else end.record.position
    return Removal(kind, name, position, list_id, item, display.end_reason, day, ended_at)


def _moved(mark: Mark, seen: Sequence[_End]) -> Mark:
    """Move a mark past what was looked at."""
    for end in seen:
        place: Any = end.position if end.source == "events" else (end.day, end.position)
        mark = mark._replace(**{end.source: place})
    return mark
