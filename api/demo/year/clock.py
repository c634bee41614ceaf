"""The clock of the year: it stands where the story is, and never runs by itself."""

from datetime import UTC, date, datetime, time, timedelta

from domain.time import SHANGHAI

FIRST_DAY = date(2025, 11, 3)
LAST_DAY = date(2026, 10, 30)


class YearClock:
    """An instant that only the story moves; each reading is a millisecond later, so that no two are the same."""

    def __init__(self) -> None:
        """Begin at nine o'clock of the first day."""
        self.now = at(FIRST_DAY, 9)

    def __call__(self) -> datetime:
        """Read the clock."""
        self.now += timedelta(milliseconds=1)
        return self.now

    def advance_to(self, instant: datetime) -> None:
        """Go on to an instant; never back."""
        self.now = max(self.now, instant)

    @property
    def today(self) -> date:
        """The present day in Shanghai."""
        return self.now.astimezone(SHANGHAI).date()


def at(day: date, hour: int = 10) -> datetime:
    """Give the instant of an hour of a day in Shanghai."""
    return datetime.combine(day, time(hour), tzinfo=SHANGHAI).astimezone(UTC)
