"""Build projections anew beside the live ones, and swap them in at once.

Readers see the old build until the swap commits and the new one after it; nothing is ever half there. One pass over the
log feeds all projections that are built together.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from psycopg import Connection, Cursor

from ledger.service.records import RecordSource
from projections import build as builds
from projections.errors import ProjectionBusyError, ProjectionFailedError
from projections.folding import Folded, Folder, Folding, Pool, Range, Recipe
from projections.grower import Connect, Grower
from projections.projection import Projection
from projections.runner import BATCH, ROLES, fold_batch, write_batch
from projections.statements import statement

Progress = Callable[[int, int], None]


def rebuild(
    connect: Connect,
    projections: Sequence[Projection],
    source: RecordSource,
    *,
    recipe: Recipe | None = None,
    progress: Progress = lambda _position, _size: None,
    limit: int = BATCH,
) -> int:
    """Build projections from the first leaf and let the new builds answer.

    Args:
        connect: Opens a connection in autocommit mode.
        projections: What to build, in one pass.
        source: Where records are read.
        recipe: Makes folders in other processes, for the same projections in the same order; None: fold here.
        progress: Called with the leaves written and the leaves there are.
        limit: Leaves in a batch.

    Returns:
        How many leaves were read.

    Raises:
        ProjectionBusyError: Another process is building one of them.
        ProjectionFailedError: An event could not be applied; the live builds are as they were.
    """
    with connect() as connection, _builder_locks(connection, projections), ExitStack() as stack:
        growers = [
            stack.enter_context(Grower(connect, projection, _begin(connection, projection)))
            for projection in projections
        ]
        folding: Folding = (
            Folder(stack.enter_context(connect()), source, projections)
            if recipe is None
            else stack.enter_context(Pool(recipe))
        )
        ranges = _Ranges(connection, source, limit)
        for folded in folding.run(iter(ranges)):
            _feed(growers, folded)
            progress(folded.range.stop, ranges.size)
        for grower in growers:
            grower.finish()
        stops = [_swap(connection, one.projection, one.build, source, ranges.position) for one in growers]
        return max(stops, default=ranges.position)


class _Ranges:
    """The log in ranges, up to where it ends when the last of them is asked for."""

    def __init__(self, connection: Connection[Any], source: RecordSource, limit: int) -> None:
        self._connection = connection
        self._source = source
        self._limit = limit
        self.size = 0
        self.position = 0

    def __iter__(self) -> Iterator[Range]:
        with self._connection.cursor() as cursor:
            while (size := self._source.size(cursor)) > self.position:
                self.size = size
                start, self.position = self.position, min(self.position + self._limit, size)
                yield Range(start, self.position)


def _feed(growers: Sequence[Grower], folded: Folded) -> None:
    """Hand what a range became to the builds.

    Raises:
        ProjectionFailedError: An event of the range, or an earlier write, failed.
    """
    try:
        folded.check()
    except ProjectionFailedError as error:
        next(grower for grower in growers if grower.projection.name == error.name).fail(error, folded.range.start)
        raise
    for grower, writes in zip(growers, folded.writes, strict=True):
        grower.feed(writes, *folded.range)


def ensure(connect: Connect, projection: Projection, source: RecordSource) -> None:
    """See to it that a build of this version answers: an empty one at first, a rebuilt one after a new version.

    Raises:
        ProjectionBusyError: Another process is building it.
        ProjectionFailedError: An event could not be applied.
    """
    with connect() as connection:
        live = [build for build in builds.builds(connection, projection.name) if build.is_live]
        if not live:
            _make_empty(connection, projection)
    if live and live[0].version != projection.version:
        rebuild(connect, [projection], source)


def _make_empty(connection: Connection[Any], projection: Projection) -> None:
    with _builder_locks(connection, [projection]), connection.transaction(), connection.cursor() as cursor:
        if not any(build.is_live for build in builds.builds(connection, projection.name)):
            projection.index(cursor, builds.add(cursor, projection, is_live=True))


@contextmanager
def _builder_locks(connection: Connection[Any], projections: Sequence[Projection]) -> Iterator[None]:
    held: list[Projection] = []
    try:
        for projection in projections:
            row = connection.execute(statement("projections", "lock_builder"), {"name": projection.name}).fetchone()
            if row is None or not row[0]:
                raise ProjectionBusyError(projection.name)
            held.append(projection)
        yield
    finally:
        for projection in held:
            if not connection.broken and not connection.closed:
                connection.execute(statement("projections", "unlock_builder"), {"name": projection.name})


def _begin(connection: Connection[Any], projection: Projection) -> int:
    """Drop what an interrupted rebuild left behind and begin an empty build."""
    leftovers = [build.build for build in builds.builds(connection, projection.name) if not build.is_live]
    with connection.transaction(), connection.cursor() as cursor:
        for build in leftovers:
            builds.drop(cursor, projection, build)
        return builds.add(cursor, projection, is_live=False)


def _swap(connection: Connection[Any], projection: Projection, build: int, source: RecordSource, position: int) -> int:
    """Read what came meanwhile while the live build cannot move, then put the new build in its place."""
    with connection.transaction(), connection.cursor() as cursor:
        old = [other.build for other in builds.builds(connection, projection.name) if other.is_live]
        for number in old:
            builds.take(cursor, projection.name, number)
        size = source.size(cursor)
        _read_on(cursor, projection, build, source, position, size)
        for number in old:
            builds.drop(cursor, projection, number)
        builds.make_live(cursor, projection, build)
    return size


def _read_on(
    cursor: Cursor[Any], projection: Projection, build: int, source: RecordSource, position: int, size: int
) -> None:
    while position < size:
        stop = min(position + BATCH, size)
        writes = fold_batch(cursor, projection, source.read(cursor, position, stop, ROLES))
        write_batch(cursor, projection, build, writes, stop)
        position = stop
