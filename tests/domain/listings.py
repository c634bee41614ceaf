"""Building blocks of listings: events that pass, and listings that came so far."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from domain.admission import Admission
from domain.agency.state import AgencyState
from domain.authority import Authority
from domain.definition.events import MeasureDefined
from domain.definition.state import Definitions, evolve_measure
from domain.event import Event
from domain.fact.state import FactState, FactTerms
from domain.identifier import Identifier
from domain.key.state import KeyState
from domain.listing.decide import (
    receive_reply,
    waive_reply,
)
from domain.listing.events import (
    CourtListMirrored,
    HearingHeld,
    ListingDecided,
    ListingEnded,
    ListingPublished,
    NoticeServed,
)
from domain.listing.state import ListingState, evolve
from domain.request.events import ReplyRequest, WaiverRequest
from domain.signer import PLATFORM, Recorded, Signer
from domain.signer import SUBJECT as SUBJECT_ISS
from domain.thumbprint import thumbprint
from domain.time import start_of_day_ms
from tests.domain.builders import (
    AGENCY,
    AGENCY_STATE,
    BODY,
    GENESIS,
    KID,
    PERSON,
    SIGNER,
    make_key,
)
from tests.domain.due_process import (
    FACT,
    LAW,
    LISTING,
    SUBJECT,
    WHO,
    bureau,
    by_centre,
    fact_state,
    list_definition,
    noon,
)

ASKED: dict[str, Any] = {"signer_iss": SUBJECT_ISS, "enrolled_by": "", "law": LAW}
"""Who signed a request, and the law that it is held against."""
OTHER_FACT = "0190a5b0-0000-7000-8000-0000000000ff"
OTHER_LISTING = "0190a5b0-0000-4000-8000-0000000000aa"
EDITION = LAW.rules.edition
SERVED, UNTIL, DECIDED, PUBLISHED = "2026-04-27", "2026-05-07", "2026-05-08", "2026-05-11"
"""A Monday; the fifth working day after it, behind five days off; the day after; the Monday that follows."""
ENDS = "2029-05-08"

SECOND_KEY = KeyState(thumbprint(make_key(7)), SIGNER.iss, make_key(7), enrolled_at=6)
SECOND = Signer(SIGNER.iss, SECOND_KEY.kid)
OTHER_BODY = Signer(f"agency:{BODY}", KID)
COURT_STATE = AgencyState(AGENCY, "滕州市虚构法院", ("court",), enrolled_at=3)

PERSON_SUBJECT = Identifier("rid", PERSON)
PERSON_WHO = {"subject.identifier_type": "rid", "subject.identifier": PERSON}
PERSON_MASK = f"{PERSON[:6]}********{PERSON[14:]}"
WINDOW = {f"subject.{name}": "" for name in ("identity_evidence", "clerk", "delegate", "delegation")}
REMEDIES = "不服本决定的，可以自收到之日起六十日内申请行政复议，或者在六个月内提起行政诉讼。"
ANSWER = "当事人提出已经改正。经核查，改正时间在处罚决定之后，不影响认定，不予采纳。"


def measure(name: str, **changes: Any) -> Definitions[MeasureDefined]:
    """A measure of the measures list, for the list of the notice unless a change says otherwise."""
    claims = {
        "measure": name,
        "version": 1,
        "name": "限制参加招标投标活动",
        "is_incentive": False,
        "lists": ["market-serious"],
        "issuers": [AGENCY],
        "issuer_level": "national",
        "legal_basis": "《全国失信惩戒措施基础清单（2021年版）》",
        "effective_from": "2021-12-16",
        **changes,
    }
    return evolve_measure(Definitions(name), MeasureDefined.from_claims(claims, {}), by_centre(45))


MEASURES = (measure("no-subsidy"), measure("no-tender"))


def second(now: datetime) -> Authority:
    """Another person of the same body."""
    return Authority(GENESIS, SECOND_KEY, AGENCY_STATE, SECOND, now)


def other_body(now: datetime) -> Authority:
    """Another body."""
    key = replace(SECOND_KEY, kid=KID, holder=OTHER_BODY.iss)
    return Authority(GENESIS, key, AgencyState(BODY, "滕州市虚构委员会", ("provider",), enrolled_at=3), OTHER_BODY, now)


def court(now: datetime) -> Authority:
    """The same body, enrolled as a court."""
    return replace(bureau(now), agency=COURT_STATE)


def _event(kind: Any, plain: dict[str, Any], disclosed: dict[str, Any], changes: dict[str, Any]) -> Any:
    """Change plain claims by their names and disclosures by theirs without ``subject.``; None leaves one out."""
    for name, value in changes.items():
        claims, key = (plain, name) if name in kind.model_fields else (disclosed, f"subject.{name}")
        claims[key] = value
    return kind.from_claims(
        {name: value for name, value in plain.items() if value is not None},
        {name: value for name, value in disclosed.items() if value is not None},
    )


def notice(**changes: Any) -> NoticeServed:
    plain = {
        "listing": LISTING,
        "list": "market-serious",
        "list_version": 1,
        "tier": "serious",
        "edition": EDITION,
        "served_on": SERVED,
        "service": "post",
        "reply_until": UNTIL,
    }
    disclosed = {
        **WHO,
        "subject.facts": FACT,
        "subject.reason": "当事人销售未标明价格的商品，情节严重。",
        "subject.legal_basis": "《市场监督管理严重违法失信名单管理办法》第二条",
        "subject.rights": "可以在期限内陈述申辩。",
        "subject.reply_channel": "滕州市虚构路1号",
        "subject.measures": "no-subsidy,no-tender",
        "subject.service_evidence": "邮寄回执",
    }
    event: NoticeServed = _event(NoticeServed, plain, disclosed, changes)
    return event


def reply(**changes: Any) -> ReplyRequest:
    disclosed = {**WHO, "subject.text": "我单位已经改正，请不予列入。", "subject.evidence": "", **WINDOW}
    event: ReplyRequest = _event(ReplyRequest, {"listing": LISTING}, disclosed, changes)
    return event


def waiver(**changes: Any) -> WaiverRequest:
    event: WaiverRequest = _event(WaiverRequest, {"listing": LISTING}, {**WHO, **WINDOW}, changes)
    return event


def hearing(**changes: Any) -> HearingHeld:
    plain = {"listing": LISTING, "announced_on": "2026-04-28", "held_on": "2026-05-11"}
    disclosed = {**WHO, "subject.record": "听证笔录：双方陈述意见。", "subject.evidence": ""}
    event: HearingHeld = _event(HearingHeld, plain, disclosed, changes)
    return event


def decision(**changes: Any) -> ListingDecided:
    plain = {
        "listing": LISTING,
        "list": "market-serious",
        "list_version": 1,
        "tier": "serious",
        "edition": EDITION,
        "decided_on": DECIDED,
        "ends_on": ENDS,
    }
    disclosed = {
        **WHO,
        "subject.facts": FACT,
        "subject.document_no": "滕市监列〔2026〕1号",
        "subject.reason": "当事人销售未标明价格的商品，情节严重。",
        "subject.legal_basis": "《市场监督管理严重违法失信名单管理办法》第二条",
        "subject.reply_answer": "",
        "subject.measures": "no-subsidy",
        "subject.removal_conditions": "满一年并改正违法行为的，可以申请提前移出。",
        "subject.remedies": REMEDIES,
    }
    event: ListingDecided = _event(ListingDecided, plain, disclosed, changes)
    return event


def publication(**changes: Any) -> ListingPublished:
    plain = {
        "listing": LISTING,
        "list": "market-serious",
        "served_on": DECIDED,
        "service": "in_person",
        "has_repair_notice": True,
    }
    disclosed = {
        **WHO,
        "subject.masked_identifier": "",
        "subject.kind": "ENT",
        "subject.name": "滕州市虚构机械有限公司",
        "subject.summary": "销售未标明价格的商品，情节严重。",
        "subject.service_evidence": "送达回证",
    }
    event: ListingPublished = _event(ListingPublished, plain, disclosed, changes)
    return event


def ending(**changes: Any) -> ListingEnded:
    plain = {"listing": LISTING, "list": "market-serious", "ground": "conditions_met", "decided_on": "2027-06-01"}
    disclosed = {**WHO, "subject.reason": "已经改正，满足移出条件。", "subject.document_no": ""}
    event: ListingEnded = _event(ListingEnded, plain, disclosed, changes)
    return event


COURT_LIST = {"list": "court-dishonest", "tier": None, "subject_kinds": ["ENT", "NP", "SOLE"], "names_persons": True}


def mirrored(**changes: Any) -> CourtListMirrored:
    """A person on the courts' list."""
    plain = {
        "listing": LISTING,
        "list": "court-dishonest",
        "list_version": 1,
        "edition": EDITION,
        "decided_on": DECIDED,
        "ends_on": "2028-05-08",
    }
    disclosed = {
        **PERSON_WHO,
        "subject.masked_identifier": PERSON_MASK,
        "subject.kind": "NP",
        "subject.name": "赵虚构",
        "subject.birth_date": "",
        "subject.document_no": "（2026）虚0481执1号",
        "subject.reason": "有履行能力而拒不履行生效法律文书确定的义务。",
        "subject.duty": "支付货款十万元。",
    }
    event: CourtListMirrored = _event(CourtListMirrored, plain, disclosed, changes)
    return event


def person_fact(**changes: Any) -> FactState:
    terms = FactTerms(kind="NP", tier="serious", acted_on=date(2026, 3, 2))
    return fact_state(**{"subject": PERSON_SUBJECT, "terms": terms, **changes})


PERSON_LIST = list_definition(subject_kinds=["NP"], names_persons=True)


def at(position: int, iss: str = SIGNER.iss, kid: str = KID) -> Recorded:
    return Recorded(position, position, iss, kid, f"j{position}")


def fold(*events: Event, start: ListingState | None = None) -> ListingState:
    """Fold events of the body and of the platform, as whoever may sign them signs."""
    state = start or ListingState(LISTING)
    for event in events:
        is_platform = "platform" in event.SIGNERS
        state = evolve(state, event, at(100 + len(state.replies), PLATFORM if is_platform else SIGNER.iss))
    return state


def noticed(**changes: Any) -> ListingState:
    return fold(notice(**changes))


def decided(**changes: Any) -> ListingState:
    return fold(notice(), decision(**changes))


def replied(state: ListingState) -> ListingState:
    return fold(receive_reply(state, reply(), **ASKED, statement="s~", now=noon("2026-04-29")), start=state)


def waived(state: ListingState, day: str = "2026-04-29") -> ListingState:
    return fold(
        waive_reply(state, waiver(), signer_iss=SUBJECT_ISS, enrolled_by="", statement="s~", now=noon(day)), start=state
    )


def published(**changes: Any) -> ListingState:
    return fold(publication(**changes), start=decided())


def until_midnight(day: str, subject: Identifier = SUBJECT) -> Admission:
    """The subject, and the last millisecond of the day in Shanghai."""
    return Admission(subject, start_of_day_ms(date.fromisoformat(day) + timedelta(days=1)) - 1)
