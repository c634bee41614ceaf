"""The steps by which docs/operations.md founds a ledger, typed as they stand there; then somebody can be listed."""

import json
import re
import shlex
from pathlib import Path
from string import Template
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from domain.definition.pack_rows import LISTS, MEASURES, PURPOSES
from ledger.base64url import encode
from ledger.cli.institutions import ProvidersMissingError
from ledger.cli.main import build_app
from ledger.crypto.key_files import read_key_file
from ledger.crypto.keys import SigningKey

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "operations.md"
BUREAU, CENTRE = "11370481GXJG00014K", "11370481GXJG0009X9"
PENALTY = ROOT / "samples" / "catalogue" / "cf-penalty.json"


def run(*words: object, **options: Any) -> Result:
    return CliRunner().invoke(build_app(), [str(one) for one in words], catch_exceptions=False, **options)


def defined(group: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(group, "list", "--json").stdout)[group]
    return found


def steps() -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    section = text[text.index("## Init and enrol") : text.index("## Run")]
    (block,) = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    return [line.partition(" > ")[0].partition("  # ")[0].removeprefix("chengjian ") for line in block.splitlines()]


@pytest.fixture
def keys(dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The keys of the ceremony, in the folder where the steps are typed."""
    monkeypatch.setenv("CHENGJIAN_DSN", dsn)
    monkeypatch.setenv("CHENGJIAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CHENGJIAN_LOG_LEVEL", "error")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    for name in ("root", "agency", "centre"):
        run("key", "new", f"{name}.key")
    names = {"PUBLIC_KEY": "agency.key", "CENTRE_PUBLIC_KEY": "centre.key"}
    read = {name: SigningKey.from_seed(read_key_file(tmp_path / file)) for name, file in names.items()}
    return {name: encode(key.public_key) for name, key in read.items()}


def test_the_steps_of_the_page_found_a_ledger_with_a_list_a_measure_and_a_purpose(keys: dict[str, str]) -> None:
    typed = [shlex.split(Template(line).substitute(keys)) for line in steps()]
    for words in typed:
        result = run(*words)
        assert result.exit_code == 0, (words, result.output)
    (one,), (measure,), (purpose,) = (defined(group) for group in ("lists", "measures", "purposes"))
    assert (one["list"], one["issuers"], one["items"]) == ("market-serious", [BUREAU], ["cf-penalty"])
    assert (measure["measure"], measure["lists"]) == ("procurement-reference", ["market-serious"])
    assert (purpose["purpose"], purpose["readers"]) == ("procurement", [CENTRE])
    for words in typed[-3:]:
        again = json.loads(run(*words, "--json").stdout)
        assert again == {"published": 0, "known": 1}  # repeated, nothing is doubled
    assert "账本中原有 1 条" in run(*typed[-1]).stdout


def by_centre(*words: object) -> Result:
    return run(*words, "--centre", CENTRE, "--key", "centre.key")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lists", "define"], "--shipped"),
        (["lists", "define", PENALTY, "--shipped"], "--shipped"),
        (["lists", "define", PENALTY, "--issuer", f"market-serious={BUREAU}"], "--shipped"),
        (["lists", "define", "--shipped", "--issuer", f"market-serious={BUREAU}"], "缺少 --item"),
        (["lists", "define", "--shipped", "--item", "market-serious=cf-penalty"], "缺少 --issuer"),
        (["lists", "define", "--shipped", "--item", "a=b"], "integrity-model"),
        (["lists", "define", "--shipped", "--issuer", "market-serious"], "market-serious"),
        (
            ["measures", "define", "--shipped", "--issuer", f"office-bar={BUREAU}", "--list", "wage-arrears"],
            "office-bar",
        ),
        (["measures", "define", "--shipped", "--issuer", f"office-bar={BUREAU}", "--list", "x"], "court-dishonest"),
    ],
)
@pytest.mark.usefixtures("keys")
def test_what_is_typed_wrong_is_wrong_usage_and_says_how(words: list[object], said: str) -> None:
    result = by_centre(*words)
    assert result.exit_code == 2
    assert said.replace(" ", "") in re.sub(r"[│\s]", "", result.output)


@pytest.mark.usefixtures("keys")
def test_who_names_nobody_is_told_everything_that_ships() -> None:
    for group, ids in (
        ("lists", [row.list for row in LISTS]),
        ("measures", [row.measure for row in MEASURES]),
        ("purposes", [row.purpose for row in PURPOSES]),
    ):
        said = by_centre(group, "define", "--shipped", *(("--list", "market-serious") if group == "measures" else ()))
        assert all(one in said.output for one in ids)


@pytest.mark.usefixtures("keys")
def test_an_item_that_ships_asks_for_its_providers() -> None:
    with pytest.raises(ProvidersMissingError, match="--provider") as refused:
        by_centre("item", "publish", PENALTY)
    assert "providers 为空" in refused.value.message_zh
