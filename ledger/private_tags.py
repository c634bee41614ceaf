"""Private tags: names that the recorder looks up without storing them.

The database holds keyed digests, so that a copy of it names no document and no person to anybody without the key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

DIGEST_BYTES = 16
KEY_BYTES = 32
_PERSON = b"chengjian/tag/1\0"


class TagKey:
    """The secret under which one ledger's private tags are digested."""

    __slots__ = ("_fresh",)

    def __init__(self, secret: bytes) -> None:
        """Keep the key.

        Args:
            secret: 32 random bytes, kept outside the database.

        Raises:
            ValueError: The secret is not 32 bytes.
        """
        if len(secret) != KEY_BYTES:
            raise ValueError("a tag key is 32 bytes")
        self._fresh = hashlib.blake2b(digest_size=DIGEST_BYTES, key=secret, person=_PERSON)

    def digest(self, tag: str) -> bytes:
        """Digest one tag to the 16 bytes that stand in the database."""
        state = self._fresh.copy()
        state.update(tag.encode("utf-8"))
        return state.digest()

    def digest_all(self, tags: Iterable[str]) -> list[bytes]:
        """Digest many tags, in order; in large numbers this is quicker than one by one."""
        fresh = self._fresh.copy
        digests = []
        for tag in tags:
            state = fresh()
            state.update(tag.encode("utf-8"))
            digests.append(state.digest())
        return digests
