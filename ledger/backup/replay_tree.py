"""The tree of a replay: it grows over what was published, in the transactions in which it grew before.

Receipts are made against the checkpoint of the transaction that recorded their entry (ADR 12), so the sizes at which
transactions ended come from the side backup. Entries that it does not cover are put together by their time.
"""

from collections.abc import Container

from psycopg import Connection, RawCursor
from psycopg.rows import TupleRow

from ledger.backup.errors import ReplayError
from ledger.backup.statements import statement
from ledger.log.high_water import Mark
from ledger.log.statements import statement as log_statement
from ledger.log.tree import TILE_HEIGHT, TILE_WIDTH, Tree, hash_leaf


class ReplayTree:
    """Grows the stored tree and writes tiles and checkpoints."""

    def __init__(self, connection: Connection[TupleRow], mark: Mark) -> None:
        """Rebuild the tree of the database and compare it with its last checkpoint.

        Args:
            connection: In the transaction of the replay.
            mark: What was promised; compared where the tree passes it.

        Raises:
            ReplayError: The database contradicts itself.
        """
        self._connection = connection
        self._mark = mark
        self._tree = stored_tree(connection)
        self._pending: list[bytes] = []
        self._time_ms = 0
        self._ends: Container[int] = ()
        self._covered = 0

    @property
    def size(self) -> int:
        """How many leaves there are, with those of the transaction that is not ended yet."""
        return self._tree.size + len(self._pending)

    def know_ends(self, ends: Container[int], covered: int) -> None:
        """Take over the sizes at which transactions ended, up to a size."""
        self._ends = ends
        self._covered = covered

    def add(self, entry: bytes, time_ms: int) -> None:
        """Add a leaf; ends the transaction before it if it belongs to the next.

        Raises:
            ReplayError: The tree is not what was promised.
        """
        is_next = self.size in self._ends if self.size <= self._covered else time_ms != self._time_ms
        if self._pending and is_next:
            self._end_transaction()
        self._pending.append(hash_leaf(entry))
        self._time_ms = time_ms

    def finish(self, wanted: Mark) -> None:
        """End the last transaction and compare the tree with what was signed.

        Raises:
            ReplayError: They differ.
        """
        self._end_transaction()
        _compare(self._tree.root, wanted)

    def _end_transaction(self) -> None:
        before, mark = self._tree, self._mark
        growth = before.grow(self._pending)
        if before.size < mark.size < growth.tree.size:
            _compare(before.grow(self._pending[: mark.size - before.size]).root, mark)
        if growth.tree.size == mark.size:
            _compare(growth.root, mark)
        self._tree = growth.tree
        self._pending = []
        row = {"size": self._tree.size, "prev_size": before.size, "root": growth.root, "time_ms": self._time_ms}
        with self._connection.cursor() as cursor:
            cursor.executemany(statement("add_tile"), [tile._asdict() for tile in growth.tiles])
            cursor.execute(statement("add_checkpoint"), {**row, "frontier": b"".join(self._tree.packed_frontier())})


def stored_tree(connection: Connection[TupleRow]) -> Tree:
    """Rebuild the tree of a database from its open tiles.

    Raises:
        ReplayError: It is not that of the last checkpoint.
    """
    row = connection.execute(statement("last_tree")).fetchone()
    tree = tree_at(connection, row[0] if row else 0)
    if row is not None and tree.root != bytes(row[1]):
        raise ReplayError(
            "数据库自相矛盾。", "The database contradicts itself.", "请运行 chengjian fsck。", "Run chengjian fsck."
        )
    return tree


def tree_at(connection: Connection[TupleRow], size: int) -> Tree:
    """Rebuild the tree of a size that the database has from its open tiles of then."""
    edge = [_hashes(connection, "leaf_hashes", size - size % TILE_WIDTH, size)]
    while nodes := size >> (TILE_HEIGHT * len(edge)):
        edge.append(_hashes(connection, "edge_roots", len(edge) - 1, nodes - nodes % TILE_WIDTH, nodes))
    return Tree(size, edge)


def _hashes(connection: Connection[TupleRow], name: str, *parameters: int) -> list[bytes]:
    with RawCursor(connection) as cursor:
        return [bytes(row[0]) for row in cursor.execute(log_statement(name), parameters, binary=True)]


def _compare(root: bytes, signed: Mark) -> None:
    if root != signed.root:
        raise ReplayError(
            f"已发布的条目在 {signed.size} 处与所签的根哈希不符。",
            f"Database and published entries do not give the root that was signed at {signed.size}.",
            "请换一个发布来源，或换一份备份。",
            "Use another copy of what was published, or another backup.",
        )
