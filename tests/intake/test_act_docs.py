"""The worked example of docs/operations.md, run as it is written: a listing to its end, an objection, a repair."""

import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

import pytest
import typer

from domain.definition.pack import measure_definitions
from domain.time import legal_date
from ledger.cli.here import LedgerHere
from ledger.cli.main import build_app
from ledger.crypto.keys import SigningKey
from ledger.intake.act.acts import ACTS
from ledger.intake.act.prepare import WINDOW, By, Filling, prepare_acts
from ledger.intake.act.recording import Recorded, find_signer, recorded_of
from ledger.intake.act.session import ActOptions, ActSession
from ledger.intake.act.source import read_act_file
from ledger.intake.submission.work import SILENT
from tests.due_town import SECOND_KEY, DueTown, open_due_town
from tests.town import BUREAU, BUREAU_KEY, CENTRE, CENTRE_KEY, COMPANY_CODE

PAGE = Path(__file__).parents[2] / "docs" / "operations.md"
KEYS: dict[str, SigningKey] = {"bureau.key": BUREAU_KEY, "second.key": SECOND_KEY, "centre.key": CENTRE_KEY}
PLACES = {"COMPANY": COMPANY_CODE, "BUREAU": BUREAU, "CENTRE": CENTRE, "SERVER": "https://credit.example"}
_FILE = re.compile(r"cat > (\S+) <<END\n(.*?)\nEND\n", re.DOTALL)
_COMMAND = re.compile(r"^chengjian (act .*?)(?:  # (\d{4}-\d\d-\d\d))?$", re.MULTILINE)


def section() -> str:
    text = PAGE.read_text(encoding="utf-8")
    return text[text.index("## Due process for clerks") : text.index("## Watch")]


def parse(words: str) -> dict[str, Any]:
    """Parse a command exactly as the command line does."""
    group = typer.main.get_command(build_app())
    context = group.make_context("chengjian", shlex.split(words), resilient_parsing=False)
    command = group.get_command(context, "act")  # type: ignore[attr-defined]
    params: dict[str, Any] = command.make_context("act", shlex.split(words)[1:], parent=context).params
    return params


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as opened:
        yield opened


class Clerk:
    """Types the page's commands in turn, on the days that stand behind them."""

    def __init__(self, town: DueTown, folder: Path) -> None:
        self.town = town
        self.folder = folder
        self.known = dict(PLACES)
        self.done: list[str] = []

    def run(self, name: str, params: dict[str, Any]) -> Recorded:
        by: By = "window" if params["window"] else "agency"
        key = KEYS[(params["window"] or params["key"]).name]
        named = ("identity_evidence", "clerk", "delegate", "delegation")
        window = {field: params[option] for field, option in zip(WINDOW, named, strict=True)}
        options = ActOptions(ACTS[name], self.folder / params["file"].name, by=by, window=window)
        lines: list[str] = []
        session = ActSession(options, lines.append, lambda: self.town.clock.now)
        transport = LedgerHere(self.town.ledger)
        file = session.open()
        rows = session.check(file, transport)
        submitted = session.record(file, rows, find_signer(by, params["agency"], key, transport), transport, SILENT)
        assert submitted.recorded == 1, lines
        (result,) = submitted.results.values()
        assert result.proof is not None
        self.done.append(name)
        return recorded_of(result.proof)


def test_the_commands_of_the_page_do_what_it_says(town: DueTown, tmp_path: Path) -> None:
    clerk = Clerk(town, tmp_path)
    (shipped,) = measure_definitions(issuers={"procurement-reference": [CENTRE]}, lists=["market-serious"])
    town.send(town.statement(shipped.event, CENTRE_KEY, f"agency:{CENTRE}"))
    facts = {"FACT": town.penalty(1), "GENERAL": town.penalty(2, tier="general")}
    for name, fact in facts.items():
        town.send(fact)
        clerk.known[name] = fact.jti
    for match in re.finditer(f"{_FILE.pattern}|{_COMMAND.pattern}", section(), re.DOTALL | re.MULTILINE):
        file, content, command, day = match.groups()
        if file is not None:
            (tmp_path / file).write_text(Template(content).substitute(clerk.known), encoding="utf-8")
        if day is None:
            continue
        if date.fromisoformat(day) > legal_date(town.clock.now):
            town.clock.on(day)
        params = parse(Template(command).substitute(clerk.known))
        recorded = clerk.run(params["name"], params)
        clerk.known |= {name.upper(): str(value) for name, value in recorded.ids.items()}
        if params["name"] == "measure-applied":
            clerk.known["APPLICATION"] = recorded.jti
    assert len(clerk.done) == 14
    assert (clerk.done[0], clerk.done[-1]) == ("notice-served", "repair-granted")
    many = read_act_file(tmp_path / "受理.csv", ACTS["case-accepted"])
    (row,) = prepare_acts(many, ACTS["case-accepted"], Filling(legal_date(town.clock.now)))
    assert row.is_clean


def test_every_command_of_the_page_is_one_that_the_command_line_takes() -> None:
    typed = [match[1] for match in _COMMAND.finditer(section()) if not match[1].startswith("act NAME")]
    words = [Template(one).safe_substitute(PLACES) for one in typed]
    names = [parse(one)["name"] for one in words]
    assert len(names) == 18
    assert {name for name in names if name is not None} <= ACTS.keys()
