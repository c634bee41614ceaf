"""Events of a commitment (信用承诺). Each carries the private tag ``commitment:<jti of the one made>``."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from domain.claims import IsoDate
from domain.event import Event, SignerRole
from domain.field import FieldSpec, field_table
from domain.subject_fields import EVIDENCE, REASON, STATEMENT, TEXT, WHO, WINDOW

CommitmentKind = Literal["administrative", "government", "repair", "sector", "voluntary"]

_AGENCY: frozenset[SignerRole] = frozenset({"agency"})
_PLATFORM: frozenset[SignerRole] = frozenset({"platform"})


class CommitmentMade(Event):
    """A subject, a public body among them, commits itself; the platform's envelope around what it signed."""

    TOPIC: ClassVar[str] = "urn:chengjian:commitment-made:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 16
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO,
        TEXT,
        FieldSpec(name="subject.to_body"),
        FieldSpec(name="subject.fulfil_by", may_be_empty=True),
        *WINDOW,
        STATEMENT,
    )

    kind: CommitmentKind
    made_on: IsoDate


class _CommitmentJudged(Event):
    SIGNERS: ClassVar[frozenset[SignerRole]] = _AGENCY
    DIGESTS: ClassVar[int | None] = 8
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        *WHO, FieldSpec(name="subject.commitment"), REASON, EVIDENCE
    )

    decided_on: IsoDate


class CommitmentFulfilled(_CommitmentJudged):
    """The body to which a commitment was made finds it kept."""

    TOPIC: ClassVar[str] = "urn:chengjian:commitment-fulfilled:v1"


class CommitmentBreached(_CommitmentJudged):
    """The body to which a commitment was made finds it broken, with reasons."""

    TOPIC: ClassVar[str] = "urn:chengjian:commitment-breached:v1"
