"""The deadlines of an application for repair (信用修复), by the rules of the edition at filing (INV-9, INV-10)."""

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


def overdue(repair: RepairState, law: Law, *, today: date) -> Deadline | None:
    """Give the deadline that an open application has passed, the first of them; ``None`` while it is in time.

    The application is taken up once any body does so: which bodies there are, an application does not say. That
    each of them decides is bounded by the second deadline.

    Raises:
        CalendarUnannouncedError: As ``acceptance_due``.
    """
    if not repair.is_open:
        return None
    acceptance = None if repair.accepted_by or repair.refused else acceptance_due(repair, law)
    passed = (one for one in (acceptance, decision_due(repair, law)) if one is not None and one.day < today)
    return min(passed, key=lambda one: one.day, default=None)


def is_overdue(repair: RepairState, law: Law, *, today: date) -> bool:
    """Tell whether a deadline of an open application has passed; its last day itself is in time.

    Raises:
        CalendarUnannouncedError: As ``acceptance_due``.
    """
    return overdue(repair, law, today=today) is not None


def _due(governs: Governs, repair: RepairState, law: Law) -> Deadline | None:
    if repair.filed_on is None:
        return None
    at_filing = Law(law.rules.at_edition(repair.edition), law.days)
    return at_filing.earliest(governs, repair.filed_on, on=repair.filed_on)
