"""The closed table of topics. A stored row is read through it; data never name a module."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from domain.agency.events import AgencyClosed, AgencyEnrolled
from domain.calendar.events import CalendarPublished
from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided, CaseEscalated, CaseFiled, CorrectionStated
from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.clock.events import ClockBreached, PublicityEnded
from domain.commitment.events import CommitmentBreached, CommitmentFulfilled, CommitmentMade
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.disclosure.events import DisclosureMade, RecallConfirmed, RecallDelivered, RecallOrdered
from domain.event import Event, Scalar
from domain.event_refusals import UnknownTopicError
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.key.events import KeyEnrolled, KeyRevoked, KeyRotated
from domain.ledger.events import LedgerOpened
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
from domain.repair.events import RepairAccepted, RepairApplied, RepairGranted, RepairRefused
from domain.request.events import REQUESTS
from domain.revocation.events import DecisionRevoked
from domain.rule.events import RulePublished
from domain.subject.events import (
    IdentifierLinked,
    IdentifierUnlinked,
    RecordErased,
    SubjectErased,
    SubjectKeyEnded,
    SubjectKeyEnrolled,
    SubjectOpened,
)

EVENTS: tuple[type[Event], ...] = (
    LedgerOpened,
    AgencyEnrolled,
    AgencyClosed,
    KeyEnrolled,
    KeyRotated,
    KeyRevoked,
    CatalogueItemPublished,
    CatalogueItemWithdrawn,
    SubjectOpened,
    IdentifierLinked,
    IdentifierUnlinked,
    SubjectErased,
    RecordErased,
    FactRecorded,
    FactCorrected,
    FactWithdrawn,
    CalendarPublished,
    RulePublished,
    ListDefined,
    MeasureDefined,
    PurposeDefined,
    SubjectKeyEnrolled,
    SubjectKeyEnded,
    NoticeServed,
    ReplyReceived,
    ReplyWaived,
    HearingHeld,
    ListingDecided,
    ListingPublished,
    ListingEnded,
    CourtListMirrored,
    CaseFiled,
    CaseAccepted,
    CaseAnswered,
    CaseDecided,
    CaseEscalated,
    CorrectionStated,
    RepairApplied,
    RepairAccepted,
    RepairGranted,
    RepairRefused,
    MeasureApplied,
    MeasureEnded,
    CommitmentMade,
    CommitmentFulfilled,
    CommitmentBreached,
    DecisionRevoked,
    DisclosureMade,
    RecallOrdered,
    RecallDelivered,
    RecallConfirmed,
    PublicityEnded,
    ClockBreached,
)

REQUEST_TOPICS: Mapping[str, type[Event]] = MappingProxyType({request.TOPIC: request for request in REQUESTS})
"""What may be sent and is recorded inside an event of the platform; never a topic of an entry."""

TOPICS: Mapping[str, type[Event]] = MappingProxyType({event.TOPIC: event for event in EVENTS})


def event_type(vct: str) -> type[Event]:
    """Find the event of a topic.

    Raises:
        UnknownTopicError: No event has this topic.
    """
    try:
        return TOPICS[vct]
    except KeyError as error:
        raise UnknownTopicError(pointer="/vct", topic=vct) from error


def parse_event(vct: str, plain: Mapping[str, Any], disclosed: Mapping[str, Scalar]) -> Event:
    """Read an event from a statement's topic, plain claims and disclosures.

    Raises:
        UnknownTopicError: No event has this topic.
        EventSchemaRefusedError: The claims do not fit the closed schema.
        Refusal: A claim has a value that the law refuses.
    """
    return event_type(vct).from_claims(plain, disclosed)


def parse_request(vct: str, plain: Mapping[str, Any], disclosed: Mapping[str, Scalar]) -> Event:
    """Read a request from a statement's topic, plain claims and disclosures.

    Raises:
        UnknownTopicError: No request has this topic.
        EventSchemaRefusedError: The claims do not fit the closed schema.
    """
    if vct not in REQUEST_TOPICS:
        raise UnknownTopicError(pointer="/vct", topic=vct)
    return REQUEST_TOPICS[vct].from_claims(plain, disclosed)
