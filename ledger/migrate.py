"""Numbered SQL migrations, applied once each, in order, under a lock.

A migration is a file ``ledger/migrations/NNNN_name.sql``. What was applied is noted in the table ``migration`` of
the ledger's schema with the SHA-256 of the file: a file that was changed after it was applied is refused, and so is
a database that a newer release has migrated further. Each migration and its note are one transaction.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import ClassVar

from psycopg import Connection, sql
from psycopg.rows import TupleRow

from ledger.operation_error import OperationError
from ledger.postgres.connect import connect

_NAME = re.compile(r"^(\d{4})_([a-z0-9_]+)\.sql$")
_LOCK = 0x6368656E676D6967  # "chengmig"


class MigrationError(OperationError):
    """The database and the migration files do not fit together."""

    code: ClassVar[str] = "migration"


@dataclass(frozen=True, slots=True)
class Migration:
    """One file.

    Attributes:
        number: Its place in the order; numbers may have gaps, but nothing is put before what was applied.
        name: What it does, in a few words.
        text: The SQL.
    """

    number: int
    name: str
    text: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the text, hexadecimal."""
        return sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class MigrationStatus:
    """One migration and whether the database has it."""

    migration: Migration
    is_applied: bool


def known_migrations() -> tuple[Migration, ...]:
    """The migrations of this release, in order.

    Raises:
        MigrationError: A file is misnamed, or two have one number.
    """
    found: list[Migration] = []
    for entry in sorted(files("ledger").joinpath("migrations").iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".sql"):
            continue
        match = _NAME.match(entry.name)
        if match is None or (found and int(match[1]) == found[-1].number):
            raise MigrationError(f"迁移文件名不对：{entry.name}", f"A migration is misnamed: {entry.name}")
        found.append(Migration(int(match[1]), match[2], entry.read_text(encoding="utf-8")))
    return tuple(found)


def migrate(dsn: str, schema: str = "chengjian", migrations: Sequence[Migration] | None = None) -> int:
    """Bring a database up to this release.

    Args:
        dsn: Connection string of the database.
        schema: Schema of the ledger; made if it is not there.
        migrations: What to apply; by default the migrations of this release.

    Returns:
        How many migrations were applied now.

    Raises:
        MigrationError: An applied file was changed, or the database is newer than this release.
    """
    wanted = known_migrations() if migrations is None else tuple(migrations)
    with connect(dsn, schema, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", (_LOCK & 0x7FFFFFFF, schema))
        if not _has_notes(connection, schema):
            _make_notes(connection, schema)
        applied = _check(connection, wanted)
        for migration in wanted[applied:]:
            _apply(connection, migration)
    return len(wanted) - applied


def migration_status(
    dsn: str, schema: str = "chengjian", migrations: Sequence[Migration] | None = None
) -> list[MigrationStatus]:
    """Say for each migration whether a database has it; change nothing.

    Raises:
        MigrationError: An applied file was changed, or the database is newer than this release.
    """
    wanted = known_migrations() if migrations is None else tuple(migrations)
    with connect(dsn, schema, autocommit=True) as connection:
        applied = _check(connection, wanted) if _has_notes(connection, schema) else 0
    return [MigrationStatus(migration, place < applied) for place, migration in enumerate(wanted)]


def require_migrated(dsn: str, schema: str = "chengjian") -> None:
    """Check that a database is exactly at this release.

    Raises:
        MigrationError: It is not.
    """
    missing = [status.migration.number for status in migration_status(dsn, schema) if not status.is_applied]
    if missing:
        raise MigrationError(
            f"数据库还缺少迁移：{missing}",
            f"The database lacks migrations: {missing}",
            "请运行 chengjian migrate。",
            "Run chengjian migrate.",
        )


def _has_notes(connection: Connection[TupleRow], schema: str) -> bool:
    row = connection.execute("SELECT to_regclass(%s) IS NOT NULL", (f'"{schema}".migration',)).fetchone()
    return row is not None and bool(row[0])


def _make_notes(connection: Connection[TupleRow], schema: str) -> None:
    connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
    connection.execute(
        "CREATE TABLE migration (number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,"
        " applied_at timestamptz NOT NULL DEFAULT clock_timestamp())"
    )


def _check(connection: Connection[TupleRow], wanted: Sequence[Migration]) -> int:
    """How many of the migrations are applied, after checking each against its note."""
    notes = connection.execute("SELECT number, name, checksum FROM migration ORDER BY number").fetchall()
    if len(notes) > len(wanted):
        raise MigrationError(
            f"数据库由更新的版本迁移过（{notes[-1][0]:04d} {notes[-1][1]}），本版本不认识。",
            f"A newer release migrated this database ({notes[-1][0]:04d} {notes[-1][1]}); this one does not know it.",
            "请使用新版本。",
            "Use the newer release.",
        )
    for (number, name, checksum), migration in zip(notes, wanted, strict=False):
        if (number, name, checksum) != (migration.number, migration.name, migration.checksum):
            raise MigrationError(
                f"第 {number} 步迁移（{name}）与文件不符。",
                f"Migration {number} ({name}) differs from its file.",
                "已执行的迁移不可更改；请恢复原文件。",
                "A migration that was applied must not change; restore the file.",
            )
    return len(notes)


def _apply(connection: Connection[TupleRow], migration: Migration) -> None:
    with connection.transaction():
        connection.execute(migration.text.encode())
        connection.execute(
            "INSERT INTO migration (number, name, checksum) VALUES (%s, %s, %s)",
            (migration.number, migration.name, migration.checksum),
        )
