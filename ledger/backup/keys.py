"""Backup and restore of what is kept outside the database: key files and the store of subject keys.

Whoever has this and a copy of the database can read everything and sign in the ledger's name: it belongs in other
hands than the database's backup. An older copy of the key store would bring back keys that were destroyed since, so
it is restored only where there is none, and what the log says was destroyed is destroyed again at the next start.
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


def read_keys_backup(folder: Path) -> KeysManifest:
    """Read a backup of keys and check that it is whole.

    Raises:
        BackupDamagedError: It is not.
    """
    try:
        manifest = KeysManifest.model_validate_json((folder / NAME).read_bytes())
    except (OSError, ValidationError) as error:
        raise BackupDamagedError(
            f"{folder} 不是完整的密钥备份。",
            f"{folder} is no whole backup of keys.",
            "请给出 chengjian backup --keys 所写的目录。",
            "Give the folder that chengjian backup --keys wrote.",
        ) from error
    for name, digest in manifest.files.items():
        if Path(name).parent.name not in {_KEYS, _KEYSTORE} or len(Path(name).parts) != len((_KEYS, name)):
            raise BackupDamagedError(
                "密钥备份中有不该有的文件名。",
                f"The backup of keys names an odd file: {name}",
                "请用另一份密钥备份。",
                "Use another backup of the keys.",
            )
        if sha256_of(folder / name) != digest:
            raise BackupDamagedError(
                f"密钥备份的文件 {name} 已损坏。",
                f"The file {name} of the keys' backup is damaged.",
                "请用另一份密钥备份。",
                "Use another backup of the keys.",
            )
    return manifest


def require_no_other_keys(layout: Layout, manifest: KeysManifest) -> None:
    """Check that a state folder holds no keys but those of a backup, as an interrupted restore leaves them.

    Raises:
        RestoreTargetError: There are others; newer ones must not be overwritten.
    """
    for folder in (layout.keys, layout.keystore):
        for path in folder.iterdir() if folder.exists() else ():
            if manifest.files.get(os.fspath(path.relative_to(layout.home))) != sha256_of(path):
                raise RestoreTargetError(
                    "状态目录里已有密钥。",
                    "The state folder holds keys already.",
                    "若属本账本，它们比备份新，应当保留：请不带 --keys 恢复；否则请另选状态目录（CHENGJIAN_HOME）。",
                    "If they are this ledger's, they are newer than the backup and should stay: restore without "
                    "--keys. Otherwise choose another state folder (CHENGJIAN_HOME).",
                )


def restore_keys(layout: Layout, folder: Path) -> None:
    """Restore keys into a state folder that has none; repeating it after an interruption is harmless.

    Raises:
        BackupDamagedError: The backup is not whole.
        RestoreTargetError: There are other keys already; newer ones must not be overwritten.
    """
    manifest = read_keys_backup(folder)
    require_no_other_keys(layout, manifest)
    layout.make()
    for name in manifest.files:
        write_durably(layout.home / name, (folder / name).read_bytes())


def _names(folder: Path) -> list[str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(os.fspath(path.relative_to(folder)) for path in paths)
