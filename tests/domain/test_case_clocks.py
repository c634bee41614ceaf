"""Clocks and marks of cases: when a case is due and overdue, what that suspends (INV-9), and the mark (INV-8)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.refusals import CalendarUnannouncedError
from domain.calendar.working_days import WorkingDays
from domain.case.due import due_by, due_on, is_overdue, missed, suspends_display
from domain.case.events import CaseFiled
from domain.case.mark import is_contested, is_marking
from domain.case.state import CaseState, evolve
from domain.event import Event
from domain.rule.law import Law
from tests.domain.cases import (
    CASE_LAW,
    FILED_ON,
    SUSPENSION,
    accepted,
    answered,
    at,
    breached,
    case_of,
    decided,
    escalated,
    filed,
    published,
)
from tests.domain.due_process import CASE, DAYS, RULES, YEAR_2026, law, rule

# 30 April 2026 is a Thursday; 1, 4 and 5 May are days off, Saturday 9 May is worked.
DUE, DUE_WITH_HELP = date(2026, 5, 8), date(2026, 5, 13)
DAY = timedelta(days=1)

filing_days = st.dates(date(2026, 1, 1), date(2026, 11, 30))


def day_of(case: CaseState, under: Law = CASE_LAW) -> date | None:
    due = due_on(case, under)
    return None if due is None else due.day


def working_days_between(first: date, last: date) -> int:
    """Count working days after ``first`` up to ``last``, day by day."""
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(1 for day in days if DAYS.is_working(day))


def test_inv_9_an_objection_is_due_after_3_working_days_or_7_with_help() -> None:
    assert day_of(case_of(filed())) == DUE
    assert day_of(case_of(filed(), accepted())) == DUE
    assert day_of(case_of(filed(), accepted(needs_help=True))) == DUE_WITH_HELP
    ordinary, longer = due_on(case_of(filed()), CASE_LAW), due_on(case_of(filed(), accepted(needs_help=True)), CASE_LAW)
    assert ordinary is not None
    assert longer is not None
    assert (ordinary.rule.rule, longer.rule.rule) == ("R-SD-39a", "R-SD-39b")


def test_inv_9_a_make_up_day_counts_and_a_day_off_does_not() -> None:
    # Thursday 7 May: Friday 8, the worked Saturday 9, Monday 11.
    assert day_of(case_of(filed(day="2026-05-07"))) == date(2026, 5, 11)
    # Wednesday 30 September: 1 to 7 October are off; Thursday 8, Friday 9, the worked Saturday 10.
    assert day_of(case_of(filed(day="2026-09-30"))) == date(2026, 10, 10)


@given(filing_days, st.booleans(), st.integers(0, 20))
def test_inv_9_the_due_day_is_a_working_day_with_as_many_before_it(day: date, needs_help: bool, later: int) -> None:
    taken_up = accepted(str(day + later * DAY), needs_help=needs_help)
    due = day_of(case_of(filed(day=str(day)), taken_up))
    assert due is not None
    assert DAYS.is_working(due)
    assert working_days_between(day, due) == (7 if needs_help else 3)


@given(filing_days, st.integers(-5, 30))
def test_inv_9_an_open_case_is_overdue_from_the_day_after_its_last_day_on(day: date, away: int) -> None:
    case = case_of(filed(day=str(day)))
    due = day_of(case)
    assert due is not None
    today = due + away * DAY
    assert is_overdue(case, CASE_LAW, today) == (away > 0)
    assert suspends_display(case, CASE_LAW, today) == (away > 0)


@given(filing_days, st.integers(0, 400), st.sampled_from(["upheld", "rejected", "unverifiable", "inadmissible"]))
def test_inv_9_a_decided_case_is_never_overdue(day: date, later: int, outcome: str) -> None:
    case = case_of(filed(day=str(day)), accepted(str(day)), decided(outcome, str(day + later * DAY)))
    assert not is_overdue(case, CASE_LAW, day + 1000 * DAY)


@given(
    filing_days,
    st.lists(
        st.builds(
            lambda name, governs, amount, start: (name, governs, amount, start),
            st.sampled_from(["R-SD-39a", "R-SD-39b", "R-NEW"]),
            st.sampled_from(["objection", "objection-with-help"]),
            st.integers(0, 60),
            st.dates(date(2019, 1, 1), date(2027, 12, 31)),
        ),
        max_size=4,
    ),
    st.booleans(),
)
def test_inv_9_what_is_published_after_filing_changes_no_due_day(
    day: date, later: list[tuple[str, str, int, date]], needs_help: bool
) -> None:
    more = [
        rule(name, governs, amount, "working_day", version=2, effective_from=str(start))
        for name, governs, amount, start in later
    ]
    case = case_of(filed(day=str(day)), accepted(str(day), needs_help=needs_help))
    assert due_on(case, law(*published(*more))) == due_on(case, CASE_LAW)


def test_inv_9_the_rules_of_the_filing_day_apply_among_those_published_by_then() -> None:
    shorter = rule("R-SD-39a", "objection", 1, "working_day", version=2, effective_from="2026-05-01")
    both = law(*published(shorter))
    knowing = {"edition": both.rules.edition}
    before, after = (filed(day=day).model_copy(update=knowing) for day in (FILED_ON, "2026-05-01"))
    assert day_of(case_of(before), both) == DUE
    assert day_of(case_of(after), both) == date(2026, 5, 6)


def test_inv_9_a_rule_known_at_filing_that_begins_later_does_not_apply_when_the_case_goes_further() -> None:
    later = law(
        *published(
            rule("R-SD-39a", "objection", 1, "working_day", version=2, effective_from="2026-05-09"),
            rule("R-ZX-26", "complaint", 1, "day", version=2, effective_from="2026-05-09"),
        )
    )
    knowing = {"edition": later.rules.edition}
    for kind, due in (("objection", date(2026, 5, 14)), ("complaint", date(2026, 6, 10))):
        case = case_of(filed(kind).model_copy(update=knowing), escalated("2026-05-11"))
        assert day_of(case, later) == due


def test_inv_9_the_clock_says_so_though_nobody_recorded_a_breach() -> None:
    silent = case_of(filed())
    told = case_of(filed(), breached("2026-05-08"))
    assert silent.breached_at is None
    assert told.breached_at == 101
    for case in (silent, told):
        assert is_overdue(case, CASE_LAW, DUE + DAY)
        assert suspends_display(case, CASE_LAW, DUE + DAY)
        assert not is_overdue(case, CASE_LAW, DUE)


def test_inv_9_the_suspension_is_a_policy_that_is_in_force_or_not() -> None:
    case = case_of(filed())
    assert not suspends_display(case, law(*RULES), DUE + DAY)
    begins = rule("R-POL-suspension", "suspension", 0, "day", evidence="policy", effective_from="2026-05-11")
    assert not suspends_display(case, law(*RULES, begins), date(2026, 5, 10))
    assert suspends_display(case, law(*RULES, begins), date(2026, 5, 11))


def test_inv_9_only_an_objection_suspends_while_it_is_open() -> None:
    long_after = date(2026, 12, 1)
    for kind in ("complaint", "review", "litigation"):
        assert not suspends_display(case_of(filed(kind)), CASE_LAW, long_after)
    assert not suspends_display(CaseState(CASE), CASE_LAW, long_after)


def test_inv_11_what_was_won_in_objection_review_or_suit_suspends_and_a_complaint_never_does() -> None:
    for kind in ("objection", "review", "litigation"):
        for day in (date(2026, 4, 30), date(2030, 1, 1)):
            assert suspends_display(case_of(filed(kind), accepted(), decided("upheld")), law(*RULES), day)
        for outcome in ("corrected", "rejected", "inadmissible", "withdrawn"):
            assert not suspends_display(case_of(filed(kind), decided(outcome)), CASE_LAW, date(2030, 1, 1))
    assert not suspends_display(case_of(filed("complaint"), accepted(), decided("upheld")), CASE_LAW, date(2030, 1, 1))


@pytest.mark.parametrize("outcome", ["rejected", "inadmissible", "withdrawn"])
def test_inv_9_a_late_decision_for_the_record_ends_the_suspension(outcome: str) -> None:
    case = case_of(filed(), accepted(), decided(outcome, "2026-06-01"))
    assert not suspends_display(case, CASE_LAW, date(2026, 6, 1))


def test_inv_9_taking_an_overdue_objection_further_does_not_bring_the_record_back() -> None:
    case = case_of(filed(), escalated("2026-05-11"))
    assert day_of(case) == date(2026, 5, 14)
    assert not is_overdue(case, CASE_LAW, date(2026, 5, 12))
    assert suspends_display(case, CASE_LAW, date(2026, 5, 12))
    assert not suspends_display(case, law(*RULES), date(2026, 5, 12))
    rejected = evolve(case, decided("inadmissible", "2026-05-12"), at(110, decided()))
    assert not suspends_display(rejected, CASE_LAW, date(2026, 6, 1))


def test_inv_9_a_rejected_objection_taken_further_counts_anew() -> None:
    case = case_of(filed(), accepted(), answered(), decided(), escalated("2026-05-11"))
    assert day_of(case) == date(2026, 5, 14)
    for today, is_late in ((date(2026, 5, 14), False), (date(2026, 5, 15), True)):
        assert is_overdue(case, CASE_LAW, today) is is_late
        assert suspends_display(case, CASE_LAW, today) is is_late
    with_help = case_of(filed(), accepted(needs_help=True), answered(), decided(), escalated("2026-05-11"))
    assert day_of(with_help) == date(2026, 5, 20)


def test_inv_9_an_upheld_objection_suspends_until_a_correction_since_its_decision() -> None:
    """A correction from before it may be about anything: the outcome ``corrected`` says that it was not."""
    case = case_of(filed(), accepted(), answered("wrong"), decided("upheld"))
    assert (case.filed_at, case.decided_at) == (100, 103)
    for corrected_at, is_suspended in ((None, True), (99, True), (102, True), (104, False)):
        assert suspends_display(case, law(*RULES), date(2030, 1, 1), corrected_at=corrected_at) is is_suspended


def test_inv_9_an_unverifiable_record_stays_suspended_until_a_correction_since_the_decision() -> None:
    case = case_of(filed(), accepted(), answered("unverifiable"), decided("unverifiable"))
    for corrected_at, is_suspended in ((None, True), (99, True), (102, True), (104, False)):
        assert suspends_display(case, law(*RULES), date(2030, 1, 1), corrected_at=corrected_at) is is_suspended


def test_inv_9_a_complaint_is_due_30_days_after_it_was_taken_up_and_until_then_after_its_filing() -> None:
    assert day_of(case_of(filed("complaint"))) == date(2026, 5, 30)
    assert day_of(case_of(filed("complaint"), accepted("2026-05-06"))) == date(2026, 6, 5)
    further = (accepted("2026-05-06"), decided("rejected"), escalated("2026-06-10"))
    assert day_of(case_of(filed("complaint"), *further)) == date(2026, 7, 10)


def test_inv_9_a_complaint_taken_up_too_late_keeps_the_day_that_was_missed() -> None:
    on_the_last_day, a_day_late = accepted("2026-05-30"), accepted("2026-05-31")
    assert day_of(case_of(filed("complaint"), on_the_last_day)) == date(2026, 6, 29)
    late = case_of(filed("complaint"), a_day_late)
    assert day_of(late) == date(2026, 5, 30)
    assert is_overdue(late, CASE_LAW, date(2026, 5, 31))
    assert due_on(late, law(*(one for one in RULES if one.governs != "complaint"))) is None


def missed_days(case: CaseState, today: date) -> list[date]:
    return [one.day for one in missed(case, CASE_LAW, today)]


def test_inv_9_each_deadline_of_a_case_that_goes_further_is_missed_by_itself() -> None:
    again = date(2026, 5, 14)
    twice = case_of(filed(), escalated("2026-05-11"))
    assert missed_days(twice, again) == [DUE]
    assert missed_days(twice, again + DAY) == [DUE, again]
    assert missed_days(case_of(filed(), decided("inadmissible"), escalated("2026-05-11")), again + DAY) == [again]
    decided_late = case_of(filed(), decided("inadmissible", "2026-05-09"), escalated("2026-05-11"))
    assert missed_days(decided_late, again) == [DUE]
    both_late = case_of(filed(), escalated("2026-05-11"), decided("inadmissible", "2026-05-15"))
    assert missed_days(both_late, date(2026, 5, 15)) == [DUE, again]


def test_inv_9_help_claimed_after_a_case_went_further_does_not_undo_its_first_breach() -> None:
    helped = case_of(filed(), escalated("2026-05-11"), accepted("2026-05-12", needs_help=True))
    assert missed_days(helped, date(2026, 5, 12)) == [DUE]


def test_inv_9_what_was_decided_in_time_or_has_no_clock_missed_nothing() -> None:
    for case in (case_of(filed(), decided("inadmissible", str(DUE))), case_of(filed("review")), CaseState(CASE)):
        assert missed_days(case, date(2026, 12, 1)) == []


def test_a_review_a_suit_and_a_case_never_filed_have_no_due_day_here() -> None:
    for case in (case_of(filed("review")), case_of(filed("litigation")), CaseState(CASE)):
        assert due_on(case, CASE_LAW) is None
        assert not is_overdue(case, CASE_LAW, date(2099, 1, 1))


def test_where_no_rule_applied_at_filing_there_is_no_due_day() -> None:
    assert due_on(case_of(filed(day="2020-09-30")), CASE_LAW) is None
    assert not is_overdue(case_of(filed(day="2020-09-30")), CASE_LAW, date(2026, 1, 1))


def test_where_no_rule_gives_more_time_for_help_the_ordinary_deadline_stays() -> None:
    plain = law(*(one for one in RULES if one.governs != "objection-with-help"))
    assert day_of(case_of(filed(), accepted(needs_help=True)), plain) == DUE


def test_a_due_day_in_a_year_that_is_not_announced_is_not_guessed() -> None:
    case = case_of(filed(day="2026-12-30"))
    for ask in (
        lambda: due_on(case, CASE_LAW),
        lambda: is_overdue(case, CASE_LAW, date(2027, 1, 1)),
        lambda: suspends_display(case, CASE_LAW, date(2027, 1, 1)),
    ):
        with pytest.raises(CalendarUnannouncedError):
            ask()
    assert not suspends_display(case, law(*RULES), date(2027, 1, 1))
    closed = case_of(filed(day="2026-12-30"), decided("inadmissible", "2026-12-31"))
    assert not is_overdue(closed, CASE_LAW, date(2027, 1, 1))
    unknown = law(*RULES, SUSPENSION, days=WorkingDays([YEAR_2026]))
    assert day_of(case_of(filed(day="2025-12-31")), unknown) == date(2026, 1, 6)


# INV-8


@pytest.mark.parametrize("kind", ["objection", "review", "litigation"])
def test_inv_8_an_open_case_marks_its_record_until_it_is_decided(kind: str) -> None:
    steps: list[Event] = [filed(kind)]
    assert not is_marking(CaseState(CASE))
    assert is_marking(case_of(*steps))
    for step in (accepted(), answered(), breached("2026-05-08")):
        steps.append(step)
        assert is_marking(case_of(*steps))
    assert not is_marking(case_of(*steps, decided("upheld")))


def test_inv_8_a_case_taken_further_marks_again() -> None:
    assert is_marking(case_of(filed(), decided("inadmissible"), escalated("2026-05-06")))


def test_inv_8_a_complaint_marks_nothing() -> None:
    assert not is_marking(case_of(filed("complaint")))


_STEPS = (
    accepted,
    answered,
    lambda: decided("rejected"),
    lambda: escalated("2026-05-06"),
    lambda: breached("2026-05-08"),
)


@given(st.lists(st.sampled_from(_STEPS), max_size=8))
def test_inv_8_the_mark_stands_from_each_filing_or_escalation_to_the_next_decision(steps: list[object]) -> None:
    events = [filed(), *(step() for step in steps if callable(step))]
    state, is_marked = CaseState(CASE), False
    for position, event in enumerate(events):
        state = evolve(state, event, at(position, event))
        if isinstance(event, CaseFiled) or event.TOPIC.endswith("case-escalated:v1"):
            is_marked = True
        elif event.TOPIC.endswith("case-decided:v1"):
            is_marked = False
        assert is_marking(state) is is_marked


@given(st.lists(st.booleans(), max_size=5))
def test_inv_8_a_record_is_contested_while_any_case_marks_it(are_open: list[bool]) -> None:
    open_case, closed = case_of(filed()), case_of(filed(), decided("inadmissible"))
    assert is_contested(open_case if is_open else closed for is_open in are_open) is any(are_open)


# Without a calendar

IN_WORKING_DAYS = rule("R-CM-26", "complaint", 15, "working_day")
UNANNOUNCED = Law(
    law(*(one for one in RULES if one.governs != "complaint"), IN_WORKING_DAYS, SUSPENSION).rules, WorkingDays()
)
"""A complaint has a rule in working days here, so that it needs a calendar, too."""


@pytest.mark.parametrize(
    ("case", "last"),
    [
        (case_of(filed()), date(2026, 5, 20)),
        (case_of(filed(), accepted(needs_help=True)), date(2026, 5, 20)),
        (case_of(filed(), decided("rejected"), escalated("2026-05-06")), date(2026, 5, 26)),
        (case_of(filed("complaint")), date(2026, 5, 30)),
        (case_of(filed("complaint"), accepted("2026-05-04")), date(2026, 6, 3)),
    ],
)
def test_inv_9_who_announces_no_calendar_is_late_after_the_longest_time_that_the_law_gives(
    case: CaseState, last: date
) -> None:
    under = UNANNOUNCED
    for today in (last - DAY, last):
        with pytest.raises(CalendarUnannouncedError):
            is_overdue(case, under, today)
        with pytest.raises(CalendarUnannouncedError):
            missed(case, under, today)
    late = due_by(case, under, last + DAY)
    assert late is not None
    assert late.day == last
    assert is_overdue(case, under, last + DAY)
    assert missed(case, under, last + DAY) == (late,)
    with pytest.raises(CalendarUnannouncedError):
        due_on(case, under)


def test_inv_9_an_announced_calendar_counts_and_not_the_longest_time() -> None:
    case = case_of(filed())
    assert due_by(case, CASE_LAW, date(2027, 1, 1)) == due_on(case, CASE_LAW)
    assert is_overdue(case, CASE_LAW, DUE + DAY)


def test_inv_9_without_a_calendar_a_case_decided_within_the_longest_time_is_not_told_late() -> None:
    with pytest.raises(CalendarUnannouncedError):
        missed(case_of(filed(), decided("rejected", "2026-05-20")), UNANNOUNCED, date(2027, 1, 1))
    (late,) = missed(case_of(filed(), decided("rejected", "2026-05-21")), UNANNOUNCED, date(2027, 1, 1))
    assert late.day == date(2026, 5, 20)


def test_where_no_rule_sets_a_time_no_calendar_is_missing() -> None:
    none = law(*(one for one in RULES if one.governs not in {"objection", "objection-with-help"}))
    assert due_by(case_of(filed()), Law(none.rules, WorkingDays()), date(2027, 1, 1)) is None
