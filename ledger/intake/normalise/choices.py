"""Words that stand for one of a few values, in the many ways they are written."""

import re
from collections.abc import Iterator
from datetime import date

from domain.standard import Field
from ledger.intake.errors import UnreadableCellError
from ledger.intake.normalise.codes import code_text
from ledger.intake.normalise.text import line
from ledger.intake.reading.table import CellValue

_SEPARATORS = re.compile(r"[,，;；|\n]")
_WEAK_SEPARATORS = re.compile(r"[、/+和及]")
_YES = frozenset(["是", "有", "Y", "YES", "TRUE", "T", "1", "√", "适用", "已", "已改正", "对"])
_NO = frozenset(["否", "无", "N", "NO", "FALSE", "F", "0", "×", "X", "不适用", "未", "未改正", "不是"])


def choice(cell: CellValue, field: Field) -> str:
    """The value that a cell names; its own text if it names none, so that the check of the standard can say so."""
    word = _word(cell)
    found = field.choice(word)
    return word if found is None else found.value


def choices(cell: CellValue, field: Field) -> str:
    """The values that a cell names, in the order of the standard, joined by a comma.

    A value's own name may hold the marks that separate others (“没收违法所得、没收非法财物”): whole words first.
    """
    named = list(dict.fromkeys(_named(_word(cell), field)))
    order = {option.value: place for place, option in enumerate(field.choices)}
    return ",".join(sorted(named, key=lambda value: order.get(value, len(order))))


def flag(cell: CellValue) -> bool:
    """Yes or no.

    Raises:
        UnreadableCellError: Neither.
    """
    if isinstance(cell, bool):
        return cell
    word = _word(cell).upper()
    if word in _YES or word in _NO:
        return word in _YES
    raise UnreadableCellError("flag-unreadable", found=word)


def _word(cell: CellValue) -> str:
    if isinstance(cell, str):
        return line(cell)
    if isinstance(cell, bool | date):
        raise UnreadableCellError("code-not-whole")
    return code_text(cell)


def _named(text: str, field: Field) -> Iterator[str]:
    if (whole := field.choice(text)) is not None:
        yield whole.value
        return
    for pattern in (_SEPARATORS, _WEAK_SEPARATORS):
        parts = [part for part in pattern.split(text) if part.strip()]
        if len(parts) > 1:
            for part in parts:
                yield from _named(part.strip(), field)
            return
    yield text
