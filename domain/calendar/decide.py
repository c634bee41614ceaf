"""Decisions on working-day calendars: what the credit centre may publish of a year."""

from collections.abc import Sequence
from datetime import date

from domain.authority import Authority
from domain.calendar.events import CalendarPublished
from domain.calendar.refusals import (
    CalendarBasisMissingError,
    CalendarDayError,
    CalendarPastDaysError,
    CalendarVersionOrderError,
)
from domain.calendar.state import CalendarState
from domain.citation import is_citation

_SATURDAY = 5


def admit_calendar(calendar: CalendarState, event: CalendarPublished, *, by: Authority) -> None:
    """Admit a version of a year's calendar (节假日安排及调休).

    Raises:
        CalendarVersionOrderError: The version does not follow the last one.
        CalendarBasisMissingError: No announcement is cited.
        CalendarDayError: A day off is no weekday of that year, or a make-up day none of its weekend days.
        CalendarPastDaysError: A later version would change a day that has come already.
        Refusal: The signer is not the credit centre.
    """
    by.require("credit_centre")
    expected = calendar.version + 1
    if event.version != expected:
        raise CalendarVersionOrderError(pointer="/version", year=event.year, expected=expected, given=event.version)
    if not is_citation(event.legal_basis):
        raise CalendarBasisMissingError(pointer="/legal_basis")
    _require_days(event, "holidays", event.holidays, is_weekend=False, zh="放假日", en="a day off")
    _require_days(event, "workdays", event.workdays, is_weekend=True, zh="调休上班日", en="a make-up day")
    if calendar.is_announced:
        _require_past_kept(calendar, event, by.today)


def _require_days(
    event: CalendarPublished, claim: str, days: Sequence[date], *, is_weekend: bool, zh: str, en: str
) -> None:
    for number, day in enumerate(days):
        if day.year != event.year or (day.weekday() >= _SATURDAY) != is_weekend:
            raise CalendarDayError(pointer=f"/{claim}/{number}", day=day, what_zh=zh, what_en=en)


def _require_past_kept(calendar: CalendarState, event: CalendarPublished, today: date) -> None:
    """Deadlines that have run out by the calendar of their day stay run out."""
    changed = (calendar.holidays ^ frozenset(event.holidays)) | (calendar.workdays ^ frozenset(event.workdays))
    past = sorted(day for day in changed if day <= today)
    if past:
        raise CalendarPastDaysError(pointer="/holidays", year=event.year, day=past[0])
