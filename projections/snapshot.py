"""One instant of the database: everything an answer reads, it reads there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from psycopg import Connection, Cursor, IsolationLevel
from psycopg.errors import UndefinedTable

T = TypeVar("T")

_ATTEMPTS = 3


@contextmanager
def snapshot(connection: Connection[Any]) -> Iterator[Cursor[Any]]:
    """Open a read-only transaction on one snapshot.

    Args:
        connection: Outside a transaction.
    """
    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    try:
        with connection.transaction(), connection.cursor() as cursor:
            yield cursor
    finally:
        if not connection.closed:
            connection.isolation_level = None
            connection.read_only = None


def answer(connection: Connection[Any], question: Callable[[Cursor[Any]], T]) -> T:
    """Answer a question in one snapshot; ask again if a build was swapped away between its name and its table."""
    for _attempt in range(_ATTEMPTS - 1):
        try:
            with snapshot(connection) as cursor:
                return question(cursor)
        except UndefinedTable:
            continue
    with snapshot(connection) as cursor:
        return question(cursor)
