"""Who may see an attachment (证据附件): the subject, and the bodies that deal with what it was handed in for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection, Cursor

from domain.evidence import evidence_of
from domain.tags import attachment_tag
from ledger.service.records import RecordSource
from projections.entitled import Entitled, centres_among, entitled
from projections.reading import Reading
from projections.snapshot import answer


@dataclass(frozen=True, slots=True)
class NamedEvidence:
    """Every statement that names one attachment and whose data are still there.

    Attributes:
        named: In the order of the log.
        centres: Codes of the credit centres.
        size: Leaves of the log that this answer knows.
    """

    named: tuple[Entitled, ...]
    centres: frozenset[str]
    size: int

    def for_body(self, code: str) -> Entitled | None:
        """Give the first statement for which a body may see it; None if it may not."""
        is_centre = code in self.centres
        return next((one for one in self.named if code in one.bodies or (is_centre and one.is_for_centre)), None)

    def for_key(self, kid: str) -> Entitled | None:
        """Give the first statement about the subject whose own key in force this is; None if it is nobody's."""
        for one in self.named:
            key = one.subject.key(kid)
            if key is not None and key.ended_at is None:
                return one
        return None


def evidence(
    connection: Connection[Any], source: RecordSource, name: str, centres: Iterable[str], *, now: datetime
) -> NamedEvidence:
    """Tell who may see an attachment, from the log alone; whether it was handed in is not looked at.

    Args:
        connection: Outside a transaction.
        source: Where records are read.
        name: Its digest, base64url.
        centres: Codes of agencies among which those that are credit centres are looked for.
        now: The present instant, with a time zone.
    """

    def question(cursor: Cursor[Any]) -> NamedEvidence:
        reading = Reading(cursor, source, now=now)
        (records,) = reading.records([attachment_tag(name)])
        found = [entitled(reading, record) for record in records if name in evidence_of(record.event)]
        named = tuple(one for one in found if one is not None)
        return NamedEvidence(named, centres_among(reading, centres), reading.stop)

    return answer(connection, question)
