"""Checkpoints: a tree's size and root as a signed note.

Source:
    C2SP signed-note and tlog-checkpoint; docs/log-format.md, section 6.
"""

import hashlib
from base64 import b64encode
from typing import Protocol

ED25519 = b"\x01"


class CheckpointKey(Protocol):
    """What signs checkpoints; `ledger.crypto.keys.SigningKey` does."""

    @property
    def public_key(self) -> bytes:
        """32 bytes, Ed25519."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Sign deterministically, 64 bytes."""
        ...


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """Spell the signed lines: origin, size, root."""
    return f"{origin}\n{size}\n{b64encode(root).decode('ascii')}\n"


def key_id(name: str, public_key: bytes) -> bytes:
    """Compute the four bytes by which a note names an Ed25519 key."""
    return hashlib.sha256(name.encode("utf-8") + b"\n" + ED25519 + public_key).digest()[:4]


def verification_key(name: str, public_key: bytes) -> str:
    """Spell a public key as C2SP vkey."""
    return f"{name}+{key_id(name, public_key).hex()}+{b64encode(ED25519 + public_key).decode('ascii')}"


class CheckpointSigner:
    """Signs the checkpoints of one log.

    Ed25519 is deterministic, so the same tree always gives the same note and nothing has to be stored. Callers sign
    only what stands at or below the high-water mark.
    """

    def __init__(self, origin: str, key: CheckpointKey) -> None:
        """Keep origin and key; the key's name in the note is the origin."""
        self.origin = origin
        self._key = key
        self._key_id = key_id(origin, key.public_key)

    @property
    def vkey(self) -> str:
        """The log's verification key."""
        return verification_key(self.origin, self._key.public_key)

    def sign(self, size: int, root: bytes) -> str:
        """Make the signed note of a tree."""
        text = checkpoint_text(self.origin, size, root)
        signature = self._key.sign(text.encode("utf-8"))
        return f"{text}\n— {self.origin} {b64encode(self._key_id + signature).decode('ascii')}\n"
