"""What is counted for everybody: events by topic and month, and how far the books reach.

Counts of events come from what the log says in plain. Subjects, looks and commitments are kept as keyed digests, so
that each is counted once; no count is one of a natural person's records (INV-13).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any, ClassVar

from psycopg import Cursor

from domain.commitment.events import CommitmentMade
from domain.disclosure.events import DisclosureMade
from domain.fact.events import FactRecorded
from domain.identifier import Identifier
from domain.listing.events import ListingEnded
from domain.measure.events import MeasureApplied
from domain.revocation.events import DecisionRevoked
from domain.subject.events import SubjectErased, SubjectOpened
from ledger.service.records import Names, Record, RecordSource
from projections.casework.folding import WHO, body_digest, identifier_in
from projections.projection import Projection, Table
from projections.writes import Write, Writes

_OPENED = Names("subject.identifier_type", "subject.identifier", "subject.kind")
_DAY_MS = 86_400_000
_OFFSET_MS = 8 * 3_600_000
_LOOK = Names("subject.unit", "subject.purpose")

# Plain claims by which events of a topic are counted apart.
_PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        FactRecorded.TOPIC: ("item",),
        ListingEnded.TOPIC: ("ground",),
        DecisionRevoked.TOPIC: ("ground",),
        MeasureApplied.TOPIC: ("measure", "measure_version"),
        CommitmentMade.TOPIC: ("kind",),
    }
)


class StatisticsProjection(Projection):
    """Counts of events, and digests of who is on record, who looked, and who committed itself."""

    name: ClassVar[str] = "statistics"
    version: ClassVar[int] = 1
    tables: ClassVar[tuple[Table, ...]] = (
        Table("statistics_count", ("topic", "month", "part", "amount"), ("topic", "month", "part")),
        Table("statistics_subject", ("subject", "kind"), ("subject",)),
        Table("statistics_look", ("position", "subject", "unit", "has_purpose"), ("position",)),
        Table("statistics_commitment", ("position", "subject", "body"), ("position",)),
    )

    def __init__(self, source: RecordSource) -> None:
        """Keep the source, whose tag key names bodies."""
        self._source = source

    def fold(self, cursor: Cursor[Any], records: Iterable[Record]) -> list[Write]:
        """Turn records into writes."""
        counts: Counter[tuple[str, date, str]] = Counter()
        steps = _Steps(self._source)
        for record in records:
            counts[record.topic, _month((record.time_ms + _OFFSET_MS) // _DAY_MS), _part(record)] += 1
            step = _STEPS.get(record.topic)
            if step is not None:
                step(steps, record)
        return [*_counted(counts), *steps.writes.all()]


class _Steps:
    """What some kinds of event mean besides their number."""

    def __init__(self, source: RecordSource) -> None:
        self._key = source.tag_key
        self.writes = Writes("add_subjects", ("subjects", "kinds"))

    def open_subject(self, record: Record) -> None:
        """A file began."""
        values, subject = record.values(_OPENED), record.file()
        identifier = identifier_in(values)
        if identifier is not None and subject is not None:
            self.writes.add(subject, _kind(identifier, str(values.get("subject.kind", ""))))

    def look(self, record: Record) -> None:
        """A unit looked at what is not public."""
        values = record.values(_LOOK)
        unit = values.get("subject.unit")
        if isinstance(unit, str):
            self.writes.change(
                "add_look",
                position=record.position,
                subject=record.file(),
                unit=body_digest(self._key, unit),
                has_purpose=bool(values.get("subject.purpose")),
            )

    def commit(self, record: Record) -> None:
        """A public body committed itself."""
        code = record.values(WHO).get("subject.identifier")
        if record.claims["kind"] == "government" and isinstance(code, str):
            body = body_digest(self._key, code)
            self.writes.change("add_commitment", position=record.position, subject=record.file(), body=body)

    def erase_subject(self, record: Record) -> None:
        """Nothing is left of a subject."""
        subject = record.file()
        if subject is not None:
            self.writes.change("erase_subject", subject=subject)


@lru_cache(maxsize=10_000)
def _month(days: int) -> date:
    """Give the month of a day in Shanghai, counted in days since 1970."""
    return (date(1970, 1, 1) + timedelta(days=days)).replace(day=1)


def _part(record: Record) -> str:
    claims = _PARTS.get(record.topic, ())
    return ":".join(str(record.claims[name]) for name in claims)


def _kind(identifier: Identifier, stated: str) -> str:
    """Give the kind of a subject: that which its code says, or, where the code leaves it open, the stated one."""
    kinds = identifier.subject_kinds
    return min(kinds) if len(kinds) == 1 else stated if stated in kinds else ""


def _counted(counts: Counter[tuple[str, date, str]]) -> Iterable[Write]:
    if counts:
        topics, months, parts = zip(*counts, strict=True)
        amounts = list(counts.values())
        columns = {"topics": list(topics), "months": list(months), "parts": list(parts), "amounts": amounts}
        yield Write("count", columns)


_STEPS: Mapping[str, Callable[[_Steps, Record], None]] = MappingProxyType(
    {
        SubjectOpened.TOPIC: _Steps.open_subject,
        DisclosureMade.TOPIC: _Steps.look,
        CommitmentMade.TOPIC: _Steps.commit,
        SubjectErased.TOPIC: _Steps.erase_subject,
    }
)
