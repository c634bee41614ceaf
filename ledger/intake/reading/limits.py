"""How large a file an agency may hand in, and why a larger one is refused before it is opened."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on an intake file; all are checked before the parser allocates for the content.

    Attributes:
        file_bytes: Size on disk.
        unpacked_bytes: Sum of the members of a workbook, counted while unpacking, not read from the archive's table.
        members: Number of files inside a workbook.
        rows: Highest row number that may hold a cell, title and header included.
        columns: Highest column number that may hold a cell.
        cell_chars: Characters in one cell; a spreadsheet program's own limit.
        header_rows: How many rows from the top are searched for the header.
    """

    file_bytes: int = 64 * 1024 * 1024
    unpacked_bytes: int = 512 * 1024 * 1024
    members: int = 2_000
    rows: int = 200_000
    columns: int = 256
    cell_chars: int = 32_767
    header_rows: int = 20


DEFAULT_LIMITS = Limits()
