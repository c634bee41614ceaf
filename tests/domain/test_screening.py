"""INV-2: prohibited content by field and kind of subject."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.rules import RULE_BOOKS
from domain.screening import CATEGORIES, screen
from domain.screening.field_class import FIELD_CLASSES
from domain.screening.rule import FieldClass, Rule
from domain.screening.screen import RULES, SCREENING_VERSION
from domain.screening.trigger import trigger
from domain.standard import STANDARDS
from tests.domain.screening_corpus import DOCUMENT, HELD_OUT, Case, cases, document_with, measure, table

CORPUS = list(cases())
KNOWN = [case for case in CORPUS if case.file != HELD_OUT]
DEMANDED = {
    *("religion", "gene", "fingerprint", "blood_type", "disease", "income", "deposit", "securities", "insurance"),
    *("real_estate", "tax_amount", "family_planning", "minor", "public_security", "speech"),
}


def test_the_corpus_is_whole() -> None:
    counts = Counter((case.file == HELD_OUT, case.category is None) for case in CORPUS)
    assert counts == {(False, False): 353, (False, True): 405, (True, False): 66, (True, True): 80}
    assert len({(case.kind, case.field, case.text) for case in CORPUS}) == len(CORPUS)
    assert {case.category for case in CORPUS if case.file in DEMANDED and case.category} == DEMANDED


@pytest.mark.parametrize("case", [case for case in KNOWN if case.category], ids=lambda case: case.text)
def test_prohibited_content_is_found_under_its_category(case: Case) -> None:
    findings = case.findings()
    assert case.category in {finding.category for finding in findings}
    for finding in findings:
        assert finding.field == case.field
        assert 0 <= finding.start < finding.end <= len(case.text)
        assert finding.article == CATEGORIES[finding.category].article


@pytest.mark.parametrize("case", [case for case in KNOWN if not case.category], ids=lambda case: case.text)
def test_a_near_miss_is_let_through(case: Case) -> None:
    assert case.findings() == []


def test_error_rates_on_texts_that_the_rules_were_not_written_with_are_as_reported() -> None:
    rates = next(one for one in measure() if one.file == HELD_OUT)
    assert (len(rates.missed), rates.true) == (15, 66)
    assert (len(rates.false), rates.near) == (0, 80)


def test_the_document_reports_what_is_measured() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document_with(table())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.category}-{rule.scope.value}")
@settings(max_examples=10)
@given(data=st.data())
def test_no_match_escapes_the_triggers_of_its_category(rule: Rule, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(rule.pattern))
    if rule.pattern.search(text) is not None:
        assert trigger([rule.category]).search(text) is not None


def test_screening_belongs_to_a_version_of_the_rule_book() -> None:
    assert SCREENING_VERSION in RULE_BOOKS


def test_every_text_field_has_a_class_of_its_own() -> None:
    named = {name for standard in STANDARDS.values() for name in standard.texts}
    assert named == set(FIELD_CLASSES)


def test_a_field_that_nobody_classified_is_read_as_a_narrative() -> None:
    assert screen({"subject.new": "当事人信仰佛教"}, "NP", "penalty")


def test_an_unknown_kind_of_subject_is_read_as_a_person() -> None:
    assert screen({"subject.facts": "当事人有高血压病史"}, "", "penalty")


@pytest.mark.parametrize(
    ("field", "kind", "text", "is_found"),
    [
        ("subject.name", "NP", "王某（精神病患者）", True),
        ("subject.name", "ENT", "滕州市精神病患者康复中心", False),
        ("subject.name", "SOLE", "滕州市佛教徒用品店", False),
        ("subject.deciding_body", "NP", "滕州市民族宗教事务局", False),
        ("subject.basis", "NP", "《中华人民共和国传染病防治法》第五十三条", False),
        ("subject.basis", "ENT", "《治安管理处罚法》第二十三条", True),
        ("subject.tier_basis", "NP", "《社会保险法》第八十六条", False),
    ],
)
def test_the_same_words_are_read_by_field_and_kind(field: str, kind: str, text: str, *, is_found: bool) -> None:
    assert bool(screen({field: text}, kind, "penalty")) is is_found


def test_a_count_of_houses_is_the_content_of_a_building_licence() -> None:
    text = {"subject.content": "两层住宅一栋，共一套住房"}
    assert screen(text, "NP", "licence") == []
    assert screen(text, "NP", "penalty") != []


def test_money_of_organisations_is_no_personal_datum() -> None:
    for text in ("银行存款余额12万元", "持有股票3000股", "名下房产两套", "缴纳税款12万元"):
        assert screen({"subject.facts": text}, "ENT", "penalty") == []
        assert screen({"subject.facts": text}, "NP", "penalty") != []


def test_numbers_of_persons_stay_out_of_free_text() -> None:
    for text in ("身份证号110105194912310021", "电话13800138000", "账号：6222021602000000000"):
        found = screen({"subject.facts": text}, "ENT", "penalty")
        assert [finding.category for finding in found] == ["personal_number"]
    assert screen({"subject.facts": "电话１３８００１３８０００"}, "ENT", "penalty")
    assert screen({"subject.facts": "号码１１０１０５１９４９１２３１００２１"}, "ENT", "penalty")
    assert screen({"subject.facts": "统一社会信用代码91370481000000101X"}, "ENT", "penalty") == []


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("个人信用评分为720分", "score"),
        ("其诚信等级C级", "score"),
        ("系限制民事行为能力人", "capacity"),
        ("系低保户，领取低保金", "welfare"),
        ("有犯罪记录，系社区矫正对象", "criminal_record"),
    ],
)
def test_further_content_without_a_place_is_found(text: str, category: str) -> None:
    assert category in {finding.category for finding in screen({"subject.facts": text}, "NP", "penalty")}


def test_every_class_but_bodies_is_read() -> None:
    classes = {field_class for rule in RULES for field_class in rule.classes}
    assert classes == {FieldClass.REFERENCE, FieldClass.NARRATIVE, FieldClass.BASIS}


@given(st.text(max_size=60), st.sampled_from(["ENT", "NP", "ORG", "SOLE", "x"]), st.sampled_from(sorted(FIELD_CLASSES)))
def test_screening_is_total_and_its_spans_lie_in_the_text(text: str, kind: str, field: str) -> None:
    for finding in screen({field: text}, kind, "other"):
        assert 0 <= finding.start < finding.end <= len(text)
