"""The writer's side of the database: one transaction, part by part.

The parts are small so that the sequencer can have PostgreSQL work on one while it makes the next, and so that a test
can break each of them.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import psycopg

from ledger.append import VaultRow
from ledger.log import wire as w
from ledger.log.questions import (
    Answers,
    Questions,
    TreeState,
    read_column,
    read_hashes,
    read_heads,
    read_pairs,
    read_state,
    spell_items,
)
from ledger.log.statements import statement
from ledger.log.tree import TILE_HEIGHT, TILE_WIDTH, FullTile
from ledger.log.wire import Result, Wire

Connect = Callable[[], "psycopg.Connection[Any]"]

_SESSION = (
    b"set plan_cache_mode = force_generic_plan",  # every statement is a fixed set of index probes
    b"set enable_seqscan = off",
    b"set jit = off",
    b"set lock_timeout = '30s'",
)
_HAS_TRANSACTION_TIMEOUT = 170_000
_TRANSACTION_TIMEOUT = b"set transaction_timeout = '60s'"  # a writer that hangs must not keep the others out for ever
_STATEMENTS = (
    "lock",
    "last_checkpoint",
    "event_types",
    "tag_heads",
    "item_matches",
    "type_heads",
    "last_event",
    "insert_types",
    "insert_entries",
    "stored_entries",
    "insert_tags",
    "insert_vault",
    "insert_tiles",
    "insert_checkpoint",
    "checkpoint_after",
    "log_row",
    "make_log",
    "leaf_hashes",
    "edge_roots",
)
_CONTROL = {"begin": b"begin", "commit": b"commit", "rollback": b"rollback"}


class LogRow(NamedTuple):
    """Which log a database holds.

    Attributes:
        origin: Its origin line.
        kind: Of its entries, ``event`` or ``data``.
        tag_check: Digest of a fixed tag under the tag key.
    """

    origin: str
    kind: str
    tag_check: bytes


class TagRows(NamedTuple):
    """Rows of the table ``tag`` as spelled columns.

    Attributes:
        tags: Digests.
        positions: Leaf positions.
        counts: Earlier entries under the tag; None, or nothing at the end, where it is not counted.
        types: Numbers of the types.
    """

    tags: list[bytes]
    positions: list[bytes]
    counts: list[bytes | None]
    types: list[bytes]


class LogStore:
    """One transaction at a time on one connection; any error means `close` and a new connection."""

    def __init__(self, connect: Connect) -> None:
        """Keep the way to the database; nothing is opened before `open`."""
        self._connect = connect
        self._open_wire: Wire | None = None
        self._expected: deque[bool] = deque()  # results on their way: True for stored entries, False for a bare "done"

    @property
    def is_open(self) -> bool:
        """Whether there is a connection."""
        return self._open_wire is not None

    @property
    def is_alive(self) -> bool:
        """Whether the connection, if there is one, can still be used."""
        return self._open_wire is not None and self._open_wire.is_alive

    def open(self) -> None:
        """Connect, unless that is done."""
        if self._open_wire is None:
            connection = self._connect()
            connection.autocommit = True
            for setting in _SESSION:
                connection.execute(setting)
            if connection.info.server_version >= _HAS_TRANSACTION_TIMEOUT:
                connection.execute(_TRANSACTION_TIMEOUT)
            statements = {name: statement(name) for name in _STATEMENTS}
            self._open_wire = Wire(connection, {**_CONTROL, **statements})

    def close(self) -> None:
        """Drop the connection; what was not committed is rolled back."""
        if self._open_wire is not None:
            self._open_wire.close()
            self._open_wire = None
            self._expected.clear()

    @property
    def _wire(self) -> Wire:
        if self._open_wire is None:
            raise psycopg.OperationalError("the store is not open")
        return self._open_wire

    def begin(self) -> None:
        """Start a transaction and queue for the writer's lock; nothing is awaited yet."""
        self._send("begin")
        self._send("lock")

    def event_types(self) -> dict[str, int]:
        """Read all topics and their numbers, under the lock."""
        self._wire.send("event_types")
        rows = self._await_rows()
        return {
            w.read_bytes(rows.get_value(i, 1)).decode("utf-8"): w.read_int(rows.get_value(i, 0))
            for i in range(rows.ntuples)
        }

    def log_row(self) -> LogRow | None:
        """Read which log this database holds."""
        self._wire.send("log_row")
        rows = self._await_rows()
        if not rows.ntuples:
            return None
        origin, kind, check = (w.read_bytes(rows.get_value(0, column)) for column in range(3))
        return LogRow(origin.decode("utf-8"), kind.decode("ascii"), check)

    def make_log(self, row: LogRow) -> None:
        """Say which log this database holds."""
        self._send("make_log", row.origin.encode("utf-8"), row.kind.encode("ascii"), row.tag_check)

    def leaf_hashes(self, start: int, stop: int) -> list[bytes]:
        """Read the hashes of some leaves, made by PostgreSQL from the stored bytes."""
        self._wire.send("leaf_hashes", w.int8(start), w.int8(stop))
        return read_hashes(self._await_rows())

    def edge(self, size: int) -> list[list[bytes]]:
        """Read the open tiles of a tree, from the leaves up; leaf hashes are made from the stored bytes."""
        levels = [self.leaf_hashes(size - size % TILE_WIDTH, size)]
        while (nodes := size >> (TILE_HEIGHT * len(levels))) > 0:
            self._wire.send("edge_roots", w.int4(len(levels) - 1), w.int8(nodes - nodes % TILE_WIDTH), w.int8(nodes))
            levels.append(read_hashes(self._await_rows()))
        return levels

    def ask(self, questions: Questions) -> None:
        """Send, under the lock, what a group needs to know to be decided; `answers` awaits the answers."""
        wire = self._wire
        wire.send("last_checkpoint")
        if questions.tags:
            wire.send("tag_heads", w.fixed_array(w.UUID, questions.tags))
        if questions.items:
            wire.send("item_matches", *spell_items(questions.items))
        if questions.types:
            wire.send("type_heads", w.fixed_array(w.INT4, [w.int4(number) for number in questions.types]))
        if questions.last_event:
            wire.send("last_event")
        wire.flush()

    def answers(self, questions: Questions) -> Answers:
        """Await the answers to the questions that were sent last."""
        wire = self._wire
        state = read_state(self._await_rows())
        heads = read_heads(wire.receive(), questions.tags) if questions.tags else {}
        matched = read_column(wire.receive()) if questions.items else []
        type_heads = read_pairs(wire.receive()) if questions.types else {}
        last = read_column(wire.receive()) if questions.last_event else []
        return Answers(state, heads, {i - 1 for i in matched}, type_heads, last[0] if last else -1)

    def add_types(self, names: Mapping[str, int]) -> None:
        """Send new topics."""
        numbers = w.fixed_array(w.INT4, [w.int4(number) for number in names.values()])
        self._send("insert_types", numbers, w.array(w.TEXT, [name.encode("utf-8") for name in names]))

    def add_entries(self, first: int, types: Sequence[bytes], entries: Sequence[bytes]) -> None:
        """Send consecutive leaves, and ask for them as they are then stored."""
        positions = [w.int8(position) for position in range(first, first + len(entries))]
        self._send(
            "insert_entries",
            w.fixed_array(w.INT8, positions),
            w.fixed_array(w.INT4, types),
            w.array(w.BYTEA, entries),
        )
        self._wire.send("stored_entries", w.int8(first), w.int8(first + len(entries)))
        self._expected.append(True)

    def add_tags(self, rows: TagRows) -> None:
        """Send tag rows."""
        self._send(
            "insert_tags",
            w.fixed_array(w.UUID, rows.tags),
            w.fixed_array(w.INT8, rows.positions),
            w.nullable_array(w.INT4, rows.counts, len(rows.tags)),
            w.fixed_array(w.INT4, rows.types),
        )

    def add_vault(self, rows: Sequence[tuple[int, VaultRow]]) -> None:
        """Send encrypted disclosures with their leaf positions."""
        self._send(
            "insert_vault",
            w.fixed_array(w.INT8, [w.int8(position) for position, _ in rows]),
            w.array(w.TEXT, [row.role.encode("ascii") for _, row in rows]),
            w.array(w.BYTEA, [row.owner for _, row in rows]),
            w.array(w.BYTEA, [row.sealed for _, row in rows]),
            w.array(w.BYTEA, [row.wrapped_key for _, row in rows]),
        )

    def add_tiles(self, tiles: Sequence[FullTile]) -> None:
        """Send tiles that became full."""
        self._send(
            "insert_tiles",
            w.fixed_array(w.INT4, [w.int4(tile.level) for tile in tiles]),
            w.fixed_array(w.INT8, [w.int8(tile.n) for tile in tiles]),
            w.fixed_array(w.BYTEA, [tile.root for tile in tiles]),
            w.fixed_array(w.BYTEA, [tile.hashes for tile in tiles]),
        )

    def add_checkpoint(self, state: TreeState, previous: TreeState) -> None:
        """Send the tree as it is to be."""
        self._send(
            "insert_checkpoint",
            w.int8(state.size),
            w.int8(previous.size),
            state.root,
            b"".join(state.frontier),
            w.int8(state.time_ms),
        )

    def flush(self) -> None:
        """Have the server start on what was sent."""
        self._wire.flush()

    def stored_entries(self, *, is_last: bool) -> list[bytes] | None:
        """Give the next stretch of leaves as the database stored them.

        Args:
            is_last: Wait for it; otherwise None is the answer if it is not here yet.
        """
        while self._expected and (is_last or self._wire.is_ready()):
            result = self._wire.receive()
            if self._expected.popleft():
                return [w.read_bytes(result.get_value(i, 0)) for i in range(result.ntuples)]
        return None

    def finish(self) -> None:
        """Await the word of the server that everything sent is done."""
        self._wire.flush()
        while self._expected:
            self._wire.receive()
            self._expected.popleft()

    def commit(self) -> None:
        """Make it durable; after an error here it may be or not."""
        self._end("commit")

    def rollback(self) -> None:
        """Take it all back."""
        self._end("rollback")

    def checkpoint_after(self, size: int) -> bytes | None:
        """Give the root that a transaction made of the tree of a size, or None if none did."""
        self._wire.send("checkpoint_after", w.int8(size))
        rows = self._await_rows()
        return w.read_bytes(rows.get_value(0, 1)) if rows.ntuples else None

    def _send(self, name: str, *parameters: bytes | None) -> None:
        self._wire.send(name, *parameters)
        self._expected.append(False)

    def _await_rows(self) -> Result:
        """Push out, pass over what only says "done", and give the rows of the first query."""
        self.finish()
        return self._wire.receive()

    def _end(self, name: str) -> None:
        self._send(name)
        self._wire.sync()
        while self._expected:
            self._wire.receive()
            self._expected.popleft()
        self._wire.receive_sync()
