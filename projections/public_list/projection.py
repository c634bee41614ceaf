"""Candidates for the public list: where they stand, how to find them, when their item's validity ends.

Like every read model here it holds no content. What a page shows is opened from the vault when it is asked for.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from psycopg import Cursor

from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.subject.events import RecordErased, SubjectErased
from domain.tags import fact_tag
from domain.time import add_months
from ledger.private_tags import TagKey
from ledger.service.records import Names, Record, RecordSource
from projections.catalogue import load_catalogue
from projections.projection import Projection, Table
from projections.public_list.rules import DECIDING, fold_name, is_current, is_shown, organisation_of
from projections.writes import Write, Writes

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
    )

    def __init__(self, source: RecordSource, blind: BlindIndex) -> None:
        """Keep the source and the key of the blind indexes."""
        self._source = source
        self._blind = blind
        self._months = _Months(source)

    def fold(self, cursor: Cursor[Any], records: Iterable[Record]) -> list[Write]:
        """Turn records into writes."""
        steps = _Steps(self._source, self._blind, self._months, cursor)
        for record in records:
            step = _STEPS.get(record.topic)
            if step is not None:
                step(steps, record)
        return steps.writes.all()


@lru_cache(maxsize=10_000)
def _end(decided_on: str, months: int) -> date:
    return add_months(date.fromisoformat(decided_on), months)


class _Months:
    """Validity of the item versions whose records may be shown; what was published under a number never changes."""

    def __init__(self, source: RecordSource) -> None:
        self._source = source
        self._known: dict[tuple[str, int], int | None] = {}

    def of(self, cursor: Cursor[Any], item: str, version: int) -> int | None:
        """Give the validity of a version, None if its records are never shown."""
        if (item, version) not in self._known:
            found = load_catalogue(cursor, self._source, [item]).version(item, version)
            shown = found if found is not None and is_shown(found.published) else None
            self._known[item, version] = None if shown is None else shown.published.validity_months
        return self._known[item, version]


class _Steps:
    """What each kind of event means to the public list."""

    def __init__(self, source: RecordSource, blind: BlindIndex, months: _Months, cursor: Cursor[Any]) -> None:
        self._source = source
        self._blind = blind
        self._months = months
        self._cursor = cursor
        self.writes = Writes("add_items", _COLUMNS)

    def record(self, record: Record) -> None:
        """A fact was recorded."""
        months = self._months_of(record)
        if months is not None:
            self._add(record, record.position, record.fact(), months)

    def correct(self, record: Record) -> None:
        """A fact's fields were replaced: what it was is out, what it is may be in."""
        fact, months = self._remove(record, "subject.fact"), self._months_of(record)
        if fact is not None and months is not None:
            places = self._source.tagged(self._cursor, [fact], stop=record.position).get(fact, [])
            if places and all(place.topic not in _ENDS for place in places):
                self._add(record, places[0].position, fact, months)

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
            self.writes.change("remove_subject", subject=subject)

    def _months_of(self, record: Record) -> int | None:
        claims = record.claims
        return self._months.of(self._cursor, claims["item"], claims["item_version"])

    def _add(self, record: Record, recorded: int, fact: bytes, months: int) -> None:
        subject = record.file()
        if subject is None:
            return
        fields = record.values(DECIDING)
        organisation = organisation_of(fields)
        if organisation is None or not is_current(fields):
            return
        ends_on = _end(record.claims["decided_on"], months)
        self.writes.add(recorded, fact, subject, self._blind.name(organisation[1]), ends_on)

    def _remove(self, record: Record, reference: str) -> bytes | None:
        jti, subject = record.values(_REFERENCES).get(reference), record.file()
        if not isinstance(jti, str) or subject is None:
            return None
        fact = self._source.tag_key.digest(fact_tag(jti))
        self.writes.change("remove_fact", fact=fact, subject=subject)
        return fact


_ENDS = frozenset({FactWithdrawn.TOPIC, RecordErased.TOPIC})
_STEPS: dict[str, Callable[[_Steps, Record], None]] = {
    FactRecorded.TOPIC: _Steps.record,
    FactCorrected.TOPIC: _Steps.correct,
    FactWithdrawn.TOPIC: _Steps.withdraw,
    RecordErased.TOPIC: _Steps.erase_record,
    SubjectErased.TOPIC: _Steps.erase_subject,
}
