"""Read pages of the public list; every line is folded from the log and judged in the same snapshot.

The read model only names candidates. What became of each since, what it says now, how it stands by the rules of the
day and which marks travel with it is found out when the page is asked for: a read model that lags behind may lack
additions, but for those of an organisation whose code is asked for; it can never show what ended, nor hide a mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from psycopg import Connection, Cursor

from domain.catalogue.state import ItemVersion
from domain.fact.events import FactRecorded
from domain.fact.state import FactState
from domain.identifier import Identifier
from domain.standing.display import Display
from domain.tags import pseudonym_tag
from ledger.service.records import Names, Record, RecordSource
from projections.build import live_build
from projections.marks import ShownMark, shown_marks
from projections.paging import check_limit, fill
from projections.public_list.projection import BlindIndex, PublicListProjection
from projections.public_list.rules import fold_code, fold_name, organisation_of, public_fields
from projections.reading import Reading, content_position, contents
from projections.snapshot import answer
from projections.statements import statement

_PACKAGE = "projections.public_list"


@dataclass(frozen=True, slots=True)
class PublicItem:
    """One line of the public list.

    Attributes:
        position: Leaf position of the event that recorded the fact.
        content: Leaf position of the event that holds what is shown; later than `position` after a correction.
        time_ms: Entry time of `content`.
        item: Catalogue item.
        item_version: Version of the item.
        item_name: Name of the item.
        nature: 信息性质 of the item, such as ``licence`` or ``penalty``.
        standard: Its data standard.
        decided_on: Date of the decision.
        ends_on: First day on which it is no longer shown.
        fields: What is shown, by name of the disclosure, in the order of the standard.
        presentation: The signed statement with the disclosures of these fields and no others.
        is_adverse: Whether it is adverse.
        tier: Tier of this one act (失信程度); empty where its standard has none.
        ended_by: What gives `ends_on`: the id of a rule, or a name of ``domain.standing.ends``.
        marks: What is shown with it, always.
    """

    position: int
    content: int
    time_ms: int
    item: str
    item_version: int
    item_name: str
    nature: str
    standard: str
    decided_on: date
    ends_on: date
    fields: dict[str, str | int | bool]
    presentation: str
    is_adverse: bool = False
    tier: str = ""
    ended_by: str = ""
    marks: tuple[ShownMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the public list, the newest first.

    Attributes:
        items: At most as many as were asked for.
        next_after: Where the next page begins; None: this is the last.
        position: Leaves that the read model has applied; additions later than this may be missing.
        size: Leaves of the log that the items were checked against.
    """

    items: tuple[PublicItem, ...]
    next_after: int | None
    position: int
    size: int


def page(
    connection: Connection[Any],
    source: RecordSource,
    blind: BlindIndex,
    *,
    now: datetime,
    limit: int = 50,
    after: int | None = None,
    code: str | None = None,
    name: str | None = None,
) -> Page:
    """Give a page of the public list.

    Args:
        connection: Outside a transaction.
        source: Where records are read.
        blind: The key of the blind indexes.
        now: The instant for which ends and marks are computed, with a time zone.
        limit: Most items, 1 to 200.
        after: ``next_after`` of the page before; None: the newest.
        code: Only items of the organisation with exactly this code.
        name: Only items of organisations with exactly this name; width, spaces and case do not matter.

    Raises:
        ValueError: The limit is out of range.
        ProjectionNotBuiltError: The read model does not exist yet.
    """
    check_limit(limit)
    return answer(connection, lambda cursor: _Question(cursor, source, blind, now, code, name).answer(limit, after))


class _Question:
    """One question in one snapshot."""

    def __init__(
        self,
        cursor: Cursor[Any],
        source: RecordSource,
        blind: BlindIndex,
        now: datetime,
        code: str | None,
        name: str | None,
    ) -> None:
        self._cursor = cursor
        self._reading = Reading(cursor, source, now=now)
        self._code = None if code is None else fold_code(code)
        self._name = None if name is None else fold_name(name)
        self._build, self._position = live_build(cursor, PublicListProjection)
        self._search: dict[str, object] = {"today": self._reading.today}
        self._statement = "page"
        if code is not None:
            # Whoever asks for a name as well gets fewer: every line is compared with both.
            self._statement, self._search["subject"] = "page_of_subject", file_of(self._reading, fold_code(code))
        elif name is not None:
            self._statement, self._search["name"] = "page_of_name", blind.name(name)

    def answer(self, limit: int, after: int | None) -> Page:
        items, next_after = fill(self._candidates, self._shown, limit=limit, after=after)
        return Page(tuple(items), next_after, self._position, self._reading.stop)

    def _candidates(self, before: int, amount: int) -> list[tuple[int, bytes]]:
        later = [(position, fact) for position, fact in self._later if position < before][:amount]
        parameters = {**self._search, "before": before, "amount": amount - len(later)}
        rows = self._cursor.execute(statement(_PACKAGE, self._statement, self._build), parameters).fetchall()
        return later + [(position, bytes(fact)) for position, fact in rows]

    @cached_property
    def _later(self) -> list[tuple[int, bytes]]:
        """What the read model has not seen yet of the one organisation asked for, the newest first."""
        file = self._search.get("subject")
        if not isinstance(file, bytes) or not file:
            return []
        places = self._reading.places([file], start=self._position).get(file, [])
        positions = [place.position for place in reversed(places) if place.topic == FactRecorded.TOPIC]
        records = self._reading.at_positions(positions)
        return [(position, records[position].fact()) for position in positions]

    def _shown(self, digests: Sequence[bytes]) -> list[PublicItem]:
        """Keep what everybody may see of some facts, the newest first."""
        reading = self._reading
        facts = [fact for fact in reading.facts_under(digests) if fact.recorded_at is not None]
        displays = reading.shown.displays_of_facts(facts)
        public = [(fact, one) for fact, one in zip(facts, displays, strict=True) if one is not None and one.is_public]
        records = contents(reading, [fact for fact, _ in public])
        marks = shown_marks(reading, [one for _, one in public])
        found = [
            self._item(fact, one, records[content_position(fact)], mark)
            for (fact, one), mark in zip(public, marks, strict=True)
        ]
        return sorted((one for one in found if one is not None), key=lambda one: -one.position)

    def _item(
        self, fact: FactState, display: Display, record: Record, marks: tuple[ShownMark, ...]
    ) -> PublicItem | None:
        version = self._reading.item(fact.item).version(fact.item_version)
        is_same_item = record.claims["item"] == fact.item  # a correction under another item is shown under neither
        if version is None or not is_same_item or not self._matches(organisation_of(record.disclosed)):
            return None
        return _line(fact, display, record, marks, version)

    def _matches(self, organisation: tuple[str, str] | None) -> bool:
        """Tell whether a record is one of an organisation, and of the one that was asked for."""
        if organisation is None:
            return False
        code, name = organisation
        return self._code in {None, fold_code(code)} and self._name in {None, fold_name(name)}


def _line(
    fact: FactState, display: Display, record: Record, marks: tuple[ShownMark, ...], version: ItemVersion
) -> PublicItem | None:
    if fact.recorded_at is None or fact.decided_on is None or display.ends_on is None:
        return None
    shown = public_fields(version.standard, record.disclosed)
    return PublicItem(
        position=fact.recorded_at,
        content=record.position,
        time_ms=record.time_ms,
        item=version.item,
        item_version=version.version,
        item_name=version.name,
        nature=version.nature,
        standard=version.standard,
        decided_on=fact.decided_on,
        ends_on=display.ends_on,
        fields=shown,
        presentation=record.presentation(Names(*shown)),
        is_adverse=version.is_adverse,
        tier=fact.terms.tier,
        ended_by=display.ended_by,
        marks=marks,
    )


def file_of(reading: Reading, code: str) -> bytes:
    """Name the file of the organisation with a code; empty, the file of none, where nobody has it."""
    tag = reading.digest(pseudonym_tag(Identifier("uscc", code)))
    last = [place.position for place in reading.places([tag]).get(tag, [])[-1:]]
    records = reading.at_positions(last)
    return next((digest for position in last if (digest := records[position].file()) is not None), b"")
