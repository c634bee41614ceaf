"""Candidates for the public list: where they stand, how to find them, when they end at the latest.

Like every read model here it holds no content. What a page shows is opened from the vault when it is asked for.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from psycopg import Cursor

from domain.catalogue.state import ItemVersion
from domain.clock.events import PublicityEnded
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.repair.events import RepairGranted
from domain.revocation.events import DecisionRevoked
from domain.subject.events import RecordErased, SubjectErased
from domain.tagging import split
from domain.tags import fact_tag, item_tag
from domain.time import add_months
from ledger.private_tags import TagKey
from ledger.service.folds import ITEM
from ledger.service.records import Names, Record, RecordSource
from projections.projection import Projection, Table
from projections.public_list.rules import DECIDING, fold_name, is_candidate, is_shown, organisation_of
from projections.writes import Write, Writes

_COLUMNS = ("positions", "facts", "subjects", "names", "ends", "adverse")
_ONE, _SEVERAL = Names("subject.fact", "subject.record"), Names("subject.facts")


class BlindIndex:
    """Finds an exact name without storing it."""

    def __init__(self, secret: bytes) -> None:
        """Keep the key.

        Args:
            secret: 32 bytes, kept outside the database.
        """
        self._key = TagKey(secret)

    def name(self, text: str) -> bytes:
        """Digest a name, in any spelling."""
        return self._key.digest(f"public-list-name:{fold_name(text)}")


class PublicListProjection(Projection):
    """Organisations' licences, honours and adverse facts that may have been shown to everybody."""

    name: ClassVar[str] = "public_list"
    version: ClassVar[int] = 2
    has_indexes: ClassVar[bool] = True
    tables: ClassVar[tuple[Table, ...]] = (
        Table("public_item", ("position", "fact", "subject", "name", "ends_on", "is_adverse"), ("position",)),
    )

    def __init__(self, source: RecordSource, blind: BlindIndex) -> None:
        """Keep the source and the key of the blind indexes."""
        self._source = source
        self._blind = blind
        self._items = _Items(source)

    def fold(self, cursor: Cursor[Any], records: Iterable[Record]) -> list[Write]:
        """Turn records into writes."""
        steps = _Steps(self._source, self._blind, self._items, cursor)
        for record in records:
            step = _STEPS.get(record.topic)
            if step is not None:
                step(steps, record)
        return steps.writes.all()


@lru_cache(maxsize=10_000)
def _end(decided_on: str, months: int) -> date:
    return add_months(date.fromisoformat(decided_on), months)


class _Items:
    """Item versions whose records may be shown; what was published under a number never changes."""

    def __init__(self, source: RecordSource) -> None:
        self._source = source
        self._known: dict[tuple[str, int], ItemVersion | None] = {}

    def of(self, cursor: Cursor[Any], item: str, version: int) -> ItemVersion | None:
        """Give a version, None if its records are never shown."""
        if (item, version) not in self._known:
            tag = self._source.tag_key.digest(item_tag(item))
            places = self._source.tagged(cursor, [tag]).get(tag, [])
            records = self._source.at(cursor, [place.position for place in places], ())
            found = ITEM.over(item, (records[place.position] for place in places)).state.version(version)
            self._known[item, version] = found if found is not None and is_shown(found) else None
        return self._known[item, version]


class _Steps:
    """What each kind of event means to the public list."""

    def __init__(self, source: RecordSource, blind: BlindIndex, items: _Items, cursor: Cursor[Any]) -> None:
        self._source = source
        self._blind = blind
        self._items = items
        self._cursor = cursor
        self.writes = Writes("add_items", _COLUMNS)

    def record(self, record: Record) -> None:
        """A fact was recorded."""
        item = self._item_of(record)
        if item is not None:
            self._add(record, record.position, record.fact(), item)

    def correct(self, record: Record) -> None:
        """A fact's fields were replaced: what it was is out, what it is may be in."""
        fact, item = self._remove(record), self._item_of(record)
        if fact is not None and item is not None:
            places = self._source.tagged(self._cursor, [fact], stop=record.position).get(fact, [])
            if places and all(place.topic not in _ENDS for place in places):
                self._add(record, places[0].position, fact, item)

    def remove(self, record: Record) -> None:
        """A fact no longer stands, or its data are destroyed."""
        self._remove(record)

    def end(self, record: Record) -> None:
        """Publicity of facts is over.

        Where an event names several, erasing one of them takes the event's words about the others; what follows from
        them would not be the same in a rebuild. So these stay candidates, which is harmless.
        """
        facts, subject = split(str(record.values(_SEVERAL).get("subject.facts", ""))), record.file()
        if len(facts) == 1 and subject is not None:
            self.writes.change("remove_fact", fact=self._digest(facts[0]), subject=subject)

    def erase_subject(self, record: Record) -> None:
        """Nothing is left of a subject."""
        subject = record.file()
        if subject is not None:
            self.writes.change("remove_subject", subject=subject)

    def _item_of(self, record: Record) -> ItemVersion | None:
        claims = record.claims
        return self._items.of(self._cursor, claims["item"], claims["item_version"])

    def _add(self, record: Record, recorded: int, fact: bytes, item: ItemVersion) -> None:
        subject = record.file()
        if subject is None:
            return
        fields = record.values(DECIDING)
        organisation = organisation_of(fields)
        if organisation is None or not is_candidate(fields):
            return
        ends_on = _end(record.claims["decided_on"], item.validity_months)
        self.writes.add(recorded, fact, subject, self._blind.name(organisation[1]), ends_on, item.is_adverse)

    def _remove(self, record: Record) -> bytes | None:
        jti, subject = next(iter(record.values(_ONE).values()), None), record.file()
        if not isinstance(jti, str) or subject is None:
            return None
        fact = self._digest(jti)
        self.writes.change("remove_fact", fact=fact, subject=subject)
        return fact

    def _digest(self, jti: str) -> bytes:
        return self._source.tag_key.digest(fact_tag(jti))


_OVER = (DecisionRevoked.TOPIC, RepairGranted.TOPIC, PublicityEnded.TOPIC)
_ENDS = frozenset({FactWithdrawn.TOPIC, RecordErased.TOPIC, *_OVER})
_STEPS: dict[str, Callable[[_Steps, Record], None]] = {
    FactRecorded.TOPIC: _Steps.record,
    FactCorrected.TOPIC: _Steps.correct,
    FactWithdrawn.TOPIC: _Steps.remove,
    **dict.fromkeys(_OVER, _Steps.end),
    RecordErased.TOPIC: _Steps.remove,
    SubjectErased.TOPIC: _Steps.erase_subject,
}
