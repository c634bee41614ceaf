"""Reading one value of an act, from a cell or from JSON, by what its field is."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from domain.identifier import rid, uscc
from domain.refusal import Refusal
from ledger.intake.act.fields import ActField, Kind
from ledger.intake.errors import UnreadableCellError
from ledger.intake.normalise import choices, dates, text
from ledger.intake.normalise.codes import code_text

Value: TypeAlias = str | int | bool | list[str]

_SEPARATORS = re.compile(r"[\s,，;；、]+")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_RID = re.compile(r"[0-9]{17}[0-9X]")
_USCC = re.compile(r"[0-9A-Z]{18}")
_CHECKS = (("uscc", uscc.check_uscc), ("rid", rid.check_rid))
_WHOLE = re.compile(r"[0-9]{1,10}")
_ENUMERATED = frozenset({"array", "set"})


def read_value(value: Any, field: ActField) -> Value | None:
    """The value as the statement will carry it; ``None`` if nothing is said.

    Dates are ``YYYY-MM-DD``, choices their permanent values, enumerations ascending without repetition.

    Raises:
        UnreadableCellError: It is not what the field asks for.
    """
    if value is None or (isinstance(value, str) and text.is_placeholder(value) and not _says_no(value, field)):
        return None
    if isinstance(value, list) and field.kind in _ENUMERATED and all(isinstance(one, str) for one in value):
        return _enumerated(value, field)
    if not isinstance(value, str | int | float | bool | date | datetime):
        raise UnreadableCellError("act-value-type", zh=field.zh, en=field.en, found=type(value).__name__)
    if isinstance(value, str):
        text.check_text(value, is_name=field.kind == "name")
    return _READERS[field.kind](value, field)


def _says_no(value: str, field: ActField) -> bool:
    return field.kind == "flag" and bool(value.strip())


def guess_identifier_type(number: str) -> str | None:
    """Tell a unified code from an identity number by check characters, else by form; None where that does not tell."""
    sound = [name for name, check in _CHECKS if _passes(check, number)]
    if sound:
        return sound[0] if len(sound) == 1 else None
    if _RID.fullmatch(number):
        return "rid"
    return "uscc" if _USCC.fullmatch(number) else None


def is_uuid(name: str) -> bool:
    """Whether text has the form of an id."""
    return _UUID.fullmatch(name) is not None


def _passes(check: Callable[[str], None], number: str) -> bool:
    try:
        check(number)
    except Refusal:
        return False
    return True


def _shown(value: Any, field: ActField) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool | date | time | timedelta):
        raise UnreadableCellError("act-value-type", zh=field.zh, en=field.en, found=type(value).__name__)
    return code_text(value)


def _line(value: Any, field: ActField) -> str:
    return text.line(_shown(value, field))


def _code(value: Any, field: ActField) -> str:
    named = _line(value, field)
    return named.lower() if is_uuid(named) else named


def _identifier(value: Any, _: ActField) -> str:
    return code_text(value, is_sound=lambda number: any(_passes(check, number) for _, check in _CHECKS))


def _number(value: Any, _: ActField) -> int:
    shown = value if isinstance(value, str) else repr(value)
    plain = text.half_width(shown.strip()).removesuffix(".0")
    if isinstance(value, bool | date) or not _WHOLE.fullmatch(plain):
        raise UnreadableCellError("act-number-unreadable", found=str(value))
    return int(plain)


def _choice(value: Any, field: ActField) -> str:
    named = _line(value, field)
    found = field.choice(named)
    if found is None:
        names_zh = "、".join(f"{one.zh}（{one.value}）" for one in field.choices)
        names_en = ", ".join(one.value for one in field.choices)
        raise UnreadableCellError(
            "act-choice-unknown", found=named, zh=field.zh, en=field.en, choices_zh=names_zh, choices_en=names_en
        )
    return found.value


def _enumeration(value: Any, field: ActField) -> Value:
    return _enumerated(_SEPARATORS.split(_shown(value, field)), field)


def _enumerated(values: Sequence[str], field: ActField) -> Value:
    named = sorted({_target(text.line(one)) for one in values} - {""})
    return named if field.kind == "array" else ",".join(named)


def _target(name: str) -> str:
    head, mark, last = name.rpartition(":")
    return f"{head}{mark}{last.lower()}" if is_uuid(last) else name


_READERS: Mapping[Kind, Callable[[Any, ActField], Value]] = {
    "text": lambda value, field: text.lines(_shown(value, field)),
    "line": _line,
    "name": _line,
    "document": lambda value, field: text.document_number(_shown(value, field)),
    "identifier": _identifier,
    "code": _code,
    "date": lambda value, _: dates.day(value).isoformat(),
    "choice": _choice,
    "flag": lambda value, _: choices.flag(value),
    "number": _number,
    "array": _enumeration,
    "set": _enumeration,
}
