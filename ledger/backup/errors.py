"""Errors of backup, restore and recovery.

    BackupError
    ├── BackupFolderError     the folder to write to is in use, or keys and database would lie together
    ├── BackupDamagedError    what is to be restored is not whole
    ├── RestoreTargetError    there is something already where it should be restored to
    ├── KeysUnfitError        the keys are missing, or belong to another log than the database
    ├── MarkUnknownError      nobody says what was signed after the backup was made
    └── ReplayError           published tiles and database do not fit, or do not suffice

A log that is behind its high-water mark is no error of restoring: the sequencer refuses to sign (``log-stopped``).
"""

from typing import ClassVar

from ledger.operation_error import OperationError


class BackupError(OperationError):
    """Backup, restore or recovery failed."""

    code: ClassVar[str] = "backup"


class BackupFolderError(BackupError):
    """The folder to write to cannot be used."""

    code: ClassVar[str] = "backup-folder"


class BackupDamagedError(BackupError):
    """What is to be restored is not whole."""

    code: ClassVar[str] = "backup-damaged"


class RestoreTargetError(BackupError):
    """There is something already where it should be restored to."""

    code: ClassVar[str] = "restore-target"


class KeysUnfitError(BackupError):
    """The keys are missing, or belong to another log than the database that is restored."""

    code: ClassVar[str] = "keys-unfit"


class MarkUnknownError(BackupError):
    """Nobody says what was signed after the backup was made."""

    code: ClassVar[str] = "mark-unknown"


class ReplayError(BackupError):
    """Published tiles and database do not fit together, or do not suffice."""

    code: ClassVar[str] = "replay"
