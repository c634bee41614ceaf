"""Finding the header: in which row it stands, what each column means, which data standard the file follows."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.standard import STANDARDS, Field, Standard
from ledger.intake.errors import UnusableFileError
from ledger.intake.normalise.money import Unit
from ledger.intake.normalise.text import line
from ledger.intake.reading.limits import DEFAULT_LIMITS
from ledger.intake.reading.table import Row, Table, column_letter, is_empty

_NOTE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_NUMBERING = re.compile(r"^\s*\d{1,2}\s*[.、:]\s*")
_REQUIREMENT_WORDS = frozenset(("必填", "选填", "条件必填", "条件选填", "是", "否", "M", "C", "O", "示例", "说明"))
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file.

    Attributes:
        index: Zero-based.
        heading: As it stands in the file, on one line.
        field: What it means in the standard; ``None`` if the standard has no such field.
        unit: Unit of plain numbers in a column of amounts.
    """

    index: int
    heading: str
    field: Field | None
    unit: Unit = Unit.WAN_YUAN

    @property
    def letter(self) -> str:
        """The letters that a spreadsheet program shows over it."""
        return column_letter(self.index)


@dataclass(frozen=True, slots=True)
class Header:
    """A recognised header.

    Attributes:
        standard: The data standard that the file follows.
        row: Number of the header row.
        columns: All columns with a heading.
        data: The rows of data below it.
    """

    standard: Standard
    row: int
    columns: tuple[Column, ...]
    data: tuple[Row, ...]

    @property
    def by_field(self) -> Mapping[str, Column]:
        """Columns by the name of their field."""
        return {column.field.name: column for column in self.columns if column.field is not None}


@dataclass(frozen=True, slots=True)
class _Match:
    standard: Standard
    place: int
    score: int


def recognise(table: Table, standard_id: str | None = None) -> Header | None:
    """Find the header of a sheet.

    Titles above the header and lines of explanation directly below it (a second header, “必填”) are passed over.

    Args:
        table: The sheet.
        standard_id: Standard to read it by; by default the one whose fields it names most.

    Returns:
        The header, or ``None`` if the first rows hold none.

    Raises:
        UnusableFileError: Unknown standard, more than one fits, or two columns have one meaning.
    """
    best = _best(table, _candidates(standard_id))
    if not best:
        return None
    if len(best) > 1:
        raise UnusableFileError("standard-unclear", standards="、".join(match.standard.id for match in best))
    match = best[0]
    row = table.rows[match.place]
    columns = _columns(match.standard, row)
    _refuse_doubles(columns)
    data = table.rows[match.place + 1 :]
    while data and _explains(data[0], columns, match.standard):
        data = data[1:]
    return Header(match.standard, row.number, columns, data)


def field_of(standard: Standard, heading: str) -> Field | None:
    """The field that a heading names, with or without notes in brackets, numbering and marks."""
    plain = _NUMBERING.sub("", unicodedata.normalize("NFKC", line(heading)))
    return standard.find(plain) or standard.find(_NOTE.sub("", plain))


def _candidates(standard_id: str | None) -> Sequence[Standard]:
    if standard_id is None:
        return list(STANDARDS.values())
    if standard_id not in STANDARDS:
        raise UnusableFileError("standard-unknown", name=standard_id, standards="、".join(STANDARDS))
    return [STANDARDS[standard_id]]


def _best(table: Table, standards: Sequence[Standard]) -> list[_Match]:
    matches = [
        _Match(standard, place, _score(standard, row))
        for place, row in enumerate(table.rows[: DEFAULT_LIMITS.header_rows])
        for standard in standards
    ]
    top = max((match.score for match in matches), default=0)
    if top < _FEWEST:
        return []
    first = next(match.place for match in matches if match.score == top)
    return [match for match in matches if match.score == top and match.place == first]


def _score(standard: Standard, row: Row) -> int:
    fields = {field.name for cell in row.cells if isinstance(cell, str) and (field := field_of(standard, cell))}
    return len(fields)


def _columns(standard: Standard, row: Row) -> tuple[Column, ...]:
    return tuple(
        Column(index, line(str(cell)), field_of(standard, str(cell)), _unit(str(cell)))
        for index, cell in enumerate(row.cells)
        if not is_empty(cell)
    )


def _unit(heading: str) -> Unit:
    """万元 unless the heading names the yuan: “罚款金额(元)”."""
    plain = unicodedata.normalize("NFKC", line(heading))
    return Unit.YUAN if re.search(r"元", plain) and "万元" not in plain else Unit.WAN_YUAN


def _refuse_doubles(columns: Sequence[Column]) -> None:
    seen: dict[str, Column] = {}
    for column in columns:
        if column.field is None:
            continue
        other = seen.setdefault(column.field.name, column)
        if other is not column:
            raise UnusableFileError("heading-twice", heading=column.field.zh, first=other.letter, second=column.letter)


def _explains(row: Row, columns: Sequence[Column], standard: Standard) -> bool:
    """Whether a row below the header repeats it in other words or says which columns are mandatory."""
    told = [(column, row.cell(column.index)) for column in columns if not is_empty(row.cell(column.index))]
    words = [(column, cell) for column, cell in told if isinstance(cell, str)]
    if len(words) < _FEWEST or len(words) < len(told):
        return False
    headings = sum(
        field is not None and field is column.field for column, cell in words for field in (field_of(standard, cell),)
    )
    requirements = sum(line(cell).strip("()（）*") in _REQUIREMENT_WORDS for _, cell in words)
    return 2 * max(headings, requirements) > len(words)
