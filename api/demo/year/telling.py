"""What every story of the year is told with."""

from collections.abc import Callable, Generator
from datetime import date, timedelta
from random import Random
from typing import TypeAlias, TypeVar

from api.demo.year.cast import Cast
from api.demo.year.clock import FIRST_DAY, LAST_DAY, YearClock, at
from api.demo.year.deeds import Deeds
from api.demo.year.director import Deed, Step
from api.demo.year.listings import ABNORMAL, SERIOUS, Listing
from api.demo.year.pen import Pen
from api.demo.year.records import Records
from domain.calendar.pack import CALENDAR_PACK
from domain.calendar.state import CalendarState
from domain.calendar.working_days import WorkingDays
from ledger.intake.sample.parties import Party
from ledger.service.receipts import Receipt
from ledger.statement import Statement

T = TypeVar("T")

Part: TypeAlias = Generator[Step | Deed, Receipt | None, T]
"""A part of a story that gives something to the rest of it."""

_WORKDAYS = WorkingDays(
    CalendarState(one.year, one.version, frozenset(one.holidays), frozenset(one.workdays), 0) for one in CALENDAR_PACK
)
_MARGIN_DAYS = 4
TIERS = {SERIOUS: "serious", ABNORMAL: "general"}
"""The tier (失信程度) that a list is for."""


def workday(day: date, count: int = 0) -> date:
    """Give the count-th working day after a day."""
    return _WORKDAYS.after(day, count)


class Telling:
    """Tells stories; chance decides to whom they happen, and when."""

    def __init__(self, cast: Cast, pen: Pen, clock: YearClock) -> None:
        """Keep who takes part."""
        self._cast, self._pen, self._clock = cast, pen, clock
        self._random: Random = cast.random
        self._records = Records(cast, pen, clock)
        self._deeds = Deeds(cast, pen, clock)

    def _day(self, first: date = FIRST_DAY, last: date = LAST_DAY) -> date:
        """Draw a working day."""
        return workday(first + timedelta(days=self._random.randrange((last - first).days - _MARGIN_DAYS)))

    def _fact(self, day: date, write: Callable[[], Statement]) -> Part[Statement]:
        """Record a fact and give its statement."""
        written: list[Statement] = []

        def once() -> Statement:
            written.append(write())
            return written[-1]

        yield Step(at(day), once)
        return written[-1]

    def _case(self, step: Step) -> Part[str]:
        """Ask for something that becomes a case, and give its id."""
        receipt = yield step
        return "" if receipt is None else str(receipt.statement.plain["case"])

    def _listing(self, party: Party, tier: str | None, facts: str, list_id: str = SERIOUS) -> Listing:
        listing = Listing(self._cast, self._pen, self._clock, party, list_id, tier)
        listing.facts = facts
        return listing

    def _grounds(self, party: Party, list_id: str) -> Statement:
        """Write a penalty of the tier that a list is for: who did less does not stand on it."""
        write = self._records.late_report if list_id == ABNORMAL else self._records.penalty
        return write(party, TIERS[list_id])

    def _listed(self, party: Party, day: date, list_id: str) -> Part[tuple[Statement, Listing, date]]:
        """Bring somebody onto a list after notice and silence; give fact, listing and day."""
        fact = yield from self._fact(day, lambda: self._grounds(party, list_id))
        listing = self._listing(party, TIERS[list_id], fact.jti, list_id)
        until = workday(day, 6)
        yield Step(at(workday(day, 1)), lambda: listing.notice(until))
        decided = workday(until, 1)
        yield Step(at(decided), listing.decision)
        published = workday(decided, 1)
        yield Step(at(published), listing.publication)
        return fact, listing, published
