"""The growing Merkle tree of the writer: append leaves, know the root, fill tiles, prove what was just appended.

A `Tree` is a value: `grow` returns a new one, so that a rolled-back transaction leaves nothing behind.

Source:
    RFC 9162, section 2.1; C2SP tlog-tiles.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

HASH_BYTES = 32
TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
EMPTY_ROOT = sha256(b"").digest()


def hash_leaf(entry: bytes) -> bytes:
    """Hash the exact bytes of an entry as a leaf."""
    return sha256(b"\x00" + entry).digest()


def hash_pair(left: bytes, right: bytes) -> bytes:
    """Hash two neighbours into their parent."""
    return sha256(b"\x01" + left + right).digest()


def fold_frontier(frontier: Sequence[bytes]) -> bytes:
    """Compute a root from the roots of the perfect subtrees, largest first."""
    if not frontier:
        return EMPTY_ROOT
    *rest, root = frontier
    for left in reversed(rest):
        root = hash_pair(left, root)
    return root


class FullTile(NamedTuple):
    """A tile that will never change again.

    Attributes:
        level: 0 for leaf hashes.
        n: Its place in its level.
        root: The one hash that stands for it in the level above.
        hashes: 256 hashes, 8,192 bytes.
    """

    level: int
    n: int
    root: bytes
    hashes: bytes


class Tree:
    """A tree of a certain size with the edge that is needed to let it grow.

    Attributes:
        size: Number of leaves.
        frontier: Root of the perfect subtree at each height where `size` has a bit, by height.
        edge: For each tile level the hashes of its open tile, at most 255.
    """

    __slots__ = ("edge", "frontier", "size")

    def __init__(self, size: int = 0, edge: Sequence[Sequence[bytes]] = ()) -> None:
        """Rebuild a tree from its open tiles.

        Args:
            size: Number of leaves.
            edge: For each tile level, from the leaves up, the hashes of the open tile.

        Raises:
            ValueError: The edge does not belong to a tree of that size.
        """
        widths = [len(hashes) for hashes in edge]
        if sum(width << (TILE_HEIGHT * level) for level, width in enumerate(widths)) != size or any(
            width >= TILE_WIDTH for width in widths
        ):
            raise ValueError("the open tiles do not belong to a tree of this size")
        self.size = size
        self.edge: tuple[tuple[bytes, ...], ...] = tuple(tuple(hashes) for hashes in edge)
        self.frontier: dict[int, bytes] = {}
        for level, hashes in enumerate(edge):
            self._add_perfect_subtrees(level * TILE_HEIGHT, list(hashes))

    def _add_perfect_subtrees(self, height: int, hashes: list[bytes]) -> None:
        while hashes:
            if len(hashes) & 1:
                self.frontier[height] = hashes.pop()
            pair = iter(hashes)
            hashes = [hash_pair(left, right) for left, right in zip(pair, pair, strict=True)]
            height += 1

    @property
    def root(self) -> bytes:
        """The tree head."""
        return fold_frontier(self.packed_frontier())

    def packed_frontier(self) -> list[bytes]:
        """Give the roots of the perfect subtrees, largest first."""
        return [self.frontier[height] for height in sorted(self.frontier, reverse=True)]

    def grow(self, leaf_hashes: Sequence[bytes]) -> "Growth":
        """Append leaves; this tree stays as it is."""
        return Growth(self, leaf_hashes)


class Growth:
    """What appending some leaves to a tree gave.

    Attributes:
        tree: The tree afterwards.
        tiles: Tiles that became full, lowest level first.
        root: Root of `tree`.
    """

    __slots__ = ("_first", "_nodes", "_old_frontier", "_ragged", "root", "tiles", "tree")

    def __init__(self, before: Tree, leaf_hashes: Sequence[bytes]) -> None:
        """Append `leaf_hashes` to the tree `before`."""
        self._old_frontier = before.frontier
        self._first: list[int] = []
        self._nodes: list[Sequence[bytes]] = []
        self._ragged: dict[int, bytes] = {}
        self.tiles: list[FullTile] = []
        frontier: dict[int, bytes] = {}
        edge: list[tuple[bytes, ...]] = []
        first, nodes, height = before.size, leaf_hashes, 0
        while nodes or before.size >> height:
            if height % TILE_HEIGHT == 0:
                edge.append(self._open_tile(before, height, nodes))
            self._first.append(first)
            self._nodes.append(nodes)
            row = nodes if first % 2 == 0 else [before.frontier[height], *nodes]
            if len(row) % 2:
                frontier[height] = row[-1]
            sha = sha256
            nodes = [sha(b"\x01" + row[i] + row[i + 1]).digest() for i in range(0, len(row) - 1, 2)]
            first, height = first // 2, height + 1
        self._close_tiles()
        self.tree = Tree()
        self.tree.size = before.size + len(leaf_hashes)
        self.tree.frontier = frontier
        self.tree.edge = tuple(edge)
        self.root = self._fold_ragged_edge()

    def _open_tile(self, before: Tree, height: int, nodes: Sequence[bytes]) -> tuple[bytes, ...]:
        """Collect full tiles of one level without their roots; return the open rest."""
        level = height // TILE_HEIGHT
        old = before.edge[level] if level < len(before.edge) else ()
        n = before.size >> (height + TILE_HEIGHT)
        hashes = (*old, *nodes)
        full = len(hashes) - len(hashes) % TILE_WIDTH
        for start in range(0, full, TILE_WIDTH):
            self.tiles.append(FullTile(level, n, b"", b"".join(hashes[start : start + TILE_WIDTH])))
            n += 1
        return hashes[full:]

    def _close_tiles(self) -> None:
        """Fill in the roots: the nodes eight heights above each full tile's hashes."""
        self.tiles = [tile._replace(root=self._node(TILE_HEIGHT * (tile.level + 1), tile.n)) for tile in self.tiles]

    def _fold_ragged_edge(self) -> bytes:
        """Compute the root, keeping for each height the hash of the incomplete node at the right edge."""
        frontier = self.tree.frontier
        if not frontier:
            return EMPTY_ROOT
        ragged: bytes | None = None
        for height in range(max(frontier) + 1):
            if ragged is not None:
                self._ragged[height] = ragged
            if height in frontier:
                ragged = frontier[height] if ragged is None else hash_pair(frontier[height], ragged)
        return ragged or EMPTY_ROOT

    def _node(self, height: int, index: int) -> bytes:
        if height < len(self._first) and index >= self._first[height]:
            offset = index - self._first[height]
            if offset < len(self._nodes[height]):
                return self._nodes[height][offset]
            return self._ragged[height]
        return self._old_frontier[height]

    def inclusion_proof(self, position: int) -> list[bytes]:
        """Prove one of the appended leaves in the tree afterwards, leaf to root.

        Raises:
            ValueError: The leaf is not one of those appended here.

        Source:
            RFC 9162, section 2.1.3.1.
        """
        if not self._first or not self._first[0] <= position < self.tree.size:
            raise ValueError("this growth did not append that leaf")
        path: list[bytes] = []
        index, last, height = position, self.tree.size - 1, 0
        while last:
            sibling = index ^ 1
            if sibling <= last:
                path.append(self._node(height, sibling))
            index, last, height = index // 2, last // 2, height + 1
        return path
