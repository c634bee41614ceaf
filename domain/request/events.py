"""Requests: what a subject signs with his own key, or the credit centre's window signs for him (design, section 4).

A request is a statement of the same form as an event, but it is never an entry of the log: its signer would link a
person's entries. The platform's event carries it whole, as the disclosure ``subject.statement``, and repeats its
disclosures one by one, so that whoever is shown the event needs nothing else to judge it.
"""

from collections.abc import Mapping
from typing import ClassVar, Literal

from domain.claims import HearingStep, Uuid
from domain.event import Event, SignerRole
from domain.field import FieldSpec, field_table
from domain.subject_fields import ABOUT, EVIDENCE, TARGETS, TEXT, WHO, WINDOW

_SUBJECT: frozenset[SignerRole] = frozenset({"subject", "credit_centre"})
_WINDOW_ONLY: frozenset[SignerRole] = frozenset({"credit_centre"})


class Request(Event):
    """Something that a subject asks for or states."""

    SIGNERS: ClassVar[frozenset[SignerRole]] = _SUBJECT
    DIGESTS: ClassVar[int | None] = 16


class ReplyRequest(Request):
    """Statement and defence (陈述申辩) against a notice; with it a hearing (听证) is demanded, or no longer."""

    TOPIC: ClassVar[str] = "urn:chengjian:reply-request:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, TEXT, EVIDENCE, *WINDOW)

    listing: Uuid
    hearing: HearingStep | None = None


class WaiverRequest(Request):
    """The rest of the time for a reply is waived."""

    TOPIC: ClassVar[str] = "urn:chengjian:waiver-request:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, *WINDOW)

    listing: Uuid


class CaseRequest(Request):
    """Objection (异议), complaint (投诉), or the report of a review or suit (复议、诉讼)."""

    TOPIC: ClassVar[str] = "urn:chengjian:case-request:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO,
        *ABOUT,
        TEXT,
        EVIDENCE,
        FieldSpec(name="subject.body", may_be_empty=True),
        FieldSpec(name="subject.document_no", may_be_empty=True),
        *WINDOW,
    )

    kind: Literal["objection", "complaint", "review", "litigation"]


class EscalationRequest(Request):
    """A decided or overdue case is taken further."""

    TOPIC: ClassVar[str] = "urn:chengjian:escalation-request:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, TEXT, EVIDENCE, *WINDOW)

    case: Uuid


class CorrectionRequest(Request):
    """A statement of correction (改正说明) for a record."""

    TOPIC: ClassVar[str] = "urn:chengjian:correction-request:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, *ABOUT, TEXT, EVIDENCE, *WINDOW)


class RepairRequest(Request):
    """An application for repair (信用修复) of any number of records, with the commitment it needs."""

    TOPIC: ClassVar[str] = "urn:chengjian:repair-request:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO, TARGETS, TEXT, FieldSpec(name="subject.commitment"), EVIDENCE, *WINDOW
    )


class CommitmentRequest(Request):
    """A commitment (信用承诺) to a body."""

    TOPIC: ClassVar[str] = "urn:chengjian:commitment-request:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO,
        TEXT,
        FieldSpec(name="subject.to_body"),
        FieldSpec(name="subject.fulfil_by", may_be_empty=True),
        *WINDOW,
    )

    kind: Literal["administrative", "government", "repair", "sector", "voluntary"]


class SubjectKeyRequest(Request):
    """A subject's own key is enrolled at the window, after his identity was checked."""

    TOPIC: ClassVar[str] = "urn:chengjian:subject-key-request:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _WINDOW_ONLY
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO, FieldSpec(name="subject.kid"), FieldSpec(name="subject.public_key"), *WINDOW
    )


class SubjectKeyEndRequest(Request):
    """A subject's own key ends: lost, or no longer wanted."""

    TOPIC: ClassVar[str] = "urn:chengjian:subject-key-end-request:v1"
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(*WHO, FieldSpec(name="subject.kid"), *WINDOW)


REQUESTS: tuple[type[Request], ...] = (
    ReplyRequest,
    WaiverRequest,
    CaseRequest,
    EscalationRequest,
    CorrectionRequest,
    RepairRequest,
    CommitmentRequest,
    SubjectKeyRequest,
    SubjectKeyEndRequest,
)
