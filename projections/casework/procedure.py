"""What the log says in plain of a case or an application for repair: enough to compute its deadlines."""

from datetime import date
from typing import Literal, NamedTuple

from domain.case.due import due_on
from domain.case.state import CaseState
from domain.repair.due import acceptance_due, decision_due
from domain.repair.state import RepairState
from domain.rule.law import Deadline, Law

ProcedureKind = Literal["objection", "complaint", "repair"]


class Procedure(NamedTuple):
    """One procedure, or several that have all of this in common.

    Attributes:
        kind: Objection (异议), complaint (投诉) or repair (信用修复).
        edition: Edition of the rules at filing.
        filed_on: When it was filed.
        accepted_on: When it was taken up.
        needs_help: Whether another unit must help.
        escalated_on: When the subject took it further.
        decided_on: When it was decided; ``None`` while it is open.
    """

    kind: ProcedureKind
    edition: int
    filed_on: date
    accepted_on: date | None
    needs_help: bool
    escalated_on: date | None
    decided_on: date | None

    def due(self, law: Law) -> Deadline | None:
        """Give the last day for its decision.

        Raises:
            CalendarUnannouncedError: The working days of a year that it counts through are not announced.
        """
        if self.kind == "repair":
            return decision_due(self._repair(), law)
        case = CaseState(
            "",
            kind=self.kind,
            edition=self.edition,
            filed_on=self.filed_on,
            accepted_on=self.accepted_on,
            needs_help=self.needs_help,
            escalated_on=self.escalated_on,
        )
        return due_on(case, law)

    def is_breached(self, law: Law, today: date) -> bool:
        """Tell whether a deadline has passed, that for taking an application up among them.

        Raises:
            CalendarUnannouncedError: As ``due``.
        """
        day = self.decided_on or today
        clocks = [self.due(law)]
        if self.kind == "repair" and self.accepted_on is None:
            clocks.append(acceptance_due(self._repair(), law))
        return any(clock is not None and day > clock.day for clock in clocks)

    def _repair(self) -> RepairState:
        return RepairState("", edition=self.edition, filed_on=self.filed_on)
