"""Marks: there from filing to decision, overdue in time, and no number among them that sums anything up."""

from dataclasses import fields
from datetime import date
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.events import CorrectionStated
from domain.case.matters import Matters
from domain.case.matters import evolve as evolve_matters
from domain.event import Event
from domain.signer import PLATFORM
from domain.standing.display import CaseMissingError, Display, Mark
from tests.domain.builders import recorded
from tests.domain.due_process import CASE, LISTING, RULES, law
from tests.domain.standing_builders import (
    ABOUT,
    FILED,
    ONE_DAY,
    UNANNOUNCED,
    accepted,
    case_of,
    decided,
    escalated,
    fact,
    filed,
    listed,
    shown_fact,
    shown_listing,
)

DUE = date(2026, 5, 14)
OBJECTED = fact(matters=ABOUT)


@pytest.mark.parametrize("kind", ["objection", "complaint", "review", "litigation"])
def test_an_open_case_marks_its_record_from_the_day_of_its_filing(kind: str) -> None:
    case = case_of(filed(kind=kind))
    expected = (Mark(kind, CASE, since=FILED),)  # type: ignore[arg-type]  # one of the four
    assert shown_fact(OBJECTED, FILED, case).marks == expected
    assert shown_listing(listed(), FILED, case, matters=ABOUT).marks == expected


@pytest.mark.parametrize("outcome", ["rejected", "inadmissible", "withdrawn"])
def test_a_decided_case_marks_nothing_and_suspends_nothing(outcome: str) -> None:
    display = shown_fact(OBJECTED, DUE, case_of(filed(), decided(DUE, outcome)))
    assert (display.marks, display.is_public) == ((), True)


def test_a_case_that_is_taken_further_marks_again_from_that_day_and_is_due_anew() -> None:
    case = case_of(filed(), decided(FILED), escalated(date(2026, 5, 18)))
    assert shown_fact(OBJECTED, date(2026, 5, 21), case).marks == (Mark("objection", CASE, since=date(2026, 5, 18)),)
    assert shown_fact(OBJECTED, date(2026, 5, 22), case).marks[0].is_overdue


@pytest.mark.parametrize(
    ("filed_on", "needs_help", "last"),
    [
        (date(2026, 5, 11), False, date(2026, 5, 14)),
        (date(2026, 5, 11), True, date(2026, 5, 20)),
        (date(2026, 9, 30), False, date(2026, 10, 10)),  # 国庆 off, and Saturday 10 October made up for
        (date(2026, 2, 13), False, date(2026, 2, 25)),  # 春节 off; Saturday 14 February is worked
    ],
)
def test_the_day_after_its_last_day_a_case_is_overdue_and_display_rests(
    filed_on: date, needs_help: bool, last: date
) -> None:
    case = case_of(filed(filed_on), accepted(filed_on, needs_help=needs_help))
    for listed_too in (False, True):
        in_time, late = (
            shown_listing(listed(), day, case, matters=ABOUT) if listed_too else shown_fact(OBJECTED, day, case)
            for day in (last, last + ONE_DAY)
        )
        assert (in_time.marks[0].is_overdue, in_time.is_suspended, in_time.is_effective) == (False, False, True)
        assert (late.marks[0].is_overdue, late.is_suspended, late.end_reason) == (True, True, "suspended")
        assert (late.is_effective, late.is_public, late.is_live) == (False, False, True)


def test_where_no_rule_suspends_an_overdue_objection_leaves_its_mark_and_the_display() -> None:
    display = shown_fact(OBJECTED, date(2026, 5, 20), case_of(filed()), by=law(*RULES))
    assert (display.marks[0].is_overdue, display.is_public) == (True, True)


def test_in_a_year_without_a_calendar_the_mark_is_provisional_and_nothing_is_suspended() -> None:
    display = shown_fact(OBJECTED, date(2026, 5, 31), case_of(filed()), by=UNANNOUNCED)
    assert display.marks == (Mark("objection", CASE, since=FILED, is_provisional=True),)
    assert (display.is_suspended, display.is_public) == (False, True)


def test_inv_9_who_announces_no_calendar_suspends_no_deadline_beyond_the_longest_time() -> None:
    display = shown_fact(OBJECTED, date(2026, 6, 1), case_of(filed()), by=UNANNOUNCED)
    assert display.marks == (Mark("objection", CASE, since=FILED, is_overdue=True),)
    assert (display.is_suspended, display.is_public) == (True, False)


def test_an_objection_that_was_right_suspends_without_any_calendar_until_the_record_is_stated_anew() -> None:
    case = case_of(filed(), decided(FILED, "upheld"))
    assert case.filed_at is not None
    assert shown_fact(OBJECTED, DUE, case, by=UNANNOUNCED).end_reason == "suspended"
    assert shown_fact(OBJECTED, DUE, case, by=UNANNOUNCED).marks == (
        Mark("objection", CASE, since=FILED, is_upheld=True),
    )
    corrected = fact(matters=ABOUT, corrected_at=(case.filed_at - 10, case.filed_at + 5))
    display = shown_fact(corrected, DUE, case, by=UNANNOUNCED)
    assert (display.is_public, display.marks, display.is_refuted) == (True, (), False)
    before = fact(matters=ABOUT, corrected_at=(case.filed_at - 10,))
    assert shown_fact(before, DUE, case, by=UNANNOUNCED).is_suspended


@pytest.mark.parametrize("kind", ["review", "litigation"])
def test_inv_11_a_record_that_lost_in_review_or_court_is_neither_shown_nor_used_and_says_so(kind: str) -> None:
    case = case_of(filed(kind=kind), decided(FILED, "upheld"))
    for display in (
        shown_fact(OBJECTED, date(2026, 8, 20), case),
        shown_listing(listed(), date(2026, 8, 20), case, matters=ABOUT),
    ):
        assert (display.is_public, display.is_effective, display.end_reason) == (False, False, "suspended")
        assert (display.is_refuted, [mark.is_upheld for mark in display.marks]) == (True, [True])
    gone = shown_fact(fact(matters=ABOUT, withdrawn_at=200), date(2026, 8, 20), case)
    assert (gone.end_reason, gone.marks) == ("withdrawn", ())


def test_what_has_ended_is_not_called_suspended_and_keeps_its_marks() -> None:
    display = shown_fact(fact(matters=ABOUT, withdrawn_at=80), date(2026, 6, 1), case_of(filed()))
    assert (display.end_reason, display.is_suspended, len(display.marks)) == ("withdrawn", False, 1)


def test_a_record_that_is_not_public_is_suspended_all_the_same() -> None:
    display = shown_fact(fact(matters=ABOUT, tier="minor"), date(2026, 6, 1), case_of(filed()))
    assert (display.end_reason, display.is_effective, display.is_publishable) == ("suspended", False, False)


def test_statements_of_correction_travel_with_the_record_after_its_cases() -> None:
    stated = CorrectionStated.from_claims({"stated_on": "2026-05-12"}, {})
    matters = evolve_matters(evolve_matters(ABOUT, stated, recorded(81, PLATFORM)), stated, recorded(83, PLATFORM))
    expected = (
        Mark("objection", CASE, since=FILED),
        Mark("correction", position=81),
        Mark("correction", position=83),
    )
    assert shown_fact(fact(matters=matters), DUE, case_of(filed())).marks == expected
    assert shown_listing(listed(), DUE, case_of(filed()), matters=matters).marks == expected


def test_a_case_that_is_not_handed_in_stops_the_answer_instead_of_losing_its_mark() -> None:
    other = case_of(filed(case=LISTING), case=LISTING)
    with pytest.raises(CaseMissingError, match=CASE):
        shown_fact(OBJECTED, DUE, other)
    with pytest.raises(CaseMissingError, match=CASE):
        shown_listing(listed(), DUE, other, matters=ABOUT)


def test_cases_about_other_records_leave_no_mark_and_suspend_nothing() -> None:
    other = case_of(filed(case=LISTING), case=LISTING)
    display = shown_fact(fact(), date(2026, 6, 1), other)
    assert (display.marks, display.is_public) == ((), True)


def test_marks_stand_in_the_order_of_filing_each_once() -> None:
    both = Matters(cases=(LISTING, CASE, LISTING))
    cases = case_of(filed()), case_of(filed(case=LISTING, kind="review"), case=LISTING)
    assert [one.case for one in shown_fact(fact(matters=both), DUE, *cases).marks] == [LISTING, CASE]


steps = st.lists(
    st.sampled_from(["accept", "decide", "uphold", "escalate"]).flatmap(
        lambda name: st.tuples(st.just(name), st.integers(0, 9))
    ),
    max_size=8,
)


def _event(name: str, on: date) -> Event:
    if name == "accept":
        return accepted(on)
    if name == "escalate":
        return escalated(on)
    return decided(on, "upheld" if name == "uphold" else "rejected")


@given(steps=steps, kind=st.sampled_from(["objection", "complaint", "review", "litigation"]), wait=st.integers(0, 60))
def test_inv_8_the_mark_is_there_from_filing_to_decision_once_it_is_taken_further_and_after_the_subject_won(
    steps: list[tuple[str, int]], kind: str, wait: int
) -> None:
    events: list[Event] = [filed(kind=kind)]
    on, is_open, is_won = FILED, True, False
    for name, pause in [("file", 0), *steps]:
        on += pause * ONE_DAY
        if name != "file":
            events.append(_event(name, on))
            is_won = name != "escalate" and (is_won or (is_open and name == "uphold" and kind != "complaint"))
            is_open = name == "escalate" or (is_open and name == "accept")
        case = case_of(*events)
        for display in (
            shown_fact(OBJECTED, on + wait * ONE_DAY, case),
            shown_fact(OBJECTED, on + wait * ONE_DAY, case, by=UNANNOUNCED),
            shown_listing(listed(), on + wait * ONE_DAY, case, matters=ABOUT),
        ):
            marks = [(mark.case, mark.kind, mark.is_upheld) for mark in display.marks]
            assert marks == ([(CASE, kind, is_won)] if is_open or is_won else [])


def test_inv_13_nothing_in_a_display_can_hold_a_number_that_sums_a_subject_up() -> None:
    numbers = {
        (owner.__name__, name)
        for owner in (Display, Mark)
        for name, hint in get_type_hints(owner).items()
        if {int, float, complex} & {hint, *get_args(hint)}
    }
    # Where a statement stands in the log: a name, not an amount.
    assert numbers == {("Mark", "position")}
    assert {field.name for field in fields(Display)} == set(get_type_hints(Display))
