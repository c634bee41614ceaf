"""Building blocks of cases: requests, events of a case, and cases that came so far."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from domain.admission import Admission
from domain.authority import Authority
from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided, CaseEscalated, CaseFiled
from domain.case.state import CaseState, evolve
from domain.clock.events import ClockBreached
from domain.event import Event
from domain.key.state import KeyState
from domain.listing.state import ListingState
from domain.request.events import CaseRequest, CorrectionRequest, EscalationRequest
from domain.rule.events import RulePublished
from domain.signer import PLATFORM, Recorded, Signer
from domain.time import end_of_day_ms
from tests.domain.builders import (
    AGENCY_STATE,
    BODY,
    CENTRE_SIGNER,
    GENESIS,
    KID,
    PUBLIC_KEY,
    SIGNER,
    recorded,
)
from tests.domain.due_process import CASE, FACT, LISTING, RULES, SUBJECT, WHO, law, noon, rule

SUSPENSION = rule("R-POL-suspension", "suspension", 0, "day", evidence="policy", effective_from="2026-01-01")
CASE_LAW = law(*RULES, SUSPENSION)
WINDOW = {f"subject.{name}": "" for name in ("identity_evidence", "clerk", "delegate", "delegation")}
FILED_ON = "2026-04-30"
"""A Thursday before five days off: 3 working days later is 8 May; 9 May, a Saturday, is worked."""
NOW = noon(FILED_ON)
TODAY = date.fromisoformat(FILED_ON)
OTHER = "0190a5b0-0000-4000-8000-0000000000ff"
OWNER = SIGNER.iss
ADMITTED = Admission(SUBJECT, end_of_day_ms(TODAY))


def case_request(kind: str = "objection", *, without: str = "", **fields: str) -> CaseRequest:
    """What a subject signs to object to the fact; fields change the disclosures."""
    disclosed = {
        **WHO,
        "subject.target_kind": "fact",
        "subject.target": FACT,
        "subject.text": "处罚金额与决定书不一致，请予更正。",
        "subject.evidence": "",
        "subject.body": "",
        "subject.document_no": "",
        **WINDOW,
        **{f"subject.{name}": text for name, text in fields.items()},
    }
    disclosed.pop(f"subject.{without}", None)
    return CaseRequest.from_claims({"kind": kind}, disclosed)


def escalation(case: str = CASE, **fields: str) -> EscalationRequest:
    disclosed = {**WHO, "subject.text": "不服该处理决定。", "subject.evidence": "", **WINDOW}
    return EscalationRequest.from_claims(
        {"case": case}, disclosed | {f"subject.{name}": text for name, text in fields.items()}
    )


def correction(**fields: str) -> CorrectionRequest:
    disclosed = {
        **WHO,
        "subject.target_kind": "fact",
        "subject.target": FACT,
        "subject.text": "罚款已于当日缴清，价签已经补齐。",
        "subject.evidence": "",
        **WINDOW,
    }
    return CorrectionRequest.from_claims({}, disclosed | {f"subject.{name}": text for name, text in fields.items()})


def filed(kind: str = "objection", day: str = FILED_ON, **fields: str) -> CaseFiled:
    request = case_request(kind, **fields)
    plain = {"case": CASE, "kind": kind, "edition": len(RULES) + 1, "filed_on": day}
    return CaseFiled.from_claims(plain, {**request.disclosed, "subject.statement": "jwt~"})


def accepted(day: str = FILED_ON, *, needs_help: bool = False, **plain: Any) -> CaseAccepted:
    return CaseAccepted.from_claims({"case": CASE, "accepted_on": day, "needs_help": needs_help, **plain}, WHO)


def answered(finding: str = "confirmed", day: str = FILED_ON, **fields: str) -> CaseAnswered:
    disclosed = {**WHO, "subject.reason": "经核查，罚款数额与决定书一致。", "subject.evidence": ""}
    changed = disclosed | {f"subject.{name}": text for name, text in fields.items()}
    return CaseAnswered.from_claims({"case": CASE, "finding": finding, "answered_on": day}, changed)


def decided(outcome: str = "rejected", day: str = FILED_ON, **fields: str) -> CaseDecided:
    disclosed = {**WHO, "subject.reason": "经核查，记录与决定书一致。", "subject.evidence": ""}
    changed = disclosed | {f"subject.{name}": text for name, text in fields.items()}
    return CaseDecided.from_claims({"case": CASE, "outcome": outcome, "decided_on": day}, changed)


def escalated(day: str) -> CaseEscalated:
    disclosed = {**escalation().disclosed, "subject.statement": "jwt~"}
    plain = {"case": CASE, "edition": len(RULES) + 1, "escalated_on": day}
    return CaseEscalated.from_claims(plain, disclosed)


def breached(day: str) -> ClockBreached:
    return ClockBreached.from_claims({"case": CASE, "rule": "R-SD-39a", "due_on": day}, WHO)


def at(position: int, event: Event) -> Recorded:
    """Where an event stands, signed by whoever signs such an event."""
    if isinstance(event, CaseFiled | CaseEscalated | ClockBreached):
        return recorded(position, PLATFORM)
    return recorded(position, SIGNER.iss if isinstance(event, CaseAnswered) else CENTRE_SIGNER.iss)


def case_of(*events: Event) -> CaseState:
    """The case that these events make, at positions 100, 101 and so on."""
    state = CaseState(CASE)
    for position, event in enumerate(events, 100):
        state = evolve(state, event, at(position, event))
    return state


def published(*rules: RulePublished) -> tuple[RulePublished, ...]:
    """The rules of the cases and then some more."""
    return (*RULES, SUSPENSION, *rules)


def listing_state(**changes: Any) -> ListingState:
    """A listing of the company, noticed."""
    return replace(ListingState(LISTING, iss=SIGNER.iss, subject=SUBJECT, noticed_at=60), **changes)


def agency(now: datetime, *roles: Any, code: str = BODY) -> Authority:
    """An agency that is neither the owner of the record nor the credit centre."""
    signer = Signer(f"agency:{code}", KID)
    key = KeyState(KID, signer.iss, PUBLIC_KEY, enrolled_at=5)
    state = replace(AGENCY_STATE, agency=code, roles=roles or ("provider",))
    return Authority(GENESIS, key, state, signer, now)
