"""Hashes out of the database: tiles of any width, and nodes for proofs.

Source:
    C2SP tlog-tiles.
"""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any, NamedTuple

import psycopg

from ledger.log.proof_paths import Cover, Node
from ledger.log.statements import statement
from ledger.log.tree import HASH_BYTES, TILE_HEIGHT, TILE_WIDTH, fold_frontier, hash_leaf, hash_pair

Connections = Callable[[], AbstractContextManager["psycopg.Connection[Any]"]]

_CACHED_TILES = 512


class TilePlace(NamedTuple):
    """Where a tile stands: level 0 holds leaf hashes."""

    level: int
    n: int


class TileReader:
    """Reads hashes, for any number of threads; full tiles never change, so the ones read last are kept."""

    def __init__(self, connections: Connections) -> None:
        """Keep the way to the database."""
        self._connections = connections
        self._cache: dict[TilePlace, bytes] = {}
        self._lock = Lock()

    def tile(self, level: int, n: int, width: int) -> bytes:
        """Give the first `width` hashes of a tile; the caller has checked that the tree has them."""
        place = TilePlace(level, n)
        full = self._full([place]).get(place)
        return self._partial(place, width) if full is None else full[: width * HASH_BYTES]

    def fold(self, path: list[Cover], size: int) -> list[bytes]:
        """Compute the hashes of a proof in a tree of at least `size` committed leaves."""
        nodes = {node for cover in path for node in cover}
        hashes = self.nodes(nodes, size)
        return [fold_frontier([hashes[node] for node in cover]) for cover in path]

    def nodes(self, nodes: Collection[Node], size: int) -> dict[Node, bytes]:
        """Compute perfect subtrees of a tree of at least `size` committed leaves."""
        tiles = self._tiles({_place_of(node) for node in nodes}, size)
        return {node: _node_in(tiles[_place_of(node)], node) for node in nodes}

    def _tiles(self, places: Collection[TilePlace], size: int) -> dict[TilePlace, bytes]:
        widths = {place: (size >> (TILE_HEIGHT * place.level)) - place.n * TILE_WIDTH for place in places}
        tiles = self._full([place for place in places if widths[place] >= TILE_WIDTH])
        for place in places:
            if place not in tiles:
                tiles[place] = self._partial(place, widths[place])
        return tiles

    def _full(self, places: Collection[TilePlace]) -> dict[TilePlace, bytes]:
        kept = {place: self._cache.get(place) for place in places}  # another thread may drop any of them now
        found = {place: hashes for place, hashes in kept.items() if hashes is not None}
        missing = [place for place in places if place not in found]
        if missing:
            parameters = {"levels": [place.level for place in missing], "places": [place.n for place in missing]}
            with self._connections() as connection, connection.cursor(binary=True) as cursor:
                for level, n, hashes in cursor.execute(statement("tiles"), parameters):
                    found[TilePlace(level, n)] = hashes
                    self._remember(TilePlace(level, n), hashes)
        return found

    def _remember(self, place: TilePlace, hashes: bytes) -> None:
        with self._lock:
            while len(self._cache) >= _CACHED_TILES:
                self._cache.pop(next(iter(self._cache)))
            self._cache[place] = hashes

    def _partial(self, place: TilePlace, width: int) -> bytes:
        """Make the beginning of a tile from what stands below it."""
        start = place.n * TILE_WIDTH
        stop = start + width
        with self._connections() as connection, connection.cursor(binary=True) as cursor:
            if place.level == 0:
                parameters = {"start": start, "stop": stop, "limit": width}
                rows = [hash_leaf(row[2]) for row in cursor.execute(statement("entries"), parameters)]
            else:
                parameters = {"level": place.level - 1, "start": start, "stop": stop}
                rows = [row[0] for row in cursor.execute(statement("tile_roots"), parameters)]
        return b"".join(rows)


def _place_of(node: Node) -> TilePlace:
    level, height = divmod(node.height, TILE_HEIGHT)
    return TilePlace(level, (node.place << height) // TILE_WIDTH)


def _node_in(tile: bytes, node: Node) -> bytes:
    """Fold the part of a tile that a node covers."""
    height = node.height % TILE_HEIGHT
    start = (node.place << height) % TILE_WIDTH
    hashes = [tile[i * HASH_BYTES : (i + 1) * HASH_BYTES] for i in range(start, start + (1 << height))]
    while len(hashes) > 1:
        hashes = [hash_pair(hashes[i], hashes[i + 1]) for i in range(0, len(hashes), 2)]
    return hashes[0]
