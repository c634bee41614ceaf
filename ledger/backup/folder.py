"""Folders and files of a backup: private, whole or absent, and durable."""

import os
import shutil
from hashlib import file_digest
from pathlib import Path

from ledger.backup.errors import BackupFolderError

NAME = "manifest.json"
"""Written last: a folder without one is no backup."""


def make_empty(folder: Path) -> None:
    """Make a private folder, or take an empty one.

    Raises:
        BackupFolderError: There is something in it.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(folder.iterdir()):
        raise BackupFolderError(
            f"目录 {folder} 不是空的。",
            f"The folder {folder} is not empty.",
            "请换一个目录。",
            "Choose another folder.",
        )


def require_apart(database: Path, keys: Path) -> None:
    """Refuse to put keys and database into one folder: who gets the backup must not get the keys with it.

    Raises:
        BackupFolderError: One lies in the other.
    """
    ours, theirs = database.resolve(), keys.resolve()
    if ours == theirs or ours in theirs.parents or theirs in ours.parents:
        raise BackupFolderError(
            "密钥与数据库不可备份到同一目录。",
            "Keys and database must not be backed up into one folder.",
            "请把密钥放到另一处，由他人保管。",
            "Put the keys elsewhere, in other hands.",
        )


def require_room(folder: Path, wanted_bytes: int) -> None:
    """Check that a backup will fit before it is begun.

    Raises:
        BackupFolderError: It will not.
    """
    existing = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    free_bytes = shutil.disk_usage(existing).free
    if free_bytes < wanted_bytes:
        raise BackupFolderError(
            f"空间不足：约需 {wanted_bytes >> 20} MiB，只有 {free_bytes >> 20} MiB。",
            f"There is not enough room: about {wanted_bytes >> 20} MiB are needed, {free_bytes >> 20} MiB are free.",
            "请换一个目录。",
            "Choose another folder.",
        )


def sha256_of(path: Path) -> str | None:
    """SHA-256 of a file, hexadecimal; ``None`` if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def write_durably(path: Path, data: bytes) -> None:
    """Write a file, private to us, that appears whole and stays after a power cut."""
    fresh = path.with_name(path.name + ".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
