"""When an application for repair must be taken up and decided, and when it is late."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.refusals import CalendarUnannouncedError
from domain.repair.due import acceptance_due, decision_due, missed
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
    assert not missed(nothing, LAW, today=date(2030, 1, 1))


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


def names(repair: RepairState, today: str, by: Law = LAW) -> list[str]:
    return [one.rule.rule for one in missed(repair, by, today=date.fromisoformat(today))]


def test_the_last_day_is_in_time_and_the_next_is_late_for_taking_it_up() -> None:
    assert names(filed(), "2026-05-08") == []
    assert names(filed(), "2026-05-09") == ["R-GBF22-accept"]


@pytest.mark.parametrize(
    "taken_up",
    [
        {"accepted_by": ((SIGNER.iss, date(2026, 5, 8)),)},
        {"accepted_by": ((SIGNER.iss, date(2026, 5, 11)),), "refused_on": date(2026, 5, 6)},
        {"refused": ("listing:x",), "refused_on": date(2026, 5, 6), "decided_on": date(2026, 5, 6)},
    ],
)
def test_what_was_taken_up_in_time_is_late_only_after_the_day_of_decision(taken_up: dict[str, Any]) -> None:
    repair = filed(targets=(f"fact:{FACT}", "listing:x"), **taken_up)
    assert names(repair, "2026-05-18") == []
    assert names(repair, "2026-05-19") == ["R-GBF22-total"]


def test_what_was_taken_up_late_missed_that_deadline_whatever_comes_after() -> None:
    late = filed(accepted_by=((SIGNER.iss, date(2026, 5, 9)),))
    assert names(late, "2026-05-09") == ["R-GBF22-accept"]
    decided = replace(late, granted=late.targets, decided_on=date(2026, 5, 11))
    assert names(decided, "2026-12-01") == ["R-GBF22-accept"]


def test_of_two_deadlines_passed_the_first_is_named_first() -> None:
    assert names(filed(), "2026-08-03") == ["R-GBF22-accept", "R-GBF22-total"]


def test_what_was_decided_late_missed_its_deadline_and_what_was_decided_in_time_did_not() -> None:
    taken_up = filed(accepted_by=((SIGNER.iss, date(2026, 5, 6)),), granted=(f"fact:{FACT}",))
    for day, found in (("2026-05-18", []), ("2026-05-19", ["R-GBF22-total"])):
        assert names(replace(taken_up, decided_on=date.fromisoformat(day)), "2026-12-01") == found


def test_what_has_no_deadline_is_not_late() -> None:
    assert names(filed(), "2026-12-01", law(rule("R-SD-38", "retention", 5, "year"))) == []


@given(st.dates(date(2026, 1, 1), date(2026, 11, 30)), st.integers(0, 60))
def test_inv_10_an_application_nobody_touches_is_late_from_the_day_after_the_deadline_on(
    filed_on: date, passed: int
) -> None:
    repair = filed(filed_on.isoformat())
    due = acceptance_due(repair, LAW)
    assert due is not None
    today = filed_on + timedelta(days=passed)
    assert bool(missed(repair, LAW, today=today)) is (today > due.day)
