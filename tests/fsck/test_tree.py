"""Tiles, checkpoints and the high-water mark."""

from pathlib import Path

import pytest

from ledger.fsck.fault import Fault
from ledger.fsck.material import Material
from ledger.fsck.rows import Snapshot
from ledger.fsck.run import check, read_mark, read_orders
from ledger.fsck.tree import EMPTY_ROOT, TreeCheck, fold, leaf_hash
from ledger.log.high_water import Mark
from tests.fsck.broken import Broken
from tests.fsck.sound import Sound


@pytest.mark.parametrize("byte", [0, 31, 32, 4096, 8191])
def test_a_changed_byte_of_a_tile_is_located(broken_tile: Broken, byte: int) -> None:
    broken_tile.flip("tile", "hashes", byte, "level = 0 and n = 0")
    (fault,) = broken_tile.faults()
    assert fault == Fault("tile-changed", f"tile 0/0 hash {byte // 32}", byte // 32)


def test_a_changed_root_of_a_tile_is_located(broken_tile: Broken) -> None:
    broken_tile.flip("tile", "root", 5, "level = 0 and n = 0")
    assert broken_tile.faults() == [Fault("tile-changed", "tile 0/0 root")]


def test_a_missing_tile_is_located(broken_tile: Broken) -> None:
    broken_tile.run("delete from tile where level = 0 and n = 0")
    assert broken_tile.faults() == [Fault("tile-missing", "tile 0/0")]


def test_a_tile_that_cannot_be_is_located(broken_tile: Broken) -> None:
    broken_tile.run("insert into tile select 0, 1, root, hashes from tile")
    assert broken_tile.faults() == [Fault("tile-extra", "tile 0/1")]


@pytest.mark.parametrize("column", ["root", "frontier"])
def test_a_changed_checkpoint_is_located(broken: Broken, small: Sound, column: str) -> None:
    broken.flip("checkpoint", column, 3, "size = %s", small.fact + 1)
    (fault,) = broken.faults()
    assert (fault.kind, fault.position) == ("checkpoint-changed", small.fact)


def test_a_changed_time_of_a_checkpoint_is_located(broken: Broken, small: Sound) -> None:
    broken.run("update checkpoint set time_ms = time_ms + 1 where size = %s", small.fact + 1)
    assert broken.kinds_at(small.fact) == {"entry-time"}


def test_a_missing_checkpoint_is_located(broken: Broken, small: Sound) -> None:
    broken.run("delete from checkpoint where size = %s", small.fact + 1)
    assert ("checkpoint-chain", small.fact) in {(fault.kind, fault.position) for fault in broken.faults()}


def test_a_missing_last_checkpoint_is_located(broken: Broken, small: Sound) -> None:
    broken.run("delete from checkpoint where size = %s", small.size)
    assert "checkpoint-chain" in broken.kinds_at(small.size)


def test_a_checkpoint_beyond_the_last_entry_is_located(broken: Broken, small: Sound) -> None:
    broken.run(
        "insert into checkpoint select size + 1, size, root, frontier, time_ms from checkpoint where size = %s",
        small.size,
    )
    assert broken.kinds_at(small.size) == {"checkpoint-chain"}


def test_a_database_behind_the_mark_is_told(broken: Broken, small: Sound) -> None:
    found = _found(broken, Mark(small.size + 1, bytes(32)))
    assert [fault.kind for fault in found] == ["mark-ahead"]


def test_a_mark_with_another_root_is_told(broken: Broken, small: Sound) -> None:
    found = _found(broken, Mark(small.size, bytes(32)))
    assert [fault.kind for fault in found] == ["mark-differs"]


@pytest.mark.parametrize("content", [None, b"", b"x" * 1024])
def test_a_mark_that_cannot_be_read_is_told(small: Sound, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "mark"
    if content is not None:
        path.write_bytes(content)
    mine = small.log.material
    material = Material(mine.origin, mine.log_key, mine.vrf_key, mine.vrf_seed, mine.tag_key, mine.keystore, path)
    mark, faults = read_mark(material)
    assert mark is None
    assert [fault.kind for fault in faults] == ["mark-form"]
    assert path.exists() is (content is not None)


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert TreeCheck(lambda _level, _n: None).root() == fold([]) == EMPTY_ROOT


def test_the_tree_has_the_root_of_the_rfc_at_every_size() -> None:
    tree = TreeCheck(lambda _level, _n: None)
    leaves = [leaf_hash(str(i).encode()) for i in range(600)]
    for size, leaf in enumerate(leaves, start=1):
        list(tree.add(leaf))
        if size in {1, 2, 3, 255, 256, 257, 511, 512, 513, 600}:
            assert tree.root() == _by_the_book(leaves[:size])


def _found(broken: Broken, mark: Mark) -> list[Fault]:
    material = broken.log.material
    return list(check(Snapshot(broken.connection), material, mark, read_orders(material)))


def _by_the_book(leaves: list[bytes]) -> bytes:
    from hashlib import sha256

    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + _by_the_book(leaves[:half]) + _by_the_book(leaves[half:])).digest()
