"""Compact ranges: a stretch of leaves as few hashes, which merge in any grouping.

A range is the shortest list of complete, aligned subtrees that covers its leaves. Neighbours merge, and
``(a + b) + c == a + (b + c)``: pieces of a log can be checked anywhere, in any order, and added up to its root.

Source:
    transparency-dev/merkle, docs/compact_ranges.md; RFC 9162, section 2.1.1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from verify.errors import RangeMalformedError
from verify.merkle import EMPTY_ROOT, hash_node

Node = tuple[int, int, bytes]


@dataclass(frozen=True, slots=True)
class CompactRange:
    """The leaves from ``start`` up to but not including ``end``.

    Attributes:
        start: First leaf.
        end: One past the last leaf.
        nodes: ``(level, index, hash)`` of complete subtrees, left to right; a subtree covers the 2^level leaves from
            index × 2^level.
    """

    start: int
    end: int
    nodes: tuple[Node, ...] = ()

    @classmethod
    def of_hashes(cls, level: int, first: int, hashes: Sequence[bytes]) -> Self:
        """Make a range of neighbouring complete subtrees of one level, the first having index ``first``."""
        nodes: list[Node] = []
        for index, each in enumerate(hashes, first):
            _push(nodes, (level, index, each))
        return cls(first << level, first + len(hashes) << level, tuple(nodes))

    def __add__(self, right: "CompactRange") -> "CompactRange":
        """Merge with the range that follows.

        Raises:
            RangeMalformedError: ``right`` does not begin where this range ends.
        """
        if self.end != right.start:
            raise RangeMalformedError(start=right.start, end=self.end)
        nodes = list(self.nodes)
        for node in right.nodes:
            _push(nodes, node)
        return CompactRange(self.start, right.end, tuple(nodes))

    def root(self) -> bytes:
        """Return the tree head of a range that begins at the first leaf.

        Raises:
            RangeMalformedError: The range begins later.
        """
        if self.start != 0:
            raise RangeMalformedError(start=self.start, end=self.end)
        return fold_right(each for _, _, each in self.nodes)


def fold_right(hashes: Iterable[bytes]) -> bytes:
    """Return the root over complete subtrees, largest first, as RFC 9162 splits a tree that is not complete."""
    rest = list(hashes)
    if not rest:
        return EMPTY_ROOT
    result = rest.pop()
    while rest:
        result = hash_node(rest.pop(), result)
    return result


def subtree_root(hashes: Sequence[bytes]) -> bytes:
    """Return the root over a power of two of hashes, the hash that stands for a full tile one level up."""
    row = list(hashes)
    while len(row) > 1:
        row = [hash_node(row[i], row[i + 1]) for i in range(0, len(row), 2)]
    return row[0]


def _push(nodes: list[Node], node: Node) -> None:
    """Add a subtree on the right and join complete pairs."""
    level, index, value = node
    while nodes and index & 1 and nodes[-1][:2] == (level, index - 1):
        value = hash_node(nodes.pop()[2], value)
        level, index = level + 1, index >> 1
    nodes.append((level, index, value))
