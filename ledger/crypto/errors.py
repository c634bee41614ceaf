"""What can be wrong with a key, a signature or a proof.

CryptoError
 ├── PublicKeyError        public-key: not canonical, not on the curve, of small or mixed order
 ├── SeedError             key-seed: a secret seed is not 32 bytes
 ├── SignatureError        signature: not a signature of this message under this key
 ├── VrfProofError         vrf-proof: not a proof for this input under this key
 └── KeyFileError          key-file: a key file cannot be used
      ├── KeyFileMissingError    key-file-missing: there is none
      ├── KeyFileModeError       key-file-mode: others can read it
      ├── KeyFileFormError       key-file-form: it does not hold a key in our form
      └── PassphraseError        key-file-passphrase: the passphrase is missing or wrong
"""

from __future__ import annotations

from typing import ClassVar


class CryptoError(Exception):
    """Something cryptographic did not hold."""

    code: ClassVar[str] = "crypto"


class PublicKeyError(CryptoError):
    """A public key is not the canonical encoding of a point of prime order."""

    code: ClassVar[str] = "public-key"


class SeedError(CryptoError):
    """A secret seed is not 32 bytes."""

    code: ClassVar[str] = "key-seed"


class SignatureError(CryptoError):
    """A signature does not fit message and key."""

    code: ClassVar[str] = "signature"


class VrfProofError(CryptoError):
    """A VRF proof does not fit input and key."""

    code: ClassVar[str] = "vrf-proof"


class KeyFileError(CryptoError):
    """A key file cannot be used.

    Attributes:
        file: Its name, where it is known.
    """

    code: ClassVar[str] = "key-file"

    def __init__(self, reason: str, *, file: str = "") -> None:
        super().__init__(reason)
        self.file = file


class KeyFileMissingError(KeyFileError):
    """There is no such key file."""

    code: ClassVar[str] = "key-file-missing"


class KeyFileModeError(KeyFileError):
    """A key file can be read by others than its owner."""

    code: ClassVar[str] = "key-file-mode"


class KeyFileFormError(KeyFileError):
    """A key file does not hold a key in our form."""

    code: ClassVar[str] = "key-file-form"


class PassphraseError(KeyFileError):
    """The passphrase of a key file is missing or wrong."""

    code: ClassVar[str] = "key-file-passphrase"
