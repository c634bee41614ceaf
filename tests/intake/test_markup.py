"""The marked workbook shows every fault where it stands, and cannot be made to act."""

import csv
import errno
import stat
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.intake.markup import write_marked
from ledger.intake.report import Report
from ledger.intake.sample.files import write_sample
from ledger.intake.sample.tables import make_table
from ledger.intake.sample_agencies import APPROVAL
from tests.intake.files import check, codes, sample, table

DANGEROUS = ["=1+1", '=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "#N/A", "=cmd|' /C calc'!A0"]


def marked(path: Path, report: Report, lang: str = "zh") -> Path:
    write_marked(path, report, report.problems, lang=lang)
    return path


def test_wrong_cells_are_red_with_a_comment_and_stand_in_the_list(tmp_path: Path) -> None:
    write_sample(tmp_path / "s.csv", table(decided_on="2026/02/30", subject__name="滕州?公司"))
    report = check(tmp_path / "s.csv")
    book = openpyxl.load_workbook(marked(tmp_path / "m.xlsx", report))
    data, listed = book.worksheets
    for problem in report.errors:
        cell = data[problem.place]
        assert cell.fill.fgColor.rgb == "FFFFC7CE"
        assert problem.text.zh in cell.comment.text
        assert problem.text.mend_zh in cell.comment.text
    assert sum(cell.comment is not None for row in data.iter_rows() for cell in row) == len(report.errors) == 2
    assert [row[4].value for row in listed.iter_rows(min_row=2)] == [p.text.code for p in report.problems]


def test_comments_are_in_english_on_request(tmp_path: Path) -> None:
    write_sample(tmp_path / "s.csv", table(decided_on="2026/02/30"))
    report = check(tmp_path / "s.csv")
    data = openpyxl.load_workbook(marked(tmp_path / "m.xlsx", report, "en")).worksheets[0]
    assert "There is no such day" in data[report.errors[0].place].comment.text


@pytest.mark.parametrize("standard", ["xk-2018", "cf-2018"])
def test_the_marked_workbook_handed_in_again_has_the_same_faults(tmp_path: Path, standard: str) -> None:
    made = make_table(standard, APPROVAL, 60, 3, with_errors=True)
    write_sample(tmp_path / "errors.csv", made)
    first = check(tmp_path / "errors.csv", standard)
    again = check(marked(tmp_path / "m.xlsx", first), standard)
    lost = {"control-character", "cell-too-long"}  # no workbook can hold these
    changed = {row for row, named in codes(first).items() if lost & set(named)}
    before, after = codes(first), codes(again)
    assert {row: named for row, named in before.items() if row not in changed} == {
        row: named for row, named in after.items() if row not in changed
    }


@given(st.sampled_from(DANGEROUS), st.text(max_size=20))
def test_no_cell_of_the_marked_workbook_is_a_formula(
    tmp_path_factory: pytest.TempPathFactory, start: str, rest: str
) -> None:
    folder = tmp_path_factory.mktemp("markup")
    path = sample(folder / "s.csv", rows=1)
    lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    lines[0][0:0] = [start + rest.replace("\0", "")]
    lines[1][0:0] = [start]
    lines[1][1] = start
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)
    out = marked(folder / "m.xlsx", check(path))
    with zipfile.ZipFile(out) as archive:
        sheets = b"".join(archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name)
    assert b"<f>" not in sheets
    assert b"<f " not in sheets
    book = openpyxl.load_workbook(out)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    assert all(
        cell.value is None for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "n"
    )


def test_text_that_could_act_keeps_its_quote_prefix_and_its_text_format(tmp_path: Path) -> None:
    write_sample(tmp_path / "s.csv", table(subject__remark="=1+1"))
    cell = _find(openpyxl.load_workbook(marked(tmp_path / "m.xlsx", check(tmp_path / "s.csv"))).worksheets[0], "=1+1")
    assert cell.quotePrefix
    assert cell.number_format == "@"


def _find(sheet: Any, value: str) -> Any:
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == value)


def test_the_marked_workbook_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    out = marked(tmp_path / "m.xlsx", check(sample(tmp_path / "s.csv")))
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_workbook_that_cannot_be_written_is_named_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    write_sample(tmp_path / "s.csv", table(decided_on="2026/02/30"))
    report = check(tmp_path / "s.csv")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left") as caught:
        write_marked(tmp_path / "marked.xlsx", report, report.problems, lang="zh")
    assert caught.value.filename == str(tmp_path / "marked.xlsx")
    assert [one.name for one in tmp_path.iterdir() if "marked" in one.name] == []
