"""Follow the log: batch after batch, one transaction each, the position inside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from psycopg import Connection, Cursor, Error

from ledger.service.records import Record, RecordSource
from projections import build as builds
from projections.errors import ProjectionFailedError, reason_of
from projections.projection import Projection
from projections.statements import statement
from projections.writes import Write

BATCH = 2_000
ROLES = ("subject",)
"""Whose data read models look at: nobody's legal representative is found through them."""


class Outcome(StrEnum):
    """How a step ended."""

    ADVANCED = "advanced"
    CAUGHT_UP = "caught-up"
    BUSY = "busy"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did.

    Attributes:
        outcome: Advanced, nothing to do, another process is at it, or stopped by an earlier failure.
        position: First leaf not applied yet.
        size: Leaves in the log when the step looked.
    """

    outcome: Outcome
    position: int
    size: int


class Watched:
    """Records on their way into a projection; remembers which one was given last."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = records
        self.position: int | None = None

    def __iter__(self) -> Iterator[Record]:
        for record in self._records:
            self.position = record.position
            yield record


def fold_batch(cursor: Cursor[Any], projection: Projection, records: Iterable[Record]) -> list[Write]:
    """Turn a batch of records into writes.

    Raises:
        ProjectionFailedError: An event could not be folded.
    """
    watched = Watched(records)
    try:
        return projection.fold(cursor, watched)
    except Exception as error:
        raise ProjectionFailedError(projection.name, watched.position, reason_of(error)) from error


def write_batch(cursor: Cursor[Any], projection: Projection, build: int, writes: Iterable[Write], stop: int) -> None:
    """Execute the writes of a batch and move the position of its build, in the caller's transaction.

    Raises:
        ProjectionFailedError: A write was refused; the caller must roll back.
    """
    try:
        projection.write(cursor, build, writes)
        builds.advance(cursor, projection.name, build, stop)
    except Exception as error:
        raise ProjectionFailedError(projection.name, None, reason_of(error)) from error


def follow(connection: Connection[Any], projection: Projection, source: RecordSource, *, limit: int = BATCH) -> Step:
    """Apply the next events to the live build of a projection.

    Only one process advances a projection at a time; the others are told that it is busy.

    Args:
        connection: In autocommit mode.
        projection: What to advance.
        source: Where records are read.
        limit: Most leaves of one step.

    Raises:
        ProjectionNotBuiltError: No build of this version is live.
        ProjectionFailedError: An event could not be applied. The projection stands before this batch and says why.
    """
    build = position = 0
    try:
        with connection.transaction(), connection.cursor() as cursor:
            build, position = builds.live_build(cursor, projection)
            locked = cursor.execute(statement("projections", "lock_follower"), {"name": projection.name}).fetchone()
            size = source.size(cursor)
            if locked is None or not locked[0]:
                return Step(Outcome.BUSY, position, size)
            taken = builds.take(cursor, projection.name, build)
            if taken is None:
                return Step(Outcome.BUSY, position, size)
            position, failure = taken
            if failure is not None:
                return Step(Outcome.STOPPED, position, size)
            stop = min(position + limit, size)
            if stop <= position:
                return Step(Outcome.CAUGHT_UP, position, size)
            records = source.read(cursor, position, stop, ROLES)
            writes = fold_batch(cursor, projection, records)
            write_batch(cursor, projection, build, writes, stop)
            return Step(Outcome.ADVANCED, stop, size)
    except ProjectionFailedError as error:
        if not isinstance(error.__cause__, Error) or not connection.broken:
            builds.note_failure(connection, projection.name, build, position, error.reason_at)
        raise


def catch_up(connection: Connection[Any], projection: Projection, source: RecordSource, *, limit: int = BATCH) -> Step:
    """Apply everything that the log holds now; stop early if another process is at it or it failed before."""
    step = follow(connection, projection, source, limit=limit)
    target = step.size
    while step.outcome is Outcome.ADVANCED and step.position < target:
        step = follow(connection, projection, source, limit=limit)
    return step
