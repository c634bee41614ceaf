"""Checked connections to the ledger's database."""

import psycopg
from psycopg import Connection, sql
from psycopg.rows import TupleRow

from ledger.postgres.errors import UnsuitableServerError

OLDEST_MAJOR = 16
_VERSIONS_PER_MAJOR = 10_000


def connect(dsn: str, schema: str = "public", *, autocommit: bool = False) -> Connection[TupleRow]:
    """Open a connection whose unqualified names live in one schema.

    Args:
        dsn: A libpq connection string.
        schema: The ledger's schema; made by ``migrate``.
        autocommit: Whether each statement is its own transaction.

    Raises:
        psycopg.OperationalError: The server cannot be reached.
        UnsuitableServerError: It can, but cannot carry a ledger.
    """
    connection = psycopg.connect(dsn, autocommit=True)
    try:
        check_server(connection)
        connection.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(schema)))
        connection.autocommit = autocommit
    except BaseException:
        connection.close()
        raise
    return connection


def check_server(connection: Connection[TupleRow]) -> None:
    """Check that a server can carry a ledger: new enough, durable, UTF-8.

    Raises:
        UnsuitableServerError: It cannot.
    """
    version = connection.info.server_version
    if version < OLDEST_MAJOR * _VERSIONS_PER_MAJOR:
        raise UnsuitableServerError(
            f"数据库是 PostgreSQL {version // _VERSIONS_PER_MAJOR}，至少需要 {OLDEST_MAJOR}。",
            f"The database is PostgreSQL {version // _VERSIONS_PER_MAJOR}; at least {OLDEST_MAJOR} is needed.",
            "请升级，或取消 CHENGJIAN_DSN 以使用内置的数据库。",
            "Upgrade it, or unset CHENGJIAN_DSN to use the embedded one.",
        )
    for name, wanted in (("fsync", "on"), ("full_page_writes", "on"), ("server_encoding", "UTF8")):
        row = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
        if row is None or row[0] != wanted:
            found = row[0] if row else "?"
            raise UnsuitableServerError(
                f"数据库的 {name} 是 {found}，必须是 {wanted}。",
                f"The database has {name} = {found}; it must be {wanted}.",
                "请更改数据库的设置。",
                "Change the setting of the database.",
            )
