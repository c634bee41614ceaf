"""Private tags: names that the recorder looks up without storing them.

The database holds keyed digests, so that a copy of it names no document and no person to anybody without the key.
"""

from __future__ import annotations

import hashlib

DIGEST_BYTES = 16
KEY_BYTES = 32
_PERSON = b"chengjian/tag/1\0"


class TagKey:
    """The secret under which one ledger's private tags are digested."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        """Keep the key.

        Args:
            secret: 32 random bytes, kept outside the database.

        Raises:
            ValueError: The secret is not 32 bytes.
        """
        if len(secret) != KEY_BYTES:
            raise ValueError("a tag key is 32 bytes")
        self._secret = secret

    def digest(self, tag: str) -> bytes:
        """Digest one tag to the 16 bytes that stand in the database."""
        return hashlib.blake2b(tag.encode("utf-8"), digest_size=DIGEST_BYTES, key=self._secret, person=_PERSON).digest()
