"""Proofs, compact ranges and the second path agree with the reference from RFC 9162."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference.merkle import consistency_proof, hash_of_hashes, inclusion_proof, leaf_hash, tree_hash
from verify.compact_range import CompactRange, subtree_root
from verify.errors import HashLengthError, RangeMalformedError
from verify.merkle import EMPTY_ROOT, hash_leaf, verify_consistency, verify_inclusion
from verify.second_path import SecondPath

ENTRIES = [i.to_bytes(2, "big") for i in range(70)]
HASHES = [leaf_hash(entry) for entry in ENTRIES]


def leaves(start: int, end: int) -> CompactRange:
    return CompactRange.of_hashes(0, start, HASHES[start:end])


def frontier(size: int) -> list[bytes]:
    return [value for _, _, value in leaves(0, size).nodes]


def test_the_leaf_hash_is_that_of_the_reference() -> None:
    assert hash_leaf(b"entry") == leaf_hash(b"entry")


def test_every_leaf_of_every_small_tree_is_included() -> None:
    for size in range(1, 35):
        root = tree_hash(ENTRIES[:size])
        for index in range(size):
            verify_inclusion(HASHES[index], index, size, inclusion_proof(index, ENTRIES[:size]), root)


def test_every_small_tree_is_consistent_with_every_later_one() -> None:
    for size in range(25):
        root = tree_hash(ENTRIES[:size])
        for old_size in range(size + 1):
            proof = consistency_proof(old_size, ENTRIES[:size])
            verify_consistency(old_size, tree_hash(ENTRIES[:old_size]), size, root, proof)


@given(st.lists(st.integers(0, 70), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_ranges_merge_to_the_root_in_any_grouping(cuts: list[int], rng: random.Random) -> None:
    places = sorted({0, 70, *cuts})
    parts = [leaves(a, b) for a, b in pairwise(places)]
    while len(parts) > 1:
        place = rng.randrange(len(parts) - 1)
        parts[place : place + 2] = [parts[place] + parts[place + 1]]
    assert parts[0] == leaves(0, 70)
    assert parts[0].root() == tree_hash(ENTRIES)


def test_the_empty_range_has_the_root_of_the_empty_tree() -> None:
    assert CompactRange(0, 0).root() == EMPTY_ROOT == tree_hash([])


def test_ranges_that_do_not_meet_do_not_merge() -> None:
    with pytest.raises(RangeMalformedError):
        leaves(0, 3) + leaves(4, 5)


def test_a_range_that_begins_later_has_no_root() -> None:
    with pytest.raises(RangeMalformedError):
        leaves(1, 3).root()


def test_subtrees_of_a_higher_level_make_the_same_range() -> None:
    quarters = [subtree_root(HASHES[i : i + 4]) for i in range(0, 64, 4)]
    assert CompactRange.of_hashes(2, 0, quarters) + leaves(64, 70) == leaves(0, 70)


@given(st.lists(st.integers(0, 70), min_size=1, max_size=5).map(sorted))
def test_the_second_path_gives_the_reference_root_in_any_stretches(sizes: list[int]) -> None:
    path = SecondPath(sizes[0], frontier(sizes[0]))
    for start, end in pairwise(sizes):
        path.add(HASHES[start:end])
    assert path.size == sizes[-1]
    assert path.root() == hash_of_hashes(HASHES[: sizes[-1]])


@pytest.mark.parametrize(("size", "count"), [(3, 1), (4, 2), (0, 1), (-1, 0)])
def test_a_frontier_of_another_size_is_refused(size: int, count: int) -> None:
    with pytest.raises(RangeMalformedError):
        SecondPath(size, HASHES[:count])


def test_the_second_path_refuses_hashes_of_another_length() -> None:
    with pytest.raises(HashLengthError):
        SecondPath(0, []).add([b"short"])
    with pytest.raises(HashLengthError):
        SecondPath(1, [b"short"])
