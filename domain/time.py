"""Dates of law in mainland China.

All of China keeps one time, UTC+8, without summer time since 1992; a fixed offset is therefore exact for every
instant that a ledger opened today can hold, and needs no time zone database.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

_DATE_LENGTH = 10
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class NaiveTimeError(ValueError):
    """An instant came without a time zone, so its date in law is unknown."""

    code = "naive-time"


def legal_date(now: datetime) -> date:
    """Give the calendar date in Asia/Shanghai of an instant.

    Raises:
        NaiveTimeError: ``now`` carries no time zone.
    """
    if now.tzinfo is None:
        raise NaiveTimeError("an instant needs a time zone")
    return now.astimezone(SHANGHAI).date()


def milliseconds(now: datetime) -> int:
    """Give whole milliseconds since 1970-01-01T00:00:00Z, without passing through a float.

    Raises:
        NaiveTimeError: ``now`` carries no time zone.
    """
    if now.tzinfo is None:
        raise NaiveTimeError("an instant needs a time zone")
    return (now - _EPOCH) // _MILLISECOND


def day_of_ms(time_ms: int) -> date:
    """Give the calendar date in Asia/Shanghai of an instant in milliseconds since 1970-01-01T00:00:00Z."""
    return legal_date(_EPOCH + time_ms * _MILLISECOND)


def start_of_day_ms(day: date) -> int:
    """Give the first millisecond of a day in Asia/Shanghai."""
    return milliseconds(datetime(day.year, day.month, day.day, tzinfo=SHANGHAI))


def end_of_day_ms(day: date) -> int:
    """Give the last millisecond of a day in Asia/Shanghai."""
    return start_of_day_ms(day + timedelta(days=1)) - 1


def parse_date(text: str) -> date:
    """Read ``YYYY-MM-DD`` and no other spelling.

    Raises:
        ValueError: Another spelling, or no such day.
    """
    # date.fromisoformat also takes 20261101 and 2026-W44-7; ten characters with dashes leave one spelling.
    if len(text) != _DATE_LENGTH or text[4] != "-" or text[7] != "-" or not text.isascii():
        raise ValueError("a date is written YYYY-MM-DD")
    return date.fromisoformat(text)


def add_months(day: date, months: int) -> date:
    """Give the corresponding day so many months later, or that month's last day (民法典 art 202)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """Give the corresponding day so many years later, or that month's last day (民法典 art 202)."""
    return add_months(day, 12 * years)
