"""A digest over the content of a build, so that two builds can be compared byte for byte."""

from hashlib import sha256
from typing import Any

from psycopg import Cursor, sql

from projections.projection import Projection, Table


def content_digest(cursor: Cursor[Any], projection: Projection, build: int) -> bytes:
    """Digest all rows of a build, in the order of their keys.

    Args:
        cursor: In a transaction whose snapshot is that of one instant, or on a build that nobody advances.
        projection: Whose build it is.
        build: Number of the build.

    Returns:
        32 bytes: SHA-256 over name and columns of each table and its rows in PostgreSQL's binary COPY format.
    """
    digest = sha256()
    for table in projection.tables:
        digest.update(f"{table.name}({','.join(table.columns)})\n".encode())
        with cursor.copy(_copy_rows(table, build)) as rows:
            for block in rows:
                digest.update(block)
    return digest.digest()


def _copy_rows(table: Table, build: int) -> sql.Composed:
    """Compose the COPY of a whole table in key order."""
    return sql.SQL("copy (select {columns} from {table} order by {key}) to stdout (format binary)").format(
        columns=sql.SQL(", ").join(map(sql.Identifier, table.columns)),
        table=table.of(build),
        key=sql.SQL(", ").join(map(sql.Identifier, table.key)),
    )
