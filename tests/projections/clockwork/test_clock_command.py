"""``chengjian clock run-once`` walks to the end, or says that another process is at it."""

import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

import projections.cli
from ledger.cli.main import build_app
from projections.statements import statement
from tests.projections.due_desk import DueDesk


def test_the_command_runs_the_walk_to_its_end(desk: DueDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = desk.town.settings
    monkeypatch.setenv("CHENGJIAN_HOME", str(settings.home))
    monkeypatch.setenv("CHENGJIAN_DSN", settings.dsn.get_secret_value() if settings.dsn else "")
    desk.filed(desk.fact())
    runner, app = CliRunner(), build_app((projections.cli.register,))
    result = runner.invoke(app, ["clock", "run-once", "--json"])
    assert result.exit_code == 0, result.output
    known = json.loads(result.stdout)
    assert known["left"] == 0
    assert (known["breaches"], known["listings"], known["facts"]) == (int(datetime.now(UTC) > DUE), 0, 0)
    result = runner.invoke(app, ["clock", "run-once"])
    assert "逾期 0" in result.output
    assert "0 overdue" in result.output


DUE = datetime(2026, 4, 23, 16, tzinfo=UTC)
"""When the objection of the town's first day is overdue by the machine's own clock, which the command goes by."""


def test_the_command_says_when_another_process_is_at_it(desk: DueDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = desk.town.settings
    monkeypatch.setenv("CHENGJIAN_HOME", str(settings.home))
    monkeypatch.setenv("CHENGJIAN_DSN", settings.dsn.get_secret_value() if settings.dsn else "")
    with desk.connect() as connection:
        connection.execute(statement("projections", "lead_clock"))
        app = build_app((projections.cli.register,))
        result, machine = (CliRunner().invoke(app, ["clock", "run-once", *more]) for more in ([], ["--json"]))
    assert "另一个进程" in result.output
    assert json.loads(machine.stdout)["is_leader"] is False
