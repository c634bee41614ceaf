"""Merkle tree proofs.

Source:
    RFC 9162, sections 2.1.1, 2.1.3.2 and 2.1.4.2.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from verify.errors import (
    ConsistencyMismatchError,
    HashLengthError,
    InclusionMismatchError,
    IndexBeyondTreeError,
    ProofLengthError,
    RangeMalformedError,
)

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def hash_leaf(entry: bytes) -> bytes:
    """Return the leaf hash of one entry."""
    return sha256(b"\x00" + entry).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


def verify_inclusion(leaf_hash: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """Check that one leaf sits at one place in one tree; return only if it does.

    Args:
        leaf_hash: 32 bytes, ``hash_leaf`` over the exact entry bytes.
        index: Zero-based position, ``0 <= index < size``.
        size: Number of leaves, from a *verified* checkpoint.
        path: Sibling hashes, 32 bytes each, leaf to root.
        root: 32-byte tree head of the same checkpoint.

    Raises:
        IndexBeyondTreeError: There is no such position in the tree.
        HashLengthError: A hash is not 32 bytes.
        ProofLengthError: The path is longer or shorter than the position needs.
        InclusionMismatchError: The recomputed root differs from ``root``.

    Source:
        RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size:
        raise IndexBeyondTreeError(index=index, size=size)
    _check_hashes([leaf_hash, root, *path])
    siblings = iter(path)
    node, last, result = index, size - 1, leaf_hash
    while last > 0:
        if node & 1:
            result = hash_node(_next(siblings), result)
        elif node < last:
            result = hash_node(result, _next(siblings))
        node >>= 1
        last >>= 1
    if next(siblings, None) is not None:
        raise ProofLengthError
    if result != root:
        raise InclusionMismatchError


def verify_consistency(old_size: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> None:
    """Check that the tree of ``old_size`` is a prefix of the tree of ``size``; return only if it is.

    Args:
        old_size: Leaves of the earlier tree; 0 is consistent with everything and has an empty path.
        old_root: 32-byte head of the earlier tree.
        size: Leaves of the later tree, at least ``old_size``.
        root: 32-byte head of the later tree.
        path: Hashes of RFC 9162, section 2.1.4.1.

    Raises:
        RangeMalformedError: The later tree is the smaller one.
        HashLengthError: A hash is not 32 bytes.
        ProofLengthError: The path is longer or shorter than the sizes need.
        ConsistencyMismatchError: One of the two recomputed roots differs.

    Source:
        RFC 9162, section 2.1.4.2.
    """
    if not 0 <= old_size <= size:
        raise RangeMalformedError(start=old_size, end=size)
    _check_hashes([old_root, root, *path])
    if old_size in {0, size}:
        if path:
            raise ProofLengthError
        if old_root != (root if old_size else EMPTY_ROOT):
            raise ConsistencyMismatchError
        return
    siblings = iter(path)
    node, last = _strip_full_levels(old_size - 1, size - 1)
    old_result = result = _next(siblings) if node else old_root
    while last > 0:
        if node & 1:
            sibling = _next(siblings)
            old_result = hash_node(sibling, old_result)
            result = hash_node(sibling, result)
        elif node < last:
            result = hash_node(result, _next(siblings))
        node >>= 1
        last >>= 1
    if next(siblings, None) is not None:
        raise ProofLengthError
    if old_result != old_root or result != root:
        raise ConsistencyMismatchError


def _strip_full_levels(node: int, last: int) -> tuple[int, int]:
    """Leave out the levels on which the earlier tree ends with a right child: both trees share that subtree."""
    while node & 1:
        node >>= 1
        last >>= 1
    return node, last


def _next(siblings: Iterator[bytes]) -> bytes:
    sibling = next(siblings, None)
    if sibling is None:
        raise ProofLengthError
    return sibling


def _check_hashes(hashes: Sequence[bytes]) -> None:
    for each in hashes:
        if len(each) != HASH_BYTES:
            raise HashLengthError
