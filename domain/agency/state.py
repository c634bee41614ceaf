"""The state of an agency, folded over the open tag ``agency:<code>``."""

from dataclasses import dataclass, replace

from domain.agency.events import AgencyClosed, AgencyEnrolled
from domain.event import Event
from domain.signer import ROOT, Recorded


@dataclass(frozen=True, slots=True)
class AgencyState:
    """One public body as a participant.

    Attributes:
        agency: Its unified social credit code.
        name: Its name when last enrolled.
        roles: Its roles, ascending.
        enrolled_at: Position of the last enrolment, ``None`` if there was none.
        closed_at: Position of the closure that followed, ``None`` while it takes part.
    """

    agency: str
    name: str = ""
    roles: tuple[str, ...] = ()
    enrolled_at: int | None = None
    closed_at: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether it was ever enrolled."""
        return self.enrolled_at is not None

    @property
    def is_open(self) -> bool:
        """Whether it takes part now."""
        return self.enrolled_at is not None and self.closed_at is None


def evolve(state: AgencyState, event: Event, at: Recorded) -> AgencyState:
    """Fold one event; what the root key did not sign, or what is about another agency, changes nothing."""
    if at.iss != ROOT:
        return state
    if isinstance(event, AgencyEnrolled) and event.agency == state.agency and not state.is_open:
        return AgencyState(state.agency, event.name, event.roles, enrolled_at=at.position)
    if isinstance(event, AgencyClosed) and event.agency == state.agency and state.is_open:
        return replace(state, closed_at=at.position)
    return state
