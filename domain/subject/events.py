"""Events of a subject (信用主体) and its identifiers. The platform signs them; nothing about the subject is plain."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from domain.claims import Key32
from domain.event import Event, SignerRole
from domain.field import FieldSpec, field_table
from domain.subject_fields import STATEMENT, WHO, WINDOW

ErasureGround = Literal["retention_ended", "court_order", "unlawful_record"]

_PLATFORM: frozenset[SignerRole] = frozenset({"platform"})
_ID = FieldSpec(name="subject.id")
_KIND = FieldSpec(name="subject.kind")
_TYPE = FieldSpec(name="subject.identifier_type")
_IDENTIFIER = FieldSpec(name="subject.identifier")
_EVIDENCE = FieldSpec(name="subject.evidence")
_REASON = FieldSpec(name="subject.reason")
_RECORD = FieldSpec(name="subject.record")
_REPRESENTATIVES = FieldSpec(name="representative.id", may_be_empty=True)


class SubjectOpened(Event):
    """A file begins, because a first fact came."""

    TOPIC: ClassVar[str] = "urn:chengjian:subject-opened:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 8
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(_ID, _KIND, _TYPE, _IDENTIFIER)

    secret_commitment: Key32


class IdentifierLinked(Event):
    """A further identifier leads to the same subject."""

    TOPIC: ClassVar[str] = "urn:chengjian:identifier-linked:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 8
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(_ID, _TYPE, _IDENTIFIER, _EVIDENCE)


class IdentifierUnlinked(Event):
    """An identifier no longer leads to a subject: the mend of a wrong link."""

    TOPIC: ClassVar[str] = "urn:chengjian:identifier-unlinked:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 8
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(_ID, _TYPE, _IDENTIFIER, _EVIDENCE)


class SubjectErased(Event):
    """The keys of a subject's file are destroyed; what is left says nothing about anybody."""

    TOPIC: ClassVar[str] = "urn:chengjian:subject-erased:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 8
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(_ID, _REASON)

    ground: ErasureGround


class RecordErased(Event):
    """The data of one fact are destroyed; the others of its subject, and of everybody whom it named, stay."""

    TOPIC: ClassVar[str] = "urn:chengjian:record-erased:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 8
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(_ID, _RECORD, _REASON, _REPRESENTATIVES)

    ground: ErasureGround

    @property
    def representatives(self) -> tuple[str, ...]:
        """Ids of those whose other data the fact and its corrections held; none where the disclosure is gone."""
        return tuple(one for one in (self.text("representative.id") or "").split(",") if one)


class SubjectKeyEnrolled(Event):
    """A subject's own key, enrolled at the credit centre's window; nothing of it is open, for it would link entries."""

    TOPIC: ClassVar[str] = "urn:chengjian:subject-key-enrolled:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 16
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        _ID, *WHO, FieldSpec(name="subject.kid"), FieldSpec(name="subject.public_key"), *WINDOW, STATEMENT
    )


class SubjectKeyEnded(Event):
    """A subject's own key signs no more."""

    TOPIC: ClassVar[str] = "urn:chengjian:subject-key-ended:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _PLATFORM
    DIGESTS: ClassVar[int | None] = 16
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = field_table(
        _ID, *WHO, FieldSpec(name="subject.kid"), *WINDOW, STATEMENT
    )
