"""Events of an application for repair (信用修复). All carry ``case:<case>``; a grant every listing that it ends."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from domain.claims import IsoDate, Uuid, Uuids, Version
from domain.event import Event, SignerRole
from domain.field import FieldSpec, field_table
from domain.subject_fields import EVIDENCE, FACTS, REASON, STATEMENT, TARGETS, TEXT, WHO, WINDOW

RefusalReason = Literal["duties_open", "false_material", "false_commitment", "excluded_by_law"]

_AGENCY: frozenset[SignerRole] = frozenset({"agency"})
_PLATFORM: frozenset[SignerRole] = frozenset({"platform"})
_FACTS = FieldSpec(name=FACTS.name, may_be_empty=True)


class RepairApplied(Event):
    """One application for any number of records; the platform's envelope around what the subject signed."""

    TOPIC: ClassVar[str] = "urn:chengjian:repair-applied:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 16
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO,
        TARGETS,
        TEXT,
        FieldSpec(name="subject.commitment"),
        EVIDENCE,
        *WINDOW,
        STATEMENT,
    )

    case: Uuid
    edition: Version
    filed_on: IsoDate


class _RepairEvent(Event):
    SIGNERS: ClassVar[frozenset[SignerRole]] = _AGENCY
    DIGESTS: ClassVar[int | None] = 8

    case: Uuid


class RepairAccepted(_RepairEvent):
    """A body that decided one of the records takes the application up (国办发〔2025〕22号: within 3 working days)."""

    TOPIC: ClassVar[str] = "urn:chengjian:repair-accepted:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO)

    accepted_on: IsoDate


class RepairGranted(_RepairEvent):
    """Publicity and use of the records named end with this very event, and the measures that rest on them too."""

    TOPIC: ClassVar[str] = "urn:chengjian:repair-granted:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, _FACTS, REASON)

    edition: Version
    decided_on: IsoDate
    listings: Uuids | None = None


class RepairRefused(_RepairEvent):
    """Repair of the records named is refused, with reasons."""

    TOPIC: ClassVar[str] = "urn:chengjian:repair-refused:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, TARGETS, REASON)

    edition: Version
    decided_on: IsoDate
    reason: RefusalReason
