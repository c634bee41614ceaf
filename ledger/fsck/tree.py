"""The tree once more, from the stored entries, on another path than the writer's.

One pass, constant memory: of each tile level only the open tile is kept. Whatever is found different is named once,
at its own place, and the pass goes on with what the rest of the tree was built on.
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from ledger.fsck.fault import Fault
from ledger.fsck.rows import CheckpointRow, TileRow

WIDTH = 256
HEIGHT = 8
HASH = 32
EMPTY_ROOT = sha256(b"").digest()

FindTile = Callable[[int, int], TileRow | None]


def leaf_hash(entry: bytes) -> bytes:
    """Hash an entry (RFC 9162, section 2.1.1)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbours (RFC 9162, section 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


def fold(frontier: Sequence[bytes]) -> bytes:
    """Compute a root from the roots of the perfect subtrees, largest first."""
    if not frontier:
        return EMPTY_ROOT
    root = frontier[-1]
    for left in reversed(frontier[:-1]):
        root = node_hash(left, root)
    return root


class OpenTile:
    """The tile of one level that is being filled, with the roots of its perfect subtrees."""

    def __init__(self) -> None:
        self.hashes: list[bytes] = []
        self._subtrees: list[bytes | None] = [None] * HEIGHT

    def add(self, node: bytes) -> bytes | None:
        """Append a hash; give the tile's root if it is full now."""
        self.hashes.append(node)
        for height, left in enumerate(self._subtrees):
            if left is None:
                self._subtrees[height] = node
                return None
            node = node_hash(left, node)
            self._subtrees[height] = None
        return node

    def subtrees(self) -> list[bytes]:
        """Give the roots of the perfect subtrees, largest first."""
        return [root for root in reversed(self._subtrees) if root is not None]


class TreeCheck:
    """Follows the entries and compares tiles and checkpoints as they fall due."""

    def __init__(self, find_tile: FindTile) -> None:
        """Keep where stored tiles are found."""
        self._find_tile = find_tile
        self._levels: list[OpenTile] = []
        self._in_doubt = False
        self.size = 0
        self.tiles = 0

    def add(self, leaf: bytes) -> Iterator[Fault]:
        """Append one leaf hash; compare the tiles that it fills."""
        self.size += 1
        node: bytes | None = leaf
        level = 0
        while node is not None:
            if level == len(self._levels):
                self._levels.append(OpenTile())
            root = self._levels[level].add(node)
            node = None
            if root is not None:
                node, faults = self._close(level, root)
                yield from faults
            level += 1

    def frontier(self) -> list[bytes]:
        """Give the roots of the perfect subtrees, largest first."""
        return [root for level in reversed(self._levels) for root in level.subtrees()]

    def root(self) -> bytes:
        """Give the root of what was added."""
        return fold(self.frontier())

    def compare(self, row: CheckpointRow) -> Iterator[Fault]:
        """Compare a checkpoint of the present size.

        A changed entry of a tile that is not full yet shows in every checkpoint from its own on; the first is named.
        """
        frontier = self.frontier()
        is_sound = fold(row.frontier) == row.root
        is_same = row.root == fold(frontier) and list(row.frontier) == frontier
        if not is_sound or (not is_same and not self._in_doubt):
            yield Fault("checkpoint-changed", f"checkpoint {row.prev_size}..{row.size}", row.size - 1)
        if is_sound:
            self._in_doubt = not is_same

    def _close(self, level: int, root: bytes) -> tuple[bytes, list[Fault]]:
        """Compare a tile that has just become full; give the root to build on."""
        hashes = self._levels[level].hashes
        self._levels[level] = OpenTile()
        self.tiles += 1
        n = (self.size >> (HEIGHT * (level + 1))) - 1
        stored = self._find_tile(level, n)
        if stored is None:
            return root, [Fault("tile-missing", f"tile {level}/{n}")]
        if stored.root == root and stored.hashes == b"".join(hashes):
            return root, []
        if level > 0 or not _is_sound(stored):
            return root, [_tile_fault(level, n, stored, hashes)]
        changed = [n * WIDTH + i for i in _different(stored, hashes)]
        faults = [Fault("entry-changed", f"entry {position}, tile 0/{n}", position) for position in changed]
        return stored.root, faults


def _different(stored: TileRow, hashes: Sequence[bytes]) -> list[int]:
    return [i for i, node in enumerate(hashes) if stored.hashes[HASH * i : HASH * (i + 1)] != node]


def _tile_fault(level: int, n: int, stored: TileRow, hashes: Sequence[bytes]) -> Fault:
    different = _different(stored, hashes)
    if not different:
        return Fault("tile-changed", f"tile {level}/{n} root")
    position = n * WIDTH + different[0] if level == 0 else None
    return Fault("tile-changed", f"tile {level}/{n} hash {different[0]}", position)


def _is_sound(tile: TileRow) -> bool:
    """Tell whether a stored tile fits its own root: then it is what the tree was built on."""
    rebuilt, root = OpenTile(), None
    for i in range(0, len(tile.hashes), HASH):
        root = rebuilt.add(tile.hashes[i : i + HASH])
    return root == tile.root
