"""Reasons of those who decide, and what a case obliges to that the subject won (INV-8, INV-9, INV-11)."""

from typing import Any

import pytest

from domain.case.events import CaseAnswered, CaseDecided
from domain.clock.events import ClockBreached
from domain.fact.events import FactCorrected, FactWithdrawn
from domain.listing.events import ListingEnded
from domain.measure.events import MeasureApplied
from domain.request.events import CaseRequest, EscalationRequest
from domain.subject.events import RecordErased, SubjectErased
from tests.conduct.raw_log import SUBJECT_ID
from tests.conduct.raw_town import CASE, EDITION, LISTING, RawTown

REASON = "经核查，罚款数额与决定书不符"


def decided(town: RawTown, outcome: str, reason: str = REASON, *, key: str = "centre", evidence: str = "") -> int:
    said = {"subject.reason": reason, "subject.evidence": evidence}
    return town.by(key, CaseDecided, said, case=CASE, outcome=outcome, decided_on=town.today)


@pytest.mark.parametrize(("reason", "is_kept"), [("。", False), ("不予受理。", False), ("没有说明任何具体理由", True)])
def test_inv_8_an_objection_is_inadmissible_only_with_reasons(town: RawTown, reason: str, is_kept: bool) -> None:
    town.objection(town.penalty())
    found = decided(town, "inadmissible", reason)
    assert town.broken() == ([] if is_kept else [(found, "INV-9", "case-reason")])


@pytest.mark.parametrize(("reason", "is_kept"), [("属实", False), (REASON, True)])
def test_inv_8_an_answer_says_what_was_found(town: RawTown, reason: str, is_kept: bool) -> None:
    town.objection(town.penalty())
    town.accepted()
    said = {"subject.reason": reason, "subject.evidence": ""}
    found = town.by("bureau", CaseAnswered, said, case=CASE, finding="confirmed", answered_on=town.today)
    assert town.broken() == ([] if is_kept else [(found, "INV-9", "case-reason")])


# Mended by its body in time


def corrected(town: RawTown, fact: int, content: str = "罚款人民币一千元") -> int:
    """State a penalty anew, with another content."""
    plain = {"item": "xzcf", "item_version": 1, "rules": "2026.1", "decided_on": "2026-04-20", "reason": "source_error"}
    said = {**town.disclosed(fact), "subject.fact": town.jtis[fact], "subject.content": content}
    return town.record(FactCorrected.from_claims(plain, said), "bureau", digests=48)


def sued(town: RawTown, target: str, target_kind: str = "fact", kind: str = "litigation") -> int:
    said = {
        "subject.target_kind": target_kind, "subject.target": target, "subject.text": "违法", "subject.evidence": "",
        "subject.body": "滕州市示例人民法院", "subject.document_no": "（2026）鲁0481行初1号",
    }  # fmt: skip
    return town.request(CaseRequest, said, kind=kind, taken={"case": CASE, "edition": EDITION})


def won(town: RawTown) -> tuple[int, int]:
    """A suit won on Monday 20 April 2026, to be answered until Thursday; give the fact and the judgment."""
    fact = town.penalty()
    sued(town, town.jtis[fact])
    return fact, decided(town, "upheld", key="court")


def rest(town: RawTown, day: str) -> None:
    """Let time pass until something else is recorded."""
    town.on(day)
    town.penalty(99)


def said(town: RawTown, due_on: str = "2026-04-23") -> int:
    return town.by("platform", ClockBreached, case=CASE, rule="R-SD-40", due_on=due_on)


def withdrawn(town: RawTown, fact: int) -> int:
    what = {"subject.fact": town.jtis[fact], "subject.reason": "判决认定登记有误"}
    return town.by("bureau", FactWithdrawn, what, item="xzcf", ground="recorded_in_error")


def test_inv_11_a_record_that_lost_in_court_and_is_left_as_it_was_is_found(town: RawTown) -> None:
    _, judgment = won(town)
    rest(town, "2026-04-24")
    assert town.broken() == [(judgment, "R-SD-40", "record-unmended")]


def test_inv_11_a_record_that_lost_in_court_is_in_time_on_its_last_day(town: RawTown) -> None:
    _, judgment = won(town)
    rest(town, "2026-04-23")
    assert town.broken() == []
    assert town.verdicts(judgment) == [("kept", "")]


@pytest.mark.parametrize("mend", ["corrected", "withdrawn", "revoked"])
def test_inv_11_a_record_mended_on_the_last_day_is_kept_and_a_day_later_late(town: RawTown, mend: str) -> None:
    def mended(fact: int) -> None:
        if mend == "revoked":
            town.revocation(fact, decided_on=town.today)
        else:
            (corrected if mend == "corrected" else withdrawn)(town, fact)

    fact, judgment = won(town)
    town.on("2026-04-23")
    mended(fact)
    rest(town, "2026-05-20")
    assert town.broken() == []
    assert town.verdicts(judgment) == [("kept", ""), ("kept", "in-time")]


def test_inv_11_a_record_mended_a_day_late_is_found_and_needs_no_breach(town: RawTown) -> None:
    fact, judgment = won(town)
    town.on("2026-04-24")
    withdrawn(town, fact)
    rest(town, "2026-05-20")
    assert town.broken() == [(judgment, "R-SD-40", "record-unmended")]


def test_inv_9_that_a_record_was_not_mended_has_to_be_said(town: RawTown) -> None:
    fact, judgment = won(town)
    rest(town, "2026-04-25")
    late = (judgment, "R-SD-40", "record-unmended")
    assert town.broken() == [late, (judgment, "R-SD-40", "breach-unsaid")]
    said(town)
    assert town.broken() == [late]
    withdrawn(town, fact)
    assert town.broken() == [late]


def test_inv_9_that_a_record_was_not_mended_is_said_once_and_only_while_it_is_not(town: RawTown) -> None:
    fact, judgment = won(town)
    town.on("2026-04-23")
    early = said(town)
    assert (early, "INV-7", "clock-not-due") in town.broken()
    town.on("2026-04-24")
    withdrawn(town, fact)
    late = said(town)
    assert (late, "INV-7", "clock-not-due") in town.broken()
    assert (judgment, "R-SD-40", "record-unmended") in town.broken()


def test_inv_11_an_upheld_objection_obliges_too_and_a_correction_from_before_it_mends_nothing(town: RawTown) -> None:
    fact = town.penalty()
    town.objection(fact)
    town.accepted()
    corrected(town, fact)
    town.answered(finding="wrong")
    judgment = decided(town, "upheld")
    rest(town, "2026-04-24")
    assert town.broken() == [(judgment, "R-SD-40", "record-unmended")]


def test_inv_11_a_complaint_that_was_right_obliges_to_mend_no_record(town: RawTown) -> None:
    fact = town.penalty()
    sued(town, town.jtis[fact], kind="complaint")
    town.accepted()
    decided(town, "upheld")
    rest(town, "2026-06-24")
    assert town.broken() == []


def test_inv_11_a_listing_that_lost_in_review_is_ended_in_time(town: RawTown) -> None:
    town.listed()
    sued(town, LISTING, "listing", "review")
    judgment = decided(town, "upheld", key="bureau", evidence="A" * 43)
    town.on("2026-05-12")
    town.penalty(98)
    assert town.broken() == []
    rest(town, "2026-05-13")
    assert town.broken() == [(judgment, "R-SD-40", "record-unmended")]


def ended(town: RawTown) -> int:
    what = {"subject.reason": "复议决定撤销列入决定", "subject.document_no": "滕政复决〔2026〕1号"}
    plain = {"listing": LISTING, "list": "market-serious", "ground": "wrong_listing", "decided_on": town.today}
    return town.by("bureau", ListingEnded, what, **plain)


def test_inv_11_no_measure_is_applied_on_a_listing_that_lost_in_review(town: RawTown) -> None:
    town.listed()
    sued(town, LISTING, "listing", "review")
    decided(town, "upheld", key="bureau", evidence="A" * 43)
    plain: dict[str, Any] = {"listing": LISTING, "measure": "procurement-ban", "measure_version": 1}
    what = {"subject.content": "一年内限制参加政府采购活动"}
    applied = town.by("centre", MeasureApplied, what, applied_on=town.today, **plain)
    assert ("broken", "measure-listing-not-effective") in town.verdicts(applied)
    town.on("2026-05-12")
    ended(town)
    rest(town, "2026-05-20")
    assert [one for one in town.broken() if one[0] != applied] == []


def test_inv_11_what_became_of_an_unopened_record_cannot_be_judged(town: RawTown) -> None:
    fact, judgment = won(town)
    town.on("2026-04-22")
    mend = withdrawn(town, fact)
    rest(town, "2026-04-24")
    assert town.broken() == []
    town.withheld.add(mend)
    assert town.verdicts(judgment)[-1] == ("not-judgeable", "withheld")
    town.withheld = {judgment - 1}
    assert town.verdicts(judgment)[-1] == ("not-judgeable", "withheld")


def test_inv_11_what_became_of_an_unopened_listing_cannot_be_judged(town: RawTown) -> None:
    town.listed()
    sued(town, LISTING, "listing", "review")
    judgment = decided(town, "upheld", key="bureau", evidence="A" * 43)
    rest(town, "2026-05-14")
    town.withheld.add(judgment - 2)
    assert town.verdicts(judgment)[-1] == ("not-judgeable", "withheld")


def test_inv_11_in_a_year_without_a_calendar_it_cannot_be_told(town: RawTown) -> None:
    town.on("2026-12-31")
    _, judgment = won(town)
    rest(town, "2027-02-01")
    assert ("not-judgeable", "calendar-unannounced") in town.verdicts(judgment)


@pytest.mark.parametrize("is_whole", [True, False])
def test_inv_11_nobody_has_to_mend_what_was_erased(town: RawTown, is_whole: bool) -> None:
    fact, _ = won(town)
    what = {"subject.id": SUBJECT_ID, "subject.reason": "法院裁定"}
    if is_whole:
        town.record(SubjectErased.from_claims({"ground": "court_order"}, what), "platform")
    else:
        what |= {"subject.record": town.jtis[fact], "representative.id": ""}
        town.record(RecordErased.from_claims({"ground": "court_order"}, what), "platform")
    rest(town, "2026-05-20")
    assert town.broken() == []


def test_inv_11_a_case_taken_further_although_it_was_won_obliges_to_nothing_until_it_is_decided(town: RawTown) -> None:
    town.objection(town.penalty())
    town.accepted()
    decided(town, "upheld")
    why = {"subject.text": "仍不服", "subject.evidence": ""}
    taken = town.request(EscalationRequest, why, case=CASE, taken={"edition": EDITION})
    rest(town, "2026-04-23")
    assert town.broken() == [(taken, "INV-9", "case-not-escalatable")]


# Corrected before the decision


def test_inv_9_an_objection_ends_as_corrected_on_a_correction_since_its_filing(town: RawTown) -> None:
    fact = town.penalty()
    corrected(town, fact)
    town.objection(fact)
    town.accepted()
    early = decided(town, "corrected")
    assert town.verdicts(early)[-1] == ("broken", "case-not-corrected")


def test_inv_9_an_objection_that_ended_as_corrected_leaves_nothing_to_mend(town: RawTown) -> None:
    fact = town.penalty()
    town.objection(fact)
    town.accepted()
    corrected(town, fact)
    town.answered(finding="wrong")
    decided(town, "corrected")
    rest(town, "2026-06-20")
    assert town.broken() == []


# Over without an event of its own


@pytest.mark.parametrize(("day", "is_kept"), [("2026-05-12", True), ("2026-05-13", False)])
def test_inv_11_a_listing_that_lost_in_court_is_over_with_its_last_ground(
    town: RawTown, day: str, *, is_kept: bool
) -> None:
    fact = town.listed()
    sued(town, LISTING, "listing")
    judgment = decided(town, "upheld", key="court")
    town.on(day)
    withdrawn(town, fact)
    rest(town, "2026-05-20")
    assert town.broken() == ([] if is_kept else [(judgment, "R-SD-40", "record-unmended")])


def test_inv_11_a_listing_that_lost_in_court_stands_on_another_ground(town: RawTown) -> None:
    first, second = town.penalty(1), town.penalty(2)
    both = {"subject.facts": ",".join(sorted(town.jtis[fact] for fact in (first, second)))}
    town.notice(first, said=both)
    town.on("2026-05-07")
    town.decision(first, said=both)
    town.on("2026-05-08")
    town.publication()
    sued(town, LISTING, "listing")
    judgment = decided(town, "upheld", key="court")
    withdrawn(town, first)
    rest(town, "2026-05-13")
    late = (judgment, "R-SD-40", "record-unmended")
    assert town.broken() == [late]
    town.withheld.add(first)
    assert late not in town.broken()
    assert town.verdicts(judgment)[-1] == ("not-judgeable", "withheld")


def test_inv_11_a_fact_that_ends_after_every_calendar_is_not_over(town: RawTown) -> None:
    _, judgment = ending(town, "9999-12-31")
    rest(town, "2026-04-24")
    assert (judgment, "R-SD-40", "record-unmended") in town.broken()


def ending(town: RawTown, until: str) -> tuple[int, int]:
    """A suit won on 20 April 2026 about a fact of a last day of its own; give the fact and the judgment."""
    fact = town.penalty(penalty_until=until)
    sued(town, town.jtis[fact])
    return fact, decided(town, "upheld", key="court")


@pytest.mark.parametrize(("until", "is_kept"), [("2026-04-23", True), ("2026-04-24", False)])
def test_inv_11_a_fact_that_time_ends_before_the_last_day_is_over_needs_no_mending(
    town: RawTown, until: str, *, is_kept: bool
) -> None:
    _, judgment = ending(town, until)
    rest(town, "2026-04-25")
    found = [one for one in town.broken() if one[2] != "end-unsaid"]
    late = [(judgment, "R-SD-40", "record-unmended"), (judgment, "R-SD-40", "breach-unsaid")]
    assert found == ([] if is_kept else late)


def test_inv_9_of_a_fact_that_time_ended_no_breach_is_said(town: RawTown) -> None:
    ending(town, "2026-04-23")
    town.on("2026-04-24")
    breach = said(town)
    assert (breach, "INV-7", "clock-not-due") in town.broken()
