"""ECVRF-EDWARDS25519-SHA512-TAI in plain Python, written from the text of RFC 9381 and RFC 8032. Slow and obvious.

Imports nothing of the project, so that it can disagree with it.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_MINUS_ONE = pow(2, (P - 1) // 4, P)
COFACTOR = 8
SUITE = b"\x03"


class Point(NamedTuple):
    """A point of edwards25519 in affine coordinates."""

    x: int
    y: int


IDENTITY = Point(0, 1)


class Trace(NamedTuple):
    """A proof with the intermediate values that appendix B.3 lists."""

    x: int
    attempts: int
    h: Point
    nonce_string: bytes
    nonce: int
    u: Point
    v: Point
    proof: bytes


def add(a: Point, b: Point) -> Point:
    """Add two points (RFC 8032, section 5.1.4, in affine coordinates)."""
    product = D * a.x * b.x * a.y * b.y % P
    x = (a.x * b.y + b.x * a.y) * pow(1 + product, -1, P) % P
    y = (a.y * b.y + a.x * b.x) * pow(1 - product, -1, P) % P
    return Point(x, y)


def negate(a: Point) -> Point:
    """Negate a point."""
    return Point(-a.x % P, a.y)


def multiply(scalar: int, point: Point) -> Point:
    """Multiply by doubling and adding."""
    result = IDENTITY
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def point_to_string(point: Point) -> bytes:
    """Encode a point (RFC 8032, section 5.1.2)."""
    return (point.y | (point.x & 1) << 255).to_bytes(32, "little")


def string_to_point(data: bytes) -> Point | None:
    """Decode a point (RFC 8032, section 5.1.3); None stands for INVALID."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * SQRT_MINUS_ONE % P
    if x * x % P != square:
        return None
    if x == 0 and sign:
        return None
    return Point(x if x & 1 == sign else P - x, y)


_B = string_to_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
if _B is None:
    raise ArithmeticError("the base point is on the curve")
B = _B


def expand(seed: bytes) -> tuple[int, bytes]:
    """Give secret scalar and nonce prefix (RFC 8032, section 5.1.5)."""
    hashed = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(hashed[:32], "little")
    scalar = scalar & ~7 & ~(1 << 255) | 1 << 254
    return scalar, hashed[32:]


def public_key(seed: bytes) -> bytes:
    """Give the public key of a seed."""
    return point_to_string(multiply(expand(seed)[0], B))


def encode_to_curve(salt: bytes, alpha: bytes) -> tuple[Point, int]:
    """Try and increment (RFC 9381, section 5.4.1.1): the point and the counter that hit."""
    for counter in range(256):
        hashed = hashlib.sha512(SUITE + b"\x01" + salt + alpha + bytes([counter]) + b"\x00").digest()
        point = string_to_point(hashed[:32])
        if point is not None:
            point = multiply(COFACTOR, point)
            if point != IDENTITY:
                return point, counter
    raise ArithmeticError("no attempt hit the curve")


def challenge(*points: Point) -> int:
    """Hash five points to a challenge (section 5.4.3)."""
    data = b"".join(map(point_to_string, points))
    return int.from_bytes(hashlib.sha512(SUITE + b"\x02" + data + b"\x00").digest()[:16], "little")


def prove(seed: bytes, alpha: bytes) -> Trace:
    """Make a proof (section 5.1)."""
    x, prefix = expand(seed)
    y = multiply(x, B)
    h, attempts = encode_to_curve(point_to_string(y), alpha)
    gamma = multiply(x, h)
    nonce_string = hashlib.sha512(prefix + point_to_string(h)).digest()
    k = int.from_bytes(nonce_string, "little") % Q
    u, v = multiply(k, B), multiply(k, h)
    c = challenge(y, h, gamma, u, v)
    s = (k + c * x) % Q
    proof = point_to_string(gamma) + c.to_bytes(16, "little") + s.to_bytes(32, "little")
    return Trace(x, attempts, h, nonce_string, k, u, v, proof)


def proof_to_hash(proof: bytes) -> bytes:
    """Give the output of a proof that is known to be good (section 5.2)."""
    gamma = string_to_point(proof[:32])
    if gamma is None:
        raise ArithmeticError("not a point")
    return hashlib.sha512(SUITE + b"\x03" + point_to_string(multiply(COFACTOR, gamma)) + b"\x00").digest()


def verify(key: bytes, alpha: bytes, proof: bytes) -> bytes | None:
    """Check a proof, validating the key (section 5.3); None stands for INVALID."""
    y = string_to_point(key)
    gamma = string_to_point(proof[:32])
    c, s = int.from_bytes(proof[32:48], "little"), int.from_bytes(proof[48:], "little")
    if y is None or gamma is None or s >= Q or multiply(COFACTOR, y) == IDENTITY:
        return None
    h, _ = encode_to_curve(key, alpha)
    u = add(multiply(s, B), negate(multiply(c, y)))
    v = add(multiply(s, h), negate(multiply(c, gamma)))
    return proof_to_hash(proof) if challenge(y, h, gamma, u, v) == c else None
