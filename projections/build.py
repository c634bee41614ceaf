"""The builds of a projection: which one answers, which one grows beside it, how far each has read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection, Cursor
from psycopg.rows import class_row

from projections.errors import ProjectionNotBuiltError
from projections.projection import Projection
from projections.statements import statement

_PACKAGE = "projections"


@dataclass(frozen=True, slots=True)
class Build:
    """One set of tables of a projection.

    Attributes:
        build: Its number.
        version: Version of the fold that fills it.
        position: First leaf not applied yet.
        is_live: Whether it answers questions.
        failure: Why it stopped, if it did.
        failed_at: When it stopped.
    """

    build: int
    version: int
    position: int
    is_live: bool
    failure: str | None
    failed_at: datetime | None


def builds(connection: Connection[Any], name: str) -> list[Build]:
    """List the builds of a projection, the live one first."""
    with connection.cursor(row_factory=class_row(Build)) as cursor:
        return cursor.execute(statement(_PACKAGE, "builds"), {"name": name}).fetchall()


def live_build(cursor: Cursor[Any], projection: type[Projection] | Projection) -> tuple[int, int]:
    """Find the build that answers questions, in the caller's snapshot.

    Returns:
        Its number, and the first leaf it has not applied yet.

    Raises:
        ProjectionNotBuiltError: None of this version does.
    """
    parameters = {"name": projection.name, "version": projection.version}
    row = cursor.execute(statement(_PACKAGE, "live_build"), parameters).fetchone()
    if row is None:
        raise ProjectionNotBuiltError(projection.name)
    return int(row[0]), int(row[1])


def take(cursor: Cursor[Any], name: str, build: int) -> tuple[int, str | None] | None:
    """Lock a build until the transaction ends; give its position and failure, or None if it is gone."""
    row = cursor.execute(statement(_PACKAGE, "take_build"), {"name": name, "build": build}).fetchone()
    return None if row is None else (int(row[0]), row[1])


@dataclass(frozen=True, slots=True)
class Taken:
    """A live build that this transaction alone may advance or swap.

    Attributes:
        build: Its number.
        position: First leaf not applied yet.
        failure: Why it stopped, if it did.
        size: Leaves in the log.
    """

    build: int
    position: int
    failure: str | None
    size: int


def take_live(cursor: Cursor[Any], projections: Sequence[Projection]) -> dict[str, Taken]:
    """Lock the live builds of some projections until the transaction ends, without waiting for any.

    Returns:
        Them by name of the projection; those that do not exist or that somebody else holds are missing.
    """
    rows = cursor.execute(statement(_PACKAGE, "take_builds"), _wanted(projections)).fetchall()
    return {name: Taken(*rest) for name, *rest in rows}


def has_work(connection: Connection[Any], projections: Sequence[Projection]) -> bool:
    """Tell whether one of some projections has to be made or advanced; one question that locks and writes nothing."""
    row = connection.execute(statement(_PACKAGE, "has_work"), _wanted(projections)).fetchone()
    return row is not None and bool(row[0])


def _wanted(projections: Sequence[Projection]) -> dict[str, object]:
    return {"names": [one.name for one in projections], "versions": [one.version for one in projections]}


def advance(cursor: Cursor[Any], name: str, build: int, position: int) -> None:
    """Write how far a build has read."""
    cursor.execute(statement(_PACKAGE, "advance"), {"name": name, "build": build, "position": position})


def add(cursor: Cursor[Any], projection: Projection, *, is_live: bool) -> int:
    """Begin an empty build and make its tables."""
    parameters = {"name": projection.name, "version": projection.version, "is_live": is_live}
    rows: list[tuple[int]] = cursor.execute(statement(_PACKAGE, "add_build"), parameters).fetchall()
    ((build,),) = rows
    projection.create(cursor, build)
    return build


def drop(cursor: Cursor[Any], projection: Projection, build: int) -> None:
    """Drop a build and its tables."""
    cursor.execute(statement(_PACKAGE, "drop_build"), {"name": projection.name, "build": build})
    projection.drop(cursor, build)


def make_live(cursor: Cursor[Any], projection: Projection, build: int) -> None:
    """Let a build answer questions; the former live one must be gone."""
    cursor.execute(statement(_PACKAGE, "make_live"), {"name": projection.name, "build": build})


def note_failure(connection: Connection[Any], name: str, build: int, position: int, reason: str) -> None:
    """Stop a build where it stands and say why."""
    parameters = {"name": name, "build": build, "position": position, "failure": reason}
    with connection.transaction():
        connection.execute(statement(_PACKAGE, "fail"), parameters)


def resume(connection: Connection[Any], name: str) -> None:
    """Let a stopped live build try again."""
    with connection.transaction():
        connection.execute(statement(_PACKAGE, "resume"), {"name": name})
