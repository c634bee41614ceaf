"""Decisions on facts: what an agency may have recorded, corrected, withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.agency.decide import require_agency
from domain.agency.state import AgencyState
from domain.catalogue.refusals import ItemBasisMissingError, ItemLevelRefusedError, ItemUnknownError
from domain.catalogue.state import ItemState, ItemVersion
from domain.citation import is_citation
from domain.entitlement import require_disclosures
from domain.fact.admission import FactAdmission
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.fact.refusals import (
    CorrectionRaisesTierError,
    CorrectionUnchangedError,
    DigestCountError,
    DocumentDateError,
    DocumentEndedError,
    FactErasedError,
    FactIdentityChangedError,
    FactUnknownError,
    FactWithdrawnError,
    ItemNotEffectiveError,
    NotOwnFactError,
    RuleBookUnknownError,
    WrongProviderError,
)
from domain.fact.state import FactState
from domain.fact.stated import stated
from domain.identifier import Identifier
from domain.key.decide import require_key
from domain.key.state import KeyState
from domain.ledger.decide import require_open
from domain.ledger.state import LedgerState
from domain.rules import RULE_BOOKS
from domain.signer import Signer
from domain.standard import STANDARDS
from domain.standard.check import check_record
from domain.standard.context import FactContext
from domain.standard.person_rules import last_day_kept
from domain.standard.record import Record
from domain.subject.state import disclosed_identifier
from domain.tier import rank
from domain.time import legal_date, start_of_day_ms

_LEVELS = frozenset({"national", "provincial"})


@dataclass(frozen=True, slots=True)
class FactBoundary:
    """What an admission relies on; nothing new may have come under these tags when the fact is appended.

    Attributes:
        genesis: The ledger.
        key: The signing key.
        agency: The signing agency.
        item: The catalogue item.
    """

    genesis: LedgerState
    key: KeyState
    agency: AgencyState
    item: ItemState


def context_of(
    version: ItemVersion, decided_on: date | None, *, environment: str, source_code: str | None, today: date
) -> FactContext:
    """Put together what the check of fields needs; intake uses it for a dry run."""
    return FactContext(
        decided_on=decided_on,
        today=today,
        environment=environment,
        source_code=source_code,
        nature=version.nature,
        is_adverse=version.is_adverse,
        subject_kinds=frozenset(version.subject_kinds),
        identifier=version.identifier,
        validity_months=version.validity_months,
    )


def admit_fact(
    key: KeyState,
    agency: AgencyState,
    item: ItemState,
    event: FactRecorded,
    *,
    rows: Iterable[FactState],
    genesis: LedgerState,
    signer: Signer,
    now: datetime,
    n_digests: int,
) -> FactAdmission:
    """Decide whether an agency's fact may be recorded.

    (1) the key is in force and the agency's own; (2) INV-1, the catalogue gate; (3) the number of digests and the
    rule book; (4) the fields, INV-3 and INV-2; (5) INV-12, no other record of its document was ended, and it bears the
    date of those on record. That its natural identity and its id are unused is for the recorder to see, as an append
    condition: no state that was read before could promise it.

    Args:
        key: State of the signing key.
        agency: State of the signing agency.
        item: State of the catalogue item.
        event: The fact, complete with its disclosures.
        rows: The facts on record of the same document about the same subject (``document_of``).
        genesis: The ledger.
        signer: Who signed.
        now: Present instant; it becomes the entry time.
        n_digests: Number of digests in ``_sd``.

    Raises:
        DocumentEndedError: A record of the same document was withdrawn, revoked, erased or repaired.
        DocumentDateError: A record of the same document bears another date.
        Refusal: The first reason found; ``also`` holds the others that the fields gave.
    """
    boundary = FactBoundary(genesis, key, agency, item)
    admission = _admit(boundary, event, signer=signer, now=now, n_digests=n_digests)
    others = tuple(row for row in rows if row.identity != admission.natural_identity)
    _require_document_standing(others)
    _require_document_date(others, event.decided_on)
    return admission


def _require_document_standing(rows: Iterable[FactState]) -> None:
    """INV-12: what a document said comes back by a new document only; the very same fact is the recorder's to see."""
    for row in rows:
        if not row.is_standing or row.matters.repaired_at is not None:
            raise DocumentEndedError(pointer="/subject.document_no", fact=row.jti)


def _require_document_date(rows: Iterable[FactState], given: date) -> None:
    """INV-12: a document was made on one day, from which time runs for all its rows: the earliest that was ever stated.

    A later day would begin publicity anew, and an earlier one would say that those before it were wrong.
    """
    stated_on = [(row.first_decided_on, row.jti) for row in rows if row.first_decided_on is not None]
    first, fact = min(stated_on, default=(given, ""))
    if given != first:
        raise DocumentDateError(pointer="/decided_on", fact=fact, given=given, expected=first)


def admit_correction(
    fact: FactState,
    key: KeyState,
    agency: AgencyState,
    item: ItemState,
    event: FactCorrected,
    *,
    genesis: LedgerState,
    signer: Signer,
    now: datetime,
    n_digests: int,
) -> FactAdmission:
    """Decide whether an agency may state all fields of its own fact anew.

    What it states must differ from what stands: a correction lifts the suspension after an objection that was upheld
    or could not be verified, and so must be one. It may lower the tier of the act and never raises it: what was decided
    more gravely was decided anew. Whatever dates it states, nothing is shown longer for it (``domain.standing.fact``).

    Raises:
        FactUnknownError: There is no such fact, or it belongs to another item.
        NotOwnFactError: Another agency swore to it.
        FactWithdrawnError: It was withdrawn.
        FactErasedError: Its data were erased.
        FactIdentityChangedError: It would become another fact.
        CorrectionUnchangedError: It states what was last stated.
        CorrectionRaisesTierError: Its tier is above one that was stated before.
        Refusal: As ``admit_fact``.
    """
    name = event.text("subject.fact") or ""
    boundary = FactBoundary(genesis, key, agency, item)
    _require_standing(fact, name, event.item, signer)
    admission = _admit(boundary, event, signer=signer, now=now, n_digests=n_digests)
    if admission.natural_identity != fact.identity:
        raise FactIdentityChangedError(pointer="/subject.document_no")
    if stated(event) == fact.stated:
        raise CorrectionUnchangedError(pointer="/subject.fact", fact=name)
    tier = event.text("subject.tier") or ""
    if rank(tier) > rank(fact.tier):
        raise CorrectionRaisesTierError(pointer="/subject.tier", fact=name, given=tier, expected=fact.tier or "-")
    return admission


def admit_withdrawal(
    fact: FactState,
    key: KeyState,
    agency: AgencyState,
    event: FactWithdrawn,
    *,
    genesis: LedgerState,
    signer: Signer,
    now: datetime,
) -> Identifier:
    """Decide whether an agency may withdraw its own fact, and give the identifier of its subject.

    Withdrawing needs no catalogue item in force: what was wrong goes, whatever the catalogue says by now.

    Raises:
        FactUnknownError: There is no such fact, or it belongs to another item or subject.
        NotOwnFactError: Another agency swore to it.
        FactWithdrawnError: It was withdrawn before.
        FactErasedError: Its data were erased.
        Refusal: Key or agency may not sign, or a disclosure is missing.
    """
    _require_signer(genesis, key, agency, signer, now)
    require_disclosures(event)
    name = event.text("subject.fact") or ""
    _require_standing(fact, name, event.item, signer)
    subject = disclosed_identifier(event)
    if subject is None or subject != fact.subject:
        raise FactUnknownError(pointer="/subject.identifier", fact=name)
    return subject


def _require_signer(genesis: LedgerState, key: KeyState, agency: AgencyState, signer: Signer, now: datetime) -> None:
    require_open(genesis)
    require_key(key, signer, now=now)
    if signer.agency_code != agency.agency:
        raise WrongProviderError(pointer="/iss", iss=signer.iss, item="")
    require_agency(agency, "provider")


def _require_standing(fact: FactState, name: str, item: str, signer: Signer) -> None:
    if fact.recorded_at is None or fact.jti != name or fact.item != item:
        raise FactUnknownError(pointer="/subject.fact", fact=name)
    if fact.iss != signer.iss:
        raise NotOwnFactError(pointer="/iss", fact=name)
    if fact.erased_at is not None:
        raise FactErasedError(pointer="/subject.fact", fact=name)
    if fact.withdrawn_at is not None:
        raise FactWithdrawnError(pointer="/subject.fact", fact=name)


def _admit(
    boundary: FactBoundary, event: FactRecorded | FactCorrected, *, signer: Signer, now: datetime, n_digests: int
) -> FactAdmission:
    _require_signer(boundary.genesis, boundary.key, boundary.agency, signer, now)
    version = _require_item(boundary.item, event, signer)
    if n_digests != version.digests:
        raise DigestCountError(pointer="/_sd", given=n_digests, expected=version.digests)
    if event.rules not in RULE_BOOKS:
        raise RuleBookUnknownError(pointer="/rules", rules=event.rules, known=RULE_BOOKS[-1])
    context = context_of(
        version,
        event.decided_on,
        environment=boundary.genesis.environment,
        source_code=signer.agency_code,
        today=legal_date(now),
    )
    disclosed = event.disclosed
    if isinstance(event, FactCorrected):
        disclosed = {field: value for field, value in disclosed.items() if field != "subject.fact"}
    record, problems = check_record(STANDARDS[version.standard], disclosed, context)
    subject = record.subject
    if subject is None or problems:
        refusal = problems[0].refusal
        refusal.also = tuple(found.refusal for found in problems[1:])
        raise refusal
    return _admission(event, record, subject)


def _require_item(item: ItemState, event: FactRecorded | FactCorrected, signer: Signer) -> ItemVersion:
    """INV-1: the item exists, is in force on the decision date, has level and basis, and names the provider."""
    version = item.version(event.item_version) if item.item == event.item else None
    if version is None:
        raise ItemUnknownError(pointer="/item", item=event.item, version=event.item_version)
    if item.effective_on(event.decided_on) is not version:
        day = event.decided_on.isoformat()
        raise ItemNotEffectiveError(pointer="/decided_on", item=event.item, version=event.item_version, day=day)
    if version.issuer_level not in _LEVELS:
        raise ItemLevelRefusedError(pointer="/item")
    if not is_citation(version.legal_basis):
        raise ItemBasisMissingError(pointer="/item")
    if signer.agency_code not in version.providers:
        raise WrongProviderError(pointer="/iss", iss=signer.iss, item=event.item)
    return version


def _admission(event: FactRecorded | FactCorrected, record: Record, subject: Identifier) -> FactAdmission:
    not_after_ms = None
    if record.context.is_adverse:
        ended = record.day("subject.act_end_date") or record.day("subject.act_date")
        last = last_day_kept(record.context, ended, event.decided_on)
        not_after_ms = start_of_day_ms(last + timedelta(days=1)) - 1
    return FactAdmission(
        subject=subject,
        subject_kind=record.kind,
        representative=record.representative,
        natural_identity=event.identity,
        not_after_ms=not_after_ms,
        display_name=display_name(record.kind, record.text("subject.name")),
    )


def display_name(kind: str, name: str) -> str:
    """Give a name as lists may show it: natural persons keep the first character only."""
    return name[:1] + "*" * (len(name) - 1) if kind == "NP" else name
