"""Labelled hashes: every hash names its purpose, its version and its log.

A hash made for one purpose or one log can never be taken for another's, and no two lists of fields give the
same input, because each field goes in with its length.

Source:
    docs/log-format.md, sections 2, 8, 9 and 12.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache

OPEN_KEY = "chengjian/open-key/v1"
SPINE_KEY = "chengjian/spine-key/v1"
SEALED_KEY = "chengjian/sealed-key/v1"
FILE_COMMITMENT = "chengjian/file-secret/v1"
HANDLE = "chengjian/handle/v1"
VAULT = "chengjian/vault/v1"
DATA_KEY = "chengjian/data-key/v1"
ATTACHMENT = "chengjian/attachment/v1"


def length_prefixed(*fields: bytes) -> bytes:
    """Join fields, each after its length as four bytes, big-endian."""
    return b"".join([len(field).to_bytes(4, "big") + field for field in fields])


@lru_cache(maxsize=256)
def _prefix(label: str, origin: str) -> bytes:
    return length_prefixed(label.encode("utf-8"), origin.encode("utf-8"))


def labelled_hash(label: str, origin: str, *fields: bytes) -> bytes:
    """Hash fields under a label: the function H of the log format, 32 bytes."""
    return hashlib.sha256(_prefix(label, origin) + length_prefixed(*fields)).digest()


def labelled_mac(secret: bytes, label: str, origin: str, *fields: bytes) -> bytes:
    """Authenticate fields under a secret and a label: the function M of the log format, 32 bytes."""
    return hmac.digest(secret, _prefix(label, origin) + length_prefixed(*fields), "sha256")


def open_key(origin: str, tag: str, i: int) -> bytes:
    """Make the one-time key of the i-th entry of an open tag; anybody can recompute it."""
    return labelled_hash(OPEN_KEY, origin, tag.encode("utf-8"), i.to_bytes(8, "big"))


def spine_key(origin: str, handle: bytes, i: int) -> bytes:
    """Make the one-time key of the i-th entry of a subject's spine, from its 64-byte handle."""
    return labelled_hash(SPINE_KEY, origin, handle, i.to_bytes(8, "big"))


def sealed_key(origin: str, file_secret: bytes, i: int) -> bytes:
    """Make the one-time key of the i-th entry of a subject's file, from its 32-byte file secret."""
    return labelled_mac(file_secret, SEALED_KEY, origin, i.to_bytes(8, "big"))


def commit_secret(origin: str, file_secret: bytes) -> bytes:
    """Commit to a file secret: the ``secret_commitment`` of ``subject-opened``, before base64url."""
    return labelled_hash(FILE_COMMITMENT, origin, file_secret)


def handle_alpha(origin: str, identifier_type: str, identifier: str) -> bytes:
    """Spell the VRF input of an identifier in canonical form."""
    return _prefix(HANDLE, origin) + length_prefixed(identifier_type.encode("ascii"), identifier.encode("ascii"))


def vault_data(origin: str, jwt_hash: bytes, role: str) -> bytes:
    """Spell the associated data of a vault row's disclosures."""
    return _prefix(VAULT, origin) + length_prefixed(jwt_hash, role.encode("ascii"))


def data_key_data(origin: str, jwt_hash: bytes, role: str) -> bytes:
    """Spell the associated data of a vault row's wrapped data key."""
    return _prefix(DATA_KEY, origin) + length_prefixed(jwt_hash, role.encode("ascii"))


def attachment_digest(origin: str, salt: bytes, content: bytes) -> bytes:
    """Name an attachment, before base64url; the 16 random bytes of salt keep anybody from finding out by trial."""
    return labelled_hash(ATTACHMENT, origin, salt, content)
