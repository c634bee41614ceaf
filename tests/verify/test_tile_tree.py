"""Tiles are authenticated from the root down; the one that does not fit is named, and no other."""

import pytest

from tests.verify.sample_log import tiled
from verify.audit.errors import RootMismatchError, TileMismatchError
from verify.audit.tree import TileTree
from verify.compact_range import CompactRange
from verify.errors import VerifyError
from verify.merkle import hash_leaf


def test_big_trees_are_authenticated_through_three_levels() -> None:
    entries = [i.to_bytes(4, "big") for i in range(65_536 + 256 + 3)]
    files = tiled(entries)
    whole = CompactRange.of_hashes(0, 0, [hash_leaf(entry) for entry in entries])
    tree = TileTree(files.get, len(entries), whole.root())
    for number in range(tree.leaf_tile_count() - 1):
        assert tree.hash_of_leaf_tile(number) is not None
    assert tree.hash_of_leaf_tile(257) is None
    assert b"".join(tree.edge_leaves()) == files["tile/0/257.p/3"]


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_wrong_hash_on_the_right_edge_is_found_from_below(level: int) -> None:
    entries = [i.to_bytes(4, "big") for i in range(65_536 + 512 + 3)]
    files = tiled(entries)
    whole = CompactRange.of_hashes(0, 0, [hash_leaf(entry) for entry in entries])
    path, place, position = {
        0: ("tile/0/258.p/3", 2, 66_050), 1: ("tile/1/001.p/2", 1, 65_792), 2: ("tile/2/000.p/1", 0, 0),
    }[level]  # fmt: skip
    tile = bytearray(files[path])
    tile[32 * place] ^= 1
    with pytest.raises(TileMismatchError) as caught:
        TileTree({**files, path: bytes(tile)}.get, len(entries), whole.root())
    assert (caught.value.where, caught.value.position) == (path, position)


def test_an_upper_tile_that_does_not_fit_is_named() -> None:
    entries = [i.to_bytes(4, "big") for i in range(65_536 + 256)]
    files = tiled(entries)
    whole = CompactRange.of_hashes(0, 0, [hash_leaf(entry) for entry in entries])
    tree = TileTree({**files, "tile/1/000": files["tile/1/000"][::-1]}.get, len(entries), whole.root())
    with pytest.raises(TileMismatchError) as caught:
        tree.hash_of_leaf_tile(3)
    assert (caught.value.where, caught.value.position) == ("tile/1/000", 0)


def test_when_nothing_below_can_be_read_no_tile_is_blamed() -> None:
    entries = [i.to_bytes(4, "big") for i in range(512 + 3)]
    files = {path: data for path, data in tiled(entries).items() if path in {"tile/0/002.p/3", "tile/1/000.p/2"}}
    with pytest.raises(VerifyError) as caught:
        TileTree(files.get, len(entries), bytes(32))
    assert caught.value.code == "root-mismatch"


def test_of_two_wrong_hashes_on_the_right_edge_none_is_blamed() -> None:
    entries = [i.to_bytes(4, "big") for i in range(512 + 3)]
    files = tiled(entries)
    whole = CompactRange.of_hashes(0, 0, [hash_leaf(entry) for entry in entries])
    files["tile/0/002.p/3"] = bytes(32) + files["tile/0/002.p/3"][32:64] + bytes(32)
    with pytest.raises(RootMismatchError):
        TileTree(files.get, len(entries), whole.root())
