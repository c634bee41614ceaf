"""Merkle trees straight from RFC 9162: slow, obvious, recursive.

Each function is the definition of its section, word for word; it checks clever code.
"""

import hashlib
from collections.abc import Sequence


def leaf_hash(entry: bytes) -> bytes:
    """MTH({d[0]}) = HASH(0x00 || d[0]) (section 2.1.1)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def _node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(count: int) -> int:
    """Return the largest power of two smaller than ``count``."""
    k = 1
    while k * 2 < count:
        k *= 2
    return k


def tree_hash(entries: Sequence[bytes]) -> bytes:
    """Return MTH(D[n]) (section 2.1.1)."""
    return hash_of_hashes([leaf_hash(entry) for entry in entries])


def hash_of_hashes(hashes: Sequence[bytes]) -> bytes:
    """Return MTH over leaf hashes."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = _split(len(hashes))
    return _node_hash(hash_of_hashes(hashes[:k]), hash_of_hashes(hashes[k:]))


def inclusion_proof(index: int, entries: Sequence[bytes]) -> list[bytes]:
    """Return PATH(m, D_n) (section 2.1.3.1)."""
    return path_of_hashes(index, [leaf_hash(entry) for entry in entries])


def path_of_hashes(index: int, hashes: Sequence[bytes]) -> list[bytes]:
    """Return PATH(m, D_n) over leaf hashes."""
    if len(hashes) == 1:
        return []
    k = _split(len(hashes))
    if index < k:
        return [*path_of_hashes(index, hashes[:k]), hash_of_hashes(hashes[k:])]
    return [*path_of_hashes(index - k, hashes[k:]), hash_of_hashes(hashes[:k])]


def consistency_proof(old_size: int, entries: Sequence[bytes]) -> list[bytes]:
    """Return PROOF(m, D_n) = SUBPROOF(m, D_n, true) (section 2.1.4.1); empty for the empty and for the same tree."""
    if old_size in {0, len(entries)}:
        return []
    return _subproof(old_size, [leaf_hash(entry) for entry in entries], is_whole=True)


def _subproof(old_size: int, hashes: Sequence[bytes], *, is_whole: bool) -> list[bytes]:
    if old_size == len(hashes):
        return [] if is_whole else [hash_of_hashes(hashes)]
    k = _split(len(hashes))
    if old_size <= k:
        return [*_subproof(old_size, hashes[:k], is_whole=is_whole), hash_of_hashes(hashes[k:])]
    return [*_subproof(old_size - k, hashes[k:], is_whole=False), hash_of_hashes(hashes[:k])]
