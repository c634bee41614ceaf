"""The state of a recall, folded over the private tag ``recall:<jti>``."""

from dataclasses import dataclass, replace
from datetime import date

from domain.disclosure.events import RecallConfirmed, RecallDelivered, RecallOrdered
from domain.event import Event
from domain.identifier import Identifier
from domain.signer import AGENCY_PREFIX, PLATFORM, Recorded
from domain.subject.state import disclosed_identifier
from domain.tagging import split


@dataclass(frozen=True, slots=True)
class RecallState:
    """One recall.

    Attributes:
        jti: Id of the statement that ordered it.
        subject: Whose records are recalled; ``None`` once erased.
        unit: Code of the recipient that has to confirm; empty once erased.
        targets: ``fact:<jti>`` and ``listing:<id>`` of what no longer holds; empty once erased.
        due_on: Last day for the confirmation.
        ordered_at: Position, ``None`` if it was never ordered.
        ordered_ms: Entry time of the order, ms since the epoch.
        delivered_on: Day on which the platform brought it to the recipient, ``None`` while it only waits on its board.
        delivered_at: Position at which the platform says so.
        confirmed_on: When the recipient stopped using it, as it says.
        confirmed_at: Position of the confirmation, ``None`` while it is awaited.
    """

    jti: str
    subject: Identifier | None = None
    unit: str = ""
    targets: tuple[str, ...] = ()
    due_on: date | None = None
    ordered_at: int | None = None
    ordered_ms: int = 0
    delivered_on: date | None = None
    delivered_at: int | None = None
    confirmed_on: date | None = None
    confirmed_at: int | None = None

    def is_overdue(self, today: date) -> bool:
        """Tell whether the recipient should have confirmed before today and has not."""
        return self.confirmed_at is None and self.due_on is not None and self.due_on < today


def evolve(state: RecallState, event: Event, at: Recorded) -> RecallState:
    """Fold one event; the platform orders and delivers, only the recipient confirms."""
    if isinstance(event, RecallOrdered) and at.iss == PLATFORM and at.jti == state.jti and state.ordered_at is None:
        return replace(
            state,
            subject=disclosed_identifier(event),
            unit=event.text("subject.unit") or "",
            targets=split(event.text("subject.targets")),
            due_on=event.due_on,
            ordered_at=at.position,
            ordered_ms=at.time_ms,
        )
    if state.ordered_at is None or state.confirmed_at is not None:
        return state
    if isinstance(event, RecallDelivered) and at.iss == PLATFORM and state.delivered_at is None:
        return replace(state, delivered_on=event.delivered_on, delivered_at=at.position)
    if isinstance(event, RecallConfirmed) and at.iss == f"{AGENCY_PREFIX}{state.unit}":
        return replace(state, confirmed_on=event.confirmed_on, confirmed_at=at.position)
    return state
