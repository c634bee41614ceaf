"""Amounts of money: 万元 with decimals in the file, whole fen in the statement, nothing lost or invented between.

No binary fraction takes part in the arithmetic. A number cell comes as a float; its shortest decimal spelling is what
was typed.
"""

import re
from decimal import Decimal
from enum import Enum
from math import isfinite

from ledger.intake.errors import UnreadableCellError
from ledger.intake.normalise.text import code
from ledger.intake.reading.table import CellValue

MAX_FEN = 10**15
_PLAIN = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?|[+-]?\.\d+", re.ASCII)
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?E[+-]?\d{1,2}", re.ASCII)
_CURRENCY = re.compile(r"^(?:人民币|RMB|CNY|[¥￥])+|(?:人民币|RMB|CNY)$")


class Unit(Enum):
    """The unit that a number without one is in; the value is the number of fen in it."""

    WAN_YUAN = 1_000_000
    YUAN = 100


def fen(cell: CellValue, unit: Unit) -> int:
    """The amount in a cell, in whole fen.

    Args:
        cell: A number or text such as ``1.5``, ``1,200.00``, ``¥0.05``, ``5000元``, ``1.5万元``, in any width.
        unit: Unit of the column, unless the text names its own.

    Raises:
        UnreadableCellError: No amount, negative, not a whole number of fen, or beyond ``MAX_FEN``.
    """
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise UnreadableCellError("money-unreadable", found=str(cell))
    shown = str(cell).strip()
    readings = [_text(cell, unit)] if isinstance(cell, str) else [(number, unit) for number in _spellings(cell)]
    for number, factor in readings:
        amount = number * factor.value
        if amount == amount.to_integral_value():
            return _checked(int(amount), shown)
    raise UnreadableCellError("money-below-fen", found=shown)


def _spellings(cell: float) -> list[Decimal]:
    """What a number cell may have shown: its shortest spelling, then the 15 digits that spreadsheet programs show."""
    if isinstance(cell, int):
        return [Decimal(cell)]
    if not isfinite(cell):
        raise UnreadableCellError("money-unreadable", found=str(cell))
    return [Decimal(repr(cell)), Decimal(f"{cell:.15g}")]


def _text(text: str, unit: Unit) -> tuple[Decimal, Unit]:
    spelled = _CURRENCY.sub("", code(text)).replace("\uff0c", ",")
    for suffix, factor in (("万元", Unit.WAN_YUAN), ("万", Unit.WAN_YUAN), ("元整", Unit.YUAN), ("元", Unit.YUAN)):
        if spelled.endswith(suffix):
            spelled, unit = spelled.removesuffix(suffix), factor
            break
    if not (_PLAIN.fullmatch(spelled) or _SCIENTIFIC.fullmatch(spelled)):
        raise UnreadableCellError("money-unreadable", found=text.strip())
    return Decimal(spelled.replace(",", "")), unit


def _checked(amount: int, shown: str) -> int:
    if amount < 0:
        raise UnreadableCellError("money-negative")
    if amount > MAX_FEN:
        raise UnreadableCellError("money-too-large", found=shown)
    return amount


_STATED = re.compile(r"罚款(?:人民币)?([\d,.]+)(万?)元", re.ASCII)


def stated_fines(text: str) -> list[tuple[str, int]]:
    """The fines that the words of a decision name, as written and in fen: “罚款5000元” gives ``("5000元", 500000)``."""
    found = []
    for number, wan in _STATED.findall(code(text)):
        unit = Unit.WAN_YUAN if wan else Unit.YUAN
        try:
            found.append((f"{number}{wan}元", fen(number, unit)))
        except UnreadableCellError:
            continue
    return found
