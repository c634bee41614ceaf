"""The calendars that ship with the product: what the State Council announced (国务院办公厅节假日安排), by year.

A year that is not announced is not here, and its working days are not guessed. Days off that fall on a Saturday or
Sunday are left out: they are no working days anyway.
"""

from collections.abc import Iterable

from domain.calendar.events import CalendarPublished


def _year(year: int, notice: str, holidays: str, workdays: str) -> CalendarPublished:
    claims = {
        "year": year,
        "version": 1,
        "holidays": list(_days(year, holidays)),
        "workdays": list(_days(year, workdays)),
        "legal_basis": f"《国务院办公厅关于{year}年部分节假日安排的通知》（{notice}）",
    }
    return CalendarPublished.from_claims(claims, {})


def _days(year: int, days: str) -> Iterable[str]:
    return (f"{year}-{day}" for day in days.split())


CALENDAR_PACK: tuple[CalendarPublished, ...] = (
    _year(
        2024,
        "国办发明电〔2023〕7号",
        "01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 "
        "10-01 10-02 10-03 10-04 10-07",
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    ),
    _year(
        2025,
        "国办发明电〔2024〕12号",
        "01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08",
        "01-26 02-08 04-27 09-28 10-11",
    ),
    _year(
        2026,
        "国办发明电〔2025〕7号",
        "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 "
        "10-01 10-02 10-05 10-06 10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
)
