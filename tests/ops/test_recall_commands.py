"""The operator's commands ``chengjian recalls``, as typed, on a real ledger and with a recipient on loopback."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.command_line import FURTHER
from ledger.cli.main import build_app
from ledger.service.ledger import NoLedgerError
from ledger.service.recall_addresses import RecallAddressError
from projections.statements import statement
from tests.projections.courier.recalls import recalled, said
from tests.projections.due_desk import DueDesk, open_due_desk
from tests.projections.receiver import receiving, status
from tests.town import BUREAU, CENTRE

Run = Callable[..., Result]


def runner(dsn: str, home: Path) -> Run:
    environment = {"CHENGJIAN_HOME": str(home), "CHENGJIAN_DSN": dsn, "CHENGJIAN_LOG_LEVEL": "error"}
    return lambda *arguments: CliRunner().invoke(
        build_app(FURTHER), [str(one) for one in arguments], env=environment, catch_exceptions=False
    )


@pytest.fixture
def desk(dsn: str, tmp_path: Path) -> Iterator[DueDesk]:
    with open_due_desk(dsn, tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def run(dsn: str, tmp_path: Path) -> Run:
    return runner(dsn, tmp_path / "home")


@pytest.fixture
def folder(tmp_path: Path) -> None:
    """The state folder of a ledger, as far as addresses ask for one."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "origin").write_text("test.example/log\n")


@pytest.mark.usefixtures("folder")
def test_the_operator_sets_lists_and_removes_addresses(run: Run) -> None:
    url = "https://credit.example.cn/recalls"
    assert "No address is set" in run("recalls", "address", "list").stdout
    assert "The address is set" in run("recalls", "address", "set", CENTRE, url).stdout
    assert json.loads(run("recalls", "address", "set", BUREAU, url, "--json").stdout) == {"code": BUREAU, "url": url}
    assert run("recalls", "address", "list").stdout.splitlines() == sorted([f"{CENTRE}\t{url}", f"{BUREAU}\t{url}"])
    assert "The address is removed" in run("recalls", "address", "remove", BUREAU).stdout
    assert "has no address" in run("recalls", "address", "remove", BUREAU).stdout
    removed = json.loads(run("recalls", "address", "remove", BUREAU, "--json").stdout)
    assert removed == {"code": BUREAU, "removed": False}
    assert json.loads(run("recalls", "address", "list", "--json").stdout) == {"addresses": {CENTRE: url}}


@pytest.mark.usefixtures("folder")
def test_an_address_that_may_not_be_called_is_refused(run: Run) -> None:
    with pytest.raises(RecallAddressError):
        run("recalls", "address", "set", CENTRE, "http://credit.example.cn/recalls")


def test_without_a_ledger_no_address_is_set(dsn: str, tmp_path: Path) -> None:
    with pytest.raises(NoLedgerError):
        runner(dsn, tmp_path / "nothing")("recalls", "address", "list")


def test_one_pass_delivers_at_once_beside_a_running_ledger(desk: DueDesk, run: Run) -> None:
    key = desk.town.ledger.keyring.platform
    with receiving({key.kid: key.public_key}) as receiver:
        (recall,) = recalled(desk)
        assert json.loads(run("recalls", "deliver-once", "--json").stdout) == {
            "is_leader": True,
            "delivered": 0,
            "failed": 0,
            "left": 0,
            "waiting": 0,
        }
        run("recalls", "address", "set", CENTRE, receiver.address)
        receiver.answering = status(503)
        failed = json.loads(run("recalls", "deliver-once", "--json").stdout)
        assert (failed["delivered"], failed["failed"], failed["waiting"]) == (0, 1, 1)
        receiver.answering = status(204)
        done = run("recalls", "deliver-once")
        assert "送达 1" in done.stdout
        assert "Delivered 1, not taken 0" in done.stdout
        assert run("recalls", "deliver-once").stdout.startswith("送达 0")
        assert receiver.recalls() == [recall, recall]
        assert said(desk) == [recall]


def test_one_pass_does_nothing_while_another_courier_is_at_it(desk: DueDesk, run: Run) -> None:
    recalled(desk)
    run("recalls", "address", "set", CENTRE, "http://127.0.0.1:1/recalls")
    with desk.connect() as other:
        other.execute(statement("projections", "lead_courier"))
        told = run("recalls", "deliver-once").stdout
        assert "Another process is at it" in told
        assert json.loads(run("recalls", "deliver-once", "--json").stdout)["is_leader"] is False
