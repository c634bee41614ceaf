"""Events of a fact. Only the item, the rule book and the decision date are plain."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import BeforeValidator

from domain.claims import ClaimError, IsoDate, ItemId, RuleBookVersion, Version
from domain.event import Event, SignerRole
from domain.fact.identity import natural_identity
from domain.field import FieldSpec, field_table
from domain.revocation.events import RevocationGround

_AGENCY: frozenset[SignerRole] = frozenset({"agency"})


def _not_a_revocation(ground: object) -> object:
    """Send whoever withdraws what was revoked to the event that owes a day and its publication (docs/adr/0023)."""
    if ground in get_args(RevocationGround):
        raise ClaimError(
            "决定被撤销或者确认无效的，须以 decision-revoked 记录，并写明撤销日期；撤回只用于 recorded_in_error",
            "what was revoked or held void is recorded as decision-revoked, with its day; a withdrawal is for "
            "recorded_in_error alone",
        )
    return ground


CorrectionReason = Literal["source_error", "decision_changed", "entry_error"]
WithdrawalGround = Literal["recorded_in_error"]


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
    """A fact should not have been recorded (企业信息公示暂行条例 art 12; 个人信息保护法 art 46).

    That its decision no longer stands is for ``decision-revoked`` to say: the ground is the body's word that it does.
    """

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
    ground: Annotated[WithdrawalGround, BeforeValidator(_not_a_revocation)]
