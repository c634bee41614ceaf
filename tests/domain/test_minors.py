"""INV-3: no adverse fact about an act under 18, not even later when adult."""

from datetime import date
from typing import Any

import pytest

from domain.standard import BASIC, CF_2018, XK_2018
from domain.standard.check import check_fields
from tests.domain.builders import (
    PERSON_CHANGES,
    SHOP_CHANGES,
    Scalars,
    context,
    generic,
    licence,
    make_rid,
    penalty,
)

BORN = "20080201"
YOUNG = make_rid(BORN)


def codes(disclosed: Scalars, **changes: Any) -> list[tuple[str, str]]:
    return [(found.field, found.code) for found in check_fields(CF_2018, disclosed, context(**changes))]


@pytest.mark.parametrize(
    ("act_date", "is_refused"),
    [("2026-01-31", True), ("2026-02-01", True), ("2026-02-02", False), ("2022-02-01", True)],
)
def test_an_act_up_to_the_eighteenth_birthday_is_never_recorded(act_date: str, *, is_refused: bool) -> None:
    # Decided after the birthday each time: what counts is the act.
    person = {**PERSON_CHANGES, "identifier": YOUNG}
    expected = [("subject.identifier", "minor-at-act")] if is_refused else []
    assert codes(penalty(**person, act_date=act_date)) == expected


def test_the_refusal_explains_that_own_labour_income_makes_no_difference() -> None:
    found = check_fields(CF_2018, penalty(**{**PERSON_CHANGES, "identifier": YOUNG}, act_date="2026-01-01"), context())
    assert "第十八条" in found[0].mend_zh
    assert "art 18" in found[0].mend_en
    assert "民法典 art 17, 18" in found[0].article


@pytest.mark.parametrize("changes", [PERSON_CHANGES, SHOP_CHANGES])
def test_an_adverse_fact_about_a_person_states_the_date_of_the_act(changes: Scalars) -> None:
    assert codes(penalty(**changes, act_date=None)) == [("subject.act_date", "act-date-missing")]


def test_an_organisation_may_leave_the_date_of_the_act_out() -> None:
    assert codes(penalty(act_date=None)) == []


@pytest.mark.parametrize(
    ("document", "number"),
    [("passport", "TEST12345"), ("hmt", "H00012345"), ("twt", "00012345"), ("frp", "XXX370199006150")],
)
def test_a_document_without_a_birth_date_needs_one(document: str, number: str) -> None:
    person = {**PERSON_CHANGES, "identifier_type": document, "identifier": number}
    assert codes(penalty(**person)) == [("subject.birth_date", "birth-date-missing")]
    assert codes(penalty(**person, birth_date="1990-06-15")) == []
    assert codes(penalty(**person, birth_date="2008-02-01")) == [("subject.identifier", "minor-at-act")]


def test_birth_date_and_document_agree() -> None:
    assert codes(penalty(**PERSON_CHANGES, birth_date="1990-06-15")) == []
    assert codes(penalty(**PERSON_CHANGES, birth_date="1990-06-16")) == [("subject.birth_date", "birth-date-mismatch")]


def test_a_birth_after_the_act_is_impossible() -> None:
    person = {**PERSON_CHANGES, "identifier_type": "passport", "identifier": "TEST12345"}
    found = codes(penalty(**person, birth_date="2026-02-02"))
    assert ("subject.birth_date", "date-order") in found


def test_the_operator_of_an_individual_business_is_protected_like_a_person() -> None:
    young = {**SHOP_CHANGES, "representative.identifier": YOUNG}
    assert codes(penalty(**young, act_date="2026-01-15")) == [("representative.identifier", "minor-at-act")]
    assert codes(penalty(**young, act_date="2026-02-15")) == []


def test_an_adverse_fact_about_an_individual_business_needs_its_operator_s_age() -> None:
    nameless = {**SHOP_CHANGES, "representative.identifier": None, "representative.identifier_type": None}
    shop = {name: value for name, value in nameless.items() if value is not None}
    assert codes(penalty(**shop)) == [("representative.birth_date", "birth-date-missing")]
    assert codes(penalty(**shop, **{"representative.birth_date": "1985-01-01"})) == []
    gentle = {"is_adverse": False, "nature": "licence"}
    assert check_fields(XK_2018, licence(**shop), context(**gentle)) == []


@pytest.mark.parametrize("kind", ["person", "shop"])
def test_minors_are_no_subjects_of_honours_either(kind: str) -> None:
    young = make_rid("20100501")
    changes = (
        {**PERSON_CHANGES, "identifier": young}
        if kind == "person"
        else {**SHOP_CHANGES, "representative.identifier": young}
    )
    found = check_fields(BASIC, generic(**changes), context(is_adverse=False, nature="honour"))
    assert [problem.code for problem in found] == ["subject-not-of-full-capacity"]
    assert "山东省社会信用条例 art 2" in found[0].article


def test_an_honour_after_the_eighteenth_birthday_is_recorded() -> None:
    person = {**PERSON_CHANGES, "identifier": YOUNG}
    assert check_fields(BASIC, generic(**person), context(is_adverse=False, nature="honour")) == []


@pytest.mark.parametrize(("act_date", "is_refused"), [("2026-01-15", True), ("2026-02-15", False), (None, False)])
def test_data_of_a_representative_under_18_stay_out(act_date: str | None, *, is_refused: bool) -> None:
    young: Scalars = {"representative.identifier": YOUNG, "representative.identifier_type": "rid"}
    expected = [("representative.identifier", "representative-is-minor")] if is_refused else []
    assert codes(penalty(**young, act_date=act_date)) == expected
    stated: Scalars = {"representative.birth_date": "2008-02-01"}
    assert codes(penalty(**stated, act_date=act_date)) == expected


def test_a_representative_s_birth_date_and_document_agree() -> None:
    wrong: Scalars = {
        "representative.identifier": YOUNG,
        "representative.identifier_type": "rid",
        "representative.birth_date": "1980-01-01",
    }
    assert codes(penalty(**wrong)) == [("representative.birth_date", "birth-date-mismatch")]


def test_a_representative_s_wrong_document_is_told_once() -> None:
    wrong: Scalars = {
        "representative.identifier": YOUNG[:-1] + "!",
        "representative.identifier_type": "rid",
        "representative.birth_date": "1980-01-01",
    }
    assert codes(penalty(**wrong)) == [("representative.identifier", "identifier-form")]


def test_without_any_date_no_age_is_judged() -> None:
    person = {**PERSON_CHANGES, "identifier": YOUNG}
    assert codes(penalty(**person, act_date=None), decided_on=None) == [
        ("decided_on", "field-missing"),
        ("subject.act_date", "act-date-missing"),
    ]
    young: Scalars = {"representative.identifier": YOUNG, "representative.identifier_type": "rid"}
    assert codes(penalty(**young, act_date=None), decided_on=None) == [("decided_on", "field-missing")]


def test_the_boundary_is_that_of_shanghai() -> None:
    # The act is a calendar date there; the instant of the decision does not move it.
    person = {**PERSON_CHANGES, "identifier": YOUNG}
    assert codes(penalty(**person, act_date="2026-02-02"), today=date(2026, 3, 1)) == []
