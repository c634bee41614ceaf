"""The one check of a record's fields, which intake and admission share."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identifier import uscc
from domain.standard import BASIC, CF_2018, STANDARDS, XK_2018, Standard
from domain.standard.check import check_fields
from domain.standard.values import MOST_FEN
from tests.domain.builders import (
    ADULT,
    AGENCY,
    COMPANY,
    PERSON,
    PERSON_CHANGES,
    SHOP,
    SHOP_CHANGES,
    Scalars,
    context,
    generic,
    licence,
    make_rid,
    make_uscc,
    penalty,
)

RECORDS = {"cf-2018": penalty, "xk-2018": licence, "basic": generic}
GENTLE: dict[str, Any] = {"is_adverse": False, "nature": "licence"}


def codes(standard: Standard, disclosed: Mapping[str, str | int | bool], **changes: Any) -> list[tuple[str, str]]:
    return [(found.field, found.code) for found in check_fields(standard, disclosed, context(**changes))]


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_that_is_right_has_no_problems(name: str) -> None:
    assert codes(STANDARDS[name], RECORDS[name]()) == []


@pytest.mark.parametrize("changes", [PERSON_CHANGES, SHOP_CHANGES])
def test_records_of_persons_that_are_right_have_no_problems(changes: Scalars) -> None:
    assert codes(CF_2018, penalty(**changes)) == []
    assert codes(XK_2018, licence(**changes), **GENTLE) == []
    assert codes(BASIC, generic(**changes), **GENTLE) == []


@pytest.mark.parametrize("name", RECORDS)
def test_every_mandatory_field_is_asked_for(name: str) -> None:
    standard = STANDARDS[name]
    for field in standard.mandatory:
        disclosed = {key: value for key, value in RECORDS[name]().items() if key != field}
        found = [problem for problem in check_fields(standard, disclosed, context()) if problem.field == field]
        assert [problem.code for problem in found] == ["field-missing"]
        assert standard.by_name[field].zh in found[0].message_zh
        assert found[0].mend_zh
        assert found[0].mend_en
        assert found[0].message_en
        assert found[0].article
        assert found[0].span is None


def test_a_missing_decision_date_is_a_problem_of_its_own() -> None:
    assert ("decided_on", "field-missing") in codes(CF_2018, penalty(), decided_on=None)
    assert ("decided_on", "field-missing") in codes(CF_2018, penalty(**PERSON_CHANGES), decided_on=None)


def test_what_the_standard_does_not_know_is_refused() -> None:
    assert codes(BASIC, generic(religion="x")) == [("subject.religion", "field-unknown")]
    assert codes(CF_2018, {**penalty(), "file.uscc": COMPANY}) == [("file.uscc", "field-unknown")]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "", "field-text"),
        ("name", " 滕州市虚构厂", "field-text"),
        ("name", "滕州市\u0007虚构厂", "field-text"),
        ("name", "\u200b", "field-text"),
        ("name", "滕州市\u202e虚构厂", "field-text"),
        ("document_no", "滕市监处罚〔2026〕12\u00ad号", "field-text"),
        ("name", "滕" * 201, "field-too-long"),
        ("name", 7, "field-type"),
        ("document_no", True, "field-type"),
        ("act_date", "2026/02/01", "field-date"),
        ("act_date", "1899-12-31", "field-date"),
        ("act_date", "2100-01-01", "field-date"),
        ("penalty_until", "长期", "field-date"),
        ("tier", "致命", "field-choice"),
        ("kind", "GOV", "field-choice"),
        ("identifier_type", "xyz", "field-choice"),
        ("penalty_categories", "fine,warning", "field-choice"),
        ("penalty_categories", "fine,fine", "field-choice"),
        ("fine_fen", -1, "field-amount"),
        ("fine_fen", MOST_FEN + 1, "field-amount"),
        ("fine_fen", "2000", "field-type"),
        ("fine_fen", True, "field-type"),
        ("is_summary", "否", "field-type"),
        ("is_summary", 0, "field-type"),
        ("row", "第一行", "field-row"),
        ("deciding_body_code", make_uscc("11", 2)[:-1] + "!", "identifier-form"),
        ("source_body_code", AGENCY.lower(), "identifier-not-canonical"),
        ("code_orgcode", "000000101", "field-identifier"),
        ("code_tax", "12", "field-identifier"),
        ("code_inst", "12", "field-identifier"),
    ],
)
def test_a_value_of_a_wrong_form_is_refused_once(field: str, value: str | int | bool, code: str) -> None:
    found = [problem for problem in codes(CF_2018, penalty(**{field: value})) if problem[0] == f"subject.{field}"]
    assert found == [(f"subject.{field}", code)]


def test_line_feeds_and_full_width_signs_are_text() -> None:
    assert codes(CF_2018, penalty(facts="第一项：未标价。\n第二项：多收费。")) == []


def test_other_codes_stand_beside_the_identifier_of_an_organisation_only() -> None:
    orgcode = "00000010" + uscc.organisation_check_character("00000010")
    more = {"code_orgcode": orgcode, "code_reg": "企独鲁总字第1号", "code_tax": f"370481{orgcode}", "row": "A-1"}
    assert codes(CF_2018, penalty(**more)) == []
    assert codes(CF_2018, penalty(**PERSON_CHANGES, code_orgcode=orgcode)) == [
        ("subject.code_orgcode", "field-not-for-kind")
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"identifier": COMPANY[:-1] + ("0" if COMPANY[-1] != "0" else "1")}, ("subject.identifier", "uscc-check")),
        ({"identifier": COMPANY.lower()}, ("subject.identifier", "identifier-not-canonical")),
        ({"kind": "ORG"}, ("subject.kind", "subject-kind")),
        ({"identifier": SHOP}, ("subject.kind", "subject-kind")),
        (
            {"representative.name": "孙虚构", "representative.identifier": ADULT},
            ("representative.identifier", "field-condition"),
        ),
        (
            {"representative.identifier": "123", "representative.identifier_type": "rid"},
            ("representative.identifier", "identifier-form"),
        ),
        (
            {"representative.identifier": make_rid("19800101", 1, "370481"), "representative.identifier_type": "rid"},
            ("representative.identifier", "real-person-in-test"),
        ),
        ({"representative.identifier_type": "uscc"}, ("representative.identifier_type", "field-choice")),
    ],
)
def test_a_wrong_party_is_refused(changes: Scalars, expected: tuple[str, str]) -> None:
    assert expected in codes(CF_2018, penalty(**changes))


def test_a_representative_with_name_alone_or_with_a_document_is_right() -> None:
    assert codes(CF_2018, penalty(**{"representative.name": "孙虚构"})) == []
    document = {"representative.identifier": ADULT, "representative.identifier_type": "rid"}
    assert codes(CF_2018, penalty(**{"representative.name": "孙虚构", **document})) == []


def test_a_natural_person_has_no_representative() -> None:
    found = codes(CF_2018, penalty(**PERSON_CHANGES, **{"representative.name": "孙虚构"}))
    assert found == [("representative.name", "field-not-for-kind")]


def test_the_item_decides_on_kinds_and_identifiers() -> None:
    assert codes(CF_2018, penalty(), subject_kinds=frozenset({"NP"})) == [("subject.kind", "subject-kind-not-in-item")]
    by_number = penalty(identifier_type="reg", identifier="3704812000012")
    assert codes(CF_2018, by_number) == []
    assert codes(CF_2018, by_number, identifier="uscc") == [("subject.identifier", "uscc-required")]


def test_the_data_source_body_is_the_signer_and_the_deciding_body_another() -> None:
    other = make_uscc("11", 99)
    assert codes(CF_2018, penalty(source_body_code=other)) == [("subject.source_body_code", "source-body-mismatch")]
    assert codes(CF_2018, penalty(source_body_code=other), source_code=None) == []
    assert codes(CF_2018, penalty(deciding_body_code=other)) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"penalty_categories": "fine,detention"}, ("subject.penalty_categories", "detention-refused")),
        ({"is_summary": True}, ("subject.is_summary", "summary-procedure-excluded")),
        ({"document_name": "当场行政处罚决定书"}, ("subject.document_name", "summary-procedure-excluded")),
        ({"tier": "minor"}, ("subject.is_remedied", "field-condition")),
        ({"tier": "minor", "is_remedied": True}, ("subject.is_remedied", "minor-remedied-excluded")),
        ({"penalty_categories": "warning", "fine_fen": None}, ("subject.tier", "tier-too-high")),
        ({"penalty_categories": "warning,criticism", "fine_fen": 0}, ("subject.tier", "tier-too-high")),
        ({"penalty_categories": "occupation_ban"}, ("subject.fine_fen", "field-condition")),
        ({"fine_fen": None}, ("subject.fine_fen", "field-condition")),
        ({"penalty_categories": "fine,confiscation"}, ("subject.confiscated_fen", "field-condition")),
        ({"penalty_categories": "fine,licence_withdrawal"}, ("subject.certificate_withdrawn", "field-condition")),
        ({"penalty_categories": "fine,other"}, ("subject.category_note", "field-condition")),
        ({"publicity_until": "2026-13-01"}, ("subject.publicity_until", "field-date")),
    ],
)
def test_a_penalty_that_may_not_be_recorded_is_refused(changes: dict[str, Any], expected: tuple[str, str]) -> None:
    assert codes(CF_2018, penalty(**changes)) == [expected]


def test_summary_procedure_is_found_in_the_wording_with_its_span() -> None:
    facts = "依法适用简易程序，予以警告。"
    found = check_fields(CF_2018, penalty(facts=facts), context())
    assert [problem.code for problem in found] == ["summary-procedure-excluded"]
    span = found[0].span
    assert span is not None
    assert facts[span.start : span.end] == "适用简易程序"
    assert codes(CF_2018, penalty(facts="本案不适用简易程序。")) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"tier": "minor", "is_remedied": False},
        {"penalty_categories": "warning", "fine_fen": None, "tier": "minor", "is_remedied": False},
        {"penalty_categories": "fine,other", "category_note": "责令限期改正"},
        {"penalty_categories": "fine,confiscation", "confiscated_fen": 0},
        {
            "tier": "serious",
            "penalty_categories": "licence_withdrawal",
            "fine_fen": None,
            "certificate_withdrawn": "许可证1",
        },
    ],
)
def test_a_penalty_with_what_its_category_needs_is_right(changes: dict[str, Any]) -> None:
    assert codes(CF_2018, penalty(**changes)) == []


def test_a_licence_of_another_category_explains_itself() -> None:
    assert codes(XK_2018, licence(licence_category="other")) == [("subject.category_note", "field-condition")]
    assert codes(XK_2018, licence(licence_category="other", category_note="备案")) == []


@pytest.mark.parametrize("missing", ["penalty_categories", "tier"])
def test_a_missing_choice_gives_no_second_problem(missing: str) -> None:
    assert codes(CF_2018, penalty(**{missing: None})) == [(f"subject.{missing}", "field-missing")]


@pytest.mark.parametrize("missing", ["kind", "identifier", "identifier_type"])
def test_a_missing_party_gives_no_second_problem(missing: str) -> None:
    assert codes(CF_2018, penalty(**{**PERSON_CHANGES, missing: None})) == [(f"subject.{missing}", "field-missing")]


@pytest.mark.parametrize(
    ("changes", "surroundings", "expected"),
    [
        ({}, {"today": date(2026, 2, 28)}, ("decided_on", "date-order")),
        ({"act_date": "2026-03-02"}, {}, ("subject.act_date", "date-order")),
        ({"act_end_date": "2026-01-31"}, {}, ("subject.act_date", "date-order")),
        ({"act_end_date": "2026-03-02"}, {}, ("subject.act_end_date", "date-order")),
        ({"penalty_until": "2026-02-28"}, {}, ("subject.penalty_until", "date-order")),
    ],
)
def test_dates_in_an_impossible_order_are_refused(
    changes: dict[str, Any], surroundings: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert codes(CF_2018, penalty(**changes), **surroundings) == [expected]


def test_a_licence_does_not_end_before_it_begins() -> None:
    assert codes(XK_2018, licence(valid_to="2026-02-28")) == [("subject.valid_from", "date-order")]


@pytest.mark.parametrize(
    ("changes", "surroundings", "is_kept"),
    [
        ({"act_date": "2021-11-01"}, {"validity_months": 60}, True),
        ({"act_date": "2021-10-31"}, {"validity_months": 60}, False),
        ({"act_date": "2015-01-01", "act_end_date": "2021-11-01"}, {"validity_months": 60}, True),
        ({"act_date": None}, {"decided_on": date(2021, 11, 1)}, True),
        ({"act_date": None}, {"decided_on": date(2021, 10, 31)}, False),
        ({"act_date": "2025-09-01"}, {"decided_on": date(2025, 10, 31), "validity_months": 12}, False),
        ({"act_date": "2025-09-01"}, {"decided_on": date(2025, 11, 1), "validity_months": 12}, True),
    ],
)
def test_an_adverse_fact_is_refused_after_the_end_of_retention(
    changes: dict[str, Any], surroundings: dict[str, Any], *, is_kept: bool
) -> None:
    found = codes(CF_2018, penalty(**changes), **surroundings)
    assert found == ([] if is_kept else [("decided_on", "retention-ended")])


def test_a_licence_of_long_ago_may_be_recorded() -> None:
    assert codes(XK_2018, licence(valid_from="2001-01-01"), decided_on=date(2001, 1, 1), **GENTLE) == []


values = st.one_of(
    st.text(max_size=12), st.integers(), st.booleans(), st.sampled_from([PERSON, COMPANY, "2026-01-01", "NP"])
)


@pytest.mark.parametrize("name", STANDARDS)
@given(data=st.data())
def test_the_check_is_total_and_speaks_of_the_fields_given(name: str, data: st.DataObject) -> None:
    standard = STANDARDS[name]
    names = st.sampled_from([*standard.disclosures, "subject.unknown"])
    disclosed = {**RECORDS[name](), **data.draw(st.dictionaries(names, values, max_size=6))}
    for found in check_fields(standard, disclosed, context()):
        assert found.message_zh
        assert found.message_en
        assert found.mend_zh
        assert found.mend_en
        assert found.refusal.pointer == f"/{found.field}"
