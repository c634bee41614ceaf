"""Codes: digits and letters that a spreadsheet program is eager to turn into a number.

A number keeps 15 digits, drops leading zeros and may be shown with an exponent. What was lost cannot be guessed, so it
is refused.
"""

import re
from collections.abc import Callable, Collection
from datetime import date

from ledger.intake.errors import UnreadableCellError
from ledger.intake.normalise.text import code
from ledger.intake.reading.table import CellValue

_EXACT = 10**15
_MOST_ZEROS = 3
_EXPONENT = re.compile(r"\d(?:\.\d+)?E\+?\d{1,3}", re.ASCII)
_DECIMAL_ZERO = re.compile(r"(\d+)\.0+", re.ASCII)


def code_text(cell: CellValue, lengths: Collection[int] = (), is_sound: Callable[[str], bool] | None = None) -> str:
    """The code in a cell.

    Args:
        cell: Text or a number.
        lengths: How long a code of digits may be; empty if any length goes.
        is_sound: Tells by its check digit whether an 18-digit code ending in zeros is real; absent if there is none.

    Raises:
        UnreadableCellError: Digits were lost when the cell was stored as a number.
    """
    if isinstance(cell, str):
        return _text(cell, lengths, is_sound)
    if isinstance(cell, bool | date) or not isinstance(cell, int | float) or cell != int(cell):
        raise UnreadableCellError("code-not-whole")
    if abs(cell) >= _EXACT:
        raise UnreadableCellError("number-precision-lost")
    return _full_length(str(int(cell)), lengths)


def _text(text: str, lengths: Collection[int], is_sound: Callable[[str], bool] | None) -> str:
    spelled = code(text)
    if match := _DECIMAL_ZERO.fullmatch(spelled):
        return _full_length(match[1], lengths)
    if _EXPONENT.fullmatch(spelled):
        raise UnreadableCellError("number-precision-lost")
    if is_sound and re.fullmatch("[0-9]{18}", spelled) and spelled.endswith("000") and not is_sound(spelled):
        raise UnreadableCellError("number-precision-lost")
    return _full_length(spelled, lengths) if re.fullmatch("[0-9]+", spelled) else spelled


def _full_length(digits: str, lengths: Collection[int]) -> str:
    """Refuse a number that is one to three digits short of every permitted length: it began with zeros."""
    longer = [length for length in lengths if 0 < length - len(digits) <= _MOST_ZEROS]
    if longer and len(digits) not in lengths:
        raise UnreadableCellError("leading-zeros-lost", found=len(digits), expected=min(longer))
    return digits
