"""What the log says in plain of a case or an application for repair: enough to compute its deadlines."""

from datetime import date
from typing import Literal, NamedTuple

from domain.case.due import due_by
from domain.case.due import missed as missed_in_case
from domain.case.state import CaseState
from domain.repair.due import decision_due
from domain.repair.due import missed as missed_in_repair
from domain.repair.state import RepairState
from domain.rule.law import Deadline, Law

ProcedureKind = Literal["objection", "complaint", "repair"]


class Procedure(NamedTuple):
    """One procedure, or several that have all of this in common.

    Attributes:
        kind: Objection (异议), complaint (投诉) or repair (信用修复).
        edition: Edition of the rules at filing.
        filed_on: When it was filed.
        filed_at: A position up to its filing that no calendar stands between: it tells which of them it counts by.
        accepted_on: When it was taken up.
        needs_help: Whether another unit must help.
        escalated_on: When the subject took it further.
        decided_on: When it was decided; ``None`` while it is open.
    """

    kind: ProcedureKind
    edition: int
    filed_on: date
    filed_at: int
    accepted_on: date | None
    needs_help: bool
    escalated_on: date | None
    decided_on: date | None

    def due(self, law: Law, today: date) -> Deadline | None:
        """Give the last day for its decision.

        Raises:
            CalendarUnannouncedError: The working days of a year that it counts through are not announced, and of a case
                the longest time that the law gives is not over.
        """
        if self.kind == "repair":
            return decision_due(self._repair(), law)
        return due_by(self._case(), law, self.decided_on or today)

    def may_have_missed(self, law: Law, today: date) -> int:
        """Count the deadlines that passed before they were met, at most: the state of the procedure may tell of fewer.

        A body that refused some records of an application without taking it up has met the first deadline, and what
        is decided of an application is known here only once all of it is. Of a case that was taken further, only the
        deadline that runs since is counted.

        Raises:
            CalendarUnannouncedError: As ``due``.
        """
        if self.kind == "repair":
            return len(missed_in_repair(self._repair(), law, today=today))
        return len(missed_in_case(self._case(), law, today))

    def _repair(self) -> RepairState:
        return RepairState(
            "",
            edition=self.edition,
            filed_on=self.filed_on,
            filed_at=self.filed_at,
            accepted_by=() if self.accepted_on is None else (("", self.accepted_on),),
            decided_on=self.decided_on,
        )

    def _case(self) -> CaseState:
        return CaseState(
            "",
            kind=self.kind,
            edition=self.edition,
            filed_on=self.filed_on,
            filed_at=self.filed_at,
            accepted_on=self.accepted_on,
            needs_help=self.needs_help,
            escalated_on=self.escalated_on,
            decided_on=self.decided_on,
        )
