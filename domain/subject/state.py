"""The state of a subject, folded over ``subject:<id>``, and of an identifier, over ``pseudonym:…``."""

from dataclasses import dataclass, replace
from typing import cast

from domain.event import Event
from domain.identifier import Identifier, IdentifierType
from domain.request.identity import request_issuer
from domain.signer import PLATFORM, Recorded
from domain.subject.events import (
    IdentifierLinked,
    IdentifierUnlinked,
    SubjectErased,
    SubjectKeyEnded,
    SubjectKeyEnrolled,
    SubjectOpened,
)


@dataclass(frozen=True, slots=True)
class SubjectKey:
    """A subject's own key, enrolled at the credit centre's window.

    Attributes:
        kid: Its thumbprint.
        public_key: base64url.
        window: The body whose window enrolled it; empty where its request is no longer there.
        ended_at: Position of its end, ``None`` while it may sign.
    """

    kid: str
    public_key: str
    window: str = ""
    ended_at: int | None = None


@dataclass(frozen=True, slots=True)
class SubjectState:
    """One subject (信用主体).

    Attributes:
        subject_id: Random UUID.
        kind: ``ENT``, ``NP``, ``ORG`` or ``SOLE``; empty if not open, or if the disclosure was erased.
        identifiers: Identifiers that lead to it, in the order of their links.
        opened_at: Position of its opening, ``None`` if there was none.
        erased_at: Position of its erasure, ``None`` if there was none.
        keys: Its own keys, in the order of their enrolment.
    """

    subject_id: str
    kind: str = ""
    identifiers: tuple[Identifier, ...] = ()
    opened_at: int | None = None
    erased_at: int | None = None
    keys: tuple[SubjectKey, ...] = ()

    def key(self, kid: str) -> SubjectKey | None:
        """Give a key by its id."""
        return next((one for one in self.keys if one.kid == kid), None)

    def enrolled_by(self, kid: str) -> str:
        """Name the body whose window enrolled a key; empty where it is none of the subject's."""
        key = self.key(kid)
        return "" if key is None else key.window

    @property
    def is_open(self) -> bool:
        """Whether the file exists and was not erased."""
        return self.opened_at is not None and self.erased_at is None


@dataclass(frozen=True, slots=True)
class PseudonymState:
    """To whom one identifier leads.

    Attributes:
        identifier: The identifier.
        subject_id: The subject it leads to, ``None`` if to none.
        position: Where the last link, unlink or erasure stands.
    """

    identifier: Identifier
    subject_id: str | None = None
    position: int | None = None


def disclosed_identifier(event: Event) -> Identifier | None:
    """Give the identifier that an event discloses, ``None`` where it was erased."""
    identifier_type = event.text("subject.identifier_type")
    value = event.text("subject.identifier")
    if identifier_type is None or value is None:
        return None
    return Identifier(cast("IdentifierType", identifier_type), value)


def evolve(state: SubjectState, event: Event, at: Recorded) -> SubjectState:
    """Fold one event; erased disclosures leave gaps, not errors."""
    if at.iss != PLATFORM or event.text("subject.id") not in {None, state.subject_id}:
        return state
    if isinstance(event, SubjectOpened):
        return _opened(state, event, at)
    if isinstance(event, IdentifierLinked):
        return _linked(state, disclosed_identifier(event))
    if isinstance(event, IdentifierUnlinked):
        left = disclosed_identifier(event)
        return replace(state, identifiers=tuple(known for known in state.identifiers if known != left))
    if isinstance(event, SubjectErased) and state.is_open:
        return replace(state, erased_at=at.position, keys=())
    return _keyed(state, event, at)


def _keyed(state: SubjectState, event: Event, at: Recorded) -> SubjectState:
    kid = event.text("subject.kid")
    if isinstance(event, SubjectKeyEnrolled) and kid is not None and state.key(kid) is None:
        window = request_issuer(event.text("subject.statement") or "")
        return replace(state, keys=(*state.keys, SubjectKey(kid, event.text("subject.public_key") or "", window)))
    if not isinstance(event, SubjectKeyEnded):
        return state

    def ended(key: SubjectKey) -> SubjectKey:
        is_meant = key.kid == kid and key.ended_at is None
        return replace(key, ended_at=at.position) if is_meant else key

    return replace(state, keys=tuple(map(ended, state.keys)))


def _opened(state: SubjectState, event: SubjectOpened, at: Recorded) -> SubjectState:
    if state.opened_at is not None:
        return state
    opened = replace(state, kind=event.text("subject.kind") or "", opened_at=at.position)
    return _linked(opened, disclosed_identifier(event))


def _linked(state: SubjectState, identifier: Identifier | None) -> SubjectState:
    if identifier is None or identifier in state.identifiers:
        return state
    return replace(state, identifiers=(*state.identifiers, identifier))


def evolve_pseudonym(state: PseudonymState, event: Event, at: Recorded) -> PseudonymState:
    """Fold one event of the tag ``pseudonym:<type>:<identifier>``; the last link, unlink or erasure counts."""
    if at.iss != PLATFORM:
        return state
    if isinstance(event, SubjectErased):
        is_other = event.text("subject.id") not in {None, state.subject_id}
        return state if is_other else replace(state, subject_id=None, position=at.position)
    if disclosed_identifier(event) != state.identifier:
        return state
    if isinstance(event, SubjectOpened | IdentifierLinked):
        return replace(state, subject_id=event.text("subject.id"), position=at.position)
    if isinstance(event, IdentifierUnlinked):
        return replace(state, subject_id=None, position=at.position)
    return state
