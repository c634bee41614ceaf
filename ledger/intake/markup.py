"""The file again as a workbook, with every fault marked where it stands.

All cells are text, of the text format: nothing in them can act as a formula, and what a clerk mends in place keeps
all its digits.
"""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from domain.citation import chinese_citation
from ledger.intake.problem import CellProblem
from ledger.intake.reading.table import CellValue, Row
from ledger.intake.report import RESULT_HEADING, Report

_AUTHOR = "诚鉴 Chengjian"
_RED = PatternFill("solid", fgColor="FFFFC7CE")
_YELLOW = PatternFill("solid", fgColor="FFFFF2CC")
_GREY = PatternFill("solid", fgColor="FFE7E6E6")
_BOLD = Font(bold=True)
_TOP = Alignment(vertical="top", wrap_text=True)
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_767
_LIST_HEADINGS = (
    "行 Row",
    "列 Column",
    "列名 Heading",
    "级别 Level",
    "代码 Code",
    "问题",
    "改法",
    "Problem",
    "Mend",
    "依据 Article",
)


def write_marked(
    path: Path,
    report: Report,
    problems: Sequence[CellProblem],
    *,
    lang: str,
    results: Mapping[int, str] | None = None,
) -> None:
    """Write the marked workbook; the file is readable by its owner alone, since it holds what the original holds.

    Args:
        path: Where to write; replaced in one step.
        report: The checked file.
        problems: What to mark: the report's, and what the server said.
        lang: ``zh`` or ``en``, for the comments; the list of faults has both.
        results: What became of each row, by row number, for a last column.

    Raises:
        OSError: It cannot be written; nothing is left of it.
    """
    book = Workbook(write_only=True)
    _write_data(book, report, problems, lang, results)
    _write_list(book, problems)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    content = BytesIO()  # a disk that fills up under openpyxl's own hands ends in stray tracebacks
    book.save(content)
    try:
        draft.touch(mode=0o600)
        draft.write_bytes(content.getvalue())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error


def _write_data(
    book: Workbook, report: Report, problems: Sequence[CellProblem], lang: str, results: Mapping[int, str] | None
) -> None:
    sheet = book.create_sheet(_sheet_name(report.table.sheet))
    sheet.freeze_panes = f"A{report.header.row + 1}"
    width = max((len(row.cells) for row in report.table.rows), default=0)
    for index in range(width + (results is not None)):
        sheet.column_dimensions[get_column_letter(index + 1)].width = 20
    marks = _by_row(problems)
    number = 0
    for row in report.table.rows:
        for _ in range(row.number - number - 1):
            sheet.append([])
        number = row.number
        sheet.append(_row(sheet, row, width, marks.get(number, {}), lang, _result(results, number, report)))


def _result(results: Mapping[int, str] | None, number: int, report: Report) -> str | None:
    if results is None:
        return None
    return RESULT_HEADING if number == report.header.row else results.get(number, "")


def _row(
    sheet: object, row: Row, width: int, marks: Mapping[int, Sequence[CellProblem]], lang: str, result: str | None
) -> list[WriteOnlyCell]:
    values = [_shown(row.cell(index)) for index in range(width)]
    cells = [_text_cell(sheet, value) for value in values]
    for index, problems in marks.items():
        cell = cells[max(index, 0)]
        has_error = any(problem.level == "error" for problem in problems)
        cell.fill = _RED if has_error else _YELLOW
        cell.comment = _comment(problems, lang)
    if result is not None:
        cells.append(_text_cell(sheet, result))
    return cells


def _text_cell(sheet: object, value: str) -> WriteOnlyCell:
    """A cell that is text whatever it begins with (CWE-1236)."""
    cell = WriteOnlyCell(sheet, value=_ILLEGAL.sub("\ufffd", value)[:_LONGEST])
    cell.data_type = "s"  # the setter took “=1+1” for a formula and “#N/A” for an error
    cell.number_format = "@"
    cell.quotePrefix = value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return cell


def _shown(cell: CellValue) -> str:
    if isinstance(cell, datetime):
        return cell.strftime("%Y/%m/%d %H:%M:%S") if cell.time() != datetime.min.time() else cell.strftime("%Y/%m/%d")
    if isinstance(cell, date):
        return cell.strftime("%Y/%m/%d")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return str(int(cell))
    return cell if isinstance(cell, str) else str(cell)


def _comment(problems: Sequence[CellProblem], lang: str) -> Comment:
    english = lang == "en"
    lines = [f"{p.text.en}\n→ {p.text.mend_en}" if english else f"{p.text.zh}\n→ {p.text.mend_zh}" for p in problems]
    comment = Comment(_ILLEGAL.sub("\ufffd", "\n\n".join(lines)), _AUTHOR)
    comment.width, comment.height = 360, 60 + 60 * len(lines)
    return comment


def _by_row(problems: Iterable[CellProblem]) -> dict[int, dict[int, list[CellProblem]]]:
    marks: dict[int, dict[int, list[CellProblem]]] = {}
    for problem in problems:
        index = problem.column.index if problem.column else -1
        marks.setdefault(problem.row, {}).setdefault(max(index, 0), []).append(problem)
    return marks


def _write_list(book: Workbook, problems: Sequence[CellProblem]) -> None:
    sheet = book.create_sheet("问题清单 Problems")
    sheet.freeze_panes = "A2"
    for index, width in enumerate((8, 8, 24, 8, 24, 48, 40, 48, 40, 24), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    head = [_text_cell(sheet, heading) for heading in _LIST_HEADINGS]
    for cell in head:
        cell.font, cell.fill = _BOLD, _GREY
    sheet.append(head)
    for problem in problems:
        cells = [_text_cell(sheet, value) for value in _list_row(problem)]
        for cell in cells:
            cell.alignment = _TOP
        sheet.append(cells)


def _list_row(problem: CellProblem) -> tuple[str, ...]:
    column = problem.column
    text = problem.text
    return (
        str(problem.row),
        column.letter if column else "",
        column.heading if column else "",
        "错误" if problem.level == "error" else "提示",
        text.code,
        text.zh,
        text.mend_zh,
        text.en,
        text.mend_en,
        chinese_citation(problem.article),
    )


def _sheet_name(name: str) -> str:
    """A name that every spreadsheet program takes; the second sheet has another."""
    return re.sub(r"[\\/*?:\[\]']", "_", name)[:31] or "数据 Data"
