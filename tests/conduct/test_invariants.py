"""Each invariant once broken past the services, and found; and once nearly broken, and left alone."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.clock.events import PublicityEnded
from domain.disclosure.events import DisclosureMade
from domain.event import Scalar
from domain.fact.events import FactWithdrawn
from domain.listing.events import CourtListMirrored, ListingEnded, NoticeServed
from domain.measure.events import MeasureApplied
from domain.request.events import ReplyRequest, WaiverRequest
from domain.subject.events import RecordErased
from domain.time import parse_date
from tests.conduct.raw_town import CASE, EDITION, LISTING, SUBJECT_ID, RawTown, founded, own_key
from tests.due_town import COMPANY_WHO, PERSON, PUBLIC_PENALTY
from tests.town import BUREAU, CENTRE
from tests.verify.audit_logs import fault_of
from verify.conduct.verdict import KEPT


@pytest.fixture
def town() -> RawTown:
    return founded()


def found(town: RawTown, position: int) -> tuple[str, str]:
    """Rule and code of the one thing broken, which must stand at the position."""
    ((at, rule, code),) = town.broken()
    assert at == position
    return rule, code


def test_inv_1_a_fact_of_an_item_withdrawn_before_its_decision_is_found(town: RawTown) -> None:
    town.record(CatalogueItemWithdrawn(item="xzcf", version=1, effective_to=parse_date("2026-04-19")), "centre")
    assert found(town, town.penalty()) == ("INV-1", "catalogue-not-effective")


def test_inv_1_a_fact_of_the_last_day_of_its_item_is_kept(town: RawTown) -> None:
    town.record(CatalogueItemWithdrawn(item="xzcf", version=1, effective_to=parse_date("2026-04-20")), "centre")
    town.penalty()
    assert town.broken() == []


def test_inv_1_a_fact_that_the_item_lets_another_body_provide_is_found(town: RawTown) -> None:
    assert found(town, town.penalty(key="centre"))[0] == "INV-1"


def test_inv_2_a_creed_in_the_text_of_a_fact_is_found(town: RawTown) -> None:
    position = town.penalty(facts="法定代表人系基督教徒，未在规定期限内公示年度报告")
    assert found(town, position) == ("INV-2", "prohibited-content")


def test_inv_2_a_word_that_only_resembles_a_category_is_kept(town: RawTown) -> None:
    town.penalty(facts="当事人经营教学用具，未在规定期限内公示年度报告")
    assert town.broken() == []


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


def test_inv_7_a_listing_a_day_longer_than_the_rules_allow_is_found(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    assert found(town, town.decision(fact, ends_on="2029-05-08")) == ("INV-7", "listing-term")


def test_inv_7_a_listing_up_to_the_last_day_that_the_rules_allow_is_kept(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    town.decision(fact)
    assert town.broken() == []


def publicity_end(town: RawTown, fact: int, **plain: Any) -> int:
    return town.by("platform", PublicityEnded, {"subject.facts": town.jtis[fact]}, **plain)


def test_inv_7_an_end_of_publicity_by_another_rule_is_found(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.on("2027-04-20")
    position = publicity_end(town, fact, rule="R-SD-38", ended_on="2027-04-20")
    assert found(town, position) == ("INV-7", "clock-not-due")


def test_inv_7_an_end_of_publicity_on_its_day_and_by_its_rule_is_kept(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.on("2027-04-20")
    publicity_end(town, fact, rule="R-NDRC36-general", ended_on="2027-04-20")
    assert town.broken() == []


def test_inv_7_an_end_of_publicity_a_day_early_is_found(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.on("2027-04-19", hour=23, minute=59)
    position = publicity_end(town, fact, rule="R-NDRC36-general", ended_on="2027-04-20")
    assert found(town, position) == ("INV-7", "clock-not-due")


def test_inv_7_an_end_of_publicity_of_a_listing_is_judged_as_well(town: RawTown) -> None:
    town.listed()
    town.on("2029-04-20")
    town.by(
        "platform",
        PublicityEnded,
        {"subject.facts": ""},
        rule="R-LISTING-term",
        ended_on="2029-04-20",
        listing=LISTING,
    )
    assert town.broken() == []


def test_inv_7_an_end_of_publicity_of_a_fact_that_is_not_there_is_found(town: RawTown) -> None:
    said = {"subject.facts": "0190a5b0-0000-7000-8000-00000000000f"}
    position = town.by("platform", PublicityEnded, said, rule="R-SD-38", ended_on="2026-04-20")
    assert found(town, position) == ("INV-7", "clock-not-due")


def test_inv_7_an_end_of_publicity_of_no_record_is_found(town: RawTown) -> None:
    position = town.by("platform", PublicityEnded, {"subject.facts": ""}, rule="R-SD-38", ended_on="2026-04-20")
    assert found(town, position) == ("INV-7", "clock-not-due")


def measure(town: RawTown, **plain: Any) -> int:
    given = {"listing": LISTING, "measure": "procurement-ban", "measure_version": 1, "applied_on": town.today, **plain}
    return town.by("centre", MeasureApplied, {"subject.content": "一年内限制参加政府采购活动"}, **given)


@pytest.mark.parametrize("is_said", [True, False])
def test_inv_7_a_notice_on_a_fact_whose_time_is_over_is_found(town: RawTown, *, is_said: bool) -> None:
    fact = town.penalty(tier="general")
    town.on("2027-04-20")
    if is_said:
        publicity_end(town, fact, rule="R-NDRC36-general", ended_on="2027-04-20")
    position = town.notice(fact, tier="general", reply_until="2027-05-20")
    assert found(town, position)[1] == "listing-ground-not-standing"


def test_inv_8_a_listing_published_on_a_fact_that_an_objection_suspends_is_found(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    town.decision(fact)
    town.objection(fact)
    town.on("2026-05-15")
    assert ("broken", "listing-ground-not-standing") in town.verdicts(town.publication())


def test_inv_8_a_measure_on_what_is_contested_is_found(town: RawTown) -> None:
    town.objection(town.listed())
    assert found(town, measure(town)) == ("INV-8", "measure-contested")


def test_inv_8_a_measure_on_what_is_contested_is_kept_where_it_cites_a_law(town: RawTown) -> None:
    town.objection(town.listed())
    measure(town, override_basis="《中华人民共和国政府采购法》第七十七条")
    assert town.broken() == []


def test_inv_8_a_measure_after_the_objection_was_decided_is_kept(town: RawTown) -> None:
    town.objection(town.listed())
    town.accepted()
    town.answered()
    town.rejected()
    measure(town)
    assert town.broken() == []


def objected(town: RawTown, decided: str) -> int:
    """An objection filed on Monday 20 April 2026, due on Thursday."""
    town.objection(town.penalty())
    town.accepted()
    town.answered()
    town.on(decided)
    return town.rejected()


def test_inv_9_an_objection_decided_a_day_late_is_found(town: RawTown) -> None:
    assert found(town, objected(town, "2026-04-24")) == ("R-SD-39a", "decision-late")


def test_inv_9_an_objection_decided_in_the_last_minute_is_kept(town: RawTown) -> None:
    objected(town, "2026-04-23")
    assert town.broken() == []


def granted(town: RawTown, granted_on: str) -> int:
    """An application of Monday 20 July 2026, due on Monday 3 August."""
    fact = town.penalty(tier="general")
    town.on("2026-07-20")
    town.repair_of(fact)
    town.repair_accepted()
    town.on(granted_on)
    return town.repair_granted(fact)


def test_inv_10_a_repair_granted_a_day_late_is_found(town: RawTown) -> None:
    assert found(town, granted(town, "2026-08-04")) == ("R-GBF22-total", "repair-decision-late")


def test_inv_10_a_repair_granted_on_the_last_day_is_kept(town: RawTown) -> None:
    granted(town, "2026-08-03")
    assert town.broken() == []


def test_inv_10_a_record_repaired_without_telling_who_was_shown_it_is_found(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.look(f"fact:{town.jtis[fact]}")
    town.on("2026-07-20")
    town.repair_of(fact)
    town.repair_accepted()
    assert found(town, town.repair_granted(fact)) == ("INV-10", "recall-missing")


def test_inv_10_a_record_repaired_with_a_recall_before_it_is_kept(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.look(f"fact:{town.jtis[fact]}")
    town.on("2026-07-20")
    town.repair_of(fact)
    town.repair_accepted()
    town.recall(f"fact:{town.jtis[fact]}", "repaired", due_on="2026-07-23")
    town.repair_granted(fact)
    assert town.broken() == []


def test_inv_11_a_revocation_reported_on_the_fourth_working_day_is_found(town: RawTown) -> None:
    fact = town.penalty()
    town.on("2026-04-24")
    assert found(town, town.revocation(fact, decided_on="2026-04-20")) == ("R-SD-40", "revocation-late")


def test_inv_11_a_revocation_reported_on_the_third_working_day_is_kept(town: RawTown) -> None:
    fact = town.penalty()
    town.on("2026-04-23")
    town.revocation(fact, decided_on="2026-04-20")
    assert town.broken() == []


def test_inv_11_a_measure_on_a_listing_whose_grounds_were_revoked_is_found(town: RawTown) -> None:
    town.revocation(town.listed(), decided_on="2026-05-08")
    assert found(town, measure(town))[1] == "measure-listing-not-effective"


def test_inv_12_a_fact_recorded_again_after_its_withdrawal_is_found(town: RawTown) -> None:
    fact = town.penalty()
    said = {"subject.fact": town.jtis[fact], "subject.reason": "复议撤销"}
    town.by("bureau", FactWithdrawn, said, item="xzcf", ground="revoked_on_review")
    assert found(town, town.penalty()) == ("INV-12", "document-twice")


def test_inv_12_a_fact_of_a_new_decision_is_kept(town: RawTown) -> None:
    fact = town.penalty()
    said = {"subject.fact": town.jtis[fact], "subject.reason": "复议撤销"}
    town.by("bureau", FactWithdrawn, said, item="xzcf", ground="revoked_on_review")
    town.penalty(2)
    assert town.broken() == []


def test_inv_12_a_listing_ended_cannot_take_effect_again(town: RawTown) -> None:
    town.listed()
    said = {"subject.reason": "条件已满足", "subject.document_no": ""}
    plain = {"listing": LISTING, "list": "market-serious", "ground": "conditions_met", "decided_on": town.today}
    town.by("bureau", ListingEnded, said, **plain)
    assert found(town, measure(town))[1] == "measure-listing-not-effective"


def test_inv_13_a_score_among_the_disclosures_is_found(town: RawTown) -> None:
    fact = town.penalty()
    plain = {
        "listing": LISTING, "list": "market-serious", "list_version": 1, "tier": "serious", "edition": EDITION,
        "served_on": town.today, "service": "in_person", "reply_until": "2026-05-06",
    }  # fmt: skip
    said: dict[str, Scalar] = {**COMPANY_WHO, "subject.facts": town.jtis[fact], "subject.score": 61}
    position = town.raw(NoticeServed, "bureau", said, [f"listing:{LISTING}"], **plain)
    assert found(town, position) == ("INV-13", "event-schema")


def test_inv_13_a_score_among_the_plain_claims_fails_the_audit(town: RawTown) -> None:
    item = CatalogueItemPublished.from_claims({**PUBLIC_PENALTY, "item": "xzcf-2"}, {})
    claims = {**item.plain_claims(), "score_rule": "minus 20"}
    statement = town.log.statement("catalogue-item-published", f"agency:{CENTRE}", "centre", claims)
    position = town.log.add(statement, ["catalogue:xzcf-2"])
    assert fault_of(town.log) == ("claim-wrong", 7, position)


def test_inv_13_the_tier_of_a_single_act_is_no_score(town: RawTown) -> None:
    town.notice(town.penalty())
    assert town.broken() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject.purpose": "curiosity"}, "purpose-not-in-force"),
        ({"subject.unit": "11370481FAKE00048H"}, "purpose-reader"),
        ({"subject.legal_basis": "领导交办"}, "look-basis"),
    ],
)
def test_inv_14_a_look_without_its_purpose_unit_or_law_is_found(
    town: RawTown, changes: dict[str, Any], code: str
) -> None:
    fact = town.penalty()
    assert found(town, town.look(f"fact:{town.jtis[fact]}", **changes)) == ("INV-14", code)


def test_inv_14_a_look_by_a_unit_that_its_purpose_names_is_kept(town: RawTown) -> None:
    fact = town.penalty()
    town.look(f"fact:{town.jtis[fact]}")
    own = {"subject.unit": "subject", "subject.purpose": "self-access", "subject.legal_basis": "《个人信息保护法》"}
    town.look(f"fact:{town.jtis[fact]}", **own)
    assert town.broken() == []


def test_inv_14_what_a_unit_was_shown_without_a_record_no_log_can_tell(town: RawTown) -> None:
    town.listed()
    measure(town)
    assert DisclosureMade.TOPIC not in {one.topic for one in town.judged().judgments}
    assert town.broken() == []


def erased(town: RawTown, fact: int) -> int:
    said = {
        "subject.id": SUBJECT_ID,
        "subject.record": town.jtis[fact],
        "subject.reason": "保存期满",
        "representative.id": "",
    }
    return town.record(RecordErased.from_claims({"ground": "retention_ended"}, said), "platform")


def test_inv_15_erased_data_leave_the_verdicts_on_everything_else(town: RawTown) -> None:
    gone = town.listed()
    town.withheld |= {gone}
    erased(town, gone)
    kept = town.penalty(2)
    summary = town.judged()
    assert summary.counts["broken"] == 0
    assert {one.code for one in summary.judgments if one.verdict == "not-judgeable"} == {"erased"}
    assert [one.verdict for one in summary.judgments if one.position == kept] == [KEPT]


def test_inv_15_another_agencys_key_fails_the_audit(town: RawTown) -> None:
    fact = town.penalty()
    position = town.record(
        FactWithdrawn.from_claims(
            {"item": "xzcf", "ground": "recorded_in_error"},
            {**COMPANY_WHO, "subject.fact": town.jtis[fact], "subject.reason": "误录"},
        ),
        "centre",
        iss=f"agency:{BUREAU}",
    )
    assert fault_of(town.log) == ("key-holder-mismatch", 6, position)


def test_inv_15_a_decision_by_an_outdated_edition_of_the_rules_is_found(town: RawTown) -> None:
    fact = town.penalty()
    assert found(town, town.notice(fact, edition=EDITION - 1)) == ("INV-15", "edition-outdated")


def test_inv_15_a_statement_id_used_twice_is_found(town: RawTown, monkeypatch: pytest.MonkeyPatch) -> None:
    first = town.penalty()
    with monkeypatch.context() as patched:
        patched.setattr(RawTown, "_jti", again(town, first))
        second = town.penalty(2)
    assert found(town, second) == ("INV-15", "jti-twice")


def test_inv_15_the_name_of_a_fact_used_by_another_body_is_found(
    town: RawTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {**PUBLIC_PENALTY, "item": "xzcf-2", "providers": (CENTRE,)}
    town.record(CatalogueItemPublished.from_claims(own, {}), "centre")
    first = town.penalty()
    with monkeypatch.context() as patched:
        patched.setattr(RawTown, "_jti", again(town, first))
        second = town.penalty(2, key="centre", item="xzcf-2", source_body_code=CENTRE)
    assert found(town, second) == ("INV-15", "fact-twice")


def again(town: RawTown, position: int) -> Callable[[RawTown], str]:
    def jti(_town: RawTown) -> str:
        town.jtis.append(town.jtis[position])
        return town.jtis[position]

    return jti


def test_a_whole_course_is_kept(town: RawTown) -> None:
    own_key(town)
    fact = town.listed()
    town.objection(fact, key="own")
    town.accepted(CASE)
    town.answered()
    town.rejected()
    assert town.judged().counts["kept"] == len(town.log.entries) + 1  # and the deadline of the objection
