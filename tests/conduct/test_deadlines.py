"""Deadlines of cases, repairs, revocations and recalls, and the platform that has to say that one passed (INV-9)."""

import pytest

from domain.case.events import CaseDecided
from domain.clock.events import ClockBreached
from domain.disclosure.events import RecallConfirmed
from domain.event import Scalar
from domain.request.events import CaseRequest, EscalationRequest
from domain.subject.events import RecordErased, SubjectErased
from tests.conduct.raw_town import CASE, EDITION, SUBJECT_ID, RawTown, founded
from tests.town import BUREAU

LATER = "2026-04-27"


@pytest.fixture
def town() -> RawTown:
    return founded()


def breach(town: RawTown, rule: str = "R-SD-39a", due_on: str = "2026-04-23") -> int:
    return town.by("platform", ClockBreached, case=CASE, rule=rule, due_on=due_on)


def rest(town: RawTown, day: str = LATER) -> None:
    """Let time pass until something else is recorded."""
    town.on(day)
    town.penalty(99)


def test_an_open_case_past_its_day_is_found_where_it_was_filed(town: RawTown) -> None:
    filed = town.objection(town.penalty())
    town.on("2026-04-24")
    breach(town)
    assert town.broken() == [(filed, "R-SD-39a", "undecided")]


def test_an_open_case_on_its_last_day_is_in_time(town: RawTown) -> None:
    town.objection(town.penalty())
    rest(town, "2026-04-23")
    assert town.broken() == []


def test_a_breach_that_the_platform_never_said_is_found_after_a_whole_day(town: RawTown) -> None:
    filed = town.objection(town.penalty())
    rest(town, "2026-04-25")
    assert town.broken() == [(filed, "R-SD-39a", "undecided"), (filed, "R-SD-39a", "breach-unsaid")]


def test_the_platform_has_the_day_after_to_say_it(town: RawTown) -> None:
    filed = town.objection(town.penalty())
    rest(town, "2026-04-24")
    assert town.broken() == [(filed, "R-SD-39a", "undecided")]


def test_a_breach_said_with_another_day_is_found(town: RawTown) -> None:
    town.objection(town.penalty())
    town.on("2026-04-24")
    said = breach(town, due_on="2026-04-22")
    assert (said, "INV-7", "clock-not-due") in town.broken()


def test_outside_help_gives_seven_working_days(town: RawTown) -> None:
    town.objection(town.penalty())
    town.accepted(needs_help=True)
    town.answered()
    town.on("2026-04-29")
    town.rejected()
    assert town.broken() == []


def test_a_complaint_counts_from_its_acceptance(town: RawTown) -> None:
    said = {
        "subject.target_kind": "body", "subject.target": BUREAU, "subject.text": "窗口拒绝受理", "subject.evidence": "",
        "subject.body": "", "subject.document_no": "",
    }  # fmt: skip
    town.request(CaseRequest, said, kind="complaint", taken={"case": CASE, "edition": EDITION})
    town.on("2026-05-20")
    town.accepted()
    town.answered()
    town.on("2026-06-20")
    decided = town.rejected()
    assert town.broken() == [(decided, "R-ZX-26", "decision-late")]


def complained(town: RawTown) -> int:
    said = {
        "subject.target_kind": "body", "subject.target": BUREAU, "subject.text": "窗口拒绝受理", "subject.evidence": "",
        "subject.body": "", "subject.document_no": "",
    }  # fmt: skip
    return town.request(CaseRequest, said, kind="complaint", taken={"case": CASE, "edition": EDITION})


def test_a_complaint_taken_up_after_its_first_day_keeps_that_breach(town: RawTown) -> None:
    filed = complained(town)
    town.on("2026-05-22")
    town.accepted()
    decided = town.rejected()
    late = (decided, "R-ZX-26", "decision-late")
    assert town.broken() == [(filed, "R-ZX-26", "breach-unsaid"), late]
    breach(town, "R-ZX-26", "2026-05-20")
    assert town.broken() == [late]


def test_a_decision_dated_back_is_late_by_the_day_of_its_entry(town: RawTown) -> None:
    town.objection(town.penalty())
    town.accepted()
    town.answered()
    town.on("2026-04-24")
    said = {"subject.reason": "经核查，与决定书一致。", "subject.evidence": ""}
    back = town.by("centre", CaseDecided, said, case=CASE, outcome="rejected", decided_on="2026-04-23")
    assert town.verdicts(back) == [("broken", "decision-late"), ("broken", "case-date")]


def test_a_review_has_no_deadline_here(town: RawTown) -> None:
    said = {
        "subject.target_kind": "fact", "subject.target": town.jtis[town.penalty()], "subject.text": "已申请行政复议",
        "subject.evidence": "", "subject.body": "滕州市人民政府", "subject.document_no": "滕政复〔2026〕1号",
    }  # fmt: skip
    town.request(CaseRequest, said, kind="review", taken={"case": CASE, "edition": EDITION})
    rest(town, "2026-12-01")
    assert town.broken() == []


def escalated(town: RawTown) -> int:
    return town.request(
        EscalationRequest,
        {"subject.text": "逾期未处理", "subject.evidence": ""},
        case=CASE,
        taken={"edition": EDITION},
    )


def test_a_case_taken_further_while_overdue_keeps_its_first_breach(town: RawTown) -> None:
    filed = town.objection(town.penalty())
    town.on("2026-04-24")
    breach(town)
    taken = escalated(town)
    town.accepted()
    town.answered()
    town.rejected()
    assert town.broken() == [(taken, "R-SD-39a", "decision-late")]
    assert filed < taken


def test_the_second_breach_of_a_case_taken_further_has_to_be_said_too(town: RawTown) -> None:
    filed = town.objection(town.penalty())
    town.on("2026-04-24")
    breach(town)
    taken = escalated(town)
    rest(town, "2026-05-11")
    late, unsaid = (taken, "R-SD-39a", "decision-late"), (filed, "R-SD-39a", "breach-unsaid")
    assert town.broken() == [(filed, "R-SD-39a", "undecided"), unsaid, late]
    said = breach(town, due_on="2026-04-29")
    assert ("kept", "") in town.verdicts(said)
    assert town.broken() == [(filed, "R-SD-39a", "undecided"), late]


def test_a_breach_not_said_before_a_case_went_further_can_still_be_said_and_has_to_be(town: RawTown) -> None:
    filed = town.objection(town.penalty())
    town.on("2026-04-24")
    taken = escalated(town)
    town.accepted()
    town.answered()
    town.rejected()
    rest(town)
    late = (taken, "R-SD-39a", "decision-late")
    assert town.broken() == [(filed, "R-SD-39a", "breach-unsaid"), late]
    breach(town)
    assert town.broken() == [late]


def test_a_case_taken_further_after_a_decision_in_time_broke_nothing(town: RawTown) -> None:
    town.objection(town.penalty())
    town.accepted()
    town.answered()
    town.rejected()
    escalated(town)
    town.rejected()
    assert town.broken() == []


def test_a_second_decision_has_no_deadline_of_its_own(town: RawTown) -> None:
    town.objection(town.penalty())
    town.accepted()
    town.answered()
    town.rejected()
    again = town.rejected()
    assert town.verdicts(again) == [("broken", "case-closed")]


def test_a_deadline_in_a_year_without_a_calendar_cannot_be_judged(town: RawTown) -> None:
    town.on("2026-12-31")
    filed = town.objection(town.penalty())
    assert ("not-judgeable", "calendar-unannounced") in town.verdicts(filed)
    decided = town.by(
        "centre",
        CaseDecided,
        {"subject.reason": "申请人撤回", "subject.evidence": "a.1"},
        case=CASE,
        outcome="withdrawn",
        decided_on="2026-12-31",
    )
    assert town.verdicts(decided)[0] == ("not-judgeable", "calendar-unannounced")


def applied(town: RawTown, *numbers: int) -> list[int]:
    """Apply on Monday 20 July 2026 for the repair of penalties of April: to be taken up until the 23rd."""
    facts = [town.penalty(number, tier="general") for number in numbers]
    town.on("2026-07-20")
    town.repair_of(*facts)
    return facts


def test_an_application_taken_up_late_is_found(town: RawTown) -> None:
    facts = applied(town, 1)
    town.on("2026-07-24")
    taken = town.repair_accepted()
    town.repair_granted(*facts)
    assert town.broken() == [(taken, "R-GBF22-accept", "acceptance-late")]


def test_an_acceptance_so_late_that_the_breach_should_have_been_said_is_found_twice(town: RawTown) -> None:
    facts = applied(town, 1)
    filed = len(town.log.entries) - 1
    town.on("2026-07-27")
    taken = town.repair_accepted()
    town.repair_granted(*facts)
    late, unsaid = (taken, "R-GBF22-accept", "acceptance-late"), (filed, "R-GBF22-accept", "breach-unsaid")
    assert sorted(town.broken()) == sorted([late, unsaid])


def test_a_refusal_counts_as_taking_up(town: RawTown) -> None:
    facts = applied(town, 1)
    town.on("2026-07-24")
    refused = town.repair_refused(*facts)
    assert town.broken() == [(refused, "R-GBF22-accept", "acceptance-late")]


def test_a_refusal_after_an_acceptance_has_but_one_deadline(town: RawTown) -> None:
    facts = applied(town, 1)
    town.repair_accepted()
    assert [code for _, code in town.verdicts(town.repair_refused(*facts))] == ["in-time", ""]
    assert town.broken() == []


def test_an_application_that_nobody_answers_is_found_by_both_deadlines(town: RawTown) -> None:
    applied(town, 1)
    filed = len(town.log.entries) - 1
    town.on("2026-07-24")
    breach(town, "R-GBF22-accept", "2026-07-23")
    rest(town, "2026-08-04")
    assert town.broken() == [
        (filed, "R-GBF22-accept", "acceptance-late"),
        (filed, "R-GBF22-total", "repair-undecided"),
    ]


def test_a_repair_decided_late_is_a_breach_to_be_said_although_it_is_closed(town: RawTown) -> None:
    facts = applied(town, 1)
    filed = len(town.log.entries) - 1
    town.repair_accepted()
    town.on("2026-08-04")
    granted = town.repair_granted(*facts)
    rest(town, "2026-08-05")
    late, unsaid = (granted, "R-GBF22-total", "repair-decision-late"), (filed, "R-GBF22-total", "breach-unsaid")
    assert sorted(town.broken()) == sorted([late, unsaid])
    breach(town, "R-GBF22-total", "2026-08-03")
    assert town.broken() == [late]


def test_every_missed_deadline_of_an_application_has_to_be_said(town: RawTown) -> None:
    applied(town, 1)
    filed = len(town.log.entries) - 1
    rest(town, "2026-08-05")
    assert [one for one in town.broken() if one[2] == "breach-unsaid"] == [
        (filed, "R-GBF22-accept", "breach-unsaid"),
        (filed, "R-GBF22-total", "breach-unsaid"),
    ]
    breach(town, "R-GBF22-accept", "2026-07-23")
    breach(town, "R-GBF22-total", "2026-08-03")
    assert [one for one in town.broken() if one[2] == "breach-unsaid"] == []


def test_an_application_decided_in_part_is_still_due(town: RawTown) -> None:
    first, _ = applied(town, 1, 2)
    filed = len(town.log.entries) - 1
    town.repair_accepted()
    town.repair_granted(first)
    rest(town, "2026-08-04")
    assert (filed, "R-GBF22-total", "repair-undecided") in town.broken()


def test_an_application_in_time_is_not_spoken_of(town: RawTown) -> None:
    applied(town, 1)
    rest(town, "2026-07-23")
    assert town.broken() == []


def test_whether_an_unopened_application_is_still_open_cannot_be_judged(town: RawTown) -> None:
    applied(town, 1)
    filed = len(town.log.entries) - 1
    town.withheld.add(filed)
    rest(town, "2026-08-03")
    assert town.verdicts(filed) == [("not-judgeable", "withheld")]
    rest(town, "2026-08-04")
    assert town.verdicts(filed) == [("not-judgeable", "withheld")] * 2


def recalled(town: RawTown) -> int:
    """A recall of Monday 20 April, to be confirmed until Thursday."""
    fact = town.penalty()
    target = f"fact:{town.jtis[fact]}"
    town.look(target)
    ordered = town.recall(target, "revoked", due_on="2026-04-23")
    town.revocation(fact, decided_on="2026-04-20")
    return ordered


def confirmed(town: RawTown, ordered: int, **how: str) -> int:
    plain = {"confirmed_on": town.today, **how}
    return town.by("centre", RecallConfirmed, {"subject.recall": town.jtis[ordered]}, **plain)


def test_a_recall_confirmed_late_is_found(town: RawTown) -> None:
    ordered = recalled(town)
    town.on("2026-04-24")
    late = confirmed(town, ordered)
    assert town.broken() == [(late, "INV-10", "recall-late")]


def test_a_recall_confirmed_on_its_last_day_is_kept(town: RawTown) -> None:
    ordered = recalled(town)
    town.on("2026-04-23")
    confirmed(town, ordered)
    rest(town)
    assert town.broken() == []


def test_a_recall_that_nobody_confirmed_is_found(town: RawTown) -> None:
    ordered = recalled(town)
    rest(town)
    assert town.broken() == [(ordered, "INV-10", "recall-unconfirmed")]


def test_whether_a_recall_was_confirmed_cannot_be_judged_where_a_confirmation_stayed_closed(town: RawTown) -> None:
    ordered = recalled(town)
    town.withheld.add(confirmed(town, ordered))
    rest(town)
    assert town.verdicts(ordered) == [("kept", ""), ("not-judgeable", "withheld")]


def test_nobody_recalls_his_own_file_from_a_subject(town: RawTown) -> None:
    fact = town.penalty()
    target = f"fact:{town.jtis[fact]}"
    own = {"subject.unit": "subject", "subject.purpose": "self-access", "subject.legal_basis": "《个人信息保护法》"}
    town.look(target, **own)
    town.revocation(fact, decided_on="2026-04-20")
    rest(town)
    assert town.broken() == []


def test_deadlines_are_judged_although_nothing_was_opened(town: RawTown) -> None:
    filed = town.objection(town.penalty())
    town.accepted()
    town.on("2026-04-24")
    decided = town.rejected()
    rest(town, "2026-04-25")
    found = [(one.position, one.code) for one in town.judged([]).judgments if one.verdict == "broken"]
    assert found == [(filed, "breach-unsaid"), (decided, "decision-late")]


def erase(town: RawTown, fact: int | None = None) -> None:
    """Erase the company, or one of its facts."""
    said: dict[str, Scalar] = {"subject.id": SUBJECT_ID, "subject.reason": "法院裁定"}
    if fact is None:
        town.record(SubjectErased.from_claims({"ground": "court_order"}, said), "platform")
    else:
        said |= {"subject.record": town.jtis[fact], "representative.id": ""}
        town.record(RecordErased.from_claims({"ground": "court_order"}, said), "platform")


def test_nobody_is_late_with_the_case_of_a_subject_who_was_erased(town: RawTown) -> None:
    filed = town.objection(town.penalty())
    erase(town)
    rest(town)
    assert town.broken() == []
    town.withheld.add(filed)
    assert town.verdicts(filed) == [("not-judgeable", "erased-or-withheld")] * 2


def test_nobody_is_late_with_what_is_about_a_record_that_was_erased(town: RawTown) -> None:
    (fact,) = applied(town, 1)
    erase(town, fact)
    other = town.penalty(2)
    town.objection(other, "0190a5b0-0000-4000-8000-00000000000d")
    erase(town, other)
    rest(town, "2026-08-04")
    assert town.broken() == []


def test_the_erasure_of_another_record_excuses_nobody(town: RawTown) -> None:
    other = town.penalty(2)
    filed = town.objection(town.penalty())
    erase(town, other)
    rest(town)
    assert town.broken() == [(filed, "R-SD-39a", "undecided"), (filed, "R-SD-39a", "breach-unsaid")]
