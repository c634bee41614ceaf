"""The newest entry under each of many tags, in one question to the database."""

from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple
from uuid import UUID

from psycopg_pool import ConnectionPool

from ledger.private_tags import TagKey

_SQL = (files("ledger.service") / "sql" / "heads.sql").read_bytes()


class Head(NamedTuple):
    """The newest entry under a tag.

    Attributes:
        position: Its leaf position.
        topic: Its event's topic.
        owner: The subject whose data it holds, where the vault still has them.
    """

    position: int
    topic: str
    owner: UUID | None


class Heads:
    """Asks for the newest entries under tags."""

    def __init__(self, pool: ConnectionPool, tags: TagKey) -> None:
        """Keep where to ask and how tags are spelled there."""
        self._pool = pool
        self._tags = tags

    def of(self, tags: Sequence[str]) -> dict[str, Head]:
        """Give the head of each tag that has one."""
        if not tags:
            return {}
        digests = [UUID(bytes=self._tags.digest(tag)) for tag in tags]
        with self._pool.connection() as connection, connection.cursor(binary=True) as cursor:
            rows = cursor.execute(_SQL, (digests,), prepare=True).fetchall()
        return {
            tags[i - 1]: Head(position, topic, UUID(bytes=owner) if owner else None)
            for i, position, topic, owner in rows
        }
