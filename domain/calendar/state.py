"""The state of one year's calendar, folded over the open tag ``calendar:<year>``."""

from dataclasses import dataclass
from datetime import date

from domain.calendar.events import CalendarPublished
from domain.event import Event
from domain.signer import AGENCY_PREFIX, Recorded


@dataclass(frozen=True, slots=True)
class CalendarState:
    """What is announced for one year.

    Attributes:
        year: The year.
        version: Newest version published; 0: the year is not announced.
        holidays: Days off that would otherwise be working days.
        workdays: Saturdays and Sundays worked.
        position: Where the newest version stands, ``None`` if nowhere.
        before: What was announced before the newest version, ``None`` if nothing was.
    """

    year: int
    version: int = 0
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    position: int | None = None
    before: "CalendarState | None" = None

    @property
    def is_announced(self) -> bool:
        """Whether working days of this year can be told."""
        return self.version > 0

    @property
    def history(self) -> "tuple[CalendarState, ...]":
        """The year as it was announced, version by version, the newest first."""
        return (self, *(self.before.history if self.before is not None else ()))

    def known_at(self, position: int) -> "CalendarState":
        """Give the year as it was announced at a position of the log; else as it was announced first after that."""
        history = self.history
        return next((one for one in history if (one.position or 0) <= position), history[-1])


def evolve(state: CalendarState, event: Event, at: Recorded) -> CalendarState:
    """Fold one event; a version that does not follow, or that no agency signed, changes nothing."""
    if not isinstance(event, CalendarPublished) or event.year != state.year or event.version <= state.version:
        return state
    if not at.iss.startswith(AGENCY_PREFIX):
        return state
    return CalendarState(
        year=state.year,
        version=event.version,
        holidays=frozenset(event.holidays),
        workdays=frozenset(event.workdays),
        position=at.position,
        before=state if state.is_announced else None,
    )
