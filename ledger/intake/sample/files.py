"""Writing a sample to a file; the same sample gives the same bytes."""

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from ledger.intake.sample.table import ErrorValue, Formula, SampleCell, SampleRow, SampleTable

_MOMENT = datetime(2026, 11, 1)  # noqa: DTZ001 - workbooks hold no time zone
_ZIP_MOMENT = (2026, 11, 1, 0, 0, 0)
_LONGEST = 32_767


def write_sample(path: Path, table: SampleTable, encoding: str = "utf-8-sig") -> None:
    """Write a sample as CSV or XLSX, by the ending of the name.

    Rows whose fault the format cannot show are left out.

    Args:
        path: Where to; replaced.
        table: The sample.
        encoding: Of CSV text.
    """
    if path.suffix.lower() == ".xlsx":
        path.write_bytes(xlsx_bytes(table))
    else:
        path.write_bytes(csv_text(table).encode(encoding))


def csv_text(table: SampleTable) -> str:
    """The sample as CSV, lines ended as Excel ends them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if table.title:
        writer.writerow([table.title])
    writer.writerow(table.headings)
    for row in table.rows:
        if not _needs_workbook(row):
            writer.writerow([_csv_cell(row.cells.get(name, "")) for name in table.fields])
    return out.getvalue()


def _needs_workbook(row: SampleRow) -> bool:
    special = any(isinstance(cell, Formula | ErrorValue | date) for cell in row.cells.values())
    return row.is_hidden or bool(row.merged_up) or special


def _csv_cell(cell: SampleCell) -> str:
    """A cell as Excel writes it to CSV: long numbers lose their digits to an exponent."""
    if isinstance(cell, float):
        return f"{cell:.5E}" if abs(cell) >= 10**11 else f"{cell:.15g}"
    return str(cell)


def xlsx_bytes(table: SampleTable) -> bytes:
    """The sample as a workbook, with fixed times so that the bytes repeat."""
    book = Workbook()
    book.properties.creator = "chengjian sample"
    book.properties.created = book.properties.modified = _MOMENT
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    sheet.title = "数据"
    _fill(sheet, table)
    out = io.BytesIO()
    book.save(out)
    return _with_fixed_times(out.getvalue())


def _fill(sheet: Worksheet, table: SampleTable) -> None:
    number = 0
    if table.title:
        number += 1
        sheet.cell(number, 1, table.title)
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(table.headings))
    number += 1
    for column, heading in enumerate(table.headings, start=1):
        _write(sheet.cell(number, column), heading)
    for row in table.rows:
        if _is_beyond_workbook(row):
            continue
        number += 1
        for column, name in enumerate(table.fields, start=1):
            if (cell := row.cells.get(name, "")) != "" and name not in row.merged_up:
                _write(sheet.cell(number, column), cell)
        sheet.row_dimensions[number].hidden = row.is_hidden
        for name in row.merged_up:
            column = table.fields.index(name) + 1
            sheet.merge_cells(start_row=number - 1, end_row=number, start_column=column, end_column=column)


def _is_beyond_workbook(row: SampleRow) -> bool:
    texts = [cell for cell in row.cells.values() if isinstance(cell, str)]
    return any(len(text) > _LONGEST or any(char < " " and char not in "\t\n\r" for char in text) for text in texts)


def _write(cell: Cell, value: SampleCell) -> None:
    match value:
        case Formula(text):
            cell.value = text
        case ErrorValue(text):
            cell.value, cell.data_type = text, "e"
        case str():
            cell.value, cell.data_type, cell.number_format = value, "s", "@"
        case _:
            cell.value = value


def _with_fixed_times(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _fixed_properties(content)
            target.writestr(zipfile.ZipInfo(name, _ZIP_MOMENT), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _fixed_properties(content: bytes) -> bytes:
    """The library stamps the moment of saving over the property that was set."""
    head, _, rest = content.partition(b'<dcterms:modified xsi:type="dcterms:W3CDTF">')
    _, _, tail = rest.partition(b"<")
    moment = _MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return b'%b<dcterms:modified xsi:type="dcterms:W3CDTF">%b<%b' % (head, moment, tail) if rest else content
