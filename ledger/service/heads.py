"""The newest entry under each of many tags, in one question to the database."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any, NamedTuple
from uuid import UUID

from psycopg_pool import ConnectionPool

from domain.tags import subject_tag
from ledger.private_tags import TagKey
from ledger.service.sql_files import statement

_SQL = files("ledger.service") / "sql"
_HEADS, _SUBJECTS = (_SQL / "heads.sql").read_bytes(), (_SQL / "subjects.sql").read_bytes()


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


class SubjectHead(NamedTuple):
    """What stands under a subject's id.

    Attributes:
        position: Leaf position of the newest entry under its tag; None where there is none.
        has_data: Whether anything in the vault is sealed under its keys.
    """

    position: int | None
    has_data: bool


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
            rows = cursor.execute(_HEADS, (digests,), prepare=True).fetchall()
        return {
            tags[i - 1]: Head(position, topic, UUID(bytes=owner) if owner else None)
            for i, position, topic, owner in rows
        }

    def of_subjects(self, subjects: Sequence[UUID]) -> list[SubjectHead]:
        """Give what stands under each of some subjects, in order."""
        if not subjects:
            return []
        digests = [UUID(bytes=self._tags.digest(subject_tag(str(one)))) for one in subjects]
        owners = [one.bytes for one in subjects]
        with self._pool.connection() as connection, connection.cursor(binary=True) as cursor:
            rows = cursor.execute(_SUBJECTS, (digests, owners), prepare=True).fetchall()
        return [SubjectHead(position, has_data) for _i, position, has_data in sorted(rows, key=_place)]

    def has_data(self, owner: UUID) -> bool:
        """Tell whether anything in the vault is sealed under somebody's keys."""
        with self._pool.connection() as connection:
            row = connection.execute(statement("has_vault_rows"), {"owner": owner.bytes}).fetchone()
        return row is not None and bool(row[0])


def _place(row: tuple[Any, ...]) -> int:
    return int(row[0])
