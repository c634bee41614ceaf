"""The first way out: entries that a restore lost come back from published tiles.

The tiles hold the entries. What they do not hold (tags under their keyed digests, encrypted disclosures) comes from
a newer ``side`` backup; of events without disclosures the tags follow from the entry itself. In one transaction:

(1) the checkpoint is one that we signed, above the database;
(2) the database's tree, grown by the published entries, is that of the checkpoint, and at the size of the
high-water mark
    that of the mark;
(3) every missing entry is covered by the side backup, or has no disclosures;
(4) entries, tags, disclosures, tiles and checkpoint are written;
(5) every entry has as many counted tags as one-time keys, and every count goes on where the one before ended.
"""

from dataclasses import dataclass
from pathlib import Path

from psycopg import Connection, RawCursor
from psycopg.rows import TupleRow

from ledger.backup.errors import ReplayError
from ledger.backup.manifest import Manifest
from ledger.backup.replay_rows import ReplayRows
from ledger.backup.signed_tree import signed_tree
from ledger.backup.statements import statement
from ledger.backup.tables import Progress, no_progress
from ledger.backup.tile_source import TileSource, entries_from
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.high_water import Mark
from ledger.log.statements import statement as log_statement
from ledger.log.tree import TILE_HEIGHT, TILE_WIDTH, FullTile, Tree, hash_leaf
from ledger.postgres.connect import connect
from ledger.private_tags import TagKey


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay did.

    Attributes:
        before: Size of the log before.
        after: Size of the log now.
        missing: How many entries that may have been signed are still not there; the log signs only at 0.
    """

    before: int
    after: int
    missing: int


@dataclass(frozen=True, slots=True)
class LogIdentity:
    """What a replay must know of the log.

    Attributes:
        signer: Signs checkpoints, and so recognises them.
        tags: The key of the database's tag digests.
        mark: The high-water mark.
    """

    signer: CheckpointSigner
    tags: TagKey
    mark: Mark


def replay(
    dsn: str,
    schema: str,
    log: LogIdentity,
    source: TileSource,
    side: Path | None,
    progress: Progress = no_progress,
) -> Replayed:
    """Bring a restored log back to what was published.

    Args:
        dsn: Connection string of the database.
        schema: The ledger's schema; no sequencer runs on it.
        log: Keys and mark.
        source: Where the log is published.
        side: A side backup newer than the restored one, if there is one.
        progress: Told as it goes on.

    Raises:
        BackupDamagedError: The checkpoint is not ours, or the side backup is damaged.
        ReplayError: What is published does not fit or does not suffice. Nothing was changed.
    """
    wanted = signed_tree(source.read("checkpoint").decode("utf-8", "replace"), log.signer)
    with connect(dsn, schema) as connection:
        connection.execute(log_statement("lock"))
        tree = stored_tree(connection)
        if wanted.size <= tree.size:
            raise ReplayError(
                f"已发布的检查点只到 {wanted.size}，数据库已有 {tree.size} 条。",
                f"The published checkpoint ends at {wanted.size}, but the database has {tree.size} entries already.",
                "请另找更新的发布来源。",
                "Find a newer copy of what was published.",
            )
        tiles = _grow(tree, source, wanted, log.mark)
        rows = ReplayRows(connection, log.tags, tree.size, wanted.size)
        if side is not None:
            rows.load_side(side, Manifest.read(side), log.signer.origin, progress)
        for entries in entries_from(source, tree.size, wanted.size):
            rows.add(entries)
            progress("entry", sum(map(len, entries)))
        rows.finish()
        _finish_tree(connection, tree.size, wanted, tiles, rows.time_ms)
        rows.check()
    return Replayed(tree.size, wanted.size, max(0, log.mark.size - wanted.size))


@dataclass(frozen=True, slots=True)
class _Grown:
    """A grown tree: the tiles that became full, and its frontier."""

    tiles: list[FullTile]
    frontier: bytes


def stored_tree(connection: Connection[TupleRow]) -> Tree:
    """The tree of the database, rebuilt from its open tiles and compared with its last checkpoint.

    Raises:
        ReplayError: The database contradicts itself.
    """
    row = connection.execute(statement("last_tree")).fetchone()
    size = row[0] if row else 0
    edge = [_hashes(connection, "edge_hashes", size - size % TILE_WIDTH, size)]
    while nodes := size >> (TILE_HEIGHT * len(edge)):
        edge.append(_hashes(connection, "edge_roots", len(edge) - 1, nodes - nodes % TILE_WIDTH, nodes))
    tree = Tree(size, edge)
    if row is not None and tree.root != bytes(row[1]):
        raise ReplayError(
            "数据库自相矛盾。", "The database contradicts itself.", "请运行 chengjian fsck。", "Run chengjian fsck."
        )
    return tree


def _hashes(connection: Connection[TupleRow], name: str, *parameters: int) -> list[bytes]:
    with RawCursor(connection) as cursor:
        return [bytes(row[0]) for row in cursor.execute(log_statement(name), parameters, binary=True)]


def _grow(tree: Tree, source: TileSource, wanted: Mark, mark: Mark) -> _Grown:
    """Grow the tree over what is published and compare it with what was signed; writes nothing."""
    tiles: list[FullTile] = []
    for entries in entries_from(source, tree.size, wanted.size):
        leaves = [hash_leaf(entry) for entry in entries]
        if tree.size < mark.size < tree.size + len(leaves):
            _compare(tree.grow(leaves[: mark.size - tree.size]).root, mark)
        growth = tree.grow(leaves)
        tiles += growth.tiles
        tree = growth.tree
        if tree.size == mark.size:
            _compare(tree.root, mark)
    _compare(tree.root, wanted)
    return _Grown(tiles, b"".join(tree.packed_frontier()))


def _compare(root: bytes, signed: Mark) -> None:
    if root != signed.root:
        raise ReplayError(
            f"已发布的条目在 {signed.size} 处与所签的根哈希不符。",
            f"Database and published entries do not give the root that was signed at {signed.size}.",
            "请换一个发布来源，或换一份备份。",
            "Use another copy of what was published, or another backup.",
        )


def _finish_tree(connection: Connection[TupleRow], before: int, after: Mark, grown: _Grown, time_ms: int) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement("add_tile"), [tile._asdict() for tile in grown.tiles])
        row = {
            "size": after.size,
            "prev_size": before,
            "root": after.root,
            "frontier": grown.frontier,
            "time_ms": time_ms,
        }
        cursor.execute(statement("add_checkpoint"), row)
