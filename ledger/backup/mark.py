"""The high-water mark of a restored ledger: what may have been signed after the backup was made.

The mark of the state folder is the best witness, and it stays. Where it was lost with the machine, the newest
checkpoint that anybody holds takes its place. Nobody may be silent about it: a mark that is too low lets the log
tell a second story.
"""

from contextlib import suppress
from pathlib import Path

from psycopg import Connection
from psycopg.rows import TupleRow

from ledger.backup.errors import BackupDamagedError, MarkUnknownError
from ledger.backup.replay_tree import stored_tree, tree_at
from ledger.backup.signed_tree import signed_tree
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.errors import LogStoppedError
from ledger.log.high_water import HighWaterMark, Mark


def settle_mark(
    path: Path, signer: CheckpointSigner, restored: Mark, checkpoint: str | None, *, is_newest: bool = False
) -> Mark:
    """Give a restored ledger its mark, before anything can be signed.

    Args:
        path: The file of the mark; a damaged one is put aside, and counts as lost.
        signer: Of the log; signatures are deterministic, so it also knows its own.
        restored: Size and root of what was restored.
        checkpoint: The newest signed checkpoint that anybody holds, if it is known.
        is_newest: Whether somebody answers for it that nothing was signed after the backup.

    Returns:
        The mark as it stands now. If it is above ``restored``, the log will refuse to sign.

    Raises:
        BackupDamagedError: The checkpoint is not ours, or contradicts what was restored.
        LogStoppedError: The mark contradicts it.
        MarkUnknownError: There is no mark, no checkpoint, and nobody answers for it.
    """
    published = require_answer(path, signer, restored, checkpoint, is_newest=is_newest)
    if path.exists() and _stored(path, signer) is None:
        path.replace(path.with_name(f"{path.name}.damaged"))
    with HighWaterMark(path, signer.origin) as mark:
        mark.open(may_create=True)
        mark.advance(restored)
        if published is not None:
            mark.advance(published)
        return mark.read()


def settle_mark_of(
    connection: Connection[TupleRow], path: Path, signer: CheckpointSigner, checkpoint: str | None, *, is_newest: bool
) -> tuple[int, Mark]:
    """Give a ledger whose mark was lost a new one.

    Args:
        connection: To its database.
        path: The file of the mark; a damaged one is put aside, and counts as lost.
        signer: Of the log.
        checkpoint: The newest signed checkpoint that anybody holds, if it is known.
        is_newest: Whether somebody answers for it that nothing was signed beyond the database.

    Returns:
        The size of the log, and the mark.

    Raises:
        BackupDamagedError: The checkpoint is not ours, or contradicts the database.
        LogStoppedError: The mark that is there contradicts the database.
        MarkUnknownError: There is no mark, no checkpoint, and nobody answers for it.
        ReplayError: The database contradicts itself.
    """
    tree = stored_tree(connection)
    restored = Mark(tree.size, tree.root)
    newest = require_answer(path, signer, restored, checkpoint, is_newest=is_newest)
    require_prefix(connection, newest, restored)
    return tree.size, settle_mark(path, signer, restored, checkpoint, is_newest=is_newest)


def require_prefix(connection: Connection[TupleRow], newest: Mark | None, restored: Mark) -> None:
    """Check that a tree contains what a smaller checkpoint of it says.

    Raises:
        BackupDamagedError: It does not: the log was forked.
    """
    if newest is not None and newest.size < restored.size and tree_at(connection, newest.size).root != newest.root:
        raise forked(newest)


def require_answer(
    path: Path, signer: CheckpointSigner, restored: Mark, checkpoint: str | None, *, is_newest: bool
) -> Mark | None:
    """Check, before anything is written, that it is known what was signed last; the arguments are `settle_mark`'s.

    Returns:
        What the checkpoint says, if there is one.

    Raises:
        BackupDamagedError: The checkpoint is not ours, or contradicts what was restored.
        MarkUnknownError: There is no mark, no checkpoint, and nobody answers for it.
    """
    published = None if checkpoint is None else signed_tree(checkpoint, signer)
    if published is None and not is_newest and _stored(path, signer) is None:
        raise MarkUnknownError(
            "高水位标记已丢失或损坏，不知道备份之后还签过什么。",
            "The high-water mark is lost or damaged: nobody says what was signed after the backup was made.",
            "请用 --checkpoint 给出任何人手中最新的检查点；若确信备份之后没有签过任何东西，请用 --nothing-newer。",
            "Give the newest checkpoint that anybody holds with --checkpoint; "
            "if you are certain that nothing was signed after the backup, use --nothing-newer.",
        )
    if published is not None and published.size == restored.size and published.root != restored.root:
        raise forked(published)
    return published


def forked(published: Mark) -> BackupDamagedError:
    """Make the error for a checkpoint that contradicts what was restored."""
    return BackupDamagedError(
        f"检查点与备份在 {published.size} 处的根哈希不同：账本已分叉。",
        f"Checkpoint and backup have different roots at size {published.size}: the log was forked.",
        "请换一份备份；若检查点确为本账本所签，只能另开后继账本（chengjian recover successor）。",
        "Use another backup; if this log did sign the checkpoint, only a successor is left "
        "(chengjian recover successor).",
    )


def _stored(path: Path, signer: CheckpointSigner) -> Mark | None:
    """Read the mark that is there; None where it is missing or damaged."""
    with suppress(LogStoppedError), HighWaterMark(path, signer.origin) as mark:
        return mark.read()
    return None
