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

from ledger.backup.errors import ReplayError
from ledger.backup.manifest import Manifest
from ledger.backup.replay_rows import ReplayRows
from ledger.backup.replay_tree import ReplayTree
from ledger.backup.signed_tree import signed_tree
from ledger.backup.tables import Progress, no_progress
from ledger.backup.tile_source import TileSource, entries_from
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.high_water import Mark
from ledger.log.statements import statement as log_statement
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
    """Bring a restored log back to what was published; where nothing is missing, nothing is done.

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
        tree = ReplayTree(connection, log.mark)
        start = tree.size
        if wanted.size <= start and log.mark.size <= start:
            return Replayed(start, start, 0)
        if wanted.size <= start:
            raise ReplayError(
                f"已发布的检查点只到 {wanted.size}，数据库已有 {start} 条。",
                f"The published checkpoint ends at {wanted.size}, but the database has {start} entries already.",
                "请另找更新的发布来源。",
                "Find a newer copy of what was published.",
            )
        rows = ReplayRows(connection, log.tags, start, wanted.size)
        if side is not None:
            ends = rows.load_side(side, Manifest.read(side), log.signer.origin, progress)
            tree.know_ends(ends, rows.covered)
        for entries in entries_from(source, start, wanted.size):
            for entry, time_ms in zip(entries, rows.add(entries), strict=True):
                tree.add(entry, time_ms)
            progress("entry", sum(map(len, entries)))
        tree.finish(wanted)
        rows.check()
    return Replayed(start, wanted.size, max(0, log.mark.size - wanted.size))
