"""Recorded events as folds read them: cheap to skip, decoded and opened only as far as somebody looks.

A fold over a whole log looks at the topic of every event, at the plain claims of most and into the vault for few.
So a `Record` keeps the stored bytes and does each piece of work when it is first asked for.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from psycopg import Cursor

from ledger.append import VaultRow
from ledger.keystore import KeyStore
from ledger.private_tags import TagKey
from ledger.service.record import Names, Opener, Record, file_digest
from ledger.service.sql_files import statement

__all__ = ["ROLES", "Names", "Opener", "Record", "RecordSource", "Tagged"]

ROLES = ("subject", "representative")
"""Everybody whose data a statement can hold."""


class Tagged(NamedTuple):
    """One occurrence of a tag.

    Attributes:
        tag: Its keyed digest, 16 bytes.
        position: Leaf position of the event that carries it.
        topic: Topic of that event.
    """

    tag: bytes
    position: int
    topic: str


class RecordSource:
    """Reads records over connections that the caller opens, in the caller's snapshot."""

    def __init__(self, origin: str, keystore: KeyStore, tag_key: TagKey) -> None:
        """Keep what is needed to open records.

        Args:
            origin: The log's origin.
            keystore: Where the subjects' keys are.
            tag_key: The key of the database's tag digests.
        """
        self.origin = origin
        self.keystore = keystore
        self.tag_key = tag_key
        self._topics: dict[int, str] = {0: ""}

    def size(self, cursor: Cursor[Any]) -> int:
        """Count the leaves of the log."""
        row = cursor.execute(statement("record_size")).fetchone()
        return 0 if row is None else int(row[0])

    def read(
        self,
        cursor: Cursor[Any],
        start: int,
        stop: int,
        roles: Sequence[str] = ROLES,
        opener: Opener | None = None,
    ) -> Iterator[Record]:
        """Read the records of a range of positions, without the epochs of the index.

        Args:
            cursor: In the caller's snapshot.
            start: First position.
            stop: Position after the last.
            roles: Whose data are read from the vault.
            opener: Keys remembered from other ranges; only for folds that keep no content.
        """
        bounds = {"start": start, "stop": stop}
        entries = cursor.execute(statement("record_entries"), bounds, binary=True).fetchall()
        vault = cursor.execute(statement("record_vault"), {**bounds, "roles": list(roles)}, binary=True).fetchall()
        return self._records(cursor, entries, vault, opener or Opener(self))

    def at(self, cursor: Cursor[Any], positions: Sequence[int], roles: Sequence[str] = ROLES) -> dict[int, Record]:
        """Read the records at given positions, and from the vault the data of some roles."""
        wanted = {"positions": list(positions)}
        entries = cursor.execute(statement("record_entries_at"), wanted, binary=True).fetchall()
        given = {**wanted, "roles": list(roles)}
        vault = cursor.execute(statement("record_vault_at"), given, binary=True).fetchall() if roles else []
        return {record.position: record for record in self._records(cursor, entries, vault, Opener(self))}

    def tagged(
        self, cursor: Cursor[Any], tags: Sequence[bytes], *, start: int = 0, stop: int = 2**62
    ) -> dict[bytes, list[Tagged]]:
        """Find where tags occur, each in the order of the log.

        Args:
            cursor: In the caller's snapshot.
            tags: Keyed digests.
            start: First position looked at.
            stop: Position at which the look ends.
        """
        bounds = {"tags": [UUID(bytes=tag) for tag in tags], "start": start, "stop": stop}
        rows = cursor.execute(statement("record_tagged"), bounds, binary=True).fetchall()
        found = (Tagged(tag.bytes, position, self._topic(cursor, number)) for tag, position, number in rows)
        return {tag: list(group) for tag, group in groupby(found, key=lambda one: one.tag)}

    def file_digest(self, owner: bytes) -> bytes:
        """Name a subject's file as the database does.

        Args:
            owner: 16 bytes, the subject's id.
        """
        return file_digest(self.tag_key, owner)

    def _records(
        self, cursor: Cursor[Any], entries: list[tuple[Any, ...]], vault: list[tuple[Any, ...]], opener: Opener
    ) -> Iterator[Record]:
        rows = iter(vault)
        row = next(rows, None)
        for position, number, entry in entries:
            mine: list[VaultRow] = []
            while row is not None and row[0] <= position:
                if row[0] == position:
                    mine.append(VaultRow(row[1], row[2], row[3], row[4]))
                row = next(rows, None)
            if number:
                yield Record(opener, position, self._topics.get(number) or self._topic(cursor, number), entry, mine)

    def _topic(self, cursor: Cursor[Any], number: int) -> str:
        if number not in self._topics:
            self._topics.update(cursor.connection.execute(statement("record_types")).fetchall())
        return self._topics[number]
