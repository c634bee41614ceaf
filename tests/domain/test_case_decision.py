"""Decisions on cases: who decides, with which outcome, and on what grounds; how reviews and suits ended."""

from dataclasses import replace
from typing import Any

import pytest

from domain.agency.refusals import AgencyRoleError
from domain.case.decide import decide_case, escalate_case
from domain.case.refusals import (
    CaseClosedError,
    CaseEvidenceMissingError,
    CaseNotAcceptedError,
    CaseOutcomeError,
    CaseReasonError,
)
from domain.event_refusals import DisclosureMissingError
from domain.fact.protection_refusals import ProhibitedContentError
from domain.key.refusals import KeyOfAnotherHolderError
from tests.domain.cases import (
    ADMITTED,
    CASE_LAW,
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
)
from tests.domain.due_process import bureau, centre
from tests.domain.due_process_examples import ATTACHMENTS

# Deciding objections and complaints


@pytest.mark.parametrize("outcome", ["upheld", "rejected", "inadmissible"])
def test_the_credit_centre_decides_what_it_took_up(outcome: str) -> None:
    case = case_of(filed(), accepted(), answered())
    assert decide_case(case, decided(outcome), OWNER, by=centre(NOW)) == ADMITTED


def test_nobody_else_decides_an_objection_or_complaint() -> None:
    for kind in ("objection", "complaint"):
        for by in (bureau(NOW), agency(NOW, "court")):
            with pytest.raises(AgencyRoleError):
                decide_case(case_of(filed(kind), accepted()), decided("upheld"), OWNER, by=by)


@pytest.mark.parametrize("outcome", ["upheld", "rejected", "unverifiable"])
def test_before_it_is_taken_up_a_case_is_not_decided_on_its_merits(outcome: str) -> None:
    with pytest.raises(CaseNotAcceptedError):
        decide_case(case_of(filed()), decided(outcome, evidence=ATTACHMENTS[0]), OWNER, by=centre(NOW))


def test_before_it_is_taken_up_a_case_is_found_inadmissible_or_withdrawn() -> None:
    assert decide_case(case_of(filed()), decided("inadmissible"), OWNER, by=centre(NOW)) == ADMITTED
    assert (
        decide_case(case_of(filed()), decided("withdrawn", evidence=ATTACHMENTS[0]), OWNER, by=centre(NOW)) == ADMITTED
    )


def test_a_withdrawal_needs_the_subjects_word() -> None:
    for kind in ("objection", "complaint"):
        with pytest.raises(CaseEvidenceMissingError):
            decide_case(case_of(filed(kind), accepted()), decided("withdrawn"), OWNER, by=centre(NOW))


@pytest.mark.parametrize("outcome", ["upheld", "rejected", "inadmissible", "withdrawn"])
def test_inv_8_no_case_is_decided_without_reasons_of_substance(outcome: str) -> None:
    case = case_of(filed(), accepted(), answered())
    for reason in (" ", "　", "。", "不予受理。", "一二三四五六七八九。"):
        with pytest.raises(CaseReasonError) as caught:
            decide_case(case, decided(outcome, reason=reason, evidence=ATTACHMENTS[0]), OWNER, by=centre(NOW))
        assert (caught.value.pointer, caught.value.params["limit"]) == ("/subject.reason", 10)
    enough = decided(outcome, reason="一二三四五六七八九十。", evidence=ATTACHMENTS[0])
    assert decide_case(case, enough, OWNER, by=centre(NOW)) == ADMITTED
    with pytest.raises(DisclosureMissingError):
        decide_case(case, decided(outcome, reason=""), OWNER, by=centre(NOW))


def test_inv_8_a_court_gives_reasons_of_substance_too() -> None:
    with pytest.raises(CaseReasonError):
        decide_case(case_of(filed("review")), decided("upheld", reason="撤销。"), OWNER, by=agency(NOW, "court"))


@pytest.mark.parametrize(
    ("finding", "outcome"),
    [
        ("confirmed", "unverifiable"),
        ("unverifiable", "rejected"),
        ("wrong", "rejected"),
        ("wrong", "unverifiable"),
        ("wrong", "inadmissible"),
        ("wrong", "withdrawn"),
    ],
)
def test_an_outcome_follows_from_what_the_body_found(finding: str, outcome: str) -> None:
    case = case_of(filed(), accepted(), answered(finding))
    with pytest.raises(CaseOutcomeError):
        decide_case(case, decided(outcome, evidence=ATTACHMENTS[0]), OWNER, by=centre(NOW))


@pytest.mark.parametrize("finding", ["confirmed", "unverifiable", "wrong"])
def test_whatever_the_body_found_the_objection_may_be_upheld(finding: str) -> None:
    case = case_of(filed(), accepted(), answered(finding))
    assert decide_case(case, decided("upheld"), OWNER, by=centre(NOW)) == ADMITTED


def test_what_nobody_verified_is_unverifiable_and_rejected_only_on_evidence() -> None:
    silent = case_of(filed(), accepted())
    assert decide_case(silent, decided("unverifiable"), OWNER, by=centre(NOW)) == ADMITTED
    assert decide_case(silent, decided("rejected", evidence=ATTACHMENTS[0]), OWNER, by=centre(NOW)) == ADMITTED
    with pytest.raises(CaseEvidenceMissingError):
        decide_case(silent, decided("rejected"), OWNER, by=centre(NOW))
    unable = case_of(filed(), accepted(), answered("unverifiable"))
    assert decide_case(unable, decided("unverifiable"), OWNER, by=centre(NOW)) == ADMITTED


@pytest.mark.parametrize("outcome", ["upheld", "rejected", "unverifiable"])
def test_a_complaint_is_decided_with_reasons_alone(outcome: str) -> None:
    case = case_of(filed("complaint"), accepted(), answered("wrong"))
    assert decide_case(case, decided(outcome), OWNER, by=centre(NOW)) == ADMITTED


@pytest.mark.parametrize("outcome", ["rejected", "inadmissible"])
@pytest.mark.parametrize("kind", ["objection", "complaint"])
def test_the_centre_turns_down_what_is_about_itself_only_on_evidence(kind: str, outcome: str) -> None:
    case, own = case_of(filed(kind), accepted(), answered()), centre(NOW).signer.iss
    with pytest.raises(CaseEvidenceMissingError):
        decide_case(case, decided(outcome), own, by=centre(NOW))
    on_evidence = decided(outcome, evidence=ATTACHMENTS[0])
    assert decide_case(case, on_evidence, own, by=centre(NOW)) == ADMITTED
    assert decide_case(case, decided("upheld"), own, by=centre(NOW)) == ADMITTED
    assert decide_case(case, decided(outcome), OWNER, by=centre(NOW)) == ADMITTED
    taken: dict[str, Any] = {"statement": "jwt~", "law": CASE_LAW, "now": NOW}
    further = case_of(filed(kind), accepted(), answered(), decided(outcome))
    assert escalate_case(further, escalation(), **taken).escalated_on == TODAY


def test_a_case_is_decided_once() -> None:
    with pytest.raises(CaseClosedError):
        decide_case(case_of(filed(), accepted(), decided("upheld")), decided("upheld"), OWNER, by=centre(NOW))


def test_reasons_hold_no_prohibited_content() -> None:
    with pytest.raises(ProhibitedContentError):
        decide_case(
            case_of(filed(), accepted()), decided("upheld", reason="账号：6222020000000000"), OWNER, by=centre(NOW)
        )


# Reviews and suits


@pytest.mark.parametrize("kind", ["review", "litigation"])
@pytest.mark.parametrize("outcome", ["upheld", "rejected", "inadmissible", "withdrawn"])
def test_a_court_says_how_a_review_or_suit_ended(kind: str, outcome: str) -> None:
    assert decide_case(case_of(filed(kind)), decided(outcome), OWNER, by=agency(NOW, "court")) == ADMITTED


@pytest.mark.parametrize("kind", ["review", "litigation"])
def test_the_body_reports_how_a_review_or_suit_ended_with_evidence(kind: str) -> None:
    case = case_of(filed(kind))
    assert decide_case(case, decided("upheld", evidence=ATTACHMENTS[0]), OWNER, by=bureau(NOW)) == ADMITTED
    with pytest.raises(CaseEvidenceMissingError):
        decide_case(case, decided("upheld"), OWNER, by=bureau(NOW))


def test_nobody_reports_in_the_name_of_the_body() -> None:
    with pytest.raises(KeyOfAnotherHolderError):
        decide_case(
            case_of(filed("litigation")),
            decided("upheld", evidence=ATTACHMENTS[0]),
            OWNER,
            by=replace(bureau(NOW), key=centre(NOW).key),
        )


def test_neither_the_centre_nor_another_body_says_how_a_suit_ended() -> None:
    for by in (centre(NOW), agency(NOW)):
        with pytest.raises(AgencyRoleError):
            decide_case(case_of(filed("litigation")), decided("rejected", evidence=ATTACHMENTS[0]), OWNER, by=by)


@pytest.mark.parametrize("kind", ["review", "litigation"])
def test_no_review_or_suit_ends_as_unverifiable(kind: str) -> None:
    with pytest.raises(CaseOutcomeError):
        decide_case(case_of(filed(kind)), decided("unverifiable"), OWNER, by=agency(NOW, "court"))
