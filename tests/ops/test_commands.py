"""The operator's commands, as typed: settings, migrations, and a whole disaster from backup to the log that goes on."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from domain.agency.events import AgencyEnrolled
from domain.identifier.uscc import check_character, organisation_check_character
from ledger.backup.errors import BackupFolderError, MarkUnknownError
from ledger.cli import backup, ops, publishing, recover
from ledger.cli.main import build_app
from ledger.crypto.keys import SigningKey
from ledger.log.errors import LogStoppedError
from ledger.service.ceremony import create_ledger
from ledger.service.ledger import now, open_ledger
from ledger.service.outcome import Accepted
from ledger.service.platform import sign_event
from ledger.settings import Settings, load_settings

ROOT = SigningKey.from_seed(b"r" * 32)
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run a command in an environment; what it raises comes through."""

    def run_command(settings: Settings, *arguments: object) -> Result:
        environment = {"CHENGJIAN_HOME": str(settings.home), "CHENGJIAN_DB_SCHEMA": settings.db_schema}
        if settings.dsn is not None:
            environment["CHENGJIAN_DSN"] = settings.dsn.get_secret_value()
        environment["CHENGJIAN_LOG_LEVEL"] = "error"
        texts = [str(argument) for argument in arguments]
        return CliRunner().invoke(build_app(), texts, env=environment, catch_exceptions=False)

    return run_command


def settings_of(dsn: str, home: Path) -> Settings:
    return load_settings({"CHENGJIAN_DSN": dsn, "CHENGJIAN_HOME": str(home)})


def enrol(settings: Settings, number: int) -> None:
    """Record one event without disclosures."""
    stem = f"11370481{number:08d}"
    stem += organisation_check_character(stem[8:])
    with open_ledger(settings) as ledger:
        code = stem + check_character(stem)
        event = AgencyEnrolled(agency=code, name="滕州市示例局", roles=("provider",), disclosed={})
        signed = sign_event(event, iss="root", key=ROOT, digests=0, now=now())
        (outcome,) = ledger.submit_many([signed.text])
        assert isinstance(outcome, Accepted), outcome


def size_of(settings: Settings) -> int:
    with open_ledger(settings) as ledger:
        return ledger.reader.size()


@pytest.fixture
def ledger(dsn: str, tmp_path: Path) -> Settings:
    settings = settings_of(dsn, tmp_path / "home")
    create_ledger(settings, ROOT, origin="test.example/commands", jurisdiction="370481", jurisdiction_name="滕州市")
    return settings


def test_config_check_shows_every_setting_and_no_secret(dsn: str, tmp_path: Path, run: Run) -> None:
    settings = settings_of(dsn + " password=s3cret", tmp_path)
    shown = run(settings, "config", "check")
    assert "CHENGJIAN_DB_SCHEMA = chengjian" in shown.stdout
    assert "The settings are valid; the database is PostgreSQL 18." in shown.stdout
    assert "s3cret" not in shown.output
    assert json.loads(run(settings, "config", "check", "--json").stdout)["postgresql"] == "18"


def test_migrate_shows_and_applies(dsn: str, tmp_path: Path, run: Run) -> None:
    settings = settings_of(dsn, tmp_path)
    before = json.loads(run(settings, "migrate", "--status", "--json").stdout)
    assert before["applied_now"] == 0
    assert not any(step["applied"] for step in before["migrations"])
    assert "✓ 0001 log" in run(settings, "migrate").stdout
    after = json.loads(run(settings, "migrate", "--status", "--json").stdout)
    assert all(step["applied"] for step in after["migrations"])


def test_a_lost_ledger_comes_back_and_goes_on(ledger: Settings, second_dsn: str, tmp_path: Path, run: Run) -> None:
    assert run(ledger, "backup", tmp_path / "full", "--keys", tmp_path / "keys").exit_code == 0
    enrol(ledger, 1)
    run(ledger, "backup", tmp_path / "side", "--since", tmp_path / "full")
    run(ledger, "publish", tmp_path / "tiles")
    size = size_of(ledger)

    new = settings_of(second_dsn, tmp_path / "new")
    with pytest.raises(MarkUnknownError):
        run(new, "restore", tmp_path / "full", "--keys", tmp_path / "keys")
    newest = tmp_path / "tiles" / "checkpoint"
    told = run(new, "restore", tmp_path / "full", "--keys", tmp_path / "keys", "--checkpoint", newest)
    assert "1 signed entries are missing" in told.stdout
    with pytest.raises(LogStoppedError):
        size_of(new)
    replayed = run(new, "recover", "replay", "--tiles", tmp_path / "tiles", "--vault", tmp_path / "side", "--json")
    assert json.loads(replayed.stdout) == {"before": size - 1, "after": size, "missing": 0, "keyless": 0}
    assert size_of(new) == size
    enrol(new, 2)
    assert size_of(new) == size + 1


def test_keys_beside_the_database_are_refused_before_anything_is_copied(
    ledger: Settings, tmp_path: Path, run: Run
) -> None:
    with pytest.raises(BackupFolderError):
        run(ledger, "backup", tmp_path / "full", "--keys", tmp_path / "full" / "keys")
    assert not (tmp_path / "full").exists()


def test_every_command_of_the_operator_explains_itself_in_both_languages() -> None:
    commands = [
        backup.backup_command,
        backup.restore_command,
        ops.config_check,
        ops.migrate_command,
        publishing.publish_command,
        recover.mark_command,
        recover.replay_command,
        recover.successor_command,
    ]
    for command in commands:
        chinese, _, english = (command.__doc__ or "").partition("·")
        assert any("一" <= character <= "鿿" for character in chinese), command
        assert english.strip(), command
