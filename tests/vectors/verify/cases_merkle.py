"""Cases of inclusion and consistency proofs."""

from collections.abc import Iterator
from typing import Any

from tests.reference.merkle import consistency_proof, inclusion_proof, leaf_hash, tree_hash

Case = tuple[str, str | None, dict[str, Any]]

LEAVES = [bytes([i]) * i for i in range(13)]


def _inclusion(index: int, size: int) -> dict[str, Any]:
    return {
        "leaf": leaf_hash(LEAVES[index]).hex(),
        "index": index,
        "size": size,
        "path": [each.hex() for each in inclusion_proof(index, LEAVES[:size])],
        "root": tree_hash(LEAVES[:size]).hex(),
    }


def inclusion_cases() -> Iterator[Case]:
    for index, size in ((0, 1), (0, 2), (1, 2), (2, 3), (4, 7), (6, 7), (7, 8), (11, 12), (12, 13)):
        yield f"{index}-of-{size}", None, _inclusion(index, size)
    good = _inclusion(4, 7)
    path = good["path"]
    yield "path-too-short", "proof-length", {**good, "path": path[:-1]}
    yield "path-empty", "proof-length", {**good, "path": []}
    yield "path-too-long", "proof-length", {**good, "path": [*path, path[0]]}
    yield "path-too-long-for-one-leaf", "proof-length", {**_inclusion(0, 1), "path": path[:1]}
    yield "path-reversed", "inclusion-mismatch", {**good, "path": path[::-1]}
    yield "path-hash-changed", "inclusion-mismatch", {**good, "path": [path[1], *path[1:]]}
    yield "path-hash-of-31-bytes", "hash-length", {**good, "path": [path[0][2:], *path[1:]]}
    yield "root-of-33-bytes", "hash-length", {**good, "root": good["root"] + "00"}
    yield "leaf-of-31-bytes", "hash-length", {**good, "leaf": good["leaf"][2:]}
    yield "root-of-another-tree", "inclusion-mismatch", {**good, "root": tree_hash(LEAVES[:6]).hex()}
    yield "leaf-of-another-entry", "inclusion-mismatch", {**good, "leaf": leaf_hash(LEAVES[5]).hex()}
    yield "neighbour-index", "inclusion-mismatch", {**good, "index": 5}
    yield "index-is-size", "index-beyond-tree", {**good, "index": 7}
    yield "index-beyond-size", "index-beyond-tree", {**good, "index": 70}
    yield "index-negative", "index-beyond-tree", {**good, "index": -1}
    yield "empty-tree", "index-beyond-tree", {**_inclusion(0, 1), "size": 0}
    yield "size-changed", "proof-length", {**good, "size": 5}


def _consistency(old: int, size: int) -> dict[str, Any]:
    return {
        "old_size": old,
        "old_root": tree_hash(LEAVES[:old]).hex(),
        "size": size,
        "root": tree_hash(LEAVES[:size]).hex(),
        "path": [each.hex() for each in consistency_proof(old, LEAVES[:size])],
    }


def consistency_cases() -> Iterator[Case]:
    for old, size in ((0, 0), (0, 5), (1, 1), (1, 2), (2, 5), (3, 7), (4, 7), (6, 8), (7, 8), (8, 13), (12, 13)):
        yield f"{old}-to-{size}", None, _consistency(old, size)
    good = _consistency(3, 7)
    path = good["path"]
    yield "path-too-short", "proof-length", {**good, "path": path[:-1]}
    yield "path-empty", "proof-length", {**good, "path": []}
    yield "path-too-long", "proof-length", {**good, "path": [*path, path[0]]}
    yield "path-for-the-empty-tree", "proof-length", {**_consistency(0, 5), "path": path}
    yield "path-for-the-same-tree", "proof-length", {**_consistency(5, 5), "path": path}
    yield "path-hash-changed", "consistency-mismatch", {**good, "path": [path[1], *path[1:]]}
    yield "last-path-hash-changed", "consistency-mismatch", {**good, "path": [*path[:-1], path[0]]}
    yield "path-hash-of-31-bytes", "hash-length", {**good, "path": [path[0][2:], *path[1:]]}
    yield "old-root-changed", "consistency-mismatch", {**good, "old_root": tree_hash(LEAVES[:2]).hex()}
    yield "root-changed", "consistency-mismatch", {**good, "root": tree_hash(LEAVES[:6]).hex()}
    yield "same-size-other-root", "consistency-mismatch", {**_consistency(5, 5), "root": good["root"]}
    yield "empty-tree-with-other-root", "consistency-mismatch", {**_consistency(0, 5), "old_root": good["root"]}
    yield "shrinking", "range-malformed", {**good, "old_size": 8}
    yield "negative", "range-malformed", {**good, "old_size": -1}
    yield (
        "power-of-two-with-other-old-root",
        "consistency-mismatch",
        {**_consistency(4, 7), "old_root": good["old_root"]},
    )
