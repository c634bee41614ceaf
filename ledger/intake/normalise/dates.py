"""Dates: date cells, serial numbers and the usual spellings become a day; whatever is open to doubt is refused."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from math import isfinite

from ledger.intake.errors import UnreadableCellError
from ledger.intake.normalise.text import visible
from ledger.intake.reading.table import CellValue

LONG_TERM = date(2099, 12, 31)
"""How 双公示 files spell “without end”."""

_EPOCH_1900 = date(1899, 12, 30)
_SERIALS = range(20_000, 73_051)  # 1954-10-03 to 2099-12-31; below it a number is more likely a mistake than a date
_YEARS = range(1900, 2100)
_COMPACT = range(19_000_101, 21_000_101)
_NEVER_ENDS = frozenset(("长期", "长期有效", "永久", "永久有效", "无固定期限", "无限期", "LONG-TERM"))
_TIME = r"(?:[T ]\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?分?(?:Z|[+-]\d\d:?\d\d)?)?"
_WRITTEN = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.ASCII)
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]" + _TIME.replace("[T ]", " ?"), re.ASCII)
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{6})?", re.ASCII)
_DOUBTFUL = re.compile(r"\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,4}日?" + _TIME, re.ASCII)
_AROUND_MARKS = re.compile(r"\s*([-/.年月日号])\s*")
_NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_TENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")


def day(cell: CellValue, *, may_never_end: bool = False) -> date:
    """The calendar day in a cell.

    Args:
        cell: A date cell, a serial number of the 1900 system, or text: ``2026/3/1``, ``2026-03-01 00:00:00``,
            ``2026.3.1``, ``20260301``, ``2026年3月1日``, ``二〇二六年三月一日``, in any width. A time is dropped.
        may_never_end: The column is an end, so that “长期” and the like mean ``LONG_TERM``.

    Raises:
        UnreadableCellError: No date, an order of parts that is not certain, or not between 1900 and 2099.
    """
    if isinstance(cell, date):
        return _in_range(cell.date() if isinstance(cell, datetime) else cell, str(cell))
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _number(cell)
    if isinstance(cell, str):
        return _text(cell, may_never_end)
    raise UnreadableCellError("date-unreadable", found=str(cell))


def _number(cell: float) -> date:
    whole = int(cell) if isfinite(cell) else 0
    if whole in _SERIALS:
        return _EPOCH_1900 + timedelta(days=whole)
    if whole in _COMPACT and whole == cell:
        return _text(str(whole), may_never_end=False)
    raise UnreadableCellError("date-unreadable", found=f"{cell:g}")


def _text(text: str, may_never_end: bool) -> date:
    shown = text.strip()
    spelled = _AROUND_MARKS.sub(r"\1", " ".join(unicodedata.normalize("NFKC", visible(text)).upper().split()))
    if spelled in _NEVER_ENDS:
        if may_never_end:
            return LONG_TERM
        raise UnreadableCellError("date-never-ends", found=shown)
    spelled = _western(spelled)
    for pattern, groups in ((_WRITTEN, (1, 3, 4)), (_CHINESE, (1, 2, 3)), (_DIGITS, (1, 2, 3))):
        if match := pattern.fullmatch(spelled):
            year, month, day_of_month = (int(match[group]) for group in groups)
            return _calendar(year, month, day_of_month, shown)
    if spelled.isascii() and spelled.isdigit() and int(spelled) in _SERIALS:
        return _EPOCH_1900 + timedelta(days=int(spelled))
    raise UnreadableCellError("date-ambiguous" if _DOUBTFUL.fullmatch(spelled) else "date-unreadable", found=shown)


def _western(spelled: str) -> str:
    """Chinese numerals as digits: 二〇二六年十二月三十一日 gives 2026年12月31日."""
    with_tens = _TENS.sub(lambda match: f"{match[1] or '一'}{match[2] or '〇'}", spelled)
    return with_tens.translate(_NUMERALS)


def _calendar(year: int, month: int, day_of_month: int, shown: str) -> date:
    try:
        return _in_range(date(year, month, day_of_month), shown)
    except ValueError as error:
        raise UnreadableCellError("date-impossible", found=shown) from error


def _in_range(value: date, shown: str) -> date:
    if value.year not in _YEARS:
        raise UnreadableCellError("date-out-of-range", found=shown)
    return value
