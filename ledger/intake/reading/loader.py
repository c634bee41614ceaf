"""Loads a workbook in a process of its own: bytes on standard input, one JSON object on standard output.

A damaged workbook can make the loading library ask for any amount of memory, and it ends the process when it does not
get it. So that process is not the one that holds keys and journals, and its memory and time are bounded. This file is
run by its path and imports nothing of ours.
"""

import io
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import orjson
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

_MEMORY_BYTES = 4 * 1024**3
_CPU_S = 300


def load(data: bytes, rows: int, columns: int) -> dict[str, Any]:
    """Load the visible sheets of a workbook.

    Args:
        data: The workbook.
        rows: Highest row number that may hold a cell.
        columns: Highest column number that may hold a cell.

    Returns:
        ``{"sheets": […]}``, or ``{"refused": code, …}``.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            names = [
                sheet.name
                for sheet in workbook.sheets_metadata
                if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
            ]
            sheets = []
            for name in names:
                sheet = workbook.get_sheet_by_name(name)
                last_row, last_column = sheet.end or (0, 0)
                if last_row >= rows:
                    return {"refused": "too-many-rows", "found": last_row + 1}
                if last_column >= columns:
                    return {"refused": "too-many-columns", "found": last_column}
                sheets.append({"name": name, "merged": sheet.merged_cell_ranges or [], "rows": list(_rows(sheet))})
            return {"sheets": sheets}
    except PasswordError:
        return {"refused": "workbook-locked"}
    except (CalamineError, OSError, ValueError):
        return {"refused": "workbook-broken"}


def _rows(sheet: CalamineSheet) -> Iterator[list[Any]]:
    for cells in sheet.to_python(skip_empty_area=False):
        yield [_spell(cell) for cell in cells]


def _spell(cell: Any) -> Any:
    """JSON has no dates: they become objects of one member that names the type."""
    match cell:
        case datetime():
            return {"datetime": cell.isoformat()}
        case date():
            return {"date": cell.isoformat()}
        case time():
            return {"time": cell.isoformat()}
        case timedelta():
            return {"seconds": cell.total_seconds()}
        case _:
            return cell


def main() -> None:
    """Load what stands on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_S, _CPU_S))
    rows, columns = (int(word) for word in sys.argv[1:])
    sys.stdout.buffer.write(orjson.dumps(load(sys.stdin.buffer.read(), rows, columns)))


if __name__ == "__main__":
    main()
