"""Deadlines of cases, and the platform that has to say that one passed (INV-9)."""

import pytest

from domain.case.events import CaseDecided
from domain.request.events import CaseRequest, EscalationRequest
from tests.conduct.passing_time import breach, rest
from tests.conduct.raw_town import CASE, EDITION, RawTown
from tests.town import BUREAU


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
    said = {"subject.reason": "经核查，罚款数额与决定书一致。", "subject.evidence": ""}
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
        {"subject.reason": "申请人书面撤回了本次申请", "subject.evidence": "a.1"},
        case=CASE,
        outcome="withdrawn",
        decided_on="2026-12-31",
    )
    assert town.verdicts(decided)[0] == ("not-judgeable", "calendar-unannounced")


def unannounced(town: RawTown) -> int:
    """File an objection on 30 December 2026, whose last day would be of a year without a calendar."""
    town.on("2026-12-30")
    return town.objection(town.penalty())


def test_inv_9_who_announces_no_calendar_is_late_after_twenty_days(town: RawTown) -> None:
    filed = unannounced(town)
    rest(town, "2027-01-19")
    assert town.broken() == []
    assert ("not-judgeable", "calendar-unannounced") in town.verdicts(filed)
    late = (filed, "R-SD-39a", "undecided")
    town.on("2027-01-20")
    breach(town, due_on="2027-01-19")
    assert town.broken() == [late]


def test_inv_9_a_breach_of_the_longest_time_has_to_be_said(town: RawTown) -> None:
    filed = unannounced(town)
    rest(town, "2027-01-21")
    assert town.broken() == [(filed, "R-SD-39a", "undecided"), (filed, "R-SD-39a", "breach-unsaid")]


def test_inv_9_a_breach_of_the_longest_time_is_not_said_before_it_is_over(town: RawTown) -> None:
    unannounced(town)
    town.on("2027-01-19")
    early = breach(town, due_on="2027-01-19")
    assert town.broken() == [(early, "INV-7", "clock-not-due")]


@pytest.mark.parametrize(("day", "is_kept"), [("2027-01-19", True), ("2027-01-20", False)])
def test_inv_9_a_decision_after_the_longest_time_is_late_without_a_calendar(
    town: RawTown, day: str, *, is_kept: bool
) -> None:
    unannounced(town)
    town.accepted()
    town.answered()
    town.on(day)
    found = town.rejected()
    assert town.broken() == ([] if is_kept else [(found, "R-SD-39a", "decision-late")])
