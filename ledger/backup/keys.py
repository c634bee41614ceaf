"""Backup and restore of what is kept outside the database: key files and the store of subject keys.

Whoever has this and a copy of the database can read everything and sign in the ledger's name: it belongs in other
hands than the database's backup. An older copy of the key store would bring back keys that were destroyed since, so
it is restored only where there is none.
"""

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ledger.backup.errors import BackupDamagedError, RestoreTargetError
from ledger.backup.folder import NAME, make_empty, sha256_of, write_durably
from ledger.keystore.file_store import FILE_NAME, FileKeyStore
from ledger.settings import Layout

_KEYS, _KEYSTORE = "keys", "keystore"


class KeysManifest(BaseModel):
    """What a backup of keys says about itself.

    Attributes:
        type: Says what it is.
        files: SHA-256 of each file, hexadecimal, by path.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    type: str = "urn:chengjian:keys-backup:v1"
    files: dict[str, str]


def back_up_keys(layout: Layout, folder: Path) -> KeysManifest:
    """Copy the key files and, consistently while it is in use, the store of subject keys.

    Raises:
        BackupFolderError: The folder is in use.
    """
    make_empty(folder)
    (folder / _KEYS).mkdir(mode=0o700)
    (folder / _KEYSTORE).mkdir(mode=0o700)
    for path in sorted(layout.keys.iterdir()):
        write_durably(folder / _KEYS / path.name, path.read_bytes())
    if (layout.keystore / FILE_NAME).exists():
        with FileKeyStore(layout.keystore) as store:
            store.copy_to(folder / _KEYSTORE / FILE_NAME)
    manifest = KeysManifest(files={name: sha256_of(folder / name) or "" for name in _names(folder)})
    write_durably(folder / NAME, manifest.model_dump_json(indent=2).encode() + b"\n")
    return manifest


def restore_keys(layout: Layout, folder: Path) -> None:
    """Restore keys into a state folder that has none.

    Raises:
        BackupDamagedError: The backup is not whole.
        RestoreTargetError: There are keys already; newer ones must not be overwritten.
    """
    manifest = _read(folder)
    layout.make()
    if any(layout.keys.iterdir()) or any(layout.keystore.iterdir()):
        raise RestoreTargetError(
            "状态目录里已有密钥。",
            "The state folder holds keys already.",
            "它们比备份新，应当保留：请不带 --keys 恢复。",
            "They are newer than the backup and should stay: restore without --keys.",
        )
    for name in manifest.files:
        write_durably(layout.home / name, (folder / name).read_bytes())


def _read(folder: Path) -> KeysManifest:
    try:
        manifest = KeysManifest.model_validate_json((folder / NAME).read_bytes())
    except (OSError, ValidationError) as error:
        raise BackupDamagedError(f"{folder} 不是完整的密钥备份。", f"{folder} is no whole backup of keys.") from error
    for name, digest in manifest.files.items():
        if Path(name).parent.name not in {_KEYS, _KEYSTORE} or len(Path(name).parts) != len((_KEYS, name)):
            raise BackupDamagedError("密钥备份中有不该有的文件名。", f"The backup of keys names an odd file: {name}")
        if sha256_of(folder / name) != digest:
            raise BackupDamagedError(f"文件 {name} 已损坏。", f"The file {name} is damaged.")
    return manifest


def _names(folder: Path) -> list[str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(os.fspath(path.relative_to(folder)) for path in paths)
