"""XLS and XLSX workbooks, loaded in a process of their own, an XLSX after a guard has looked at it."""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import orjson

from ledger.intake.errors import UnusableFileError
from ledger.intake.reading import loader
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
    return [_table(sheet, "xlsx" if is_xlsx else "xls", facts) for sheet in _load(data, limits)]


def _load(data: bytes, limits: Limits) -> Sequence[Mapping[str, Any]]:
    command = [sys.executable, "-I", str(Path(loader.__file__)), str(limits.rows), str(limits.columns)]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    if done.returncode != 0:
        raise UnusableFileError("workbook-broken")
    answer = orjson.loads(done.stdout)
    match answer.get("refused"):
        case None:
            sheets: Sequence[Mapping[str, Any]] = answer["sheets"]
            return sheets
        case "too-many-rows":
            raise UnusableFileError("too-many-rows", row=answer["found"], limit=limits.rows)
        case "too-many-columns":
            column = column_letter(answer["found"])
            raise UnusableFileError("too-many-columns", column=column, limit=limits.columns)
        case reason:
            raise UnusableFileError(reason)


def _table(sheet: Mapping[str, Any], form: str, facts: Mapping[str, SheetFacts]) -> Table:
    known = facts.get(sheet["name"], NO_FACTS)
    return Table(form, sheet["name"], "", tuple(_rows(sheet["rows"], known, _merged_away(sheet["merged"]))))


def _rows(rows: Sequence[Sequence[Any]], facts: SheetFacts, merged: Mapping[int, set[int]]) -> Iterator[Row]:
    for number, cells in enumerate(rows, start=1):
        values = tuple([_value(cell) for cell in cells])
        flaws = dict.fromkeys(merged.get(number, ()), "merged-cell")
        flaws |= facts.flaws.get(number, {})
        if not all(is_empty(cell) for cell in values) or number in facts.flaws:
            yield Row(number, values, number in facts.hidden_rows, flaws)


def _value(cell: Any) -> CellValue:
    match cell:
        case None:
            return ""
        case {"datetime": str(text)}:
            return datetime.fromisoformat(text)
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case {"time": str(text)}:
            return time.fromisoformat(text)
        case {"seconds": float(seconds)}:
            return timedelta(seconds=seconds)
        case str() | int() | float():
            return cell
        case _:
            raise UnusableFileError("workbook-broken")


def _merged_away(ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> dict[int, set[int]]:
    """Row number to the columns that lost their cell to a merged range (its top left cell keeps the value)."""
    lost: dict[int, set[int]] = {}
    for (top, left), (bottom, right) in ranges:
        for row in range(top, bottom + 1):
            columns = set(range(left, right + 1)) - ({left} if row == top else set())
            lost.setdefault(row + 1, set()).update(columns)
    return lost
