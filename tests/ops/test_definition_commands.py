"""``chengjian lists``, ``measures`` and ``purposes``, as the credit centre types them."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from domain.agency.refusals import AgencyRoleError
from domain.definition.pack import list_definitions, measure_definitions, purpose_definitions
from domain.definition.refusals import (
    DefinitionLevelError,
    DefinitionVersionOrderError,
    ListItemUnknownError,
    MeasureListUnknownError,
)
from domain.event import Event
from ledger.cli.main import build_app
from ledger.crypto.key_files import write_key_file
from ledger.service.claims import ClaimsFileError
from tests.town import BUREAU, BUREAU_KEY, CENTRE, CENTRE_KEY, open_town

LIST = list_definitions(issuers={"market-serious": [BUREAU]}, items={"market-serious": ["xzcf"]})[0].event
MEASURE = measure_definitions(issuers={"funding-bar": [BUREAU]}, lists=["market-serious"])[0].event
PURPOSE = purpose_definitions(readers={"objection": [BUREAU]})[0].event


@pytest.fixture(autouse=True)
def _town(dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENGJIAN_DSN", dsn)
    monkeypatch.setenv("CHENGJIAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CHENGJIAN_LOG_LEVEL", "error")
    write_key_file(tmp_path / "centre.key", CENTRE_KEY.seed)
    write_key_file(tmp_path / "bureau.key", BUREAU_KEY.seed)
    with open_town(dsn, tmp_path / "home"):
        pass


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build_app(), [str(one) for one in arguments], catch_exceptions=False)


def define(folder: Path, group: str, event: Event, *, by: str = "centre", **changes: Any) -> Result:
    file = folder / "definition.json"
    file.write_text(json.dumps({**event.plain_claims(), **changes}), encoding="utf-8")
    code = {"centre": CENTRE, "bureau": BUREAU}[by]
    return run(group, "define", file, "--centre", code, "--key", folder / f"{by}.key", "--json")


def listed(group: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(group, "list", "--json").stdout)[group]
    return found


def test_a_list_its_measure_and_a_purpose_are_defined_in_turn_and_shown(tmp_path: Path) -> None:
    indexes = []
    for group, event in (("lists", LIST), ("measures", MEASURE), ("purposes", PURPOSE)):
        assert listed(group) == []
        answer = json.loads(define(tmp_path, group, event).stdout)
        assert answer["vct"] == event.TOPIC
        indexes.append(answer["index"])
        assert listed(group) == [event.plain_claims()]
    assert indexes == sorted(set(indexes))


def test_every_version_is_shown_in_its_order_with_its_law(tmp_path: Path) -> None:
    define(tmp_path, "lists", LIST)
    define(tmp_path, "lists", LIST, list="another-list")
    define(tmp_path, "lists", LIST, version=2, effective_from="2098-01-01", effective_to="2098-12-31")
    shown = run("lists", "list").stdout.splitlines()
    starts = [line.split("\t")[0] for line in shown[:3]]
    assert starts == ["another-list v1", "market-serious v1", "market-serious v2"]
    assert "2098-01-01–2098-12-31" in shown[2]
    assert all(LIST.legal_basis in line for line in shown[:3])
    assert shown[3:] == ["共 3 个版本。", "Versions: 3."]


def test_what_may_not_be_defined_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(DefinitionLevelError):
        define(tmp_path, "lists", LIST, issuer_level="county")
    with pytest.raises(DefinitionVersionOrderError):
        define(tmp_path, "lists", LIST, version=2)
    with pytest.raises(ListItemUnknownError):
        define(tmp_path, "lists", LIST, items=["nowhere"])
    with pytest.raises(MeasureListUnknownError):
        define(tmp_path, "measures", MEASURE)
    with pytest.raises(AgencyRoleError):
        define(tmp_path, "purposes", PURPOSE, by="bureau")
    assert listed("lists") == listed("measures") == listed("purposes") == []


def test_a_file_that_is_no_object_is_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_text("[]", encoding="utf-8")
    with pytest.raises(ClaimsFileError):
        run("lists", "define", file, "--centre", CENTRE, "--key", tmp_path / "centre.key")
