"""What the tests of the log share: envelopes, events, and a slow check of everything that is stored."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ledger.append import AppendRequest, Condition, PendingEvent, QueryItem
from ledger.crypto.keys import SigningKey
from ledger.log.high_water import HighWaterMark
from ledger.log.opening import LogPlace
from ledger.log.statements import statement
from ledger.private_tags import TagKey

ORIGIN = "test.log.invalid/one"


def make_place(dsn: str, folder: Path, schema: str) -> LogPlace:
    return LogPlace(dsn, schema, ORIGIN, folder / "high-water", SigningKey(b"\x07" * 32), TagKey(b"\x08" * 32))


class CountingEnvelope:
    """Spells the counts of an event's tags into the entry, so that a test can read them back."""

    kind = "data"

    def seal(self, event: PendingEvent, time_ms: int, counts: Sequence[int]) -> bytes:
        members = {"counts": list(counts), "tags": list(tags_of(event)), "time": time_ms, "type": event.type}
        return json.dumps(members).encode() + b" " * int(event.payload or b"0")


def tags_of(event: PendingEvent) -> tuple[str, ...]:
    spines = [spine.tag for spine in event.spines]
    return (*event.open_tags, *spines, *(file.tag for file in event.sealed), *event.private_tags)


def event(*tags: str, type: str = "noted", counted: Sequence[str] = ()) -> PendingEvent:  # noqa: A002
    return PendingEvent(type, b"", open_tags=tuple(counted), private_tags=tags)


def request(*events: PendingEvent, unless: Sequence[Condition] = (), not_after_ms: int | None = None) -> AppendRequest:
    return AppendRequest(events, tuple(unless), not_after_ms)


def unless(*tags: str, types: Sequence[str] = (), after: int | None = None) -> Condition:
    return Condition((QueryItem(tuple(types), tags),), after)


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_hash(leaves: Sequence[bytes]) -> bytes:
    """RFC 9162, section 2.1.1, as it is written."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node(tree_hash(leaves[:k]), tree_hash(leaves[k:]))


class Roots:
    """The root at every size, made in one pass: a stack of perfect subtrees, joined as in binary counting."""

    def __init__(self, leaves: Sequence[bytes], sizes: set[int]) -> None:
        self.at = {0: hashlib.sha256(b"").digest()}
        stack: list[tuple[int, bytes]] = []
        for size, leaf in enumerate(leaves, 1):
            height, value = 0, leaf
            while stack and stack[-1][0] == height:
                height, value = height + 1, node(stack.pop()[1], value)
            stack.append((height, value))
            if size in sizes:
                self.at[size] = self._fold(stack)

    @staticmethod
    def _fold(stack: list[tuple[int, bytes]]) -> bytes:
        value = stack[-1][1]
        for _, left in reversed(stack[:-1]):
            value = node(left, value)
        return value


def check_stored(place: LogPlace) -> list[dict[str, Any]]:
    """Check every row of a log of `CountingEnvelope` against its entries; return what the entries say."""
    with place.connect() as connection:
        rows = connection.execute("select position, type, entry from entry order by position").fetchall()
        checkpoints = connection.execute(
            "select prev_size, size, root, frontier, time_ms from checkpoint order by size"
        ).fetchall()
        tiles = connection.execute("select level, n, root, hashes from tile order by level, n").fetchall()
        tags = connection.execute("select position, tag, n, type from tag").fetchall()
        types = {name: number for number, name in connection.execute(statement("event_types"))}
    assert [position for position, _, _ in rows] == list(range(len(rows)))
    leaves = [hashlib.sha256(b"\x00" + entry).digest() for _, _, entry in rows]
    entries: list[dict[str, Any]] = [json.loads(entry) for _, _, entry in rows]
    mark = HighWaterMark(place.high_water, place.origin)
    promised = mark.read()
    mark.close()
    assert promised.size <= len(rows)
    roots = Roots(leaves, {promised.size, *[row[1] for row in checkpoints]})
    assert promised.root == roots.at[promised.size]
    _check_checkpoints(checkpoints, roots, entries)
    _check_tiles(tiles, leaves)
    assert [number for _, number, _ in rows] == [types[entry["type"]] for entry in entries]
    _check_tags(place.tag_key, tags, entries, types)
    return entries


def _check_checkpoints(rows: list[Any], roots: Roots, entries: list[dict[str, Any]]) -> None:
    before, last_time = 0, 0
    for prev_size, size, root, frontier, time_ms in rows:
        assert prev_size == before < size
        assert root == roots.at[size]
        assert len(frontier) == 32 * size.bit_count()
        assert {entry["time"] for entry in entries[before:size]} == {time_ms}
        assert time_ms >= last_time
        before, last_time = size, time_ms
    assert before == len(entries)


def _check_tiles(rows: list[Any], leaves: list[bytes]) -> None:
    wanted = {}
    level, hashes = 0, leaves
    while len(hashes) >= 256:
        full = [hashes[i : i + 256] for i in range(0, len(hashes) - 255, 256)]
        wanted.update({(level, n): (tree_hash(tile), b"".join(tile)) for n, tile in enumerate(full)})
        level, hashes = level + 1, [tree_hash(tile) for tile in full]
    assert {(level, n): (root, data) for level, n, root, data in rows} == wanted


def _check_tags(key: TagKey, rows: list[Any], entries: list[dict[str, Any]], types: dict[str, int]) -> None:
    wanted, counts = set(), dict[str, int]()
    for position, entry in enumerate(entries):
        counted = len(entry["counts"])
        for i, tag in enumerate(dict.fromkeys(entry["tags"])):
            n = entry["counts"][i] if i < counted else None
            if n is not None:
                assert n == counts.get(tag, 0)
                counts[tag] = n + 1
            wanted.add((position, key.digest(tag), n, types[entry["type"]]))
    assert {(position, tag.bytes, n, number) for position, tag, n, number in rows} == wanted
