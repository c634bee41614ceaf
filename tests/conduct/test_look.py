"""What one decision looks at in the replay."""

from domain.calendar.events import CalendarPublished
from domain.calendar.pack import CALENDAR_PACK
from domain.fact.events import FactWithdrawn
from domain.signer import Recorded
from domain.tags import calendar_tag
from verify.conduct.book import Book
from verify.conduct.look import Look


def test_the_law_knows_every_year_that_was_announced_so_far() -> None:
    book, at = Book(), Recorded(0, 1_800_000_000_000, "agency:113704810000000000", "kid", "jti")
    look = Look(book, FactWithdrawn.from_claims({"item": "xzcf", "ground": "recorded_in_error"}, {}), at, 8)
    assert look.law().days.years == ()
    for year in (2035, 2001, 2027):
        claims = {**CALENDAR_PACK[0].plain_claims(), "year": year, "holidays": [f"{year}-01-01"], "workdays": []}
        event = CalendarPublished.from_claims(claims, {})
        book.fold(event, at, [calendar_tag(year)], is_open=True)
    assert look.law().days.years == (2001, 2027, 2035)
    assert {"calendar", "rules"} <= look.kinds
