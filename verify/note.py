"""Signed notes and verifier keys.

Source:
    c2sp.org/signed-note v1.0.0.
"""

from dataclasses import dataclass
from hashlib import sha256

from verify.errors import Base64MalformedError, NoteMalformedError, PublicKeyInvalidError, VkeyMalformedError
from verify.keys import check_public_key
from verify.strict_base64 import decode_standard

ED25519 = 0x01
COSIGNATURE = 0x04
KEY_ID_BYTES = 4
MAX_NOTE_BYTES = 256 * 1024
MAX_SIGNATURES = 64
_LINE_START = "— "
_FIRST_PRINTABLE = " "


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A key that may sign notes, as a vkey spells it.

    Attributes:
        name: Key name.
        key_id: Four bytes.
        kind: Signature type byte, 0x01 (Ed25519) or 0x04 (cosignature/v1).
        public_key: 32 bytes, checked.
    """

    name: str
    key_id: bytes
    kind: int
    public_key: bytes


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: key name, key id and what follows it."""

    name: str
    key_id: bytes
    blob: bytes


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A note taken apart; nothing is verified yet.

    Attributes:
        body: The signed text with its final newline.
        signatures: The signature lines in order.
    """

    body: str
    signatures: tuple[NoteSignature, ...]

    def by(self, key: VerifierKey) -> list[NoteSignature]:
        """Return the signatures in the name and id of a key."""
        return [each for each in self.signatures if each.name == key.name and each.key_id == key.key_id]


def is_key_name(name: str) -> bool:
    """Tell whether a text can name a key: not empty, no space of any alphabet, no plus, no control character."""
    return bool(name) and "+" not in name and name.isprintable() and not any(each.isspace() for each in name)


def compute_key_id(name: str, kind: int, public_key: bytes) -> bytes:
    """Return the four-byte key id of an Ed25519 key."""
    return sha256(name.encode("utf-8") + b"\n" + bytes([kind]) + public_key).digest()[:KEY_ID_BYTES]


def parse_vkey(text: str, kind: int, where: str = "") -> VerifierKey:
    """Read a verifier key of one signature type.

    Raises:
        VkeyMalformedError: Another form, another type, a key id that does not fit, or an unsound key.
    """
    name, _, rest = text.partition("+")
    hex_id, _, encoded = rest.partition("+")
    try:
        material = decode_standard(encoded)
        check_public_key(material[1:])
    except (Base64MalformedError, PublicKeyInvalidError) as error:
        raise VkeyMalformedError(where) from error
    key_id = compute_key_id(name, kind, material[1:])
    if not is_key_name(name) or material[0] != kind or hex_id != key_id.hex():
        raise VkeyMalformedError(where)
    return VerifierKey(name, key_id, kind, material[1:])


def parse_note(text: str, where: str = "") -> SignedNote:
    """Take a signed note apart.

    Raises:
        NoteMalformedError: Not a signed note, or more than 64 signatures or 256 KiB.
    """
    body, found, lines = text.rpartition("\n\n")
    body += "\n"
    is_printable = all(each == "\n" or each >= _FIRST_PRINTABLE for each in text)
    if not found or not is_printable or not lines.endswith("\n") or len(text) > MAX_NOTE_BYTES:
        raise NoteMalformedError(where)
    signatures = tuple(_parse_signature(line, where) for line in lines[:-1].split("\n"))
    if len(signatures) > MAX_SIGNATURES:
        raise NoteMalformedError(where)
    return SignedNote(body, signatures)


def _parse_signature(line: str, where: str) -> NoteSignature:
    name, found, encoded = line.removeprefix(_LINE_START).partition(" ")
    if not line.startswith(_LINE_START) or not found or not is_key_name(name):
        raise NoteMalformedError(where)
    try:
        blob = decode_standard(encoded)
    except Base64MalformedError as error:
        raise NoteMalformedError(where) from error
    if len(blob) <= KEY_ID_BYTES:
        raise NoteMalformedError(where)
    return NoteSignature(name, blob[:KEY_ID_BYTES], blob[KEY_ID_BYTES:])
