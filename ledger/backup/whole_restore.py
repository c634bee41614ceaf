"""Restoring a whole ledger: database, keys and mark, in an order that can be interrupted anywhere and repeated.

(1) The backup is a full one and whole, and there is room for it.
(2) The keys are there: in their own backup, which is whole, or in the state folder; never both and different.
(3) It is known what was signed last.
(4) The database is filled and its tree recomputed.
(5) The keys are those of the restored log, and the newest checkpoint that is known fits its tree.
(6) Keys, mark and origin are written; then the database commits.

Up to (5) nothing is written outside the database, and an interruption after it leaves exactly what the same command
writes again.
"""

from dataclasses import dataclass
from pathlib import Path

from psycopg import Connection
from psycopg.rows import TupleRow

from domain.ledger.events import LedgerOpened
from ledger.backup.errors import KeysUnfitError, RestoreTargetError
from ledger.backup.folder import require_room, write_durably
from ledger.backup.keys import read_keys_backup, require_no_other_keys, restore_keys
from ledger.backup.manifest import Manifest
from ledger.backup.mark import require_answer, require_prefix, settle_mark
from ledger.backup.restore import read_full_backup, restore_database
from ledger.backup.statements import statement
from ledger.backup.tables import Progress, no_progress
from ledger.base64url import encode
from ledger.crypto.errors import KeyFileMissingError
from ledger.keystore import FileKeyStore, KeyStore
from ledger.log.checkpoint import CheckpointSigner, verification_key
from ledger.log.high_water import Mark
from ledger.log.reconcile import CHECK_TAG
from ledger.postgres.connect import connect
from ledger.postgres.database import database
from ledger.service.entries import statement_of
from ledger.service.keyring import Keyring
from ledger.settings import Layout, Settings

_ROOM = 2
"""How many times the size of a backup a database takes at most: rows, indexes, WAL."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the operator says beside the backup.

    Attributes:
        keys: Backup of the keys; None if they are in the state folder.
        checkpoint: The newest signed checkpoint that anybody holds, if it is known.
        is_newest: Whether he answers for it that nothing was signed after the backup.
    """

    keys: Path | None = None
    checkpoint: str | None = None
    is_newest: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought back.

    Attributes:
        manifest: Of the backup.
        mark: The high-water mark as it stands now.
        keyless: How many people have records in the vault and no keys in the key store.
    """

    manifest: Manifest
    mark: Mark
    keyless: int

    @property
    def missing(self) -> int:
        """How many entries that may have been signed are not there; the log signs only at 0."""
        return max(0, self.mark.size - self.manifest.size)


def restore_ledger(settings: Settings, folder: Path, answers: Answers, progress: Progress = no_progress) -> Restored:
    """Restore a ledger into an empty schema.

    Args:
        settings: Say where to.
        folder: A full backup of the database.
        answers: What the backup does not say.
        progress: Told as it goes on.

    Raises:
        BackupDamagedError: A backup is not whole, or the checkpoint contradicts it.
        BackupFolderError: There is not enough room.
        KeysUnfitError: The keys are missing, or another log's.
        MarkUnknownError: Nobody says what was signed last.
        RestoreTargetError: Something is there already.
        LogStoppedError: The mark that is there contradicts the backup.
    """
    layout = settings.layout
    manifest = read_full_backup(folder)
    _require_own_folder(layout, manifest.origin)
    if settings.dsn is None:
        require_room(layout.home, _ROOM * bytes_of(folder, manifest))
    keyring = _keyring(layout, manifest.origin, answers.keys)
    signer = CheckpointSigner(manifest.origin, keyring.log)
    restored = Mark(manifest.size, bytes.fromhex(manifest.root))
    newest = require_answer(layout.high_water, signer, restored, answers.checkpoint, is_newest=answers.is_newest)

    def finish(connection: Connection[TupleRow]) -> None:
        require_fit(connection, keyring)
        require_prefix(connection, newest, restored)
        if answers.keys is not None:
            restore_keys(layout, answers.keys)
        settle_mark(layout.high_water, signer, restored, answers.checkpoint, is_newest=answers.is_newest)
        write_durably(layout.make().home / "origin", f"{manifest.origin}\n".encode())

    with database(settings) as dsn:
        restore_database(dsn, settings.db_schema, folder, progress, finish)
        mark = settle_mark(layout.high_water, signer, restored, None)
        with FileKeyStore(layout.keystore) as keystore, connect(dsn, settings.db_schema) as connection:
            return Restored(manifest, mark, count_keyless(connection, keystore))


def bytes_of(folder: Path, manifest: Manifest) -> int:
    """How many bytes the tables of a backup have."""
    return sum((folder / f"{table.name}.copy").stat().st_size for table in manifest.tables)


def require_fit(connection: Connection[TupleRow], keyring: Keyring) -> None:
    """Check that keys are those of a restored log.

    Raises:
        KeysUnfitError: They are another log's.
    """
    row = connection.execute("SELECT tag_check FROM log").fetchone()
    first = connection.execute(statement("genesis"), binary=True).fetchone()
    fits = row is None or bytes(row[0]) == keyring.tags.digest(CHECK_TAG)
    if first is not None:
        genesis = LedgerOpened.from_claims(statement_of(first[0]).plain, {})
        fits = fits and genesis.log_key == verification_key(keyring.origin, keyring.log.public_key)
        fits = fits and genesis.vrf_key == encode(keyring.vrf.public_key)
    if not fits:
        raise KeysUnfitError(
            "密钥与备份的账本不符，未恢复任何内容。",
            "The keys are not those of the ledger in the backup; nothing was restored.",
            "请用 --keys 给出同一账本的密钥备份，并恢复到新的状态目录（CHENGJIAN_HOME）。",
            "Give the backup of the same ledger's keys with --keys, and restore into a new state folder "
            "(CHENGJIAN_HOME).",
        )


def count_keyless(connection: Connection[TupleRow], keystore: KeyStore) -> int:
    """Count the people whose records lie in the vault, but whose keys the key store neither has nor had."""
    owners = connection.execute(statement("vault_owners"), binary=True)
    return sum(not keystore.generations(row[0]) and not keystore.is_destroyed(row[0]) for row in owners)


def _require_own_folder(layout: Layout, origin: str) -> None:
    place = layout.home / "origin"
    other = place.read_text(encoding="utf-8").strip() if place.exists() else origin
    if other != origin:
        raise RestoreTargetError(
            f"状态目录属于另一账本 {other}。",
            f"The state folder belongs to another ledger, {other}.",
            "请另选状态目录（CHENGJIAN_HOME）。",
            "Choose another state folder (CHENGJIAN_HOME).",
        )


def _keyring(layout: Layout, origin: str, keys: Path | None) -> Keyring:
    """Load the keys from their backup, or those that are in the state folder."""
    if keys is not None:
        require_no_other_keys(layout, read_keys_backup(keys))
    try:
        return Keyring.load(layout.keys if keys is None else keys / layout.keys.name, origin)
    except KeyFileMissingError as error:
        raise KeysUnfitError(
            "状态目录里没有账本的密钥。" if keys is None else "密钥备份中缺少账本的密钥。",
            "The state folder does not hold the ledger's keys."
            if keys is None
            else "The keys' backup does not hold the ledger's keys.",
            "请用 --keys 给出密钥备份（chengjian backup --keys 所写的目录）。",
            "Give a backup of the keys with --keys (the folder that chengjian backup --keys wrote).",
        ) from error
