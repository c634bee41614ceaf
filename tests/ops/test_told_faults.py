"""What somebody typed or wrote wrong is told by its field and element, every fault of it, in both languages."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from typer.testing import CliRunner

from domain.event_refusals import EventSchemaRefusedError
from domain.refusal import Refusal
from ledger.cli.main import build_app
from ledger.cli.output import complain
from ledger.cli.sending import refused
from ledger.crypto.key_files import write_key_file
from ledger.service.claims import ClaimsFileError, claims_from_json
from ledger.settings import SettingsError, load_settings
from tests.town import CENTRE, CENTRE_KEY, ROOT_KEY

RULE: dict[str, Any] = {
    "rule": "R-SD-39a",
    "version": 2,
    "governs": "objection",
    "amount": 3,
    "unit": "working_day",
    "source": "《山东省社会信用条例》",
    "evidence": "primary",
    "effective_from": "2026-01-01",
}


def raised(*words: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        CliRunner().invoke(build_app(), [str(one) for one in words], catch_exceptions=False)
    return caught.value


def test_every_fault_of_an_edition_file_is_told_with_the_element_it_is_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, key = tmp_path / "edition.json", tmp_path / "centre.key"
    write_key_file(key, CENTRE_KEY.seed)
    without = {name: value for name, value in RULE.items() if name != "governs"}
    file.write_text(json.dumps({"rules": [RULE, without, {**RULE, "amount": "3"}], "calendars": []}), encoding="utf-8")
    complain(raised("rules", "publish", "--centre", CENTRE, "--key", key, "--edition-file", file))
    said = capsys.readouterr().err
    for line in (
        "字段：rules[1]/governs",
        "Field: rules[1]/governs",
        "字段：rules[2]/amount",
        "Field: rules[2]/amount",
    ):
        assert line in said.splitlines()
    assert "governs：缺少，须填写" in said
    assert "governs: it is missing" in said


def test_who_types_an_agency_wrong_is_told_both_fields(tmp_path: Path) -> None:
    write_key_file(tmp_path / "root.key", ROOT_KEY.seed)
    refusal = raised("agency", "enrol", "123", "滕州市虚构局", "--role", "chief", "--root-key", tmp_path / "root.key")
    assert isinstance(refusal, EventSchemaRefusedError)
    assert refusal.message_zh.count("；") == 1
    assert "agency：应为 18 位统一社会信用代码；roles[0]：应为以下之一" in refusal.message_zh
    assert not any(word in refusal.message_zh for word in ("should", "Input", "String"))


def test_what_has_no_field_names_none(capsys: pytest.CaptureFixture[str]) -> None:
    complain(EventSchemaRefusedError(pointer="/", topic="t", reason_zh="无", reason_en="none"))
    complain(ClaimsFileError("零", "nothing"))
    assert "字段：" not in capsys.readouterr().err


def test_a_server_names_the_field_too(capsys: pytest.CaptureFixture[str]) -> None:
    body = {"code": "event-schema", "detail": "不符", "detail_en": "does not fit", "pointer": "/roles/0"}
    complain(refused(httpx2.Response(422, json=body)))
    assert "Field: roles[0]" in capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(("data", "zh"), [(b'{"a":\n ?}', "第 2 行第 2 列"), (b"[]", "应为一个 JSON 对象")])
def test_a_file_that_is_no_object_of_claims_says_where_in_chinese(data: bytes, zh: str) -> None:
    with pytest.raises(ClaimsFileError) as caught:
        claims_from_json(data)
    assert zh in caught.value.message_zh
    assert caught.value.mend_zh
    assert caught.value.mend_en


def test_a_setting_without_meaning_is_told_in_both_languages() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({"CHENGJIAN_PORT": "http", "CHENGJIAN_LOG_LEVEL": "loud"})
    assert "CHENGJIAN_PORT：应为整数；CHENGJIAN_LOG_LEVEL：应为以下之一：debug、info" in caught.value.message_zh
    assert "CHENGJIAN_PORT: a whole number is expected" in caught.value.message_en
