"""Tables to files and back, in PostgreSQL's binary COPY format, through the connection alone.

No client programs are needed, so it works with any server. Between the majors that we support the format is the same.
"""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from psycopg import Connection, sql
from psycopg.rows import TupleRow

from ledger.backup.manifest import TableFile
from ledger.backup.statements import statement

TABLES = ("log", "event_type", "entry", "tag", "tile", "checkpoint", "vault")
"""Everything that a log consists of. Read models are not among it: they are made anew (``chengjian rebuild``)."""

SIDE_TABLES = ("event_type", "tag", "checkpoint", "vault")
"""What published tiles do not hold."""

# After these, what is left of somebody's data is wrapped anew.
ERASING = ["urn:chengjian:record-erased:v1", "urn:chengjian:subject-erased:v1"]

Progress = Callable[[str, int], None]
"""Told the name of a table and how many more bytes of it are done."""

_BUFFER_BYTES = 1 << 20


def no_progress(_table: str, _bytes: int) -> None:
    """Tell nobody."""


def columns_of(connection: Connection[TupleRow], table: str) -> tuple[str, ...]:
    """The columns of a table of the current schema, in order."""
    rows = connection.execute(statement("columns"), {"table": table})
    return tuple(row[0] for row in rows)


def copy_out(
    connection: Connection[TupleRow], table: str, folder: Path, progress: Progress, *, since: int = 0
) -> TableFile:
    """Write a table to a file of its own.

    Args:
        connection: In a transaction whose snapshot decides what is there.
        table: Name of the table.
        folder: Where the file goes.
        progress: Told as it goes on.
        since: Leave out what belongs to earlier positions and has not changed.
    """
    columns = columns_of(connection, table)
    command = sql.SQL("COPY (SELECT {columns} FROM {table}{rows}) TO STDOUT (FORMAT binary)").format(
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        table=sql.Identifier(table),
        rows=_rows_since(connection, table, since),
    )
    digest, held = sha256(), bytearray()
    with (
        os.fdopen(os.open(folder / f"{table}.copy", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
        connection.cursor() as cursor,
    ):

        def put() -> None:
            digest.update(held)
            file.write(held)
            progress(table, len(held))
            held.clear()

        with cursor.copy(command) as copy:
            for block in copy:
                held += block
                if len(held) >= _BUFFER_BYTES:
                    put()
        put()
        file.flush()
        os.fsync(file.fileno())
        rows = cursor.rowcount
    return TableFile(name=table, columns=columns, rows=rows, sha256=digest.hexdigest())


def _rows_since(connection: Connection[TupleRow], table: str, since: int) -> sql.Composable:
    """Which rows of a table came or changed since a position.

    An erasure wraps what is left of a subject's data anew, so all of that has changed. Attachments come at any time
    after their statement, and nothing says when: they are all there.
    """
    if not since or table == "event_type":
        return sql.SQL("")
    if table == "tag":
        return sql.SQL(" WHERE position >= {}").format(since)
    if table == "checkpoint":
        return sql.SQL(" WHERE size > {}").format(since)
    found = connection.execute(statement("changed_owners"), {"since": since, "erasing": ERASING}).fetchall()
    return sql.SQL(" WHERE position >= {} OR owner = any ({}) OR starts_with(role, 'attachment-')").format(
        since, [row[0] for row in found]
    )


def copy_in(connection: Connection[TupleRow], table: TableFile, path: Path, progress: Progress, into: str = "") -> None:
    """Fill a table from a file.

    Args:
        connection: In a transaction.
        table: What the file holds.
        path: The file.
        progress: Told as it goes on.
        into: Another table to fill, with the same columns.
    """
    command = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(
        sql.Identifier(into or table.name), sql.SQL(", ").join(map(sql.Identifier, table.columns))
    )
    with path.open("rb") as file, connection.cursor() as cursor, cursor.copy(command) as copy:
        while block := file.read(_BUFFER_BYTES):
            copy.write(block)
            progress(table.name, len(block))
