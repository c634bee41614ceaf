"""The state of a listing, folded over the open tag ``listing:<listing>``."""

from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from domain.clock.events import PublicityEnded
from domain.event import Event
from domain.identifier import Identifier
from domain.listing.events import (
    CourtListMirrored,
    HearingHeld,
    ListingDecided,
    ListingEnded,
    ListingPublished,
    NoticeServed,
    ReplyReceived,
    ReplyWaived,
)
from domain.measure.events import MeasureApplied, MeasureEnded
from domain.repair.events import RepairGranted
from domain.revocation.events import DecisionRevoked, RevocationGround
from domain.signer import AGENCY_PREFIX, PLATFORM, Recorded
from domain.subject.state import disclosed_identifier
from domain.tagging import split


@dataclass(frozen=True, slots=True)
class AppliedMeasure:
    """A measure that was applied on a listing.

    Attributes:
        jti: Its name.
        iss: Who applied it.
        measure: Item of the measures list.
        ended_at: Position of its end, ``None`` while it goes on by itself; it ends with its listing in any case.
        applied_on: The day on which it was applied.
    """

    jti: str
    iss: str
    measure: str
    ended_at: int | None = None
    applied_on: date | None = None


_DECIDING = frozenset({ListingDecided.TOPIC, CourtListMirrored.TOPIC})


@dataclass(frozen=True, slots=True)
class Step:
    """A step that the body of a listing took, and the signature that it stands on.

    Attributes:
        topic: Topic of its event.
        kid: Key id of who signed.
        position: Where it stands.
        time_ms: Entry time, ms since the epoch.
    """

    topic: str
    kid: str
    position: int
    time_ms: int

    @classmethod
    def of(cls, event: Event, at: Recorded) -> "Step":
        """Keep what of an entry its signature depends on."""
        return cls(event.TOPIC, at.kid, at.position, at.time_ms)


@dataclass(frozen=True, slots=True)
class ListingState:
    """One listing, from its notice to its end.

    Attributes:
        listing: Its id.
        iss: The body that served the notice, or the court; empty if there is none.
        list_id: The list.
        list_version: Version of the list's definition.
        tier: Tier noticed, then decided; empty on a positive list.
        subject: Whose listing it is; ``None`` once erased.
        facts: The jtis of the facts it rests on; empty once erased.
        measures_noticed: The measures that the notice named; empty once erased.
        measures_decided: The measures that the decision named, of which alone any may be applied; empty once erased.
        edition: Edition of the rules, as last stated.
        noticed_at: Position of the notice.
        served_on: When the notice was served.
        reply_until: Last day for a reply.
        replies: Positions of the subject's replies.
        waived_on: When the subject waived the rest of his time.
        hearing_since: When the subject demanded the hearing that he waits for; ``None`` if he waits for none.
        heard_on: When the hearing that he demanded was held.
        heard_since: When he had demanded it.
        decided_at: Position of the decision.
        decided_on: Date of the decision.
        ends_on: First day on which it is no longer shown or used.
        published_at: Position of the publication, from which it has effect; a mirrored listing has it at once.
        published_ms: Entry time of the publication, ms since the epoch.
        kind: Kind of the subject, as published; empty before that and once erased.
        is_court: Whether it is mirrored from a court's list.
        ended_at: Position of whatever ended it before its time, ``None`` if nothing did.
        end_ground: ``conditions_met``, ``wrong_listing``, ``court_order``, ``superior_order``, ``repaired``, or
            a ground of revocation; empty while nothing ended it.
        publicity_ended_at: Position at which the platform said that its publicity is over.
        measures: Measures applied on it.
        steps: Notice, hearing on demand, decision, publication, as far as it has come; or the court's listing.
    """

    listing: str
    iss: str = ""
    list_id: str = ""
    list_version: int = 0
    tier: str = ""
    subject: Identifier | None = None
    facts: tuple[str, ...] = ()
    measures_noticed: tuple[str, ...] = ()
    measures_decided: tuple[str, ...] = ()
    edition: int = 0
    noticed_at: int | None = None
    served_on: date | None = None
    reply_until: date | None = None
    replies: tuple[int, ...] = ()
    waived_on: date | None = None
    hearing_since: date | None = None
    heard_on: date | None = None
    heard_since: date | None = None
    decided_at: int | None = None
    decided_on: date | None = None
    ends_on: date | None = None
    published_at: int | None = None
    published_ms: int | None = None
    kind: str = ""
    is_court: bool = False
    ended_at: int | None = None
    end_ground: str = ""
    publicity_ended_at: int | None = None
    measures: tuple[AppliedMeasure, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def decided_by(self) -> str:
        """Key id of who signed the decision, or the court's listing; another person publishes. Empty before."""
        return next((one.kid for one in self.steps if one.topic in _DECIDING), "")

    @property
    def signers(self) -> tuple[str, ...]:
        """Key ids of who signed its steps so far."""
        return tuple(dict.fromkeys(one.kid for one in self.steps))

    @property
    def is_known(self) -> bool:
        """Whether there was a notice or a court's listing."""
        return self.iss != ""

    @property
    def is_revoked(self) -> bool:
        """Whether its decision, or the finding it rests on, was revoked or held void."""
        return self.end_ground in get_args(RevocationGround)

    def is_live(self, today: date) -> bool:
        """Tell whether it was published, nothing ended it and its term is not over."""
        is_running = self.published_at is not None and self.ended_at is None
        return is_running and self.ends_on is not None and today < self.ends_on


def evolve(state: ListingState, event: Event, at: Recorded) -> ListingState:
    """Fold one event; what does not follow, or is not signed by who may, changes nothing."""
    if isinstance(event, NoticeServed) and not state.is_known and at.iss.startswith(AGENCY_PREFIX):
        return _noticed(state, event, at)
    if isinstance(event, CourtListMirrored) and not state.is_known and at.iss.startswith(AGENCY_PREFIX):
        return _mirrored(state, event, at)
    if not state.is_known:
        return state
    if at.iss == PLATFORM:
        return _of_platform(state, event, at)
    if isinstance(event, MeasureApplied | MeasureEnded):
        return _measured(state, event, at)
    if isinstance(event, RepairGranted | DecisionRevoked):
        ground = "repaired" if isinstance(event, RepairGranted) else event.ground
        return _ended(state, ground, at)
    return _of_its_body(state, event, at) if at.iss == state.iss else state


def _noticed(state: ListingState, event: NoticeServed, at: Recorded) -> ListingState:
    return replace(
        state,
        iss=at.iss,
        list_id=event.list,
        list_version=event.list_version,
        tier=event.tier or "",
        subject=disclosed_identifier(event),
        facts=split(event.text("subject.facts")),
        measures_noticed=split(event.text("subject.measures")),
        edition=event.edition,
        noticed_at=at.position,
        served_on=event.served_on,
        reply_until=event.reply_until,
        steps=(Step.of(event, at),),
    )


def _mirrored(state: ListingState, event: CourtListMirrored, at: Recorded) -> ListingState:
    return replace(
        state,
        iss=at.iss,
        list_id=event.list,
        list_version=event.list_version,
        subject=disclosed_identifier(event),
        edition=event.edition,
        decided_at=at.position,
        decided_on=event.decided_on,
        ends_on=event.ends_on,
        published_at=at.position,
        published_ms=at.time_ms,
        kind=event.text("subject.kind") or "",
        is_court=True,
        steps=(Step.of(event, at),),
    )


def _of_platform(state: ListingState, event: Event, at: Recorded) -> ListingState:
    if isinstance(event, ReplyReceived):
        return _replied(state, event, at)
    if isinstance(event, ReplyWaived) and state.waived_on is None:
        return replace(state, waived_on=event.waived_on)
    if isinstance(event, PublicityEnded) and state.publicity_ended_at is None:
        return replace(state, publicity_ended_at=at.position)
    return state


def _replied(state: ListingState, event: ReplyReceived, at: Recorded) -> ListingState:
    replied = replace(state, replies=(*state.replies, at.position))
    if event.hearing is None:
        return replied
    return replace(replied, hearing_since=event.received_on if event.hearing == "demanded" else None)


def _measured(state: ListingState, event: MeasureApplied | MeasureEnded, at: Recorded) -> ListingState:
    if isinstance(event, MeasureApplied):
        applied = AppliedMeasure(at.jti, at.iss, event.measure, applied_on=event.applied_on)
        return replace(state, measures=(*state.measures, applied))

    def ended(measure: AppliedMeasure) -> AppliedMeasure:
        is_meant = (measure.jti, measure.iss, measure.ended_at) == (event.application, at.iss, None)
        return replace(measure, ended_at=at.position) if is_meant else measure

    return replace(state, measures=tuple(map(ended, state.measures)))


def _of_its_body(state: ListingState, event: Event, at: Recorded) -> ListingState:
    if isinstance(event, HearingHeld):
        return _heard(state, event, at)
    if isinstance(event, ListingDecided) and state.decided_at is None:
        return replace(
            state,
            list_version=event.list_version,
            tier=event.tier or "",
            facts=split(event.text("subject.facts")),
            measures_decided=split(event.text("subject.measures")),
            edition=event.edition,
            decided_at=at.position,
            decided_on=event.decided_on,
            ends_on=event.ends_on,
            steps=(*state.steps, Step.of(event, at)),
        )
    if isinstance(event, ListingPublished) and state.decided_at is not None and state.published_at is None:
        kind = event.text("subject.kind") or ""
        steps = (*state.steps, Step.of(event, at))
        return replace(state, published_at=at.position, published_ms=at.time_ms, kind=kind, steps=steps)
    if isinstance(event, ListingEnded):
        return _ended(state, event.ground, at)
    return state


def _heard(state: ListingState, event: HearingHeld, at: Recorded) -> ListingState:
    """Take as held only the hearing that was announced once it was demanded; any other changes nothing.

    One that was held may be recorded again; the last record is what a decision rests on.
    """
    since = state.hearing_since or state.heard_since
    if since is None or event.announced_on < since:
        return state
    others = tuple(one for one in state.steps if one.topic != HearingHeld.TOPIC)
    steps = (*others, Step.of(event, at))
    return replace(state, heard_on=event.held_on, heard_since=since, hearing_since=None, steps=steps)


def _ended(state: ListingState, ground: str, at: Recorded) -> ListingState:
    return state if state.ended_at is not None else replace(state, ended_at=at.position, end_ground=ground)
