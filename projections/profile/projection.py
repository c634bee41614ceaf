"""Which facts belong to which subject, and how they stand.

The fold keeps places and keyed digests, never contents: these stay in the vault alone, so that what is erased there
is gone everywhere at the same moment, and a copy of the database says nothing about anybody.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from psycopg import Cursor

from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.subject.events import RecordErased, SubjectErased
from domain.tags import fact_tag
from ledger.service.records import Names, Record, RecordSource
from projections.projection import Projection, Table
from projections.statements import statement

_PACKAGE = "projections.profile"
_REFERENCES = Names("subject.fact", "subject.record")


class ProfileProjection(Projection):
    """Facts by subject."""

    name: ClassVar[str] = "profile"
    version: ClassVar[int] = 1
    tables: ClassVar[tuple[Table, ...]] = (
        Table(
            "profile_fact",
            ("subject", "position", "fact", "state", "latest", "content", "item", "item_version", "decided_on"),
            ("subject", "position"),
        ),
    )

    def __init__(self, source: RecordSource) -> None:
        """Keep the source, whose tag key names subjects and facts."""
        self._source = source

    def apply(self, cursor: Cursor[Any], build: int, records: Iterable[Record]) -> None:
        """Fold records; new rows are collected and written together, changes follow in their order."""
        batch = _Batch(cursor, build, self._source)
        for record in records:
            step = _STEPS.get(record.topic)
            if step is not None:
                step(batch, record)
        batch.flush()


_day = lru_cache(maxsize=10_000)(date.fromisoformat)


class _Batch:
    """One batch on its way into the tables."""

    def __init__(self, cursor: Cursor[Any], build: int, source: RecordSource) -> None:
        self._cursor = cursor
        self._build = build
        self._source = source
        self._digest = source.tag_key.digest
        self._facts: list[tuple[bytes, int, bytes, str, int, date]] = []

    def flush(self) -> None:
        """Write the rows collected so far."""
        if self._facts:
            names = ("subjects", "positions", "facts", "items", "versions", "days")
            columns = map(list, zip(*self._facts, strict=True))
            self._execute("add_facts", **dict(zip(names, columns, strict=True)))
            self._facts.clear()

    def record(self, record: Record) -> None:
        """A fact was recorded; if its data are gone already, its erasure will add the row."""
        subject = record.file()
        if subject is not None:
            payload = record.payload
            day = _day(payload["decided_on"])
            row = (subject, record.position, record.fact(), payload["item"], payload["item_version"], day)
            self._facts.append(row)

    def correct(self, record: Record) -> None:
        """A fact's fields were replaced."""
        payload = record.payload
        self._change(
            "correct",
            record,
            item=payload["item"],
            version=payload["item_version"],
            day=_day(payload["decided_on"]),
        )

    def withdraw(self, record: Record) -> None:
        """A fact no longer stands."""
        self._change("withdraw", record)

    def erase_record(self, record: Record) -> None:
        """A fact's data are destroyed."""
        subject, fact = record.file(), self._fact(record, "subject.record")
        if subject is None or fact is None:
            return
        recorded = self._source.tagged(self._cursor, [fact], stop=record.position).get(fact, [])
        for one in recorded[:1]:
            self._execute("erase_fact", fact=fact, subject=subject, recorded=one.position, position=record.position)

    def erase_subject(self, record: Record) -> None:
        """Nothing is left of a subject."""
        subject = record.file()
        if subject is not None:
            self._execute("erase_subject", subject=subject)

    def _change(self, name: str, record: Record, **parameters: object) -> None:
        subject, fact = record.file(), self._fact(record, "subject.fact")
        if subject is not None and fact is not None:
            self._execute(name, fact=fact, subject=subject, position=record.position, **parameters)

    def _fact(self, record: Record, name: str) -> bytes | None:
        jti = record.values(_REFERENCES).get(name)
        return self._digest(fact_tag(jti)) if isinstance(jti, str) else None

    def _execute(self, name: str, **parameters: object) -> None:
        if not name.startswith("add_"):
            self.flush()
        self._cursor.execute(statement(_PACKAGE, name, self._build), parameters)


_STEPS: dict[str, Callable[[_Batch, Record], None]] = {
    FactRecorded.TOPIC: _Batch.record,
    FactCorrected.TOPIC: _Batch.correct,
    FactWithdrawn.TOPIC: _Batch.withdraw,
    RecordErased.TOPIC: _Batch.erase_record,
    SubjectErased.TOPIC: _Batch.erase_subject,
}
