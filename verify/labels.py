"""Labelled hashes and the one-time keys of open tags.

Source:
    docs/log-format.md, section 2.
"""

from hashlib import sha256

from verify.strict_base64 import encode_url

OPEN_KEY_LABEL = b"chengjian/open-key/v1"


def length_prefixed(*fields: bytes) -> bytes:
    """Return each field after its length as four bytes, big-endian."""
    return b"".join(len(field).to_bytes(4, "big") + field for field in fields)


def labelled_hash(label: bytes, origin: str, *fields: bytes) -> bytes:
    """Return ``H(label, f1 … fn)``."""
    return sha256(length_prefixed(label, origin.encode("utf-8"), *fields)).digest()


def open_key(origin: str, tag: str, count: int) -> str:
    """Return the one-time key, base64url, of the entry under an open tag that ``count`` others precede."""
    return encode_url(labelled_hash(OPEN_KEY_LABEL, origin, tag.encode("utf-8"), count.to_bytes(8, "big")))
