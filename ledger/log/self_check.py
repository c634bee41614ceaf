"""The second path to every root before it is signed: stored bytes, and code that shares nothing with the recorder's.

This is the one place where `ledger` runs `verify`.
"""

from collections.abc import Sequence

from ledger.log.errors import LogStoppedError
from ledger.log.questions import TreeState
from verify.errors import VerifyError
from verify.merkle import hash_leaf
from verify.second_path import SecondPath


class RootCheck:
    """Follows one transaction along the second path, while its rows come back.

    Attributes:
        count: Leaves that came back so far.
    """

    def __init__(self, before: TreeState) -> None:
        """Begin with the tree before, as the database stores it.

        Raises:
            LogStoppedError: The stored frontier does not belong to a tree of that size.
        """
        self._before = before
        self.count = 0
        try:
            self._path = SecondPath(before.size, before.frontier)
        except VerifyError as error:
            raise _stop(before) from error

    def add(self, entries: Sequence[bytes]) -> None:
        """Take the next leaves as the database gave them back."""
        self._path.add([hash_leaf(entry) for entry in entries])
        self.count += len(entries)

    def check(self, size: int, root: bytes) -> None:
        """Compare the tree that is about to be signed with that of the second path.

        Raises:
            LogStoppedError: They differ.
        """
        if self._path.size != size or self._path.root() != root:
            raise _stop(self._before)


def _stop(before: TreeState) -> LogStoppedError:
    return LogStoppedError(
        f"在 {before.size} 之后追加的根哈希，两种算法的结果不一致，已回滚",
        f"two computations of the root after size {before.size} differ; the transaction was rolled back",
        contradicts_promise=False,
    )
