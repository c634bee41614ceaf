"""Ed25519 public keys and signatures, checked as strictly as the log format asks.

Errors: see ``ledger.crypto.errors``.

Source:
    RFC 8032 (Ed25519), RFC 7638 and RFC 8037 (thumbprint); docs/log-format.md, section 3.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from nacl.bindings import crypto_core_ed25519_is_valid_point, crypto_sign_open
from nacl.exceptions import BadSignatureError

from ledger import base64url
from ledger.crypto.errors import PublicKeyError, SignatureError

KEY_BYTES = 32
SIGNATURE_BYTES = 64


@lru_cache(maxsize=4096)
def check_public_key(public_key: bytes) -> None:
    """Refuse a public key that is not the one encoding of a point of prime order.

    Raises:
        PublicKeyError: Not 32 bytes, not canonical, not on the curve, or of small or mixed order.
    """
    if len(public_key) != KEY_BYTES:
        raise PublicKeyError("an Ed25519 public key is 32 bytes")
    if not crypto_core_ed25519_is_valid_point(public_key):
        raise PublicKeyError("not the canonical encoding of a point of prime order")


@lru_cache(maxsize=4096)
def thumbprint(public_key: bytes) -> str:
    """Give the key id of a public key: its JWK thumbprint, 43 characters of base64url.

    Raises:
        PublicKeyError: The key is not acceptable.
    """
    check_public_key(public_key)
    jwk = f'{{"crv":"Ed25519","kty":"OKP","x":"{base64url.encode(public_key)}"}}'
    return base64url.encode(hashlib.sha256(jwk.encode("ascii")).digest())


def verify_signature(public_key: bytes, message: bytes, signature: bytes) -> None:
    """Check an Ed25519 signature; return only if it holds.

    Args:
        public_key: 32 bytes; refused unless it is the canonical encoding of a point of prime order.
        message: The signed bytes.
        signature: 64 bytes.

    Raises:
        PublicKeyError: The key is not acceptable.
        SignatureError: The signature does not fit, has a non-canonical S, or an R of small order.
    """
    check_public_key(public_key)
    if len(signature) != SIGNATURE_BYTES:
        raise SignatureError("an Ed25519 signature is 64 bytes")
    try:
        crypto_sign_open(signature + message, public_key)
    except BadSignatureError as error:
        raise SignatureError("the signature does not fit message and key") from error
