"""Leaf tiles and their entries in order, read ahead by a few threads within bounds."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice

from verify.audit.errors import ResourceMissingError
from verify.audit.range_check import LeafTile
from verify.audit.tree import Read, TileTree, read_partial
from verify.tiles import WIDTH, bundle_path, tile_path

TILES_PER_RANGE = 4
_RANGES_AHEAD = 8

_Leaf = tuple[bytes, bytes, int]


@contextmanager
def reading_ranges(tree: TileTree, read: Read, threads: int) -> Iterator[Iterator[list[LeafTile]]]:
    """Read the log in ranges of up to 1,024 entries; the reading threads end with the context, read to the end or not.

    A suspended generator must not own them: the garbage collector would close it from any thread at any moment, even
    from one that a new thread waits for, and neither would ever go on.

    Args:
        tree: The authenticated tree.
        read: Reader of the log; called from several threads.
        threads: How many reads may be under way.

    Yields:
        The ranges, in order. Taking the next one raises MalformedError where a tile or bundle is missing or an upper
        tile has a wrong length, and TileMismatchError where an upper tile is wrong.
    """
    executor = ThreadPoolExecutor(threads)
    try:
        yield _ranges(tree, read, executor)
    finally:
        executor.shutdown(cancel_futures=True)


def _ranges(tree: TileTree, read: Read, executor: ThreadPoolExecutor) -> Iterator[list[LeafTile]]:
    numbers = range(tree.leaf_tile_count())
    leaves = zip(numbers, _ahead(executor, lambda number: _read_leaf(tree, read, number), numbers), strict=True)
    while group := list(islice(leaves, TILES_PER_RANGE)):
        yield [
            LeafTile(number, tree.width(number), tile, bundle, bundle_width, tree.hash_of_leaf_tile(number))
            for number, (tile, bundle, bundle_width) in group
        ]


def _read_leaf(tree: TileTree, read: Read, number: int) -> _Leaf:
    """Return tile, bundle and the number of entries in the bundle; the partial tile was read with the right edge."""
    width, start = tree.width(number), number * WIDTH
    if width < WIDTH:
        tile = b"".join(tree.edge_leaves())
    else:
        full = read(tile_path(0, number))
        if full is None:
            raise ResourceMissingError(tile_path(0, number), position=start)
        tile = full
    bundle, is_full = read_partial(read, lambda wanted: bundle_path(number, wanted), width, start)
    return tile, bundle, WIDTH if is_full else width


def _ahead(executor: ThreadPoolExecutor, function: Callable[[int], _Leaf], items: Iterable[int]) -> Iterator[_Leaf]:
    pending: deque[Future[_Leaf]] = deque()
    for item in items:
        pending.append(executor.submit(function, item))
        if len(pending) == TILES_PER_RANGE * _RANGES_AHEAD:
            yield pending.popleft().result()
    while pending:
        yield pending.popleft().result()
