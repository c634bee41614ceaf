"""When an application for repair must be taken up and decided, and when it is late."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.refusals import CalendarUnannouncedError
from domain.repair.due import acceptance_due, decision_due, is_overdue, overdue
from domain.repair.state import RepairState
from domain.rule.law import Law
from tests.domain.builders import SIGNER
from tests.domain.due_process import CASE, FACT, LAW, RULES, SUBJECT, law, rule


def filed(day: str = "2026-04-30", **changes: Any) -> RepairState:
    given_: dict[str, Any] = {
        "case": CASE,
        "subject": SUBJECT,
        "targets": (f"fact:{FACT}",),
        "edition": LAW.rules.edition,
        "filed_on": date.fromisoformat(day),
        "filed_at": 90,
    }
    return RepairState(**{**given_, **changes})


@pytest.mark.parametrize(
    ("day", "acceptance", "decision"),
    [
        # Monday to Thursday, no day off between.
        ("2026-04-13", "2026-04-16", "2026-04-27"),
        # Over 1 May (Friday to Tuesday off), and the Saturday worked for it on 9 May.
        ("2026-04-30", "2026-05-08", "2026-05-18"),
        # Over the eight days of October, and the Saturday worked on 10 October.
        ("2026-09-30", "2026-10-10", "2026-10-20"),
        # Filed on a Sunday.
        ("2026-04-12", "2026-04-15", "2026-04-24"),
    ],
)
def test_deadlines_count_working_days_from_the_day_after_filing(day: str, acceptance: str, decision: str) -> None:
    accepted, decided = acceptance_due(filed(day), LAW), decision_due(filed(day), LAW)
    assert accepted is not None
    assert decided is not None
    assert (accepted.day.isoformat(), accepted.rule.rule) == (acceptance, "R-GBF22-accept")
    assert (decided.day.isoformat(), decided.rule.rule) == (decision, "R-GBF22-total")


def test_what_was_never_filed_has_no_deadline_and_is_never_late() -> None:
    nothing = RepairState(CASE)
    assert acceptance_due(nothing, LAW) is None
    assert decision_due(nothing, LAW) is None
    assert not is_overdue(nothing, LAW, today=date(2030, 1, 1))


def test_a_rule_published_after_filing_does_not_move_the_deadlines() -> None:
    slower = rule("R-GBF22-total", "repair-decision", 60, "day", version=2)
    newer = law(*RULES, slower)
    before, after = decision_due(filed(), newer), decision_due(filed(edition=newer.rules.edition), newer)
    assert before is not None
    assert after is not None
    assert before.day == date(2026, 5, 18)
    assert after.day == date(2026, 6, 29)


def test_a_deadline_in_a_year_not_announced_is_not_guessed() -> None:
    with pytest.raises(CalendarUnannouncedError):
        decision_due(filed("2026-12-28"), LAW)


def test_the_last_day_is_in_time_and_the_next_is_late_for_taking_it_up() -> None:
    assert overdue(filed(), LAW, today=date(2026, 5, 8)) is None
    late = overdue(filed(), LAW, today=date(2026, 5, 9))
    assert late is not None
    assert late.rule.rule == "R-GBF22-accept"
    assert is_overdue(filed(), LAW, today=date(2026, 5, 9))


@pytest.mark.parametrize(
    "taken_up",
    [
        {"accepted_by": ((SIGNER.iss, date(2026, 5, 6)),)},
        {"targets": (f"fact:{FACT}", "listing:x"), "refused": ("listing:x",)},
    ],
)
def test_what_was_taken_up_is_late_only_after_the_day_of_decision(taken_up: dict[str, Any]) -> None:
    repair = filed(**taken_up)
    assert not is_overdue(repair, LAW, today=date(2026, 5, 18))
    late = overdue(repair, LAW, today=date(2026, 5, 19))
    assert late is not None
    assert late.rule.rule == "R-GBF22-total"


def test_of_two_deadlines_passed_the_first_is_named() -> None:
    late = overdue(filed(), LAW, today=date(2026, 8, 3))
    assert late is not None
    assert late.day == date(2026, 5, 8)


@pytest.mark.parametrize("by", [LAW, law(rule("R-SD-38", "retention", 5, "year"))])
def test_what_is_decided_or_has_no_deadline_is_not_late(by: Law) -> None:
    decided = filed(granted=(f"fact:{FACT}",))
    assert not is_overdue(decided, by, today=date(2026, 12, 1))
    without = law(rule("R-SD-38", "retention", 5, "year"))
    assert not is_overdue(filed(), without, today=date(2026, 12, 1))


@given(st.dates(date(2026, 1, 1), date(2026, 11, 30)), st.integers(0, 60))
def test_inv_10_an_application_nobody_touches_is_late_from_the_day_after_the_deadline_on(
    filed_on: date, passed: int
) -> None:
    repair = filed(filed_on.isoformat())
    due = acceptance_due(repair, LAW)
    assert due is not None
    today = filed_on + timedelta(days=passed)
    assert is_overdue(repair, LAW, today=today) is (today > due.day)
