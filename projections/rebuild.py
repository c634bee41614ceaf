"""Build projections anew beside the live ones, and swap them in at once.

Readers see the old build until the swap commits and the new one after it; nothing is ever half there. One pass over the
log feeds all projections that are built together.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from psycopg import Connection, Cursor

from ledger.service.records import RecordSource
from projections import build as builds
from projections.errors import ProjectionBusyError, ProjectionFailedError
from projections.projection import Projection
from projections.runner import BATCH, ROLES, apply_batch
from projections.statements import statement

Progress = Callable[[int, int], None]


def rebuild(
    connection: Connection[Any],
    projections: Sequence[Projection],
    source: RecordSource,
    *,
    progress: Progress = lambda _position, _size: None,
    limit: int = BATCH,
) -> int:
    """Build projections from the first leaf and let the new builds answer.

    Args:
        connection: In autocommit mode.
        projections: What to build, in one pass.
        source: Where records are read.
        progress: Called after each batch with the leaves read and the leaves there are.
        limit: Leaves in a batch.

    Returns:
        How many leaves were read.

    Raises:
        ProjectionBusyError: Another process is building one of them.
        ProjectionFailedError: An event could not be applied; the live builds are as they were.
    """
    with _builder_locks(connection, projections):
        growing = [(projection, _begin(connection, projection)) for projection in projections]
        position = 0
        while (size := _size(connection, source)) > position:
            stop = min(position + limit, size)
            _batch(connection, growing, source, position, stop)
            position = stop
            progress(position, size)
        _index(connection, growing)
        for projection, build in growing:
            position = max(position, _swap(connection, projection, build, source, position))
        return position


def ensure(connection: Connection[Any], projection: Projection, source: RecordSource) -> None:
    """See to it that a build of this version answers: an empty one at first, a rebuilt one after a new version."""
    live = [build for build in builds.builds(connection, projection.name) if build.is_live]
    if live and live[0].version == projection.version:
        return
    if live:
        rebuild(connection, [projection], source)
        return
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


def _size(connection: Connection[Any], source: RecordSource) -> int:
    with connection.cursor() as cursor:
        return source.size(cursor)


def _batch(
    connection: Connection[Any],
    growing: Sequence[tuple[Projection, int]],
    source: RecordSource,
    position: int,
    stop: int,
) -> None:
    try:
        with connection.transaction(), connection.cursor() as cursor:
            records = list(source.read(cursor, position, stop, ROLES))
            for projection, build in growing:
                apply_batch(cursor, projection, build, records, stop)
    except ProjectionFailedError as error:
        build = next(build for projection, build in growing if projection.name == error.name)
        builds.note_failure(connection, error.name, build, position, error.reason_at)
        raise


def _index(connection: Connection[Any], growing: Sequence[tuple[Projection, int]]) -> None:
    with connection.transaction(), connection.cursor() as cursor:
        for projection, build in growing:
            projection.index(cursor, build)


def _swap(connection: Connection[Any], projection: Projection, build: int, source: RecordSource, position: int) -> int:
    """Read what came meanwhile while the live build cannot move, then put the new build in its place."""
    with connection.transaction(), connection.cursor() as cursor:
        old = [other.build for other in builds.builds(connection, projection.name) if other.is_live]
        for number in old:
            builds.take(cursor, projection.name, number)
        size = source.size(cursor)
        position = _read_on(cursor, projection, build, source, position, size)
        for number in old:
            builds.drop(cursor, projection, number)
        builds.make_live(cursor, projection, build)
    return position


def _read_on(
    cursor: Cursor[Any], projection: Projection, build: int, source: RecordSource, position: int, size: int
) -> int:
    while position < size:
        stop = min(position + BATCH, size)
        apply_batch(cursor, projection, build, source.read(cursor, position, stop, ROLES), stop)
        position = stop
    return position
