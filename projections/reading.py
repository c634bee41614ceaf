"""One look at the log in one snapshot: states as the domain folds them, and how records stand.

Ends and marks are never read from a projection alone (design, section 8): whoever shows a record folds its later
events here, in the snapshot of his answer, and computes how it stands by the rules of that moment.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from psycopg import Cursor

from domain.calendar.working_days import WorkingDays
from domain.case.matters import Matters
from domain.case.state import CaseState
from domain.catalogue.state import ItemState
from domain.definition.events import ListDefined
from domain.definition.state import Definitions
from domain.fact.state import FactState
from domain.listing.state import ListingState
from domain.rule.law import Law
from domain.standing.display import Display
from domain.standing.fact import display_fact
from domain.standing.listing import display_listing
from domain.time import legal_date
from ledger.service.boundary import Fold
from ledger.service.folds import CALENDAR, CASE, FACT, ITEM, LIST, MATTERS, RULES
from ledger.service.records import ROLES, Record, RecordSource

S = TypeVar("S")

_PAST_YEARS = 6


class Reading:
    """States of records as one snapshot has them.

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
        self._items: dict[str, ItemState] = {}
        self._lists: dict[str, Definitions[ListDefined]] = {}

    def records(self, tags: Sequence[str]) -> list[list[Record]]:
        """Give the records under each of some tags, in the order of the log."""
        digests = [self._source.tag_key.digest(tag) for tag in tags]
        places = self._source.tagged(self._cursor, digests, stop=self.stop)
        positions = sorted({place.position for group in places.values() for place in group})
        found = self._source.at(self._cursor, positions, ROLES)
        return [[found[place.position] for place in places.get(digest, ())] for digest in digests]

    def each(self, fold: Fold[S], names: Sequence[str]) -> list[S]:
        """Fold several states, in as many questions as for one."""
        groups = self.records([fold.tag_of(name) for name in names])
        return [fold.over(name, group).state for name, group in zip(names, groups, strict=True)]

    def at(self, fold: Fold[S], name: str) -> S:
        """Fold one state."""
        return self.each(fold, [name])[0]

    @cached_property
    def law(self) -> Law:
        """The rules and working days that were published by then."""
        years = [str(year) for year in range(self.today.year - _PAST_YEARS, self.today.year + 2)]
        return Law(self.at(RULES, ""), WorkingDays(self.each(CALENDAR, years)))

    def items(self, names: Iterable[str]) -> Mapping[str, ItemState]:
        """Fold catalogue items, each once for a reading."""
        missing = [name for name in dict.fromkeys(names) if name not in self._items]
        if missing:
            self._items.update(zip(missing, self.each(ITEM, missing), strict=True))
        return self._items

    def lists(self, names: Iterable[str]) -> Mapping[str, Definitions[ListDefined]]:
        """Fold the definitions of lists, each once for a reading."""
        missing = [name for name in dict.fromkeys(names) if name not in self._lists]
        if missing:
            self._lists.update(zip(missing, self.each(LIST, missing), strict=True))
        return self._lists

    def cases(self, names: Iterable[str]) -> Mapping[str, CaseState]:
        """Fold cases, by id."""
        wanted = list(dict.fromkeys(names))
        return dict(zip(wanted, self.each(CASE, wanted), strict=True)) if wanted else {}

    def matters(self, listings: Sequence[str]) -> Mapping[str, Matters]:
        """Fold what came up about listings, by their ids."""
        return dict(zip(listings, self.each(MATTERS, listings), strict=True)) if listings else {}

    def facts(self, names: Iterable[str]) -> Mapping[str, FactState]:
        """Fold facts, by their jtis."""
        wanted = list(dict.fromkeys(names))
        return dict(zip(wanted, self.each(FACT, wanted), strict=True)) if wanted else {}

    def displays_of_facts(self, facts: Sequence[FactState]) -> list[Display | None]:
        """Compute how facts stand, in order; None for one that was never recorded under a published item."""
        items = self.items(fact.item for fact in facts if fact.item)
        cases = self.cases(case for fact in facts for case in fact.matters.cases)
        return [self._display_of_fact(fact, items.get(fact.item), cases) for fact in facts]

    def _display_of_fact(
        self, fact: FactState, item: ItemState | None, cases: Mapping[str, CaseState]
    ) -> Display | None:
        version = None if item is None else item.version(fact.item_version)
        if item is None or version is None:
            return None
        own = [cases[case] for case in fact.matters.cases]
        newest = max(
            (one for one in item.versions if one.effective_from <= self.today),
            key=lambda one: one.version,
            default=None,
        )
        return display_fact(fact, own, version, newest, law=self.law, today=self.today)

    def displays_of_listings(self, listings: Sequence[ListingState]) -> list[Display]:
        """Compute how listings stand, in order."""
        matters = self.matters([one.listing for one in listings])
        facts = self.facts(jti for one in listings for jti in one.facts)
        cases = self.cases(case for one in matters.values() for case in one.cases)
        lists = self.lists(one.list_id for one in listings if one.list_id)
        return [
            display_listing(
                one,
                matters[one.listing],
                lists[one.list_id].on(self.today) if one.list_id else None,
                [facts[jti] for jti in one.facts],
                [cases[case] for case in matters[one.listing].cases],
                law=self.law,
                today=self.today,
            )
            for one in listings
        ]
