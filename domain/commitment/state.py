"""The state of a commitment, folded over the private tag ``commitment:<jti>``."""

from dataclasses import dataclass, replace
from datetime import date

from domain.commitment.events import CommitmentBreached, CommitmentFulfilled, CommitmentMade
from domain.event import Event
from domain.identifier import Identifier
from domain.signer import AGENCY_PREFIX, PLATFORM, Recorded
from domain.subject.state import disclosed_identifier


@dataclass(frozen=True, slots=True)
class CommitmentState:
    """One commitment.

    Attributes:
        jti: Id of the statement that made it.
        kind: Its kind; empty if it was never made.
        subject: Who made it; ``None`` once erased.
        to_body: Code of the body to which it was made; empty once erased.
        made_on: When.
        made_at: Position, ``None`` if it was never made.
        outcome: ``fulfilled`` or ``breached``; empty while it is open.
        decided_at: Position of that finding.
    """

    jti: str
    kind: str = ""
    subject: Identifier | None = None
    to_body: str = ""
    made_on: date | None = None
    made_at: int | None = None
    outcome: str = ""
    decided_at: int | None = None


def evolve(state: CommitmentState, event: Event, at: Recorded) -> CommitmentState:
    """Fold one event; only the body to which it was made finds it kept or broken."""
    if isinstance(event, CommitmentMade) and at.iss == PLATFORM and at.jti == state.jti and state.made_at is None:
        return replace(
            state,
            kind=event.kind,
            subject=disclosed_identifier(event),
            to_body=event.text("subject.to_body") or "",
            made_on=event.made_on,
            made_at=at.position,
        )
    if state.made_at is None or state.outcome or at.iss != f"{AGENCY_PREFIX}{state.to_body}":
        return state
    if isinstance(event, CommitmentFulfilled | CommitmentBreached):
        outcome = "fulfilled" if isinstance(event, CommitmentFulfilled) else "breached"
        return replace(state, outcome=outcome, decided_at=at.position)
    return state
