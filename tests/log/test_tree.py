import hashlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.log.tree import EMPTY_ROOT, FullTile, Tree
from tests.log.logs import Roots, tree_hash
from verify.merkle import verify_inclusion

_STEPS = st.lists(st.sampled_from([1, 1, 2, 3, 100, 254, 255, 256, 257, 600]), min_size=1, max_size=6)


def leaves() -> Iterator[bytes]:
    number = 0
    while True:
        yield hashlib.sha256(number.to_bytes(8, "big")).digest()
        number += 1


@given(_STEPS)
def test_growing_in_steps_gives_the_tree_of_the_specification(steps: list[int]) -> None:
    source, grown, tree = leaves(), list[bytes](), Tree()
    tiles: list[FullTile] = []
    for step in steps:
        new = [next(source) for _ in range(step)]
        growth = tree.grow(new)
        assert tree.size == len(grown)
        grown += new
        tree, tiles = growth.tree, tiles + growth.tiles
        assert growth.root == tree.root == tree_hash(grown)
        for position in {len(grown) - step, len(grown) - step // 2 - 1, len(grown) - 1}:
            proof = growth.inclusion_proof(position)
            verify_inclusion(grown[position], position, len(grown), proof, growth.root)
        again = Tree(tree.size, tree.edge)
        assert (again.frontier, again.root) == (tree.frontier, tree.root)
    assert [tile.n for tile in tiles] == list(range(len(grown) // 256))
    for tile in tiles:
        part = grown[tile.n * 256 : tile.n * 256 + 256]
        assert (tile.level, tile.hashes, tile.root) == (0, b"".join(part), tree_hash(part))


def test_a_tile_of_tiles_is_filled_at_65536_leaves() -> None:
    source, tree = leaves(), Tree()
    grown = [next(source) for _ in range(65_537)]
    first = tree.grow(grown[:65_000])
    second = first.tree.grow(grown[65_000:])
    upper = [tile for tile in (*first.tiles, *second.tiles) if tile.level == 1]
    roots = b"".join(tree_hash(grown[i : i + 256]) for i in range(0, 65_536, 256))
    assert [(tile.n, tile.hashes) for tile in upper] == [(0, roots)]
    assert upper[0].root == tree_hash(grown[:65_536])
    assert [len(level) for level in second.tree.edge] == [1, 0, 1]
    assert Tree(65_537, second.tree.edge).root == second.root == tree_hash(grown)


def test_growing_by_nothing_changes_nothing() -> None:
    empty = Tree().grow(())
    assert (empty.root, empty.tree.size, empty.tiles) == (EMPTY_ROOT, 0, [])
    source = leaves()
    tree = Tree().grow([next(source) for _ in range(300)]).tree
    assert tree.grow(()).root == tree.root


@pytest.mark.parametrize("position", [-1, 0, 2, 5])
def test_a_growth_proves_only_what_it_appended(position: int) -> None:
    source = leaves()
    tree = Tree().grow([next(source) for _ in range(3)]).tree
    growth = tree.grow([next(source) for _ in range(2)])
    with pytest.raises(ValueError, match="did not append"):
        growth.inclusion_proof(position)


@pytest.mark.parametrize("edge", [[], [[b"x"]], [[b"x"] * 3], [[b"x"] * 256], [[b"x"] * 2, [b"x"]]])
def test_open_tiles_of_another_size_are_refused(edge: list[list[bytes]]) -> None:
    with pytest.raises(ValueError, match="do not belong"):
        Tree(2 if edge != [[b"x"] * 256] else 256, edge)


def test_the_one_pass_reference_gives_the_roots_of_the_specification() -> None:
    source = leaves()
    grown = [next(source) for _ in range(70)]
    assert Roots(grown, set(range(71))).at == {size: tree_hash(grown[:size]) for size in range(71)}
