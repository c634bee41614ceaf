"""Events of a case: objection (异议), complaint (投诉), review (复议), litigation (诉讼). All carry ``case:<case>``."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from domain.claims import IsoDate, Uuid, Version
from domain.event import Event, SignerRole
from domain.field import FieldSpec, field_table
from domain.subject_fields import ABOUT, EVIDENCE, REASON, STATEMENT, TEXT, WHO, WINDOW

CaseKind = Literal["objection", "complaint", "review", "litigation"]
Finding = Literal["confirmed", "wrong", "unverifiable"]
Outcome = Literal["upheld", "corrected", "rejected", "unverifiable", "inadmissible", "withdrawn"]
"""``upheld``: right, and the record still to be mended by its body; ``corrected``: right, and mended by a correction
since the filing, for which whoever decides vouches."""

_AGENCY: frozenset[SignerRole] = frozenset({"agency"})
_PLATFORM: frozenset[SignerRole] = frozenset({"platform"})


class CaseFiled(Event):
    """A subject objects, complains, or reports a review or suit; the platform's envelope around what he signed."""

    TOPIC: ClassVar[str] = "urn:chengjian:case-filed:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 16
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO,
        *ABOUT,
        TEXT,
        EVIDENCE,
        FieldSpec(name="subject.body", may_be_empty=True),
        FieldSpec(name="subject.document_no", may_be_empty=True),
        *WINDOW,
        STATEMENT,
    )

    case: Uuid
    kind: CaseKind
    edition: Version
    filed_on: IsoDate


class _CaseEvent(Event):
    SIGNERS: ClassVar[frozenset[SignerRole]] = _AGENCY
    DIGESTS: ClassVar[int | None] = 8

    case: Uuid


class CaseAccepted(_CaseEvent):
    """The body in charge takes the case up, and says whether another unit must help (山东省社会信用条例 art 39)."""

    TOPIC: ClassVar[str] = "urn:chengjian:case-accepted:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO)

    accepted_on: IsoDate
    needs_help: bool


class CaseAnswered(_CaseEvent):
    """The body whose record is contested says what it found."""

    TOPIC: ClassVar[str] = "urn:chengjian:case-answered:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, REASON, EVIDENCE)

    finding: Finding
    answered_on: IsoDate


class CaseDecided(_CaseEvent):
    """The body in charge, or a court for a review or suit, decides, with reasons."""

    TOPIC: ClassVar[str] = "urn:chengjian:case-decided:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, REASON, EVIDENCE)

    outcome: Outcome
    decided_on: IsoDate


class CaseEscalated(Event):
    """The subject takes a decided or overdue case further; the platform's envelope around what he signed."""

    TOPIC: ClassVar[str] = "urn:chengjian:case-escalated:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 16
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, TEXT, EVIDENCE, *WINDOW, STATEMENT)

    case: Uuid
    edition: Version
    escalated_on: IsoDate


class CorrectionStated(Event):
    """The subject's own statement of correction (改正说明), which travels with the record that it is about."""

    TOPIC: ClassVar[str] = "urn:chengjian:correction-stated:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 16
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO, *ABOUT, TEXT, EVIDENCE, *WINDOW, STATEMENT
    )

    stated_on: IsoDate
