"""What somebody types wrong is said in Chinese and English, with what was meant, and leaves nothing behind."""

import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from ledger.cli import keys
from ledger.cli.attachments import SaltFileError
from ledger.cli.main import build_app
from ledger.cli.troubles import explain
from ledger.cli.usage import told
from ledger.crypto.errors import KeyFileMissingError
from ledger.crypto.key_files import read_key_file
from ledger.service.attachment_errors import AttachmentTypeError
from tests.town import CENTRE

_FRAME = re.compile(r"[│\s]")


def typed(*words: object, **options: Any) -> Result:
    return CliRunner().invoke(build_app(), [str(one) for one in words], catch_exceptions=False, **options)


def said(*words: object) -> str:
    result = typed(*words)
    assert result.exit_code == 2, result.output
    return _FRAME.sub("", result.output)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    typed("key", "new", tmp_path / "a.key")
    return tmp_path / "a.key"


def test_a_code_that_is_none_is_told_by_its_form(key: Path, tmp_path: Path) -> None:
    assert "“113”不是18位统一社会信用代码" in said("rules", "publish", "--centre", "113", "--key", key)
    assert "“113”不是18位" in said("lists", "define", "--shipped", "--centre", "113", "--key", key)
    notice = tmp_path / "notice.json"
    assert "113isnounifiedsocialcreditcode" in said("act", "notice-served", notice, "--key", key, "--agency", "113")


@pytest.mark.parametrize("words", [("rules", "publish", "--centre", CENTRE, "--key"), ("attach", "digest")])
def test_an_address_without_its_scheme_is_told_so(key: Path, words: tuple[str, ...]) -> None:
    assert "地址以http://或https://开头：localhost:8591" in said(*words, key, "--server", "localhost:8591")


def test_a_choice_or_place_that_is_not_there_is_said_in_chinese_first(tmp_path: Path) -> None:
    assert "“doc”不在可选之列：'csv','json','xlsx'·" in said("act", "case-accepted", "--template", "doc")
    assert "没有“/no.key”" in said("agency", "close", CENTRE, "--root-key", "/no.key")


@pytest.mark.parametrize(
    ("message", "zh"),
    [
        ("File 'x' is a directory.", "“x”是目录，应为文件"),
        ("Directory 'x' is a file.", "“x”是文件，应为目录"),
        ("'x' is not a valid int.", "“x”不是整数"),
        ("0 is not in the range x>=1.", "0 不在范围 x>=1 之内"),
    ],
)
def test_what_the_library_says_keeps_its_english_behind_the_chinese(message: str, zh: str) -> None:
    assert told(message) == f"{zh} · {message}"


def test_what_we_say_ourselves_is_left_alone() -> None:
    assert told("缺少文件 · a file is missing") == "缺少文件 · a file is missing"


def test_a_key_file_is_never_overwritten_and_that_is_said(key: Path) -> None:
    before = read_key_file(key)
    with pytest.raises(keys.KeyFileExistsError, match="never overwritten") as refused:
        typed("key", "new", key, "--passphrase")  # told before a passphrase is asked for
    assert refused.value.code == "key-file-exists"
    assert read_key_file(key) == before


def test_the_chinese_of_a_failure_holds_no_english_reason() -> None:
    told_missing = explain(KeyFileMissingError("nokey is missing", file="nokey"))
    told_denied = explain(PermissionError(13, "Permission denied", "/backup"))
    assert told_missing is not None
    assert told_denied is not None
    assert told_missing.message_zh == "缺少密钥文件。（nokey）"
    assert told_denied.message_zh == "无法读写文件。（/backup 没有权限）"
    assert "Permission denied" in told_denied.message_en


def test_a_file_that_is_refused_as_an_attachment_leaves_no_salt(tmp_path: Path) -> None:
    file = tmp_path / "b.pdf"
    file.write_bytes(b"PK\x03\x04 no pdf")
    with pytest.raises(AttachmentTypeError):
        typed("attach", "digest", file, "--origin", "test.example/log")
    assert [path.name for path in tmp_path.iterdir()] == ["b.pdf"]


def test_a_salt_file_that_is_not_there_is_not_called_a_wrong_one(tmp_path: Path) -> None:
    file = tmp_path / "b.pdf"
    file.write_bytes(b"%PDF-1.7")
    with pytest.raises(SaltFileError, match="no salt file") as refused:
        typed("attach", "upload", file)
    assert refused.value.message_zh.startswith("没有盐值文件")


def test_a_template_for_a_dash_goes_to_standard_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = typed("act", "case-accepted", "--template", "json", "-")
    assert result.stdout.startswith(("{", "["))
    assert list(tmp_path.iterdir()) == []
