"""Counting working days (工作日), make-up days (调休) included.

Source:
    民法典 art 201 (the day of the event is not counted), 203 (a last day that is a day off moves to the next working
    day); 行政处罚法 art 85.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from domain.calendar.refusals import CalendarUnannouncedError
from domain.calendar.state import CalendarState

_SATURDAY = 5
_DAY = timedelta(days=1)


class WorkingDays:
    """The calendars that are announced; every question about another year is refused, never guessed."""

    def __init__(self, calendars: Iterable[CalendarState] = ()) -> None:
        """Keep the calendars of the years that are announced."""
        self._years = {one.year: one for one in calendars if one.is_announced}

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are announced, ascending."""
        return tuple(sorted(self._years))

    @property
    def positions(self) -> tuple[int, ...]:
        """Where the versions of the calendars stand in the log, ascending."""
        found = [state.position for one in self._years.values() for state in one.history]
        return tuple(sorted(position for position in found if position is not None))

    def known_at(self, position: int) -> "WorkingDays":
        """Give the calendars as they were known at a position of the log; of a year unknown then, its first one."""
        return WorkingDays(one.known_at(position) for one in self._years.values())

    def is_working(self, day: date) -> bool:
        """Tell whether a day is a working day.

        Raises:
            CalendarUnannouncedError: Its year is not announced.
        """
        calendar = self._years.get(day.year)
        if calendar is None:
            raise CalendarUnannouncedError(year=day.year)
        if day in calendar.holidays:
            return False
        return day.weekday() < _SATURDAY or day in calendar.workdays

    def after(self, day: date, count: int) -> date:
        """Give the ``count``-th working day after a day, which itself is not counted.

        Args:
            day: The day of the event.
            count: At least 0; 0 gives the day itself if it is a working day, else the next one.

        Raises:
            CalendarUnannouncedError: A year that the count passes through is not announced.
        """
        if count == 0:
            return self.on_or_after(day)
        while count:
            day += _DAY
            count -= self.is_working(day)
        return day

    def on_or_after(self, day: date) -> date:
        """Give the day if it is a working day, else the next one (民法典 art 203).

        Raises:
            CalendarUnannouncedError: Its year is not announced.
        """
        while not self.is_working(day):
            day += _DAY
        return day
