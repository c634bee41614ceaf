"""Candidates for the public list: where they stand, how to find them, when they end at the latest.

Like every read model here it holds no content. What a page shows is opened from the vault when it is asked for.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from psycopg import Cursor

from domain.catalogue.events import CatalogueItemPublished
from domain.clock.events import PublicityEnded
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.repair.events import RepairGranted
from domain.revocation.events import DecisionRevoked
from domain.subject.events import RecordErased, SubjectErased
from domain.tagging import split
from domain.tags import fact_tag
from domain.time import add_months
from ledger.private_tags import TagKey
from ledger.service.records import Names, Record, RecordSource, Tagged
from projections.catalogue import load_catalogue
from projections.moment import day_of
from projections.projection import Projection, Table
from projections.public_list.rules import DECIDING, fold_name, is_candidate, is_shown, organisation_of
from projections.writes import Write, Writes

ENDING = (FactWithdrawn.TOPIC, DecisionRevoked.TOPIC, RepairGranted.TOPIC, PublicityEnded.TOPIC)
"""Topics that end the publicity of the facts that they name."""

_COLUMNS = ("positions", "facts", "subjects", "names", "ends", "adverse")
_FACT, _RECORD, _FACTS = Names("subject.fact"), Names("subject.record"), Names("subject.fact", "subject.facts")


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


def facts_ended_by(record: Record) -> tuple[str, ...]:
    """Name the facts whose publicity an event ends; none where its data were erased."""
    values = record.values(_FACTS)
    named = values.get("subject.fact") if record.topic == FactWithdrawn.TOPIC else values.get("subject.facts")
    return split(named) if isinstance(named, str) else ()


@lru_cache(maxsize=10_000)
def _end(decided_on: str, months: int) -> date:
    return add_months(date.fromisoformat(decided_on), months)


class _Items:
    """Item versions whose records may be shown; what was published under a number never changes."""

    def __init__(self, source: RecordSource) -> None:
        self._source = source
        self._known: dict[tuple[str, int], CatalogueItemPublished | None] = {}

    def of(self, cursor: Cursor[Any], item: str, version: int) -> CatalogueItemPublished | None:
        """Give a version, None if its records are never shown."""
        if (item, version) not in self._known:
            found = load_catalogue(cursor, self._source, [item]).version(item, version)
            shown = found if found is not None and is_shown(found.published) else None
            self._known[item, version] = None if shown is None else shown.published
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
        fact, item = self._remove(record, _FACT), self._item_of(record)
        if fact is not None and item is not None:
            places = self._source.tagged(self._cursor, [fact], stop=record.position).get(fact, [])
            if places and all(place.topic != RecordErased.TOPIC for place in places):
                self._add(record, places[0].position, fact, item, self._ended_on(places))

    def end(self, record: Record) -> None:
        """Facts were withdrawn, revoked or repaired, or their publicity is over."""
        subject = record.file()
        facts = [self._source.tag_key.digest(fact_tag(jti)) for jti in facts_ended_by(record)]
        if subject is not None and facts:
            self.writes.change("end_facts", facts=facts, subject=subject, day=day_of(record.time_ms))

    def erase_record(self, record: Record) -> None:
        """A fact's data are destroyed."""
        self._remove(record, _RECORD)

    def erase_subject(self, record: Record) -> None:
        """Nothing is left of a subject."""
        subject = record.file()
        if subject is not None:
            self.writes.change("remove_subject", subject=subject)

    def _item_of(self, record: Record) -> CatalogueItemPublished | None:
        claims = record.claims
        return self._items.of(self._cursor, claims["item"], claims["item_version"])

    def _ended_on(self, places: Iterable[Tagged]) -> date | None:
        """Tell on which day the publicity of a fact was ended before, if it was."""
        ends = [place.position for place in places if place.topic in ENDING][:1]
        return next((day_of(one.time_ms) for one in self._source.at(self._cursor, ends, ()).values()), None)

    def _add(
        self, record: Record, recorded: int, fact: bytes, item: CatalogueItemPublished, ended_on: date | None = None
    ) -> None:
        subject = record.file()
        if subject is None:
            return
        fields = record.values(DECIDING)
        organisation = organisation_of(fields)
        if organisation is None or not is_candidate(fields):
            return
        ends_on = _end(record.claims["decided_on"], item.validity_months)
        ends_on = ends_on if ended_on is None else min(ends_on, ended_on)
        self.writes.add(recorded, fact, subject, self._blind.name(organisation[1]), ends_on, item.is_adverse)

    def _remove(self, record: Record, reference: Names) -> bytes | None:
        jti, subject = next(iter(record.values(reference).values()), None), record.file()
        if not isinstance(jti, str) or subject is None:
            return None
        fact = self._source.tag_key.digest(fact_tag(jti))
        self.writes.change("remove_fact", fact=fact, subject=subject)
        return fact


_STEPS: dict[str, Callable[[_Steps, Record], None]] = {
    FactRecorded.TOPIC: _Steps.record,
    FactCorrected.TOPIC: _Steps.correct,
    **dict.fromkeys(ENDING, _Steps.end),
    RecordErased.TOPIC: _Steps.erase_record,
    SubjectErased.TOPIC: _Steps.erase_subject,
}
