"""Decisions on cases: objection (异议), complaint (投诉), review (复议), litigation (诉讼), and correction (改正说明).

What the subject files is never refused for lateness: no law sets him a time for it here (山东省社会信用条例 art 39).
"""

from collections.abc import Sequence
from datetime import date, datetime

from domain.admission import Admission
from domain.authority import Authority
from domain.case.due import is_overdue
from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided, CaseEscalated, CaseFiled, CorrectionStated
from domain.case.refusals import (
    CaseAlreadyAcceptedError,
    CaseAlreadyEscalatedError,
    CaseAlreadyOpenError,
    CaseClosedError,
    CaseDateError,
    CaseEvidenceMissingError,
    CaseHelpRefusedError,
    CaseKindError,
    CaseNotAcceptedError,
    CaseNotCorrectedError,
    CaseNotEscalatableError,
    CaseOutcomeError,
    CaseReasonError,
    CaseUnknownError,
    CorrectionTargetEndedError,
    CorrectionTooLongError,
    CorrectionTooManyError,
)
from domain.case.state import CaseState
from domain.case.target import is_standing, require_record, require_target
from domain.due_text import kind_of, screen_texts
from domain.entitlement import require_disclosures, require_issuer, require_text
from domain.event import Event
from domain.fact.state import FactState
from domain.identifier import Identifier, admit_identifier
from domain.listing.state import ListingState
from domain.request.events import CaseRequest, CorrectionRequest, EscalationRequest
from domain.rule.law import Law
from domain.signer import AGENCY_PREFIX
from domain.time import end_of_day_ms, legal_date

REASON_LENGTH = 10
"""Letters and ideographs that the reasons of an answer or decision have at least, as those of a refused repair: the law
wants reasons (个人信息保护法 art 50) and sets no number, so this is a product policy."""

CORRECTION_LIMIT = 1_000
"""Longest statement of correction, in characters: a product policy, so that it can be shown whole with its record."""

CORRECTIONS_LIMIT = 5
"""Most statements of correction that go with one record: a product policy, so that none drowns what it goes with."""

_HANDLED_HERE = frozenset({"objection", "complaint"})
_ENDED_UNTRIED = frozenset({"inadmissible", "withdrawn"})
_AGAINST_SUBJECT = frozenset({"rejected", "inadmissible"})
_DISPUTABLE = _AGAINST_SUBJECT | {"corrected"}
"""Outcomes that the subject may take further: that the correction mended what he objected to is for him to doubt."""

# What the body whose record it is found → outcomes that do not follow from it.
_CONTRADICTIONS = {
    "confirmed": frozenset({"unverifiable"}),
    "unverifiable": frozenset({"rejected"}),
    "wrong": frozenset({"rejected", "unverifiable", "inadmissible", "withdrawn"}),
}
# Kind of case → outcomes that it never has.
_NEVER = {
    "complaint": frozenset({"corrected"}),
    "review": frozenset({"unverifiable"}),
    "litigation": frozenset({"unverifiable"}),
}


def file_case(
    request: CaseRequest,
    target: FactState | ListingState | None,
    others: Sequence[CaseState],
    *,
    case: str,
    statement: str,
    law: Law,
    now: datetime,
) -> CaseFiled:
    """Decide that a subject's case is filed, and give the platform's envelope around his request.

    (1) the request is whole; (2) its target is a record of this subject whose data are there, or, in a complaint, a
    body with a valid code; (3) a review or suit names the body or court and its document; (4) no other case of his of
    the same kind about the same record is open (a product policy: each marks the record); (5) INV-2, his texts.

    Args:
        request: What the subject, or the window for him, signed.
        target: The fact or listing that the request names; None where it names a body, or there is no such record.
        others: Every case about the same target.
        case: Id of the new case.
        statement: The signed request in full.
        law: The rules as they stand: the case keeps their edition.
        now: Present instant.

    Raises:
        CaseTargetKindError: A case of this kind cannot be about such a target.
        CaseTargetUnknownError: No such record of this subject, or it was erased.
        CaseAlreadyOpenError: Another case of his of this kind about it is open.
        Refusal: A disclosure is missing, an identifier is wrong, or a text holds prohibited content.

    Source:
        山东省社会信用条例 art 39; domain.md, S8-17.
    """
    require_disclosures(request)
    subject = _requester(request)
    require_target(request, target, subject)
    if request.kind not in _HANDLED_HERE:
        require_text(request, "subject.body")
        require_text(request, "subject.document_no")
    _require_no_other(request, others, subject)
    screen_texts(request, kind_of(subject))
    plain = {"case": case, "kind": request.kind, "edition": law.rules.edition, "filed_on": _day(now)}
    return CaseFiled.from_claims(plain, {**request.disclosed, "subject.statement": statement})


def accept_case(case: CaseState, event: CaseAccepted, *, law: Law, by: Authority) -> Admission:
    """Decide whether the credit centre may take a case up (受理).

    That another unit must help prolongs the deadline of an objection; it is said before the first deadline passed.

    Raises:
        CaseUnknownError: There is no such case of this subject.
        CaseKindError: A review or suit is not taken up here.
        CaseClosedError: It is decided.
        CaseAlreadyAcceptedError: It was taken up before.
        CaseDateError: It does not bear today's date.
        CaseHelpRefusedError: Help is claimed in a complaint, or when the first deadline has passed.
        Refusal: The signer may not, a disclosure is missing, or, where help is claimed, the working days of a year
            are not announced.
    """
    by.require("credit_centre")
    subject = _require_case(case, event, event.case)
    _require_handled_here(case)
    _require_open(case)
    if case.accepted_on is not None:
        raise CaseAlreadyAcceptedError(pointer="/case", case=case.case)
    _require_today("/accepted_on", event.accepted_on, by)
    if event.needs_help and (case.kind != "objection" or is_overdue(case, law, by.today)):
        raise CaseHelpRefusedError(pointer="/needs_help")
    return _admission(subject, by)


def answer_case(case: CaseState, event: CaseAnswered, owner: str, *, by: Authority) -> Admission:
    """Decide whether a body may say what it found about its contested record; it may answer anew while it is open.

    Args:
        case: The case.
        event: The answer, complete with its disclosures.
        owner: Issuer of the contested record, ``agency:<code>``; not read where the case is about a body.
        by: The body.

    Raises:
        SignerNotEntitledError: Another body swore to the record, or the complaint is about another.
        CaseUnknownError: There is no such case of this subject.
        CaseKindError: A review or suit is not answered here.
        CaseClosedError: It is decided.
        CaseReasonError: What it says of its findings is too short to say anything.
        CaseDateError: It does not bear today's date.
        Refusal: The signer may not, a disclosure is missing, or a text holds prohibited content.
    """
    by.require()
    require_issuer(by.signer, f"{AGENCY_PREFIX}{case.target}" if case.target_kind == "body" else owner)
    subject = _require_case(case, event, event.case)
    _require_handled_here(case)
    _require_reasons(event)
    _require_open(case)
    _require_today("/answered_on", event.answered_on, by)
    screen_texts(event, kind_of(subject))
    return _admission(subject, by)


def decide_case(
    case: CaseState, event: CaseDecided, owner: str, *, corrected_at: int | None = None, by: Authority
) -> Admission:
    """Decide whether a case may be decided so (处理决定).

    Objections and complaints are decided by the credit centre once it took them up; inadmissible and withdrawn ones
    also without. How a review or suit ended is said by a court, or by the body whose record it is, with evidence. In
    an objection the outcome follows from what that body found; where it did not answer, a rejection needs evidence of
    the centre's own check, for what nobody verified is ``unverifiable`` and may not be shown (Fair Credit Reporting
    Act model, a product policy).

    What is about a record or the conduct of the centre itself is decided by the centre too: no other body exists yet
    that could, and nobody is judge in his own cause unwatched. So it turns such a case down, as unfounded or as
    inadmissible, only with evidence; taking it further is open to the subject from that very moment, and review and
    suit (复议、诉讼) lead outside. That, too, is a product policy.

    ``corrected`` says that the subject was right and that a correction since his filing has mended it, so that the
    record is shown again. Nobody vouches so for his own record: its body corrects after the decision instead.

    Args:
        case: The case.
        event: The decision, complete with its disclosures.
        owner: Issuer of the contested record, or the body complained of, ``agency:<code>``.
        corrected_at: Position of the latest correction of the record, ``None`` if there was none.
        by: Who decides.

    Raises:
        CaseUnknownError: There is no such case of this subject.
        CaseClosedError: It is decided.
        CaseNotAcceptedError: It was not taken up.
        CaseDateError: It does not bear today's date.
        CaseOutcomeError: The outcome does not follow from what was found.
        CaseNotCorrectedError: It is called corrected, and was not since the filing, or by the word of its own body.
        CaseEvidenceMissingError: The decision needs evidence.
        CaseReasonError: The reasons are too short to be any, whatever the outcome.
        Refusal: The signer may not, a disclosure is missing, or a text holds prohibited content.

    Source:
        山东省社会信用条例 art 39; 征信业管理条例 art 25; 个人信息保护法 art 50.
    """
    is_own = by.signer.iss == owner
    _require_decider(case, is_own, by)
    subject = _require_case(case, event, event.case)
    _require_reasons(event)
    _require_open(case)
    if case.kind in _HANDLED_HERE and case.accepted_on is None and event.outcome not in _ENDED_UNTRIED:
        raise CaseNotAcceptedError(pointer="/case", case=case.case)
    _require_today("/decided_on", event.decided_on, by)
    _require_outcome(case, event)
    if event.outcome == "corrected" and (is_own or (corrected_at or 0) <= (case.filed_at or 0)):
        raise CaseNotCorrectedError(pointer="/outcome", case=case.case)
    if _needs_evidence(case, event, is_own=is_own) and not event.text("subject.evidence"):
        raise CaseEvidenceMissingError(pointer="/subject.evidence")
    screen_texts(event, kind_of(subject))
    return _admission(subject, by)


def escalate_case(
    case: CaseState, request: EscalationRequest, *, statement: str, law: Law, now: datetime
) -> CaseEscalated:
    """Decide that a subject takes his case further (升级办理), and give the platform's envelope around his request.

    Args:
        case: The case.
        request: What the subject, or the window for him, signed.
        statement: The signed request in full.
        law: The rules as they stand.
        now: Present instant.

    Raises:
        CaseUnknownError: There is no such case of this subject.
        CaseKindError: A review or suit goes its own way.
        CaseAlreadyEscalatedError: He did so before.
        CaseNotEscalatableError: It is in time, or ended as he asked.
        Refusal: A disclosure is missing, a text holds prohibited content, or whether the case is overdue cannot be
            told because the working days of a year are not announced.
    """
    subject = _require_case(case, request, request.case)
    _require_handled_here(case)
    if case.escalated_on is not None:
        raise CaseAlreadyEscalatedError(pointer="/case", case=case.case)
    if case.outcome not in _DISPUTABLE and not is_overdue(case, law, legal_date(now)):
        raise CaseNotEscalatableError(pointer="/case", case=case.case)
    screen_texts(request, kind_of(subject))
    plain = {"case": case.case, "edition": law.rules.edition, "escalated_on": _day(now)}
    return CaseEscalated.from_claims(plain, {**request.disclosed, "subject.statement": statement})


def state_correction(
    request: CorrectionRequest,
    target: FactState | ListingState | None,
    corrections: Sequence[int],
    *,
    statement: str,
    now: datetime,
) -> CorrectionStated:
    """Decide that a statement of correction (改正说明) goes with a record, and give the platform's envelope around it.

    Args:
        request: What the subject, or the window for him, signed.
        target: The fact or listing that it names; None if there is none.
        corrections: Positions of the statements that go with it already.
        statement: The signed request in full.
        now: Present instant.

    Raises:
        CaseTargetUnknownError: No such record of this subject, or it was erased.
        CorrectionTargetEndedError: The record stands no more.
        CorrectionTooManyError: ``CORRECTIONS_LIMIT`` statements go with it already.
        CorrectionTooLongError: More than ``CORRECTION_LIMIT`` characters.
        Refusal: A disclosure is missing, or a text holds prohibited content.

    Source:
        征信业管理条例 art 16; domain.md, S8-13.
    """
    require_disclosures(request)
    subject = _requester(request)
    record = require_record(request, target, subject)
    if not is_standing(record, legal_date(now)):
        raise CorrectionTargetEndedError(pointer="/subject.target", target=request.text("subject.target"))
    if len(corrections) >= CORRECTIONS_LIMIT:
        raise CorrectionTooManyError(pointer="/subject.target", limit=CORRECTIONS_LIMIT)
    length = len(require_text(request, "subject.text"))
    if length > CORRECTION_LIMIT:
        raise CorrectionTooLongError(pointer="/subject.text", length=length, limit=CORRECTION_LIMIT)
    screen_texts(request, kind_of(subject))
    return CorrectionStated.from_claims({"stated_on": _day(now)}, {**request.disclosed, "subject.statement": statement})


def _day(now: datetime) -> str:
    return legal_date(now).isoformat()


def _admission(subject: Identifier, by: Authority) -> Admission:
    return Admission(subject, end_of_day_ms(by.today))


def _requester(event: Event) -> Identifier:
    return admit_identifier(require_text(event, "subject.identifier_type"), require_text(event, "subject.identifier"))


def _require_no_other(request: CaseRequest, others: Sequence[CaseState], subject: Identifier) -> None:
    about = (request.kind, subject, request.text("subject.target_kind"), request.text("subject.target"))
    for one in others:
        if one.is_open and (one.kind, one.subject, one.target_kind, one.target) == about:
            raise CaseAlreadyOpenError(pointer="/subject.target", case=one.case)


def _require_case(case: CaseState, event: Event, named: str) -> Identifier:
    require_disclosures(event)
    subject = _requester(event)
    if case.filed_at is None or case.case != named or case.subject != subject:
        raise CaseUnknownError(pointer="/case", case=named)
    return subject


def _require_handled_here(case: CaseState) -> None:
    if case.kind not in _HANDLED_HERE:
        raise CaseKindError(pointer="/case")


def _require_open(case: CaseState) -> None:
    if not case.is_open:
        raise CaseClosedError(pointer="/case", case=case.case)


def _require_today(pointer: str, stated: date, by: Authority) -> None:
    """Let nobody date a step back, as if a deadline had been kept, or ahead."""
    if stated != by.today:
        raise CaseDateError(pointer=pointer, given=stated, expected=by.today)


def _require_decider(case: CaseState, is_own: bool, by: Authority) -> None:
    if case.kind in _HANDLED_HERE:
        by.require("credit_centre")
    elif is_own:
        by.require()
    else:
        by.require("court")


def _require_reasons(event: CaseAnswered | CaseDecided) -> None:
    if sum(map(str.isalnum, require_text(event, "subject.reason"))) < REASON_LENGTH:
        raise CaseReasonError(pointer="/subject.reason", limit=REASON_LENGTH)


def _require_outcome(case: CaseState, event: CaseDecided) -> None:
    excluded = _CONTRADICTIONS.get(case.finding) if case.kind == "objection" else _NEVER.get(case.kind)
    if event.outcome in (excluded or frozenset()):
        raise CaseOutcomeError(pointer="/outcome", outcome=event.outcome, finding=case.finding or "-")


def _needs_evidence(case: CaseState, event: CaseDecided, *, is_own: bool) -> bool:
    if case.kind not in _HANDLED_HERE:
        return is_own
    if is_own and event.outcome in _AGAINST_SUBJECT:
        return True
    is_unanswered_rejection = case.kind == "objection" and event.outcome == "rejected" and case.finding == ""
    return event.outcome == "withdrawn" or is_unanswered_rejection
