"""One look at the log in one snapshot: states as the domain folds them, and how records stand.

Ends and marks are never read from a projection alone (design, section 8): whoever shows a record folds its later
events here, in the snapshot of his answer, and computes how it stands by the rules of that moment.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from psycopg import Cursor

from domain.calendar.working_days import WorkingDays
from domain.catalogue.state import ItemState
from domain.definition.events import ListDefined
from domain.definition.state import Definitions
from domain.fact.state import FactState
from domain.rule.law import Law
from domain.time import legal_date
from ledger.service.boundary import Fold
from ledger.service.folds import CALENDAR, FACT, ITEM, LIST, RULES
from ledger.service.records import Record, RecordSource, Tagged
from ledger.service.rule_book import years_of_law
from ledger.service.shown import Shown
from projections.runner import ROLES

S = TypeVar("S")


class Reading:
    """States of records as one snapshot has them. What was read or folded once is kept for as long as the reading.

    Attributes:
        stop: Number of leaves looked at.
        today: The day for which ends and marks are computed, Asia/Shanghai.
    """

    def __init__(self, cursor: Cursor[Any], source: RecordSource, *, now: datetime, stop: int | None = None) -> None:
        """Begin to read.

        Args:
            cursor: In the snapshot of the answer.
            source: Where records are read.
            now: The instant for which records are judged, with a time zone.
            stop: Number of leaves: the log as it was then; None: all of it.
        """
        self._cursor = cursor
        self._source = source
        size = source.size(cursor)
        self.stop = size if stop is None else min(stop, size)
        self.today = legal_date(now)
        self._records: dict[int, Record] = {}
        self._states: dict[tuple[object, str], Any] = {}

    def digest(self, tag: str) -> bytes:
        """Name a tag as the database does."""
        return self._source.tag_key.digest(tag)

    def places(self, digests: Sequence[bytes], *, start: int = 0) -> Mapping[bytes, list[Tagged]]:
        """Find where tags occur, by their digests, each in the order of the log; a tag without events is missing."""
        return self._source.tagged(self._cursor, list(digests), start=start, stop=self.stop) if digests else {}

    def at_positions(self, positions: Iterable[int]) -> Mapping[int, Record]:
        """Read records, each once for a reading; of nobody's data but the subjects'."""
        missing = sorted({position for position in positions if position not in self._records})
        if missing:
            self._records.update(self._source.at(self._cursor, missing, ROLES))
        return self._records

    def groups(self, digests: Sequence[bytes]) -> list[list[Record]]:
        """Give the records under each of some digests of tags, in the order of the log."""
        places = self.places(digests)
        found = self.at_positions(place.position for group in places.values() for place in group)
        return [[found[place.position] for place in places.get(digest, ())] for digest in digests]

    def records(self, tags: Sequence[str]) -> list[list[Record]]:
        """Give the records under each of some tags, in the order of the log."""
        return self.groups([self.digest(tag) for tag in tags])

    def each(self, fold: Fold[S], names: Sequence[str]) -> list[S]:
        """Fold several states, in as many questions as for one."""
        missing = [name for name in dict.fromkeys(names) if (fold, name) not in self._states]
        groups = self.records([fold.tag_of(name) for name in missing])
        for name, group in zip(missing, groups, strict=True):
            self._states[fold, name] = fold.over(name, group).state
        return [self._states[fold, name] for name in names]

    def at(self, fold: Fold[S], name: str) -> S:
        """Fold one state."""
        return self.each(fold, [name])[0]

    def facts_under(self, digests: Sequence[bytes]) -> list[FactState]:
        """Fold facts that are known by the digests of their tags only; those without a record are left out."""
        groups = [group for group in self.groups(digests) if group]
        for group in groups:
            self._states[FACT, group[0].jti] = FACT.over(group[0].jti, group).state
        return self.each(FACT, [group[0].jti for group in groups])

    @cached_property
    def law(self) -> Law:
        """The rules and working days that were published by then."""
        years = [str(year) for year in years_of_law(self.today)]
        return Law(self.at(RULES, ""), WorkingDays(self.each(CALENDAR, years)))

    def item(self, item: str) -> ItemState:
        """Fold a catalogue item."""
        return self.at(ITEM, item)

    def list_definition(self, name: str) -> Definitions[ListDefined]:
        """Fold the definitions of a list."""
        return self.at(LIST, name)

    @cached_property
    def shown(self) -> Shown:
        """How records stand in this snapshot on this day."""
        return Shown(self, self, self.law, self.today)


def recorded_position(fact: FactState) -> int:
    """Tell where a recorded fact was recorded.

    Raises:
        ValueError: It never was.
    """
    if fact.recorded_at is None:
        raise ValueError("the fact was never recorded")
    return fact.recorded_at


def content_position(fact: FactState) -> int:
    """Tell where that stands which a recorded fact says now."""
    return fact.corrected_at[-1] if fact.corrected_at else recorded_position(fact)


def contents(reading: Reading, facts: Collection[FactState]) -> Mapping[int, Record]:
    """Read what some recorded facts said first and say now, in one question."""
    return reading.at_positions(position(fact) for fact in facts for position in (recorded_position, content_position))
