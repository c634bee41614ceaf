"""The check of one range of entries by itself: pure, in any process, in any order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from verify.audit.errors import EntryMismatchError, TileMismatchError, TimeWentBackError
from verify.audit.result import Fault, ItemUse, OpenKeys, RangeResult
from verify.compact_range import CompactRange, subtree_root
from verify.entry import Entry, parse_entry
from verify.errors import VerifyError
from verify.event_schema import EventSchema
from verify.genesis import check_genesis
from verify.issued_at import check_issued_at
from verify.key_states import KeyTable
from verify.keys import verify_signature
from verify.merkle import hash_leaf
from verify.policy import Policy
from verify.schema import (
    FACT_CORRECTED,
    FACT_RECORDED,
    ITEM_PUBLISHED,
    check_key_count,
    check_schema,
    open_tags,
)
from verify.strict_json import Json
from verify.tiles import HEIGHT, WIDTH, bundle_path, split_bundle, split_tile, tile_path

_USES_ITEM = frozenset({FACT_RECORDED, FACT_CORRECTED})


@dataclass(frozen=True, slots=True)
class LeafTile:
    """One leaf tile with its entries, as read; nothing is verified.

    Attributes:
        number: Number of the tile; its first position is 256 times that.
        width: Entries that count; a full resource may stand in for a partial one.
        tile: The tile's bytes, or those of the authentic hashes of the partial tile.
        bundle: The entry bundle's bytes.
        bundle_width: Entries in the bundle.
        expected: Authentic hash of the full tile; None if ``tile`` is authentic.
    """

    number: int
    width: int
    tile: bytes
    bundle: bytes
    bundle_width: int
    expected: bytes | None


class RangeChecker:
    """Checks ranges under one policy and, for each, the key states of the log up to its end."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def check(self, tiles: Sequence[LeafTile], keys: KeyTable) -> RangeResult:
        """Check neighbouring leaf tiles and everything in them; the first thing wrong ends the check.

        Steps 3 to 7 of ``verify.audit.run``.
        """
        result = self._check_tile(tiles[0], keys)
        for tile in tiles[1:]:
            if result.fault is None:
                result += self._check_tile(tile, keys)
        return result

    def _check_tile(self, tile: LeafTile, keys: KeyTable) -> RangeResult:
        start = tile.number * WIDTH
        seen = _Seen(start)
        try:
            hashes = _authentic_hashes(tile)
            self._check_entries(tile, hashes, keys, seen)
        except VerifyError as error:
            return seen.stopped(error, start + tile.width)
        if tile.expected is not None:
            return seen.result(CompactRange.of_hashes(HEIGHT, tile.number, [tile.expected]), None)
        return seen.result(CompactRange.of_hashes(0, start, hashes), None)

    def _check_entries(self, tile: LeafTile, hashes: Sequence[bytes], keys: KeyTable, seen: "_Seen") -> None:
        """Check entries one by one; ``seen`` keeps step and position, which costs less than a ``with`` for each."""
        path = bundle_path(tile.number, tile.bundle_width)
        entries = split_bundle(tile.bundle, tile.bundle_width, path)
        for place, wanted in enumerate(hashes):
            seen.step, seen.position = 3, tile.number * WIDTH + place
            data = next(entries)
            if hash_leaf(data) != wanted:
                raise EntryMismatchError(path)
            seen.step = 4
            entry = parse_entry(data)
            seen.check_time(entry.time_ms)
            if seen.position == 0:
                seen.step = 5
                check_genesis(entry, self._policy)
            seen.step = 6
            public_key = keys.signing_key(entry.jwt, seen.position)
            verify_signature(public_key, entry.jwt.signing_input, entry.jwt.signature)
            seen.step = 7
            check_issued_at(entry.jwt.iat, entry.time_ms)
            schema = check_schema(entry.jwt)
            check_key_count(schema, entry.jwt, len(entry.one_time_keys))
            seen.note(entry, schema)
        seen.step = 3
        for _ in entries:
            pass


class _Seen:
    """What a range contributes, while it is checked."""

    def __init__(self, start: int) -> None:
        self.step = 2
        self.start = self.position = start
        self.first_ms: int | None = None
        self.last_ms: int | None = None
        self.topics: dict[str, int] = {}
        self.open_keys: list[OpenKeys] = []
        self.item_uses: dict[ItemUse, int] = {}

    def check_time(self, time_ms: int) -> None:
        if self.last_ms is None:
            self.first_ms = time_ms
        elif time_ms < self.last_ms:
            raise TimeWentBackError
        self.last_ms = time_ms

    def note(self, entry: Entry, schema: EventSchema) -> None:
        jwt = entry.jwt
        self.topics[jwt.vct] = self.topics.get(jwt.vct, 0) + 1
        if jwt.vct in _USES_ITEM:
            use = str(jwt.claims["item"]), str(jwt.claims["item_version"]), len(jwt.digests)
            self.item_uses.setdefault(use, self.position)
        tags = tuple(open_tags(schema, jwt))
        if tags:
            item = _published(jwt.claims) if jwt.vct == ITEM_PUBLISHED else None
            self.open_keys.append(OpenKeys(self.position, tags, entry.one_time_keys[: len(tags)], item))

    def stopped(self, error: VerifyError, end: int) -> RangeResult:
        error.step = self.step
        error.position = self.position
        return self.result(CompactRange(self.start, end), Fault(self.position, error))

    def result(self, tree: CompactRange, fault: Fault | None) -> RangeResult:
        return RangeResult(
            tree, self.first_ms, self.last_ms, Counter(self.topics), tuple(self.open_keys), self.item_uses, fault
        )


def _published(claims: Mapping[str, Json]) -> ItemUse:
    return str(claims["item"]), str(claims["version"]), int(str(claims["digests"]))


def _authentic_hashes(tile: LeafTile) -> list[bytes]:
    """Return the leaf hashes of a tile after checking them against the hash that stands for them above."""
    path = tile_path(0, tile.number, tile.width)
    hashes = split_tile(tile.tile, tile.width, path)
    if tile.expected is not None and subtree_root(hashes) != tile.expected:
        raise TileMismatchError(path)
    return hashes
