"""The state of a fact, folded over ``fact:<jti>``."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from domain.case.matters import Matters
from domain.case.matters import evolve as evolve_matters
from domain.event import Event
from domain.event_refusals import DisclosureMissingError
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.fact.own_end import day_of, own_end
from domain.fact.stated import stated
from domain.identifier import Identifier
from domain.signer import AGENCY_PREFIX, PLATFORM, Recorded
from domain.subject.events import RecordErased
from domain.subject.state import disclosed_identifier
from domain.tier import least


@dataclass(frozen=True, slots=True)
class FactTerms:
    """What a fact's fields say about its publicity.

    Attributes:
        kind: Kind of its subject; empty if not stated.
        tier: ``minor``, ``general`` or ``serious``; empty where its standard has none.
        is_summary: Whether it was decided by summary procedure.
        is_remedied: Whether the act was put right by then.
        acted_on: Day of the act.
        act_ended_on: Day on which it ended.
        until: Last day that the document itself names.
        is_invalid: Whether the document says of itself that it is not valid (当前状态 无效).
    """

    kind: str = ""
    tier: str = ""
    is_summary: bool = False
    is_remedied: bool = False
    acted_on: date | None = None
    act_ended_on: date | None = None
    until: date | None = None
    is_invalid: bool = False

    @classmethod
    def of(cls, disclosed: Mapping[str, str | int | bool]) -> "FactTerms":
        """Read the terms from a fact's disclosures; what was erased is left open."""
        return cls(
            kind=str(disclosed.get("subject.kind", "")),
            tier=str(disclosed.get("subject.tier", "")),
            is_summary=disclosed.get("subject.is_summary") is True,
            is_remedied=disclosed.get("subject.is_remedied") is True,
            acted_on=day_of(disclosed, "subject.act_date"),
            act_ended_on=day_of(disclosed, "subject.act_end_date"),
            until=own_end(disclosed),
            is_invalid=disclosed.get("subject.status") == "invalid",
        )


@dataclass(frozen=True, slots=True)
class FactStatement:
    """What one statement of a fact says that its end depends on.

    Attributes:
        item_version: Version of the item.
        decided_on: Decision date.
        terms: What its fields say about how long it may be shown.
    """

    item_version: int
    decided_on: date | None
    terms: FactTerms


@dataclass(frozen=True, slots=True)
class FactState:
    """One fact through time.

    What it says now is what was stated last. How long it may be shown is for all its statements to say: a correction
    may shorten that and never prolong it (INV-7), so that each statement is kept as far as an end depends on it.

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
        stated_by: Key id of who signed what was last stated.
        stated_at: Where that stands, ``None`` if not recorded.
        stated_ms: Its entry time, ms since the epoch.
        erased_at: Position of the erasure of its data, ``None`` if there was none.
        terms: What its fields say about how long it may be shown, as last stated.
        stated: Digest of all that was last stated, empty if the data were erased.
        earlier: What the statements before the last one said, each once.
        matters: Objections, repairs, revocations and what else came up about it.
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
    stated_by: str = ""
    stated_at: int | None = None
    stated_ms: int = 0
    erased_at: int | None = None
    terms: FactTerms = field(default_factory=FactTerms)
    stated: str = ""
    earlier: tuple[FactStatement, ...] = ()
    matters: Matters = field(default_factory=Matters)

    @property
    def is_standing(self) -> bool:
        """Whether it is recorded and neither withdrawn, revoked nor erased."""
        is_there = self.recorded_at is not None and self.erased_at is None
        return is_there and self.withdrawn_at is None and self.matters.revoked_at is None

    @property
    def statements(self) -> tuple[FactStatement, ...]:
        """What its statements say, the last one at the end."""
        return (*self.earlier, FactStatement(self.item_version, self.decided_on, self.terms))

    @property
    def tier(self) -> str:
        """The least tier that a statement gave it; empty where its standard has none."""
        return least(one.terms.tier for one in self.statements)

    @property
    def first_decided_on(self) -> date | None:
        """The earliest decision date that a statement gave it."""
        return min((one.decided_on for one in self.statements if one.decided_on is not None), default=None)


def _identity(event: FactRecorded) -> str | None:
    try:
        return event.identity
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
            stated_by=at.kid,
            stated_at=at.position,
            stated_ms=at.time_ms,
            terms=FactTerms.of(event.disclosed),
            stated=stated(event),
            earlier=tuple(dict.fromkeys(state.statements)),
        )
    if isinstance(event, FactWithdrawn) and at.iss == state.iss and state.withdrawn_at is None:
        return replace(state, withdrawn_at=at.position)
    if isinstance(event, RecordErased) and at.iss == PLATFORM and state.erased_at is None:
        return _erased(state, at)
    matters = evolve_matters(state.matters, event, at)
    return state if matters is state.matters else replace(state, matters=matters)


def _erased(state: FactState, at: Recorded) -> FactState:
    """Leave nothing of what was disclosed; decision dates stand in plain, and still limit."""
    blank = FactTerms()
    earlier = tuple(dict.fromkeys(replace(one, terms=blank) for one in state.earlier))
    gone = replace(state, erased_at=at.position, subject=None, identity=None)
    return replace(gone, terms=blank, stated="", earlier=earlier)


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
        identity=_identity(event),
        recorded_at=at.position,
        stated_by=at.kid,
        stated_at=at.position,
        stated_ms=at.time_ms,
        terms=FactTerms.of(event.disclosed),
        stated=stated(event),
    )
