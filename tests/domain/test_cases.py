"""Decisions on cases: what a subject may file, who takes it up, answers and decides, and what goes further."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.admission import Admission
from domain.agency.refusals import AgencyRoleError
from domain.calendar.refusals import CalendarUnannouncedError
from domain.case.decide import (
    CORRECTION_LIMIT,
    CORRECTIONS_LIMIT,
    accept_case,
    answer_case,
    decide_case,
    escalate_case,
    file_case,
    state_correction,
)
from domain.case.events import CaseFiled
from domain.case.refusals import (
    CaseAlreadyAcceptedError,
    CaseAlreadyEscalatedError,
    CaseAlreadyOpenError,
    CaseClosedError,
    CaseDateError,
    CaseEvidenceMissingError,
    CaseHelpRefusedError,
    CaseKindError,
    CaseNotAcceptedError,
    CaseNotEscalatableError,
    CaseOutcomeError,
    CaseTargetKindError,
    CaseTargetUnknownError,
    CaseUnknownError,
    CorrectionTargetEndedError,
    CorrectionTooLongError,
    CorrectionTooManyError,
)
from domain.case.state import CaseState
from domain.event import Event
from domain.event_refusals import DisclosureMissingError, EventSchemaRefusedError, SignerNotEntitledError
from domain.fact.protection_refusals import ProhibitedContentError
from domain.fact.state import FactState
from domain.identifier import Identifier
from domain.identifier.refusals import UsccCheckError
from domain.key.refusals import KeyOfAnotherHolderError
from domain.listing.state import ListingState
from domain.refusal import Refusal
from domain.time import end_of_day_ms
from tests.domain.builders import BODY, PERSON, SHOP, SIGNER
from tests.domain.cases import (
    CASE_LAW,
    FILED_ON,
    accepted,
    agency,
    answered,
    case_of,
    case_request,
    correction,
    decided,
    escalated,
    escalation,
    filed,
    listing_state,
)
from tests.domain.due_process import (
    CASE,
    FACT,
    LISTING,
    SUBJECT,
    WHO,
    bureau,
    centre,
    fact_state,
    law,
    noon,
)
from tests.domain.due_process_examples import ATTACHMENTS

NOW = noon(FILED_ON)
TODAY = date.fromisoformat(FILED_ON)
OTHER = "0190a5b0-0000-4000-8000-0000000000ff"
OWNER = SIGNER.iss
ADMITTED = Admission(SUBJECT, end_of_day_ms(TODAY))
COURT_PAPERS = {"body": "滕州市虚构法院", "document_no": "（2026）虚0481行初1号"}


def file(
    request: Any = None, target: FactState | ListingState | None = None, *others: CaseState, **more: Any
) -> CaseFiled:
    given = {"case": OTHER, "statement": "jwt~", "law": CASE_LAW, "now": NOW, **more}
    return file_case(case_request() if request is None else request, target, others, **given)


# Filing


@pytest.mark.parametrize("kind", ["objection", "complaint"])
def test_a_case_about_ones_own_fact_is_filed_with_all_that_was_signed(kind: str) -> None:
    request = case_request(kind)
    event = file(request, fact_state())
    assert (event.case, event.kind, event.filed_on) == (OTHER, kind, TODAY)
    assert event.edition == CASE_LAW.rules.edition
    assert event.disclosed == {**request.disclosed, "subject.statement": "jwt~"}


def test_a_case_about_ones_own_listing_is_filed() -> None:
    request = case_request(target_kind="listing", target=LISTING)
    assert file(request, listing_state()).text("subject.target") == LISTING


@pytest.mark.parametrize("kind", ["review", "litigation"])
def test_a_review_or_suit_names_the_body_or_court_and_its_document(kind: str) -> None:
    assert file(case_request(kind, **COURT_PAPERS), fact_state()).kind == kind
    for name in COURT_PAPERS:
        with pytest.raises(DisclosureMissingError) as caught:
            file(case_request(kind, **{**COURT_PAPERS, name: ""}), fact_state())
        assert caught.value.pointer == f"/subject.{name}"


def test_a_complaint_may_be_about_a_body_with_a_valid_code() -> None:
    assert file(case_request("complaint", target_kind="body", target=BODY)).text("subject.target") == BODY
    with pytest.raises(UsccCheckError):
        file(case_request("complaint", target_kind="body", target=BODY[:-1] + ("0" if BODY[-1] != "0" else "1")))


@pytest.mark.parametrize(
    ("kind", "target_kind"),
    [("objection", "body"), ("review", "body"), ("litigation", "body"), ("complaint", "rumour")],
)
def test_a_case_is_about_nothing_else(kind: str, target_kind: str) -> None:
    with pytest.raises(CaseTargetKindError):
        file(case_request(kind, target_kind=target_kind, target=BODY, **COURT_PAPERS), fact_state())


@pytest.mark.parametrize(
    "target",
    [
        pytest.param(None, id="none"),
        pytest.param(FactState(FACT, subject=SUBJECT), id="never recorded"),
        pytest.param(fact_state(erased_at=70), id="erased"),
        pytest.param(fact_state(erased_at=70, subject=None), id="erased with its subject"),
        pytest.param(fact_state(jti=OTHER), id="another fact"),
        pytest.param(fact_state(subject=Identifier("uscc", SHOP)), id="of somebody else"),
        pytest.param(listing_state(), id="a listing instead"),
    ],
)
def test_a_fact_that_is_not_the_subjects_is_refused_like_one_that_is_not_there(
    target: FactState | ListingState | None,
) -> None:
    with pytest.raises(CaseTargetUnknownError):
        file(case_request(), target)


@pytest.mark.parametrize(
    "target",
    [
        pytest.param(None, id="none"),
        pytest.param(ListingState(LISTING, subject=SUBJECT), id="never noticed"),
        pytest.param(listing_state(subject=None), id="erased"),
        pytest.param(listing_state(listing=OTHER), id="another listing"),
        pytest.param(listing_state(subject=Identifier("uscc", SHOP)), id="of somebody else"),
        pytest.param(fact_state(), id="a fact instead"),
    ],
)
def test_a_listing_that_is_not_the_subjects_is_refused_like_one_that_is_not_there(
    target: FactState | ListingState | None,
) -> None:
    with pytest.raises(CaseTargetUnknownError):
        file(case_request(target_kind="listing", target=LISTING), target)


def test_an_objection_is_never_too_late() -> None:
    for state in (fact_state(withdrawn_at=70), fact_state(decided_on=date(2019, 1, 1))):
        assert file(case_request(), state, now=noon("2035-01-01")).filed_on == date(2035, 1, 1)


@pytest.mark.parametrize("kind", ["objection", "complaint", "review", "litigation"])
def test_one_open_case_of_each_kind_about_a_record_at_a_time(kind: str) -> None:
    with pytest.raises(CaseAlreadyOpenError) as caught:
        file(case_request(kind, **COURT_PAPERS), fact_state(), case_of(filed(kind)))
    assert caught.value.params["case"] == CASE
    others = [case_of(filed(one)) for one in ("objection", "complaint", "review", "litigation") if one != kind]
    assert file(case_request(kind, **COURT_PAPERS), fact_state(), *others).kind == kind


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(case_of(filed(), accepted(), answered(), decided()), id="decided"),
        pytest.param(case_of(filed("complaint")), id="a complaint"),
        pytest.param(case_of(filed(target_kind="listing", target=LISTING)), id="about another record"),
        pytest.param(replace(case_of(filed()), subject=Identifier("uscc", SHOP)), id="of somebody else"),
    ],
)
def test_other_cases_are_no_obstacle_to_an_objection(other: CaseState) -> None:
    assert file(case_request(), fact_state(), other).case == OTHER


def test_an_open_objection_is_no_obstacle_to_a_complaint() -> None:
    assert file(case_request("complaint"), fact_state(), case_of(filed())).kind == "complaint"


def test_a_request_is_whole() -> None:
    for name in ("text", "identifier", "evidence", "clerk"):
        with pytest.raises(DisclosureMissingError) as caught:
            file(case_request(without=name), fact_state())
        assert caught.value.pointer == f"/subject.{name}"


def test_without_any_rule_there_is_no_edition_to_file_under() -> None:
    with pytest.raises(EventSchemaRefusedError) as caught:
        file(case_request(), fact_state(), law=law())
    assert caught.value.pointer == "/edition"


def test_a_plea_that_speaks_of_illness_is_heard() -> None:
    person = {"identifier_type": "rid", "identifier": PERSON}
    said = "本人当时患有高血压，住院治疗。"
    made = file(case_request(**person, text=said), fact_state(subject=Identifier("rid", PERSON)))
    assert made.text("subject.text") == said
    further = escalate_case(
        case_of(filed(), decided("inadmissible")),
        escalation(text="联系电话 13812345678"),
        statement="jwt~",
        law=CASE_LAW,
        now=NOW,
    )
    assert further.text("subject.text") == "联系电话 13812345678"


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


def test_an_answer_holds_no_prohibited_content() -> None:
    with pytest.raises(ProhibitedContentError):
        answer_case(case_of(filed()), answered(reason="联系电话 13812345678"), OWNER, by=bureau(NOW))


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


def test_nothing_is_decided_without_reasons() -> None:
    for reason in ("", " ", "　"):
        with pytest.raises(DisclosureMissingError) as caught:
            decide_case(
                case_of(filed(), accepted(), answered()), decided("rejected", reason=reason), OWNER, by=centre(NOW)
            )
        assert caught.value.pointer == "/subject.reason"


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


# Going further


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


# Statements of correction


def test_a_statement_of_correction_goes_with_a_standing_record() -> None:
    event = state_correction(correction(), fact_state(), (), statement="jwt~", now=NOW)
    assert event.stated_on == TODAY
    assert event.disclosed == {**correction().disclosed, "subject.statement": "jwt~"}
    about = correction(target_kind="listing", target=LISTING)
    for listing in (listing_state(), listing_state(ends_on=date(2026, 5, 1))):
        assert state_correction(about, listing, (), statement="jwt~", now=NOW).stated_on == TODAY


def test_a_statement_of_correction_is_about_the_subjects_own_record() -> None:
    for target in (None, fact_state(subject=Identifier("uscc", SHOP)), fact_state(erased_at=70)):
        with pytest.raises(CaseTargetUnknownError):
            state_correction(correction(), target, (), statement="jwt~", now=NOW)


def test_nothing_goes_with_a_record_that_is_not_shown_any_more() -> None:
    about = correction(target_kind="listing", target=LISTING)
    ended: list[tuple[Any, FactState | ListingState]] = [
        (correction(), fact_state(withdrawn_at=70)),
        (about, listing_state(ended_at=70)),
        (about, listing_state(ends_on=TODAY)),
    ]
    for request, target in ended:
        with pytest.raises(CorrectionTargetEndedError):
            state_correction(request, target, (), statement="jwt~", now=NOW)


def test_so_many_statements_of_correction_go_with_a_record_and_no_more() -> None:
    for before in range(CORRECTIONS_LIMIT):
        made = state_correction(correction(), fact_state(), tuple(range(before)), statement="jwt~", now=NOW)
        assert made.stated_on == TODAY
    for before in (CORRECTIONS_LIMIT, CORRECTIONS_LIMIT + 1):
        with pytest.raises(CorrectionTooManyError):
            state_correction(correction(), fact_state(), tuple(range(before)), statement="jwt~", now=NOW)


def test_a_statement_of_correction_is_short_and_screened_and_whole() -> None:
    longest = correction(text="已" * CORRECTION_LIMIT)
    assert state_correction(longest, fact_state(), (), statement="jwt~", now=NOW).stated_on == TODAY
    refused: list[tuple[Any, type[Refusal]]] = [
        (correction(text="已" * (CORRECTION_LIMIT + 1)), CorrectionTooLongError),
        (correction(text="联系电话 13812345678"), ProhibitedContentError),
        (correction(text=""), DisclosureMissingError),
    ]
    for request, expected in refused:
        with pytest.raises(expected):
            state_correction(request, fact_state(), (), statement="jwt~", now=NOW)
