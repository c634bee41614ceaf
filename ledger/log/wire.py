"""Prepared statements sent one after the other without waiting, binary in both directions.

The writer's transaction is two or three round trips long and PostgreSQL works on one part of it while the next is being
made. For that the writer speaks to libpq's pipeline mode directly: psycopg's own pipeline costs twice the time for a
small transaction, decides itself when bytes leave the machine, and its `sync` waits for ever on large parameters. Any
error leaves the connection unusable: close it.
"""

import select
import struct
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import psycopg
from psycopg import pq
from psycopg.errors import error_from_result

INT4, INT8, BYTEA, TEXT, UUID = 23, 20, 17, 25, 2950
_HEADER = struct.Struct(">iiIii")
_NULL = b"\xff\xff\xff\xff"
_BINARY = 1


class Result(Protocol):
    """The part of a libpq result that is read here."""

    @property
    def ntuples(self) -> int:
        """How many rows."""
        ...

    def get_value(self, row_number: int, column_number: int, /) -> bytes | None:
        """Give one value in binary form."""
        ...


def int4(value: int) -> bytes:
    """Spell an integer parameter."""
    return value.to_bytes(4, "big", signed=True)


def int8(value: int) -> bytes:
    """Spell a bigint parameter."""
    return value.to_bytes(8, "big", signed=True)


def read_int(value: bytes | None) -> int:
    """Read an integer or bigint that is not null."""
    if value is None:
        raise psycopg.DataError("an integer was expected, not null")
    return int.from_bytes(value, "big", signed=True)


def read_bytes(value: bytes | None) -> bytes:
    """Read a value that is not null."""
    if value is None:
        raise psycopg.DataError("bytes were expected, not null")
    return value


def fixed_array(element: int, items: Sequence[bytes]) -> bytes:
    """Spell an array whose elements all have the same width."""
    if not items:
        return _HEADER.pack(0, 0, element, 0, 1)[:12]
    width = len(items[0]).to_bytes(4, "big")
    return b"".join((_HEADER.pack(1, 0, element, len(items), 1), width, width.join(items)))


def array(element: int, items: Sequence[bytes]) -> bytes:
    """Spell an array of elements of any width."""
    if not items:
        return _HEADER.pack(0, 0, element, 0, 1)[:12]
    parts = [b""] * (2 * len(items) + 1)
    parts[0] = _HEADER.pack(1, 0, element, len(items), 1)
    parts[1::2] = [len(item).to_bytes(4, "big") for item in items]
    parts[2::2] = items
    return b"".join(parts)


def nullable_array(element: int, items: Sequence[bytes | None], length: int) -> bytes:
    """Spell an array of elements of any width, or null; nulls fill it up to `length`."""
    if not length:
        return _HEADER.pack(0, 0, element, 0, 1)[:12]
    parts = [_NULL if item is None else len(item).to_bytes(4, "big") + item for item in items]
    return b"".join([_HEADER.pack(1, 1, element, length, 1), *parts, _NULL * (length - len(items))])


class Wire:
    """One connection in pipeline mode."""

    def __init__(self, connection: "psycopg.Connection[Any]", statements: Mapping[str, bytes]) -> None:
        """Prepare statements on an idle connection and switch it to pipeline mode.

        Args:
            connection: Belongs to this object from now on; outside a transaction.
            statements: SQL with ``$1`` parameters, by name.
        """
        self._connection = connection
        self._pg = connection.pgconn
        for name, statement in statements.items():
            result = self._pg.prepare(name.encode("ascii"), statement)
            if result.status != pq.ExecStatus.COMMAND_OK:
                raise error_from_result(result)
        self._pg.enter_pipeline_mode()
        self._pg.nonblocking = 1
        self._poll = select.poll()
        self._has_unflushed = False

    @property
    def is_alive(self) -> bool:
        """Whether the connection can still be used."""
        return self._pg.status == pq.ConnStatus.OK

    def close(self) -> None:
        """Close the connection; an open transaction is rolled back by the server."""
        self._connection.close()

    def send(self, name: str, *parameters: bytes | None) -> None:
        """Queue one execution; it leaves with the next `flush` at the latest."""
        self._has_unflushed = True
        self._pg.send_query_prepared(
            name.encode("ascii"), parameters, [_BINARY] * len(parameters), result_format=_BINARY
        )

    def flush(self) -> None:
        """Ask for the results of all that was sent, and push everything out."""
        if self._has_unflushed:
            self._has_unflushed = False
            self._pg.send_flush_request()
            self._push()

    def sync(self) -> None:
        """End a transaction's series of statements, push everything out and await the server's word."""
        self._has_unflushed = False
        self._pg.pipeline_sync()
        self._push()

    def is_ready(self) -> bool:
        """Whether the next result is here; what the server has sent so far is taken in."""
        if self._pg.is_busy():
            self._pg.consume_input()
        return not self._pg.is_busy()

    def receive(self) -> Result:
        """Await the result of the next statement in the order of sending.

        Raises:
            psycopg.Error: The statement failed, or the connection did.
        """
        result = self._next()
        if result is None:
            raise psycopg.OperationalError("the server sent no result")
        if result.status not in {pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK}:
            raise error_from_result(result)
        if self._next() is not None:
            raise psycopg.OperationalError("the server sent a second result")
        return result

    def receive_sync(self) -> None:
        """Await the server's word that the series has ended."""
        result = self._next()
        if result is None or result.status != pq.ExecStatus.PIPELINE_SYNC:
            raise psycopg.OperationalError("the server did not end the series")

    def _push(self) -> None:
        while self._pg.flush():
            if self._wait(select.POLLIN | select.POLLOUT) & select.POLLIN:
                self._pg.consume_input()

    def _next(self) -> "pq.abc.PGresult | None":
        while self._pg.is_busy():
            self._wait(select.POLLIN)
            self._pg.consume_input()
        return self._pg.get_result()

    def _wait(self, events: int) -> int:
        self._poll.register(self._pg.socket, events)
        return self._poll.poll()[0][1]
