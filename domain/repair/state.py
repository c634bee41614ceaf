"""The state of an application for repair, folded over the open tag ``case:<case>``."""

from dataclasses import dataclass, replace
from datetime import date

from domain.clock.events import ClockBreached
from domain.event import Event
from domain.identifier import Identifier
from domain.repair.events import RepairAccepted, RepairApplied, RepairGranted, RepairRefused
from domain.signer import AGENCY_PREFIX, PLATFORM, Recorded
from domain.subject.state import disclosed_identifier
from domain.tagging import split


@dataclass(frozen=True, slots=True)
class RepairState:
    """One application.

    Attributes:
        case: Its id.
        subject: Who applied; ``None`` once erased.
        targets: ``fact:<jti>`` and ``listing:<id>`` of the records, ascending; empty once erased.
        edition: Edition of the rules at filing.
        filed_on: When it was filed.
        filed_at: Position, ``None`` if it was never filed.
        accepted_by: Issuers that took it up, with the day.
        granted: Targets granted.
        refused: Targets refused, and not granted since.
        refused_on: Day of the first refusal, ``None`` if there was none.
        decided_on: Day of the last grant or refusal of what was undecided, ``None`` if there was none.
        breached_at: Position at which the platform first said that a deadline passed.
        breaches: Rule and last day of every deadline of which the platform said that it passed.
    """

    case: str
    subject: Identifier | None = None
    targets: tuple[str, ...] = ()
    edition: int = 0
    filed_on: date | None = None
    filed_at: int | None = None
    accepted_by: tuple[tuple[str, date], ...] = ()
    granted: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    refused_on: date | None = None
    decided_on: date | None = None
    breached_at: int | None = None
    breaches: tuple[tuple[str, date], ...] = ()

    @property
    def taken_up_on(self) -> date | None:
        """The first day on which any body took it up, or refused it without; ``None`` if none did."""
        days = [day for _, day in self.accepted_by]
        return min(days if self.refused_on is None else [*days, self.refused_on], default=None)

    @property
    def pending(self) -> tuple[str, ...]:
        """Targets that nobody has decided on."""
        return tuple(one for one in self.targets if one not in self.granted and one not in self.refused)

    @property
    def ungranted(self) -> tuple[str, ...]:
        """Targets that can still be granted: what nobody has decided on, and what was refused."""
        return tuple(one for one in self.targets if one not in self.granted)

    @property
    def is_open(self) -> bool:
        """Whether it was filed and something of it is undecided."""
        return self.filed_at is not None and bool(self.pending)


def evolve(state: RepairState, event: Event, at: Recorded) -> RepairState:
    """Fold one event; what comes before the filing, or is not signed by who may, changes nothing."""
    if isinstance(event, RepairApplied) and at.iss == PLATFORM and event.case == state.case and state.filed_at is None:
        return replace(
            state,
            subject=disclosed_identifier(event),
            targets=split(event.text("subject.targets")),
            edition=event.edition,
            filed_on=event.filed_on,
            filed_at=at.position,
        )
    if state.filed_at is None:
        return state
    if isinstance(event, ClockBreached) and at.iss == PLATFORM:
        return _breached(state, event, at)
    return _decided(state, event, at) if at.iss.startswith(AGENCY_PREFIX) else state


def _breached(state: RepairState, event: ClockBreached, at: Recorded) -> RepairState:
    """Note each deadline once, however often it is said."""
    first = at.position if state.breached_at is None else state.breached_at
    said = (event.rule, event.due_on)
    return state if said in state.breaches else replace(state, breached_at=first, breaches=(*state.breaches, said))


def _decided(state: RepairState, event: Event, at: Recorded) -> RepairState:
    if isinstance(event, RepairAccepted):
        return replace(state, accepted_by=(*state.accepted_by, (at.iss, event.accepted_on)))
    if isinstance(event, RepairGranted):
        return _granted(state, event)
    if isinstance(event, RepairRefused):
        refused = (*state.refused, *split(event.text("subject.targets")))
        first = event.decided_on if state.refused_on is None else state.refused_on
        return replace(state, refused=refused, refused_on=first, decided_on=event.decided_on)
    return state


def _granted(state: RepairState, event: RepairGranted) -> RepairState:
    """Count what was granted; what sets refusals aside alone decides anew, and not later."""
    targets = granted_targets(event)
    refused = tuple(one for one in state.refused if one not in targets)
    is_decided = bool(state.targets) and not state.pending
    decided_on = state.decided_on if is_decided else event.decided_on
    return replace(state, granted=(*state.granted, *targets), refused=refused, decided_on=decided_on)


def granted_targets(event: RepairGranted) -> tuple[str, ...]:
    """Spell what a grant is about as an application does."""
    facts = tuple(f"fact:{jti}" for jti in split(event.text("subject.facts")))
    return (*facts, *(f"listing:{listing}" for listing in event.listings or ()))
