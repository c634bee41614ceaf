"""Faults of spelling name the claim and say what it should be, in Chinese and English, all at once."""

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from domain.agency.events import AgencyClosed
from domain.claim_faults import faults_of, field_of
from domain.claims import ClaimError, decode_key
from domain.event_refusals import EventSchemaRefusedError
from domain.refusal import Refusal
from domain.registry import parse_event
from tests.domain.builders import AGENCY, item_claims

AGENCY_CLAIMS: dict[str, Any] = {"agency": AGENCY, "name": "滕州市虚构局", "roles": ["provider"]}
CALENDAR: dict[str, Any] = {"year": 2027, "version": 1, "workdays": [], "legal_basis": "虚构的通知〔2026〕1号"}
RULE: dict[str, Any] = {
    "rule": "R-SD-39a",
    "version": 1,
    "governs": "objection",
    "amount": 3,
    "unit": "working_day",
    "source": "《山东省社会信用条例》",
    "evidence": "primary",
    "effective_from": "2020-10-01",
}


def refused(name: str, claims: dict[str, Any]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        parse_event(f"urn:chengjian:{name}:v1", claims, {})
    return caught.value


@pytest.mark.parametrize(
    ("name", "claims", "pointer", "zh", "en"),
    [
        ("agency-enrolled", {**AGENCY_CLAIMS, "agency": "123"}, "/agency", "agency：应为 18 位", "agency: a unified"),
        (
            "agency-enrolled",
            {**AGENCY_CLAIMS, "roles": ["chief"]},
            "/roles/0",
            "以下之一：provider、credit_centre",
            "of",
        ),
        ("agency-enrolled", {**AGENCY_CLAIMS, "roles": []}, "/roles", "至少 1 项，现有 0 项", "at least 1 element"),
        ("agency-enrolled", {**AGENCY_CLAIMS, "roles": ["provider"] * 5}, "/roles", "至多 4 项", "at most 4"),
        ("agency-enrolled", {**AGENCY_CLAIMS, "roles": "provider"}, "/roles", "应为数组", "array"),
        ("agency-enrolled", {**AGENCY_CLAIMS, "name": 5}, "/name", "name：应为文字", "text"),
        ("agency-enrolled", {**AGENCY_CLAIMS, "name": ""}, "/name", "至少 1 个字符", "at least 1 char"),
        ("agency-enrolled", {**AGENCY_CLAIMS, "name": "局" * 201}, "/name", "至多 200 个字符", "at most 200"),
        ("agency-enrolled", {**AGENCY_CLAIMS, "name": " 局"}, "/name", "首尾不得有空格", "no space"),
        ("agency-enrolled", {**AGENCY_CLAIMS, "nmae": "局"}, "/nmae", "没有这个字段", "no such field"),
        ("agency-enrolled", {**AGENCY_CLAIMS, "name": None}, "/name", "null 不是值", "null is no value"),
        ("agency-enrolled", {**AGENCY_CLAIMS, "disclosed": {}}, "/disclosed", "没有这个字段", "no such field"),
        ("rule-published", {**RULE, "amount": "3"}, "/amount", "应为整数", "whole number"),
        ("rule-published", {**RULE, "version": 0}, "/version", "不得小于 1", "less than 1"),
        ("rule-published", {**RULE, "version": 2**31}, "/version", "不得大于", "more than"),
        ("rule-published", {**RULE, "effective_from": "2026-02-30"}, "/effective_from", "YYYY-MM-DD", "YYYY-MM-DD"),
        ("rule-published", {**RULE, "effective_from": 5}, "/effective_from", "应为日期", "a date"),
        ("rule-published", {**RULE, "effective_from": "1899-12-31"}, "/effective_from", "之间", "lies between"),
        ("catalogue-item-published", item_claims(is_adverse=1), "/is_adverse", "true 或 false", "true or false"),
        (
            "calendar-published",
            {**CALENDAR, "holidays": ["2027-01-02", "2027-01-01"]},
            "/holidays",
            "升序",
            "ascending",
        ),
        ("ledger-opened", {"jurisdiction": "滕州"}, "/origin", "jurisdiction：写法应合于 ^[0-9]{6}$", "should match"),
    ],
)
def test_a_fault_names_its_claim_and_says_what_it_should_be(
    name: str, claims: dict[str, Any], pointer: str, zh: str, en: str
) -> None:
    refusal = refused(name, claims)
    assert isinstance(refusal, EventSchemaRefusedError)
    assert refusal.pointer == pointer
    assert zh in refusal.message_zh
    assert en in refusal.message_en
    assert field_of(pointer) in refusal.message_zh


def test_every_fault_is_told_at_once_in_the_order_of_the_schema() -> None:
    refusal = refused("agency-enrolled", {"agency": "123", "nmae": "局", "roles": ["provider", "provider"]})
    said = [part.split("：")[0] for part in str(refusal.params["reason_zh"]).split("；")]
    assert said == ["agency", "name", "roles", "nmae"]
    assert "升序" in refusal.message_zh


def test_a_reason_of_law_stands_by_itself_with_the_faults_of_spelling_beside_it() -> None:
    claims = item_claims(issuer_level="county", legal_basis="")
    del claims["name"]
    refusal = refused("catalogue-item-published", claims)
    assert [one.code for one in (refusal, *refusal.also)] == ["catalogue-level", "catalogue-basis", "event-schema"]
    assert refusal.also[1].pointer == "/name"


def test_what_no_table_knows_is_told_in_the_words_of_the_library() -> None:
    class Odd(BaseModel):
        ratio: float

    with pytest.raises(ValidationError) as caught:
        Odd.model_validate({"ratio": "x"})
    (fault,) = faults_of(caught.value)
    assert (fault.claim, fault.zh) == ("ratio", "格式不对")
    assert "number" in fault.en


def test_a_disclosure_that_the_event_does_not_carry_is_a_fault_of_the_whole() -> None:
    with pytest.raises(EventSchemaRefusedError) as caught:
        AgencyClosed.from_claims({"agency": AGENCY}, {"subject.salary": "1"})
    assert caught.value.pointer == "/"
    assert "subject.salary" in caught.value.message_zh


@pytest.mark.parametrize("text", ["?" * 43, "A" * 42 + "B", "A"])
def test_a_key_of_another_form_says_so_in_both_languages(text: str) -> None:
    with pytest.raises(ClaimError) as caught:
        decode_key(text)
    assert "base64url" in caught.value.zh
    assert "base64url" in caught.value.en


@pytest.mark.parametrize(
    ("pointer", "field"),
    [("/rules/3/governs", "rules[3]/governs"), ("/roles/0", "roles[0]"), ("/name", "name"), ("/", ""), ("", "")],
)
def test_a_pointer_is_written_as_a_person_writes_a_field(pointer: str, field: str) -> None:
    assert field_of(pointer) == field
