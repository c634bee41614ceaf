"""Due process on the real recorder: from an act to its listing, and out again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided
from domain.disclosure.events import RecallOrdered
from domain.disclosure.refusals import PurposeUnknownError, ReaderNotNamedError
from domain.identifier import Identifier
from domain.listing.events import ListingDecided, ListingPublished, NoticeServed
from domain.listing.ground_refusals import GroundNotStandingError
from domain.measure.events import MeasureApplied
from domain.repair.events import RepairAccepted, RepairGranted, RepairRefused
from domain.repair.refusals import RepairNotOpenError
from domain.request.events import CaseRequest, CommitmentRequest, RepairRequest, ReplyRequest, SubjectKeyRequest
from domain.subject.events import SubjectOpened
from ledger.base64url import encode
from ledger.service.folds import LISTING
from ledger.service.looks import Look
from ledger.service.receipts import Receipt
from projections.reading import Reading
from tests.due_town import OF_TIER, OWN_KEY, PERSON, DueTown, new_id, open_due_town
from tests.town import BUREAU, CENTRE, COMPANY, COMPANY_CODE
from verify.policy import parse_policy
from verify.receipt import verify_receipt

LIST = "market-serious"
SUBJECT = Identifier("uscc", COMPANY_CODE)


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as opened:
        yield opened


def notice(town: DueTown, fact: str, listing: str, tier: str = "serious", **plain: object) -> Receipt:
    given = {
        "listing": listing,
        "list": LIST,
        "list_version": OF_TIER[tier],
        "tier": tier,
        "edition": town.edition,
        "served_on": town.clock.today,
        "service": "in_person",
        "reply_until": "2026-05-06",
        **plain,
    }
    return town.send(
        town.as_bureau(
            NoticeServed,
            {
                "subject.facts": fact,
                "subject.reason": "未按规定公示年度报告，情节严重",
                "subject.legal_basis": "《市场监督管理严重违法失信名单管理办法》第二条",
                "subject.rights": "有权陈述、申辩，有权要求听证",
                "subject.reply_channel": "滕州市示例审批服务局三楼法规科",
                "subject.measures": "procurement-ban",
                "subject.service_evidence": "送达回证〔2026〕1号",
            },
            **given,
        )
    )


def decision(
    town: DueTown, fact: str, listing: str, answer: str = "", tier: str = "serious", **plain: object
) -> Receipt:
    given = {
        "listing": listing,
        "list": LIST,
        "list_version": OF_TIER[tier],
        "tier": tier,
        "edition": town.edition,
        "decided_on": town.clock.today,
        "ends_on": "2027-04-20",
        **plain,
    }
    return town.send(
        town.as_bureau(
            ListingDecided,
            {
                "subject.facts": fact,
                "subject.document_no": "滕审列〔2026〕1号",
                "subject.reason": "未按规定公示年度报告，情节严重",
                "subject.legal_basis": "《市场监督管理严重违法失信名单管理办法》第二条",
                "subject.reply_answer": answer,
                "subject.measures": "procurement-ban",
                "subject.removal_conditions": "纠正违法行为、履行义务并作出信用承诺，满一年后可以申请修复",
                "subject.remedies": "可以自收到之日起六十日内申请行政复议，或者六个月内提起行政诉讼",
            },
            **given,
        )
    )


def publication(town: DueTown, listing: str) -> Receipt:
    return town.send(
        town.as_second(
            ListingPublished,
            {
                "subject.masked_identifier": "",
                "subject.kind": "ENT",
                "subject.name": COMPANY,
                "subject.summary": "未按规定公示年度报告，情节严重",
                "subject.service_evidence": "送达回证〔2026〕2号",
            },
            listing=listing,
            list=LIST,
            served_on=town.clock.today,
            service="in_person",
            has_repair_notice=True,
        )
    )


def listed(town: DueTown, tier: str = "serious") -> tuple[str, str]:
    """Bring the company onto the list; give the fact and the listing."""
    town.open_list(tier)
    fact, listing = town.penalty(1, tier=tier), new_id()
    town.send(fact)
    notice(town, fact.jti, listing, tier)
    town.clock.on("2026-05-06")
    town.send(
        town.as_window(
            ReplyRequest, {"subject.text": "年报已于三月补报，请求从轻", "subject.evidence": ""}, listing=listing
        )
    )
    town.clock.on("2026-05-07")
    decision(town, fact.jti, listing, "补报在立案之后，不影响情节认定，意见不予采纳", tier)
    town.clock.on("2026-05-08")
    publication(town, listing)
    return fact.jti, listing


def test_a_company_is_listed_after_notice_reply_and_two_signatures(town: DueTown) -> None:
    _, listing = listed(town)
    town.send(
        town.as_centre(
            MeasureApplied,
            {"subject.content": "一年内限制参加政府采购活动"},
            listing=listing,
            measure="procurement-ban",
            measure_version=1,
            applied_on=town.clock.today,
        )
    )


def test_a_request_repeated_gets_its_receipt_again_and_another_under_its_id_is_refused(town: DueTown) -> None:
    fact = town.penalty(1)
    town.send(fact)
    request = town.as_window(
        CaseRequest,
        {
            "subject.target_kind": "fact",
            "subject.target": fact.jti,
            "subject.text": "罚款数额有误",
            "subject.evidence": "",
            "subject.body": "",
            "subject.document_no": "",
        },
        kind="objection",
    )
    first, again = town.send(request), town.send(request)
    assert first.index == again.index
    assert first.statement.iss == "platform"


def objection(town: DueTown, fact: str) -> Receipt:
    return town.send(
        town.as_company(
            CaseRequest,
            {
                "subject.target_kind": "fact",
                "subject.target": fact,
                "subject.text": "罚款数额有误",
                "subject.evidence": "",
                "subject.body": "",
                "subject.document_no": "",
            },
            kind="objection",
        )
    )


def with_own_key(town: DueTown) -> None:
    town.send(
        town.as_window(
            SubjectKeyRequest, {"subject.kid": OWN_KEY.kid, "subject.public_key": encode(OWN_KEY.public_key)}
        )
    )


def test_a_subject_objects_with_a_key_of_its_own_and_the_centre_decides(town: DueTown) -> None:
    fact = town.penalty(1)
    town.send(fact)
    with_own_key(town)
    case = str(objection(town, fact.jti).statement.plain["case"])
    town.clock.on("2026-04-21")
    town.send(town.as_centre(CaseAccepted, {}, case=case, accepted_on=town.clock.today, needs_help=False))
    town.send(
        town.as_bureau(
            CaseAnswered,
            {"subject.reason": "经核查，罚款数额与决定书一致", "subject.evidence": ""},
            case=case,
            finding="confirmed",
            answered_on=town.clock.today,
        )
    )
    town.send(
        town.as_centre(
            CaseDecided,
            {"subject.reason": "来源单位已核实，异议不成立", "subject.evidence": ""},
            case=case,
            outcome="rejected",
            decided_on=town.clock.today,
        )
    )
    assert town.ledger.clockwork.breach(case) is None


def test_the_platform_says_once_that_an_objection_was_not_decided_in_time(town: DueTown) -> None:
    fact = town.penalty(1)
    town.send(fact)
    with_own_key(town)
    case = str(objection(town, fact.jti).statement.plain["case"])
    town.clock.on("2026-04-23", hour=23, minute=59)
    assert town.ledger.clockwork.breach(case) is None
    town.clock.on("2026-04-24", hour=0)
    assert town.ledger.clockwork.breach(case) is not None
    assert town.ledger.clockwork.breach(case) is None


def test_a_key_that_nobody_enrolled_for_the_subject_is_refused(town: DueTown) -> None:
    fact = town.penalty(1)
    town.send(fact)
    statement = town.as_company(ReplyRequest, {"subject.text": "x", "subject.evidence": ""}, listing=new_id())
    assert town.refused(statement) == "key-unknown"


def applied(town: DueTown, targets: str) -> str:
    request = town.as_window(
        RepairRequest,
        {
            "subject.targets": targets,
            "subject.text": "已补报年报并缴清罚款",
            "subject.commitment": "今后依法按期公示年度报告",
            "subject.evidence": "",
        },
    )
    return str(town.send(request).statement.plain["case"])


def test_a_grant_of_repair_ends_the_listing_and_recalls_what_was_shown(town: DueTown) -> None:
    fact, listing = listed(town, "general")
    looked = Look(SUBJECT, CENTRE, "procurement", ["subject.name"], [f"listing:{listing}"], "signed")
    town.ledger.looks.record(looked)
    town.clock.on("2026-09-01")
    case = applied(town, f"fact:{fact},listing:{listing}")
    town.send(town.as_bureau(RepairAccepted, {}, case=case, accepted_on=town.clock.today))
    town.clock.on("2026-09-03")
    receipt = town.send(
        town.as_bureau(
            RepairGranted,
            {"subject.facts": fact, "subject.reason": "已履行义务，符合修复条件"},
            case=case,
            edition=town.edition,
            decided_on=town.clock.today,
            listings=[listing],
        )
    )
    with town.ledger.pool.connection() as connection, connection.cursor() as cursor:
        reading = Reading(cursor, town.ledger.source, now=town.clock.now)
        (display,) = reading.shown.displays_of_listings([reading.at(LISTING, listing)])
        recall = town.ledger.source.at(cursor, [receipt.index - 1])[receipt.index - 1]
    assert (display.is_public, display.is_effective, display.end_reason) == (False, False, "repaired")
    assert recall.topic == RecallOrdered.TOPIC
    assert recall.disclosed["subject.targets"] == f"listing:{listing}"


def test_a_body_that_refused_an_application_grants_it_after_all_once(town: DueTown) -> None:
    fact, listing = listed(town, "general")
    looked = Look(SUBJECT, CENTRE, "procurement", ["subject.name"], [f"listing:{listing}"], "signed")
    town.ledger.looks.record(looked)
    town.clock.on("2026-09-01")
    case = applied(town, f"fact:{fact},listing:{listing}")
    refused = {"subject.targets": f"fact:{fact},listing:{listing}", "subject.reason": "所附缴款凭证系伪造，已核实"}
    plain = {"case": case, "edition": town.edition, "decided_on": town.clock.today}
    town.send(town.as_bureau(RepairRefused, refused, **plain, reason="false_material"))
    with pytest.raises(RepairNotOpenError):
        applied(town, f"fact:{fact}")
    town.clock.on("2026-11-03")
    said = {"subject.facts": fact, "subject.reason": "法院判决认定缴款凭证真实，本局准予修复"}
    plain |= {"decided_on": town.clock.today, "listings": [listing]}
    receipt = town.send(town.as_bureau(RepairGranted, said, **plain))
    with town.ledger.pool.connection() as connection, connection.cursor() as cursor:
        recall = town.ledger.source.at(cursor, [receipt.index - 1])[receipt.index - 1]
    assert (recall.topic, recall.disclosed["subject.targets"]) == (RecallOrdered.TOPIC, f"listing:{listing}")
    assert town.ledger.clockwork.breach(case) is None
    again = town.as_bureau(RepairGranted, {**said, "subject.reason": "再次准予修复，理由同前"}, **plain)
    assert town.refused(again) == "repair-decided"


def test_nobody_looks_without_a_purpose_that_names_him(town: DueTown) -> None:
    with pytest.raises(PurposeUnknownError):
        town.ledger.looks.require(BUREAU, "curiosity")
    with pytest.raises(ReaderNotNamedError):
        town.ledger.looks.require("11370481FAKE00048H", "procurement")


def test_the_receipt_of_a_request_opens_the_event_around_it_for_whoever_signed_it(town: DueTown) -> None:
    town.send(town.penalty(1))
    request = town.as_window(
        SubjectKeyRequest, {"subject.kid": OWN_KEY.kid, "subject.public_key": encode(OWN_KEY.public_key)}
    )
    policy = parse_policy(json.dumps(town.ledger.policy()).encode())
    for receipt in (town.send(request), town.send(request)):
        recorded = verify_receipt(receipt.to_json(), policy, now_s=0)
        assert recorded.disclosed["subject.statement"] == request.text


@pytest.mark.parametrize("is_said", [True, False])
def test_a_notice_on_a_fact_whose_time_is_over_is_refused_whether_or_not_the_worker_ran(
    town: DueTown, *, is_said: bool
) -> None:
    fact = town.penalty(1, tier="general")
    town.send(fact)
    town.clock.on("2027-04-20")
    if is_said:
        assert town.ledger.clockwork.end_of_fact(fact.jti) is not None
    with pytest.raises(GroundNotStandingError):
        notice(town, fact.jti, new_id(), reply_until="2027-05-20")


def test_a_listing_is_not_published_while_an_objection_against_its_fact_is_overdue(town: DueTown) -> None:
    fact, listing = town.penalty(1), new_id()
    town.send(fact)
    with_own_key(town)
    notice(town, fact.jti, listing)
    town.clock.on("2026-05-07")
    decision(town, fact.jti, listing)
    objection(town, fact.jti)
    town.clock.on("2026-05-15")
    with pytest.raises(GroundNotStandingError):
        publication(town, listing)


def test_a_public_body_without_any_record_commits_itself_like_everybody_and_nobody_begins_a_persons_file(
    town: DueTown,
) -> None:
    said = {"subject.text": "承诺依法履行合同", "subject.to_body": CENTRE, "subject.fulfil_by": ""}
    body = {"subject.identifier_type": "uscc", "subject.identifier": BUREAU}
    receipt = town.send(town.as_window(CommitmentRequest, {**said, **body}, kind="government"))
    with town.ledger.pool.connection() as connection, connection.cursor() as cursor:
        opened = town.ledger.source.at(cursor, [receipt.index - 1])[receipt.index - 1]
    assert (opened.topic, opened.disclosed["subject.kind"]) == (SubjectOpened.TOPIC, "ORG")
    person = {**PERSON, "subject.delegate": "", "subject.delegation": ""}
    assert town.refused(town.as_window(CommitmentRequest, {**said, **person}, kind="voluntary")) == "requester-unknown"
