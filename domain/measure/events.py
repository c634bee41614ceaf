"""Events of a measure (奖惩措施): applied on a listing, ended. Both carry ``listing:<listing>``."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from domain.claims import IsoDate, ItemId, Name, Uuid, Version
from domain.event import Event, SignerRole
from domain.field import FieldSpec, field_table
from domain.subject_fields import REASON, WHO

MeasureEndGround = Literal["performed", "lifted", "wrong_measure", "court_order"]

_AGENCY: frozenset[SignerRole] = frozenset({"agency"})


class MeasureApplied(Event):
    """A body applies an item of the measures list to whoever stands on a list."""

    TOPIC: ClassVar[str] = "urn:chengjian:measure-applied:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _AGENCY
    DIGESTS: ClassVar[int | None] = 8
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, FieldSpec(name="subject.content"))

    listing: Uuid
    measure: ItemId
    measure_version: Version
    applied_on: IsoDate
    override_basis: Name | None = None
    """The law by which it is applied although the listing is contested (INV-8)."""


class MeasureEnded(Event):
    """The body that applied a measure ends it."""

    TOPIC: ClassVar[str] = "urn:chengjian:measure-ended:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _AGENCY
    DIGESTS: ClassVar[int | None] = 8
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, REASON)

    listing: Uuid
    application: Uuid
    """The jti of the application."""
    ground: MeasureEndGround
    ended_on: IsoDate
