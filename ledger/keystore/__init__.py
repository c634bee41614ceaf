"""Subjects' keys, kept outside the database so that destroying them means something."""

from ledger.keystore.errors import (
    KeyDestroyedError,
    KeyStoreError,
    KeyStoreFormError,
    KeyStoreModeError,
    UnknownSubjectError,
)
from ledger.keystore.file_store import FileKeyStore
from ledger.keystore.port import KeyRecord, KeyStore, SubjectId, SubjectKeys

__all__ = [
    "FileKeyStore",
    "KeyDestroyedError",
    "KeyRecord",
    "KeyStore",
    "KeyStoreError",
    "KeyStoreFormError",
    "KeyStoreModeError",
    "SubjectId",
    "SubjectKeys",
    "UnknownSubjectError",
]
