"""The second way to the new root, asked before it is signed.

The recorder keeps its tree with code of its own. One bit that flipped in there would be signed and would end the log,
as Certificate Transparency's Yeti 2022 ended. So the root is computed once more, by this code, from the hashes of the
stored bytes, and is signed only if both agree.
"""

from collections.abc import Sequence

from verify.errors import HashLengthError, RangeMalformedError
from verify.merkle import EMPTY_ROOT, HASH_BYTES, hash_node


def root_after(size: int, frontier: Sequence[bytes], leaf_hashes: Sequence[bytes]) -> bytes:
    """Return the root of a tree after leaves were added.

    Args:
        size: Leaves before.
        frontier: 32-byte roots of the complete subtrees of the tree before, largest first: one for each set bit of
            ``size``.
        leaf_hashes: 32-byte hashes of the new leaves, in order; may be empty.

    Raises:
        RangeMalformedError: The frontier does not belong to a tree of ``size`` leaves.
        HashLengthError: A hash is not 32 bytes.

    Source:
        RFC 9162, section 2.1.1.
    """
    if size < 0 or len(frontier) != size.bit_count():
        raise RangeMalformedError(start=len(frontier), end=size)
    for each in (*frontier, *leaf_hashes):
        if len(each) != HASH_BYTES:
            raise HashLengthError
    left, row, index = list(frontier), list(leaf_hashes), size
    edge: bytes | None = None
    while row:
        if index & 1:
            row.insert(0, left.pop())
        if len(row) & 1:
            last = row.pop()
            edge = last if edge is None else hash_node(last, edge)
        row = [hash_node(row[i], row[i + 1]) for i in range(0, len(row), 2)]
        index >>= 1
    while left:
        last = left.pop()
        edge = last if edge is None else hash_node(last, edge)
    return EMPTY_ROOT if edge is None else edge
