"""The form of single values, by the kind of their field."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from domain.claims import EARLIEST_DAY, LATEST_DAY
from domain.identifier import IDENTIFIER_TYPES, PERSON_TYPES, admit_identifier
from domain.refusal import Refusal
from domain.standard.field import Field
from domain.standard.problem import FieldProblem, problem, restate
from domain.standard.refusals import (
    FieldAmountError,
    FieldChoiceError,
    FieldDateError,
    FieldRowError,
    FieldTextError,
    FieldTooLongError,
    FieldTypeError,
)
from domain.time import parse_date
from domain.width import INVISIBLE

MOST_FEN = 10**15

_INVISIBLE = "".join(map(chr, INVISIBLE))
_CONTROL = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffd\ud800-\udfff{_INVISIBLE}]")
_ROW = re.compile(r"[0-9A-Z-]{1,32}")

ValueCheck = Callable[[Field, str], FieldProblem | None]


def is_clean(text: str) -> bool:
    """Tell whether a text has something in it, no space at its ends and nothing unseen within but line feeds."""
    if not text or text.strip() != text:
        return False
    return text.isprintable() or _CONTROL.search(text) is None


def read_date(value: str) -> date | None:
    """Read a date that a statement may hold, ``None`` if it is none."""
    try:
        day = parse_date(value)
    except ValueError:
        return None
    return day if EARLIEST_DAY <= day <= LATEST_DAY else None


def _text(field: Field, value: str) -> FieldProblem | None:
    return None


def _date(field: Field, value: str) -> FieldProblem | None:
    return problem(FieldDateError, field) if read_date(value) is None else None


def _choice(field: Field, value: str) -> FieldProblem | None:
    return None if field.choice_of_value(value) else _no_choice(field)


def _choices(field: Field, value: str) -> FieldProblem | None:
    """Several choices, each once, in the order of the table: one spelling for each set."""
    chosen = value.split(",")
    in_order = [choice.value for choice in field.choices if choice.value in chosen]
    return None if in_order == chosen else _no_choice(field)


def _no_choice(field: Field) -> FieldProblem:
    return problem(
        FieldChoiceError,
        field,
        choices_zh="、".join(choice.zh for choice in field.choices),
        choices_en=", ".join(choice.value for choice in field.choices),
    )


def _identifier_type(field: Field, value: str) -> FieldProblem | None:
    allowed = PERSON_TYPES if field.role == "representative" else IDENTIFIER_TYPES
    return None if value in allowed else _no_choice(field)


def _code(field: Field, value: str) -> FieldProblem | None:
    try:
        admit_identifier("uscc", value)
    except Refusal as refusal:
        return restate(refusal, field)
    return None


def _row(field: Field, value: str) -> FieldProblem | None:
    return None if _ROW.fullmatch(value) else problem(FieldRowError, field)


_CHECKS: Mapping[str, ValueCheck] = MappingProxyType(
    {
        "text": _text,
        "date": _date,
        "code": _code,
        "choice": _choice,
        "choices": _choices,
        "subject_kind": _choice,
        "identifier_type": _identifier_type,
        "identifier": _text,
        "row": _row,
    }
)


def check_value(field: Field, value: object, trusted_code: str | None) -> FieldProblem | None:
    """Check the form of one value.

    Args:
        field: Its field.
        value: The value in the statement.
        trusted_code: A unified social credit code that was checked before; the signer's own.
    """
    if field.kind == "fen":
        if type(value) is not int:
            return problem(FieldTypeError, field)
        return None if 0 <= value <= MOST_FEN else problem(FieldAmountError, field)
    if field.kind == "flag":
        return None if type(value) is bool else problem(FieldTypeError, field)
    if not isinstance(value, str):
        return problem(FieldTypeError, field)
    if not is_clean(value):
        return problem(FieldTextError, field)
    if len(value) > field.max_length:
        return problem(FieldTooLongError, field, limit=field.max_length)
    if value == trusted_code:
        return None
    return _CHECKS[field.kind](field, value)
