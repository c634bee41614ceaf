"""Reading what is to be recorded: one JSON object, many (an array, or one a line), or a table, CSV or workbook."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from domain.standard.field import fold_heading
from ledger.intake.act.acts import Act
from ledger.intake.act.fields import ActField, find_field
from ledger.intake.errors import UnreadableCellError, UnusableFileError
from ledger.intake.header import Column
from ledger.intake.normalise.text import line
from ledger.intake.problem import CellProblem, found, from_error
from ledger.intake.reading.file import read_bytes, read_file_bytes
from ledger.intake.reading.limits import DEFAULT_LIMITS
from ledger.intake.reading.table import Row, Table, is_empty

REMARKS = frozenset({"序号", "备注", "行", "no", "note", "诚鉴结果", ""})
"""Folded headings of columns that are nobody's field and say nothing to the ledger."""
_JSON_FAULTS = {
    "Expecting property name": "字段名应加半角双引号",
    "Expecting value": "此处缺少值",
    "Expecting ',' delimiter": "此处缺少半角逗号",
    "Expecting ':' delimiter": "此处缺少半角冒号",
    "Illegal trailing comma": "末尾多一个逗号",
    "Unterminated string": "引号没有闭合",
    "Invalid control character": "文字中有换行或控制字符",
    "Invalid \\": "反斜杠用法不对",
    "Extra data": "后面还有多余的内容",
}
"""How the messages of the standard library's reader begin, and what they mean."""
_MARK = "#"
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class GivenRow:
    """A row as it was written.

    Attributes:
        number: Row of a table; line, or place in the array, of JSON; counted from 1.
        values: What stands there, by name of the field.
        problems: What could not be read at all.
    """

    number: int
    values: Mapping[str, Any]
    problems: tuple[CellProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class ActFile:
    """A file as it was read.

    Attributes:
        path: Where it lies.
        digest: SHA-256 of its bytes, in hexadecimal.
        sheet: Name of the sheet, empty if it has none.
        rows: Its rows.
        columns: Column of each field, in a table.
    """

    path: Path
    digest: str
    sheet: str
    rows: tuple[GivenRow, ...]
    columns: Mapping[str, Column] = field(default_factory=dict)


def read_act_file(path: Path, act: Act, sheet: str | None = None) -> ActFile:
    """Read a file of acts, by what it is and not by what it is called.

    Args:
        path: JSON, NDJSON, CSV, XLS or XLSX.
        act: The act it holds.
        sheet: Name of the sheet; by default the only one with rows.

    Raises:
        UnusableFileError: The file as a whole cannot be taken in.
    """
    data = read_file_bytes(path)
    digest = sha256(data).hexdigest()
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] in {b"{", b"["}:
        rows = tuple(_json_row(number, value, act) for number, value in _json_values(text))
        opened = ActFile(path, digest, "", rows)
    else:
        table = _only(read_bytes(data), sheet)
        columns, below = _columns(table, act)
        opened = ActFile(path, digest, table.sheet, tuple(_table_row(row, columns) for row in below), columns)
    if not opened.rows:
        raise UnusableFileError("rows-missing" if opened.columns else "act-rows-missing")
    return opened


def _json_values(text: bytes) -> Iterator[tuple[int, Any]]:
    """Number the objects of an array, of lines, or the only one."""
    try:
        whole = text.decode()
    except UnicodeDecodeError as error:
        raise UnusableFileError("encoding-unknown") from error
    try:
        value = json.loads(whole, object_pairs_hook=_pairs)
    except ValueError as error:
        lines = [(number, one) for number, one in enumerate(whole.split("\n"), start=1) if one.strip()]
        if len(lines) == 1 or not _is_object(lines[0][1]):
            raise _broken(getattr(error, "lineno", 1), error) from error
        yield from ((number, _json_line(number, one)) for number, one in lines)
        return
    yield from enumerate(value, start=1) if type(value) is list else ((1, value),)


def _is_object(text: str) -> bool:
    """Whether a line is a value of its own: then the file has one a line."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _json_line(number: int, text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_pairs)
    except ValueError as error:
        raise _broken(number, error) from error


class _Pairs(list[tuple[str, Any]]):
    """The members of an object in their order, none lost where two have one name."""


def _pairs(pairs: list[tuple[str, Any]]) -> _Pairs:
    return _Pairs(pairs)


def _broken(number: int, error: ValueError) -> UnusableFileError:
    reason = getattr(error, "msg", type(error).__name__)
    reason_zh = next((zh for known, zh in _JSON_FAULTS.items() if reason.startswith(known)), "无法读取")
    return UnusableFileError("act-json-broken", line=number, reason_zh=reason_zh, reason_en=reason)


def _json_row(number: int, value: Any, act: Act) -> GivenRow:
    if not isinstance(value, _Pairs):
        raise UnusableFileError(
            "act-json-broken", line=number, reason_zh="应为一个对象", reason_en="an object is expected"
        )
    values: dict[str, Any] = {}
    problems: list[CellProblem] = []
    for name, one in value:
        known = find_field(act, name)
        if known is None:
            if fold_heading(name) not in REMARKS:
                problems.append(found(number, None, name, "act-field-unknown", found=name, name=act.name))
        elif known.name in values:
            problems.append(found(number, None, known.name, "act-field-twice", found=name))
        else:
            values[known.name] = one
    return GivenRow(number, values, tuple(problems))


def _only(tables: Iterable[Table], sheet: str | None) -> Table:
    every = list(tables)
    wanted = [table for table in every if (table.rows if sheet is None else table.sheet == sheet)]
    names = "、".join(table.sheet for table in every)
    if sheet is not None and not wanted:
        raise UnusableFileError("sheet-missing", name=sheet, sheets=names)
    if not wanted:
        raise UnusableFileError("file-empty")
    if len(wanted) > 1:
        raise UnusableFileError("several-sheets", sheets=names)
    return wanted[0]


def _columns(table: Table, act: Act) -> tuple[Mapping[str, Column], list[Row]]:
    """Find the header and give its columns, and the rows below that are no examples."""
    top = [row for row in table.rows[: DEFAULT_LIMITS.header_rows] if not _is_marked(row)]
    header = max(top, key=lambda row: len(_known(row, act)), default=None)
    if header is None or len(_known(header, act)) < _FEWEST:
        rows = DEFAULT_LIMITS.header_rows
        raise UnusableFileError("act-columns-missing", act=act.zh, act_en=act.en, rows=rows, name=act.name)
    unknown = [str(cell) for cell in header.cells if _is_unknown(cell, act)]
    if unknown:
        names = "、".join(line(one) for one in unknown)
        raise UnusableFileError("act-columns-unknown", act=act.zh, act_en=act.en, headings=names, name=act.name)
    columns: dict[str, Column] = {}
    for known, column in _known(header, act):
        other = columns.setdefault(known.name, column)
        if other is not column:
            raise UnusableFileError("heading-twice", heading=known.zh, first=other.letter, second=column.letter)
    return columns, [row for row in table.rows if row.number > header.number and not _is_marked(row)]


def _is_marked(row: Row) -> bool:
    """Whether a row is a comment: its first cell that holds something begins with ``#``."""
    first = next((cell for cell in row.cells if not is_empty(cell)), "")
    return isinstance(first, str) and first.lstrip("\ufeff ").startswith(_MARK)


def _known(row: Row, act: Act) -> list[tuple[ActField, Column]]:
    return [
        (known, Column(index, line(cell), None))
        for index, cell in enumerate(row.cells)
        if isinstance(cell, str) and (known := find_field(act, line(cell))) is not None
    ]


def _is_unknown(cell: Any, act: Act) -> bool:
    if is_empty(cell):
        return False
    return not isinstance(cell, str) or (
        find_field(act, line(cell)) is None and fold_heading(line(cell)) not in REMARKS
    )


def _table_row(row: Row, columns: Mapping[str, Column]) -> GivenRow:
    values: dict[str, Any] = {}
    problems: list[CellProblem] = []
    if row.is_hidden:
        problems.append(found(row.number, None, "", "hidden-row"))
    for name, column in columns.items():
        cell = row.cell(column.index)
        if column.index in row.flaws and cell == "":
            error = UnreadableCellError(row.flaws[column.index])
            problems.append(from_error(row.number, column, name, error))
        else:
            values[name] = cell
    return GivenRow(row.number, values, tuple(problems))
