"""The second path to every root before it is signed: stored bytes, and code that shares nothing with the recorder's.

This is the one place where `ledger` runs `verify`.
"""

from collections.abc import Sequence

from ledger.log.errors import LogStoppedError
from ledger.log.questions import TreeState
from verify.errors import VerifyError
from verify.merkle import hash_leaf
from verify.second_path import root_after


def hash_stored(entries: Sequence[bytes]) -> list[bytes]:
    """Hash leaves as the database gave them back."""
    return [hash_leaf(entry) for entry in entries]


def check_root(before: TreeState, leaf_hashes: Sequence[bytes], root: bytes) -> None:
    """Compare the root that is about to be signed with that of the second path.

    Args:
        before: The tree before, as the database stores it.
        leaf_hashes: Of all leaves added, from `hash_stored`.
        root: What the recorder computed.

    Raises:
        LogStoppedError: They differ.
    """
    try:
        second = root_after(before.size, before.frontier, leaf_hashes)
    except VerifyError as error:
        raise _stop(before) from error
    if second != root:
        raise _stop(before)


def _stop(before: TreeState) -> LogStoppedError:
    return LogStoppedError(
        f"在 {before.size} 之后追加的根哈希，两种算法的结果不一致，已回滚",
        f"two computations of the root after size {before.size} differ; the transaction was rolled back",
        contradicts_promise=False,
    )
