"""Files are read by what they are, within limits that hold before anything is allocated."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random

import openpyxl
import pytest
import xlwt

from ledger.intake.errors import UnusableFileError
from ledger.intake.reading.file import read_bytes, read_file
from ledger.intake.reading.limits import Limits
from ledger.intake.reading.table import column_index, column_letter

SAMPLES = Path(__file__).parents[2] / "samples"


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnusableFileError) as raised:
        read_bytes(data, limits or Limits())
    return raised.value.reason


def workbook(*rows: list[object], name: str = "数据") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(data: bytes, name: str, change: Callable[[bytes], bytes | str]) -> bytes:
    """The archive with one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            content = source.read(member)
            target.writestr(member, change(content) if member == name else content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_in_every_usual_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    (table,) = read_bytes(f"名称{delimiter}文号\r\n滕州示例{delimiter}一号\r\n".encode(encoding))
    assert [row.cells for row in table.rows] == [("名称", "文号"), ("滕州示例", "一号")]


def test_rows_of_csv_are_numbered_as_a_spreadsheet_program_shows_them() -> None:
    (table,) = read_bytes('a,b\n\n"x\ny",z\n , \u3000\nlast,1\n'.encode())
    assert [(row.number, row.cells) for row in table.rows] == [(1, ("a", "b")), (3, ("x\ny", "z")), (5, ("last", "1"))]


def test_line_separators_inside_a_csv_cell_do_not_cut_it() -> None:
    (table,) = read_bytes('a,"x\u2028y\x85z"\n'.encode())
    assert table.rows[0].cells == ("a", "x\u2028y\x85z")


def test_rare_characters_of_gb18030_do_not_become_private_ones() -> None:
    (table,) = read_bytes("名称,".encode("gb18030") + b"\xfe\x59\n")
    assert table.rows[0].cells == ("名称", "\u9fb4")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"\xef\xbb\xbf\r\n", "file-empty"),
        (b"\xff\xfe\xff", "encoding-unknown"),
        (b"a,\xff\xff\xff\n", "encoding-unknown"),
        (b"a\0b,c\n", "encoding-unknown"),
        (b'a,b\n"open,c\nd,e\n', "csv-broken"),
        (b'a,b\n"x"y,c\n', "csv-broken"),
        (b"PK\x03\x04 not really", "workbook-broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 not really", "workbook-broken"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_limits_hold_for_csv() -> None:
    assert refusal(b"a\n" * 11, Limits(rows=10)) == "too-many-rows"
    assert refusal(b"a,b,c\n", Limits(columns=2)) == "too-many-columns"


def test_a_file_larger_than_allowed_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_bytes(b"a,b\n" * 100)
    with pytest.raises(UnusableFileError) as raised:
        read_file(path, Limits(file_bytes=99))
    assert raised.value.reason == "file-too-large"


def test_a_missing_file_is_named_without_its_folder(tmp_path: Path) -> None:
    with pytest.raises(UnusableFileError) as raised:
        read_file(tmp_path / "none.csv")
    assert raised.value.reason == "file-missing"
    assert str(tmp_path) not in raised.value.message_zh


def test_cells_of_xlsx_keep_their_types() -> None:
    book = workbook(["名称", 1.5, 20260301, date(2026, 3, 1), True, None, "x"])
    (table,) = read_bytes(saved(book))
    assert table.rows[0].cells == ("名称", 1.5, 20260301, date(2026, 3, 1), True, "", "x")
    assert (table.format, table.sheet) == ("xlsx", "数据")


def test_old_xls_is_read_too() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("旧表")
    style = xlwt.XFStyle()
    style.num_format_str = "YYYY/MM/DD"
    sheet.write(0, 0, "名称")
    sheet.write(2, 0, 15.5)
    sheet.write(2, 1, date(2026, 3, 1), style)
    out = io.BytesIO()
    book.save(out)
    (table,) = read_bytes(out.getvalue())
    assert [(row.number, row.cells) for row in table.rows] == [(1, ("名称", "")), (3, (15.5, date(2026, 3, 1)))]
    assert (table.format, table.sheet) == ("xls", "旧表")


def test_hidden_rows_errors_and_unsaved_formulas_are_noticed() -> None:
    book = workbook(["a", "b", "c"], ["x", "=1+1", "y"], ["hidden", "", ""])
    sheet = book.active
    sheet["C2"].value, sheet["C2"].data_type = "#REF!", "e"
    sheet.row_dimensions[3].hidden = True
    (table,) = read_bytes(saved(book))
    assert table.rows[1].flaws == {1: "formula-without-value", 2: "cell-error"}
    assert [row.is_hidden for row in table.rows] == [False, False, True]


def test_a_formula_saved_with_its_result_is_read_as_the_result() -> None:
    data = saved(workbook(["a", "=1+1"]))
    data = rewritten(data, SHEET, lambda xml: xml.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"))
    (table,) = read_bytes(data)
    assert table.rows[0].cells == ("a", 2)
    assert table.rows[0].flaws == {}


def test_cells_lost_to_a_merge_are_noticed() -> None:
    book = workbook(["a", "b"], ["局", "1"], ["", "2"])
    book.active.merge_cells("A2:A3")
    (table,) = read_bytes(saved(book))
    assert table.rows[1].flaws == {}
    assert table.rows[2].flaws == {0: "merged-cell"}


def test_hidden_sheets_are_passed_over() -> None:
    book = workbook(["seen"])
    other = book.create_sheet("参数")
    other.append(["unseen"])
    other.sheet_state = "veryHidden"
    assert [table.sheet for table in read_bytes(saved(book))] == ["数据"]


def test_a_lone_cell_far_away_does_not_allocate_a_continent() -> None:
    book = workbook(["a"])
    book.active["XFD1048576"] = "x"
    assert refusal(saved(book)) == "too-many-rows"
    book = workbook(["a"])
    book.active["XFD2"] = "x"
    assert refusal(saved(book)) == "too-many-columns"


def damaged(data: bytes, seed: int) -> bytes:
    random = Random(seed)
    content = bytearray(data)
    for _ in range(random.randrange(1, 12)):
        place = random.randrange(len(content))
        if random.random() < 0.7:
            content[place] = random.randrange(256)
        else:
            del content[place : place + random.randrange(1, 40)]
    return bytes(content)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", ["xk-errors.xlsx", "cf-errors.csv"])
def test_a_damaged_file_is_read_or_refused_and_never_breaks_the_program(name: str, seed: int) -> None:
    data = (SAMPLES / name).read_bytes()
    with suppress(UnusableFileError):
        read_bytes(damaged(data, seed))


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_xls_does_not_take_the_program_with_it(seed: int) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("旧表")
    for row in range(40):
        sheet.write(row, row % 7, f"第{row}行")
    out = io.BytesIO()
    book.save(out)
    with suppress(UnusableFileError):
        read_bytes(damaged(out.getvalue(), seed))


def test_a_zip_bomb_is_refused_while_it_unpacks() -> None:
    data = saved(workbook(["a"]))
    bomb = rewritten(data, SHEET, lambda xml: xml + b" " * 3_000_000)
    assert refusal(bomb, Limits(unpacked_bytes=1_000_000)) == "workbook-too-large"
    assert len(bomb) < 20_000
    assert refusal(data, Limits(members=3)) == "workbook-too-large"


def test_a_workbook_with_a_document_type_is_refused() -> None:
    data = saved(workbook(["a"]))
    entity = b'<!DOCTYPE x [<!ENTITY e "e">]>'
    assert refusal(rewritten(data, SHEET, lambda xml: entity + xml)) == "workbook-broken"


@pytest.mark.parametrize("index", [0, 25, 26, 51, 52, 701, 702, 16383])
def test_column_letters_and_indexes_are_inverse(index: int) -> None:
    assert column_index(column_letter(index)) == index


def test_columns_are_lettered_as_a_spreadsheet_program_does() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
