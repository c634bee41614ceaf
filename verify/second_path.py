"""The second way to the new root, asked before it is signed.

The recorder keeps its tree with code of its own. One bit that flipped in there would be signed and would end the log,
as Certificate Transparency's Yeti 2022 ended. So the root is computed once more, by this code, from the hashes of the
stored bytes, and is signed only if both agree. Leaves may come in stretches, as the database gives them back.
"""

from collections.abc import Sequence

from verify.compact_range import fold_right
from verify.errors import HashLengthError, RangeMalformedError
from verify.merkle import HASH_BYTES, hash_node


class SecondPath:
    """A tree that grows, kept as the roots of its complete subtrees.

    Attributes:
        size: Leaves so far.
    """

    def __init__(self, size: int, frontier: Sequence[bytes]) -> None:
        """Begin with the tree before.

        Args:
            size: Leaves before.
            frontier: 32-byte roots of the complete subtrees of the tree before, largest first: one for each set bit of
                ``size``.

        Raises:
            RangeMalformedError: The frontier does not belong to a tree of ``size`` leaves.
            HashLengthError: A hash is not 32 bytes.
        """
        if size < 0 or len(frontier) != size.bit_count():
            raise RangeMalformedError(start=len(frontier), end=size)
        _check_lengths(frontier)
        self.size = size
        levels = [level for level in range(size.bit_length()) if size >> level & 1]
        self._left = dict(zip(reversed(levels), frontier, strict=True))

    def add(self, leaf_hashes: Sequence[bytes]) -> None:
        """Add leaves.

        Args:
            leaf_hashes: 32-byte hashes of the new leaves, in order; may be empty.

        Raises:
            HashLengthError: A hash is not 32 bytes.

        Source:
            RFC 9162, section 2.1.1.
        """
        _check_lengths(leaf_hashes)
        row, index, level = list(leaf_hashes), self.size, 0
        self.size += len(row)
        while row:
            if index & 1:
                row.insert(0, self._left.pop(level))
            if len(row) & 1:
                self._left[level] = row.pop()
            row = [hash_node(row[i], row[i + 1]) for i in range(0, len(row), 2)]
            index, level = index >> 1, level + 1

    def root(self) -> bytes:
        """Return the root of the tree as it is now."""
        return fold_right(self._left[level] for level in sorted(self._left, reverse=True))


def _check_lengths(hashes: Sequence[bytes]) -> None:
    for each in hashes:
        if len(each) != HASH_BYTES:
            raise HashLengthError
