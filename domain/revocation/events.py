"""The event of a revocation: a decision was changed or quashed, and what depends on it ends (INV-11)."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from domain.claims import IsoDate, Uuids
from domain.event import Event, SignerRole
from domain.field import FieldSpec, field_table
from domain.subject_fields import FACTS, REASON, WHO

RevocationGround = Literal["revoked_on_review", "revoked_by_court", "revoked_by_source", "held_void"]

_AGENCY: frozenset[SignerRole] = frozenset({"agency"})


class DecisionRevoked(Event):
    """The decisions behind facts or listings no longer stand (行政处罚法 art 48; 山东省社会信用条例 art 40)."""

    TOPIC: ClassVar[str] = "urn:chengjian:decision-revoked:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _AGENCY
    DIGESTS: ClassVar[int | None] = 8
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO, FieldSpec(name=FACTS.name, may_be_empty=True), REASON, FieldSpec(name="subject.document_no")
    )

    ground: RevocationGround
    decided_on: IsoDate
    listings: Uuids | None = None
    """Listings whose own decision is revoked."""
