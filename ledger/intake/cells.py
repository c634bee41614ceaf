"""Reading the cells of a row, each by what its field is."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from domain.identifier import rid, uscc
from domain.refusal import Refusal
from domain.standard import Field
from ledger.intake.errors import UnreadableCellError
from ledger.intake.header import Column
from ledger.intake.normalise import choices, dates, money, text
from ledger.intake.normalise.codes import code_text
from ledger.intake.reading.table import CellValue

Scalar: TypeAlias = str | int | bool

_NEVER_ENDING = frozenset(("subject.valid_to", "subject.penalty_until", "subject.publicity_until"))
_NAMES = frozenset(("subject.name", "representative.name", "subject.deciding_body", "subject.source_body"))
_NARRATIVE = 1_000  # fields that hold so many characters hold paragraphs, and keep their line breaks
_NINE = (9,)


def read_cell(cell: CellValue, column: Column, field: Field) -> Scalar | None:
    """The value of a cell as the statement will carry it; ``None`` if the cell says nothing.

    Dates are ``YYYY-MM-DD``, amounts whole fen, choices their permanent values.

    Raises:
        UnreadableCellError: The cell does not hold what its column asks for.
    """
    if isinstance(cell, str):
        if text.is_placeholder(cell) and not (field.kind == "flag" and cell.strip()):
            return None
        text.check_text(cell, is_name=field.name in _NAMES)
    return _READERS[field.kind](cell, column, field)


def _text(cell: CellValue, _: Column, field: Field) -> str:
    shown = _shown(cell)
    if field.name == "subject.document_no":
        return text.document_number(shown)
    return text.lines(shown) if field.max_length >= _NARRATIVE else text.line(shown)


def _shown(cell: CellValue) -> str:
    """What a cell of text shows; a date there is one that Excel made out of something else."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool | date | datetime | time | timedelta):
        raise UnreadableCellError("code-not-whole")
    if isinstance(cell, float) and not cell.is_integer():
        return repr(cell)
    return code_text(cell)


def _date(cell: CellValue, _: Column, field: Field) -> str:
    return dates.day(cell, may_never_end=field.name in _NEVER_ENDING).isoformat()


def _fen(cell: CellValue, column: Column, _: Field) -> int:
    return money.fen(cell, column.unit)


def _code(cell: CellValue, _: Column, __: Field) -> str:
    return code_text(cell, is_sound=_is_sound)


def _identifier(cell: CellValue, _: Column, field: Field) -> str:
    found = code_text(cell, lengths=_NINE if field.name == "subject.code_orgcode" else (), is_sound=_is_sound)
    return found.replace("-", "") if field.name in ("subject.code_orgcode", "file.uscc") else found


def _is_sound(code: str) -> bool:
    """Whether an 18-digit code has the check digits of a person's number or of a unified code."""
    return any(_passes(check, code) for check in (rid.check_rid, uscc.check_uscc))


def _passes(check: Callable[[str], None], code: str) -> bool:
    try:
        check(code)
    except Refusal:
        return False
    return True


def is_rid(code: str) -> bool:
    """Whether a code is a citizen identity number with a right check character."""
    return _passes(rid.check_rid, code)


def _choice(cell: CellValue, _: Column, field: Field) -> str:
    return choices.choice(cell, field)


_READERS: Mapping[str, Callable[[CellValue, Column, Field], Scalar]] = {
    "text": _text,
    "date": _date,
    "code": _code,
    "choice": _choice,
    "choices": lambda cell, _, field: choices.choices(cell, field),
    "fen": _fen,
    "flag": lambda cell, _, __: choices.flag(cell),
    "subject_kind": _choice,
    "identifier_type": _choice,
    "identifier": _identifier,
    "row": _code,
}
