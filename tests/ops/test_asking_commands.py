"""The commands ``chengjian board``, ``matter`` and ``look``, as typed, against a real server's face."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.testing import CliRunner, Result

from domain.definition.events import PurposeDefined
from ledger.cli.asking import MATTERS, TASKS
from ledger.cli.main import build_app
from ledger.cli.sending import ServerRefusedError
from ledger.crypto.key_files import write_key_file
from ledger.crypto.keys import SigningKey
from projections.casework.tasks import MatterKind, TaskKind
from projections.models import ReadModels
from tests.api.due import app_of, contested, looks_on_record
from tests.due_town import PURPOSE, DueTown, open_due_town
from tests.ops.faces import listening
from tests.service.test_due_process import listed
from tests.town import BUREAU, BUREAU_KEY, CENTRE, CENTRE_KEY, COMPANY_CODE
from tests.waiting import wait_until

Run = Callable[..., Result]
WINDOW = {"identity-evidence": "营业执照原件", "clerk": "窗口 3 号", "delegate": "代理人甲", "delegation": "授权委托书"}


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as town:
        for purpose, readers in (("objection", (BUREAU, CENTRE)), ("self-access", (CENTRE,))):
            claims = {**PURPOSE, "purpose": purpose, "name": purpose, "readers": readers}
            town.send(town.statement(PurposeDefined.from_claims(claims, {}), CENTRE_KEY, f"agency:{CENTRE}"))
        yield town


@pytest.fixture
def run(town: DueTown, tmp_path: Path) -> Iterator[Run]:
    """Run a command against the town's server with the key of a body; what it raises comes through."""
    models = ReadModels(town.ledger)
    environment = {"CHENGJIAN_HOME": str(town.settings.home), "CHENGJIAN_LOG_LEVEL": "error"}
    with models.following(), listening(app_of(town, models)) as url:

        def run_command(key: SigningKey, *arguments: str, given: str = "") -> Result:
            wait_until(lambda: [one.lag for one in models.status() if one.is_live] == [0] * len(models.projections))
            path = tmp_path / f"{key.kid}.key"
            if not path.exists():
                write_key_file(path, key.seed)
            texts = [*arguments, "--server", url, "--key", str(path)]
            return CliRunner().invoke(build_app(), texts, input=given, env=environment, catch_exceptions=False)

        yield run_command


def said(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_clerk_reads_the_board_and_then_what_a_task_is_about(town: DueTown, run: Run) -> None:
    fact, _ = contested(town)
    board = run(BUREAU_KEY, "board")
    assert "待办 2 项，逾期 0 项\nTasks: 2, overdue: 0\n" in board.stdout
    assert "核查答复 · 异议  2026-05-12（剩 4 日）" in board.stdout
    assert "answer · objection, 2026-05-12 (4 days left)" in board.stdout
    tasks = said(run(BUREAU_KEY, "board", "--json"))["items"]
    assert all(task["id"] in board.stdout for task in tasks)
    (task, _) = sorted(tasks, key=lambda one: one["position"])
    shown = said(run(BUREAU_KEY, "matter", task["matter"], task["id"]))
    assert shown["identifiers"] == [{"type": "uscc", "value": COMPANY_CODE}]
    assert [one["jti"] for one in shown["facts"]] == [fact]
    assert looks_on_record(town) == 1


def test_every_task_of_a_board_can_be_told() -> None:
    assert TASKS.keys() == {*get_args(TaskKind)}
    assert MATTERS.keys() == {*get_args(MatterKind)}


def test_an_empty_board_says_so(town: DueTown, run: Run) -> None:
    listed(town)
    assert run(BUREAU_KEY, "board").stdout == "待办 0 项，逾期 0 项\nTasks: 0, overdue: 0\n"


def test_a_company_sees_its_file_at_the_window_and_the_body_that_looked_before(town: DueTown, run: Run) -> None:
    listed(town)
    asked = [word for name, text in WINDOW.items() for word in (f"--{name}", text)]
    body = said(run(BUREAU_KEY, "look", "--purpose", "objection", "--field", "subject.name", given=f"{COMPANY_CODE}\n"))
    own = said(run(CENTRE_KEY, "look", *asked, given=f" {COMPANY_CODE} \n"))
    assert set(body["facts"][0]["fields"]) == {"subject.name"}
    assert [one["unit"] for one in own["looks"]] == [BUREAU]
    assert own["is_whole"]


def test_what_the_server_refuses_is_told_with_its_reason(town: DueTown, run: Run) -> None:
    listed(town)
    with pytest.raises(ServerRefusedError, match="identity-evidence-missing") as caught:
        run(CENTRE_KEY, "look", given=f"{COMPANY_CODE}\n")
    assert caught.value.problem == "identity-evidence-missing"
    assert COMPANY_CODE not in f"{caught.value}{caught.value.message_zh}"
