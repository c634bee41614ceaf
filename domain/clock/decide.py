"""The platform's own events: drafts of what the passing of time means, and the check that one is due.

The events follow what is computed at every reading anyway; whoever is late to append them changes nothing that
anybody sees (INV-7, INV-9).
"""

from collections.abc import Iterator
from datetime import date

from domain.admission import Admission
from domain.authority import Authority
from domain.calendar.refusals import CalendarUnannouncedError
from domain.case.due import missed as missed_in_case
from domain.case.mending import Contested, mend_missed
from domain.case.state import CaseState
from domain.clock.events import ClockBreached, PublicityEnded
from domain.clock.refusals import ClockNotDueError
from domain.entitlement import require_disclosures
from domain.event import Event
from domain.fact.state import FactState
from domain.identifier import Identifier
from domain.listing.state import ListingState
from domain.repair.due import missed as missed_in_repair
from domain.repair.state import RepairState
from domain.rule.law import Deadline, Law
from domain.standing.display import Display
from domain.tagging import identifier_of
from domain.time import end_of_day_ms


def publicity_end_due(target: FactState | ListingState, display: Display) -> PublicityEnded | None:
    """Draft the event by which the platform says that the publicity of a record is over.

    Nothing is said of what never could be public, of what ended before its time, which its own event says, and of
    what is erased.

    Args:
        target: The fact or listing.
        display: How it stands today.

    Returns:
        The event to append now; ``None`` if there is none, or it is on record.
    """
    is_over = display.end_reason == "expired" and display.is_publishable
    if not is_over or display.ends_on is None or target.subject is None or _is_said(target):
        return None
    plain = {"rule": display.ended_by, "ended_on": display.ends_on.isoformat()}
    if isinstance(target, FactState):
        return PublicityEnded.from_claims(plain, {**_who(target.subject), "subject.facts": target.jti})
    return PublicityEnded.from_claims(
        {**plain, "listing": target.listing}, {**_who(target.subject), "subject.facts": ""}
    )


def _is_said(target: FactState | ListingState) -> bool:
    said = target.matters.publicity_ended_at if isinstance(target, FactState) else target.publicity_ended_at
    return said is not None


def _who(subject: Identifier) -> dict[str, str]:
    return {"subject.identifier_type": subject.type, "subject.identifier": subject.value}


def breach_due(
    case: CaseState | RepairState, law: Law, today: date, *, about: Contested | None = None
) -> ClockBreached | None:
    """Draft the event by which the platform says that a deadline passed without what it was for.

    A case that was decided late is said to be too: that nobody looked in time does not hide the breach. Of several
    deadlines each is said by itself, the first that is not on record before the others.

    Args:
        case: The case or application for repair.
        law: Rules and working days.
        today: The present day, Asia/Shanghai.
        about: The fact or listing that a case is about, and how it stands today; ``None`` for one about a body, and
            for an application.

    Returns:
        The event to append now; ``None`` if the deadline has not passed, cannot be told because the working days of a
        year are not announced, or every breach is on record.
    """
    if case.subject is None:
        return None
    try:
        passed = next(unsaid(case, law, today, about=about), None)
    except CalendarUnannouncedError:
        return None
    if passed is None:
        return None
    plain = {"case": case.case, "rule": passed.rule.rule, "due_on": passed.day.isoformat()}
    return ClockBreached.from_claims(plain, _who(case.subject))


def unsaid(
    case: CaseState | RepairState, law: Law, today: date, *, about: Contested | None = None
) -> Iterator[Deadline]:
    """Give the deadlines that passed and that the platform has not said, in their order; arguments as ``breach_due``.

    That a record which was found wrong is not mended is said as long as it is not.

    Raises:
        CalendarUnannouncedError: Only once a deadline is asked for that needs the working days of a missing year, so
            that an earlier one is said all the same.
    """
    for one in _missed(case, law, today, about):
        if (one.rule.rule, one.day) not in case.breaches:
            yield one


def _missed(case: CaseState | RepairState, law: Law, today: date, about: Contested | None) -> Iterator[Deadline]:
    if isinstance(case, RepairState):
        yield from missed_in_repair(case, law, today=today)
        return
    yield from missed_in_case(case, law, today)
    due = None if about is None else mend_missed(case, about, law, today)
    if due is not None:
        yield due


def admit_clock(event: PublicityEnded | ClockBreached, draft: Event | None, *, by: Authority) -> Admission:
    """Let the platform append only what is due, exactly as the states and the law of this day say it.

    Args:
        event: What it wants to append, complete with its disclosures.
        draft: What ``publicity_end_due`` or ``breach_due`` gives today for the same record.
        by: The platform.

    Raises:
        ClockNotDueError: Nothing is due, or something else.
        Refusal: The signer is not the platform, or a disclosure is missing.
    """
    by.require_platform()
    require_disclosures(event)
    if event != draft:
        raise ClockNotDueError
    return Admission(identifier_of(event), end_of_day_ms(by.today))
