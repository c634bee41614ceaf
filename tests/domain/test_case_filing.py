"""What a subject may file about itself, against what, and beside which other cases."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.case.decide import escalate_case, file_case
from domain.case.events import CaseFiled
from domain.case.refusals import CaseAlreadyOpenError, CaseTargetKindError, CaseTargetUnknownError
from domain.case.state import CaseState
from domain.event_refusals import DisclosureMissingError, EventSchemaRefusedError
from domain.fact.state import FactState
from domain.identifier import Identifier
from domain.identifier.refusals import UsccCheckError
from domain.listing.state import ListingState
from tests.domain.builders import BODY, PERSON, SHOP
from tests.domain.cases import (
    CASE_LAW,
    NOW,
    OTHER,
    TODAY,
    accepted,
    answered,
    case_of,
    case_request,
    decided,
    escalation,
    filed,
    listing_state,
)
from tests.domain.due_process import CASE, FACT, LISTING, SUBJECT, fact_state, law, noon

COURT_PAPERS = {"body": "滕州市虚构法院", "document_no": "（2026）虚0481行初1号"}


def file(
    request: Any = None, target: FactState | ListingState | None = None, *others: CaseState, **more: Any
) -> CaseFiled:
    given = {"case": OTHER, "statement": "jwt~", "law": CASE_LAW, "now": NOW, **more}
    return file_case(case_request() if request is None else request, target, others, **given)


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
