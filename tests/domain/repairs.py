"""Building blocks of repair: a listing open to it, requests, events of an application, and how far one came."""

from datetime import date
from typing import Any

from domain.agency.state import AgencyState
from domain.authority import Authority
from domain.case.matters import Matters
from domain.fact.state import FactState
from domain.key.state import KeyState
from domain.listing.state import ListingState
from domain.repair.decide import apply_for_repair
from domain.repair.events import RepairAccepted, RepairApplied, RepairGranted, RepairRefused
from domain.repair.state import RepairState, evolve
from domain.request.events import RepairRequest
from domain.rule.law import Law
from domain.signer import PLATFORM, Signer
from domain.time import start_of_day_ms
from tests.domain.builders import BODY, GENESIS, KID, PUBLIC_KEY, SIGNER, recorded
from tests.domain.due_process import CASE, FACT, LAW, LISTING, SUBJECT, WHO, fact_state, noon

OTHER_CASE = "0190a5b0-0000-4000-8000-00000000000d"
ON_FACT, ON_LISTING = f"fact:{FACT}", f"listing:{LISTING}"
TODAY = "2027-06-01"
NEXT_MIDNIGHT = start_of_day_ms(date(2027, 6, 2))
EDITION = LAW.rules.edition
OTHER_BODY = Signer(f"agency:{BODY}", KID)
REASON = "已缴清罚款并完成整改，经现场核查属实。"
OWNERS = {ON_FACT: SIGNER.iss, ON_LISTING: SIGNER.iss}


def listing_state(**changes: Any) -> ListingState:
    """A listing of the company, published and running."""
    given_: dict[str, Any] = {
        "listing": LISTING,
        "iss": SIGNER.iss,
        "list_id": "market-serious",
        "list_version": 1,
        "tier": "serious",
        "subject": SUBJECT,
        "facts": (FACT,),
        "noticed_at": 60,
        "decided_at": 61,
        "decided_on": date(2026, 5, 6),
        "ends_on": date(2029, 5, 6),
        "published_at": 62,
    }
    return ListingState(**{**given_, **changes})


def other_body(day: str = TODAY) -> Authority:
    """Another agency, with a key of its own."""
    state = AgencyState(BODY, "滕州市虚构委员会", ("provider",), enrolled_at=3)
    return Authority(GENESIS, KeyState(KID, OTHER_BODY.iss, PUBLIC_KEY, enrolled_at=5), state, OTHER_BODY, noon(day))


def request(targets: str = f"{ON_FACT},{ON_LISTING}", **changes: str | None) -> RepairRequest:
    """What the company signs itself."""
    disclosed: dict[str, str | None] = {
        **WHO,
        "subject.targets": targets,
        "subject.text": "罚款已于五月缴清，标价已经改正。",
        "subject.commitment": "本公司承诺依法诚信经营，不再发生同类行为。",
        "subject.evidence": "",
        "subject.identity_evidence": "",
        "subject.clerk": "",
        "subject.delegate": "",
        "subject.delegation": "",
        **{f"subject.{name}": value for name, value in changes.items()},
    }
    return RepairRequest.from_claims({}, {name: value for name, value in disclosed.items() if value is not None})


def applied(
    asked: RepairRequest | None = None,
    *,
    facts: tuple[FactState, ...] = (fact_state(),),
    listings: tuple[tuple[ListingState, Matters], ...] = ((listing_state(), Matters()),),
    is_adverse: bool = True,
    repairs: tuple[RepairState, ...] = (),
    by: Law = LAW,
    day: str = TODAY,
) -> RepairApplied:
    """File an application over the fact and the listing."""
    adverse = {one.jti: is_adverse for one in facts}
    return apply_for_repair(
        asked or request(), facts, listings, adverse, repairs, case=CASE, statement="ey~x~", law=by, now=noon(day)
    )


def filed(event: RepairApplied | None = None) -> RepairState:
    """The application as the log holds it."""
    return evolve(RepairState(CASE), event or applied(), recorded(90, PLATFORM))


def accepted(day: str = TODAY, case: str = CASE, **changes: str) -> RepairAccepted:
    return RepairAccepted.from_claims({"case": case, "accepted_on": day}, {**WHO, **changes})


def granted(
    facts: str = FACT,
    listings: tuple[str, ...] = (LISTING,),
    *,
    reason: str | None = REASON,
    identifier: str = "",
    **claims: Any,
) -> RepairGranted:
    plain = {"case": CASE, "edition": EDITION, "decided_on": TODAY, "listings": list(listings), **claims}
    disclosed = {**WHO, "subject.facts": facts, "subject.reason": reason}
    if identifier:
        disclosed["subject.identifier"] = identifier
    return RepairGranted.from_claims(
        {name: value for name, value in plain.items() if value},
        {name: value for name, value in disclosed.items() if value is not None},
    )


def refusal(targets: str = ON_FACT, reason: str = "duties_open", text: str = "", **claims: Any) -> RepairRefused:
    plain = {"case": CASE, "edition": EDITION, "decided_on": TODAY, "reason": reason, **claims}
    text = text or "罚款尚有一千元未缴，请缴清后再申请。"
    return RepairRefused.from_claims(plain, {**WHO, "subject.targets": targets, "subject.reason": text})


def taken_up(repair: RepairState | None = None, iss: str = SIGNER.iss) -> RepairState:
    return evolve(repair or filed(), accepted(), recorded(91, iss))
