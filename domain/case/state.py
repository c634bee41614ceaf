"""The state of a case, folded over the open tag ``case:<case>``."""

from dataclasses import dataclass, replace
from datetime import date

from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided, CaseEscalated, CaseFiled
from domain.clock.events import ClockBreached
from domain.event import Event
from domain.identifier import Identifier
from domain.signer import AGENCY_PREFIX, PLATFORM, Recorded
from domain.subject.state import disclosed_identifier


@dataclass(frozen=True, slots=True)
class CaseState:
    """One case.

    Attributes:
        case: Its id.
        kind: ``objection``, ``complaint``, ``review`` or ``litigation``; empty if it was never filed.
        subject: Whose case it is; ``None`` once erased.
        target_kind: ``fact``, ``listing`` or, in a complaint, ``body``; empty once erased.
        target: The jti of the fact, the id of the listing, the code of the body.
        edition: Edition of the rules at filing: its deadlines follow from it, for ever.
        filed_on: When it was filed.
        filed_at: Position, ``None`` if it was never filed.
        accepted_on: When it was taken up, ``None`` if it was not.
        accepted_by: Issuer that took it up.
        needs_help: Whether another unit must help, so that the longer deadline counts.
        finding: What the body whose record it is found; empty if it has not answered.
        answered_by: Issuer of the answer.
        outcome: How it was decided last; empty while it is open.
        decided_on: When it was decided.
        decided_at: Position of the decision, ``None`` while it is open.
        decided_by: Issuer of the decision.
        escalated_on: When the subject took it further, ``None`` if he did not. It is open again then.
        escalated_open: Whether it was undecided, and so overdue, when it was taken further.
        before: The case as it stood when it was first taken further, ``None`` if it was not: with its own deadline.
        breached_at: Position at which the platform first said that a deadline passed.
        breaches: Rule and last day of every deadline of which the platform said that it passed.
    """

    case: str
    kind: str = ""
    subject: Identifier | None = None
    target_kind: str = ""
    target: str = ""
    edition: int = 0
    filed_on: date | None = None
    filed_at: int | None = None
    accepted_on: date | None = None
    accepted_by: str = ""
    needs_help: bool = False
    finding: str = ""
    answered_by: str = ""
    outcome: str = ""
    decided_on: date | None = None
    decided_at: int | None = None
    decided_by: str = ""
    escalated_on: date | None = None
    escalated_open: bool = False
    before: "CaseState | None" = None
    breached_at: int | None = None
    breaches: tuple[tuple[str, date], ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it was filed and is not decided, or was taken further since."""
        return self.filed_at is not None and self.outcome == ""

    @property
    def rejected_at(self) -> int | None:
        """Position at which it was rejected, also while it is taken further; ``None`` if it is not, or is no more."""
        last = self.before if self.is_open and self.before is not None else self
        return last.decided_at if last.outcome == "rejected" else None


def evolve(state: CaseState, event: Event, at: Recorded) -> CaseState:
    """Fold one event; what comes before the filing, or is not signed by who may, changes nothing."""
    if isinstance(event, CaseFiled) and at.iss == PLATFORM and event.case == state.case and state.filed_at is None:
        return replace(
            state,
            kind=event.kind,
            subject=disclosed_identifier(event),
            target_kind=event.text("subject.target_kind") or "",
            target=event.text("subject.target") or "",
            edition=event.edition,
            filed_on=event.filed_on,
            filed_at=at.position,
        )
    if state.filed_at is None:
        return state
    return _of_platform(state, event, at) if at.iss == PLATFORM else _of_agency(state, event, at)


def _of_platform(state: CaseState, event: Event, at: Recorded) -> CaseState:
    if isinstance(event, CaseEscalated):
        reopened = replace(state, outcome="", decided_on=None, decided_at=None, decided_by="")
        before = state if state.before is None else state.before
        return replace(reopened, escalated_on=event.escalated_on, escalated_open=state.is_open, before=before)
    return _breached(state, event, at) if isinstance(event, ClockBreached) else state


def _breached(state: CaseState, event: ClockBreached, at: Recorded) -> CaseState:
    """Note each deadline once, however often it is said."""
    first = at.position if state.breached_at is None else state.breached_at
    said = (event.rule, event.due_on)
    return state if said in state.breaches else replace(state, breached_at=first, breaches=(*state.breaches, said))


def _of_agency(state: CaseState, event: Event, at: Recorded) -> CaseState:
    if not at.iss.startswith(AGENCY_PREFIX) or not state.is_open:
        return state
    if isinstance(event, CaseAccepted) and state.accepted_on is None:
        return replace(state, accepted_on=event.accepted_on, accepted_by=at.iss, needs_help=event.needs_help)
    if isinstance(event, CaseAnswered):
        return replace(state, finding=event.finding, answered_by=at.iss)
    if isinstance(event, CaseDecided):
        decided = replace(state, outcome=event.outcome, decided_on=event.decided_on)
        return replace(decided, decided_at=at.position, decided_by=at.iss)
    return state
