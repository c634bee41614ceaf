"""When to look again: the next day on which time alone changes what is computed."""

from collections.abc import Iterable
from datetime import date, timedelta

from domain.calendar.refusals import CalendarUnannouncedError
from domain.case.due import due_on
from domain.case.mending import mend_due
from domain.case.state import CaseState
from domain.catalogue.state import ItemVersion
from domain.definition.events import ListDefined
from domain.repair.due import acceptance_due, decision_due
from domain.repair.state import RepairState
from domain.rule.law import Deadline, Law
from domain.standing.display import Display
from domain.standing.ends import turns_of

_DAY = timedelta(days=1)


def next_change(
    displays: Iterable[Display],
    cases: Iterable[CaseState | RepairState],
    definitions: Iterable[ItemVersion | ListDefined] = (),
    *,
    law: Law,
    today: date,
) -> date | None:
    """Give the first day after today on which something stands otherwise although nothing new is recorded.

    Args:
        displays: How records stand today.
        cases: Cases and applications about them.
        definitions: Versions of their catalogue items and lists.
        law: Rules, which count with the days on which they begin and end, and working days.
        today: The present day, Asia/Shanghai.

    Returns:
        The day; ``None`` if there is none. Tomorrow, where a deadline cannot be told because the working days of a
        year are not announced: they may be by then.
    """
    days: list[date | None] = [one.ends_on for one in displays]
    for case in cases:
        days.extend(_overdue_from(case, law, today))
    for version in (*(one.published for one in law.rules.versions), *definitions):
        days.extend(turns_of(version))
    return min((day for day in days if day is not None and day > today), default=None)


def _overdue_from(case: CaseState | RepairState, law: Law, today: date) -> list[date]:
    try:
        return [due.day + _DAY for due in _clocks(case, law) if due is not None]
    except CalendarUnannouncedError:
        return [today + _DAY]


def _clocks(case: CaseState | RepairState, law: Law) -> tuple[Deadline | None, ...]:
    if isinstance(case, CaseState):
        return (due_on(case, law) if case.is_open else mend_due(case, law),)
    if not case.is_open:
        return ()
    return acceptance_due(case, law), decision_due(case, law)
