"""What is owed once a case was won: its body corrects, withdraws or revokes the record, and until when (INV-11).

A decision for the subject (支持) does not end its record by itself: whoever swore to it states it anew or takes it
back. Until then it is neither shown nor used (``domain.case.due``), and the time for it runs
(行政处罚法 art 48; 山东省社会信用条例 art 40).
"""

from datetime import date
from typing import NamedTuple

from domain.case.mark import CONTESTING
from domain.case.state import CaseState
from domain.fact.state import FactState
from domain.listing.state import ListingState
from domain.rule.law import Deadline, Law
from domain.standing.display import Display

Record = FactState | ListingState


class Contested(NamedTuple):
    """The record that a case is about.

    Attributes:
        record: The fact or listing.
        display: How it stands on the day; ``None`` for a fact whose catalogue item has no such version.
    """

    record: Record
    display: Display | None

    @property
    def is_over(self) -> bool:
        """Whether it is in force no more, by whatever ended it; what was never published is not over for that."""
        return self.display is None or not (self.display.is_live or self.display.end_reason == "unpublished")


def is_won(case: CaseState) -> bool:
    """Tell whether a record was found wrong in an objection, review or suit, and not yet mended by that decision."""
    return case.kind in CONTESTING and case.outcome == "upheld"


def is_unanswered(case: CaseState, corrected_at: int | None) -> bool:
    """Tell whether a case that the subject won has not been followed by a correction.

    One from before the decision does not count: it may be about anything. Where it did mend what was wrong, the
    outcome is ``corrected``, and whoever decides vouches for it.

    Args:
        case: A case about the record.
        corrected_at: Position of the latest correction of the record, ``None`` if there was none.
    """
    return is_won(case) and (corrected_at is None or corrected_at < (case.decided_at or 0))


def last_correction(record: Record | None) -> int | None:
    """Give the position of the latest correction of a record; a listing is not corrected, it ends."""
    return max(record.corrected_at, default=None) if isinstance(record, FactState) else None


def was_mended(case: CaseState, record: Record) -> bool:
    """Tell whether an event corrected the record of a case that the subject won since then, or ended it."""
    if isinstance(record, ListingState):
        return record.ended_at is not None or record.publicity_ended_at is not None or record.subject is None
    if not record.is_standing or record.matters.repaired_at is not None:
        return True
    return record.matters.publicity_ended_at is not None or not is_unanswered(case, last_correction(record))


def is_mended(case: CaseState, about: Contested) -> bool:
    """Tell whether nothing is left to mend: the subject did not win, the record was mended, or it is over.

    A record is over as it is for everybody who looks: with its time, whether or not that was said, a listing also with
    the last fact that it rests on or with its list (``domain.standing``).
    """
    return not is_won(case) or was_mended(case, about.record) or about.is_over


def mend_due(case: CaseState, law: Law) -> Deadline | None:
    """Give the last day on which the record of a case is mended in time: three working days from the decision.

    Nobody wins time by announcing days off, or another rule, once the clock runs.

    Args:
        case: The case.
        law: Rules and working days; those that were published when it was decided count.

    Returns:
        None for a case that the subject did not win, and where no rule applied on that day.

    Raises:
        CalendarUnannouncedError: The working days of a year that it counts through are not announced.

    Source:
        山东省社会信用条例 art 40.
    """
    day, position = case.decided_on, case.decided_at
    if not is_won(case) or day is None or position is None:
        return None
    edition = sum(one.position < position for one in law.rules.versions)
    return law.at_filing(edition, position).earliest("revocation-report", day, on=day)


def mend_missed(case: CaseState, about: Contested, law: Law, today: date) -> Deadline | None:
    """Give the deadline that passed while the record stands as it was found wrong; ``None`` if none did.

    Raises:
        CalendarUnannouncedError: As ``mend_due``.
    """
    if is_mended(case, about):
        return None
    due = mend_due(case, law)
    return due if due is not None and today > due.day else None
