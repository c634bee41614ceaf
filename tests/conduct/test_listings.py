"""Listings of minors, too early, without an answer or without a content are found; those just within are kept."""

from typing import Any

import pytest

from domain.listing.events import CourtListMirrored
from domain.request.events import ReplyRequest, WaiverRequest
from tests.conduct.raw_log import found
from tests.conduct.raw_town import EDITION, LISTING, RawTown
from tests.due_town import PERSON


def court_listing(town: RawTown, born: str) -> int:
    return town.record(
        CourtListMirrored.from_claims(
            {
                "listing": LISTING,
                "list": "court-defaulters",
                "list_version": 1,
                "edition": EDITION,
                "decided_on": "2026-04-20",
                "ends_on": "2028-04-20",
            },
            {
                **PERSON,
                "subject.identifier": born,
                "subject.masked_identifier": f"{born[:6]}********{born[-4:]}",
                "subject.kind": "NP",
                "subject.name": "赵示例",
                "subject.birth_date": "",
                "subject.document_no": "（2026）鲁0481执1号",
                "subject.reason": "有履行能力而拒不履行生效法律文书确定的义务",
                "subject.duty": "支付货款人民币一万元",
            },
        ),
        "court",
    )


def rid(born: str) -> str:
    digits = f"990000{born}123"
    weights = [pow(2, 17 - place, 11) for place in range(17)]
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return digits + "10X98765432"[total % 11]


def test_inv_3_a_person_listed_by_a_court_on_the_eighteenth_birthday_is_found(town: RawTown) -> None:
    assert found(town, court_listing(town, rid("20080420"))) == ("INV-3", "court-list-minor")


def test_inv_3_a_person_listed_by_a_court_the_day_after_is_kept(town: RawTown) -> None:
    court_listing(town, rid("20080419"))
    assert town.broken() == []


def test_inv_4_a_decision_on_the_last_day_for_a_reply_is_found(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-06")
    assert found(town, town.decision(fact)) == ("INV-4", "notice-period-running")


def test_inv_4_a_decision_on_the_day_after_is_kept(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    town.decision(fact)
    assert town.broken() == []


def test_inv_4_a_decision_after_a_waiver_need_not_wait(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-04-22")
    town.request(WaiverRequest, {}, listing=LISTING)
    town.decision(fact)
    assert town.broken() == []


def test_inv_4_a_notice_that_leaves_a_day_too_little_is_found(town: RawTown) -> None:
    fact = town.penalty()
    assert found(town, town.notice(fact, reply_until="2026-04-24")) == ("INV-4", "reply-time-short")


@pytest.mark.parametrize(("day", "until"), [("2026-04-28", "2026-06-30"), ("2026-04-27", "2026-04-28")])
def test_inv_4_a_notice_recorded_too_late_for_a_reply_is_found(town: RawTown, day: str, until: str) -> None:
    fact = town.penalty()
    town.on(day)
    position = town.notice(fact, served_on="2026-04-20", reply_until=until)
    assert found(town, position) == ("INV-4", "notice-recorded-late")


def test_inv_4_a_listing_published_with_the_key_that_decided_it_is_found(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    town.decision(fact)
    town.on("2026-05-08")
    assert found(town, town.publication(key="bureau")) == ("INV-4", "listing-second-person")


def test_inv_4_a_listing_published_with_another_key_of_its_body_is_kept(town: RawTown) -> None:
    town.listed()
    assert town.broken() == []


def test_inv_5_a_second_notice_beside_an_undecided_one_is_found(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    assert found(town, town.notice(fact, "0190a5b0-0000-4000-8000-0000000000aa"))[1] == "listing-notice-parallel"


def test_inv_5_a_reply_without_an_answer_is_found(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.request(ReplyRequest, {"subject.text": "年报已于三月补报", "subject.evidence": ""}, listing=LISTING)
    town.on("2026-05-07")
    assert found(town, town.decision(fact)) == ("INV-5", "reply-unanswered")


def test_inv_5_a_reply_with_an_answer_is_kept(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.request(ReplyRequest, {"subject.text": "年报已于三月补报", "subject.evidence": ""}, listing=LISTING)
    town.on("2026-05-07")
    town.decision(fact, said={"subject.reply_answer": "补报在立案之后，不影响情节认定，意见不予采纳"})
    assert town.broken() == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"subject.remedies": "可以申请救济"}, "listing-remedies"),
        ({"subject.legal_basis": "有关规定"}, "listing-basis"),
        ({"subject.measures": "another-ban"}, "listing-measure-not-noticed"),
    ],
)
def test_inv_6_a_decision_that_lacks_a_content_is_found(town: RawTown, said: dict[str, Any], code: str) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    assert found(town, town.decision(fact, said=said)) == ("INV-6", code)


def test_inv_6_a_decision_that_leaves_a_measure_away_is_kept(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    town.decision(fact, said={"subject.measures": ""})
    assert town.broken() == []
