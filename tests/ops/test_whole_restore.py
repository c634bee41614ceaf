"""Restoring a whole ledger by command: what is refused leaves nothing behind, and repeating it is harmless."""

import errno
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from typer.testing import CliRunner, Result

from ledger.backup.errors import (
    BackupDamagedError,
    BackupFolderError,
    KeysUnfitError,
    MarkUnknownError,
    RestoreTargetError,
)
from ledger.cli.main import build_app
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.errors import LogStoppedError
from ledger.log.high_water import HighWaterMark, Mark
from ledger.postgres.connect import connect
from ledger.service.ceremony import create_ledger
from ledger.service.ledger import open_ledger
from ledger.settings import Settings, load_settings
from ledger.statement import Statement
from tests.town import ORIGIN, ROOT_KEY, licence, open_town, record

Run = Callable[..., Result]


@dataclass(frozen=True)
class Copies:
    """Backups of a town, and its newest checkpoint in somebody's hands.

    Attributes:
        settings: Of the town itself.
        full: The database's backup.
        keys: The keys' backup.
        checkpoint: A file.
        size: Of the log in the backup.
    """

    settings: Settings
    full: Path
    keys: Path
    checkpoint: Path
    size: int


@pytest.fixture
def run() -> Run:
    """Run a command in an environment; what it raises comes through."""

    def run_command(settings: Settings, *arguments: object) -> Result:
        environment = {"CHENGJIAN_HOME": str(settings.home), "CHENGJIAN_LOG_LEVEL": "error"}
        assert settings.dsn is not None
        environment["CHENGJIAN_DSN"] = settings.dsn.get_secret_value()
        return CliRunner().invoke(build_app(), list(map(str, arguments)), env=environment, catch_exceptions=False)

    return run_command


@pytest.fixture
def copies(dsn: str, tmp_path: Path, run: Run) -> Copies:
    with open_town(dsn, tmp_path / "home") as town:
        record(town, licence(1), licence(2))
        run(town.settings, "backup", tmp_path / "full", "--keys", tmp_path / "keys")
        run(town.settings, "publish", tmp_path / "tiles")
        size = town.reader.size()
        return Copies(town.settings, tmp_path / "full", tmp_path / "keys", tmp_path / "tiles" / "checkpoint", size)


@pytest.fixture
def bare(second_dsn: str, tmp_path: Path) -> Settings:
    """Another machine, on which nothing is yet."""
    return load_settings({"CHENGJIAN_DSN": second_dsn, "CHENGJIAN_HOME": str(tmp_path / "bare")})


def left(settings: Settings) -> list[str]:
    """What is in a state folder, beside empty folders."""
    return sorted(str(path.relative_to(settings.home)) for path in settings.home.rglob("*") if path.is_file())


def rows(settings: Settings) -> int:
    assert settings.dsn is not None
    with connect(settings.dsn.get_secret_value(), settings.db_schema) as connection:
        if connection.execute("SELECT to_regclass('entry')").fetchone() == (None,):
            return 0
        (count,) = connection.execute("SELECT count(*) FROM entry").fetchone() or (0,)
        return int(count)


def of_another_company(number: int) -> Statement:
    """A licence of a company that has no other record."""
    return licence(number, **{"subject.identifier": "91370481MA3FAKE208", "subject.name": "滕州市虚构乙有限公司"})


def change(path: Path, at: int = 200) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_a_ledger_comes_back_whole_on_a_bare_machine(copies: Copies, bare: Settings, run: Run) -> None:
    told = run(bare, "restore", copies.full, "--keys", copies.keys, "--checkpoint", copies.checkpoint)
    assert f"{copies.size} entries; the whole tree was recomputed and fits." in told.stdout
    assert "chengjian fsck" in told.stdout
    assert run(bare, "fsck").exit_code == 0
    with open_ledger(bare) as ledger:
        record(ledger, licence(3))
        assert ledger.reader.size() == copies.size + 1


def test_without_keys_nothing_is_restored(copies: Copies, bare: Settings, run: Run) -> None:
    with pytest.raises(KeysUnfitError) as caught:
        run(bare, "restore", copies.full, "--nothing-newer")
    assert "--keys" in caught.value.mend_en
    assert left(bare) == []


def test_with_another_ledgers_keys_nothing_is_restored(
    copies: Copies, bare: Settings, tmp_path: Path, run: Run
) -> None:
    """The other ledger has even the same name."""
    other = copies.settings.model_copy(update={"home": tmp_path / "other", "db_schema": "other"})
    create_ledger(other, ROOT_KEY, origin=ORIGIN, jurisdiction="370481", jurisdiction_name="滕州市")
    shutil.copytree(other.layout.keys, tmp_path / "other-home" / "keys")
    stranger = bare.model_copy(update={"home": tmp_path / "other-home"})
    (tmp_path / "other-home").chmod(0o700)
    with pytest.raises(KeysUnfitError, match="not those of the ledger in the backup"):
        run(stranger, "restore", copies.full, "--nothing-newer")
    assert rows(bare) == 0
    assert not stranger.layout.high_water.exists()


@pytest.mark.parametrize("given", ["database", "nothing"])
def test_a_folder_that_holds_no_keys_is_refused_with_the_command_that_writes_them(
    copies: Copies, bare: Settings, tmp_path: Path, run: Run, given: str
) -> None:
    (tmp_path / "nothing").mkdir()
    with pytest.raises(BackupDamagedError, match="no whole backup of keys") as caught:
        run(bare, "restore", copies.full, "--keys", copies.full if given == "database" else tmp_path / given)
    assert "chengjian backup --keys" in caught.value.mend_en
    assert left(bare) == []


@pytest.mark.parametrize("name", ["keys/log.key", "keystore/subjects.keys"])
def test_a_damaged_backup_of_keys_leaves_nothing_behind(copies: Copies, bare: Settings, run: Run, name: str) -> None:
    change(copies.keys / name, at=60)
    with pytest.raises(BackupDamagedError, match=name):
        run(bare, "restore", copies.full, "--keys", copies.keys, "--nothing-newer")
    assert left(bare) == []


def test_a_damaged_backup_leaves_nothing_behind(copies: Copies, bare: Settings, run: Run) -> None:
    change(copies.full / "vault.copy")
    with pytest.raises(BackupDamagedError, match=r"vault\.copy"):
        run(bare, "restore", copies.full, "--keys", copies.keys, "--nothing-newer")
    assert left(bare) == []


@pytest.mark.parametrize("content", ["{", "", '{"type":"urn:chengjian:backup:v1"}'])
def test_a_damaged_manifest_leaves_nothing_behind(copies: Copies, bare: Settings, run: Run, content: str) -> None:
    (copies.full / "manifest.json").write_text(content)
    with pytest.raises(BackupDamagedError, match="not a complete backup"):
        run(bare, "restore", copies.full, "--keys", copies.keys, "--nothing-newer")
    assert left(bare) == []


def test_without_an_answer_about_the_mark_the_same_command_can_be_given_again(
    copies: Copies, bare: Settings, run: Run
) -> None:
    with pytest.raises(MarkUnknownError):
        run(bare, "restore", copies.full, "--keys", copies.keys)
    assert left(bare) == []
    assert run(bare, "restore", copies.full, "--keys", copies.keys, "--nothing-newer").exit_code == 0


def test_a_schema_in_use_is_refused_and_keys_and_mark_stay(copies: Copies, run: Run) -> None:
    before = {name: (copies.settings.home / name).read_bytes() for name in left(copies.settings)}
    with pytest.raises(RestoreTargetError, match="holds a log already"):
        run(copies.settings, "restore", copies.full)
    assert {name: (copies.settings.home / name).read_bytes() for name in before} == before


def test_another_ledgers_state_folder_is_refused(copies: Copies, bare: Settings, run: Run) -> None:
    bare.layout.make()
    (bare.home / "origin").write_text("test.example/another\n")
    with pytest.raises(RestoreTargetError, match="belongs to another ledger"):
        run(bare, "restore", copies.full, "--keys", copies.keys, "--nothing-newer")


@pytest.mark.parametrize("step", ["settle_mark", "write_durably"])
def test_an_interrupted_restore_is_repeated_with_the_same_command(
    copies: Copies, bare: Settings, run: Run, step: str
) -> None:
    """The machine dies after the keys were written, or after the mark was; the database never committed."""
    with patch(f"ledger.backup.whole_restore.{step}", side_effect=KeyboardInterrupt):
        run(bare, "restore", copies.full, "--keys", copies.keys, "--nothing-newer")
    assert "keys/log.key" in left(bare)
    assert rows(bare) == 0
    assert run(bare, "restore", copies.full, "--keys", copies.keys, "--nothing-newer").exit_code == 0
    assert run(bare, "fsck").exit_code == 0


def test_keys_that_went_on_since_are_not_overwritten(copies: Copies, bare: Settings, run: Run) -> None:
    shutil.copytree(copies.settings.home, bare.home)
    with open_ledger(copies.settings) as ledger:
        record(ledger, of_another_company(9))
    shutil.copy(copies.settings.layout.keystore / "subjects.keys", bare.layout.keystore)
    with pytest.raises(RestoreTargetError, match="holds keys already"):
        run(bare, "restore", copies.full, "--keys", copies.keys)
    assert run(bare, "restore", copies.full).exit_code == 0


def test_a_checkpoint_below_the_backup_that_contradicts_it_is_a_fork(
    copies: Copies, bare: Settings, tmp_path: Path, run: Run
) -> None:
    with open_ledger(copies.settings) as ledger:
        forged = CheckpointSigner(ORIGIN, ledger.keyring.log).sign(copies.size - 1, b"\7" * 32)
    (tmp_path / "forked").write_text(forged)
    with pytest.raises(BackupDamagedError, match="forked"):
        run(bare, "restore", copies.full, "--keys", copies.keys, "--checkpoint", tmp_path / "forked")
    assert rows(bare) == 0


def test_keys_older_than_the_database_are_told(copies: Copies, bare: Settings, tmp_path: Path, run: Run) -> None:
    with open_ledger(copies.settings) as ledger:
        record(ledger, of_another_company(9))
    run(copies.settings, "backup", tmp_path / "later")
    told = run(bare, "restore", tmp_path / "later", "--keys", copies.keys, "--nothing-newer")
    assert "The key store lacks the keys of" in told.stdout
    assert run(bare, "fsck").exit_code == 1


def test_a_full_disk_is_told_before_anything_is_copied(copies: Copies, tmp_path: Path, run: Run) -> None:
    with (
        patch("shutil.disk_usage", return_value=SimpleNamespace(free=1024)),
        pytest.raises(BackupFolderError, match="not enough room"),
    ):
        run(copies.settings, "backup", tmp_path / "no-room")
    assert not (tmp_path / "no-room").exists()


def test_a_backup_that_met_a_full_disk_is_no_backup(copies: Copies, bare: Settings, tmp_path: Path, run: Run) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    with patch("ledger.backup.manifest.write_durably", side_effect=full), pytest.raises(OSError, match="No space"):
        run(copies.settings, "backup", tmp_path / "half")
    with pytest.raises(BackupDamagedError, match="not a complete backup"):
        run(bare, "restore", tmp_path / "half", "--keys", copies.keys, "--nothing-newer")


@pytest.mark.parametrize("is_there", [False, True])
def test_a_lost_or_damaged_mark_is_settled_with_the_newest_checkpoint(copies: Copies, run: Run, is_there: bool) -> None:
    path = copies.settings.layout.high_water
    if is_there:
        path.write_bytes(b"\0" * 1024)
    else:
        path.unlink()
    with pytest.raises(LogStoppedError) as caught, open_ledger(copies.settings):
        pass
    assert "chengjian recover mark --checkpoint" in caught.value.mend_en
    with pytest.raises(MarkUnknownError):
        run(copies.settings, "recover", "mark")
    told = run(copies.settings, "recover", "mark", "--checkpoint", copies.checkpoint)
    assert f"The mark is at {copies.size}, the database at {copies.size}." in told.stdout
    with open_ledger(copies.settings) as ledger:
        assert ledger.health().is_recording


def test_a_checkpoint_above_the_database_becomes_the_mark_and_the_log_stays_shut(
    copies: Copies, tmp_path: Path, run: Run
) -> None:
    with open_ledger(copies.settings) as ledger:
        above = CheckpointSigner(ORIGIN, ledger.keyring.log).sign(copies.size + 1, b"\7" * 32)
    (tmp_path / "above").write_text(above)
    copies.settings.layout.high_water.unlink()
    told = run(copies.settings, "recover", "mark", "--checkpoint", tmp_path / "above")
    assert "chengjian recover replay" in told.stdout
    with HighWaterMark(copies.settings.layout.high_water, ORIGIN) as mark:
        assert mark.read() == Mark(copies.size + 1, b"\7" * 32)
    with pytest.raises(LogStoppedError), open_ledger(copies.settings):
        pass


def test_a_ledger_without_its_database_says_that_a_backup_is_to_be_restored(
    copies: Copies, second_dsn: str, run: Run
) -> None:
    lost = load_settings({"CHENGJIAN_DSN": second_dsn, "CHENGJIAN_HOME": str(copies.settings.home)})
    checked = run(lost, "fsck")
    assert checked.exit_code == 2
    assert "chengjian restore" in checked.output
    with pytest.raises(LogStoppedError) as caught, open_ledger(lost):
        pass
    assert "chengjian restore" in caught.value.mend_en
    assert run(lost, "restore", copies.full).exit_code == 0
    assert run(lost, "fsck").exit_code == 0
