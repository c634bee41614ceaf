"""The closed table of topics. A stored row is read through it; data never name a module."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from domain.agency.events import AgencyClosed, AgencyEnrolled
from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.event import Event, Scalar
from domain.event_refusals import UnknownTopicError
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.key.events import KeyEnrolled, KeyRevoked, KeyRotated
from domain.ledger.events import LedgerOpened
from domain.subject.events import IdentifierLinked, IdentifierUnlinked, RecordErased, SubjectErased, SubjectOpened

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
)

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
