"""Tiles, authenticated from the checkpoint's root downwards.

The partial tiles on the right edge of all levels together give the root. Once they do, every hash in them is
authentic, each full tile is checked against the one hash that stands for it above, and a leaf tile's hashes are what
entries are held against. So a wrong byte is found in the very tile or entry that holds it.

Source:
    c2sp.org/tlog-tiles v0.1.0, "Merkle Tree".
"""

from collections.abc import Callable, Iterator
from itertools import islice

from verify.audit.errors import ResourceMissingError, RootMismatchError, TileMismatchError
from verify.compact_range import CompactRange, subtree_root
from verify.errors import MalformedError, numbered
from verify.merkle import hash_leaf
from verify.tiles import HEIGHT, WIDTH, bundle_path, edge_width, split_bundle, split_tile, tile_path

Read = Callable[[str], bytes | None]


def read_partial(read: Read, path: Callable[[int], str], width: int, position: int) -> tuple[bytes, bool]:
    """Return a partial resource, or the full one that replaced it.

    Args:
        read: Reader of the log.
        path: Address by width.
        width: Width wanted.
        position: First position covered, for the error.

    Returns:
        The bytes, and whether they are those of the full resource.

    Raises:
        ResourceMissingError: Neither is there.

    Source:
        tlog-tiles, "Partial Tiles".
    """
    data = read(path(width))
    if data is not None:
        return data, False
    data = read(path(WIDTH)) if width < WIDTH else None
    if data is None:
        raise ResourceMissingError(path(width), position=position)
    return data, True


class TileTree:
    """The tiles of one checkpoint."""

    def __init__(self, read: Read, size: int, root: bytes) -> None:
        """Read the right edge and check it against the root.

        Raises:
            RootMismatchError: The edge gives another root, and no tile or entry of it can be named as the culprit.
            TileMismatchError: The edge gives another root, and this hash of it is wrong.
            MalformedError: A tile is missing or has a wrong length.
        """
        self._read = read
        self.size = size
        self._edge: dict[int, list[bytes]] = {}
        self._cache: dict[int, tuple[int, list[bytes]]] = {}
        for level in range((size.bit_length() + HEIGHT - 1) // HEIGHT):
            width = edge_width(size, level)
            if width:
                self._edge[level] = self._read_tile(level, size >> HEIGHT * (level + 1), width)
        if self._root_of(self._edge) != root:
            self._blame(root)

    def leaf_tile_count(self) -> int:
        """Return the number of leaf tiles, the partial one included."""
        return -(-self.size // WIDTH)

    def width(self, number: int) -> int:
        """Return how many entries a leaf tile of this tree covers."""
        return min(WIDTH, self.size - number * WIDTH)

    def hash_of_leaf_tile(self, number: int) -> bytes | None:
        """Return the authentic hash of a full leaf tile; None for the partial one, whose hashes are authentic."""
        return None if self.width(number) < WIDTH else self._authentic(1, number)

    def edge_leaves(self) -> list[bytes]:
        """Return the authentic hashes of the partial leaf tile; empty if there is none."""
        return self._edge.get(0, [])

    def _authentic(self, level: int, index: int) -> bytes:
        number, place = divmod(index, WIDTH)
        if number == self.size >> HEIGHT * (level + 1):
            return self._edge[level][place]
        cached = self._cache.get(level)
        if cached is None or cached[0] != number:
            hashes = self._read_tile(level, number, WIDTH)
            if subtree_root(hashes) != self._authentic(level + 1, number):
                raise TileMismatchError(tile_path(level, number), position=number << HEIGHT * (level + 1))
            cached = self._cache[level] = (number, hashes)
        return cached[1][place]

    def _read_tile(self, level: int, number: int, width: int) -> list[bytes]:
        start = number << HEIGHT * (level + 1)
        data, is_full = read_partial(self._read, lambda wanted: tile_path(level, number, wanted), width, start)
        with numbered(2, position=start):
            return split_tile(data, WIDTH if is_full else width, tile_path(level, number, width))[:width]

    def _root_of(self, edge: dict[int, list[bytes]]) -> bytes:
        whole = CompactRange(0, 0)
        for level in sorted(edge, reverse=True):
            first = (self.size >> HEIGHT * (level + 1)) * WIDTH
            whole += CompactRange.of_hashes(HEIGHT * level, first, edge[level])
        return whole.root()

    def _blame(self, root: bytes) -> None:
        """Find the hash of the edge that differs from what lies below it and that, put right, gives the root."""
        for level in sorted(self._edge, reverse=True):
            first = (self.size >> HEIGHT * (level + 1)) * WIDTH
            for place, below in enumerate(self._below(level, first)):
                if below != self._edge[level][place]:
                    mended = {**self._edge, level: [*self._edge[level]]}
                    mended[level][place] = below
                    start = (first + place) << HEIGHT * level
                    if self._root_of(mended) == root:
                        raise TileMismatchError(
                            tile_path(level, first // WIDTH, len(self._edge[level])), position=start
                        )
        raise RootMismatchError

    def _below(self, level: int, first: int) -> list[bytes]:
        """Return what the hashes of an edge tile should be, as far as what lies below can be read."""
        count = len(self._edge[level])
        found: list[bytes] = []
        try:
            if level == 0:
                for each in read_bundle(self._read, first // WIDTH, count):
                    found.append(hash_leaf(each))  # noqa: PERF401 - those before an error count
            else:
                for place in range(count):
                    found.append(subtree_root(self._read_tile(level - 1, first + place, WIDTH)))  # noqa: PERF401 - as above
        except MalformedError:
            return found
        return found


def read_bundle(read: Read, number: int, width: int) -> Iterator[bytes]:
    """Yield the first ``width`` entries of a bundle.

    Raises:
        ResourceMissingError: It is not there.
        BundleMalformedError: Its lengths do not add up.
    """
    data, is_full = read_partial(read, lambda wanted: bundle_path(number, wanted), width, number * WIDTH)
    return islice(split_bundle(data, WIDTH if is_full else width, bundle_path(number, width)), width)
