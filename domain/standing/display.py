"""What may be done with a record on a day: shown, used, and with which marks.

A pure function of folded states, the law and the day. No job needs to have run: what ended has ended for whoever
computes this, and a mark is there from the filing on (INV-7, INV-8; docs/events.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.case.matters import Matters
from domain.case.state import CaseState

MarkKind = Literal["objection", "complaint", "review", "litigation", "correction"]


class CaseMissingError(ValueError):
    """A case about a record was not handed in, by a fault of the caller; answering could hide its mark."""


@dataclass(frozen=True, slots=True)
class End:
    """The end of something.

    Attributes:
        day: First day on which it is no longer shown.
        rule: Id of the rule that gives it, or one of the names in ``domain.standing.ends``.
    """

    day: date
    rule: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What is shown together with a record, always (异议标注; 深圳经济特区社会信用条例 art 43, 50).

    Attributes:
        kind: What it tells of.
        case: Id of the case, ``None`` for a statement of correction (改正说明).
        position: Where a statement of correction stands, ``None`` for a case.
        since: Day from which it has been there without a break, ``None`` for a statement of correction.
        is_overdue: Whether the case should have been decided by now.
        is_provisional: Whether that cannot be told yet: the working days of a year it needs are not announced, and the
            longest time that the law gives is not over.
        is_upheld: Whether it was decided for the subject, and the record is still to be mended by its body.
    """

    kind: MarkKind
    case: str | None = None
    position: int | None = None
    since: date | None = None
    is_overdue: bool = False
    is_provisional: bool = False
    is_upheld: bool = False


@dataclass(frozen=True, slots=True)
class Display:
    """How a record stands on a day.

    Nothing here counts, sums or ranks: there is no field for it (INV-13).

    Attributes:
        is_recorded: Whether it exists and was not erased.
        is_effective: Whether it is in force and may be used: neither ended nor suspended.
        is_public: Whether everybody may see it.
        is_suspended: Whether it is in force but display and use rest: an objection is overdue, or a case was won.
        is_publishable: Whether everybody may see it as long as it is effective.
        ends_on: First day on which it is no longer shown or used; ``None`` if nothing gives one.
        ended_by: What gives that day: the id of a rule, or a name of ``domain.standing.ends``; empty if nothing does.
        end_reason: Why it is not public, the strongest reason; empty if it is.
        marks: What is shown with it.
    """

    is_recorded: bool
    is_effective: bool
    is_public: bool
    is_suspended: bool
    is_publishable: bool
    ends_on: date | None
    ended_by: str
    end_reason: str
    marks: tuple[Mark, ...]

    @property
    def is_live(self) -> bool:
        """Whether it is in force, suspended or not."""
        return self.is_effective or self.is_suspended

    @property
    def is_refuted(self) -> bool:
        """Whether a case was won about it, or about what it rests on, and its body has not mended it yet."""
        return any(mark.is_upheld for mark in self.marks)


GONE = frozenset({"unrecorded", "erased"})
"""Reasons that leave nothing to show to anybody."""


def display_of(
    *, ended: str, end: End | None, is_suspended: bool, hidden: str, marks: tuple[Mark, ...], today: date
) -> Display:
    """Put together how a record stands. The strongest reason counts: ended, expired, suspended, hidden.

    What has ended keeps the marks of open cases; those of cases that were won have nothing left to ask for.

    Args:
        ended: What ended it before its time, or why it never began; empty if nothing did.
        end: When its time is over.
        is_suspended: Whether display rests.
        hidden: Why it is never public; empty if it may be.
        marks: What is shown with it.
        today: The day, Asia/Shanghai.
    """
    if not ended and end is not None and today >= end.day:
        ended = "expired"
    is_resting = is_suspended and not ended
    reason = ended or ("suspended" if is_resting else hidden)
    return Display(
        is_recorded=ended not in GONE,
        is_effective=not ended and not is_resting,
        is_public=not reason,
        is_suspended=is_resting,
        is_publishable=not hidden,
        ends_on=None if end is None else end.day,
        ended_by="" if end is None else end.rule,
        end_reason=reason,
        marks=tuple(mark for mark in marks if not (ended and mark.is_upheld)),
    )


def cases_about(matters: Matters, cases: Sequence[CaseState]) -> tuple[CaseState, ...]:
    """Give the states of the cases about one record, in the order in which they were filed.

    Args:
        matters: What came up about the record.
        cases: States of those cases, in any order; others are passed over.

    Raises:
        CaseMissingError: One is not there.
    """
    known = {one.case: one for one in cases}
    missing = [case for case in matters.cases if case not in known]
    if missing:
        raise CaseMissingError(", ".join(missing))
    return tuple(known[case] for case in dict.fromkeys(matters.cases))
