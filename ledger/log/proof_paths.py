"""Which nodes of a tree make up a proof. Arithmetic on sizes only; the hashes come from elsewhere.

Source:
    RFC 9162, sections 2.1.3.1 and 2.1.4.1.
"""

from typing import NamedTuple


class Node(NamedTuple):
    """The root of a perfect subtree.

    Attributes:
        height: Its subtree has 2^height leaves.
        place: Its place among the nodes of that height.
    """

    height: int
    place: int


Cover = list[Node]
"""Perfect subtrees that cover a stretch of leaves, largest first; folded from the right they give its hash."""


def cover(start: int, stop: int) -> Cover:
    """Cover the leaves of one node of the tree over `stop` leaves or more, beginning at a multiple of its width."""
    nodes = []
    while start < stop:
        height = (stop - start).bit_length() - 1
        nodes.append(Node(height, start >> height))
        start += 1 << height
    return nodes


def _split(size: int) -> int:
    """Give the largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_path(position: int, size: int) -> list[Cover]:
    """Name the hashes of an inclusion proof, leaf to root.

    Raises:
        ValueError: There is no such leaf in a tree of that size.
    """
    if not 0 <= position < size:
        raise ValueError("no such leaf in a tree of this size")
    path = []
    start, stop = 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if position < middle:
            path.append(cover(middle, stop))
            stop = middle
        else:
            path.append(cover(start, middle))
            start = middle
    return path[::-1]


def consistency_path(old_size: int, size: int) -> list[Cover]:
    """Name the hashes of a consistency proof; none between equal sizes or from the empty tree.

    Raises:
        ValueError: The old tree is the larger one.
    """
    if not 0 <= old_size <= size:
        raise ValueError("the old tree is larger than the new one")
    if old_size in {0, size}:
        return []
    path = []
    start, stop, is_whole = 0, size, True
    while old_size != stop:
        middle = start + _split(stop - start)
        if old_size <= middle:
            path.append(cover(middle, stop))
            stop = middle
        else:
            path.append(cover(start, middle))
            start, is_whole = middle, False
    if not is_whole:
        path.append(cover(start, stop))
    return path[::-1]
