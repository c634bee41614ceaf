"""The state of a fact, folded over ``fact:<jti>``."""

from dataclasses import dataclass, replace
from datetime import date

from domain.event import Event
from domain.event_refusals import DisclosureMissingError
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.fact.identity import natural_identity
from domain.identifier import Identifier
from domain.signer import AGENCY_PREFIX, PLATFORM, Recorded
from domain.subject.events import RecordErased
from domain.subject.state import disclosed_identifier


@dataclass(frozen=True, slots=True)
class FactState:
    """One fact through time.

    Attributes:
        jti: Id of the statement that recorded it; the fact's name for ever.
        iss: Who swears to it; empty if not recorded.
        item: Catalogue item.
        item_version: Version of the item, as last stated.
        decided_on: Decision date, as last stated.
        subject: Whose fact it is, ``None`` if the data were erased.
        identity: Natural identity, ``None`` if the data were erased.
        recorded_at: Position, ``None`` if not recorded.
        corrected_at: Positions of its corrections.
        withdrawn_at: Position of its withdrawal, ``None`` while it stands.
        withdrawal_ground: Why it was withdrawn.
        erased_at: Position of the erasure of its data, ``None`` if there was none.
    """

    jti: str
    iss: str = ""
    item: str = ""
    item_version: int = 0
    decided_on: date | None = None
    subject: Identifier | None = None
    identity: str | None = None
    recorded_at: int | None = None
    corrected_at: tuple[int, ...] = ()
    withdrawn_at: int | None = None
    withdrawal_ground: str = ""
    erased_at: int | None = None

    @property
    def is_standing(self) -> bool:
        """Whether it is recorded and neither withdrawn nor erased."""
        return self.recorded_at is not None and self.withdrawn_at is None and self.erased_at is None


def _identity(item: str, event: Event) -> str | None:
    try:
        return natural_identity(item, event.disclosed)
    except DisclosureMissingError:
        return None


def evolve(state: FactState, event: Event, at: Recorded) -> FactState:
    """Fold one event; only its own issuer corrects or withdraws, and erased disclosures leave gaps, not errors."""
    if isinstance(event, FactRecorded):
        return _recorded(state, event, at)
    if state.recorded_at is None:
        return state
    if isinstance(event, FactCorrected) and at.iss == state.iss and state.is_standing:
        return replace(
            state,
            item_version=event.item_version,
            decided_on=event.decided_on,
            corrected_at=(*state.corrected_at, at.position),
        )
    if isinstance(event, FactWithdrawn) and at.iss == state.iss and state.withdrawn_at is None:
        return replace(state, withdrawn_at=at.position, withdrawal_ground=event.ground)
    if isinstance(event, RecordErased) and at.iss == PLATFORM and state.erased_at is None:
        return replace(state, erased_at=at.position, subject=None, identity=None)
    return state


def _recorded(state: FactState, event: FactRecorded, at: Recorded) -> FactState:
    if state.recorded_at is not None or at.jti != state.jti or not at.iss.startswith(AGENCY_PREFIX):
        return state
    return replace(
        state,
        iss=at.iss,
        item=event.item,
        item_version=event.item_version,
        decided_on=event.decided_on,
        subject=disclosed_identifier(event),
        identity=_identity(event.item, event),
        recorded_at=at.position,
    )
