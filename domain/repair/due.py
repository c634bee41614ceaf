"""The deadlines of an application for repair (信用修复), by rules and calendars of its filing (INV-9, INV-10)."""

from datetime import date

from domain.repair.state import RepairState
from domain.rule.events import Governs
from domain.rule.law import Deadline, Law


def acceptance_due(repair: RepairState, law: Law) -> Deadline | None:
    """Give the last day for taking the application up; ``None`` if it was not filed or no rule says.

    Raises:
        CalendarUnannouncedError: The working days of a year that it counts through are not announced.

    Source:
        国办发〔2025〕22号: 3 working days.
    """
    return _due("repair-acceptance", repair, law)


def decision_due(repair: RepairState, law: Law) -> Deadline | None:
    """Give the last day for deciding on every target; ``None`` if it was not filed or no rule says.

    Raises:
        CalendarUnannouncedError: As ``acceptance_due``.

    Source:
        国办发〔2025〕22号: 10 working days from the application.
    """
    return _due("repair-decision", repair, law)


def missed(repair: RepairState, law: Law, *, today: date) -> tuple[Deadline, ...]:
    """Give every deadline that passed before it was met, of an application that was decided late too, first one first.

    The application is taken up once any body does so: which bodies there are, an application does not say. That
    each of them decides is bounded by the second deadline.

    Raises:
        CalendarUnannouncedError: As ``acceptance_due``.
    """
    decided_on = None if repair.is_open else repair.decided_on
    clocks = (acceptance_due(repair, law), repair.taken_up_on), (decision_due(repair, law), decided_on)
    passed = (due for due, met_on in clocks if due is not None and (met_on or today) > due.day)
    return tuple(sorted(passed, key=lambda one: one.day))


def _due(governs: Governs, repair: RepairState, law: Law) -> Deadline | None:
    if repair.filed_on is None or repair.filed_at is None:
        return None
    at_filing = law.at_filing(repair.edition, repair.filed_at)
    return at_filing.earliest(governs, repair.filed_on, on=repair.filed_on)
