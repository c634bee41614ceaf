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
from projections.writes import Write, Writes

_COLUMNS = ("subjects", "positions", "facts", "items", "versions", "days")
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

    def fold(self, cursor: Cursor[Any], records: Iterable[Record]) -> list[Write]:
        """Turn records into writes."""
        steps = _Steps(self._source, cursor)
        for record in records:
            step = _STEPS.get(record.topic)
            if step is not None:
                step(steps, record)
        return steps.writes.all()


_day = lru_cache(maxsize=10_000)(date.fromisoformat)


class _Steps:
    """What each kind of event means to the profile."""

    def __init__(self, source: RecordSource, cursor: Cursor[Any]) -> None:
        self._source = source
        self._cursor = cursor
        self.writes = Writes("add_facts", _COLUMNS)

    def record(self, record: Record) -> None:
        """A fact was recorded; if its data are gone already, its erasure will add the row."""
        subject = record.file()
        if subject is not None:
            claims = record.claims
            day = _day(claims["decided_on"])
            self.writes.add(subject, record.position, record.fact(), claims["item"], claims["item_version"], day)

    def correct(self, record: Record) -> None:
        """A fact's fields were replaced."""
        claims = record.claims
        self._change(
            "correct",
            record,
            item=claims["item"],
            version=claims["item_version"],
            day=_day(claims["decided_on"]),
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
            self.writes.change(
                "erase_fact", fact=fact, subject=subject, recorded=one.position, position=record.position
            )

    def erase_subject(self, record: Record) -> None:
        """Nothing is left of a subject."""
        subject = record.file()
        if subject is not None:
            self.writes.change("erase_subject", subject=subject)

    def _change(self, name: str, record: Record, **parameters: object) -> None:
        subject, fact = record.file(), self._fact(record, "subject.fact")
        if subject is not None and fact is not None:
            self.writes.change(name, fact=fact, subject=subject, position=record.position, **parameters)

    def _fact(self, record: Record, name: str) -> bytes | None:
        jti = record.values(_REFERENCES).get(name)
        return self._source.tag_key.digest(fact_tag(jti)) if isinstance(jti, str) else None


_STEPS: dict[str, Callable[[_Steps, Record], None]] = {
    FactRecorded.TOPIC: _Steps.record,
    FactCorrected.TOPIC: _Steps.correct,
    FactWithdrawn.TOPIC: _Steps.withdraw,
    RecordErased.TOPIC: _Steps.erase_record,
    SubjectErased.TOPIC: _Steps.erase_subject,
}
