"""The high-water mark of a restored ledger: what may have been signed after the backup was made.

The mark of the state folder is the best witness, and it stays. Where it was lost with the machine, the newest
checkpoint that anybody holds takes its place. Nobody may be silent about it: a mark that is too low lets the log
tell a second story.
"""

from pathlib import Path

from ledger.backup.errors import BackupDamagedError, MarkUnknownError
from ledger.backup.signed_tree import signed_tree
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.high_water import HighWaterMark, Mark


def settle_mark(
    path: Path, signer: CheckpointSigner, restored: Mark, checkpoint: str | None, *, is_newest: bool = False
) -> Mark:
    """Give a restored ledger its mark, before anything can be signed.

    Args:
        path: The file of the mark.
        signer: Of the log; signatures are deterministic, so it also knows its own.
        restored: Size and root of what was restored.
        checkpoint: The newest signed checkpoint that anybody holds, if it is known.
        is_newest: Whether somebody answers for it that nothing was signed after the backup.

    Returns:
        The mark as it stands now. If it is above ``restored``, the log will refuse to sign.

    Raises:
        BackupDamagedError: The checkpoint is not ours, or contradicts what was restored.
        LogStoppedError: The mark contradicts it, or its file is damaged.
        MarkUnknownError: There is no mark, no checkpoint, and nobody answers for it.
    """
    had_mark = path.exists()
    published = None if checkpoint is None else signed_tree(checkpoint, signer)
    if not had_mark and published is None and not is_newest:
        raise MarkUnknownError(
            "高水位标记已丢失，不知道备份之后还签过什么。",
            "The high-water mark is lost: nobody says what was signed after the backup was made.",
            "请用 --checkpoint 给出任何人手中最新的检查点；若确信备份之后没有签过任何东西，请用 --nothing-newer。",
            "Give the newest checkpoint that anybody holds with --checkpoint; "
            "if you are certain that nothing was signed after the backup, use --nothing-newer.",
        )
    if published is not None and published.size == restored.size and published.root != restored.root:
        raise BackupDamagedError(
            "检查点与备份在同一大小处的根哈希不同：账本已分叉。",
            "Checkpoint and backup have different roots at one size: the log was forked.",
        )
    with HighWaterMark(path, signer.origin) as mark:
        mark.open(may_create=True)
        mark.advance(restored)
        if published is not None:
            mark.advance(published)
        return mark.read()
