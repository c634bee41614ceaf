"""A calendar announced once a clock runs neither prolongs nor shortens it (INV-9; 立法法 art 104)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.events import CalendarPublished
from domain.calendar.refusals import CalendarUnannouncedError
from domain.calendar.state import CalendarState, evolve
from domain.calendar.working_days import WorkingDays
from domain.case.due import due_on, is_overdue, suspends_display
from domain.repair.due import decision_due
from domain.repair.state import RepairState
from domain.rule.law import Law
from tests.domain.cases import CASE_LAW, case_of, filed
from tests.domain.due_process import DAYS, YEAR_2026, by_centre, calendar

BEFORE = 25
"""A position after the shipped calendars and before anything is filed."""
AFTER = 9_000


def announced(year: CalendarState, holidays: frozenset[date], position: int) -> CalendarState:
    """The next version of a year, with other days off."""
    claims = {
        "year": year.year,
        "version": year.version + 1,
        "holidays": sorted(day.isoformat() for day in holidays if day.weekday() < 5),
        "workdays": sorted(day.isoformat() for day in year.workdays),
        "legal_basis": "国办发明电〔2025〕7号",
    }
    return evolve(year, CalendarPublished.from_claims(claims, {}), by_centre(position, "2026-05-01"))


def sixty_days_off(position: int) -> CalendarState:
    off = {date(2026, 4, 30) + timedelta(days=number) for number in range(60)}
    return announced(YEAR_2026, YEAR_2026.holidays | off, position)


def under(*years: CalendarState) -> Law:
    return Law(CASE_LAW.rules, WorkingDays([calendar(2025), *years]))


def test_inv_9_sixty_days_off_announced_after_the_filing_win_nobody_time() -> None:
    case, later = case_of(filed()), under(sixty_days_off(AFTER))
    assert due_on(case, later) == due_on(case, CASE_LAW)
    assert is_overdue(case, later, date(2026, 6, 1))
    assert suspends_display(case, later, date(2026, 6, 1))


def test_inv_9_days_off_announced_before_the_filing_count() -> None:
    due, usual = due_on(case_of(filed()), under(sixty_days_off(BEFORE))), due_on(case_of(filed()), CASE_LAW)
    assert due is not None
    assert usual is not None
    assert due.day > usual.day + timedelta(days=50)


def test_inv_10_an_application_for_repair_counts_by_the_calendar_of_its_filing() -> None:
    repair = RepairState(case="c", edition=CASE_LAW.rules.edition, filed_on=date(2026, 4, 29), filed_at=100)
    assert decision_due(repair, under(sixty_days_off(AFTER))) == decision_due(repair, CASE_LAW)
    assert decision_due(repair, under(sixty_days_off(BEFORE))) != decision_due(repair, CASE_LAW)


def test_a_year_that_was_not_announced_at_the_filing_counts_by_its_first_announcement() -> None:
    case = case_of(filed(day="2026-12-30"))
    with pytest.raises(CalendarUnannouncedError):
        due_on(case, CASE_LAW)
    first = evolve(CalendarState(2027), published_2027(1), by_centre(AFTER, "2026-12-31"))
    second = evolve(first, published_2027(2, "2027-01-05", "2027-01-06"), by_centre(AFTER + 1, "2027-01-02"))
    for year in (first, second):
        due = due_on(case, under(YEAR_2026, year))
        assert due is not None
        assert due.day == date(2027, 1, 5)


def published_2027(version: int, *holidays: str) -> CalendarPublished:
    claims = {"year": 2027, "version": version, "workdays": [], "legal_basis": "国办发明电〔2026〕7号"}
    return CalendarPublished.from_claims({**claims, "holidays": ["2027-01-01", *holidays]}, {})


@given(
    filed_on=st.dates(date(2026, 1, 1), date(2026, 11, 30)),
    off=st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31))),
    more=st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31))),
)
def test_inv_9_no_calendar_after_the_filing_changes_a_due_day(filed_on: date, off: set[date], more: set[date]) -> None:
    second = announced(YEAR_2026, frozenset(off), AFTER)
    third = announced(second, frozenset(off | more), AFTER + 1)
    case = case_of(filed(day=filed_on.isoformat()))
    assert due_on(case, under(third)) == due_on(case, CASE_LAW)


@given(st.lists(st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=3), max_size=4), st.integers(0, 60))
def test_the_calendar_known_at_a_position_is_the_newest_up_to_it(versions: list[set[date]], position: int) -> None:
    states = [YEAR_2026]
    for number, off in enumerate(versions, 1):
        states.append(announced(states[-1], frozenset(off), 20 + 10 * number))
    known = [one for one in states if one.position is not None and one.position <= position]
    assert states[-1].known_at(position) == (known[-1] if known else states[0])
    assert DAYS.known_at(position).years == DAYS.years


def test_the_working_days_say_where_their_versions_stand() -> None:
    days = WorkingDays([CalendarState(2027), calendar(2025), sixty_days_off(AFTER)])
    assert days.positions == (20, 20, AFTER)
    assert WorkingDays([CalendarState(2026, 1)]).positions == ()
