"""``chengjian fsck`` as an operator runs it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ledger.cli.main import build_app
from ledger.postgres.connect import connect
from ledger.service.ledger import Ledger
from tests.town import licences, open_town, record


@pytest.fixture
def town(dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    monkeypatch.setenv("CHENGJIAN_DSN", dsn)
    monkeypatch.setenv("CHENGJIAN_HOME", str(tmp_path / "home"))
    with open_town(dsn, tmp_path / "home") as ledger:
        record(ledger, *licences(3))
        yield ledger


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build_app(), ["fsck", *arguments])


def test_a_sound_ledger_ends_with_0_even_while_it_runs(town: Ledger) -> None:
    result = run()
    assert result.exit_code == 0
    size = town.reader.size()
    assert f"核对 {size} 条，没有发现问题。" in result.output
    assert f"{size} entries checked, no fault found." in result.output


def test_faults_end_with_1_and_are_named_in_both_languages(town: Ledger) -> None:
    with connect(town.dsn, town.settings.db_schema, autocommit=True) as connection:
        connection.execute("delete from vault where position = (select min(position) from vault)")
    result = run("--quiet")
    assert result.exit_code == 1
    assert "vault-missing" in result.output
    assert "缺少保险库行，且无抹除事件" in result.output
    assert "a vault row is missing without an erasure event" in result.output


def test_json_gives_one_line_a_fault_and_a_verdict(town: Ledger) -> None:
    with connect(town.dsn, town.settings.db_schema, autocommit=True) as connection:
        (position,) = (
            connection.execute("delete from vault where role = 'representative' returning position").fetchone() or ()
        )
    result = run("--json")
    *faults, verdict = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 1
    assert {fault["kind"] for fault in faults} == {"vault-missing"}
    assert position in {fault["position"] for fault in faults}
    assert verdict == {
        "type": "verdict",
        "checked": town.reader.size(),
        "faults": len(faults),
        "kinds": {"vault-missing": len(faults)},
    }


def test_without_a_ledger_the_check_ends_with_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENGJIAN_HOME", str(tmp_path / "nothing"))
    result = run()
    assert result.exit_code == 2
    assert "no-ledger" in result.output


def test_without_a_database_the_check_ends_with_2(town: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENGJIAN_DSN", "host=/nowhere dbname=nothing")
    assert run().exit_code == 2
    assert town.health().is_recording
