"""Ed25519 keys, key ids and signatures.

Source:
    RFC 8032; RFC 7638; docs/log-format.md, section 3.
"""

from hashlib import sha256

from nacl.bindings import crypto_core_ed25519_is_valid_point, crypto_sign_open
from nacl.exceptions import BadSignatureError

from verify.errors import PublicKeyInvalidError, SignatureWrongError
from verify.strict_base64 import encode_url

PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64
KEY_ID_LENGTH = 43


def check_public_key(public_key: bytes, where: str = "") -> None:
    """Check that a key is canonical, on the curve, in the prime-order subgroup and not the neutral element.

    Raises:
        PublicKeyInvalidError: It is not.
    """
    if len(public_key) != PUBLIC_KEY_BYTES or not crypto_core_ed25519_is_valid_point(public_key):
        raise PublicKeyInvalidError(where)


def key_id(public_key: bytes) -> str:
    """Return the JWK thumbprint of a key, 43 characters."""
    jwk = f'{{"crv":"Ed25519","kty":"OKP","x":"{encode_url(public_key)}"}}'
    return encode_url(sha256(jwk.encode("ascii")).digest())


def verify_signature(public_key: bytes, message: bytes, signature: bytes, where: str = "") -> None:
    """Check a signature under a key that passed ``check_public_key``; return only if it is right.

    libsodium refuses non-canonical S, R of small order and keys of small order.

    Raises:
        SignatureWrongError: It is wrong.
    """
    if len(signature) != SIGNATURE_BYTES:
        raise SignatureWrongError(where)
    try:
        crypto_sign_open(signature + message, public_key)
    except BadSignatureError as error:
        raise SignatureWrongError(where) from error
