"""A sample before it becomes a file: typed cells, and what a workbook does to them."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was saved without its result."""

    text: str


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """What a failed formula shows."""

    text: str


SampleCell: TypeAlias = str | int | float | date | Formula | ErrorValue


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One row.

    Attributes:
        cells: By field; fields that are left out are empty.
        code: The one fault of the row, empty if it is right.
        is_hidden: Hidden in a workbook.
        merged_up: Fields whose cell is merged with the one above.
    """

    cells: dict[str, SampleCell]
    code: str = ""
    is_hidden: bool = False
    merged_up: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleTable:
    """A file to be written.

    Attributes:
        standard: Id of the data standard.
        title: Line above the header; empty for none.
        headings: Heading of each column.
        fields: Field of each column; empty for a column outside the standard.
        rows: The rows.
    """

    standard: str
    title: str
    headings: tuple[str, ...]
    fields: tuple[str, ...]
    rows: tuple[SampleRow, ...] = field(default=())
