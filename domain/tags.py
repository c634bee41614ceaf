"""Which tags an event carries (docs/events.md, In force). The order is that of the event's row there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, cast

from domain.agency.events import AgencyClosed, AgencyEnrolled
from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.event import Event
from domain.event_refusals import DisclosureMissingError
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.fact.identity import natural_identity
from domain.identifier import Identifier, IdentifierType
from domain.key.events import KeyEnrolled, KeyRevoked, KeyRotated
from domain.ledger.events import LedgerOpened
from domain.subject.events import IdentifierLinked, IdentifierUnlinked, RecordErased, SubjectErased, SubjectOpened


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of one event.

    Attributes:
        open: Tags whose one-time keys anybody can recompute, in order.
        private: Tags of the recorder's database only.
        spines: Identifiers whose handles key the entry.
        sealed: ``"subject"`` if the entry belongs into the file of its subject. Whoever records it finds the file
            by ``subject.id`` or, for a fact, by the subject's identifier.
    """

    open: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    spines: tuple[Identifier, ...] = ()
    sealed: Literal["subject"] | None = None


def jti_tag(iss: str, jti: str) -> str:
    """Name the private tag that makes a statement's id unique for its issuer."""
    return f"jti:{iss}:{jti}"


def key_tag(kid: str) -> str:
    """Name the open tag of a key."""
    return f"key:{kid}"


def holder_tag(holder: str) -> str:
    """Name the open tag of all keys of one holder."""
    return f"holder:{holder}"


def agency_tag(code: str) -> str:
    """Name the open tag of an agency."""
    return f"agency:{code}"


def item_tag(item: str) -> str:
    """Name the open tag of a catalogue item."""
    return f"catalogue:{item}"


def fact_tag(jti: str) -> str:
    """Name the private tag of a fact, by the id of the statement that recorded it."""
    return f"fact:{jti}"


def document_tag(identity: str) -> str:
    """Name the private tag of a fact's natural identity."""
    return f"document:{identity}"


def subject_tag(subject_id: str) -> str:
    """Name the private tag of a subject."""
    return f"subject:{subject_id}"


def pseudonym_tag(identifier: Identifier) -> str:
    """Name the private tag of an identifier; the recorder keeps it under a keyed hash only."""
    return f"pseudonym:{identifier.type}:{identifier.value}"


LEDGER_TAG = "ledger"


def _required(event: Event, name: str) -> str:
    value = event.text(name)
    if value is None:
        raise DisclosureMissingError(pointer=f"/{name}", field=name)
    return value


def identifier_of(event: Event) -> Identifier:
    """Give the identifier that an event discloses.

    Raises:
        DisclosureMissingError: It was erased or never there.
    """
    identifier_type = cast("IdentifierType", _required(event, "subject.identifier_type"))
    return Identifier(identifier_type, _required(event, "subject.identifier"))


def _key_rotated(event: KeyRotated) -> Tags:
    return Tags(open=(key_tag(event.old_kid), key_tag(event.kid), holder_tag(event.holder)))


def _identifier_event(event: Event) -> Tags:
    identifier = identifier_of(event)
    private = (subject_tag(_required(event, "subject.id")), pseudonym_tag(identifier))
    return Tags(private=private, spines=(identifier,))


def _record_erased(event: RecordErased) -> Tags:
    """Tag everybody whose key changes, so that nothing sealed under the old one is appended afterwards."""
    owners = (_required(event, "subject.id"), *event.representatives)
    private = (fact_tag(_required(event, "subject.record")), *map(subject_tag, owners))
    return Tags(private=private, sealed="subject")


_TAGS: Mapping[type[Event], Callable[..., Tags]] = MappingProxyType(
    {
        LedgerOpened: lambda event: Tags(open=(LEDGER_TAG,)),
        AgencyEnrolled: lambda event: Tags(open=(agency_tag(event.agency),)),
        AgencyClosed: lambda event: Tags(open=(agency_tag(event.agency),)),
        KeyEnrolled: lambda event: Tags(open=(key_tag(event.kid), holder_tag(event.holder))),
        KeyRotated: _key_rotated,
        KeyRevoked: lambda event: Tags(open=(key_tag(event.kid), holder_tag(event.holder))),
        CatalogueItemPublished: lambda event: Tags(open=(item_tag(event.item),)),
        CatalogueItemWithdrawn: lambda event: Tags(open=(item_tag(event.item),)),
        SubjectOpened: _identifier_event,
        IdentifierLinked: _identifier_event,
        IdentifierUnlinked: _identifier_event,
        SubjectErased: lambda event: Tags(private=(subject_tag(_required(event, "subject.id")),)),
        RecordErased: _record_erased,
        FactCorrected: lambda event: Tags(private=(fact_tag(_required(event, "subject.fact")),), sealed="subject"),
        FactWithdrawn: lambda event: Tags(private=(fact_tag(_required(event, "subject.fact")),), sealed="subject"),
    }
)


def tags_of(event: Event, *, iss: str, jti: str, linked: Sequence[Identifier] = ()) -> Tags:
    """Name every tag of an event.

    Args:
        event: The event, complete with its disclosures.
        iss: Issuer of its statement.
        jti: Id of its statement.
        linked: For ``SubjectErased`` only: every identifier of the subject, from its state; they are its spines.

    Raises:
        DisclosureMissingError: A disclosure that a tag is made of is absent.
    """
    if isinstance(event, FactRecorded):
        document = document_tag(natural_identity(event.item, event.disclosed))
        return Tags(private=(fact_tag(jti), document, jti_tag(iss, jti)), sealed="subject")
    tags = _TAGS[type(event)](event)
    spines, private = tags.spines, tags.private
    if isinstance(event, SubjectErased):
        spines, private = tuple(linked), (*private, *map(pseudonym_tag, linked))
    return Tags(tags.open, (*private, jti_tag(iss, jti)), spines, tags.sealed)
