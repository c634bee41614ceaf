"""``chengjian rebuild`` as an operator runs it, and the read models of an open ledger."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import projections.cli
from domain.identifier import Identifier
from ledger.cli.main import build_app
from ledger.postgres.connect import connect
from ledger.service.ledger import Ledger
from projections.build import live_build
from projections.digest import content_digest
from projections.errors import ProjectionFailedError
from projections.folding import Folded, Range
from projections.models import ReadModels
from projections.rebuild import rebuild
from projections.recipe import folder_of
from tests.town import COMPANY, COMPANY_CODE, licences, open_town, record
from tests.waiting import wait_until


@pytest.fixture
def town(dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    monkeypatch.setenv("CHENGJIAN_DSN", dsn)
    monkeypatch.setenv("CHENGJIAN_HOME", str(tmp_path / "home"))
    with open_town(dsn, tmp_path / "home") as ledger:
        record(ledger, *licences(2))
        yield ledger


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build_app((projections.cli.register,)), ["rebuild", *arguments])


def test_a_rebuild_beside_a_running_ledger_answers_at_once(town: Ledger) -> None:
    result = run()
    assert result.exit_code == 0, result.output
    size = town.reader.size()
    assert f"profile 第 1 版：已读到 {size}，落后 0 条。" in result.output
    assert f"public_list version 2: read up to {size}, 0 behind." in result.output
    models = ReadModels(town)
    assert len(models.public_page(now=datetime.now(UTC), name=COMPANY).items) == 2
    profile = models.profile(Identifier("uscc", COMPANY_CODE), now=datetime.now(UTC))
    assert profile is not None
    assert len(profile.facts) == 2


def test_status_changes_nothing_and_shows_the_lag(town: Ledger) -> None:
    assert json.loads(run("--status", "--json").stdout) == {"projections": []}
    run("profile")
    size = town.reader.size()
    record(town, *licences(1, start=7))
    (state,) = json.loads(run("--status", "--json").stdout)["projections"]
    assert (state["name"], state["position"], state["lag"], state["failure"]) == ("profile", size, 1, None)


def test_an_unknown_name_is_wrong_usage(town: Ledger) -> None:
    result = run("nothing")
    assert result.exit_code == 2
    assert "public_list" in result.output
    assert town.health().is_recording


def test_an_open_ledger_follows_by_itself(town: Ledger) -> None:
    models = ReadModels(town)
    with models.following():
        expected = [(projection.name, 0) for projection in models.projections]
        wait_until(lambda: [(state.name, state.lag) for state in models.status()] == expected, what=str(expected))


def test_a_pool_of_processes_gives_the_same_bytes_as_one(town: Ledger) -> None:
    models = ReadModels(town)
    opened = partial(connect, town.dsn, town.settings.db_schema, autocommit=True)
    names = [projection.name for projection in models.projections]
    digests = []
    for recipe in (partial(folder_of, town.settings, town.dsn, names), None):
        rebuild(opened, models.projections, town.source, recipe=recipe, limit=3)
        with opened() as connection, connection.cursor() as cursor:
            digests.append([content_digest(cursor, one, live_build(cursor, one)[0]) for one in models.projections])
    assert digests[0] == digests[1]


def test_what_fails_in_another_process_is_told_here() -> None:
    folded = Folded(Range(3, 9), [], ("profile", 5, "vault-row"))
    with pytest.raises(ProjectionFailedError, match="profile could not apply an event at position 5: vault-row"):
        folded.check()
