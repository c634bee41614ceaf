"""What every step of the fold shares: where it writes, and what the log says before the event it looks at.

A step looks at the log up to its own event only, so that it finds the same wherever a range begins.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar, cast

from psycopg import Cursor

from domain.calendar.working_days import WorkingDays
from domain.identifier import Identifier, IdentifierType
from domain.rule.law import Law
from domain.signer import AGENCY_PREFIX
from domain.standing.fact import is_organisation
from domain.tagging import split
from domain.tags import fact_tag, listing_tag
from domain.time import legal_date
from ledger.private_tags import TagKey
from ledger.service.boundary import Fold
from ledger.service.folds import RULES
from ledger.service.records import Names, Record, RecordSource
from projections.reading import Reading
from projections.writes import Writes

S = TypeVar("S")

WHO = Names("subject.identifier_type", "subject.identifier")
_ENDS = ("positions", "subjects", "facts", "days")


def body_digest(key: TagKey, code: str) -> bytes:
    """Name a body as read models do where it is not said in plain that it has to do with a record."""
    return key.digest(f"body:{code}")


def code_of(record: Record) -> str:
    """Give the code of the agency that signed."""
    return record.iss.removeprefix(AGENCY_PREFIX)


def entry_day(record: Record) -> date:
    """Give the day of the entry, Asia/Shanghai."""
    return legal_date(datetime.fromtimestamp(record.time_ms / 1000, UTC))


def identifier_in(values: Mapping[str, str | int | bool]) -> Identifier | None:
    """Read the identifier that disclosed values name; None where it can be read no more."""
    kind, value = values.get("subject.identifier_type"), values.get("subject.identifier")
    if not isinstance(kind, str) or not isinstance(value, str):
        return None
    return Identifier(cast("IdentifierType", kind), value)


def organisation(values: Mapping[str, str | int | bool]) -> bool | None:
    """Tell whether disclosed values name an organisation, or a person; None where they can be read no more."""
    identifier = identifier_in(values)
    return None if identifier is None else is_organisation(identifier)


class Folding:
    """One range on its way into the tables.

    Attributes:
        cursor: For questions about the log.
        source: Where records are read.
        key: Digests tags.
        writes: What has to be written.
    """

    def __init__(self, cursor: Cursor[Any], source: RecordSource) -> None:
        """Begin with nothing."""
        self.cursor = cursor
        self.source = source
        self.key = source.tag_key
        self.writes = Writes("add_ends", _ENDS)
        self._law: Law | None = None

    def state(self, fold: Fold[S], name: str, record: Record) -> S:
        """Fold a state up to an event and with it."""
        return self.reading(record).at(fold, name)

    def reading(self, record: Record) -> Reading:
        """Read the log as it was when an event had been recorded."""
        now = datetime.fromtimestamp(record.time_ms / 1000, UTC)
        return Reading(self.cursor, self.source, now=now, stop=record.position + 1)

    def reading_before(self, record: Record) -> Reading:
        """Read the log as it was right before an event, on its day."""
        now = datetime.fromtimestamp(record.time_ms / 1000, UTC)
        return Reading(self.cursor, self.source, now=now, stop=record.position)

    def law(self, record: Record) -> Law:
        """Give the rules published before an event; every day counts as working, so that no end comes out too late."""
        if self._law is None:
            self._law = Law(self.state(RULES, "", record), WorkingDays())
        return self._law

    def forget_law(self, _: Record) -> None:
        """A rule was published."""
        self._law = None

    def fact_digests(self, jtis: Iterable[str]) -> list[bytes]:
        """Digest the tags of facts."""
        return [self.key.digest(fact_tag(jti)) for jti in jtis]

    def owners(self, targets: Sequence[str], record: Record) -> list[bytes]:
        """Name the bodies whose records ``fact:<jti>`` and ``listing:<id>`` are."""
        names = [one.partition(":")[::2] for one in targets]
        tags = [fact_tag(name) if kind == "fact" else listing_tag(name) for kind, name in names]
        found = self.source.tagged(self.cursor, self.key.digest_all(tags), stop=record.position)
        first = [places[0].position for places in found.values() if places]
        issuers = {code_of(one) for one in self.source.at(self.cursor, sorted(first), roles=()).values()}
        return sorted(body_digest(self.key, code) for code in issuers)


def named(record: Record, name: str) -> tuple[str, ...]:
    """Read a disclosed enumeration; nothing where it can be read no more."""
    value = record.values(Names(name)).get(name)
    return split(value) if isinstance(value, str) else ()
