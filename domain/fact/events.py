"""Events of a fact. Only the item, the rule book and the decision date are plain."""

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar, Literal

from domain.claims import IsoDate, ItemId, RuleBookVersion, Version
from domain.event import Event, SignerRole
from domain.fact.identity import natural_identity
from domain.field import FieldSpec, field_table

CorrectionReason = Literal["source_error", "decision_changed", "entry_error"]
WithdrawalGround = Literal["revoked_on_review", "revoked_by_court", "revoked_by_source", "recorded_in_error"]

_AGENCY: frozenset[SignerRole] = frozenset({"agency"})


class _FactStated(Event):
    """All fields of a fact, as an agency swears to them."""

    SIGNERS: ClassVar[frozenset[SignerRole]] = _AGENCY
    DIGESTS: ClassVar[int | None] = None
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = None

    item: ItemId
    item_version: Version
    rules: RuleBookVersion
    decided_on: IsoDate

    @cached_property
    def identity(self) -> str:
        """What makes the fact that fact (``natural_identity``).

        Raises:
            DisclosureMissingError: A part of it was erased or never there.
        """
        return natural_identity(self.item, self.disclosed)


class FactRecorded(_FactStated):
    """An agency swears that it, or the body named, decided something about a subject."""

    TOPIC: ClassVar[str] = "urn:chengjian:fact-recorded:v1"


class FactCorrected(_FactStated):
    """All fields of a fact anew; before and after are read together (企业信息公示暂行条例 art 12)."""

    TOPIC: ClassVar[str] = "urn:chengjian:fact-corrected:v1"

    reason: CorrectionReason


class FactWithdrawn(Event):
    """A fact no longer stands (行政处罚法 art 48; 山东省社会信用条例 art 40)."""

    TOPIC: ClassVar[str] = "urn:chengjian:fact-withdrawn:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _AGENCY
    DIGESTS: ClassVar[int | None] = 8
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        FieldSpec(name="subject.fact"),
        FieldSpec(name="subject.reason"),
        FieldSpec(name="subject.identifier_type"),
        FieldSpec(name="subject.identifier"),
    )

    item: ItemId
    ground: WithdrawalGround
