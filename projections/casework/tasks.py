"""What one body has to do about one procedure, and until when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.calendar.refusals import CalendarUnannouncedError
from domain.rule.law import Deadline

TaskKind = Literal[
    "accept",
    "answer",
    "decide",
    "repair-accept",
    "repair-decide",
    "listing-hear",
    "listing-decide",
    "listing-publish",
    "revoke",
    "recall",
]
"""Take up a case (受理), answer about one's own contested record, decide a case; take up or decide an application for
repair (信用修复); hold the hearing (听证) that was demanded, decide after the reply window, publish (两书同达); mend or
revoke what was found wrong; confirm a recall."""
MatterKind = Literal["objection", "complaint", "review", "litigation", "repair", "listing", "recall"]


@dataclass(frozen=True, slots=True)
class Task:
    """Something that a body has to do. Ids and days only: nothing in it tells whose record it is.

    Attributes:
        kind: What there is to do.
        matter: Kind of the procedure.
        id: The case, application, listing or recall.
        position: Leaf position of the event that began it.
        since: Day from which it waits.
        due_on: Last day in time; ``None`` if no rule sets one, or it cannot be told yet.
        days_left: Days until then, the last day counting as 0, negative once it is past; ``None`` with ``due_on``.
        rule: The rule that sets it; empty where none does.
        source: Where the rule stands.
        article: Article there, ``None`` where the rule names none.
        is_overdue: Whether the last day has passed.
        unannounced_year: The year whose working days are not announced, so that the day cannot be told (it is
            provisional); ``None`` otherwise.
        delivered_on: Of a recall, the day on which the courier brought it to the body; ``None`` if it did not.
    """

    kind: TaskKind
    matter: MatterKind
    id: str
    position: int
    since: date | None
    due_on: date | None
    days_left: int | None
    rule: str
    source: str
    article: str | None
    is_overdue: bool
    unannounced_year: int | None
    delivered_on: date | None = None

    @property
    def is_provisional(self) -> bool:
        """Whether the day cannot be told because the working days of a year are not announced."""
        return self.unannounced_year is not None


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline as far as it can be told.

    Attributes:
        deadline: The day and its rule; ``None`` if no rule sets one, or it cannot be told.
        unannounced_year: The year whose working days are not announced.
    """

    deadline: Deadline | None = None
    unannounced_year: int | None = None

    @classmethod
    def read(cls, compute: Callable[[], Deadline | None]) -> "Clock":
        """Compute a deadline; a calendar that is missing is told, not raised."""
        try:
            return cls(compute())
        except CalendarUnannouncedError as error:
            return cls(None, int(str(error.params["year"])))


NO_CLOCK = Clock()


def task_of(
    kind: TaskKind, matter: MatterKind, name: str, position: int, since: date | None, clock: Clock, today: date
) -> Task:
    """Put together what there is to do.

    Args:
        kind: What there is to do.
        matter: Kind of the procedure.
        name: Its id.
        position: Where it began.
        since: From when it waits.
        clock: Its deadline.
        today: The present day, Asia/Shanghai.
    """
    deadline = clock.deadline
    due = None if deadline is None else deadline.day
    rule = None if deadline is None else deadline.rule
    return Task(
        kind=kind,
        matter=matter,
        id=name,
        position=position,
        since=since,
        due_on=due,
        days_left=None if due is None else (due - today).days,
        rule="" if rule is None else rule.rule,
        source="" if rule is None else rule.source,
        article=None if rule is None else rule.article,
        is_overdue=due is not None and today > due,
        unannounced_year=clock.unannounced_year,
    )
