"""ECVRF-EDWARDS25519-SHA512-TAI: hashes that only one key can make and anybody can check.

The public key is the Ed25519 public key of the same seed. Stricter than the RFC in two ways that no honest prover
meets: a public key or a proof's point outside the prime-order subgroup is refused, and so is a proof with c or s zero.
The number of attempts to hash onto the curve depends on the input, so proving takes a time that tells something about
the identifier; it is done by the ledger's own servers, for one identifier after another, and never by order of the
party that could measure it alone.

Errors:
    VrfProofError (``vrf-proof``), PublicKeyError (``public-key``), SeedError (``key-seed``).

Source:
    RFC 9381, sections 5.1 to 5.5, suite 0x03.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import NamedTuple

from nacl.bindings import (
    crypto_core_ed25519_add as add,
)
from nacl.bindings import (
    crypto_core_ed25519_is_valid_point as is_valid_point,
)
from nacl.bindings import (
    crypto_core_ed25519_scalar_add as scalar_add,
)
from nacl.bindings import (
    crypto_core_ed25519_scalar_mul as scalar_mul,
)
from nacl.bindings import (
    crypto_core_ed25519_scalar_reduce as scalar_reduce,
)
from nacl.bindings import (
    crypto_core_ed25519_sub as subtract,
)
from nacl.bindings import (
    crypto_scalarmult_ed25519_base_noclamp as multiply_base,
)
from nacl.bindings import (
    crypto_scalarmult_ed25519_noclamp as multiply,
)
from nacl.bindings import crypto_sign_seed_keypair
from nacl.exceptions import RuntimeError as NaclRuntimeError

from ledger.crypto.errors import SeedError, VrfProofError
from ledger.crypto.public_keys import check_public_key

PROOF_BYTES = 80
OUTPUT_BYTES = 64
SEED_BYTES = 32

_SUITE = b"\x03"
_POINT_BYTES = 32
_CHALLENGE_BYTES = 16
_SCALAR_BYTES = 32
_FIELD_PRIME = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_IDENTITY = b"\x01" + bytes(31)
_EIGHT = b"\x08" + bytes(31)
_SIGN_CLEARED = 2**255 - 1


class _Expanded(NamedTuple):
    """A seed expanded as RFC 8032, section 5.1.5, has it; scalars are 32 bytes, little-endian, below the order."""

    public_key: bytes
    scalar: bytes
    eight_scalars: bytes
    nonce_prefix: bytes


def prove(seed: bytes, alpha: bytes) -> bytes:
    """Make the proof for an input (section 5.1): 80 bytes, always the same.

    Args:
        seed: 32-byte secret seed.
        alpha: The input.

    Raises:
        SeedError: The seed is not 32 bytes.
    """
    key = _expand(seed)
    h = _encode_to_curve(key.public_key, alpha)
    gamma = multiply(key.scalar, h)
    k = scalar_reduce(hashlib.sha512(key.nonce_prefix + h).digest())
    c = _challenge(key.public_key, h, gamma, multiply_base(k), multiply(k, h))
    s = scalar_add(k, scalar_mul(_widen(c), key.scalar))
    return gamma + c + s


def evaluate(seed: bytes, alpha: bytes) -> bytes:
    """Make the output for an input without a proof: 64 bytes, what ``verify`` gives for the proof of ``prove``.

    Raises:
        SeedError: The seed is not 32 bytes.
    """
    key = _expand(seed)
    return _output(multiply(key.eight_scalars, _encode_to_curve(key.public_key, alpha)))


def verify(public_key: bytes, alpha: bytes, proof: bytes) -> bytes:
    """Check a proof (section 5.3); return its 64-byte output only if it holds.

    Args:
        public_key: 32 bytes.
        alpha: The input.
        proof: 80 bytes.

    Raises:
        PublicKeyError: The key is not acceptable.
        VrfProofError: The proof does not fit input and key.
    """
    check_public_key(public_key)
    gamma, c, s = _decode_proof(proof)
    h = _encode_to_curve(public_key, alpha)
    wide = _widen(c)
    try:
        u = subtract(multiply_base(s), multiply(wide, public_key))
        v = subtract(multiply(s, h), multiply(wide, gamma))
    except NaclRuntimeError as error:
        raise VrfProofError("c or s is zero") from error
    if _challenge(public_key, h, gamma, u, v) != c:
        raise VrfProofError("the proof does not fit input and key")
    return _output(multiply(_EIGHT, gamma))


@lru_cache(maxsize=8)
def _expand(seed: bytes) -> _Expanded:
    if len(seed) != SEED_BYTES:
        raise SeedError("a VRF seed is 32 bytes")
    public_key, _ = crypto_sign_seed_keypair(seed)
    hashed = hashlib.sha512(seed).digest()
    clamped = bytes([hashed[0] & 0xF8]) + hashed[1:31] + bytes([hashed[31] & 0x7F | 0x40])
    scalar = scalar_reduce(clamped + bytes(32))
    return _Expanded(public_key, scalar, scalar_mul(scalar, _EIGHT), hashed[32:])


def _encode_to_curve(salt: bytes, alpha: bytes) -> bytes:
    """Try and increment (section 5.4.1.1): a point of prime order."""
    start = _SUITE + b"\x01" + salt + alpha
    for counter in range(256):
        candidate = hashlib.sha512(start + bytes([counter]) + b"\x00").digest()[:_POINT_BYTES]
        point = _times_eight(candidate)
        if point is not None:
            return point
    raise VrfProofError("no attempt hit the curve")


def _times_eight(encoded: bytes) -> bytes | None:
    """Decode a point (RFC 8032, section 5.1.3) and clear its cofactor; None if that fails or leaves the identity."""
    y = int.from_bytes(encoded, "little") & _SIGN_CLEARED
    if y >= _FIELD_PRIME:
        return None
    point = encoded
    try:
        for _ in range(3):
            point = add(point, point)
    except NaclRuntimeError:
        return None
    return None if point == _IDENTITY else point


def _decode_proof(proof: bytes) -> tuple[bytes, bytes, bytes]:
    if len(proof) != PROOF_BYTES:
        raise VrfProofError(f"a proof is {PROOF_BYTES} bytes")
    gamma, c, s = proof[:_POINT_BYTES], proof[_POINT_BYTES:-_SCALAR_BYTES], proof[-_SCALAR_BYTES:]
    if not is_valid_point(gamma):
        raise VrfProofError("Gamma is not the canonical encoding of a point of prime order")
    if int.from_bytes(s, "little") >= _ORDER:
        raise VrfProofError("s is not reduced")
    return gamma, c, s


def _challenge(*points: bytes) -> bytes:
    return hashlib.sha512(_SUITE + b"\x02" + b"".join(points) + b"\x00").digest()[:_CHALLENGE_BYTES]


def _output(gamma_times_eight: bytes) -> bytes:
    return hashlib.sha512(_SUITE + b"\x03" + gamma_times_eight + b"\x00").digest()


def _widen(challenge: bytes) -> bytes:
    return challenge + bytes(_SCALAR_BYTES - _CHALLENGE_BYTES)
