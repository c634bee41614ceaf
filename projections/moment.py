"""Moments of the log: how long it was, and when, so that an earlier state can be asked for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from psycopg import Cursor

from domain.time import SHANGHAI, legal_date, start_of_day_ms
from ledger.service.records import RecordSource
from projections.statements import statement

AsOf = int | date | None
"""A number of leaves, the end of a day in Asia/Shanghai, or None: now."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_MS = timedelta(days=1) - timedelta(milliseconds=1)


class MomentAheadError(Exception):
    """A moment was asked for that has not come; what the log will say then nobody knows.

    Attributes:
        size: Leaves of the log now.
        today: The day, Asia/Shanghai.
    """

    def __init__(self, size: int, today: date) -> None:
        super().__init__("the moment has not come")
        self.size = size
        self.today = today


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the log and the instant whose rules count for it.

    Attributes:
        size: Number of leaves.
        now: The instant for which ends and marks are computed.
        time_ms: Entry time of the last of those leaves, ms since 1970; None: there is none.
        is_past: Whether another moment than the present was asked for.
    """

    size: int
    now: datetime
    time_ms: int | None
    is_past: bool


def moment_of(cursor: Cursor[Any], source: RecordSource, as_of: AsOf, now: datetime) -> Moment:
    """Find a state of the log.

    The rules of an earlier state are those of its own day: of the day asked for, or of the day of its last leaf. Before
    the first leaf there was nothing, and the day of that state is the day on which it ended.

    Args:
        cursor: In the snapshot of the answer.
        source: Where records are read.
        as_of: What is asked for; as many leaves as there are, and today, are the present.
        now: The present instant, with a time zone.

    Raises:
        MomentAheadError: It has not come.
    """
    size, today = source.size(cursor), legal_date(now)
    if as_of is not None and (as_of > size if isinstance(as_of, int) else as_of > today):
        raise MomentAheadError(size, today)
    if as_of is None or as_of in (size, today):
        return Moment(size, now, _time_ms(cursor, size), is_past=False)
    if isinstance(as_of, int):
        first_or_last = _time_ms(cursor, max(as_of, 1))
        then = now if first_or_last is None else instant(first_or_last)
        return Moment(max(as_of, 0), then, first_or_last if as_of > 0 else None, is_past=True)
    stop = _size_before(cursor, start_of_day_ms(as_of + timedelta(days=1)), size)
    end = datetime(as_of.year, as_of.month, as_of.day, tzinfo=SHANGHAI) + _LAST_MS
    return Moment(stop, end, _time_ms(cursor, stop), is_past=True)


def instant(time_ms: int) -> datetime:
    """Give the instant of an entry time."""
    return _EPOCH + timedelta(milliseconds=time_ms)


def day_of(time_ms: int) -> date:
    """Give the day of an entry time in Asia/Shanghai."""
    return legal_date(instant(time_ms))


def _time_ms(cursor: Cursor[Any], size: int) -> int | None:
    """Tell when a log came to have so many leaves."""
    if size <= 0:
        return None
    row = cursor.execute(statement("projections", "time_of_size"), {"size": size}).fetchone()
    return None if row is None else int(row[0])


def _size_before(cursor: Cursor[Any], before_ms: int, size: int) -> int:
    """Count the leaves that are older than an instant; times never go back."""
    low, high = 0, size
    while low < high:
        middle = (low + high + 1) // 2
        time_ms = _time_ms(cursor, middle)
        if time_ms is not None and time_ms < before_ms:
            low = middle
        else:
            high = middle - 1
    return low
