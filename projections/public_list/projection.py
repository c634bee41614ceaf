"""Candidates for the public list: where they stand, how to find them, when their item's validity ends.

Like every read model here it holds no content. What a page shows is opened from the vault when it is asked for.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from psycopg import Cursor

from domain.catalogue.events import CatalogueItemPublished
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.subject.events import RecordErased, SubjectErased
from domain.tags import fact_tag
from domain.time import add_months
from ledger.private_tags import TagKey
from ledger.service.records import Names, Record, RecordSource
from projections.projection import Projection, Table
from projections.public_list.rules import DECIDING, fold_name, is_current, is_shown, organisation_of
from projections.statements import statement

_PACKAGE = "projections.public_list"
_COLUMNS = ("positions", "facts", "subjects", "names", "ends")
_REFERENCES = Names("subject.fact", "subject.record")


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
    """Organisations' licences and honours that may be shown to everybody."""

    name: ClassVar[str] = "public_list"
    version: ClassVar[int] = 1
    has_indexes: ClassVar[bool] = True
    tables: ClassVar[tuple[Table, ...]] = (
        Table("public_item", ("position", "fact", "subject", "name", "ends_on"), ("position",)),
        Table("public_catalogue", ("item", "version", "validity_months"), ("item", "version")),
    )

    def __init__(self, source: RecordSource, blind: BlindIndex) -> None:
        """Keep the source and the key of the blind indexes."""
        self._source = source
        self._blind = blind

    def apply(self, cursor: Cursor[Any], build: int, records: Iterable[Record]) -> None:
        """Fold records; new rows are collected and written together, removals follow in their order."""
        batch = _Batch(cursor, build, self._source, self._blind)
        for record in records:
            step = _STEPS.get(record.topic)
            if step is not None:
                step(batch, record)
        batch.flush()


@lru_cache(maxsize=10_000)
def _end(decided_on: str, months: int) -> date:
    return add_months(date.fromisoformat(decided_on), months)


class _Batch:
    """One batch on its way into the tables."""

    def __init__(self, cursor: Cursor[Any], build: int, source: RecordSource, blind: BlindIndex) -> None:
        self._cursor = cursor
        self._build = build
        self._source = source
        self._blind = blind
        self._rows: list[tuple[int, bytes, bytes, bytes, date]] = []
        rows = cursor.execute(statement(_PACKAGE, "versions", build)).fetchall()
        self._months = {(item, version): months for item, version, months in rows}

    def flush(self) -> None:
        """Write the rows collected so far."""
        if self._rows:
            columns = map(list, zip(*self._rows, strict=True))
            self._cursor.execute(
                statement(_PACKAGE, "add_items", self._build), dict(zip(_COLUMNS, columns, strict=True))
            )
            self._rows.clear()

    def publish_version(self, record: Record) -> None:
        """A version of an item begins; those that are never shown are not kept."""
        event = record.event
        if isinstance(event, CatalogueItemPublished) and is_shown(event):
            self._months[event.item, event.version] = event.validity_months
            self._execute("add_version", item=event.item, version=event.version, validity_months=event.validity_months)

    def record(self, record: Record) -> None:
        """A fact was recorded."""
        if self._months_of(record) is not None:
            self._add(record, record.position, record.fact())

    def correct(self, record: Record) -> None:
        """A fact's fields were replaced: what it was is out, what it is may be in."""
        fact = self._remove(record, "subject.fact")
        if fact is not None and self._months_of(record) is not None:
            places = self._source.tagged(self._cursor, [fact], stop=record.position).get(fact, [])
            if places and all(place.topic not in _ENDS for place in places):
                self._add(record, places[0].position, fact)

    def withdraw(self, record: Record) -> None:
        """A fact no longer stands."""
        self._remove(record, "subject.fact")

    def erase_record(self, record: Record) -> None:
        """A fact's data are destroyed."""
        self._remove(record, "subject.record")

    def erase_subject(self, record: Record) -> None:
        """Nothing is left of a subject."""
        subject = record.file()
        if subject is not None:
            self._execute("remove_subject", subject=subject)

    def _months_of(self, record: Record) -> int | None:
        payload = record.payload
        return self._months.get((payload["item"], payload["item_version"]))

    def _add(self, record: Record, recorded: int, fact: bytes) -> None:
        subject, months = record.file(), self._months_of(record)
        if subject is None or months is None:
            return
        fields = record.values(DECIDING)
        organisation = organisation_of(fields)
        if organisation is None or not is_current(fields):
            return
        ends_on = _end(record.payload["decided_on"], months)
        self._rows.append((recorded, fact, subject, self._blind.name(organisation[1]), ends_on))

    def _remove(self, record: Record, reference: str) -> bytes | None:
        jti, subject = record.values(_REFERENCES).get(reference), record.file()
        if not isinstance(jti, str) or subject is None:
            return None
        fact = self._source.tag_key.digest(fact_tag(jti))
        self._execute("remove_fact", fact=fact, subject=subject)
        return fact

    def _execute(self, name: str, **parameters: object) -> None:
        self.flush()
        self._cursor.execute(statement(_PACKAGE, name, self._build), parameters)


_ENDS = frozenset({FactWithdrawn.TOPIC, RecordErased.TOPIC})
_STEPS: dict[str, Callable[[_Batch, Record], None]] = {
    CatalogueItemPublished.TOPIC: _Batch.publish_version,
    FactRecorded.TOPIC: _Batch.record,
    FactCorrected.TOPIC: _Batch.correct,
    FactWithdrawn.TOPIC: _Batch.withdraw,
    RecordErased.TOPIC: _Batch.erase_record,
    SubjectErased.TOPIC: _Batch.erase_subject,
}
