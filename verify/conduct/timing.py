"""What is found about one deadline."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.calendar.refusals import CalendarUnannouncedError
from domain.rule.law import Deadline
from verify.conduct.verdict import DEFYING


@dataclass(frozen=True, slots=True)
class Kept:
    """A deadline that was kept.

    Attributes:
        position: Entry that is judged.
        topic: Its topic.
        due: The deadline.
    """

    position: int
    topic: str
    due: Deadline


@dataclass(frozen=True, slots=True)
class Missed:
    """A deadline that was not kept.

    Attributes:
        position: Entry that is judged.
        topic: Its topic.
        code: A key of ``verify.conduct.faults.FAULTS``.
        day: Last day.
        due: Deadline and rule; None where no rule of the log set it.
    """

    position: int
    topic: str
    code: str
    day: date
    due: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Untold:
    """A deadline that cannot be told.

    Attributes:
        position: Entry that is judged.
        topic: Its topic.
        needs: Entry whose disclosures are missing; None where the working days of a year are not announced.
    """

    position: int
    topic: str
    needs: int | None = None


Timing = Kept | Missed | Untold
DueOf = Callable[[], Deadline | None]


def timed(position: int, topic: str, code: str, due_of: DueOf, day: date) -> Timing | None:
    """Hold a day against a deadline; None where no rule sets one.

    Args:
        position: Entry that is judged.
        topic: Its topic.
        code: What it is called if the day is after the deadline.
        due_of: Gives the deadline.
        day: The day on which it was done, or the last day of the log.
    """
    try:
        due = due_of()
    except (CalendarUnannouncedError, *DEFYING):  # or a day that no calendar holds
        return Untold(position, topic)
    if due is None:
        return None
    return Missed(position, topic, code, due.day, due) if day > due.day else Kept(position, topic, due)
