"""Which cases go further, when, and for whom."""

from datetime import date

import pytest

from domain.case.decide import escalate_case
from domain.case.refusals import CaseAlreadyEscalatedError, CaseNotEscalatableError, CaseUnknownError
from tests.domain.builders import SHOP
from tests.domain.cases import CASE_LAW, NOW, OTHER, accepted, answered, case_of, decided, escalated, escalation, filed
from tests.domain.due_process import CASE, noon


@pytest.mark.parametrize("outcome", ["rejected", "inadmissible"])
def test_a_case_decided_against_the_subject_goes_further_with_all_that_was_signed(outcome: str) -> None:
    case = case_of(filed(), accepted(), answered(), decided(outcome))
    event = escalate_case(case, escalation(), statement="jwt~", law=CASE_LAW, now=noon("2027-01-01"))
    assert (event.case, event.escalated_on) == (CASE, date(2027, 1, 1))
    assert event.edition == CASE_LAW.rules.edition
    assert event.disclosed == {**escalation().disclosed, "subject.statement": "jwt~"}


def test_an_overdue_case_goes_further_and_one_in_time_does_not() -> None:
    case = case_of(filed())
    with pytest.raises(CaseNotEscalatableError):
        escalate_case(case, escalation(), statement="jwt~", law=CASE_LAW, now=noon("2026-05-08"))
    event = escalate_case(case, escalation(), statement="jwt~", law=CASE_LAW, now=noon("2026-05-09"))
    assert event.escalated_on == date(2026, 5, 9)


@pytest.mark.parametrize("outcome", ["upheld", "unverifiable", "withdrawn"])
def test_a_case_that_did_not_end_against_the_subject_goes_no_further(outcome: str) -> None:
    case = case_of(filed(), accepted(), decided(outcome))
    with pytest.raises(CaseNotEscalatableError):
        escalate_case(case, escalation(), statement="jwt~", law=CASE_LAW, now=noon("2026-06-01"))


def test_a_case_goes_further_once() -> None:
    case = case_of(filed(), decided("inadmissible"), escalated("2026-05-06"), decided("inadmissible", "2026-05-06"))
    with pytest.raises(CaseAlreadyEscalatedError):
        escalate_case(case, escalation(), statement="jwt~", law=CASE_LAW, now=noon("2026-06-01"))


def test_nobody_takes_another_subjects_case_further() -> None:
    case = case_of(filed(), decided("inadmissible"))
    for request in (escalation(OTHER), escalation(identifier=SHOP)):
        with pytest.raises(CaseUnknownError):
            escalate_case(case, request, statement="jwt~", law=CASE_LAW, now=NOW)
