"""The outcome of checking a file: what can be signed, what cannot, and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ledger.intake.errors import UnusableFileError
from ledger.intake.header import Header, recognise
from ledger.intake.judging import Rules
from ledger.intake.problem import CellProblem, note
from ledger.intake.reading.file import IntakeFile, read_file
from ledger.intake.reading.limits import DEFAULT_LIMITS
from ledger.intake.reading.table import Table
from ledger.intake.rows import PreparedRow, prepare_rows

RESULT_HEADING = "诚鉴结果"
_TOLD_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Report:
    """A checked file.

    Attributes:
        file: The file as it was read.
        table: The sheet that was checked.
        header: Its header.
        rows: Its rows, clean or not.
        problems: Everything there is to say, in the order of the file.
    """

    file: IntakeFile
    table: Table
    header: Header
    rows: tuple[PreparedRow, ...]
    problems: tuple[CellProblem, ...]

    @property
    def clean_rows(self) -> list[PreparedRow]:
        """Rows that can be signed."""
        return [row for row in self.rows if row.is_clean]

    @property
    def errors(self) -> list[CellProblem]:
        """Problems that keep a row from being signed."""
        return [problem for problem in self.problems if problem.level == "error"]

    def counts(self) -> Mapping[str, int]:
        """How often each error occurs, most frequent first."""
        return dict(Counter(problem.text.code for problem in self.errors).most_common())

    def to_json(self) -> dict[str, Any]:
        """The report for programs; without cell contents, which may be personal."""
        return {
            "file": self.file.path.name,
            "sha256": self.file.digest,
            "format": self.table.format,
            "encoding": self.table.encoding,
            "sheet": self.table.sheet,
            "standard": self.header.standard.id,
            "header_row": self.header.row,
            "rows": len(self.rows),
            "clean": len(self.clean_rows),
            "refused": len(self.rows) - len(self.clean_rows),
            "problems": [problem_json(problem) for problem in self.problems],
        }


def problem_json(problem: CellProblem) -> dict[str, Any]:
    """One problem for programs."""
    return {
        "level": problem.level,
        "row": problem.row,
        "column": problem.column.letter if problem.column else None,
        "heading": problem.column.heading if problem.column else None,
        "field": problem.field or None,
        "code": problem.text.code,
        "message_zh": problem.text.zh,
        "message_en": problem.text.en,
        "mend_zh": problem.text.mend_zh,
        "mend_en": problem.text.mend_en,
        "article": problem.article or None,
        "span": list(problem.span) if problem.span else None,
    }


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file whose sheet and header were found.

    Attributes:
        file: The file as it was read.
        table: The sheet.
        header: Its header, which tells the standard.
    """

    file: IntakeFile
    table: Table
    header: Header


def open_sheet(path: Path, *, standard: str | None = None, sheet: str | None = None) -> Sheet:
    """Read a 双公示 file and find its header.

    Args:
        path: CSV, XLS or XLSX.
        standard: Id of the data standard; by default the one its header follows.
        sheet: Name of the sheet; by default the only one with a header.

    Raises:
        UnusableFileError: The file as a whole cannot be taken in.
    """
    file = read_file(path)
    return Sheet(file, *_choose(file, standard, sheet))


def check_sheet(sheet: Sheet, rules: Rules, on_checked: Callable[[int], None] = lambda _: None) -> Report:
    """Check every row exactly as the server will check its statement.

    Args:
        sheet: The opened sheet.
        rules: What the ledger will apply.
        on_checked: Told after every so many rows how many more were checked.

    Raises:
        UnusableFileError: A mandatory column is missing, or there are no rows.
    """
    rows = tuple(_told(prepare_rows(sheet.header, rules), on_checked))
    problems = sorted(
        (*_ignored_columns(sheet.header), *(problem for row in rows for problem in row.problems)),
        key=lambda problem: (problem.row, problem.column.index if problem.column else -1),
    )
    return Report(sheet.file, sheet.table, sheet.header, rows, tuple(problems))


def _told(rows: Iterable[PreparedRow], on_checked: Callable[[int], None]) -> Iterator[PreparedRow]:
    count = 0
    for count, row in enumerate(rows, 1):
        yield row
        if count % _TOLD_AT_ONCE == 0:
            on_checked(_TOLD_AT_ONCE)
    on_checked(count % _TOLD_AT_ONCE)


def _choose(file: IntakeFile, standard: str | None, sheet: str | None) -> tuple[Table, Header]:
    names = "、".join(table.sheet for table in file.tables)
    tables = [table for table in file.tables if sheet is None or table.sheet == sheet]
    if not tables:
        raise UnusableFileError("sheet-missing", name=sheet or "", sheets=names)
    recognised = [(table, header) for table in tables if (header := recognise(table, standard)) is not None]
    if not recognised:
        raise UnusableFileError("header-missing", rows=DEFAULT_LIMITS.header_rows)
    filled = [(table, header) for table, header in recognised if header.data] or recognised[:1]
    if len(filled) > 1:
        raise UnusableFileError("several-sheets", sheets="、".join(table.sheet for table, _ in filled))
    return filled[0]


def _ignored_columns(header: Header) -> list[CellProblem]:
    return [
        note(header.row, column, "", "column-ignored", heading=column.heading)
        for column in header.columns
        if column.field is None and not header.standard.is_ignored(column.heading) and column.heading != RESULT_HEADING
    ]
