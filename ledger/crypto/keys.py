"""Keys as the rest of the ledger uses them: signing, key ids, checks and key files.

Errors: see ``ledger.crypto.errors``.
"""

from __future__ import annotations

import os
from typing import NoReturn

from nacl.bindings import crypto_sign, crypto_sign_seed_keypair

from ledger.crypto.errors import SeedError
from ledger.crypto.key_files import read_key_file, write_key_file
from ledger.crypto.public_keys import SIGNATURE_BYTES, check_public_key, thumbprint, verify_signature

__all__ = [
    "SEED_BYTES",
    "SigningKey",
    "check_public_key",
    "read_key_file",
    "thumbprint",
    "verify_signature",
    "write_key_file",
]

SEED_BYTES = 32


class SigningKey:
    """An Ed25519 signing key; its seed never shows in a representation or a pickle.

    Attributes:
        public_key: 32 bytes.
        kid: Key id, 43 characters of base64url.
    """

    __slots__ = ("_secret", "kid", "public_key")

    public_key: bytes
    kid: str

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise SeedError("an Ed25519 seed is 32 bytes")
        self.public_key, self._secret = crypto_sign_seed_keypair(seed)
        self.kid = thumbprint(self.public_key)

    @classmethod
    def from_seed(cls, seed: bytes) -> SigningKey:
        """Make the key of a 32-byte seed (RFC 8032, section 5.1.5).

        Raises:
            SeedError: The seed is not 32 bytes.
        """
        return cls(seed)

    @classmethod
    def generate(cls) -> SigningKey:
        """Make a new key from the operating system's randomness."""
        return cls(os.urandom(SEED_BYTES))

    @property
    def seed(self) -> bytes:
        """The 32-byte seed, for writing a key file."""
        return self._secret[:SEED_BYTES]

    def sign(self, message: bytes) -> bytes:
        """Sign a message: 64 bytes, always the same for the same message."""
        return crypto_sign(message, self._secret)[:SIGNATURE_BYTES]

    def __repr__(self) -> str:
        return f"SigningKey(kid={self.kid!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a signing key is not pickled")
