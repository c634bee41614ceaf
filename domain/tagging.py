"""Which tags an event carries (docs/events.md, In force). The order is that of the event's row there."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import cast

from domain.agency.events import AgencyClosed, AgencyEnrolled
from domain.calendar.events import CalendarPublished
from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided, CaseEscalated, CaseFiled, CorrectionStated
from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.clock.events import ClockBreached, PublicityEnded
from domain.commitment.events import CommitmentBreached, CommitmentFulfilled, CommitmentMade
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.disclosure.events import DisclosureMade, RecallConfirmed, RecallDelivered, RecallOrdered
from domain.event import Event
from domain.event_refusals import DisclosureMissingError
from domain.evidence import evidence_of
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.fact.identity import document_of
from domain.identifier import Identifier, IdentifierType
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
from domain.listing.identity import court_document
from domain.measure.events import MeasureApplied, MeasureEnded
from domain.repair.events import RepairAccepted, RepairApplied, RepairGranted, RepairRefused
from domain.request.identity import request_tag
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
from domain.tags import (
    LEDGER_TAG,
    RULES_TAG,
    Tags,
    agency_tag,
    attachment_tag,
    calendar_tag,
    case_tag,
    commitment_tag,
    document_tag,
    fact_tag,
    ground_tag,
    holder_tag,
    item_tag,
    jti_tag,
    key_tag,
    list_definition_tag,
    list_tag,
    listing_tag,
    look_tag,
    matter_tag,
    measure_tag,
    mirror_tag,
    paper_tag,
    pseudonym_tag,
    purpose_tag,
    recall_tag,
    subject_tag,
)


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


def split(text: str | None) -> tuple[str, ...]:
    """Read a disclosed enumeration: values with commas between; none where it is empty or was erased."""
    return tuple(one for one in (text or "").split(",") if one)


def target_tag(kind: str, target: str) -> str:
    """Name the private tag of what something is about: a fact's own, or that of the matters of a listing."""
    return fact_tag(target) if kind == "fact" else matter_tag(target)


def target_tags(targets: str | None) -> tuple[str, ...]:
    """Name the private tags of targets spelled ``fact:<jti>`` and ``listing:<id>``."""
    return tuple(target_tag(*one.partition(":")[::2]) for one in split(targets))


def _listing(event: ReplyReceived | ReplyWaived | HearingHeld | MeasureApplied | MeasureEnded) -> Tags:
    return Tags(open=(listing_tag(event.listing),), sealed="subject")


def _grounded(event: NoticeServed | ListingDecided) -> Tags:
    grounds = tuple(map(ground_tag, split(event.text("subject.facts"))))
    return Tags(open=(listing_tag(event.listing),), private=grounds, sealed="subject")


def _listed(event: ListingPublished | ListingEnded | CourtListMirrored) -> Tags:
    return Tags(open=(listing_tag(event.listing), list_tag(event.list)), sealed="subject")


def _about(event: CaseFiled | CorrectionStated) -> Tags:
    target = target_tag(_required(event, "subject.target_kind"), _required(event, "subject.target"))
    opened = (case_tag(event.case),) if isinstance(event, CaseFiled) else ()
    return Tags(open=opened, private=(target,), sealed="subject")


def _case(event: CaseAccepted | CaseAnswered | CaseDecided | CaseEscalated | RepairAccepted | ClockBreached) -> Tags:
    return Tags(open=(case_tag(event.case),), sealed="subject")


def _repair(event: RepairApplied | RepairRefused) -> Tags:
    targets = target_tags(_required(event, "subject.targets"))
    return Tags(open=(case_tag(event.case),), private=targets, sealed="subject")


def _granted(event: RepairGranted) -> Tags:
    listings = event.listings or ()
    private = (*map(fact_tag, split(event.text("subject.facts"))), *map(matter_tag, listings))
    return Tags(open=(case_tag(event.case), *map(listing_tag, listings)), private=private, sealed="subject")


def _revoked(event: DecisionRevoked) -> Tags:
    facts = tuple(map(fact_tag, split(event.text("subject.facts"))))
    return Tags(open=tuple(map(listing_tag, event.listings or ())), private=facts, sealed="subject")


def _ended(event: PublicityEnded) -> Tags:
    facts = tuple(map(fact_tag, split(event.text("subject.facts"))))
    return Tags(open=() if event.listing is None else (listing_tag(event.listing),), private=facts, sealed="subject")


def _judged(event: CommitmentFulfilled | CommitmentBreached) -> Tags:
    return Tags(private=(commitment_tag(_required(event, "subject.commitment")),), sealed="subject")


def _looked(event: DisclosureMade) -> Tags:
    return Tags(private=tuple(map(look_tag, split(event.text("subject.targets")))), sealed="subject")


def _subject_key(event: SubjectKeyEnrolled | SubjectKeyEnded) -> Tags:
    return Tags(private=(subject_tag(_required(event, "subject.id")),), sealed="subject")


def _of_recall(event: RecallDelivered | RecallConfirmed) -> Tags:
    return Tags(private=(recall_tag(_required(event, "subject.recall")),), sealed="subject")


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
        CalendarPublished: lambda event: Tags(open=(calendar_tag(event.year),)),
        RulePublished: lambda event: Tags(open=(RULES_TAG,)),
        ListDefined: lambda event: Tags(open=(list_definition_tag(event.list),)),
        MeasureDefined: lambda event: Tags(open=(measure_tag(event.measure),)),
        PurposeDefined: lambda event: Tags(open=(purpose_tag(event.purpose),)),
        SubjectKeyEnrolled: _subject_key,
        SubjectKeyEnded: _subject_key,
        NoticeServed: _grounded,
        ReplyReceived: _listing,
        ReplyWaived: _listing,
        HearingHeld: _listing,
        ListingDecided: _grounded,
        ListingPublished: _listed,
        ListingEnded: _listed,
        CourtListMirrored: _listed,
        CaseFiled: _about,
        CaseAccepted: _case,
        CaseAnswered: _case,
        CaseDecided: _case,
        CaseEscalated: _case,
        CorrectionStated: _about,
        RepairApplied: _repair,
        RepairAccepted: _case,
        RepairGranted: _granted,
        RepairRefused: _repair,
        MeasureApplied: _listing,
        MeasureEnded: _listing,
        CommitmentMade: lambda event: Tags(sealed="subject"),
        CommitmentFulfilled: _judged,
        CommitmentBreached: _judged,
        DecisionRevoked: _revoked,
        DisclosureMade: _looked,
        RecallOrdered: lambda event: Tags(sealed="subject"),
        RecallDelivered: _of_recall,
        RecallConfirmed: _of_recall,
        PublicityEnded: _ended,
        ClockBreached: _case,
        FactCorrected: lambda event: Tags(private=(fact_tag(_required(event, "subject.fact")),), sealed="subject"),
        FactWithdrawn: lambda event: Tags(private=(fact_tag(_required(event, "subject.fact")),), sealed="subject"),
    }
)


_NAMED: Mapping[type[Event], Callable[[str], str]] = MappingProxyType(
    {CommitmentMade: commitment_tag, RecallOrdered: recall_tag}
)
"""Events whose jti is their name in later ones."""


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
        own_tags = (fact_tag(jti), document_tag(event.identity), paper_tag(document_of(event.identity)))
        return Tags(private=(*own_tags, jti_tag(iss, jti)), sealed="subject")
    tags = _TAGS[type(event)](event)
    spines, own = tags.spines, [*tags.private]
    if isinstance(event, SubjectErased):
        spines, own = tuple(linked), [*own, *map(pseudonym_tag, linked)]
    if type(event) in _NAMED:
        own.insert(0, _NAMED[type(event)](jti))
    if isinstance(event, CourtListMirrored):
        own.insert(0, mirror_tag(court_document(event.list, iss, event.disclosed)))
    own += map(attachment_tag, evidence_of(event))
    if (event.DISCLOSURES or {}).get("subject.statement") is not None:
        own.append(request_tag(_required(event, "subject.statement")))
    return Tags(tags.open, (*own, jti_tag(iss, jti)), spines, tags.sealed)
