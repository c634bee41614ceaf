"""Read pages of the public list; every line is checked against the log in the same snapshot.

The read model only names candidates. What became of each since, what it says now, whether its item is still public
and whether its end has come is found out when the page is asked for: a read model that lags behind may lack
additions, it can never show what ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from psycopg import Connection, Cursor

from domain.fact.own_end import own_end
from domain.identifier import Identifier
from domain.tags import pseudonym_tag
from domain.time import legal_date
from ledger.service.records import Names, Record, RecordSource
from projections.build import live_build
from projections.catalogue import Catalogue, ItemVersion, load_catalogue
from projections.history import History, fold_history
from projections.public_list.projection import BlindIndex, PublicListProjection
from projections.public_list.rules import (
    fold_code,
    fold_name,
    is_current,
    is_shown,
    organisation_of,
    public_fields,
)
from projections.runner import ROLES
from projections.snapshot import answer
from projections.statements import statement

MAX_LIMIT = 200
_PACKAGE = "projections.public_list"
_LOG_END = 2**62


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
        nature: 信息性质 of the item, ``licence`` or ``honour``.
        standard: Its data standard.
        decided_on: Date of the decision.
        ends_on: First day on which it is no longer shown.
        fields: What is shown, by name of the disclosure, in the order of the standard.
        presentation: The signed statement with the disclosures of these fields and no others.
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
        now: The instant for which ends are computed, with a time zone.
        limit: Most items, 1 to 200.
        after: ``next_after`` of the page before; None: the newest.
        code: Only items of the organisation with exactly this code.
        name: Only items of organisations with exactly this name; width, spaces and case do not matter.

    Raises:
        ValueError: The limit is out of range.
        ProjectionNotBuiltError: The read model does not exist yet.
    """
    if not 1 <= limit <= MAX_LIMIT:
        raise ValueError(f"limit must be 1 to {MAX_LIMIT}")
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
        self._source = source
        self._today = legal_date(now)
        self._code = None if code is None else fold_code(code)
        self._name = None if name is None else fold_name(name)
        self._size = source.size(cursor)
        self._build, self._position = live_build(cursor, PublicListProjection)
        self._search: dict[str, object] = {"today": self._today}
        self._statement = "page"
        if code is not None:
            # Whoever asks for a name as well gets fewer: every line is compared with both.
            self._statement, self._search["subject"] = "page_of_subject", self._subject(fold_code(code))
        elif name is not None:
            self._statement, self._search["name"] = "page_of_name", blind.name(name)

    def _subject(self, code: str) -> bytes:
        """Name the file of the organisation with a code; of none, where nobody has it."""
        tag = self._source.tag_key.digest(pseudonym_tag(Identifier("uscc", code)))
        places = self._source.tagged(self._cursor, [tag], stop=self._size).get(tag, [])
        last = [place.position for place in places[-1:]]
        files = [record.file() for record in self._source.at(self._cursor, last).values()]
        return files[0] if files and files[0] is not None else b""

    def answer(self, limit: int, after: int | None) -> Page:
        """Look through candidates until the page is full or there are no more."""
        items: list[PublicItem] = []
        before = _LOG_END if after is None else after
        while True:
            candidates = self._candidates(before, limit + 1)
            shown = self._shown([fact for _position, fact in candidates[:limit]])
            for item in shown:
                items.append(item)
                if len(items) == limit:
                    is_last = len(candidates) <= limit and item is shown[-1]
                    return self._page(items, None if is_last else item.position)
            if len(candidates) <= limit:
                return self._page(items, None)
            before = candidates[limit - 1][0]

    def _page(self, items: Sequence[PublicItem], next_after: int | None) -> Page:
        return Page(tuple(items), next_after, self._position, self._size)

    def _candidates(self, before: int, amount: int) -> list[tuple[int, bytes]]:
        parameters = {**self._search, "before": before, "amount": amount}
        rows = self._cursor.execute(statement(_PACKAGE, self._statement, self._build), parameters).fetchall()
        return [(position, bytes(fact)) for position, fact in rows]

    def _shown(self, facts: Sequence[bytes]) -> list[PublicItem]:
        """Keep what the log still lets everybody see of some facts, the newest first."""
        places = self._source.tagged(self._cursor, facts, stop=self._size)
        histories = [history for one in places.values() if (history := fold_history(one)) and history.stands]
        histories.sort(key=lambda one: one.recorded, reverse=True)
        records = self._source.at(self._cursor, [one.content for one in histories if one.content is not None], ROLES)
        items = {record.claims["item"] for record in records.values()}
        catalogue = load_catalogue(self._cursor, self._source, items, stop=self._size)
        shown = [self._item(one, records, catalogue) for one in histories]
        return [item for item in shown if item is not None]

    def _item(self, history: History, records: dict[int, Record], catalogue: Catalogue) -> PublicItem | None:
        record = records.get(-1 if history.content is None else history.content)
        if record is None:
            return None
        claims, fields = record.claims, record.disclosed
        version = catalogue.version(claims["item"], claims["item_version"])
        newest = catalogue.newest(claims["item"], self._today)
        if version is None or newest is None or not all(self._is_open(one) for one in (version, newest)):
            return None
        if not is_current(fields) or not self._matches(organisation_of(fields)):
            return None
        decided_on = date.fromisoformat(claims["decided_on"])
        ends_on = min(one.ends_on(decided_on, own_end(fields)) for one in (version, newest))
        if self._today >= ends_on:
            return None
        shown = public_fields(version.published.standard, fields)
        return PublicItem(
            position=history.recorded,
            content=record.position,
            time_ms=record.time_ms,
            item=version.published.item,
            item_version=version.published.version,
            item_name=version.published.name,
            nature=version.published.nature,
            standard=version.published.standard,
            decided_on=decided_on,
            ends_on=ends_on,
            fields=shown,
            presentation=record.presentation(Names(*shown)),
        )

    def _is_open(self, version: ItemVersion) -> bool:
        """Tell whether a version of an item lets everybody see its records today."""
        return is_shown(version.published) and not version.is_withdrawn(self._today)

    def _matches(self, organisation: tuple[str, str] | None) -> bool:
        """Tell whether a record is one of an organisation, and of the one that was asked for."""
        if organisation is None:
            return False
        code, name = organisation
        return self._code in {None, fold_code(code)} and self._name in {None, fold_name(name)}
