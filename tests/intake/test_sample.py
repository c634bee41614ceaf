"""Samples are the same for the same seed, and can be taken for nobody."""

import re
import zipfile
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from domain.identifier import parse_identifier, rid
from ledger.cli import sample as sample_cli
from ledger.intake.sample.codes import organisation_code, person_number
from ledger.intake.sample.files import csv_text, xlsx_bytes
from ledger.intake.sample.tables import make_table
from ledger.intake.sample_agencies import APPROVAL, BY_SLUG, PROVIDERS
from tests.intake.files import check

SAMPLES = Path(__file__).parents[2] / "samples"
COMMANDS = re.findall(
    r"`chengjian (sample --out samples/(\S+) [^`]+)`", (SAMPLES / "README.md").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("command", "name"), COMMANDS)
def test_the_committed_samples_are_what_their_commands_make(tmp_path: Path, command: str, name: str) -> None:
    app = typer.Typer()
    sample_cli.register(app)
    app.callback()(lambda: None)
    made = tmp_path / name
    result = CliRunner().invoke(app, command.replace(f"samples/{name}", str(made)).split())
    assert result.exit_code == 0
    if made.suffix == ".csv":
        assert (SAMPLES / name).read_bytes() == made.read_bytes()
    else:
        assert members(SAMPLES / name) == members(made)


def test_every_committed_file_has_its_command() -> None:
    files = {path.name for path in SAMPLES.iterdir() if path.suffix in (".csv", ".xlsx")}
    assert {name for _, name in COMMANDS} == files
    assert len(files) == 6


def members(path: Path) -> dict[str, bytes]:
    """What a workbook holds; how well it was packed depends on the machine."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_large_sample_is_clean_and_of_one_agency() -> None:
    report = check(SAMPLES / "xk-2000.csv")
    assert (len(report.rows), len(report.clean_rows)) == (2000, 2000)
    assert {row.disclosed["subject.source_body_code"] for row in report.rows} == {APPROVAL.code}


def test_about_one_row_in_five_is_about_somebody_new() -> None:
    subjects = {row.disclosed["subject.identifier"] for row in check(SAMPLES / "xk-2000.csv").rows}
    assert 320 <= len(subjects) <= 480


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    one, same, other = (make_table("xk-2018", APPROVAL, 9, seed) for seed in (1, 1, 2))
    assert csv_text(one) == csv_text(same) != csv_text(other)
    assert xlsx_bytes(one) == xlsx_bytes(same)


def test_every_person_is_of_an_area_that_does_not_exist_and_every_name_says_it_is_an_example() -> None:
    for name, standard in (("xk-2000.csv", "xk-2018"), ("cf-300.csv", "cf-2018")):
        for row in check(SAMPLES / name, standard).rows:
            fields = row.disclosed
            assert any(word in str(fields["subject.name"]) for word in ("示例", "样本"))
            for field in ("subject.identifier", "representative.identifier"):
                if fields.get(f"{field}_type") == "rid":
                    assert rid.is_synthetic(str(fields[field]))
            if fields["subject.identifier_type"] == "uscc":
                assert str(fields["subject.identifier"])[8:12] == "YANG"


def test_the_sample_agencies_are_distinct_and_their_codes_right() -> None:
    codes = [agency.code for agency in BY_SLUG.values()]
    assert len({*codes}) == 4
    assert len(PROVIDERS) == 3
    for agency in BY_SLUG.values():
        assert parse_identifier("uscc", agency.code).value == agency.code
        assert agency.code.startswith("11370481GXJG")
        assert "示例" in agency.name


def test_invented_codes_are_as_many_as_their_places_hold() -> None:
    assert organisation_code("YANG", 31**4 - 1)[:8] == "YANGYYYY"
    with pytest.raises(ValueError, match="no more codes"):
        organisation_code("YANG", 31**4)
    assert parse_identifier("rid", person_number(9_999_999, "20000101")).type == "rid"
