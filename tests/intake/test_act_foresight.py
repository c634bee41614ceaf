"""A check without the ledger tells whatever the ledger would refuse without looking at its record."""

from pathlib import Path
from typing import Any

import pytest

from tests.intake.act_rows import NOTICE, WHO, A
from tests.intake.test_act_check import checked, faults

REPORT: dict[str, Any] = {**WHO, "kind": "复议", "target_kind": "事实", "target": A, "text": "已申请行政复议"}


@pytest.mark.parametrize("kind", ["复议", "诉讼"])
def test_who_reports_a_review_or_suit_is_asked_for_body_and_number_at_once(tmp_path: Path, kind: str) -> None:
    (bare,) = checked(tmp_path, "case-request", {**REPORT, "kind": kind})
    assert faults(bare) == {("subject.body", "act-field-missing"), ("subject.document_no", "act-field-missing")}
    named = {"body": "枣庄市人民政府", "document_no": "枣政复〔2026〕1号"}
    (whole,) = checked(tmp_path, "case-request", {**REPORT, "kind": kind, **named})
    assert whole.is_clean


def test_an_objection_names_no_other_body(tmp_path: Path) -> None:
    (row,) = checked(tmp_path, "case-request", {**REPORT, "kind": "异议"})
    assert row.is_clean


@pytest.mark.parametrize(
    ("name", "row", "field"),
    [
        ("recall-confirmed", {"recall": "x"}, "subject.recall"),
        ("commitment-fulfilled", {"commitment": "承诺一号"}, "subject.commitment"),
    ],
)
def test_what_names_an_earlier_act_has_the_form_of_an_id(
    tmp_path: Path, name: str, row: dict[str, Any], field: str
) -> None:
    (wrong,) = checked(tmp_path, name, {**WHO, "reason": "已经履行", **row} if "commitment" in name else {**WHO, **row})
    assert (field, "act-id-form") in faults(wrong)
    (right,) = checked(tmp_path, name, {**WHO, **dict.fromkeys(row, A)})
    assert field not in {name for name, _ in faults(right)}


def test_the_id_of_a_listing_is_not_told_before_it_is_made(tmp_path: Path) -> None:
    (row,) = checked(tmp_path, "notice-served", NOTICE)
    said = " ".join(problem.text.zh for problem in row.problems if problem.field == "listing")
    assert "提交时生成" in said
    assert str(row.plain["listing"]) not in said


def test_a_last_day_before_the_service_is_told_as_that(tmp_path: Path) -> None:
    (row,) = checked(tmp_path, "notice-served", {**NOTICE, "served_on": "2026-05-06", "reply_until": "2026-04-30"})
    (problem,) = (one for one in row.problems if one.field == "reply_until")
    assert problem.text.code == "date-order"
    assert "送达日期" in problem.text.zh
    assert "重新告知" not in problem.text.mend_zh


def test_a_policy_of_the_product_is_told_as_one_and_cites_no_law(tmp_path: Path) -> None:
    late = {**NOTICE, "served_on": "2026-04-20", "reply_until": "2026-04-30"}
    (row,) = checked(tmp_path, "notice-served", late)
    (problem,) = (one for one in row.problems if one.field == "reply_until")
    assert problem.text.code == "notice-recorded-late"
    assert "product policy" in problem.text.en
    assert "行政处罚法" not in problem.article
