"""What a case obliges to that the subject won: until when, and what mends it (INV-11)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.calendar.refusals import CalendarUnannouncedError
from domain.case.decide import decide_case, escalate_case
from domain.case.matters import Matters
from domain.case.mending import Contested, is_mended, is_won, last_correction, mend_due, mend_missed
from domain.case.refusals import CaseNotCorrectedError, CaseOutcomeError
from domain.case.state import CaseState
from domain.clock.decide import breach_due, unsaid
from domain.clock.events import ClockBreached
from domain.clock.schedule import next_change
from domain.fact.state import FactState
from domain.listing.state import ListingState
from domain.repair.state import RepairState
from domain.rule.law import Law
from domain.rule.state import RulesState, RuleVersion
from domain.standing.display import display_of
from tests.domain.cases import (
    ADMITTED,
    CASE_LAW,
    FILED_ON,
    NOW,
    OWNER,
    TODAY,
    accepted,
    agency,
    answered,
    case_of,
    decided,
    escalation,
    filed,
    listing_state,
)
from tests.domain.due_process import CASE, RULES, bureau, centre, fact_state, law, rule
from tests.domain.due_process_examples import ATTACHMENTS

CONTESTING = ("objection", "review", "litigation")
DUE = date(2026, 5, 8)
"""Three working days after 30 April 2026, before five days off."""
DAY = timedelta(days=1)


def won(kind: str = "objection", outcome: str = "upheld") -> CaseState:
    """A case filed at position 100 and decided at 101."""
    return case_of(filed(kind), decided(outcome))


def record(**changes: Any) -> FactState:
    return replace(fact_state(), **changes)


def about_(record: FactState | ListingState, ended: str = "", *, is_suspended: bool = True) -> Contested:
    """A record, and how it stands: it rests because of the case, or ended."""
    display = display_of(ended=ended, end=None, is_suspended=is_suspended, hidden="", marks=(), today=TODAY)
    return Contested(record, display)


def drafted(case: CaseState, today: date, about: FactState | ListingState | None = None) -> tuple[str, date] | None:
    event = breach_due(case, CASE_LAW, today, about=None if about is None else about_(about))
    return None if event is None else (event.rule, event.due_on)


@pytest.mark.parametrize("kind", CONTESTING)
def test_inv_11_a_record_found_wrong_is_mended_within_three_working_days(kind: str) -> None:
    due = mend_due(won(kind), CASE_LAW)
    assert due is not None
    assert (due.day, due.rule.rule) == (DUE, "R-SD-40")


def test_a_complaint_and_what_did_not_end_for_the_subject_leave_nothing_to_mend() -> None:
    others = [won("complaint"), CaseState(CASE), case_of(filed())]
    others += [won(outcome=outcome) for outcome in ("corrected", "rejected", "inadmissible", "withdrawn")]
    for case in others:
        assert not is_won(case)
        assert mend_due(case, CASE_LAW) is None
        assert mend_missed(case, about_(record()), CASE_LAW, date(2030, 1, 1)) is None
        assert is_mended(case, about_(record()))


def test_where_no_rule_sets_a_time_nothing_is_late() -> None:
    plain = law(*(one for one in RULES if one.governs != "revocation-report"))
    assert mend_due(won(), plain) is None
    assert mend_missed(won(), about_(record()), plain, date(2030, 1, 1)) is None


@pytest.mark.parametrize(
    ("about", "is_done"),
    [
        (record(), False),
        (record(corrected_at=(99,)), False),
        (record(corrected_at=(99, 100)), False),
        (record(corrected_at=(99, 102)), True),
        (record(withdrawn_at=90), True),
        (record(erased_at=102), True),
        (record(matters=Matters(revoked_at=102)), True),
        (record(matters=Matters(repaired_at=102)), True),
        (record(matters=Matters(publicity_ended_at=102)), True),
        (listing_state(), False),
        (listing_state(ended_at=102), True),
        (listing_state(publicity_ended_at=102), True),
        (listing_state(subject=None), True),
    ],
)
def test_inv_11_what_mends_a_record_comes_after_the_decision(about: FactState | ListingState, is_done: bool) -> None:
    case = won()
    assert case.decided_at == 101
    assert is_mended(case, about_(about)) is is_done
    assert (mend_missed(case, about_(about), CASE_LAW, DUE + DAY) is None) is is_done
    assert mend_missed(case, about_(about), CASE_LAW, DUE) is None


@pytest.mark.parametrize("about", [fact_state(), listing_state()])
@pytest.mark.parametrize(
    ("ended", "is_done"),
    [("", False), ("unpublished", False), ("expired", True), ("grounds-gone", True), ("grounds-lowered", True),
     ("list-gone", True), ("invalid", True)],
)  # fmt: skip
def test_inv_11_nothing_is_left_to_mend_of_a_record_that_is_over(
    about: FactState | ListingState, ended: str, *, is_done: bool
) -> None:
    assert is_mended(won(), about_(about, ended)) is is_done
    assert is_mended(won(), about_(about, ended, is_suspended=False)) is is_done
    assert (mend_missed(won(), about_(about, ended), CASE_LAW, DUE + DAY) is None) is is_done


def test_inv_11_nothing_is_left_to_mend_of_a_fact_whose_item_has_no_such_version() -> None:
    assert is_mended(won(), Contested(fact_state(), None))


@pytest.mark.parametrize("kind", CONTESTING)
@pytest.mark.parametrize("about", [fact_state(), listing_state()])
def test_inv_9_the_platform_says_that_a_record_was_not_mended_in_time(
    kind: str, about: FactState | ListingState
) -> None:
    case = won(kind)
    assert drafted(case, DUE, about) is None
    assert drafted(case, DUE + DAY, about) == ("R-SD-40", DUE)
    assert drafted(replace(case, breaches=(("R-SD-40", DUE),)), DUE + DAY, about) is None
    assert drafted(replace(case, subject=None), DUE + DAY, about) is None


def test_inv_9_neither_a_rule_nor_days_off_announced_since_the_decision_give_more_time() -> None:
    due = mend_due(won(), CASE_LAW)
    later = rule("R-SD-40", "revocation-report", 30, "working_day", version=2, effective_from=FILED_ON)
    longer = RulesState(len(CASE_LAW.rules.versions) + 1, (*CASE_LAW.rules.versions, RuleVersion(later, 200, TODAY)))
    assert mend_due(won(), Law(longer, CASE_LAW.days)) == due
    known = RulesState(len(CASE_LAW.rules.versions) + 1, (*CASE_LAW.rules.versions, RuleVersion(later, 90, TODAY)))
    changed = mend_due(won(), Law(known, CASE_LAW.days))
    assert changed is not None
    assert changed.day > DUE


def test_inv_9_a_case_decided_late_and_never_mended_missed_two_deadlines() -> None:
    case = case_of(filed(), accepted(), decided("upheld", "2026-05-11"))
    later = date(2026, 6, 1)
    assert [one.rule.rule for one in unsaid(case, CASE_LAW, later, about=about_(fact_state()))] == [
        "R-SD-39a",
        "R-SD-40",
    ]
    assert drafted(case, later, fact_state()) == ("R-SD-39a", DUE)
    said = replace(case, breaches=(("R-SD-39a", DUE),))
    assert drafted(said, later, fact_state()) == ("R-SD-40", date(2026, 5, 14))
    assert drafted(said, later) is None


def test_inv_9_a_deadline_that_needs_a_missing_calendar_hides_no_other() -> None:
    case = case_of(filed(day="2026-12-24"), decided("upheld", "2026-12-31"))
    first = breach_due(case, CASE_LAW, date(2027, 2, 1), about=about_(fact_state()))
    assert isinstance(first, ClockBreached)
    assert first.rule == "R-SD-39a"
    said = replace(case, breaches=((first.rule, first.due_on),))
    assert breach_due(said, CASE_LAW, date(2027, 2, 1), about=about_(fact_state())) is None
    with pytest.raises(CalendarUnannouncedError):
        mend_due(case, CASE_LAW)


def test_the_day_after_the_last_day_to_mend_is_looked_at_again() -> None:
    assert next_change([], [won()], law=CASE_LAW, today=TODAY) == DUE + DAY
    assert next_change([], [won(outcome="rejected"), RepairState(CASE)], law=CASE_LAW, today=TODAY) is None
    unknown = case_of(filed(day="2026-12-31"), decided("upheld", "2026-12-31"))
    assert next_change([], [unknown], law=CASE_LAW, today=date(2026, 12, 31)) == date(2027, 1, 1)


def test_a_listing_is_not_corrected() -> None:
    assert last_correction(listing_state()) is None
    assert last_correction(None) is None
    assert last_correction(record(corrected_at=(7, 9))) == 9


# Corrected before the decision


@pytest.mark.parametrize("finding", ["", "wrong", "confirmed", "unverifiable"])
def test_inv_9_an_objection_ends_as_corrected_only_on_a_correction_since_its_filing(finding: str) -> None:
    steps = [filed(), accepted(), *([answered(finding)] if finding else [])]
    case = case_of(*steps)
    assert decide_case(case, decided("corrected"), OWNER, corrected_at=101, by=centre(NOW)) == ADMITTED
    for corrected_at in (None, 99, 100):
        with pytest.raises(CaseNotCorrectedError) as caught:
            decide_case(case, decided("corrected"), OWNER, corrected_at=corrected_at, by=centre(NOW))
        assert caught.value.pointer == "/outcome"


def test_inv_9_nobody_vouches_for_the_correction_of_his_own_record() -> None:
    own = centre(NOW).signer.iss
    with pytest.raises(CaseNotCorrectedError):
        decide_case(case_of(filed(), accepted()), decided("corrected"), own, corrected_at=101, by=centre(NOW))
    reported = decided("corrected", evidence=ATTACHMENTS[0])
    with pytest.raises(CaseNotCorrectedError):
        decide_case(case_of(filed("review")), reported, OWNER, corrected_at=101, by=bureau(NOW))
    court = agency(NOW, "court")
    assert decide_case(case_of(filed("review")), decided("corrected"), OWNER, corrected_at=101, by=court) == ADMITTED


def test_a_complaint_never_ends_as_corrected() -> None:
    case = case_of(filed("complaint"), accepted())
    with pytest.raises(CaseOutcomeError):
        decide_case(case, decided("corrected"), OWNER, corrected_at=101, by=centre(NOW))


def test_inv_9_whether_the_correction_mended_it_is_for_the_subject_to_doubt() -> None:
    taken: dict[str, Any] = {"statement": "jwt~", "law": CASE_LAW, "now": NOW}
    case = case_of(filed(), accepted(), decided("corrected"))
    assert escalate_case(case, escalation(), **taken).escalated_on == date.fromisoformat(FILED_ON)
