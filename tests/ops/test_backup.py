"""Backup and restore: the same log comes back, or nothing does."""

import json
import shutil
from pathlib import Path

import pytest

from ledger.append import AppendRequest
from ledger.backup.errors import BackupDamagedError, BackupFolderError, MarkUnknownError, RestoreTargetError
from ledger.backup.folder import require_apart
from ledger.backup.keys import back_up_keys, restore_keys
from ledger.backup.make import back_up_database
from ledger.backup.manifest import Manifest
from ledger.backup.mark import settle_mark
from ledger.backup.restore import restore_database
from ledger.backup.tables import TABLES
from ledger.crypto.keys import SigningKey
from ledger.keystore.file_store import FileKeyStore
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.errors import LogStoppedError
from ledger.log.high_water import Mark
from ledger.migrate import migrate
from ledger.postgres.connect import connect
from ledger.settings import Layout
from tests.ops.logs import ORIGIN, SCHEMA, SIGNER, SmallLog, new_log, personal_event, plain_event


@pytest.fixture
def log(dsn: str, tmp_path: Path) -> SmallLog:
    """A log of 300 entries: one full tile and a part of the next."""
    log = new_log(dsn, tmp_path)
    log.append([event(number) for number in range(150) for event in (plain_event, personal_event)])
    return log


def test_a_restored_database_has_every_row_and_goes_on(log: SmallLog, second_dsn: str, tmp_path: Path) -> None:
    manifest = back_up_database(log.dsn, SCHEMA, tmp_path / "backup")
    assert (manifest.size, manifest.origin) == (300, ORIGIN)
    assert restore_database(second_dsn, SCHEMA, tmp_path / "backup") == manifest
    restored = SmallLog(second_dsn, log.mark_path)
    for table in TABLES:
        assert restored.rows(table) == log.rows(table)
    assert restored.append([plain_event(300)]).positions == (300,)


def test_the_backup_is_of_one_instant_although_the_ledger_goes_on(
    log: SmallLog, second_dsn: str, tmp_path: Path
) -> None:
    """Entries are recorded while the tables are being copied."""
    with log.sequencer() as sequencer:
        numbers = iter(range(1000, 2000))

        def record_more(_table: str, _bytes: int) -> None:
            sequencer.append(AppendRequest((personal_event(next(numbers)),)))

        manifest = back_up_database(log.dsn, SCHEMA, tmp_path / "backup", record_more)
    assert manifest.size == 300
    assert len(log.entries()) > 300
    assert restore_database(second_dsn, SCHEMA, tmp_path / "backup").size == 300


def test_every_table_of_the_log_is_backed_up(dsn: str) -> None:
    migrate(dsn, SCHEMA)
    with connect(dsn, SCHEMA) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = {row[0] for row in rows}
    not_of_the_log = {"migration", "projection_build", "request_nonce"}
    assert tables - not_of_the_log == set(TABLES)


def test_a_folder_in_use_is_not_written_to(log: SmallLog, tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / "letter").write_text("")
    with pytest.raises(BackupFolderError, match="not empty"):
        back_up_database(log.dsn, SCHEMA, tmp_path / "backup")


def test_a_backup_is_readable_by_its_owner_alone(log: SmallLog, tmp_path: Path) -> None:
    back_up_database(log.dsn, SCHEMA, tmp_path / "backup")
    assert {path.stat().st_mode & 0o077 for path in [tmp_path / "backup", *(tmp_path / "backup").iterdir()]} == {0}


def test_an_interrupted_backup_is_none(log: SmallLog, second_dsn: str, tmp_path: Path) -> None:
    back_up_database(log.dsn, SCHEMA, tmp_path / "backup")
    (tmp_path / "backup" / "manifest.json").unlink()
    with pytest.raises(BackupDamagedError, match="not a complete backup"):
        restore_database(second_dsn, SCHEMA, tmp_path / "backup")


@pytest.mark.parametrize("table", TABLES)
def test_a_changed_byte_in_any_file_is_noticed_and_nothing_is_restored(
    log: SmallLog, second_dsn: str, tmp_path: Path, table: str
) -> None:
    back_up_database(log.dsn, SCHEMA, tmp_path / "backup")
    path = tmp_path / "backup" / f"{table}.copy"
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)
    with pytest.raises(BackupDamagedError, match=f"{table}.copy"):
        restore_database(second_dsn, SCHEMA, tmp_path / "backup")
    with connect(second_dsn, SCHEMA) as connection:
        assert connection.execute("SELECT to_regclass('entry')").fetchone() == (None,)


def forge(folder: Path, **changes: object) -> None:
    """Change the manifest of a backup, as somebody who covers his traces would."""
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, **changes}))


def test_a_backup_whose_manifest_was_made_to_fit_is_refused_by_its_tree(
    log: SmallLog, second_dsn: str, tmp_path: Path
) -> None:
    """Somebody changes an entry and the checksum of its file."""
    with connect(log.dsn, SCHEMA) as connection:
        connection.execute(
            "UPDATE entry SET entry = overlay(entry PLACING '2' FROM length(entry) - 1) WHERE position = 2"
        )
    with_forged_entry = back_up_database(log.dsn, SCHEMA, tmp_path / "backup")
    assert with_forged_entry.size == 300
    with pytest.raises(BackupDamagedError, match=r"recomputed tree|Tile 0/0"):
        restore_database(second_dsn, SCHEMA, tmp_path / "backup")
    assert SmallLog(second_dsn, log.mark_path).entries() == []


def test_a_wrong_tile_is_noticed(log: SmallLog, second_dsn: str, tmp_path: Path) -> None:
    with connect(log.dsn, SCHEMA) as connection:
        connection.execute("UPDATE tile SET hashes = overlay(hashes PLACING '\\x00'::bytea FROM 40)")
    back_up_database(log.dsn, SCHEMA, tmp_path / "backup")
    with pytest.raises(BackupDamagedError, match="Tile 0/0"):
        restore_database(second_dsn, SCHEMA, tmp_path / "backup")


def test_a_database_that_holds_a_log_is_not_restored_into(log: SmallLog, tmp_path: Path) -> None:
    back_up_database(log.dsn, SCHEMA, tmp_path / "backup")
    with pytest.raises(RestoreTargetError, match="holds a log already"):
        restore_database(log.dsn, SCHEMA, tmp_path / "backup")


def test_a_backup_of_an_unknown_release_is_refused(log: SmallLog, second_dsn: str, tmp_path: Path) -> None:
    manifest = back_up_database(log.dsn, SCHEMA, tmp_path / "backup")
    steps = [step.model_dump() for step in manifest.migrations]
    forge(tmp_path / "backup", migrations=[*steps, {"number": 9999, "name": "future", "checksum": "0" * 64}])
    with pytest.raises(RestoreTargetError, match="another release"):
        restore_database(second_dsn, SCHEMA, tmp_path / "backup")


def test_a_backup_by_an_older_release_is_migrated_after_it_is_restored(
    log: SmallLog, second_dsn: str, tmp_path: Path
) -> None:
    """The older release had only the first migration."""
    manifest = back_up_database(log.dsn, SCHEMA, tmp_path / "backup")
    forge(tmp_path / "backup", migrations=[manifest.migrations[0].model_dump()])
    restore_database(second_dsn, SCHEMA, tmp_path / "backup")
    assert migrate(second_dsn, SCHEMA) == 0


def test_an_unknown_member_of_a_manifest_is_refused(log: SmallLog, tmp_path: Path) -> None:
    back_up_database(log.dsn, SCHEMA, tmp_path / "backup")
    forge(tmp_path / "backup", surprise=1)
    with pytest.raises(BackupDamagedError):
        Manifest.read(tmp_path / "backup")


@pytest.mark.parametrize(("database", "keys"), [("a", "a"), ("a", "a/keys"), ("a/database", "a")])
def test_keys_and_database_are_kept_apart(tmp_path: Path, database: str, keys: str) -> None:
    with pytest.raises(BackupFolderError, match="must not be backed up into one folder"):
        require_apart(tmp_path / database, tmp_path / keys)
    require_apart(tmp_path / "a", tmp_path / "b")


def state_folder(folder: Path) -> Layout:
    layout = Layout(folder).make()
    (layout.keys / "log.key").write_text("a key")
    with FileKeyStore(layout.keystore) as store:
        store.create(b"1" * 16)
        store.sync()
    return layout


def test_keys_come_back_as_they_were_and_private(tmp_path: Path) -> None:
    layout = state_folder(tmp_path / "old")
    back_up_keys(layout, tmp_path / "backup")
    restored = Layout(tmp_path / "new")
    restore_keys(restored, tmp_path / "backup")
    assert (restored.keys / "log.key").read_text() == "a key"
    assert (restored.keys / "log.key").stat().st_mode & 0o077 == 0
    with FileKeyStore(layout.keystore) as before, FileKeyStore(restored.keystore) as after:
        assert before.get(b"1" * 16) == after.get(b"1" * 16) is not None


def test_newer_keys_are_never_overwritten(tmp_path: Path) -> None:
    layout = state_folder(tmp_path / "old")
    back_up_keys(layout, tmp_path / "backup")
    with FileKeyStore(layout.keystore) as store:
        store.create(b"2" * 16)
    with pytest.raises(RestoreTargetError, match="holds keys already"):
        restore_keys(layout, tmp_path / "backup")


def test_the_same_keys_may_be_restored_again(tmp_path: Path) -> None:
    layout = state_folder(tmp_path / "old")
    back_up_keys(layout, tmp_path / "backup")
    (layout.keys / "log.key").unlink()
    restore_keys(layout, tmp_path / "backup")
    assert (layout.keys / "log.key").read_text() == "a key"


def test_a_damaged_backup_of_keys_is_refused(tmp_path: Path) -> None:
    back_up_keys(state_folder(tmp_path / "old"), tmp_path / "backup")
    (tmp_path / "backup" / "keys" / "log.key").write_text("b key")
    with pytest.raises(BackupDamagedError, match="damaged"):
        restore_keys(Layout(tmp_path / "new"), tmp_path / "backup")


@pytest.mark.parametrize("name", ["../escape", "keys/../../escape", "/etc/escape", "keys/deep/escape"])
def test_a_backup_of_keys_cannot_write_elsewhere(tmp_path: Path, name: str) -> None:
    back_up_keys(state_folder(tmp_path / "old"), tmp_path / "backup")
    (tmp_path / "backup" / "manifest.json").write_text(
        json.dumps({"type": "urn:chengjian:keys-backup:v1", "files": {name: "0" * 64}})
    )
    with pytest.raises(BackupDamagedError):
        restore_keys(Layout(tmp_path / "new"), tmp_path / "backup")
    assert not (tmp_path / "escape").exists()


BACKUP = Mark(300, b"\1" * 32)
NEWER = Mark(400, b"\2" * 32)


def test_without_a_mark_somebody_must_say_what_was_signed_last(tmp_path: Path) -> None:
    with pytest.raises(MarkUnknownError, match="high-water mark is lost"):
        settle_mark(tmp_path / "mark", SIGNER, BACKUP, None)
    assert not (tmp_path / "mark").exists()


def test_a_word_that_nothing_is_newer_lets_the_log_go_on(tmp_path: Path) -> None:
    assert settle_mark(tmp_path / "mark", SIGNER, BACKUP, None, is_newest=True) == BACKUP


def test_the_newest_checkpoint_in_anybodys_hands_becomes_the_mark(tmp_path: Path) -> None:
    witnessed = SIGNER.sign(*NEWER) + "— witness.example AAAA\n"
    assert settle_mark(tmp_path / "mark", SIGNER, BACKUP, witnessed) == NEWER


def test_a_mark_that_survived_is_believed(tmp_path: Path) -> None:
    settle_mark(tmp_path / "mark", SIGNER, NEWER, None, is_newest=True)
    assert settle_mark(tmp_path / "mark", SIGNER, BACKUP, None, is_newest=True) == NEWER


def test_a_mark_with_another_root_is_a_fork(tmp_path: Path) -> None:
    settle_mark(tmp_path / "mark", SIGNER, Mark(300, b"\3" * 32), None, is_newest=True)
    with pytest.raises(LogStoppedError, match="another root"):
        settle_mark(tmp_path / "mark", SIGNER, BACKUP, None)
    with pytest.raises(BackupDamagedError, match="forked"):
        settle_mark(tmp_path / "mark", SIGNER, BACKUP, SIGNER.sign(300, b"\4" * 32))


@pytest.mark.parametrize(
    "note",
    [
        "",
        "no checkpoint\n",
        "test.example/recovery\n1\nnot base64!\n\n— x y\n",
        CheckpointSigner(ORIGIN, SigningKey.from_seed(b"x" * 32)).sign(*NEWER),
        CheckpointSigner("test.example/other", SigningKey.from_seed(b"l" * 32)).sign(*NEWER),
        SIGNER.sign(*NEWER).replace("400", "401"),
        SIGNER.sign(*NEWER).replace("400\n", "0400\n"),
    ],
)
def test_a_checkpoint_that_we_did_not_sign_is_refused(tmp_path: Path, note: str) -> None:
    with pytest.raises(BackupDamagedError):
        settle_mark(tmp_path / "mark", SIGNER, BACKUP, note)


def test_a_restored_log_that_is_behind_its_mark_refuses_to_sign(log: SmallLog, second_dsn: str, tmp_path: Path) -> None:
    back_up_database(log.dsn, SCHEMA, tmp_path / "backup")
    log.append([plain_event(7000)])
    restore_database(second_dsn, SCHEMA, tmp_path / "backup")
    with pytest.raises(LogStoppedError, match="size 300, but size 301 was promised") as caught:
        SmallLog(second_dsn, log.mark_path).append([plain_event(8000)])
    assert "replay" in caught.value.mend_en
    assert "successor" in caught.value.mend_en


def test_a_restore_without_its_mark_refuses_to_sign(log: SmallLog, second_dsn: str, tmp_path: Path) -> None:
    back_up_database(log.dsn, SCHEMA, tmp_path / "backup")
    restore_database(second_dsn, SCHEMA, tmp_path / "backup")
    with pytest.raises(LogStoppedError, match="is missing"):
        SmallLog(second_dsn, tmp_path / "no-mark").append([plain_event(8000)])
    shutil.rmtree(tmp_path / "backup")
