"""Who takes a case up and who answers it, until when, and what every step of an agency shares."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.admission import Admission
from domain.agency.refusals import AgencyRoleError
from domain.calendar.refusals import CalendarUnannouncedError
from domain.case.decide import accept_case, answer_case, decide_case, escalate_case
from domain.case.refusals import (
    CaseAlreadyAcceptedError,
    CaseClosedError,
    CaseDateError,
    CaseHelpRefusedError,
    CaseKindError,
    CaseReasonError,
    CaseUnknownError,
)
from domain.case.state import CaseState
from domain.event import Event
from domain.event_refusals import DisclosureMissingError, SignerNotEntitledError
from domain.fact.protection_refusals import ProhibitedContentError
from domain.key.refusals import KeyOfAnotherHolderError
from domain.time import end_of_day_ms
from tests.domain.builders import BODY, SHOP
from tests.domain.cases import (
    ADMITTED,
    CASE_LAW,
    FILED_ON,
    NOW,
    OTHER,
    OWNER,
    accepted,
    agency,
    answered,
    case_of,
    decided,
    escalation,
    filed,
)
from tests.domain.due_process import CASE, SUBJECT, WHO, bureau, centre, noon

# Taking up


@pytest.mark.parametrize("kind", ["objection", "complaint"])
def test_the_credit_centre_takes_up_objections_and_complaints(kind: str) -> None:
    assert accept_case(case_of(filed(kind)), accepted(), law=CASE_LAW, by=centre(NOW)) == ADMITTED


def test_nobody_else_takes_a_case_up() -> None:
    with pytest.raises(AgencyRoleError):
        accept_case(case_of(filed()), accepted(), law=CASE_LAW, by=bureau(NOW))


@pytest.mark.parametrize("kind", ["review", "litigation"])
def test_a_review_or_suit_is_neither_taken_up_nor_answered_nor_taken_further(kind: str) -> None:
    case = case_of(filed(kind))
    with pytest.raises(CaseKindError):
        accept_case(case, accepted(), law=CASE_LAW, by=centre(NOW))
    with pytest.raises(CaseKindError):
        answer_case(case, answered(), OWNER, by=bureau(NOW))
    with pytest.raises(CaseKindError):
        escalate_case(case, escalation(), statement="jwt~", law=CASE_LAW, now=NOW)


def test_a_case_is_taken_up_once_and_only_while_it_is_open() -> None:
    with pytest.raises(CaseAlreadyAcceptedError):
        accept_case(case_of(filed(), accepted()), accepted(), law=CASE_LAW, by=centre(NOW))
    with pytest.raises(CaseClosedError):
        accept_case(case_of(filed(), decided("inadmissible")), accepted(), law=CASE_LAW, by=centre(NOW))


def test_help_is_claimed_until_the_last_day_of_the_first_deadline() -> None:
    case = case_of(filed())
    in_time = accepted("2026-05-08", needs_help=True)
    assert accept_case(case, in_time, law=CASE_LAW, by=centre(noon("2026-05-08"))).subject == SUBJECT
    with pytest.raises(CaseHelpRefusedError):
        accept_case(case, accepted("2026-05-09", needs_help=True), law=CASE_LAW, by=centre(noon("2026-05-09")))
    late = accepted("2026-05-09")
    assert accept_case(case, late, law=CASE_LAW, by=centre(noon("2026-05-09"))).subject == SUBJECT


def test_a_complaint_has_no_longer_deadline_for_help() -> None:
    with pytest.raises(CaseHelpRefusedError):
        accept_case(case_of(filed("complaint")), accepted(needs_help=True), law=CASE_LAW, by=centre(NOW))


def test_help_is_not_claimed_where_the_working_days_are_not_announced() -> None:
    case = case_of(filed(day="2026-12-30"))
    now = centre(noon("2026-12-31"))
    with pytest.raises(CalendarUnannouncedError):
        accept_case(case, accepted("2026-12-31", needs_help=True), law=CASE_LAW, by=now)
    assert accept_case(case, accepted("2026-12-31"), law=CASE_LAW, by=now).subject == SUBJECT


# Answering


def test_the_body_whose_record_it_is_answers_also_before_the_case_is_taken_up_and_anew() -> None:
    for case in (case_of(filed()), case_of(filed(), accepted(), answered("unverifiable"))):
        assert answer_case(case, answered(), OWNER, by=bureau(NOW)) == ADMITTED


def test_nobody_else_answers() -> None:
    for by in (centre(NOW), agency(NOW)):
        with pytest.raises(SignerNotEntitledError):
            answer_case(case_of(filed()), answered(), OWNER, by=by)
    with pytest.raises(KeyOfAnotherHolderError):
        answer_case(case_of(filed()), answered(), OWNER, by=replace(bureau(NOW), key=centre(NOW).key))


def test_a_complaint_about_a_body_is_answered_by_that_body() -> None:
    case = case_of(filed("complaint", target_kind="body", target=BODY))
    assert answer_case(case, answered(), OWNER, by=agency(NOW)).subject == SUBJECT
    with pytest.raises(SignerNotEntitledError):
        answer_case(case, answered(), OWNER, by=bureau(NOW))


def test_a_decided_case_is_not_answered() -> None:
    with pytest.raises(CaseClosedError):
        answer_case(case_of(filed(), decided("inadmissible")), answered(), OWNER, by=bureau(NOW))


def test_inv_8_an_answer_says_what_was_found() -> None:
    with pytest.raises(CaseReasonError):
        answer_case(case_of(filed()), answered(reason="属实。"), OWNER, by=bureau(NOW))
    answer_case(case_of(filed()), answered(reason="一二三四五六七八九十。"), OWNER, by=bureau(NOW))


def test_an_answer_holds_no_prohibited_content() -> None:
    with pytest.raises(ProhibitedContentError):
        answer_case(case_of(filed()), answered(reason="联系电话 13812345678"), OWNER, by=bureau(NOW))


# What the steps of an agency share


def steps(about: CaseState, day: str = FILED_ON, now: str = FILED_ON, **changes: Any) -> list[tuple[Event, Any]]:
    """Each step of an agency on one day, as an event and its decision."""
    taken_up = accepted(day).model_copy(update=changes)
    answer = answered("confirmed", day).model_copy(update=changes)
    decision = decided("inadmissible", day).model_copy(update=changes)
    moment = noon(now)
    return [
        (taken_up, lambda: accept_case(about, taken_up, law=CASE_LAW, by=centre(moment))),
        (answer, lambda: answer_case(about, answer, OWNER, by=bureau(moment))),
        (decision, lambda: decide_case(about, decision, OWNER, by=centre(moment))),
    ]


def test_every_step_is_about_the_subjects_own_case() -> None:
    case = case_of(filed())
    of_shop = {**answered().disclosed, "subject.identifier": SHOP}
    not_his = [
        *steps(CaseState(CASE, kind="objection", subject=SUBJECT)),
        *steps(case, case=OTHER),
        *steps(replace(case, subject=None)),
        *steps(case, disclosed=of_shop),
    ]
    assert len(not_his) == 12
    for _, step in not_his:
        with pytest.raises(CaseUnknownError):
            step()


def test_every_step_bears_the_day_on_which_it_is_recorded() -> None:
    case = case_of(filed())
    for day in (FILED_ON, "2026-05-05", "2026-05-07"):
        for _, step in steps(case, day, "2026-05-06"):
            with pytest.raises(CaseDateError):
                step()
    for _, step in steps(case, "2026-05-06", "2026-05-06"):
        assert step() == Admission(SUBJECT, end_of_day_ms(date(2026, 5, 6)))


def test_every_step_carries_its_disclosures() -> None:
    case = case_of(filed())
    for _, step in steps(case, disclosed=WHO)[1:] + steps(case, disclosed={})[:1]:
        with pytest.raises(DisclosureMissingError):
            step()


def test_a_late_decision_is_not_dated_back_into_its_time() -> None:
    case, late = case_of(filed(), accepted(), answered()), centre(noon("2026-05-09"))
    with pytest.raises(CaseDateError) as refused:
        decide_case(case, decided("rejected", "2026-05-08"), OWNER, by=late)
    assert refused.value.params == {"given": date(2026, 5, 8), "expected": date(2026, 5, 9)}
    assert decide_case(case, decided("rejected", "2026-05-09"), OWNER, by=late).subject == SUBJECT
