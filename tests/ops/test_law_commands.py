"""The credit centre's commands ``chengjian rules``, as typed, on a real ledger and against a server's answers."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from domain.agency.refusals import AgencyRoleError
from domain.calendar.pack import CALENDAR_PACK
from domain.calendar.refusals import CalendarDayError
from domain.rule.pack import RULE_PACK
from ledger.cli.main import build_app
from ledger.cli.sending import ServerRefusedError
from ledger.crypto.key_files import write_key_file
from ledger.crypto.keys import SigningKey
from ledger.service.claims import ClaimsFileError
from ledger.settings import Settings
from ledger.statement import parse
from tests.town import BUREAU, BUREAU_KEY, CENTRE, CENTRE_KEY, found_town

Run = Callable[..., Result]
ALL = len(RULE_PACK) + len(CALENDAR_PACK)
YEAR_2027: dict[str, Any] = {
    "year": 2027,
    "version": 1,
    "holidays": ["2027-01-01"],
    "workdays": [],
    "legal_basis": "虚构的通知〔2026〕1号",
}


def key_file(tmp_path: Path, key: SigningKey) -> Path:
    path = tmp_path / f"{key.kid}.key"
    write_key_file(path, key.seed, None)
    return path


@pytest.fixture
def centre(tmp_path: Path) -> tuple[object, ...]:
    return ("--centre", CENTRE, "--key", key_file(tmp_path, CENTRE_KEY))


@pytest.fixture
def run(dsn: str, tmp_path: Path) -> Run:
    """Open a town, close it, and run commands on it; what they raise comes through."""
    settings = Settings(dsn=SecretStr(dsn), home=tmp_path / "home")
    with found_town(settings):
        pass
    environment = {"CHENGJIAN_HOME": str(settings.home), "CHENGJIAN_DSN": dsn, "CHENGJIAN_LOG_LEVEL": "error"}
    return lambda *arguments: CliRunner().invoke(
        build_app(), [str(one) for one in arguments], env=environment, catch_exceptions=False
    )


def test_the_centre_publishes_what_ships_once_and_what_is_new_later(
    run: Run, tmp_path: Path, centre: tuple[object, ...]
) -> None:
    first = run("rules", "publish", *centre)
    assert f"Published: {ALL}. On record before: 0." in first.stdout
    again = run("rules", "publish", *centre, "--json")
    assert json.loads(again.stdout) == {"published": 0, "known": ALL}
    edition = tmp_path / "edition.json"
    next_version = {**RULE_PACK[0].plain_claims(), "version": 2, "amount": 2, "effective_from": "2027-01-01"}
    edition.write_text(json.dumps({"calendars": [YEAR_2027], "rules": [next_version, RULE_PACK[1].plain_claims()]}))
    later = run("rules", "publish", *centre, "--edition-file", edition, "--json")
    assert json.loads(later.stdout) == {"published": 2, "known": 1}

    listed = json.loads(run("rules", "list", "--on", "2027-01-01", "--json").stdout)
    assert listed["edition"] == len(RULE_PACK) + 1
    assert listed["years"] == [2024, 2025, 2026, 2027]
    assert next_version in listed["rules"]
    assert not any(one["rule"].startswith("R-NDRC58") for one in listed["rules"])
    told = run("rules", "list", "--on", "2026-03-31").stdout
    assert "R-NDRC58-general v1\tpublicity general\t3 年 · years\t" in told
    assert "product policy, not law INV-9\t[产品政策 · product policy]" in told
    assert "working_day" not in told
    assert "calendars of: 2024, 2025, 2026, 2027." in told


def test_an_empty_ledger_lists_nothing_today_and_wants_a_day_that_is_one(run: Run) -> None:
    assert "Edition 0 of the rules, 0 in force on 20" in run("rules", "list").stdout
    assert run("rules", "list", "--on", "2026-2-30").exit_code == 2


def test_what_a_rule_of_law_speaks_against_is_refused_and_not_passed_over(
    run: Run, tmp_path: Path, centre: tuple[object, ...]
) -> None:
    edition = tmp_path / "edition.json"
    edition.write_text(json.dumps({"calendars": [{**YEAR_2027, "holidays": ["2027-01-02"]}]}))
    with pytest.raises(CalendarDayError):
        run("rules", "publish", *centre, "--edition-file", edition)
    with pytest.raises(AgencyRoleError):
        run("rules", "publish", "--centre", BUREAU, "--key", key_file(tmp_path, BUREAU_KEY))


@pytest.mark.parametrize("text", ['{"lists":[]}', '{"rules":{}}', '{"calendars":[1]}', "[]"])
def test_an_edition_is_an_object_of_rules_and_calendars(text: str, tmp_path: Path, centre: tuple[object, ...]) -> None:
    edition = tmp_path / "edition.json"
    edition.write_text(text)
    with pytest.raises(ClaimsFileError):
        CliRunner().invoke(
            build_app(),
            ["rules", "publish", *map(str, centre), "--edition-file", str(edition)],
            catch_exceptions=False,
        )


class Answering(BaseHTTPRequestHandler):
    """A server that has every version already, but for the statements of one kind, which it records or refuses."""

    status = 201
    answer: ClassVar[dict[str, Any]] = {"index": 7}
    wanted = "calendar-published"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode("ascii")
        assert self.path == "/api/v1/statements"
        is_wanted = self.wanted in parse(body).vct
        status, answer = (self.status, self.answer) if is_wanted else (409, {"code": "rule-version-order"})
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class says so
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Answering) as serving:
        thread = Thread(target=serving.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()
        thread.join()


def publish_to(server: str, centre: tuple[object, ...]) -> Result:
    arguments = ["rules", "publish", *map(str, centre), "--server", server, "--json"]
    return CliRunner().invoke(build_app(), arguments, catch_exceptions=False)


def test_a_server_is_sent_everything_and_passes_over_what_it_has(server: str, centre: tuple[object, ...]) -> None:
    expected = {"published": len(CALENDAR_PACK), "known": len(RULE_PACK)}
    assert json.loads(publish_to(server, centre).stdout) == expected


def test_another_refusal_of_a_server_ends_the_command(
    server: str, centre: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Answering, "status", 403)
    monkeypatch.setattr(Answering, "answer", {"code": "agency-role"})
    with pytest.raises(ServerRefusedError) as refused:
        publish_to(server, centre)
    assert refused.value.problem == "agency-role"
