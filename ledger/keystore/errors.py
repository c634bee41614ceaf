"""What can be wrong with a key store.

KeyStoreError
 ├── KeyDestroyedError       keystore-destroyed: the subject's keys were destroyed, and stay so
 ├── UnknownSubjectError     keystore-unknown-subject: no keys were ever created for this subject
 ├── KeyStoreFormError       keystore-form: the file is no key store of this version, or a record is damaged
 └── KeyStoreModeError       keystore-mode: the file is open to others
"""

from __future__ import annotations

from typing import ClassVar


class KeyStoreError(Exception):
    """A key store cannot do what it was asked for."""

    code: ClassVar[str] = "keystore"


class KeyDestroyedError(KeyStoreError):
    """The subject's keys were destroyed and never come back."""

    code: ClassVar[str] = "keystore-destroyed"


class UnknownSubjectError(KeyStoreError):
    """No keys were ever created for this subject."""

    code: ClassVar[str] = "keystore-unknown-subject"


class KeyStoreFormError(KeyStoreError):
    """The file is no key store of this version, or a record in it is damaged."""

    code: ClassVar[str] = "keystore-form"


class KeyStoreModeError(KeyStoreError):
    """The file of the key store can be read by others than its owner."""

    code: ClassVar[str] = "keystore-mode"
