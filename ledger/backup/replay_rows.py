"""The rows of a replay: entries, and the tags and disclosures that belong to them."""

from pathlib import Path
from typing import Any, cast
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow

from domain.event import Event
from domain.registry import parse_event
from domain.tagging import tags_of
from ledger.backup.errors import ReplayError
from ledger.backup.manifest import Manifest
from ledger.backup.statements import statement
from ledger.backup.tables import ERASING, SIDE_TABLES, Progress, copy_in
from ledger.private_tags import TagKey
from ledger.statement.parser import parse_jwt
from ledger.statement.statement import Statement
from ledger.strict_json import decode


class ReplayRows:
    """Writes the rows of entries ``start`` to ``stop``.

    Attributes:
        covered: Size up to which a side backup knows the log.
    """

    def __init__(self, connection: Connection[TupleRow], tags: TagKey, start: int, stop: int) -> None:
        """Prepare to write.

        Args:
            connection: In the transaction of the replay.
            tags: The key of the tag digests.
            start: Size of the database's log.
            stop: Size of the published log.
        """
        self._connection = connection
        self._tags = tags
        self._start = start
        self._stop = stop
        self.covered = start
        self._position = start
        self._types: dict[str, int] = dict(connection.execute("SELECT name, id FROM event_type").fetchall())
        connection.execute(statement("replay_keys"))

    def load_side(self, folder: Path, manifest: Manifest, origin: str, progress: Progress) -> set[int]:
        """Write tags and disclosures of a side backup, as far as the published log reaches.

        Returns:
            The sizes at which transactions ended.

        Raises:
            BackupDamagedError: It is not whole.
            ReplayError: It belongs to another log, or begins behind the end of the database.
        """
        if manifest.kind != "side" or manifest.origin != origin or manifest.since > self._start:
            raise ReplayError(
                "这份备份与恢复的数据库接不上。",
                "This is no side backup of this log that begins where the database ends.",
                "请给出以所恢复的完整备份为起点的备份（chengjian backup --since）。",
                "Give one that was made since the full backup that was restored (chengjian backup --since).",
            )
        manifest.check_files(folder)
        for table in SIDE_TABLES:
            self._connection.execute(statement(f"side_{table}"))
            copy_in(self._connection, manifest.file_of(table), folder / f"{table}.copy", progress, into=f"side_{table}")
        bounds = {"start": self._start, "stop": self._stop, "since": manifest.since, "erasing": ERASING}
        for name in ("merge_event_type", "merge_tag", "drop_rewrapped", "merge_vault"):
            self._connection.execute(statement(name), bounds)
        self._types = dict(self._connection.execute("SELECT name, id FROM event_type").fetchall())
        self.covered = min(manifest.size, self._stop)
        return {row[0] for row in self._connection.execute(statement("side_ends"), bounds)}

    def add(self, entries: list[bytes]) -> list[int]:
        """Write entries, and the tags of those that no side backup covers.

        Returns:
            The time of each, ms since 1970.

        Raises:
            ReplayError: An uncovered entry has disclosures, or is none of ours.
        """
        rows: list[tuple[int, int, bytes]] = []
        keys: list[tuple[int, int]] = []
        times: list[int] = []
        for entry in entries:
            position = self._position + len(rows)
            members = cast("dict[str, Any]", decode(entry))
            times.append(members["time"])
            number = 0
            if members["kind"] == "event":
                signed = parse_jwt(members["statement"])
                number = self._number(signed.vct)
                if position >= self.covered:
                    self._add_tags(position, number, signed)
            rows.append((position, number, entry))
            keys.append((position, len(members.get("keys", ()))))
        self._copy("entry (position, type, entry)", rows)
        self._copy("replayed_keys (position, keys)", keys)
        self._position += len(rows)
        return times

    def check(self) -> None:
        """Count the tags that no side backup counted; compare tags with one-time keys and counts with each other.

        Raises:
            ReplayError: They do not fit; nothing of the replay stays.
        """
        self._connection.execute(statement("count_tags"), {"covered": self.covered})
        wrong = self._connection.execute(statement("wrong_number_of_tags")).fetchone()
        torn = self._connection.execute(statement("torn_count"), {"start": self._start}).fetchone()
        if wrong is not None or torn is not None:
            position = min(row[0] for row in (wrong, torn) if row is not None)
            raise ReplayError(
                f"条目 {position} 的标签与它的一次性密钥不符。",
                f"The tags of entry {position} do not fit its one-time keys.",
                "请换一份侧备份。",
                "Use another side backup.",
            )

    def _number(self, topic: str) -> int:
        if topic not in self._types:
            self._types[topic] = max(self._types.values(), default=0) + 1
            self._connection.execute(statement("add_topic"), {"id": self._types[topic], "name": topic})
        return self._types[topic]

    def _add_tags(self, position: int, number: int, signed: Statement) -> None:
        """Write the tags of an event that has no disclosures; they follow from its plain claims."""
        if signed.n_digests:
            raise ReplayError(
                f"条目 {position} 的披露内容没有备份。",
                f"No backup holds the disclosures of entry {position}.",
                "请给出更新的侧备份（--vault），或另开后继账本（chengjian recover successor）。",
                "Give a newer side backup (--vault), or open a successor (chengjian recover successor).",
            )
        event: Event = parse_event(signed.vct, signed.plain, {})
        tags = tags_of(event, iss=signed.iss, jti=signed.jti)
        rows = [
            (self._digest(tag), position, 0 if tag in tags.open else None, number) for tag in tags.open + tags.private
        ]
        self._copy("tag (tag, position, n, type)", rows)

    def _digest(self, tag: str) -> UUID:
        return UUID(bytes=self._tags.digest(tag))

    def _copy(self, target: str, rows: list[Any]) -> None:
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row(row)
