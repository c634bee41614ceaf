"""The state of a key, folded over the open tag ``key:<kid>``, and of a holder, over ``holder:<holder>``."""

from dataclasses import dataclass, replace

from domain.claims import decode_key
from domain.event import Event
from domain.key.events import KeyEnrolled, KeyRevoked, KeyRotated
from domain.key.refusals import KeyCompromisedError, KeyNotInForceError, KeyUnknownError
from domain.refusal import Refusal
from domain.signer import ROOT, Recorded


@dataclass(frozen=True, slots=True)
class KeyState:
    """One signing key through time.

    Attributes:
        kid: Its id.
        holder: ``platform`` or ``agency:<code>``; empty before enrolment.
        public_key_text: base64url of the key; empty before enrolment.
        enrolled_at: Position of the event that brought it into force.
        ended_at: Position of the event that took it out of force, ``None`` while in force.
        compromised_since_ms: Entry times from here on count for nothing, ``None`` unless compromised.
        predecessor: Id of the key whose place it took, whoever signed that; empty for one that was enrolled.
    """

    kid: str
    holder: str = ""
    public_key_text: str = ""
    enrolled_at: int | None = None
    ended_at: int | None = None
    compromised_since_ms: int | None = None
    predecessor: str = ""

    @property
    def public_key(self) -> bytes:
        """The 32 bytes of the key; empty before enrolment."""
        return decode_key(self.public_key_text) if self.public_key_text else b""

    @property
    def is_current(self) -> bool:
        """Whether the key is in force as far as the fold goes."""
        return self.enrolled_at is not None and self.ended_at is None

    def is_compromised_at(self, time_ms: int) -> bool:
        """Tell whether what it signed then counts for nothing, as far as the fold knows of reports.

        Args:
            time_ms: Entry time.
        """
        return self.compromised_since_ms is not None and self.compromised_since_ms <= time_ms

    def refuse_reason(self, position: int, time_ms: int) -> Refusal | None:
        """Say why a signature recorded at one place does not count; ``None`` if it does.

        Args:
            position: Leaf position of the entry signed with the key.
            time_ms: Entry time.
        """
        if self.enrolled_at is None or position <= self.enrolled_at:
            return KeyUnknownError(pointer="/kid", kid=self.kid)
        if self.is_compromised_at(time_ms):
            return KeyCompromisedError(pointer="/kid", kid=self.kid)
        if self.ended_at is not None and position > self.ended_at:
            return KeyNotInForceError(pointer="/kid", kid=self.kid)
        return None


def evolve(state: KeyState, event: Event, at: Recorded) -> KeyState:
    """Fold one event by the rule that a verifier follows (docs/log-format.md section 7, step 6).

    An enrolment counts if the root key signed it; a rotation if the root key did, or the key it retires while in
    force; a revocation if the root key did, or any key of the same holder.
    """
    if isinstance(event, KeyEnrolled) and event.kid == state.kid and at.iss == ROOT:
        return _enrolled(state, event, at)
    if isinstance(event, KeyRotated) and (at.iss == ROOT or (at.iss == event.holder and at.kid == event.old_kid)):
        return _rotated(state, event, at)
    if isinstance(event, KeyRevoked) and event.kid == state.kid and at.iss in {ROOT, event.holder}:
        return _revoked(state, event, at)
    return state


def _enrolled(state: KeyState, event: KeyEnrolled | KeyRotated, at: Recorded) -> KeyState:
    if state.enrolled_at is not None:
        return state
    return replace(
        state,
        holder=event.holder,
        public_key_text=event.public_key,
        enrolled_at=at.position,
        predecessor=event.old_kid if isinstance(event, KeyRotated) else "",
    )


def _rotated(state: KeyState, event: KeyRotated, at: Recorded) -> KeyState:
    if event.kid == state.kid:
        return _enrolled(state, event, at)
    if event.old_kid == state.kid and event.holder == state.holder and state.is_current:
        return replace(state, ended_at=at.position)
    return state


def _revoked(state: KeyState, event: KeyRevoked, at: Recorded) -> KeyState:
    if state.enrolled_at is None or event.holder != state.holder:
        return state
    ended_at = at.position if state.ended_at is None else state.ended_at
    since = event.compromised_since
    known = state.compromised_since_ms
    if since is None or (known is not None and known <= since):
        since = known
    return replace(state, ended_at=ended_at, compromised_since_ms=since)


@dataclass(frozen=True, slots=True)
class HolderState:
    """Which keys a holder has had.

    Attributes:
        holder: ``platform`` or ``agency:<code>``.
        current: Key ids in force, in the order of their enrolment.
        ended: Key ids no longer in force.
    """

    holder: str
    current: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()


def evolve_holder(state: HolderState, event: Event, at: Recorded) -> HolderState:
    """Fold one event of the tag ``holder:<holder>``; the same rule as ``evolve`` for who may sign it."""
    if isinstance(event, KeyEnrolled) and event.holder == state.holder and at.iss == ROOT:
        return _held(state, event.kid)
    if isinstance(event, KeyRotated) and event.holder == state.holder:
        is_signed = at.iss == ROOT or (at.iss == state.holder and at.kid == event.old_kid)
        return _held(_dropped(state, event.old_kid), event.kid) if is_signed else state
    if isinstance(event, KeyRevoked) and event.holder == state.holder and at.iss in {ROOT, state.holder}:
        return _dropped(state, event.kid)
    return state


def _held(state: HolderState, kid: str) -> HolderState:
    if kid in state.current or kid in state.ended:
        return state
    return replace(state, current=(*state.current, kid))


def _dropped(state: HolderState, kid: str) -> HolderState:
    if kid not in state.current:
        return state
    return replace(state, current=tuple(key for key in state.current if key != kid), ended=(*state.ended, kid))
