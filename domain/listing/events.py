"""Events of a listing, from its notice (告知) to its end (移出). All carry the open tag ``listing:<listing>``."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from domain.claims import HearingStep, IsoDate, ItemId, Tier, Uuid, Version
from domain.event import Event, SignerRole
from domain.field import FieldSpec, field_table
from domain.subject_fields import EVIDENCE, FACTS, REASON, STATEMENT, TEXT, WHO, WINDOW

Service = Literal["in_person", "post", "electronic", "public_notice"]
"""How something was served (送达方式)."""
EndGround = Literal["conditions_met", "wrong_listing", "court_order", "superior_order"]

_AGENCY: frozenset[SignerRole] = frozenset({"agency"})
_PLATFORM: frozenset[SignerRole] = frozenset({"platform"})
_SERVICE_EVIDENCE = FieldSpec(name="subject.service_evidence")
_MASKED = FieldSpec(name="subject.masked_identifier", may_be_empty=True)
"""What the public sees of a person's number; empty for organisations, whose code is public."""


class _ListingEvent(Event):
    SIGNERS: ClassVar[frozenset[SignerRole]] = _AGENCY
    DIGESTS: ClassVar[int | None] = 16

    listing: Uuid


class NoticeServed(_ListingEvent):
    """A body told a subject what it means to decide, on what basis, and how to reply (国办发〔2020〕49号)."""

    TOPIC: ClassVar[str] = "urn:chengjian:notice-served:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO,
        FACTS,
        REASON,
        FieldSpec(name="subject.legal_basis"),
        FieldSpec(name="subject.rights"),
        FieldSpec(name="subject.reply_channel"),
        FieldSpec(name="subject.measures", may_be_empty=True),
        _SERVICE_EVIDENCE,
    )

    list: ItemId
    list_version: Version
    tier: Tier | None = None
    edition: Version
    """Edition of the rules: how many events of ``rules`` the decision knew."""
    served_on: IsoDate
    service: Service
    reply_until: IsoDate
    """Last day for a reply."""


class ReplyReceived(Event):
    """The subject's statement and defence (陈述申辩) arrived; the platform's envelope around what he signed.

    With it he may have demanded a hearing (听证), so that nothing is decided before it, or taken that back.
    """

    TOPIC: ClassVar[str] = "urn:chengjian:reply-received:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 16
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, TEXT, EVIDENCE, *WINDOW, STATEMENT)

    listing: Uuid
    received_on: IsoDate
    hearing: HearingStep | None = None


class ReplyWaived(Event):
    """The subject waived the rest of his time for a reply; the platform's envelope around what he signed."""

    TOPIC: ClassVar[str] = "urn:chengjian:reply-waived:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 16
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, *WINDOW, STATEMENT)

    listing: Uuid
    waived_on: IsoDate


class HearingHeld(_ListingEvent):
    """A hearing (听证) was held, announced in time (行政处罚法 art 64)."""

    TOPIC: ClassVar[str] = "urn:chengjian:hearing-held:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO, FieldSpec(name="subject.record"), EVIDENCE
    )

    announced_on: IsoDate
    held_on: IsoDate


class ListingDecided(_ListingEvent):
    """The decision (认定决定) with everything that it must contain (INV-6)."""

    TOPIC: ClassVar[str] = "urn:chengjian:listing-decided:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO,
        FACTS,
        FieldSpec(name="subject.document_no"),
        REASON,
        FieldSpec(name="subject.legal_basis"),
        FieldSpec(name="subject.reply_answer", may_be_empty=True),
        FieldSpec(name="subject.measures", may_be_empty=True),
        FieldSpec(name="subject.removal_conditions"),
        FieldSpec(name="subject.remedies"),
    )

    list: ItemId
    list_version: Version
    tier: Tier | None = None
    edition: Version
    decided_on: IsoDate
    ends_on: IsoDate
    """First day on which the listing is no longer shown or used."""


class ListingPublished(_ListingEvent):
    """Decision and repair notice were served together (两书同达); the listing takes effect. A second person signs."""

    TOPIC: ClassVar[str] = "urn:chengjian:listing-published:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO,
        _MASKED,
        FieldSpec(name="subject.kind"),
        FieldSpec(name="subject.name"),
        FieldSpec(name="subject.summary"),
        _SERVICE_EVIDENCE,
    )

    list: ItemId
    served_on: IsoDate
    service: Service
    has_repair_notice: bool


class ListingEnded(_ListingEvent):
    """The body that listed, or a court, ended a listing (移出) before its time."""

    TOPIC: ClassVar[str] = "urn:chengjian:listing-ended:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO, REASON, FieldSpec(name="subject.document_no", may_be_empty=True)
    )

    list: ItemId
    ground: EndGround
    decided_on: IsoDate


class CourtListMirrored(_ListingEvent):
    """A court's own listing (失信被执行人), as the court signed it; nobody here edits it (法释〔2017〕7号)."""

    TOPIC: ClassVar[str] = "urn:chengjian:court-list-mirrored:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO,
        _MASKED,
        FieldSpec(name="subject.kind"),
        FieldSpec(name="subject.name"),
        FieldSpec(name="subject.birth_date", may_be_empty=True),
        FieldSpec(name="subject.document_no"),
        REASON,
        FieldSpec(name="subject.duty"),
    )

    list: ItemId
    list_version: Version
    edition: Version
    decided_on: IsoDate
    ends_on: IsoDate
