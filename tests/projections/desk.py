"""What tests of read models do all the time."""

from datetime import UTC, datetime
from typing import Any

from psycopg import Connection

from domain.identifier import Identifier
from projections.build import builds
from projections.digest import content_digest
from projections.profile import Profile, ProfileProjection, load
from projections.projection import Projection
from projections.public_list import BlindIndex, Page, PublicListProjection, page
from projections.rebuild import ensure, rebuild
from projections.runner import Step, catch_up
from tests.fsck.sample_log import SampleLog

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)


class Desk:
    """A log and its read models."""

    def __init__(self, log: SampleLog, connection: Connection[Any], blind: BlindIndex) -> None:
        self.log = log
        self.connection = connection
        self.blind = blind
        self.projections: list[Projection] = [
            ProfileProjection(log.source),
            PublicListProjection(log.source, blind),
        ]

    def follow(self, limit: int = 2_000) -> list[Step]:
        for projection in self.projections:
            ensure(self.log.connect, projection, self.log.source)
        return [catch_up(self.connection, one, self.log.source, limit=limit) for one in self.projections]

    def rebuild(self, limit: int = 2_000) -> None:
        rebuild(self.log.connect, self.projections, self.log.source, limit=limit)

    def digests(self) -> list[bytes]:
        with self.connection.cursor() as cursor:
            return [content_digest(cursor, one, self.live(one)) for one in self.projections]

    def live(self, projection: Projection) -> int:
        (build,) = [build.build for build in builds(self.connection, projection.name) if build.is_live]
        return build

    def page(self, **question: Any) -> Page:
        return page(self.connection, self.log.source, self.blind, **{"now": NOW, **question})

    def shown(self, **question: Any) -> list[int]:
        return [item.position for item in self.page(**question).items]

    def profile(self, identifier: Identifier, **question: Any) -> Profile:
        profile = load(self.connection, self.log.source, identifier, **{"now": NOW, **question})
        assert profile is not None
        return profile
