"""Commitments (信用承诺): anybody makes them, public bodies too; who received one finds whether it was kept."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.admission import Admission
from domain.agency.refusals import AgencyUnknownError
from domain.commitment.decide import judge_commitment, make_commitment
from domain.commitment.events import CommitmentBreached, CommitmentFulfilled
from domain.commitment.state import CommitmentState, evolve
from domain.fact.protection_refusals import ProhibitedContentError
from domain.identifier import Identifier
from domain.refusal import Refusal
from domain.request.events import CommitmentRequest
from tests.domain.builders import AGENCY, BODY, COMPANY, SHOP, SIGNER, recorded
from tests.domain.due_process import SUBJECT, WHO, bureau, noon

TODAY = "2026-06-15"
COMMITMENT = "0190a5b0-0000-7000-8000-0000000000bb"
MADE = CommitmentState(COMMITMENT, "administrative", SUBJECT, AGENCY, date(2026, 6, 1), made_at=40)


def asked(kind: str = "administrative", **changes: str) -> CommitmentRequest:
    fields = {
        "identifier_type": "uscc",
        "identifier": COMPANY,
        "text": "承诺所提交材料真实，并在三十日内补齐环评文件。",
        "to_body": AGENCY,
        "fulfil_by": "2026-07-15",
        "identity_evidence": "",
        "clerk": "",
        "delegate": "",
        "delegation": "",
        **changes,
    }
    return CommitmentRequest.from_claims({"kind": kind}, {f"subject.{name}": value for name, value in fields.items()})


def judged(
    of: type[CommitmentFulfilled] | type[CommitmentBreached] = CommitmentFulfilled,
    decided_on: str = TODAY,
    **changes: str,
) -> CommitmentFulfilled | CommitmentBreached:
    fields = {
        "subject.commitment": COMMITMENT,
        "subject.reason": "经核查，环评文件已按期补齐。",
        "subject.evidence": "",
        **{f"subject.{name}": value for name, value in changes.items()},
    }
    return of.from_claims({"decided_on": decided_on}, {**WHO, **fields})


def make_code(request: CommitmentRequest) -> tuple[str, str | None]:
    with pytest.raises(Refusal) as caught:
        make_commitment(request, statement="x", now=noon(TODAY))
    assert caught.value.message_zh
    assert caught.value.message_en
    return caught.value.code, caught.value.pointer


def judge_code(event: CommitmentFulfilled | CommitmentBreached, state: CommitmentState = MADE) -> str:
    with pytest.raises(Refusal) as caught:
        judge_commitment(state, event, by=bureau(noon(TODAY)))
    assert caught.value.message_zh
    assert caught.value.message_en
    return caught.value.code


def test_a_commitment_repeats_the_request_and_carries_it_whole() -> None:
    request = asked()
    made = make_commitment(request, statement="header.payload.signature~", now=noon(TODAY))
    assert (made.kind, made.made_on) == ("administrative", date(2026, 6, 15))
    assert made.disclosed == {**request.disclosed, "subject.statement": "header.payload.signature~"}


def test_a_public_body_commits_itself_like_anybody_else() -> None:
    made = make_commitment(asked("government", identifier=BODY), statement="x", now=noon(TODAY))
    assert (made.kind, made.text("subject.identifier")) == ("government", BODY)


def test_nobody_commits_itself_to_itself() -> None:
    assert make_code(asked("government", identifier=AGENCY)) == ("commitment-to-itself", "/subject.to_body")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (AGENCY[:17] + ("0" if AGENCY[17] != "0" else "1"), "uscc-check"),
        (AGENCY.lower() + " ", "identifier-not-canonical"),
        ("市场监督管理局", "identifier-form"),
        ("", "disclosure-missing"),
    ],
)
def test_the_body_that_receives_it_is_named_by_a_code_that_checks(code: str, expected: str) -> None:
    assert make_code(asked(to_body=code)) == (expected, "/subject.to_body")


@pytest.mark.parametrize("day", ["", "2026-06-15", "2030-01-01"])
def test_it_is_to_be_kept_from_today_on_or_without_an_end(day: str) -> None:
    assert make_commitment(asked(fulfil_by=day), statement="x", now=noon(TODAY)).text("subject.fulfil_by") == day


@pytest.mark.parametrize("day", ["2026-06-14", "2026-6-30", "2026-02-30", "尽快"])
def test_a_day_that_is_past_or_none_is_refused(day: str) -> None:
    assert make_code(asked(fulfil_by=day)) == ("commitment-term", "/subject.fulfil_by")


def test_its_text_is_screened() -> None:
    with pytest.raises(ProhibitedContentError):
        make_commitment(asked(text="该负责人信仰佛教。"), statement="x", now=noon(TODAY))


def test_the_body_to_which_it_was_made_finds_it_kept_or_broken() -> None:
    for event in (judged(), judged(CommitmentBreached, reason="逾期未补齐环评文件。")):
        assert judge_commitment(MADE, event, by=bureau(noon(TODAY))) == Admission(SUBJECT)


def test_a_commitment_that_is_not_there_is_not_judged() -> None:
    assert judge_code(judged(), CommitmentState(COMMITMENT)) == "commitment-unknown"
    assert judge_code(judged(), replace(MADE, jti="another")) == "commitment-unknown"


def test_nobody_else_judges_it_and_nobody_judges_it_as_another_subjects() -> None:
    assert judge_code(judged(), replace(MADE, to_body=BODY)) == "commitment-body"
    assert judge_code(judged(identifier=SHOP)) == "commitment-subject-mismatch"
    assert judge_code(judged(), replace(MADE, subject=None)) == "commitment-subject-mismatch"
    stranger = replace(bureau(noon(TODAY)), agency=replace(bureau(noon(TODAY)).agency, enrolled_at=None))
    with pytest.raises(AgencyUnknownError):
        judge_commitment(MADE, judged(), by=stranger)


@pytest.mark.parametrize("of", [CommitmentFulfilled, CommitmentBreached])
def test_it_is_judged_once(of: type[CommitmentFulfilled] | type[CommitmentBreached]) -> None:
    state = evolve(MADE, judged(of), recorded(60))
    assert judge_code(judged(), state) == "commitment-judged"
    assert judge_code(judged(CommitmentBreached), state) == "commitment-judged"


@pytest.mark.parametrize(("day", "is_possible"), [("2026-06-01", True), ("2026-05-31", False), ("2026-06-16", False)])
def test_it_is_judged_neither_before_it_was_made_nor_in_the_future(day: str, *, is_possible: bool) -> None:
    if is_possible:
        assert judge_commitment(MADE, judged(decided_on=day), by=bureau(noon(TODAY))).subject == SUBJECT
    else:
        assert judge_code(judged(decided_on=day)) == "commitment-date"


def test_a_breach_has_reasons_and_they_are_screened() -> None:
    assert judge_code(judged(CommitmentBreached, reason="")) == "disclosure-missing"
    with pytest.raises(ProhibitedContentError) as caught:
        judge_commitment(MADE, judged(CommitmentBreached, reason="负责人信仰佛教。"), by=bureau(noon(TODAY)))
    assert caught.value.pointer == "/subject.reason"


def test_a_commitment_made_and_judged_folds_into_its_outcome() -> None:
    platform = recorded(41, "platform", jti=COMMITMENT)
    made: Any = make_commitment(asked(), statement="x", now=noon("2026-06-01"))
    state = evolve(CommitmentState(COMMITMENT), made, platform)
    assert (state.subject, state.to_body) == (Identifier("uscc", COMPANY), AGENCY)
    event = judged(CommitmentBreached)
    judge_commitment(state, event, by=bureau(noon(TODAY)))
    assert evolve(state, event, recorded(61, SIGNER.iss)).outcome == "breached"


def test_a_finding_of_another_body_or_before_the_commitment_changes_nothing() -> None:
    new = CommitmentState(COMMITMENT)
    assert evolve(new, judged(), recorded(60)) == new
    assert evolve(MADE, judged(), recorded(60, f"agency:{BODY}")) == MADE
    assert evolve(MADE, asked(), recorded(60)) == MADE
    kept = evolve(MADE, judged(), recorded(60))
    assert (kept.outcome, kept.decided_at) == ("fulfilled", 60)
    assert evolve(kept, judged(CommitmentBreached), recorded(61)) == kept
