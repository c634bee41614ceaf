"""Rows as they are stored, streamed in the order of the log from one snapshot."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any, Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID

from psycopg import Connection, IsolationLevel, ServerCursor, sql

from ledger.append import VaultRow

_FETCH = 2_000


class EntryRow(NamedTuple):
    """A leaf."""

    position: int
    type: int
    entry: bytes


class TagRow(NamedTuple):
    """A tag of an entry."""

    position: int
    tag: bytes
    n: int | None
    type: int


class StoredVaultRow(NamedTuple):
    """Encrypted disclosures of one role of an entry."""

    position: int
    row: VaultRow


class TileRow(NamedTuple):
    """A full tile."""

    root: bytes
    hashes: bytes


class CheckpointRow(NamedTuple):
    """What one transaction made of the tree."""

    size: int
    prev_size: int
    root: bytes
    frontier: Sequence[bytes]
    time_ms: int


@cache
def statement(name: str) -> sql.SQL:
    """Read one statement of this package by the name of its file, without the ending."""
    return sql.SQL(files("ledger.fsck").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8"))


@contextmanager
def snapshot(connection: Connection[Any]) -> Iterator["Snapshot"]:
    """Open one read-only snapshot of the database; writers go on meanwhile.

    Args:
        connection: Outside a transaction.
    """
    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    with connection.transaction():
        yield Snapshot(connection)


class Snapshot:
    """Reads the tables of the log as they were at one instant."""

    def __init__(self, connection: Connection[Any]) -> None:
        """Use a connection that is inside the snapshot's transaction."""
        self._connection = connection

    def all(self, name: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Give all rows of a statement that has few."""
        return self._connection.execute(statement(name), parameters, binary=True).fetchall()

    def stream(self, name: str) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a statement that has many, a few thousand at a time."""
        with ServerCursor(self._connection, f"fsck_{name}") as cursor:
            cursor.itersize = _FETCH
            cursor.execute(statement(name), binary=True)
            yield from cursor

    def entries(self) -> Iterator[EntryRow]:
        """Give the leaves in order."""
        return map(EntryRow._make, self.stream("entries"))

    def tags(self) -> Iterator[TagRow]:
        """Give the tag rows in the order of their positions."""
        return (TagRow(position, tag.bytes, n, number) for position, tag, n, number in self.stream("tags"))

    def vault(self) -> Iterator[StoredVaultRow]:
        """Give the vault rows in the order of their positions."""
        return (StoredVaultRow(row[0], VaultRow(*row[1:])) for row in self.stream("vault"))

    def checkpoints(self) -> Iterator[CheckpointRow]:
        """Give the checkpoints in the order of their sizes."""
        for size, prev_size, root, frontier, time_ms in self.stream("checkpoints"):
            hashes = [frontier[i : i + 32] for i in range(0, len(frontier), 32)]
            yield CheckpointRow(size, prev_size, root, hashes, time_ms)

    def tile(self, level: int, n: int) -> TileRow | None:
        """Give one full tile."""
        rows = self.all("tile", level=level, n=n)
        return TileRow(*rows[0]) if rows else None

    def later_event(self, tags: Sequence[bytes], types: Sequence[int], after: int) -> int | None:
        """Find the first event of certain types after a position, under any of some tags."""
        rows = self.all("later_event", tags=[UUID(bytes=tag) for tag in tags], types=list(types), after=after)
        return int(rows[0][0]) if rows else None


class Positioned(Protocol):
    """A row that belongs to a leaf position."""

    @property
    def position(self) -> int:
        """Leaf position."""
        ...


R = TypeVar("R", bound=Positioned)


class Beside(Generic[R]):
    """Walks rows beside the positions of the entries: those of each position, and strays between them."""

    def __init__(self, rows: Iterator[R]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def at(self, position: int) -> tuple[list[R], list[R]]:
        """Give the rows of positions before this one that nobody asked for, and the rows of this one."""
        strays: list[R] = []
        mine: list[R] = []
        while self._next is not None and (at := self._next.position) <= position:
            (mine if at == position else strays).append(self._next)
            self._next = next(self._rows, None)
        return strays, mine

    def rest(self) -> Iterator[R]:
        """Give what is left."""
        while self._next is not None:
            yield self._next
            self._next = next(self._rows, None)
