"""Decisions on subjects and their identifiers. The platform drafts these events and signs them itself."""

from datetime import datetime

from domain.entitlement import require_disclosures, require_issuer, require_text
from domain.fact.state import FactState
from domain.field import SUBJECT_KINDS
from domain.identifier import PERSON_TYPES, Identifier, admit_identifier, check_environment
from domain.ledger.decide import require_open
from domain.ledger.state import LedgerState
from domain.signer import PLATFORM, Signer
from domain.subject.events import (
    IdentifierLinked,
    IdentifierUnlinked,
    RecordErased,
    SubjectErased,
    SubjectOpened,
)
from domain.subject.refusals import (
    IdentifierNotLinkedError,
    IdentifierTakenError,
    LastIdentifierError,
    RecordAlreadyErasedError,
    RecordUnknownError,
    SubjectAlreadyOpenError,
    SubjectErasedError,
    SubjectKindError,
    SubjectUnknownError,
)
from domain.subject.state import PseudonymState, SubjectState


def open_subject(
    subject: SubjectState,
    pseudonym: PseudonymState,
    present: SubjectState | None,
    event: SubjectOpened,
    *,
    genesis: LedgerState,
    signer: Signer,
    now: datetime,
) -> None:
    """Decide to open a subject's file.

    Args:
        subject: State of ``subject:<id>`` for the new id.
        pseudonym: To whom the identifier leads so far.
        present: State of that subject, ``None`` if to nobody. An erased file does not hinder a new one.
        event: The opening.
        genesis: The ledger.
        signer: Who signs.
        now: Present instant.

    Raises:
        IdentifierTakenError: The identifier leads to an open file.
        SubjectAlreadyOpenError: The id is in use.
        SubjectKindError: Kind and identifier do not go together.
        Refusal: The signer may not, or the identifier is wrong.
    """
    _require_platform(genesis, signer)
    require_disclosures(event)
    if subject.opened_at is not None:
        raise SubjectAlreadyOpenError(pointer="/subject.id")
    identifier = _identifier(event, genesis)
    kind = require_text(event, "subject.kind")
    if kind not in SUBJECT_KINDS or kind not in identifier.subject_kinds:
        raise SubjectKindError(pointer="/subject.kind", kind=kind, type=identifier.type)
    _require_free(identifier, pseudonym, present)


def link_identifier(
    subject: SubjectState,
    pseudonym: PseudonymState,
    present: SubjectState | None,
    event: IdentifierLinked,
    *,
    genesis: LedgerState,
    signer: Signer,
    now: datetime,
) -> None:
    """Decide to let a further identifier lead to a subject (一码关联多码).

    Raises:
        IdentifierTakenError: It leads to an open file already.
        SubjectKindError: The subject's kind cannot bear it.
        Refusal: The subject is not open, the signer may not, or the identifier is wrong.
    """
    _require_platform(genesis, signer)
    require_disclosures(event)
    _require_subject(subject, event.text("subject.id"))
    identifier = _identifier(event, genesis)
    if not _can_bear(subject, identifier):
        raise SubjectKindError(pointer="/subject.identifier_type", kind=subject.kind, type=identifier.type)
    _require_free(identifier, pseudonym, present)


def unlink_identifier(
    subject: SubjectState, event: IdentifierUnlinked, *, genesis: LedgerState, signer: Signer, now: datetime
) -> None:
    """Decide that an identifier no longer leads to a subject.

    Raises:
        IdentifierNotLinkedError: It does not lead there.
        LastIdentifierError: Nothing would lead there any more.
        Refusal: The subject is not open, or the signer may not.
    """
    _require_platform(genesis, signer)
    require_disclosures(event)
    _require_subject(subject, event.text("subject.id"))
    identifier = _identifier(event, genesis)
    if identifier not in subject.identifiers:
        raise IdentifierNotLinkedError(pointer="/subject.identifier")
    if len(subject.identifiers) == 1:
        raise LastIdentifierError(pointer="/subject.identifier")


def erase_subject(
    subject: SubjectState, event: SubjectErased, *, genesis: LedgerState, signer: Signer, now: datetime
) -> None:
    """Decide to destroy the keys of a whole file.

    Raises:
        SubjectUnknownError: There is no such subject.
        SubjectErasedError: It was erased before.
        Refusal: The signer may not.
    """
    _require_platform(genesis, signer)
    require_disclosures(event)
    _require_subject(subject, event.text("subject.id"))


def erase_record(
    subject: SubjectState,
    fact: FactState,
    event: RecordErased,
    *,
    genesis: LedgerState,
    signer: Signer,
    now: datetime,
) -> None:
    """Decide to destroy the data of one fact.

    Raises:
        RecordUnknownError: There is no such fact, or it is another subject's.
        RecordAlreadyErasedError: Its data were erased before.
        Refusal: The subject is not open, or the signer may not.
    """
    _require_platform(genesis, signer)
    require_disclosures(event)
    _require_subject(subject, event.text("subject.id"))
    record = require_text(event, "subject.record")
    if fact.jti != record or fact.recorded_at is None:
        raise RecordUnknownError(pointer="/subject.record", record=record)
    if fact.erased_at is not None:
        raise RecordAlreadyErasedError(pointer="/subject.record", record=record)
    if fact.subject not in subject.identifiers:
        raise RecordUnknownError(pointer="/subject.record", record=record)


def _require_platform(genesis: LedgerState, signer: Signer) -> None:
    require_open(genesis)
    require_issuer(signer, PLATFORM)


def _require_subject(subject: SubjectState, subject_id: str | None) -> None:
    if subject.opened_at is None or subject.subject_id != subject_id:
        raise SubjectUnknownError(pointer="/subject.id")
    if subject.erased_at is not None:
        raise SubjectErasedError(pointer="/subject.id")


def _identifier(event: SubjectOpened | IdentifierLinked | IdentifierUnlinked, genesis: LedgerState) -> Identifier:
    identifier = admit_identifier(
        require_text(event, "subject.identifier_type"), require_text(event, "subject.identifier")
    )
    check_environment(identifier, genesis.environment)
    return identifier


def _can_bear(subject: SubjectState, identifier: Identifier) -> bool:
    """A person bears any document of persons, an organisation codes of its own kind."""
    if subject.kind == "NP":
        return identifier.type in PERSON_TYPES
    return subject.kind in identifier.subject_kinds


def _require_free(identifier: Identifier, pseudonym: PseudonymState, present: SubjectState | None) -> None:
    if pseudonym.identifier != identifier:
        raise IdentifierNotLinkedError(pointer="/subject.identifier")
    if pseudonym.subject_id is not None and (present is None or present.is_open):
        raise IdentifierTakenError(pointer="/subject.identifier")
