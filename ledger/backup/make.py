"""Making a backup: the database at one instant, and the keys apart from it.

The database is copied at one snapshot while the ledger goes on writing. The keys are copied *after* it: a subject
that was erased in between is erased in the backup too, and every record of the snapshot finds its key otherwise.
"""

from datetime import UTC, datetime
from pathlib import Path

from psycopg import Connection, IsolationLevel
from psycopg.rows import TupleRow

from ledger.backup.folder import make_empty
from ledger.backup.manifest import AppliedMigration, Manifest
from ledger.backup.statements import statement
from ledger.backup.tables import SIDE_TABLES, TABLES, Progress, copy_out, no_progress
from ledger.log.tree import EMPTY_ROOT
from ledger.migrate import require_migrated
from ledger.postgres.connect import connect


def back_up_database(
    dsn: str,
    schema: str,
    folder: Path,
    progress: Progress = no_progress,
    *,
    full: Path | None = None,
) -> Manifest:
    """Copy the log's tables at one instant.

    Args:
        dsn: Connection string of the database.
        schema: The ledger's schema.
        folder: Where to; made, and must be empty.
        progress: Told as it goes on.
        full: A full backup; copy only what published tiles do not hold and what is newer than it: small, for often.

    Raises:
        BackupDamagedError: ``full`` is no full backup.
        BackupFolderError: The folder is in use.
        MigrationError: The database is not at this release.
    """
    require_migrated(dsn, schema)
    since = Manifest.read(full).size if full else 0
    make_empty(folder)
    with connect(dsn, schema) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        size, root = _tree(connection)
        manifest = Manifest(
            kind="side" if full else "full",
            since=since,
            origin=_origin(connection),
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            size=size,
            root=root.hex(),
            migrations=_migrations(connection),
            tables=tuple(
                copy_out(connection, table, folder, progress, since=since)
                for table in (SIDE_TABLES if full else TABLES)
            ),
        )
    manifest.write(folder)
    return manifest


def database_bytes(dsn: str, schema: str) -> int:
    """About how many bytes a full backup will have; for a progress bar."""
    with connect(dsn, schema) as connection:
        row = connection.execute(statement("backup_bytes"), {"tables": list(TABLES)}).fetchone()
    return int(row[0]) if row else 0


def _tree(connection: Connection[TupleRow]) -> tuple[int, bytes]:
    row = connection.execute(statement("last_tree")).fetchone()
    return (row[0], bytes(row[1])) if row else (0, EMPTY_ROOT)


def _origin(connection: Connection[TupleRow]) -> str:
    row = connection.execute("SELECT origin FROM log").fetchone()
    return str(row[0]) if row else ""


def _migrations(connection: Connection[TupleRow]) -> tuple[AppliedMigration, ...]:
    rows = connection.execute(statement("migrations"))
    return tuple(AppliedMigration(number=number, name=name, checksum=checksum) for number, name, checksum in rows)
