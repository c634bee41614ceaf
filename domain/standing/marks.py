"""Marks: what is shown together with a record, and whether its display rests meanwhile (INV-8, INV-9).

Where a deadline needs the working days of a year that is not announced, it is not guessed: the mark stays and is
called provisional, and nothing is overdue before the longest time that the law gives is over (``due_by``). A case that
was decided suspends without any calendar.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import cast

from domain.calendar.refusals import CalendarUnannouncedError
from domain.case.due import is_overdue, suspends_display
from domain.case.matters import Matters
from domain.case.mending import is_unanswered
from domain.case.state import CaseState
from domain.rule.law import Law
from domain.standing.display import Mark, MarkKind


def marks_of(
    matters: Matters, cases: Sequence[CaseState], law: Law, today: date, corrected_at: int | None = None
) -> tuple[Mark, ...]:
    """Give the marks of a record: its cases that are open or were won, then the subject's statements of correction.

    A case marks from its filing to its decision, and again once it is taken further; one that the subject won, until
    the record is mended. Complaints (投诉) are told of too, although they contest nothing (``domain.case.mark``).

    Args:
        matters: What came up about the record.
        cases: The cases about it.
        law: Rules and working days.
        today: The day, Asia/Shanghai.
        corrected_at: Position of the latest correction of the record, ``None`` if it was not corrected.
    """
    return tuple(_marks(matters, cases, law, today, corrected_at))


def _marks(
    matters: Matters, cases: Sequence[CaseState], law: Law, today: date, corrected_at: int | None
) -> Iterator[Mark]:
    for case in cases:
        if case.is_open:
            yield _mark(case, law, today)
        elif is_unanswered(case, corrected_at):
            yield Mark(cast("MarkKind", case.kind), case.case, since=case.escalated_on or case.filed_on, is_upheld=True)
    for position in matters.corrections:
        yield Mark("correction", position=position)


def _mark(case: CaseState, law: Law, today: date) -> Mark:
    kind, since = cast("MarkKind", case.kind), case.escalated_on or case.filed_on
    try:
        return Mark(kind, case.case, since=since, is_overdue=is_overdue(case, law, today))
    except CalendarUnannouncedError:
        return Mark(kind, case.case, since=since, is_provisional=True)


def is_suspended(cases: Sequence[CaseState], law: Law, today: date, corrected_at: int | None = None) -> bool:
    """Tell whether display and use of a record rest because of a case about it.

    Args:
        cases: The cases about it.
        law: Rules and working days.
        today: The day, Asia/Shanghai.
        corrected_at: Position of its latest correction, ``None`` if it was not corrected.
    """
    return any(_suspends(case, law, today, corrected_at) for case in cases)


def _suspends(case: CaseState, law: Law, today: date, corrected_at: int | None) -> bool:
    try:
        return suspends_display(case, law, today, corrected_at=corrected_at)
    except CalendarUnannouncedError:
        return False
