"""The platform's events around what subjects signed: the request is checked, decided anew, and compared."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple, cast

from domain.agency.state import AgencyState
from domain.authority import Authority
from domain.case.decide import escalate_case, file_case, state_correction
from domain.case.events import CaseEscalated, CaseFiled, CorrectionStated
from domain.case.matters import Matters
from domain.claims import decode_key
from domain.commitment.decide import make_commitment
from domain.commitment.events import CommitmentMade
from domain.event import Event
from domain.fact.state import FactState
from domain.key.state import KeyState
from domain.listing.decide import receive_reply, waive_reply
from domain.listing.events import ReplyReceived, ReplyWaived
from domain.listing.state import ListingState
from domain.registry import parse_request
from domain.repair.decide import apply_for_repair
from domain.repair.events import RepairApplied
from domain.request.decide import end_subject_key, enrol_subject_key, require_requester
from domain.request.events import (
    CaseRequest,
    CommitmentRequest,
    CorrectionRequest,
    EscalationRequest,
    RepairRequest,
    ReplyRequest,
    Request,
    SubjectKeyEndRequest,
    SubjectKeyRequest,
    WaiverRequest,
)
from domain.signer import SUBJECT, Signer
from domain.subject.events import SubjectKeyEnded, SubjectKeyEnrolled
from domain.subject.state import SubjectState
from domain.tagging import identifier_of, split
from domain.tags import jti_tag
from verify.conduct.faults import Fault
from verify.conduct.kinds import CASE, FACT, JTI, LISTING, MATTERS, REPAIR
from verify.conduct.look import Look
from verify.errors import SignatureWrongError, VerifyError
from verify.issued_at import check_issued_at
from verify.keys import verify_signature
from verify.statement import Jwt, check_disclosures, disclosed, parse_statement


class Asked(NamedTuple):
    """A request whose signature holds and whose signer was entitled.

    Attributes:
        request: What was asked.
        subject: Who asked.
        statement: The request as it was signed.
        signer: Who signed it.
    """

    request: Request
    subject: SubjectState
    statement: str
    signer: Signer


def judge_request(look: Look) -> None:
    """Check that a platform's event says what its request and the rules of the day say, and nothing else.

    (1) the request is complete, of the kind that the event takes up, and was not taken up before; (2) its signer is
    a key of the subject or the credit centre's window, as the log knew them at this entry; (3) its signature and time
    hold; (4) the domain, asked again, gives this very event.

    Raises:
        Fault: Something of that is not so.
        Refusal: The domain refuses the request.
        ClosedError: Something that it rests on was not opened.
    """
    look.authority().require_platform()
    kind, draft_of = TAKEN_UP[type(look.event)]
    asked = _read(look, kind)
    draft = draft_of(look, asked)
    if draft != look.event:
        raise Fault("not-as-asked", fields=", ".join(_differences(draft, look.event)))


def _differences(draft: Event, event: Event) -> list[str]:
    ours, theirs = draft.model_dump(), event.model_dump()
    said, repeated = ours.pop("disclosed"), theirs.pop("disclosed")
    plain = [name for name in ours if ours[name] != theirs[name]]
    return plain + [name for name in sorted({*said, *repeated}) if said.get(name) != repeated.get(name)]


def _read(look: Look, kind: type[Request]) -> Asked:
    statement = look.text("subject.statement")
    try:
        jwt, opened = parse_statement(statement, is_request=True)
        check_disclosures(jwt, opened, in_order=False)
    except VerifyError as error:
        raise Fault("request-malformed", reason=error.code) from error
    if len(opened) != len(jwt.digests) or len(opened) != kind.DIGESTS:
        raise Fault("request-malformed", reason="digest-count")
    if jwt.vct != kind.TOPIC:
        raise Fault("request-kind")
    request = cast("Request", parse_request(jwt.vct, jwt.claims, disclosed(opened)))
    _require_once(look, jwt)
    subject = look.subject_of(identifier_of(request))
    signer = Signer(jwt.iss, jwt.kid)
    require_requester(request, subject, signer, _window(look, signer))
    _check_signature(look, jwt, subject)
    return Asked(request, subject, statement, signer)


def _require_once(look: Look, jwt: Jwt) -> None:
    tag = jti_tag(jwt.iss, jwt.jti)
    look.further.append(tag)
    earlier = look.at(JTI, tag.partition(":")[2])
    if earlier is not None:
        raise Fault("request-twice", earlier=earlier)


def _window(look: Look, signer: Signer) -> Authority:
    if signer.agency_code is not None:
        return look.authority(signer)
    return Authority(look.genesis, KeyState(signer.kid), AgencyState(""), signer, look.now)


def _check_signature(look: Look, jwt: Jwt, subject: SubjectState) -> None:
    own = subject.key(jwt.kid) if jwt.iss == SUBJECT else None
    public_key = look.key(jwt.kid).public_key if own is None else decode_key(own.public_key)
    try:
        verify_signature(public_key, jwt.signing_input, jwt.signature)
        check_issued_at(jwt.iat, look.at_entry.time_ms)
    except SignatureWrongError as error:
        raise Fault("request-signature") from error
    except VerifyError as error:
        raise Fault("request-time") from error


def _reply(look: Look, asked: Asked) -> Event:
    request = cast("ReplyRequest", asked.request)
    return receive_reply(
        look.at(LISTING, request.listing),
        request,
        signer_iss=asked.signer.iss,
        enrolled_by=asked.subject.enrolled_by(asked.signer.kid),
        statement=asked.statement,
        law=look.law(),
        now=look.now,
    )


def _waiver(look: Look, asked: Asked) -> Event:
    request = cast("WaiverRequest", asked.request)
    listing = look.at(LISTING, request.listing)
    return waive_reply(
        listing,
        request,
        signer_iss=asked.signer.iss,
        enrolled_by=asked.subject.enrolled_by(asked.signer.kid),
        statement=asked.statement,
        now=look.now,
    )


def _case(look: Look, asked: Asked) -> Event:
    request, case = cast("CaseRequest", asked.request), _new_case(look)
    target, matters = _target(look, request)
    others = look.cases(matters.cases)
    return file_case(request, target, others, case=case, statement=asked.statement, law=look.law(), now=look.now)


def _escalation(look: Look, asked: Asked) -> Event:
    request = cast("EscalationRequest", asked.request)
    case = look.at(CASE, request.case)
    return escalate_case(case, request, statement=asked.statement, law=look.law(), now=look.now)


def _correction(look: Look, asked: Asked) -> Event:
    request = cast("CorrectionRequest", asked.request)
    target, matters = _target(look, request)
    return state_correction(request, target, matters.corrections, statement=asked.statement, now=look.now)


def _repair(look: Look, asked: Asked) -> Event:
    request, case = cast("RepairRequest", asked.request), _new_case(look)
    targets = split(request.text("subject.targets"))
    facts = look.each(FACT, [one.removeprefix("fact:") for one in targets if one.startswith("fact:")])
    listings = look.each(LISTING, [one.removeprefix("listing:") for one in targets if one.startswith("listing:")])
    matters = look.each(MATTERS, [one.listing for one in listings])
    repairs = dict.fromkeys(name for one in (*(fact.matters for fact in facts), *matters) for name in one.repairs)
    return apply_for_repair(
        request,
        facts,
        list(zip(listings, matters, strict=True)),
        {fact.jti: _is_adverse(look, fact) for fact in facts},
        look.each(REPAIR, repairs),
        case=case,
        statement=asked.statement,
        law=look.law(),
        now=look.now,
    )


def _is_adverse(look: Look, fact: FactState) -> bool:
    version = look.item(fact.item).version(fact.item_version)
    return version is not None and version.is_adverse


def _commitment(look: Look, asked: Asked) -> Event:
    return make_commitment(cast("CommitmentRequest", asked.request), statement=asked.statement, now=look.now)


def _key(look: Look, asked: Asked) -> Event:
    request = cast("SubjectKeyRequest", asked.request)
    return enrol_subject_key(request, asked.subject, statement=asked.statement)


def _key_end(look: Look, asked: Asked) -> Event:
    request = cast("SubjectKeyEndRequest", asked.request)
    return end_subject_key(request, asked.subject, statement=asked.statement)


def _new_case(look: Look) -> str:
    """Take the id that the platform gave the case; it must be unused."""
    case = cast("CaseFiled | RepairApplied", look.event).case
    if look.at(CASE, case).filed_at is not None or look.at(REPAIR, case).filed_at is not None:
        raise Fault("case-twice")
    return case


def _target(look: Look, request: CaseRequest | CorrectionRequest) -> tuple[FactState | ListingState | None, Matters]:
    """Look at what a request is about, and at what came up about it; nothing for a body complained of."""
    kind, name = request.text("subject.target_kind"), request.text("subject.target") or ""
    if kind == "fact":
        fact = look.at(FACT, name)
        return fact, fact.matters
    if kind == "listing":
        return look.at(LISTING, name), look.at(MATTERS, name)
    return None, Matters()


TAKEN_UP: Mapping[type[Event], tuple[type[Request], Callable[[Look, Asked], Event]]] = MappingProxyType(
    {
        ReplyReceived: (ReplyRequest, _reply),
        ReplyWaived: (WaiverRequest, _waiver),
        CaseFiled: (CaseRequest, _case),
        CaseEscalated: (EscalationRequest, _escalation),
        CorrectionStated: (CorrectionRequest, _correction),
        RepairApplied: (RepairRequest, _repair),
        CommitmentMade: (CommitmentRequest, _commitment),
        SubjectKeyEnrolled: (SubjectKeyRequest, _key),
        SubjectKeyEnded: (SubjectKeyEndRequest, _key_end),
    }
)
"""Which request each event of the platform takes up, and how it is decided."""
