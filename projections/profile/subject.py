"""Whom an identifier leads to, with his kind and his own keys, in one snapshot."""

from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection, Cursor

from domain.identifier import Identifier
from domain.subject.events import IdentifierLinked, SubjectOpened
from domain.subject.state import SubjectState
from domain.tags import pseudonym_tag
from ledger.service.folds import SUBJECT
from ledger.service.records import RecordSource
from projections.reading import Reading
from projections.snapshot import answer

_LINKS = frozenset({SubjectOpened.TOPIC, IdentifierLinked.TOPIC})


def subject_of(
    connection: Connection[Any], source: RecordSource, identifier: Identifier, *, now: datetime
) -> SubjectState | None:
    """Give the state of the subject (信用主体) that an identifier leads to; None: to nobody, or he was erased.

    It is read from the log alone. Where the key store is older than the log, somebody's data look erased, and so do
    his keys: nobody is let in by mistake.

    Args:
        connection: Outside a transaction.
        source: Where records are read.
        identifier: In canonical form.
        now: The present instant, with a time zone.
    """
    return answer(connection, lambda cursor: _subject(cursor, source, identifier, now))


def _subject(cursor: Cursor[Any], source: RecordSource, identifier: Identifier, now: datetime) -> SubjectState | None:
    reading = Reading(cursor, source, now=now)
    pseudonym = reading.digest(pseudonym_tag(identifier))
    places = reading.places([pseudonym]).get(pseudonym, [])
    if not places or places[-1].topic not in _LINKS:
        return None
    last = places[-1].position
    record = reading.at_positions([last])[last]
    owner = record.owner()
    if owner is None or not record.disclosed:
        return None
    subject = reading.at(SUBJECT, str(UUID(bytes=owner)))
    return subject if subject.is_open else None
