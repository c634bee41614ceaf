"""The vault: disclosures and attachments apart from statements, each record under its own key.

Errors:
    VaultError (``vault-row``): a row does not decrypt under the key, was changed, or holds no disclosures.

Source:
    docs/log-format.md, sections 9 and 12.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_ABYTES as TAG_BYTES,
)
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt,
)
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt,
)
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES as NONCE_BYTES,
)
from nacl.exceptions import CryptoError

from ledger import labels, strict_json
from ledger.append import VaultRow
from ledger.base64url import decode, encode

__all__ = [
    "Attachment",
    "VaultError",
    "VaultRow",
    "attachment_role",
    "is_attachment",
    "open_attachment",
    "open_record",
    "open_text",
    "rewrap",
    "seal_attachment",
    "seal_record",
]

KEY_BYTES = 32
OWNER_BYTES = 16
_ATTACHMENT = "attachment-"
_HEADER = frozenset({"length", "salt", "type"})


class VaultError(Exception):
    """A vault row does not open: wrong key, changed bytes, or bytes of another row."""

    code: ClassVar[str] = "vault-row"


class Attachment(NamedTuple):
    """A file that a statement names (证据附件), and what is needed to find its name again.

    Attributes:
        media_type: What it is, by its own bytes.
        salt: 16 bytes.
        content: Its bytes.
    """

    media_type: str
    salt: bytes
    content: bytes


def seal_record(
    origin: str, jwt_hash: bytes, role: str, disclosures: Sequence[str], owner_key: bytes, *, owner: bytes
) -> VaultRow:
    """Encrypt one role's disclosures of one record under a new data key, and that under the owner's key.

    Args:
        origin: The log's origin.
        jwt_hash: SHA-256 of the statement's JWT, 32 bytes.
        role: ``subject`` or ``representative``.
        disclosures: As they stand in the statement; pads go with the subject's.
        owner_key: 32 bytes, the key of the person or body whose data these are.
        owner: 16 bytes, the id of that person or body.
    """
    return _seal(origin, jwt_hash, role, strict_json.dump_checked(disclosures), owner_key, owner)


def attachment_role(tag: bytes) -> str:
    """Name the row of an attachment beside those of its event's disclosures.

    Args:
        tag: 16 bytes, the keyed digest of the attachment's private tag.
    """
    return f"{_ATTACHMENT}{tag.hex()}"


def is_attachment(role: str) -> bool:
    """Tell whether a row of this role holds an attachment."""
    return role.startswith(_ATTACHMENT)


def seal_attachment(
    origin: str, jwt_hash: bytes, role: str, attachment: Attachment, owner_key: bytes, *, owner: bytes
) -> VaultRow:
    """Encrypt an attachment of one record under a new data key, and that under the owner's key.

    Args:
        origin: The log's origin.
        jwt_hash: SHA-256 of the JWT of the statement that names it, 32 bytes.
        role: Of the row, see `attachment_role`.
        attachment: What is sealed.
        owner_key: 32 bytes, the key of the statement's subject.
        owner: 16 bytes, the id of the subject.
    """
    media_type, salt, content = attachment
    header = strict_json.dump_checked({"length": len(content), "salt": encode(salt), "type": media_type})
    return _seal(origin, jwt_hash, role, b"".join((header, b"\n", content)), owner_key, owner)


def open_attachment(origin: str, jwt_hash: bytes, row: VaultRow, owner_key: bytes) -> Attachment:
    """Decrypt an attachment.

    Raises:
        VaultError: The row does not open under this key, for this JWT and role, or holds no attachment.
    """
    header, _, content = open_text(origin, jwt_hash, row, owner_key).partition(b"\n")
    try:
        members = strict_json.decode(header)
        if not isinstance(members, dict) or members.keys() != _HEADER:
            raise VaultError("not the header of an attachment")
        salt = decode(str(members["salt"]))
    except ValueError as error:
        raise VaultError("not the header of an attachment") from error
    if members["length"] != len(content):
        raise VaultError("an attachment of another length")
    return Attachment(str(members["type"]), salt, content)


def _seal(origin: str, jwt_hash: bytes, role: str, text: bytes, owner_key: bytes, owner: bytes) -> VaultRow:
    randomness = os.urandom(KEY_BYTES + 2 * NONCE_BYTES)
    data_key = randomness[:KEY_BYTES]
    nonce, key_nonce = randomness[KEY_BYTES:-NONCE_BYTES], randomness[-NONCE_BYTES:]
    sealed = nonce + encrypt(text, labels.vault_data(origin, jwt_hash, role), nonce, data_key)
    return VaultRow(role, owner, sealed, _wrap(origin, jwt_hash, role, data_key, key_nonce, owner_key))


def open_record(origin: str, jwt_hash: bytes, row: VaultRow, owner_key: bytes) -> tuple[str, ...]:
    """Decrypt the disclosures of a row, as they stood in the statement.

    Raises:
        VaultError: The row does not open under this key, for this JWT and role.
    """
    try:
        disclosures = strict_json.decode(open_text(origin, jwt_hash, row, owner_key))
    except strict_json.StrictJsonError as error:
        raise VaultError("the row is not strict JSON") from error
    if not isinstance(disclosures, list):
        raise VaultError("the row is not an array")
    opened = tuple([item for item in disclosures if isinstance(item, str)])
    if len(opened) != len(disclosures):
        raise VaultError("the row is not an array of strings")
    return opened


def open_text(origin: str, jwt_hash: bytes, row: VaultRow, owner_key: bytes) -> bytes:
    """Decrypt the disclosures of a row as the strict JSON that was sealed, for readers that need few of them.

    Raises:
        VaultError: The row does not open under this key, for this JWT and role.
    """
    data_key = _unwrap(origin, jwt_hash, row, owner_key)
    return _decrypt(row.sealed, labels.vault_data(origin, jwt_hash, row.role), data_key)


def rewrap(origin: str, jwt_hash: bytes, row: VaultRow, old_key: bytes, new_key: bytes) -> VaultRow:
    """Wrap a row's data key under the owner's next key; the disclosures stay as they are.

    Raises:
        VaultError: The data key does not open under the old key.
    """
    data_key = _unwrap(origin, jwt_hash, row, old_key)
    wrapped = _wrap(origin, jwt_hash, row.role, data_key, os.urandom(NONCE_BYTES), new_key)
    return VaultRow(row.role, row.owner, row.sealed, wrapped)


def _wrap(origin: str, jwt_hash: bytes, role: str, data_key: bytes, nonce: bytes, owner_key: bytes) -> bytes:
    return nonce + encrypt(data_key, labels.data_key_data(origin, jwt_hash, role), nonce, owner_key)


def _unwrap(origin: str, jwt_hash: bytes, row: VaultRow, owner_key: bytes) -> bytes:
    data_key = _decrypt(row.wrapped_key, labels.data_key_data(origin, jwt_hash, row.role), owner_key)
    if len(data_key) != KEY_BYTES:
        raise VaultError("a data key is 32 bytes")
    return data_key


def _decrypt(sealed: bytes, associated: bytes, key: bytes) -> bytes:
    if len(sealed) < NONCE_BYTES + TAG_BYTES:
        raise VaultError("too short for nonce and tag")
    try:
        return decrypt(sealed[NONCE_BYTES:], associated, sealed[:NONCE_BYTES], key)
    except CryptoError as error:
        raise VaultError("does not open under this key, for this JWT and role") from error
