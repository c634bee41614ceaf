"""Events that happen by themselves. They follow what read-time clocks say already; nothing waits for them."""

from collections.abc import Mapping
from typing import ClassVar

from domain.claims import IsoDate, RuleId, Uuid
from domain.event import Event, SignerRole
from domain.field import FieldSpec, field_table
from domain.subject_fields import FACTS, WHO

_PLATFORM: frozenset[SignerRole] = frozenset({"platform"})
_FACT_OR_NONE = FieldSpec(name=FACTS.name, may_be_empty=True)


class PublicityEnded(Event):
    """The publicity of a listing, or of facts, reached its end (INV-7)."""

    TOPIC: ClassVar[str] = "urn:chengjian:publicity-ended:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 8
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, _FACT_OR_NONE)

    rule: RuleId
    ended_on: IsoDate
    listing: Uuid | None = None


class ClockBreached(Event):
    """A deadline passed without the decision that it was for (INV-9)."""

    TOPIC: ClassVar[str] = "urn:chengjian:clock-breached:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 8
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO)

    case: Uuid
    rule: RuleId
    due_on: IsoDate
