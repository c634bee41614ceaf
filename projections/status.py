"""How far the read models are behind the log, and which one stopped, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection

from ledger.service.records import RecordSource
from projections.build import builds
from projections.projection import Projection


@dataclass(frozen=True, slots=True)
class ProjectionStatus:
    """One build of one projection.

    Attributes:
        name: The projection.
        version: Version of the fold that fills this build.
        build: Number of the build.
        is_live: Whether it answers questions; otherwise it grows beside the live one.
        position: First leaf not applied yet.
        lag: Leaves in the log that are not applied yet.
        failure: Why it stopped, if it did.
        failed_at: When it stopped.
    """

    name: str
    version: int
    build: int
    is_live: bool
    position: int
    lag: int
    failure: str | None
    failed_at: datetime | None


def status(
    connection: Connection[Any], projections: Sequence[Projection], source: RecordSource
) -> list[ProjectionStatus]:
    """Tell the state of every build, in the order of the projections, live builds first."""
    with connection.cursor() as cursor:
        size = source.size(cursor)
    return [
        ProjectionStatus(
            name=projection.name,
            version=build.version,
            build=build.build,
            is_live=build.is_live,
            position=build.position,
            lag=max(0, size - build.position),
            failure=build.failure,
            failed_at=build.failed_at,
        )
        for projection in projections
        for build in builds(connection, projection.name)
    ]
