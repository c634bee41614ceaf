"""The log for readers: entries in order or by tags, proofs, checkpoints, tiles.

What is *committed* can be read and decided upon at once. What leaves the house (checkpoints, tiles, bundles) stands at
or below the high-water mark, which follows within a millisecond.
"""

import time
from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple
from uuid import UUID

from ledger.append import QueryItem, VaultRow
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.errors import LogError
from ledger.log.high_water import HighWaterMark
from ledger.log.proof_paths import Node, consistency_path, inclusion_path
from ledger.log.statements import statement
from ledger.log.tile_reader import Connections, TileReader
from ledger.log.tree import TILE_HEIGHT, TILE_WIDTH
from ledger.private_tags import TagKey

PAGE = 1_000
_NO_LIMIT = 2**62
_MAX_LEVEL = 7
_PROMISE_PATIENCE_S = 5.0  # long enough for a writer that was killed after its COMMIT to be started anew
_PROMISE_POLL_S = 0.002


class NotInLogError(LogError):
    """The tree is not, or not yet, large enough for what is asked."""

    code: ClassVar[str] = "not-in-log"

    def __init__(self) -> None:
        super().__init__("账本中没有所请求的位置。", "The log has no such position.")


class StoredEntry(NamedTuple):
    """One leaf.

    Attributes:
        position: Leaf position.
        entry: Its exact bytes.
        type: Topic; empty for an epoch.
    """

    position: int
    entry: bytes
    type: str


class ReadResult(NamedTuple):
    """What a query found.

    Attributes:
        entries: Matching events in order.
        head: Library position up to which the log was looked at: the `after` of a condition that rests on this result.
    """

    entries: list[StoredEntry]
    head: int


class TagHead(NamedTuple):
    """The last entry under a tag.

    Attributes:
        position: Its leaf position.
        n: How many entries of the tag came before it; None if the tag is not counted.
    """

    position: int
    n: int | None


class SignedCheckpoint(NamedTuple):
    """A tree head.

    Attributes:
        size: Number of leaves.
        root: 32 bytes.
        note: The signed note.
    """

    size: int
    root: bytes
    note: str


class LogReader:
    """Answers from what is committed; any number of threads may use it."""

    def __init__(
        self, connections: Connections, mark: HighWaterMark, signer: CheckpointSigner, tag_key: TagKey
    ) -> None:
        """Keep the parts.

        Args:
            connections: Lends a connection in autocommit mode whose schema is the log's, like
                ``ConnectionPool.connection``.
            mark: The high-water mark.
            signer: Signs what stands at or below the mark, always with the same bytes.
            tag_key: Digests tags.
        """
        self._connections = connections
        self._mark = mark
        self._signer = signer
        self._tag_key = tag_key
        self._tiles = TileReader(connections)
        self._types: dict[int, str] = {0: ""}

    @property
    def origin(self) -> str:
        """The log's origin line."""
        return self._signer.origin

    def size(self) -> int:
        """Count the leaves that are committed."""
        with self._connections() as connection:
            row = connection.execute(statement("log_size"), prepare=True).fetchone()
        return int(row[0]) if row else 0

    def entries(self, start: int, stop: int | None = None, *, page: int = PAGE) -> Iterator[StoredEntry]:
        """Go through committed leaves in order, epochs included, a page at a time."""
        stop = self.size() if stop is None else stop
        while start < stop:
            rows = self._page("entries", start, stop, page)
            if not rows:
                return
            yield from rows
            start = rows[-1].position + 1

    def entry(self, position: int) -> StoredEntry:
        """Give one leaf.

        Raises:
            NotInLogError: There is none at that position.
        """
        rows = self._page("entries", position, position + 1, 1)
        if not rows:
            raise NotInLogError
        return rows[0]

    def read_by_tags(
        self, query: Sequence[QueryItem] = (), after: int | None = None, limit: int | None = None
    ) -> ReadResult:
        """Give the events that match a query, and how far the log was looked at.

        Args:
            query: Items of which one suffices; none: every event.
            after: Library position (leaf position + 1) after which to begin.
            limit: How many at most; `head` then still tells how far the log goes.
        """
        head = self.size()
        return ReadResult(self.events(query, after or 0, head, _NO_LIMIT if limit is None else limit), head)

    def events(self, query: Sequence[QueryItem], start: int, stop: int, limit: int) -> list[StoredEntry]:
        """Give at most `limit` events that match a query, in order, at leaf positions from `start` to before `stop`."""
        if start >= stop or limit <= 0:
            return []
        if not query or any(not (item.types or item.tags) for item in query):
            return self._page("events", start, stop, limit)
        return self._matching(query, start, stop, limit)

    def tag_head(self, tag: str) -> TagHead | None:
        """Give the last entry under a tag, if there is one."""
        with self._connections() as connection:
            row = connection.execute(statement("tag_head"), {"tag": self._digest(tag)}, prepare=True).fetchone()
        return TagHead(*row) if row else None

    def vault_rows(self, start: int, stop: int) -> list[tuple[int, VaultRow]]:
        """Give the encrypted disclosures of a stretch of entries, with their leaf positions."""
        return self._vault("vault_rows", {"start": start, "stop": stop})

    def vault_rows_of(self, owner: bytes) -> list[tuple[int, VaultRow]]:
        """Give all encrypted disclosures under one subject's key, with their leaf positions."""
        return self._vault("vault_rows_of", {"owner": owner})

    def checkpoint(self) -> SignedCheckpoint:
        """Sign the tree at the high-water mark."""
        return self._sign(*self._mark.read())

    def checkpoint_covering(self, position: int) -> SignedCheckpoint:
        """Sign the tree of the transaction that recorded a leaf: the one that its receipt is made against.

        What another thread or process has just committed can be read before its mark is raised: that is waited for.

        Raises:
            NotInLogError: No promised tree holds the leaf.
        """
        with self._connections() as connection, connection.cursor(binary=True) as cursor:
            row = cursor.execute(statement("checkpoint_covering"), {"position": position}, prepare=True).fetchone()
        if row is None:
            raise NotInLogError
        self._await_promise(row[0])
        return self._sign(row[0], row[1])

    def inclusion_proof(self, position: int, size: int) -> list[bytes]:
        """Prove a leaf in the tree of a size, leaf to root.

        Raises:
            NotInLogError: The tree of that size has no such leaf, or there is no such tree yet.
        """
        self._check_committed(size)
        if not 0 <= position < size:
            raise NotInLogError
        return self._tiles.fold(inclusion_path(position, size), size)

    def nodes(self, nodes: set[Node], size: int) -> dict[Node, bytes]:
        """Compute the hashes of perfect subtrees of the tree of a size.

        Raises:
            NotInLogError: There is no such tree yet.
        """
        self._check_committed(size)
        return self._tiles.nodes(nodes, size)

    def consistency_proof(self, old_size: int, size: int) -> list[bytes]:
        """Prove that a tree begins with an older one.

        Raises:
            NotInLogError: There is no such tree yet, or the old one is the larger.
        """
        self._check_committed(size)
        if not 0 <= old_size <= size:
            raise NotInLogError
        return self._tiles.fold(consistency_path(old_size, size), size)

    def tile(self, level: int, n: int, width: int = TILE_WIDTH) -> bytes:
        """Give the first `width` hashes of a tile of the promised tree.

        Raises:
            NotInLogError: The tile does not have them.
        """
        if not 0 <= level <= _MAX_LEVEL:
            raise NotInLogError
        self._check_width(self._mark.read().size >> (TILE_HEIGHT * level), n, width)
        return self._tiles.tile(level, n, width)

    def entry_bundle(self, n: int, width: int = TILE_WIDTH) -> bytes:
        """Give the first `width` entries of a bundle of the promised tree, each after its length in two bytes.

        Raises:
            NotInLogError: The bundle does not have them.
        """
        self._check_width(self._mark.read().size, n, width)
        rows = self._page("entries", n * TILE_WIDTH, n * TILE_WIDTH + width, width)
        return b"".join([len(row.entry).to_bytes(2, "big") + row.entry for row in rows])

    def _await_promise(self, size: int) -> None:
        """Wait until the mark has reached a committed tree, which its writer raises right after COMMIT."""
        deadline = time.monotonic() + _PROMISE_PATIENCE_S
        while self._mark.read().size < size:
            if time.monotonic() > deadline:
                raise NotInLogError
            time.sleep(_PROMISE_POLL_S)

    def _sign(self, size: int, root: bytes) -> SignedCheckpoint:
        return SignedCheckpoint(size, root, self._signer.sign(size, root))

    def _check_width(self, available: int, n: int, width: int) -> None:
        if n < 0 or not 1 <= width <= min(TILE_WIDTH, available - n * TILE_WIDTH):
            raise NotInLogError

    def _check_committed(self, size: int) -> None:
        if size > self._mark.read().size and size > self.size():
            raise NotInLogError

    def _digest(self, tag: str) -> UUID:
        return UUID(bytes=self._tag_key.digest(tag))

    def _page(self, name: str, start: int, stop: int, limit: int) -> list[StoredEntry]:
        return self._rows(name, {"start": start, "stop": stop, "limit": limit})

    def _matching(self, query: Sequence[QueryItem], start: int, stop: int, limit: int) -> list[StoredEntry]:
        numbers = self._numbers({name for item in query for name in item.types})
        tagged = [
            (
                self._digest(item.tags[0]),
                "{" + ",".join(str(numbers.get(name, -1)) for name in item.types) + "}",
                "{" + ",".join(str(self._digest(tag)) for tag in item.tags[1:]) + "}",
            )
            for item in query
            if item.tags
        ]
        types = {numbers[name] for item in query if not item.tags for name in item.types if name in numbers}
        parameters = {
            "tags": [tag for tag, _, _ in tagged],
            "item_types": [allowed for _, allowed, _ in tagged],
            "others": [others for _, _, others in tagged],
            "types": list(types),
            "start": start,
            "stop": stop,
            "limit": limit,
        }
        return self._rows("events_by_items", parameters)

    def _rows(self, name: str, parameters: dict[str, object]) -> list[StoredEntry]:
        with self._connections() as connection, connection.cursor(binary=True) as cursor:
            rows = cursor.execute(statement(name), parameters, prepare=True).fetchall()
        if any(number not in self._types for _, number, _ in rows):
            self._learn_types()
        return [StoredEntry(position, entry, self._types[number]) for position, number, entry in rows]

    def _numbers(self, names: set[str]) -> dict[str, int]:
        """Give the numbers of topics; one that was never recorded has none."""
        if not names <= set(self._types.values()):
            self._learn_types()
        return {name: number for number, name in self._types.items() if name in names}

    def _learn_types(self) -> None:
        with self._connections() as connection:
            self._types = {0: "", **dict(connection.execute(statement("event_types"), prepare=True).fetchall())}

    def _vault(self, name: str, parameters: dict[str, object]) -> list[tuple[int, VaultRow]]:
        with self._connections() as connection, connection.cursor(binary=True) as cursor:
            rows = cursor.execute(statement(name), parameters, prepare=True).fetchall()
        return [(position, VaultRow(role, owner, sealed, key)) for position, role, owner, sealed, key in rows]
