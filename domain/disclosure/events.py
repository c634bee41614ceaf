"""Events of disclosure: a look at what is not public, and the recall of what was shown and no longer holds."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from domain.claims import IsoDate
from domain.event import Event, SignerRole
from domain.field import FieldSpec, field_table
from domain.subject_fields import REASON, TARGETS, WHO

Shape = Annotated[int, Field(ge=1, le=1)]

_PLATFORM: frozenset[SignerRole] = frozenset({"platform"})
_AGENCY: frozenset[SignerRole] = frozenset({"agency"})


class DisclosureMade(Event):
    """Something not public is about to be shown: recorded before the bytes leave (INV-14)."""

    TOPIC: ClassVar[str] = "urn:chengjian:disclosure-made:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 16
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO,
        FieldSpec(name="subject.unit"),
        FieldSpec(name="subject.purpose"),
        FieldSpec(name="subject.legal_basis"),
        FieldSpec(name="subject.fields"),
        FieldSpec(name="subject.targets", may_be_empty=True),
        FieldSpec(name="subject.size", value_type="integer"),
        FieldSpec(name="subject.request"),
    )

    shape: Shape


class RecallOrdered(Event):
    """Whoever was shown a record is told that it no longer holds, and has to confirm that he stopped using it."""

    TOPIC: ClassVar[str] = "urn:chengjian:recall-ordered:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 8
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO, TARGETS, FieldSpec(name="subject.unit"), REASON
    )

    due_on: IsoDate


class RecallDelivered(Event):
    """The platform brought a recall to its recipient, which took it; what it makes of it, it says itself."""

    TOPIC: ClassVar[str] = "urn:chengjian:recall-delivered:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 8
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, FieldSpec(name="subject.recall"))

    delivered_on: IsoDate


class RecallConfirmed(Event):
    """A recipient confirms that it stopped using what was recalled."""

    TOPIC: ClassVar[str] = "urn:chengjian:recall-confirmed:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _AGENCY
    DIGESTS: ClassVar[int | None] = 8
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, FieldSpec(name="subject.recall"))

    confirmed_on: IsoDate
