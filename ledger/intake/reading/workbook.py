"""XLS and XLSX workbooks, read with calamine behind a guard that looks at an XLSX before it is loaded."""

import io
from collections.abc import Iterator, Sequence

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ledger.intake.errors import UnusableFileError
from ledger.intake.reading.limits import Limits
from ledger.intake.reading.table import CellValue, Row, Table, column_letter, is_empty
from ledger.intake.reading.xlsx_guard import NO_FACTS, SheetFacts, inspect_workbook

XLS_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XLSX_MAGIC = b"PK\x03\x04"


def read_workbook(data: bytes, limits: Limits) -> list[Table]:
    """Read the visible sheets of a workbook.

    Formulas are not computed: a cell holds the result that was saved with it, which is what the clerk saw.

    Raises:
        UnusableFileError: Damaged, locked, or larger than allowed.
    """
    is_xlsx = data.startswith(XLSX_MAGIC)
    facts = inspect_workbook(data, limits) if is_xlsx else {}
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return [
                _table(workbook.get_sheet_by_name(sheet.name), "xlsx" if is_xlsx else "xls", facts, limits)
                for sheet in workbook.sheets_metadata
                if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise UnusableFileError("workbook-locked") from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnusableFileError("workbook-broken") from error


def _table(sheet: CalamineSheet, form: str, facts: dict[str, SheetFacts], limits: Limits) -> Table:
    _check_extent(sheet, limits)
    known = facts.get(sheet.name, NO_FACTS)
    merged = _merged_away(sheet.merged_cell_ranges or ())
    return Table(form, sheet.name, "", tuple(_rows(sheet, known, merged)))


def _check_extent(sheet: CalamineSheet, limits: Limits) -> None:
    if sheet.end is None:
        return
    row, column = sheet.end
    if row >= limits.rows:
        raise UnusableFileError("too-many-rows", row=row + 1, limit=limits.rows)
    if column >= limits.columns:
        raise UnusableFileError("too-many-columns", column=column_letter(column), limit=limits.columns)


def _rows(sheet: CalamineSheet, facts: SheetFacts, merged: dict[int, set[int]]) -> Iterator[Row]:
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        values: tuple[CellValue, ...] = tuple(cells)
        flaws = dict.fromkeys(merged.get(number, ()), "merged-cell")
        flaws |= facts.flaws.get(number, {})
        if not all(is_empty(cell) for cell in values) or number in facts.flaws:
            yield Row(number, values, number in facts.hidden_rows, flaws)


def _merged_away(ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> dict[int, set[int]]:
    """Row number to the columns that lost their cell to a merged range (its top left cell keeps the value)."""
    lost: dict[int, set[int]] = {}
    for (top, left), (bottom, right) in ranges:
        for row in range(top, bottom + 1):
            columns = set(range(left, right + 1)) - ({left} if row == top else set())
            lost.setdefault(row + 1, set()).update(columns)
    return lost
