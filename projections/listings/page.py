"""Read pages of a public list, now or as it stood; every line is folded from the log and judged in one snapshot.

The read model only names candidates, and what it has not seen yet is read from the log: a page is never behind.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from psycopg import Connection, Cursor

from domain.listing.state import ListingState
from domain.standing.display import Display
from domain.tags import list_tag
from ledger.service.records import RecordSource
from projections.build import live_build
from projections.listings.faces import faces, marked, standing
from projections.listings.projection import PUBLISHING, ListingsProjection
from projections.listings.revocations import revocations_of_listings
from projections.listings.view import GoneItem, ListedItem, ListPage
from projections.moment import AsOf, Moment, moment_of
from projections.paging import check_limit, fill
from projections.public_list.projection import BlindIndex
from projections.public_list.query import file_of
from projections.public_list.rules import fold_code, fold_name
from projections.reading import Reading
from projections.snapshot import answer
from projections.statements import statement

_PACKAGE = "projections.listings"


class Search(NamedTuple):
    """Whom a page is asked for.

    Attributes:
        code: Only the organisation with exactly this code.
        name: Only subjects with exactly this name; width, spaces and case do not matter.
    """

    code: str | None = None
    name: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody in particular is asked for."""
        return self.code is None and self.name is None

    def matches(self, item: ListedItem) -> bool:
        """Tell whether a line is about whom was asked for."""
        is_code = self.code is None or fold_code(self.code) == item.identifier
        return is_code and (self.name is None or fold_name(self.name) == fold_name(item.name))


EVERYBODY = Search()


def page_of_list(
    connection: Connection[Any],
    source: RecordSource,
    blind: BlindIndex,
    list_id: str,
    search: Search = EVERYBODY,
    *,
    now: datetime,
    as_of: AsOf = None,
    limit: int = 50,
    after: int | None = None,
) -> ListPage:
    """Give a page of a list (名单) as everybody may see it.

    An earlier edition names what stood on it then, by the rules of its own day. What is no longer public today it
    only counts: nobody learns from yesterday's list what has ended since (INV-7, INV-10). What is contested today is
    marked in every edition (INV-8).

    Args:
        connection: Outside a transaction.
        source: Where records are read.
        blind: The key of the blind indexes.
        list_id: The list.
        search: Whom it is asked for.
        now: The instant for which ends and marks are computed, with a time zone.
        as_of: A number of leaves, or a day: the edition as it was then, as far as nothing was erased since.
        limit: Most items, 1 to 200.
        after: ``next_after`` of the page before; None: the newest.

    Raises:
        ValueError: The limit is out of range.
        ProjectionNotBuiltError: The read model does not exist yet.
    """
    check_limit(limit)

    def question(cursor: Cursor[Any]) -> ListPage:
        moment = moment_of(cursor, source, as_of, now)
        reading = Reading(cursor, source, now=moment.now, stop=moment.size)
        edition = _Past if moment.is_past else _Present
        asked = edition(cursor, reading, Reading(cursor, source, now=now), blind, list_id, search)
        return _page(asked, moment, limit, after)

    return answer(connection, question)


def _page(asked: "_Edition", moment: Moment, limit: int, after: int | None) -> ListPage:
    definition = asked.reading.list_definition(asked.list_id).on(asked.reading.today)
    items: Sequence[ListedItem | GoneItem] = ()
    next_after = None
    if definition is not None and definition.is_public:
        items, next_after = fill(asked.candidates, asked.lines, limit=limit, after=after)
    return ListPage(
        tuple(items), next_after, asked.list_id, definition, moment.size, moment.time_ms, asked.reading.today
    )


class _Edition(ABC):
    """One edition of one list in one snapshot."""

    def __init__(
        self,
        cursor: Cursor[Any],
        reading: Reading,
        present: Reading,
        blind: BlindIndex,
        list_id: str,
        search: Search,
    ) -> None:
        self.reading = reading
        self.list_id = list_id
        self._cursor = cursor
        self._present = present
        self._blind = blind
        self._search = search

    @abstractmethod
    def candidates(self, before: int, amount: int) -> list[tuple[int, int]]:
        """Give publications on the list before a position, the newest first."""

    @abstractmethod
    def lines(self, positions: Sequence[int]) -> Sequence[ListedItem | GoneItem]:
        """Keep what this edition shows of some publications."""

    def _listings(self, positions: Sequence[int]) -> list[str]:
        records = self.reading.at_positions(positions)
        return list(dict.fromkeys(records[position].claims["listing"] for position in positions))

    def _published(self, start: int) -> list[int]:
        """Find what was published on the list from a position on, the newest first."""
        tag = self.reading.digest(list_tag(self.list_id))
        places = self.reading.places([tag], start=start).get(tag, [])
        return [place.position for place in reversed(places) if place.topic in PUBLISHING]


class _Present(_Edition):
    """The list as it stands."""

    def candidates(self, before: int, amount: int) -> list[tuple[int, int]]:
        build, _position = self._build
        later = [position for position in self._later if position < before][:amount]
        parameters = {**self._filter, "before": before, "day": self.reading.today, "amount": amount - len(later)}
        name, parameters = self._statement, {**parameters, "list": self.list_id}
        rows = self._cursor.execute(statement(_PACKAGE, name, build), parameters).fetchall()
        return [(position, position) for position in (*later, *(row[0] for row in rows))]

    def lines(self, positions: Sequence[int]) -> Sequence[ListedItem | GoneItem]:
        found = faces(self.reading, standing(self.reading, self._listings(positions)))
        return sorted((one for one in found if self._search.matches(one)), key=lambda one: -one.position)

    @cached_property
    def _build(self) -> tuple[int, int]:
        return live_build(self._cursor, ListingsProjection)

    @cached_property
    def _later(self) -> list[int]:
        """What the read model has not seen yet."""
        return self._published(self._build[1])

    @cached_property
    def _filter(self) -> Mapping[str, object]:
        if self._search.code is not None:
            return {"subject": file_of(self.reading, fold_code(self._search.code))}
        return {} if self._search.name is None else {"name": self._blind.name(self._search.name)}

    @property
    def _statement(self) -> str:
        return "_of_".join(["page", *self._filter])


class _Past(_Edition):
    """The list as it stood, and what is still public of it."""

    def candidates(self, before: int, amount: int) -> list[tuple[int, int]]:
        return [(position, position) for position in self._all if position < before][:amount]

    def lines(self, positions: Sequence[int]) -> Sequence[ListedItem | GoneItem]:
        listings = self._listings(positions)
        stood = [(state, one) for state, one in standing(self.reading, listings) if one.is_public]
        today = standing(self._present, [state.listing for state, _ in stood])
        now = {state.listing: one for state, one in today}
        still = [(state, marked(one, now[state.listing])) for state, one in stood if now[state.listing].is_public]
        gone = self._gone([one for one in today if not one[1].is_public]) if self._search.is_open else []
        shown = [one for one in faces(self._present, still) if self._search.matches(one)]
        return sorted((*shown, *gone), key=lambda one: -one.position)

    def _gone(self, stood: Sequence[tuple[ListingState, Display]]) -> list[GoneItem]:
        revocations = revocations_of_listings(self._present, stood)
        return [
            GoneItem(state.published_at, state.listing, state.list_id, display.end_reason, why)
            for (state, display), why in zip(stood, revocations, strict=True)
            if state.published_at is not None
        ]

    @cached_property
    def _all(self) -> list[int]:
        published = self._published(0)
        if self._search.code is None:
            return published
        file = file_of(self.reading, fold_code(self._search.code))
        own = {place.position for place in self.reading.places([file] if file else []).get(file, ())}
        return [position for position in published if position in own]
