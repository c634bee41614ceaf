from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.age import is_minor
from domain.time import (
    SHANGHAI,
    NaiveTimeError,
    add_months,
    add_years,
    legal_date,
    milliseconds,
    parse_date,
    start_of_day_ms,
)


def test_the_legal_date_changes_at_midnight_in_shanghai() -> None:
    assert legal_date(datetime(2026, 10, 31, 15, 59, 59, tzinfo=UTC)) == date(2026, 10, 31)
    assert legal_date(datetime(2026, 10, 31, 16, 0, 0, tzinfo=UTC)) == date(2026, 11, 1)


def test_an_instant_without_a_time_zone_is_refused() -> None:
    naive = datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(NaiveTimeError):
        legal_date(naive)
    with pytest.raises(NaiveTimeError):
        milliseconds(naive)


@given(st.integers(0, 2**42), st.integers(-12, 14))
def test_milliseconds_agree_with_the_epoch(count: int, hours: int) -> None:
    moment = datetime.fromtimestamp(0, timezone(timedelta(hours=hours))) + timedelta(milliseconds=count)
    assert milliseconds(moment) == count


def test_a_day_begins_at_midnight_in_shanghai() -> None:
    assert start_of_day_ms(date(1970, 1, 1)) == -8 * 3_600_000
    assert start_of_day_ms(date(2026, 11, 1)) == milliseconds(datetime(2026, 11, 1, tzinfo=SHANGHAI))


@pytest.mark.parametrize(
    "text", ["20261101", "2026-11-1", "2026/11/01", "2026-W44-7", "2026-11-01 ", "２026-11-01", "2026-02-30", ""]
)
def test_a_date_has_one_spelling(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_date(text)


@given(st.dates())
def test_every_date_is_read_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 6, 15), 6, date(2026, 12, 15)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last_of_the_month(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_a_leap_day_birthday_ends_in_february() -> None:
    assert add_years(date(2004, 2, 29), 18) == date(2022, 2, 28)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 6, 13), True),
        (date(2026, 6, 14), True),
        (date(2026, 6, 15), True),
        (date(2026, 6, 16), False),
        (date(2040, 1, 1), False),
    ],
)
def test_the_eighteenth_year_is_over_at_the_end_of_the_birthday(on: date, *, expected: bool) -> None:
    assert is_minor(date(2008, 6, 15), on) is expected
