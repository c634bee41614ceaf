"""Due process on the real recorder: from an act to its listing, and out again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.listing.events import ListingDecided, ListingPublished, NoticeServed
from domain.measure.events import MeasureApplied
from domain.request.events import ReplyRequest
from ledger.service.receipts import Receipt
from tests.due_town import DueTown, new_id, open_due_town
from tests.town import COMPANY

LIST = "market-serious"


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as opened:
        yield opened


def notice(town: DueTown, fact: str, listing: str, **plain: object) -> Receipt:
    given = {
        "listing": listing,
        "list": LIST,
        "list_version": 1,
        "tier": "serious",
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


def decision(town: DueTown, fact: str, listing: str, answer: str = "", **plain: object) -> Receipt:
    given = {
        "listing": listing,
        "list": LIST,
        "list_version": 1,
        "tier": "serious",
        "edition": town.edition,
        "decided_on": town.clock.today,
        "ends_on": "2029-04-20",
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


def listed(town: DueTown) -> tuple[str, str]:
    """Bring the company onto the list; give the fact and the listing."""
    fact, listing = town.penalty(1), new_id()
    town.send(fact)
    notice(town, fact.jti, listing)
    town.clock.on("2026-05-06")
    town.send(
        town.as_window(
            ReplyRequest, {"subject.text": "年报已于三月补报，请求从轻", "subject.evidence": ""}, listing=listing
        )
    )
    town.clock.on("2026-05-07")
    decision(town, fact.jti, listing, "补报在立案之后，不影响情节认定，意见不予采纳")
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
