"""A check of acts finds each kind of fault, names row and field, and says how to mend it."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.intake.act.acts import ACTS
from ledger.intake.act.fields import fields_of
from ledger.intake.act.prepare import ActRow, Filling, prepare_acts
from ledger.intake.act.source import read_act_file
from ledger.intake.errors import UnusableFileError
from tests.intake.act_rows import NOTICE, TODAY, WHO, A, B
from tests.town import BUREAU, COMPANY_CODE

DECISION = {
    **{name: NOTICE[name] for name in ("identifier", "list", "list_version", "facts", "reason", "legal_basis")},
    "listing": B,
    "decided_on": "2026-05-06",
    "ends_on": "2027-05-06",
    "document_no": "滕审列[2026]1号",
    "removal_conditions": "纠正违法行为、履行义务",
    "remedies": "可以自收到之日起六十日内申请行政复议，或者六个月内提起行政诉讼",
}
PUBLICATION = {
    **WHO,
    "listing": B,
    "list": "market-serious",
    "served_on": "2026-05-06",
    "service": "post",
    "has_repair_notice": True,
    "subject.kind": "企业",
    "name": "虚构机床有限公司",
    "summary": "未按规定公示年度报告",
    "service_evidence": "送达回证〔2026〕2号",
}
OBJECTION = {**WHO, "kind": "异议", "target_kind": "事实", "target": A, "text": "罚款数额有误"}


def checked(folder: Path, name: str, *rows: dict[str, Any], **filling: Any) -> list[ActRow]:
    path = folder / "acts.json"
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return prepare_acts(read_act_file(path, ACTS[name]), ACTS[name], Filling(TODAY, **filling))


def faults(row: ActRow) -> set[tuple[str, str]]:
    return {(problem.field, problem.text.code) for problem in row.problems if problem.level == "error"}


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("notice-served", NOTICE),
        ("listing-decided", DECISION),
        ("listing-published", PUBLICATION),
        ("case-request", OBJECTION),
        ("case-accepted", {**WHO, "case": B, "needs_help": "否"}),
        (
            "repair-refused",
            {**WHO, "case": B, "reason": "duties_open", "subject.reason": "罚款未缴清", "targets": f"fact:{A}"},
        ),
        ("repair-granted", {**WHO, "case": B, "listings": [B], "reason": "已履行义务"}),
        ("recall-confirmed", {**WHO, "recall": A}),
    ],
)
def test_a_right_row_is_clean(tmp_path: Path, name: str, row: dict[str, Any]) -> None:
    (found,) = checked(tmp_path, name, row)
    assert faults(found) == set()
    ACTS[name].event.from_claims(found.plain, found.disclosed)


def test_what_may_be_left_out_is_filled_in_and_told(tmp_path: Path) -> None:
    first, second = checked(tmp_path, "notice-served", NOTICE, {**NOTICE, "tier": "一般"}, edition=7)
    assert first.plain["edition"] == 7
    assert first.disclosed["subject.identifier_type"] == "uscc"
    assert first.disclosed["subject.measures"] == ""
    assert first.disclosed["subject.facts"] == f"{B},{A}"
    assert first.plain["listing"] != second.plain["listing"]
    assert {problem.field for problem in first.problems} == {"listing", "subject.identifier_type"}
    (case,) = checked(tmp_path, "case-accepted", {**WHO, "case": B, "needs_help": False})
    assert case.plain["accepted_on"] == TODAY.isoformat()
    (own,) = checked(tmp_path, "case-request", OBJECTION, by="own")
    assert own.disclosed["subject.clerk"] == ""


def test_a_missing_edition_is_told_to_come_later_where_nobody_knows_it(tmp_path: Path) -> None:
    (row,) = checked(tmp_path, "notice-served", NOTICE)
    assert row.is_clean
    assert ("edition", "act-edition-later") in {(one.field, one.text.code) for one in row.problems}


ROWS: dict[str, dict[str, Any]] = {
    "notice-served": NOTICE,
    "listing-decided": DECISION,
    "listing-published": PUBLICATION,
    "hearing-held": {**WHO, "listing": B, "announced_on": "2026-04-20", "held_on": "2026-05-04", "record": "笔录"},
    "case-accepted": {**WHO, "case": B, "needs_help": "否"},
    "case-answered": {**WHO, "case": B, "finding": "wrong", "reason": "有误"},
    "case-decided": {**WHO, "case": B, "outcome": "upheld", "reason": "有误"},
    "case-request": OBJECTION,
    "correction-request": {**WHO, "target_kind": "fact", "target": A, "text": "已经改正"},
    "repair-request": {**WHO, "text": "已改正", "commitment": "守法经营", "targets": f"fact:{A}"},
    "repair-accepted": {**WHO, "case": B},
    "commitment-request": {**WHO, "kind": "voluntary", "text": "守法", "to_body": BUREAU, "fulfil_by": "2026-06-01"},
    "subject-key-request": {**WHO, "public_key": encode(SigningKey.from_seed(bytes(32)).public_key)},
}


@pytest.mark.parametrize(
    ("name", "changes", "field", "code"),
    [
        ("notice-served", {"weather": "晴"}, "weather", "act-field-unknown"),
        ("notice-served", {"subject.reason": "又一个"}, "subject.reason", "act-field-twice"),
        ("notice-served", {"reason": ""}, "subject.reason", "act-field-missing"),
        ("notice-served", {"reply_until": None}, "reply_until", "act-field-missing"),
        ("notice-served", {"service": "飞鸽传书"}, "service", "act-choice-unknown"),
        ("notice-served", {"list_version": "一"}, "list_version", "act-number-unreadable"),
        ("notice-served", {"list_version": True}, "list_version", "act-number-unreadable"),
        ("notice-served", {"rights": {"a": "b"}}, "subject.rights", "act-value-type"),
        ("notice-served", {"rights": ["a"]}, "subject.rights", "act-value-type"),
        ("notice-served", {"rights": True}, "subject.rights", "act-value-type"),
        ("notice-served", {"facts": "甲"}, "subject.facts", "act-id-form"),
        ("notice-served", {"listing": "1号"}, "listing", "act-id-form"),
        ("notice-served", {"list": "名单"}, "list", "act-schema"),
        ("notice-served", {"served_on": "5/6/26"}, "served_on", "date-ambiguous"),
        ("notice-served", {"served_on": "2026-05-07"}, "served_on", "date-order"),
        ("notice-served", {"reply_until": "2026-05-06"}, "reply_until", "date-order"),
        ("notice-served", {"reply_until": "2026-05-05"}, "reply_until", "date-order"),
        (
            "notice-served",
            {"served_on": "2026-05-01", "reply_until": "2026-05-05"},
            "reply_until",
            "notice-recorded-late",
        ),
        ("notice-served", {"legal_basis": "有关规定"}, "subject.legal_basis", "listing-basis"),
        ("notice-served", {"rights": "……"}, "subject.rights", "disclosure-missing"),
        ("notice-served", {"reason": "法定代表人患有艾滋病"}, "subject.reason", "prohibited-content"),
        ("notice-served", {"identifier": "91370481MA3FAKE12X"}, "subject.identifier", "uscc-check"),
        ("notice-served", {"reason": "公司名为\ufffd"}, "subject.reason", "damaged-text"),
        ("listing-decided", {"remedies": "可以申诉"}, "subject.remedies", "listing-remedies"),
        ("listing-decided", {"ends_on": "2026-05-06"}, "ends_on", "act-date-past"),
        ("listing-published", {"has_repair_notice": "否"}, "has_repair_notice", "listing-repair-notice"),
        ("listing-published", {"has_repair_notice": "也许"}, "has_repair_notice", "flag-unreadable"),
        ("listing-published", {"masked_identifier": "9137"}, "subject.masked_identifier", "listing-mask"),
        ("listing-published", {"summary": "编号123456789012345"}, "subject.summary", "listing-number-exposed"),
        ("hearing-held", {"announced_on": "2026-05-05"}, "announced_on", "date-order"),
        ("case-answered", {"evidence": "x"}, "subject.evidence", "evidence-form"),
        ("case-request", {"target": "7"}, "subject.target", "act-id-form"),
        ("correction-request", {"text": "改" * 1001}, "subject.text", "correction-too-long"),
        ("repair-request", {"targets": A}, "subject.targets", "act-target-form"),
        ("repair-request", {"targets": "fact:1"}, "subject.targets", "act-id-form"),
        ("repair-accepted", {"accepted_on": "2026-05-05"}, "accepted_on", "repair-date"),
        ("case-accepted", {"accepted_on": "2026-05-05"}, "accepted_on", "case-date"),
        ("case-answered", {"answered_on": "2026-05-05"}, "answered_on", "case-date"),
        ("case-decided", {"decided_on": "2026-05-07"}, "decided_on", "case-date"),
        ("commitment-request", {"fulfil_by": "2026-05-05"}, "subject.fulfil_by", "commitment-term"),
        ("subject-key-request", {"kid": "x"}, "subject.kid", "subject-key-mismatch"),
    ],
)
def test_each_kind_of_fault_is_found_at_its_field(
    tmp_path: Path, name: str, changes: dict[str, Any], field: str, code: str
) -> None:
    (found,) = checked(tmp_path, name, {**ROWS[name], **changes})
    assert faults(found) == {(field, code)}
    for problem in found.problems:
        assert problem.text.zh
        assert problem.text.en
        assert problem.text.mend_zh


def test_all_faults_of_a_row_are_told_at_once(tmp_path: Path) -> None:
    (row,) = checked(tmp_path, "notice-served", {**NOTICE, "service": "?", "reason": "", "legal_basis": "规定"})
    assert faults(row) == {
        ("service", "act-choice-unknown"),
        ("subject.reason", "act-field-missing"),
        ("subject.legal_basis", "listing-basis"),
    }


def test_the_same_act_twice_is_refused_though_ids_are_made_for_each(tmp_path: Path) -> None:
    first, second = checked(tmp_path, "notice-served", NOTICE, NOTICE)
    assert first.is_clean
    assert faults(second) == {("", "row-twice")}


def test_whoever_signs_himself_names_no_clerk_and_the_window_names_all(tmp_path: Path) -> None:
    (own,) = checked(tmp_path, "case-request", {**OBJECTION, "clerk": "某人"}, by="own")
    assert faults(own) == {("subject.clerk", "window-field")}
    (window,) = checked(tmp_path, "case-request", OBJECTION, by="window", window={"subject.clerk": "3号"})
    missing = ("identity_evidence", "delegate", "delegation")
    assert faults(window) == {(f"subject.{name}", "identity-evidence-missing") for name in missing}
    person = {**OBJECTION, "identifier": "990000199001011239"}
    (seen,) = checked(tmp_path, "case-request", {**person, "clerk": "3号", "identity_evidence": "身份证"}, by="window")
    assert faults(seen) == set()


def test_the_id_of_a_key_follows_from_the_key(tmp_path: Path) -> None:
    key = SigningKey.from_seed(bytes(32))
    (row,) = checked(tmp_path, "subject-key-request", {**WHO, "public_key": encode(key.public_key)})
    assert row.disclosed["subject.kid"] == key.kid
    assert row.is_clean


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "file-empty"),
        ("[]", "act-rows-missing"),
        ('{"a": 1,', "act-json-broken"),
        ('{"case": "1"}\n{"case"\n', "act-json-broken"),
        ("[1]", "act-json-broken"),
        ("日期,天气\n一,晴\n", "act-columns-missing"),
        ("主体代码,案件编号,天气\n1,2,晴\n", "act-columns-unknown"),
        ("主体代码,案件编号,case\n1,2,3\n", "heading-twice"),
        ("主体代码,案件编号\n", "rows-missing"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "acts"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnusableFileError) as raised:
        read_act_file(path, ACTS["case-accepted"])
    assert raised.value.reason == code


def test_lines_of_json_and_a_table_in_any_encoding_are_one_thing(tmp_path: Path) -> None:
    act = ACTS["case-accepted"]
    given = [{"identifier": COMPANY_CODE, "case": name, "needs_help": "否"} for name in (A, B)]
    (tmp_path / "a.ndjson").write_text("\n".join(json.dumps(one) for one in given) + "\n\n")
    table = "序号,主体代码,案件编号,是否需要其他单位协助,备注\r\n#例,1,2,否,\r\n" + "".join(
        f"{number},{COMPANY_CODE},{name},否,\r\n" for number, name in enumerate((A, B), start=1)
    )
    (tmp_path / "a.csv").write_bytes(table.encode("gb18030"))
    rows = [prepare_acts(read_act_file(tmp_path / name, act), act, Filling(TODAY)) for name in ("a.ndjson", "a.csv")]
    first, second = ([(row.plain, row.disclosed) for row in one] for one in rows)
    assert first == second
    assert [row.number for row in rows[0]] == [1, 2]
    assert [row.number for row in rows[1]] == [3, 4]


def test_a_workbook_names_the_column_of_a_fault_and_hidden_rows_are_refused(tmp_path: Path) -> None:
    act = ACTS["case-accepted"]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["说明：以下为虚构数据"])
    sheet.append([one.zh for one in fields_of(act)])
    sheet.append(["统一社会信用代码", COMPANY_CODE, A, TODAY, "也许"])
    sheet.append(["统一社会信用代码", COMPANY_CODE, B, TODAY, "是"])
    sheet.row_dimensions[4].hidden = True
    book.save(tmp_path / "a.xlsx")
    first, second = prepare_acts(read_act_file(tmp_path / "a.xlsx", act), act, Filling(TODAY))
    assert first.plain["accepted_on"] == TODAY.isoformat()
    assert [(problem.place, problem.text.code) for problem in first.problems] == [("E3", "flag-unreadable")]
    assert faults(second) == {("", "hidden-row")}
