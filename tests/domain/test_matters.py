"""The folds of a case and of what came up about one record: who may sign counts, and what does not follow does not."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.events import CaseFiled, CorrectionStated
from domain.case.matters import Matters, RefusedRepair, evolve
from domain.case.state import CaseState
from domain.case.state import evolve as evolve_case
from domain.clock.events import PublicityEnded
from domain.event import Event
from domain.fact.state import evolve as evolve_fact
from domain.listing.events import NoticeServed
from domain.repair.events import RepairApplied, RepairGranted, RepairRefused
from domain.revocation.events import DecisionRevoked
from domain.signer import PLATFORM
from tests.domain.builders import CENTRE_SIGNER, SIGNER, recorded
from tests.domain.cases import accepted, answered, at, breached, case_of, correction, decided, escalated, filed
from tests.domain.due_process import CASE, FACT, LISTING, SUBJECT, WHO, fact_state

DAY = "2026-05-08"
OTHER = "0190a5b0-0000-4000-8000-0000000000ff"
EARLIER = "0190a5b0-0000-4000-8000-0000000000fe"


def corrected() -> CorrectionStated:
    return CorrectionStated.from_claims({"stated_on": DAY}, {**correction().disclosed, "subject.statement": "jwt~"})


def applied() -> RepairApplied:
    return RepairApplied.from_claims(
        {"case": OTHER, "edition": 1, "filed_on": DAY}, {"subject.targets": f"fact:{FACT}"}
    )


def granted() -> RepairGranted:
    return RepairGranted.from_claims({"case": OTHER, "edition": 1, "decided_on": DAY}, {"subject.facts": FACT})


def refused(reason: str = "false_material", case: str = OTHER) -> RepairRefused:
    plain = {"case": case, "edition": 1, "decided_on": DAY, "reason": reason}
    return RepairRefused.from_claims(plain, {"subject.targets": f"fact:{FACT}"})


def revoked(ground: str = "revoked_by_court") -> DecisionRevoked:
    return DecisionRevoked.from_claims({"ground": ground, "decided_on": DAY}, {"subject.facts": FACT})


def publicity_ended() -> PublicityEnded:
    return PublicityEnded.from_claims({"rule": "R-SD-38", "ended_on": DAY}, {"subject.facts": FACT})


OF_PLATFORM: tuple[Callable[[], Event], ...] = (filed, applied, corrected, publicity_ended)
OF_AGENCIES: tuple[Callable[[], Event], ...] = (granted, refused, revoked)


def came(*steps: tuple[Event, str]) -> Matters:
    """Fold events with their issuers, at positions 200, 201 and so on."""
    state = Matters()
    for position, (event, iss) in enumerate(steps, 200):
        state = evolve(state, event, recorded(position, iss))
    return state


def test_everything_that_comes_up_about_a_record_is_kept_with_it() -> None:
    state = came(
        (filed(), PLATFORM),
        (applied(), PLATFORM),
        (corrected(), PLATFORM),
        (refused(case=EARLIER), SIGNER.iss),
        (granted(), SIGNER.iss),
        (revoked(), SIGNER.iss),
        (publicity_ended(), PLATFORM),
    )
    assert state == Matters(
        cases=(CASE,),
        repairs=(OTHER,),
        corrections=(202,),
        repaired_at=204,
        refused_repairs=(RefusedRepair(refused().decided_on, "false_material", EARLIER),),
        revoked_at=205,
        revocation_ground="revoked_by_court",
        publicity_ended_at=206,
    )


def test_cases_repairs_refusals_and_statements_are_kept_in_their_order() -> None:
    second = filed().model_copy(update={"case": OTHER})
    state = came((filed(), PLATFORM), (corrected(), PLATFORM), (second, PLATFORM), (corrected(), PLATFORM))
    assert (state.cases, state.corrections) == ((CASE, OTHER), (201, 203))
    state = came((refused(), SIGNER.iss), (refused("duties_open"), CENTRE_SIGNER.iss))
    assert [one.reason for one in state.refused_repairs] == ["false_material", "duties_open"]


def test_what_ends_a_record_ends_it_once() -> None:
    state = came(
        (granted(), SIGNER.iss),
        (granted(), SIGNER.iss),
        (revoked(), SIGNER.iss),
        (revoked("held_void"), SIGNER.iss),
        (publicity_ended(), PLATFORM),
        (publicity_ended(), PLATFORM),
    )
    assert (state.repaired_at, state.revoked_at, state.revocation_ground) == (200, 202, "revoked_by_court")
    assert state.publicity_ended_at == 204


@pytest.mark.parametrize("build", OF_PLATFORM)
@pytest.mark.parametrize("iss", [SIGNER.iss, "root", "subject:x"])
def test_what_the_platform_says_counts_from_nobody_else(build: Callable[[], Event], iss: str) -> None:
    assert came((build(), iss)) == Matters()


@pytest.mark.parametrize("build", OF_AGENCIES)
@pytest.mark.parametrize("iss", [PLATFORM, "root", "subject:x"])
def test_what_agencies_decide_counts_from_nobody_else(build: Callable[[], Event], iss: str) -> None:
    assert came((build(), iss)) == Matters()


@given(st.lists(st.tuples(st.sampled_from((*OF_PLATFORM, *OF_AGENCIES)), st.booleans()), max_size=10))
def test_a_case_once_filed_is_never_lost_from_its_record(steps: list[tuple[Callable[[], Event], bool]]) -> None:
    events = [(build(), PLATFORM if is_platform else SIGNER.iss) for build, is_platform in steps]
    expected = [CASE for event, iss in events if isinstance(event, CaseFiled) and iss == PLATFORM]
    assert list(came(*events).cases) == expected


def test_inv_8_a_case_about_a_fact_stands_in_the_facts_own_state() -> None:
    state = evolve_fact(fact_state(), filed(), recorded(200, PLATFORM))
    assert state.matters.cases == (CASE,)
    assert state.is_standing
    assert not evolve_fact(state, revoked(), recorded(201, SIGNER.iss)).is_standing


# The case itself


def test_a_case_keeps_who_did_what_and_when() -> None:
    state = case_of(
        filed(), accepted("2026-05-06", needs_help=True), answered(), breached("2026-05-13"), decided("rejected", DAY)
    )
    day = decided(day=DAY).decided_on
    assert state == CaseState(
        case=CASE,
        kind="objection",
        subject=SUBJECT,
        target_kind="fact",
        target=FACT,
        edition=filed().edition,
        filed_on=filed().filed_on,
        filed_at=100,
        accepted_on=accepted("2026-05-06").accepted_on,
        accepted_by=CENTRE_SIGNER.iss,
        needs_help=True,
        finding="confirmed",
        answered_by=SIGNER.iss,
        outcome="rejected",
        decided_on=day,
        decided_at=104,
        decided_by=CENTRE_SIGNER.iss,
        breached_at=103,
        breaches=(("R-SD-39a", date(2026, 5, 13)),),
    )
    assert not state.is_open


def test_a_case_taken_further_is_open_again_and_knows_whether_it_had_been_decided() -> None:
    late = case_of(filed(), escalated(DAY))
    rejected = case_of(filed(), accepted(), answered(), decided(), escalated(DAY))
    for state, was_open in ((late, True), (rejected, False)):
        assert state.is_open
        assert state.escalated_open is was_open
        assert (state.outcome, state.decided_on, state.decided_at, state.decided_by) == ("", None, None, "")
        assert state.escalated_on == escalated(DAY).escalated_on
    assert late.before == case_of(filed())
    assert rejected.before == case_of(filed(), accepted(), answered(), decided())
    assert case_of(filed(), escalated(DAY), decided(), escalated("2026-06-01")).before == case_of(filed())
    assert rejected.finding == "confirmed"


def test_a_second_filing_or_acceptance_or_the_same_breach_changes_nothing() -> None:
    once = case_of(filed(), accepted(), breached(DAY))
    for event in (filed("complaint"), accepted(DAY, needs_help=True), breached(DAY)):
        assert evolve_case(once, event, at(110, event)) == once


def test_a_case_keeps_every_deadline_said_to_have_passed_and_where_the_first_was_said() -> None:
    twice = case_of(filed(), accepted(), breached(DAY), breached("2026-05-20"))
    day = breached(DAY).due_on
    assert (twice.breached_at, twice.breaches) == (102, (("R-SD-39a", day), ("R-SD-39a", date(2026, 5, 20))))


def test_after_its_decision_no_agency_changes_a_case() -> None:
    closed = case_of(filed(), accepted(), decided("upheld"))
    for event in (accepted(DAY), answered("wrong"), decided("rejected")):
        assert evolve_case(closed, event, at(110, event)) == closed


def test_an_open_case_is_not_changed_by_events_of_other_kinds() -> None:
    state = case_of(filed())
    for event, iss in ((revoked(), SIGNER.iss), (publicity_ended(), PLATFORM)):
        assert evolve_case(state, event, recorded(110, iss)) == state


def test_nothing_before_the_filing_counts() -> None:
    events: tuple[Event, ...] = (accepted(), answered(), decided(), escalated(DAY), breached(DAY))
    assert case_of(*events) == CaseState(CASE)
    assert not CaseState(CASE).is_open


@pytest.mark.parametrize(
    ("event", "iss"),
    [
        (filed(), SIGNER.iss),
        (filed().model_copy(update={"case": OTHER}), PLATFORM),
    ],
)
def test_a_case_is_filed_by_the_platform_and_under_its_own_id(event: Event, iss: str) -> None:
    assert evolve_case(CaseState(CASE), event, recorded(100, iss)) == CaseState(CASE)


@pytest.mark.parametrize("iss", ["root", "subject:x", PLATFORM])
def test_only_agencies_take_up_answer_and_decide(iss: str) -> None:
    state = case_of(filed())
    for event in (accepted(), answered(), decided()):
        assert evolve_case(state, event, recorded(110, iss)) == state


@pytest.mark.parametrize("iss", ["root", SIGNER.iss])
def test_only_the_platform_records_escalation_and_breach(iss: str) -> None:
    state = case_of(filed())
    for event in (escalated(DAY), breached(DAY)):
        assert evolve_case(state, event, recorded(110, iss)) == state


def test_an_erased_filing_leaves_a_case_of_nobody_about_nothing() -> None:
    state = case_of(filed().model_copy(update={"disclosed": {}}))
    assert (state.kind, state.subject, state.target_kind, state.target) == ("objection", None, "", "")
    assert state.is_open


def test_a_notice_is_no_matter() -> None:
    plain: dict[str, Any] = {"listing": LISTING, "list": "market-serious", "list_version": 1, "edition": 1}
    served = {"served_on": DAY, "service": "post", "reply_until": "2026-05-15"}
    assert came((NoticeServed.from_claims({**plain, **served}, WHO), SIGNER.iss)) == Matters()
