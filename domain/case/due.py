"""Clocks of a case (INV-9): when it is due, whether it is overdue, and what that means for the record's display.

All is computed when it is asked, from the case, the law and the day. No clock has to run for it: ``ClockBreached``
is recorded afterwards and changes nothing here.
"""

from collections.abc import Callable
from datetime import date, timedelta

from domain.calendar.refusals import CalendarUnannouncedError
from domain.case.mark import CONTESTING
from domain.case.state import CaseState
from domain.rule.bounds import longest_days
from domain.rule.events import Governs, RulePublished
from domain.rule.law import Deadline, Law

_IN_DOUBT = frozenset({"upheld", "unverifiable"})


def due_on(case: CaseState, law: Law) -> Deadline | None:
    """Give the last day on which a case is decided in time, by the rules of its filing.

    An objection (异议) counts from its filing: 3 working days, 7 if another unit must help. A complaint (投诉) counts
    from its acceptance; that it counts from its filing as long as nobody takes it up is a product policy, so that no
    case is without a due day. Nobody wins time by being late: one that is taken up after that day keeps it. A case
    that was taken further counts anew from then. The rules are those of the edition that the filing names, in force
    on its day, the working days those announced by then: what is published later neither shortens nor prolongs it.

    Args:
        case: The case, open or decided.
        law: Every rule, and the working days.

    Returns:
        None for a review or suit, whose time runs elsewhere, for a case that was never filed, and where no rule
        applied at filing.

    Raises:
        CalendarUnannouncedError: The count passes through a year whose working days are not announced. Callers then
            show the due day as not known yet, with the code of this refusal; they never guess it.

    Source:
        山东省社会信用条例 art 39; 征信业管理条例 art 26.
    """
    return _due(case, law, lambda law: law)


def due_by(case: CaseState, law: Law, today: date) -> Deadline | None:
    """Give the last day of a case or, where it cannot be told, the one after which it is late in any event.

    Who has to decide may be who has to announce the working days: not to announce them must not stop the clock. So the
    longest time that the law gives in calendar days holds, 20 days for an objection and 30 for a complaint, from where
    the rule counts. Until it is over nothing is guessed.

    Args:
        case: The case, open or decided.
        law: Every rule, and the working days.
        today: The day for which it is asked: the present one, or that of the decision.

    Raises:
        CalendarUnannouncedError: As ``due_on``, and the longest time is not over.

    Source:
        征信业管理条例 art 25, 26.
    """
    try:
        return due_on(case, law)
    except CalendarUnannouncedError:
        last = _due(case, law, _Longest)
        if last is None or today <= last.day:
            raise
        return last


class _Longest:
    """The longest time that the law gives in calendar days, in place of what a rule counts."""

    def __init__(self, law: Law) -> None:
        self._law = law

    def applying(self, governs: Governs, on: date) -> tuple[RulePublished, ...]:
        return self._law.applying(governs, on)

    def earliest(self, governs: Governs, anchor: date, *, on: date) -> Deadline | None:
        days = timedelta(days=longest_days(governs))
        return next((Deadline(anchor + days, rule) for rule in self.applying(governs, on)), None)


def _due(case: CaseState, law: Law, clock: Callable[[Law], Law | _Longest]) -> Deadline | None:
    if case.filed_on is None or case.filed_at is None:
        return None
    at_filing = clock(law.at_filing(case.edition, case.filed_at))
    if case.kind == "objection":
        return _objection(case, at_filing, case.filed_on)
    if case.kind == "complaint":
        return _complaint(case, at_filing, case.filed_on)
    return None


def _complaint(case: CaseState, law: Law | _Longest, filed_on: date) -> Deadline | None:
    if case.escalated_on is not None:
        return law.earliest("complaint", case.escalated_on, on=filed_on)
    untaken = law.earliest("complaint", filed_on, on=filed_on)
    if untaken is None or case.accepted_on is None or case.accepted_on > untaken.day:
        return untaken
    return law.earliest("complaint", case.accepted_on, on=filed_on)


def _objection(case: CaseState, law: Law | _Longest, filed_on: date) -> Deadline | None:
    """Where no rule gives more time for outside help, the ordinary one goes on."""
    anchor = case.escalated_on or filed_on
    ordinary = law.applying("objection-with-help", filed_on) == () or not case.needs_help
    return law.earliest("objection" if ordinary else "objection-with-help", anchor, on=filed_on)


def missed(case: CaseState, law: Law, today: date) -> tuple[Deadline, ...]:
    """Give every deadline that passed before it was met, of a case that was decided late too, in their order.

    A case that was taken further had one before that and has another since; neither makes the other undone, and one
    that cannot be told hides no other.

    Raises:
        CalendarUnannouncedError: As ``due_by``, where nothing else was missed.
    """
    unknown: CalendarUnannouncedError | None = None
    found: list[Deadline] = []
    for stage, last in ((case.before, case.escalated_on), (case, None)):
        if stage is None:
            continue
        day = stage.decided_on or last or today
        try:
            due = due_by(stage, law, day)
        except CalendarUnannouncedError as error:
            unknown = error
            continue
        if due is not None and day > due.day:
            found.append(due)
    if unknown is not None and not found:
        raise unknown
    return tuple(found)


def is_overdue(case: CaseState, law: Law, today: date) -> bool:
    """Tell whether a case is open after its last day.

    Raises:
        CalendarUnannouncedError: As ``due_by``. The worker that records breaches leaves the case for its next run and
            reports the missing calendar as a fault; whoever shows the record takes the case as not overdue, the mark
            (INV-8) standing all the same. A decided case never raises.
    """
    if not case.is_open:
        return False
    due = due_by(case, law, today)
    return due is not None and today > due.day


def suspends_display(case: CaseState, law: Law, today: date, *, corrected_at: int | None = None) -> bool:
    """Tell whether a case keeps its record from being shown and used.

    An objection, review or suit (异议、复议、诉讼) that was decided ``upheld`` does, and an objection that ended as
    ``unverifiable``: for good, until the body has stated the record anew since the decision, or it ended. What is
    wrong, or what nobody can vouch for, is not shown (个人信息保护法 art 8, 46; 行政处罚法 art 48). A correction from
    before the decision lifts nothing, for it may be about anything; where it did mend what was wrong, the outcome is
    ``corrected``.

    An objection that is overdue does too, where a rule that governs ``suspension`` is in force on the day: no law
    demands it, it is a product policy after the model of the Fair Credit Reporting Act, and visible as a rule. Taking
    it further does not lift that; only a decision does.

    Args:
        case: A case about the record.
        law: Every rule, and the working days.
        today: The present day in law, or that of the snapshot.
        corrected_at: Position of the latest correction of the record, None if there was none. A listing is not
            corrected: it ends.

    Raises:
        CalendarUnannouncedError: As ``is_overdue``, where callers read what to do then. Only an open objection raises,
            and only where the policy is in force.
    """
    if case.kind in CONTESTING and case.outcome in _IN_DOUBT:
        return corrected_at is None or corrected_at < (case.decided_at or 0)
    if case.kind != "objection" or not case.is_open or not law.applying("suspension", today):
        return False
    return case.escalated_open or is_overdue(case, law, today)
