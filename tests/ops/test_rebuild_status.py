"""``chengjian rebuild --status`` names every read model, those that nobody has built yet too."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.command_line import FURTHER
from ledger.cli.main import build_app
from tests.town import open_town


def typed(*words: str) -> str:
    result = CliRunner().invoke(build_app(FURTHER), list(words), catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_what_is_not_built_is_said_to_be_until_it_is(dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENGJIAN_DSN", dsn)
    monkeypatch.setenv("CHENGJIAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CHENGJIAN_LOG_LEVEL", "error")
    with open_town(dsn, tmp_path / "home"):
        pass
    assert "profile：尚未建立；运行 chengjian rebuild" in typed("rebuild", "--status")
    assert "profile: not built yet" in typed("rebuild", "--status")
    typed("rebuild", "profile")
    status = typed("rebuild", "--status")
    assert "profile version 1: read up to" in status
    assert "profile: not built yet" not in status
    assert "public_list: not built yet" in status
