"""A sheet as rows of cells, whatever the file format it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

CellValue: TypeAlias = str | int | float | bool | date | datetime | time | timedelta
"""What a cell holds. An empty cell holds ``""``. ``datetime`` is a ``date`` too: test for it first."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something.

    Attributes:
        number: As the spreadsheet program shows it, counted from 1.
        cells: Values from column A on.
        is_hidden: The row is hidden (by hand or by a filter).
        flaws: Column index to message code, for cells whose value cannot be trusted as read.
    """

    number: int
    cells: tuple[CellValue, ...]
    is_hidden: bool = False
    flaws: Mapping[int, str] = field(default_factory=dict)

    def cell(self, index: int) -> CellValue:
        """The value in a column, ``""`` beyond the end of the row."""
        return self.cells[index] if index < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, without its empty rows.

    Attributes:
        format: ``csv``, ``xls`` or ``xlsx``.
        sheet: Name of the sheet; empty for CSV.
        encoding: Text encoding of a CSV file; empty for workbooks.
        rows: Rows that hold something, in order.
    """

    format: str
    sheet: str
    encoding: str
    rows: tuple[Row, ...]


def is_empty(cell: CellValue) -> bool:
    """Whether a cell shows nothing: no text, or white space only."""
    return isinstance(cell, str) and not cell.strip("\u200b\u200c\u200d\u2060\ufeff \t\r\n\u00a0\u3000")


def column_letter(index: int) -> str:
    """The letters a spreadsheet program shows over a column: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The zero-based index of a column named by its letters."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
