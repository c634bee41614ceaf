"""What a task on the board of a body is about (办件): whose matter it is, and which records it concerns.

The board gives ids and days only. The body that a task waits for, and no other, may ask what it is about; whoever
shows it has to have recorded the look before (INV-14).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection, Cursor

from domain.identifier import Identifier
from domain.tags import case_tag, listing_tag
from ledger.service.folds import CASE, RECALL
from ledger.service.records import Record, RecordSource
from projections.casework.tasks import MatterKind
from projections.entitled import centres_among, entitled
from projections.reading import Reading
from projections.snapshot import answer


@dataclass(frozen=True, slots=True)
class Matter:
    """What one task is about.

    Attributes:
        kind: Kind of the procedure.
        name: Id of the case, the application, the listing or the recall.
        who: Whose matter it is.
        targets: ``fact:<jti>`` and ``listing:<id>`` of the records that it concerns; none of a complaint about a body.
    """

    kind: MatterKind
    name: str
    who: Identifier
    targets: frozenset[str]


def matter(
    connection: Connection[Any], source: RecordSource, kind: MatterKind, name: str, body: str, *, now: datetime
) -> Matter | None:
    """Tell a body what a procedure is about that it takes part in, from the log alone.

    It takes part if it deals with the procedure, if the records that it concerns are its own, or if it handed it in;
    in a recall, if it was ordered of it.

    Args:
        connection: Outside a transaction.
        source: Where records are read.
        kind: Kind of the procedure.
        name: Its id.
        body: Code of the body.
        now: The present instant, with a time zone.

    Returns:
        The matter; None if there is none of that kind, the body takes no part, or its data are gone.
    """
    return answer(connection, lambda cursor: _matter(cursor, source, kind, name, body, now))


def _matter(
    cursor: Cursor[Any], source: RecordSource, kind: MatterKind, name: str, body: str, now: datetime
) -> Matter | None:
    reading = Reading(cursor, source, now=now)
    begun = _recall(reading, name, body) if kind == "recall" else _procedure(reading, kind, name)
    found = None if begun is None else entitled(reading, begun)
    if found is None:
        return None
    takes_part = kind == "recall" or body in found.bodies
    if not takes_part and not (found.is_for_centre and centres_among(reading, [body])):
        return None
    return Matter(kind, name, found.who, frozenset(found.targets))


def _recall(reading: Reading, jti: str, body: str) -> Record | None:
    """Give the order of a recall to a body."""
    recall = reading.at(RECALL, jti)
    if recall.ordered_at is None or recall.unit != body:
        return None
    return reading.at_positions([recall.ordered_at])[recall.ordered_at]


def _procedure(reading: Reading, kind: MatterKind, name: str) -> Record | None:
    """Give the statement with which a procedure began."""
    (records,) = reading.records([listing_tag(name) if kind == "listing" else case_tag(name)])
    if not records:
        return None
    filed = reading.at(CASE, name).kind if kind != "listing" else ""
    return records[0] if kind in {"listing", filed or "repair"} else None
