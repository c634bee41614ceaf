"""Follow the log: batch after batch, one transaction each, the position inside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from psycopg import Connection, Cursor, Error

from ledger.service.records import Opener, Record, RecordSource
from projections import build as builds
from projections.build import Taken
from projections.errors import ProjectionFailedError, reason_of
from projections.projection import Projection
from projections.writes import Write

BATCH = 2_000
ROLES = ("subject",)
"""Whose data read models look at: nobody's legal representative is found through them."""


class Outcome(StrEnum):
    """How a step ended."""

    ADVANCED = "advanced"
    CAUGHT_UP = "caught-up"
    AHEAD = "ahead"
    BUSY = "busy"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did.

    Attributes:
        outcome: Advanced, nothing to do, ahead of others that are followed together with it and had to come first,
            another process is at it, or stopped by an earlier failure.
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


def follow_all(
    connection: Connection[Any],
    projections: Sequence[Projection],
    source: RecordSource,
    *,
    limit: int = BATCH,
    opener: Opener | None = None,
) -> list[Step]:
    """Apply the next events to the live builds of some projections: one transaction, one read of the log for all.

    Those that are furthest behind advance, at most to where the next one stands, so that all of them meet. Only one
    process advances a projection at a time; the others are told that it is busy.

    Args:
        connection: In autocommit mode.
        projections: What to advance.
        source: Where records are read.
        limit: Most leaves of one step.
        opener: Keys remembered from other steps.

    Returns:
        One step for each projection, in their order.

    Raises:
        ProjectionNotBuiltError: No build of this version of one of them is live; nothing was applied to any.
        ProjectionFailedError: An event could not be applied. Its projection stands before this batch and says why;
            nothing was applied to the others, who can go on without it.
    """
    batch = _Batch(source, opener or Opener(source), limit)
    try:
        with connection.transaction(), connection.cursor() as cursor:
            return batch.apply(cursor, projections)
    except ProjectionFailedError as error:
        if not isinstance(error.__cause__, Error) or not connection.broken:
            taken = batch.taken[error.name]
            builds.note_failure(connection, error.name, taken.build, taken.position, error.reason_at)
        raise


def follow(connection: Connection[Any], projection: Projection, source: RecordSource, *, limit: int = BATCH) -> Step:
    """Apply the next events to the live build of one projection; see `follow_all`."""
    return follow_all(connection, [projection], source, limit=limit)[0]


class _Batch:
    """One step of some projections, in the caller's transaction."""

    def __init__(self, source: RecordSource, opener: Opener, limit: int) -> None:
        self._source = source
        self._opener = opener
        self._limit = limit
        self.taken: dict[str, Taken] = {}

    def apply(self, cursor: Cursor[Any], projections: Sequence[Projection]) -> list[Step]:
        """Advance those that are furthest behind."""
        self.taken = builds.take_live(cursor, projections)
        busy = {one.name: self._busy(cursor, one) for one in projections if one.name not in self.taken}
        size = max((one.size for one in self.taken.values()), default=0)
        places = sorted({one.position for one in self.taken.values() if one.failure is None})
        start = places[0] if places else size
        stop = min([start + self._limit, size, *places[1:2]])
        if start < stop:
            records = list(self._source.read(cursor, start, stop, ROLES, self._opener))
            for one in filter(lambda one: self._is_at(one, start), projections):
                write_batch(cursor, one, self.taken[one.name].build, fold_batch(cursor, one, records), stop)
        return [busy.get(one.name) or self._step(self.taken[one.name], start, stop) for one in projections]

    def _busy(self, cursor: Cursor[Any], projection: Projection) -> Step:
        _build, position = builds.live_build(cursor, projection)
        return Step(Outcome.BUSY, position, self._source.size(cursor))

    def _is_at(self, projection: Projection, start: int) -> bool:
        taken = self.taken.get(projection.name)
        return taken is not None and taken.failure is None and taken.position == start

    def _step(self, taken: Taken, start: int, stop: int) -> Step:
        if taken.failure is not None:
            return Step(Outcome.STOPPED, taken.position, taken.size)
        if start < stop and taken.position == start:
            return Step(Outcome.ADVANCED, stop, taken.size)
        return Step(Outcome.CAUGHT_UP if taken.position >= taken.size else Outcome.AHEAD, taken.position, taken.size)


def catch_up(connection: Connection[Any], projection: Projection, source: RecordSource, *, limit: int = BATCH) -> Step:
    """Apply everything that the log holds now; stop early if another process is at it or it failed before."""
    step = follow(connection, projection, source, limit=limit)
    target = step.size
    while step.outcome is Outcome.ADVANCED and step.position < target:
        step = follow(connection, projection, source, limit=limit)
    return step
