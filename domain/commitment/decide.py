"""Decisions on commitments (信用承诺): making one, and finding whether it was kept. Public bodies are subjects too."""

from datetime import date, datetime

from domain.admission import Admission
from domain.authority import Authority
from domain.commitment.events import CommitmentBreached, CommitmentFulfilled, CommitmentMade
from domain.commitment.refusals import (
    CommitmentBodyError,
    CommitmentDateError,
    CommitmentJudgedError,
    CommitmentSubjectError,
    CommitmentTermError,
    CommitmentToItselfError,
    CommitmentUnknownError,
)
from domain.commitment.state import CommitmentState
from domain.due_text import kind_of, screen_texts
from domain.entitlement import require_disclosures, require_text
from domain.identifier import Identifier, admit_identifier
from domain.refusal import Refusal
from domain.request.events import CommitmentRequest
from domain.tagging import identifier_of
from domain.time import legal_date, parse_date


def make_commitment(request: CommitmentRequest, *, statement: str, now: datetime) -> CommitmentMade:
    """Decide that a subject commits itself, and draft the platform's event; who asks was checked before.

    Args:
        request: What the subject or the window signed.
        statement: The whole request.
        now: Present instant, aware; its date in Shanghai is the day of the commitment.

    Raises:
        CommitmentToItselfError: The body that receives it is the subject itself.
        CommitmentTermError: It is to be kept by a day that is none, or is past.
        Refusal: A disclosure is missing, the receiving body's code is none, or the text holds prohibited content.
    """
    require_disclosures(request)
    subject, today = identifier_of(request), legal_date(now)
    if _body(request) == subject:
        raise CommitmentToItselfError(pointer="/subject.to_body")
    _require_term(request.text("subject.fulfil_by") or "", today)
    screen_texts(request, kind_of(subject))
    return CommitmentMade.from_claims(
        {"kind": request.kind, "made_on": today.isoformat()}, {**request.disclosed, "subject.statement": statement}
    )


def judge_commitment(
    commitment: CommitmentState, event: CommitmentFulfilled | CommitmentBreached, *, by: Authority
) -> Admission:
    """Decide whether a body may find that a commitment was kept or broken: that to which it was made, once.

    Raises:
        CommitmentUnknownError: There is no such commitment.
        CommitmentBodyError: It was made to another body.
        CommitmentSubjectError: Somebody else made it.
        CommitmentJudgedError: It was found before.
        CommitmentDateError: The day is in the future or before the commitment.
        Refusal: The signer may not, reasons or another disclosure are missing, or a text holds prohibited content.
    """
    by.require()
    require_disclosures(event)
    name = event.text("subject.commitment")
    if commitment.made_on is None or commitment.jti != name:
        raise CommitmentUnknownError(pointer="/subject.commitment", commitment=name)
    if commitment.to_body != by.code:
        raise CommitmentBodyError(pointer="/iss", commitment=name)
    subject = identifier_of(event)
    if subject != commitment.subject:
        raise CommitmentSubjectError(pointer="/subject.identifier", commitment=name)
    if commitment.outcome:
        raise CommitmentJudgedError(pointer="/subject.commitment", commitment=name)
    if not commitment.made_on <= event.decided_on <= by.today:
        raise CommitmentDateError(pointer="/decided_on", day=event.decided_on)
    screen_texts(event, kind_of(subject))
    return Admission(subject)


def _body(request: CommitmentRequest) -> Identifier:
    code = require_text(request, "subject.to_body")
    try:
        return admit_identifier("uscc", code)
    except Refusal as refusal:
        refusal.pointer = "/subject.to_body"
        raise


def _require_term(given: str, today: date) -> None:
    if not given:
        return
    try:
        is_past = parse_date(given) < today
    except ValueError as error:
        raise CommitmentTermError(pointer="/subject.fulfil_by", given=given) from error
    if is_past:
        raise CommitmentTermError(pointer="/subject.fulfil_by", given=given)
