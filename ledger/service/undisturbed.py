"""Times at which no erasure goes on, for what must see keys and rows that belong together."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from psycopg import Cursor
from psycopg_pool import ConnectionPool

from ledger.service.attachment_errors import ErasureRunningError
from ledger.service.sql_files import statement

_PATIENCE_S: Final = 30.0
_POLL_S: Final = 0.02


@contextmanager
def undisturbed(pool: ConnectionPool, *, patience_s: float = _PATIENCE_S) -> Iterator[Cursor[Any]]:
    """Open a transaction that keeps erasures out until it is committed; others like it may go on beside it.

    While an erasure goes on, or waits for its turn, this one waits without a connection of the pool: the erasure needs
    several, and would wait for them for ever if all were held by those who wait for it.

    Args:
        pool: Connections in autocommit mode.
        patience_s: How long to wait.

    Raises:
        ErasureRunningError: An erasure did not end in time.
    """
    deadline = time.monotonic() + patience_s
    while True:
        with pool.connection() as connection, connection.transaction(), connection.cursor(binary=True) as cursor:
            row = cursor.execute(statement("share_destruction")).fetchone()
            if row is not None and row[0]:
                yield cursor
                return
        if time.monotonic() > deadline:
            raise ErasureRunningError
        time.sleep(_POLL_S)
