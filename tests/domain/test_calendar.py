from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agency.refusals import AgencyRoleError
from domain.calendar.decide import admit_calendar
from domain.calendar.events import CalendarPublished
from domain.calendar.pack import CALENDAR_PACK
from domain.calendar.refusals import (
    CalendarBasisMissingError,
    CalendarDayError,
    CalendarUnannouncedError,
    CalendarVersionOrderError,
)
from domain.calendar.state import CalendarState, evolve
from domain.calendar.working_days import WorkingDays
from domain.registry import parse_event
from tests.domain.builders import CENTRE_SIGNER, PLATFORM_SIGNER, recorded
from tests.domain.due_process import DAYS, YEAR_2026, bureau, centre, noon

NOW = noon("2025-11-05")
BY_CENTRE = recorded(20, CENTRE_SIGNER.iss)
DAY = timedelta(days=1)
SHIPPED = WorkingDays(evolve(CalendarState(one.year), one, BY_CENTRE) for one in CALENDAR_PACK)
DAYS_OF_2024_TO_2026 = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def published(**changes: Any) -> CalendarPublished:
    claims: dict[str, Any] = {
        "year": 2026,
        "version": 1,
        "holidays": ["2026-01-01", "2026-01-02"],
        "workdays": ["2026-01-04"],
        "legal_basis": "国办发明电〔2025〕7号",
        **changes,
    }
    return CalendarPublished.from_claims(claims, {})


def admit(state: CalendarState, **changes: Any) -> None:
    admit_calendar(state, published(**changes), by=centre(NOW))


def test_the_credit_centre_publishes_a_year_and_corrects_it_with_the_next_version() -> None:
    admit(CalendarState(2026))
    admit(YEAR_2026, version=2)


def test_a_year_may_have_no_days_of_its_own() -> None:
    admit(CalendarState(2026), holidays=[], workdays=[])


@pytest.mark.parametrize("version", [1, 3])
def test_versions_of_a_year_follow_each_other(version: int) -> None:
    with pytest.raises(CalendarVersionOrderError) as refused:
        admit(YEAR_2026, version=version)
    assert refused.value.params == {"year": 2026, "expected": 2, "given": version}


def test_a_calendar_cites_the_announcement() -> None:
    with pytest.raises(CalendarBasisMissingError):
        admit(CalendarState(2026), legal_basis="网上看到的")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"holidays": ["2026-01-01", "2026-01-03"]}, "/holidays/1"),
        ({"holidays": ["2025-12-31"]}, "/holidays/0"),
        ({"workdays": ["2026-01-04", "2026-01-05"]}, "/workdays/1"),
        ({"workdays": ["2027-01-02"]}, "/workdays/0"),
    ],
    ids=["a Saturday off", "a day off of another year", "a Monday worked", "a make-up day of another year"],
)
def test_days_off_are_weekdays_and_make_up_days_are_weekend_days_of_that_year(
    changes: dict[str, Any], pointer: str
) -> None:
    with pytest.raises(CalendarDayError) as refused:
        admit(CalendarState(2026), **changes)
    assert refused.value.pointer == pointer


def test_no_other_agency_publishes_a_calendar() -> None:
    with pytest.raises(AgencyRoleError):
        admit_calendar(CalendarState(2026), published(), by=bureau(NOW))


def test_the_newest_version_counts_and_no_other_event_or_signer_changes_it() -> None:
    second = evolve(YEAR_2026, published(version=2), recorded(31, CENTRE_SIGNER.iss))
    assert second.holidays == {date(2026, 1, 1), date(2026, 1, 2)}
    assert second.position == 31
    assert evolve(second, published(), BY_CENTRE) is second
    assert evolve(second, published(year=2027, version=3, holidays=[], workdays=[]), BY_CENTRE) is second
    assert evolve(second, published(version=3), recorded(32, PLATFORM_SIGNER.iss)) is second
    agency = parse_event("urn:chengjian:agency-closed:v1", {"agency": CENTRE_SIGNER.agency_code}, {})
    assert evolve(second, agency, BY_CENTRE) is second


def test_the_day_of_the_event_is_not_counted() -> None:
    assert DAYS.after(date(2026, 4, 13), 1) == date(2026, 4, 14)


def test_a_weekend_is_passed_over() -> None:
    assert DAYS.after(date(2026, 4, 16), 3) == date(2026, 4, 21)


def test_a_holiday_is_passed_over_and_a_make_up_day_counts() -> None:
    # 2026-09-30 is a Wednesday; 10-01 to 10-07 are off; Saturday 10-10 is worked.
    assert DAYS.after(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert DAYS.after(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert DAYS.after(date(2026, 9, 30), 4) == date(2026, 10, 12)


def test_a_deadline_runs_across_new_year() -> None:
    # 2025-12-31 is a Wednesday; 01-01 and 01-02 are off, Sunday 01-04 is worked.
    assert DAYS.after(date(2025, 12, 30), 1) == date(2025, 12, 31)
    assert DAYS.after(date(2025, 12, 30), 2) == date(2026, 1, 4)
    assert DAYS.after(date(2025, 12, 30), 3) == date(2026, 1, 5)


def test_zero_working_days_give_the_day_itself_or_the_next_working_day() -> None:
    assert DAYS.after(date(2026, 4, 13), 0) == date(2026, 4, 13)
    assert DAYS.after(date(2026, 10, 3), 0) == date(2026, 10, 8)
    assert DAYS.on_or_after(date(2026, 10, 10)) == date(2026, 10, 10)


def test_a_year_that_is_not_announced_is_refused_and_not_guessed() -> None:
    assert DAYS.after(date(2026, 12, 30), 1) == date(2026, 12, 31)
    with pytest.raises(CalendarUnannouncedError) as refused:
        DAYS.after(date(2026, 12, 30), 2)
    assert refused.value.params == {"year": 2027}
    with pytest.raises(CalendarUnannouncedError):
        DAYS.on_or_after(date(2027, 1, 4))
    assert WorkingDays([CalendarState(2027), YEAR_2026]).years == (2026,)


def is_working_by_hand(day: date) -> bool:
    """The announcement as it reads: a make-up day is worked, a day off is not, else Monday to Friday."""
    (calendar,) = [one for one in CALENDAR_PACK if one.year == day.year]
    if day in calendar.workdays:
        return True
    return day not in calendar.holidays and day.strftime("%a") not in {"Sat", "Sun"}


@given(DAYS_OF_2024_TO_2026)
def test_working_days_are_those_of_the_announcement(day: date) -> None:
    assert SHIPPED.is_working(day) == is_working_by_hand(day)


@given(st.dates(date(2024, 1, 1), date(2026, 9, 30)), st.integers(1, 30))
def test_between_an_event_and_its_deadline_lie_exactly_that_many_working_days(day: date, count: int) -> None:
    last = SHIPPED.after(day, count)
    counted = [day + DAY * number for number in range(1, (last - day).days + 1)]
    assert sum(map(is_working_by_hand, counted)) == count
    assert is_working_by_hand(last)


@given(st.dates(date(2024, 1, 1), date(2026, 9, 30)))
def test_a_day_off_moves_to_the_next_working_day_and_no_further(day: date) -> None:
    moved = SHIPPED.on_or_after(day)
    assert is_working_by_hand(moved)
    assert not any(is_working_by_hand(day + DAY * number) for number in range((moved - day).days))


def test_every_shipped_calendar_may_be_published() -> None:
    assert [one.year for one in CALENDAR_PACK] == [2024, 2025, 2026]
    for one in CALENDAR_PACK:
        admit_calendar(CalendarState(one.year), one, by=centre(NOW))


# The announced stretches off, weekends included, and the make-up days of each.
@pytest.mark.parametrize(
    ("first", "last", "made_up"),
    [
        ("2024-02-10", "2024-02-17", ["2024-02-04", "2024-02-18"]),
        ("2024-04-04", "2024-04-06", ["2024-04-07"]),
        ("2024-05-01", "2024-05-05", ["2024-04-28", "2024-05-11"]),
        ("2024-06-08", "2024-06-10", []),
        ("2024-09-15", "2024-09-17", ["2024-09-14"]),
        ("2024-10-01", "2024-10-07", ["2024-09-29", "2024-10-12"]),
        ("2025-01-28", "2025-02-04", ["2025-01-26", "2025-02-08"]),
        ("2025-04-04", "2025-04-06", []),
        ("2025-05-01", "2025-05-05", ["2025-04-27"]),
        ("2025-05-31", "2025-06-02", []),
        ("2025-10-01", "2025-10-08", ["2025-09-28", "2025-10-11"]),
        ("2026-01-01", "2026-01-03", ["2026-01-04"]),
        ("2026-02-15", "2026-02-23", ["2026-02-14", "2026-02-28"]),
        ("2026-04-04", "2026-04-06", []),
        ("2026-05-01", "2026-05-05", ["2026-05-09"]),
        ("2026-06-19", "2026-06-21", []),
        ("2026-09-25", "2026-09-27", []),
        ("2026-10-01", "2026-10-07", ["2026-09-20", "2026-10-10"]),
    ],
)
def test_the_shipped_calendars_are_the_announced_ones(first: str, last: str, made_up: list[str]) -> None:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    stretch = [start + DAY * number for number in range((end - start).days + 1)]
    assert not any(SHIPPED.is_working(day) for day in stretch)
    assert all(SHIPPED.is_working(date.fromisoformat(day)) for day in made_up)
    (calendar,) = [one for one in CALENDAR_PACK if one.year == start.year]
    assert {day.isoformat() for day in calendar.workdays} >= set(made_up)


def test_the_shipped_calendars_hold_no_day_beyond_the_announcements() -> None:
    counts = [(one.year, len(one.holidays), len(one.workdays)) for one in CALENDAR_PACK]
    assert counts == [(2024, 19, 8), (2025, 18, 5), (2026, 19, 6)]
