"""``chengjian-verify``: kinds of file, steps, verdicts, exit status, languages."""

import io
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.verify.sample_log import (
    FINANCE,
    SampleLog,
    small_log,
    strict,
)
from verify.cli import main, program
from verify.cli.findings import Finding
from verify.cli.output import MAX_FAILURES_SHOWN, Printer, format_time
from verify.cli.progress import ProgressBar
from verify.cli.recognise import recognise
from verify.errors import FileUnrecognisedError, KeyUnknownError
from verify.phrases import KINDS


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a pinned policy and one file of each kind."""
    log = small_log()
    (tmp_path / "policy.json").write_text(json.dumps(log.policy(), indent=2), encoding="utf-8")
    (tmp_path / "receipt.json").write_text(strict(log.receipt(6)) + "\n", encoding="utf-8")
    (tmp_path / "checkpoint").write_text(log.checkpoint(), encoding="utf-8")
    (tmp_path / "root-statement").write_text(log.statements[0].text() + "\n", encoding="utf-8")
    (tmp_path / "statement").write_text(log.statements[6].text(), encoding="utf-8")
    lines = "".join(strict(log.receipt(index)) + "\n" for index in range(7))
    (tmp_path / "many.receipts").write_text(lines, encoding="utf-8")
    log.write(tmp_path / "log")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHENGJIAN_POLICY", "policy.json")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    status = main(arguments)
    return status, capsys.readouterr().out.splitlines()


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    status, lines = run(capsys, "--json", *arguments)
    value: dict[str, Any] = json.loads(lines[-1])
    assert value["exit_status"] == status
    return value


def test_a_receipt_is_shown_in_eight_steps_and_one_verdict(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = run(capsys, "receipt.json")
    assert status == 0
    assert lines[0] == "receipt.json: 回执"
    assert [line.split()[:2] for line in lines[1:9]] == [[f"({n})", "通过"] for n in range(1, 9)]
    assert "  入账时间: 2026-09-21T22:13:20.042+08:00" in lines
    assert "  披露: subject.public = true" in lines
    assert lines[-2] == "结论: 已记录; 证明强度: promised（日志签名承诺）"


def test_english_says_the_same(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = run(capsys, "--lang", "en", "receipt.json")
    assert status == 0
    assert lines[0] == "receipt.json: receipt"
    assert lines[-2] == "Verdict: recorded; strength: promised (the log's signature)"
    assert not any("通过" in line for line in lines)


@pytest.mark.parametrize(
    ("name", "kind", "verdict", "strength"),
    [
        ("receipt.json", "receipt", "recorded", "promised"),
        ("many.receipts", "receipts", "recorded", "promised"),
        ("checkpoint", "checkpoint", "signed", "promised"),
        ("root-statement", "statement", "stated", None),
        ("policy.json", "policy", "usable", None),
    ],
)
def test_each_kind_of_file_is_recognised(
    desk: Path, capsys: pytest.CaptureFixture[str], name: str, kind: str, verdict: str, strength: str | None
) -> None:
    value = found(capsys, name)
    assert (value["kind"], value["verdict"], value["exit_status"]) == (kind, verdict, 0)
    assert value.get("strength") == strength
    assert run(capsys, name)[0] == 0


def test_a_changed_byte_does_not_prove_its_claim(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (desk / "receipt.json").read_text(encoding="utf-8")
    (desk / "receipt.json").write_text(text.replace('\\"time\\":1', '\\"time\\":2', 1), encoding="utf-8")
    value = found(capsys, "receipt.json")
    assert (value["verdict"], value["exit_status"], value["steps_passed"]) == ("not-proven", 1, 2)
    assert (value["error"]["code"], value["error"]["step"], value["error"]["position"]) == ("inclusion-mismatch", 3, 6)
    status, lines = run(capsys, "receipt.json")
    assert status == 1
    assert lines[3].startswith("  (3) 未通过")
    assert lines[4].startswith("  (4) 未执行")
    assert lines[-1].startswith("结论: 不成立 — 第 3 步, 位置 6: inclusion-mismatch: ")


def test_a_malformed_receipt_is_unusable(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (desk / "receipt.json").read_text(encoding="utf-8")
    (desk / "receipt.json").write_text(text.replace('"index":', '"index": '), encoding="utf-8")
    value = found(capsys, "receipt.json")
    assert (value["verdict"], value["exit_status"], value["error"]["code"]) == ("unusable", 2, "json-malformed")


def test_without_a_policy_nothing_is_trusted(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHENGJIAN_POLICY")
    for name in ("receipt.json", "many.receipts", "checkpoint", "root-statement"):
        value = found(capsys, name)
        assert (value["exit_status"], value["error"]["code"]) == (2, "policy-missing")
    assert found(capsys, "policy.json")["exit_status"] == 0


def test_a_policy_that_cannot_be_read_is_unusable(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    value = found(capsys, "--policy", "nowhere.json", "receipt.json")
    assert (value["kind"], value["exit_status"], value["error"]["code"]) == ("policy", 2, "file-unreadable")
    (desk / "bad.json").write_text("{}", encoding="utf-8")
    assert found(capsys, "--policy", "bad.json", "receipt.json")["error"]["code"] == "members-wrong"


def test_the_worst_of_several_files_decides_the_exit_status(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "receipt.json", "statement")[0] == 1
    status, lines = run(capsys, "receipt.json", "statement", "nowhere", "checkpoint")
    assert status == 2
    assert "nowhere" in lines
    assert lines[-1].startswith("结论: 由日志签署")


def test_a_statement_alone_does_not_show_who_held_its_key(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    value = found(capsys, "statement")
    assert (value["exit_status"], value["error"]["code"], value["steps_passed"]) == (1, "key-state-missing", 3)


def test_a_presentation_of_an_event_unknown_is_not_proven(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = SampleLog()
    (desk / "statement").write_text(log.fact_statement(vct="urn:chengjian:x:v1").text(), encoding="utf-8")
    assert found(capsys, "statement")["error"]["step"] == 3


def test_failures_among_many_receipts_are_named_by_line(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (desk / "many.receipts").read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace('"index":2', '"index":3')
    lines[4] = "{}"
    (desk / "many.receipts").write_text("\n".join(lines) + "\n", encoding="utf-8")
    value = found(capsys, "many.receipts")
    assert value["exit_status"] == 2
    assert [(each["line"], each["code"]) for each in value["failures"]] == [
        (3, "inclusion-mismatch"), (5, "members-wrong"),
    ]  # fmt: skip
    assert value["facts"] == {"valid": 5, "invalid": 2}
    assert run(capsys, "many.receipts")[1][1].startswith("  第 3 行: ")


def test_only_the_first_failures_are_shown() -> None:
    failures = tuple((number, KeyUnknownError()) for number in range(1, MAX_FAILURES_SHOWN + 3))
    lines = list(Printer(is_chinese=False).lines(Finding("x", "receipts", "recorded", failures=failures)))
    assert lines[MAX_FAILURES_SHOWN + 1] == "  …"
    assert lines[-1] == "Verdict: not proven"


def test_a_log_is_audited_from_its_folder(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "log", "--json", "--workers", "1"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert (value["kind"], value["verdict"], value["strength"]) == ("log", "consistent", "promised")
    assert value["facts"]["size"] == 7
    assert main(["log", "log", "--lang", "en"]) == 0
    assert "first entry: 2026-09-21" in capsys.readouterr().out


def test_the_first_fault_of_a_log_is_named(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = desk / "log/tile/entries/000.p/7"
    data = bundle.read_bytes()
    bundle.write_bytes(data.replace(b'"time":1790000000042', b'"time":1790000000043'))
    assert main(["log", "log"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("  (1) 到此无误")
    assert lines[4].startswith("  (4) 未完成")
    assert "第 3 步, 位置 6: entry-mismatch" in lines[-1]


def test_a_log_that_is_not_there_is_unusable(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "nowhere"]) == 2
    assert "file-unreadable" in capsys.readouterr().out


def test_an_empty_log_and_one_with_a_compromised_key_are_shown(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    SampleLog().write(desk / "empty")
    assert main(["log", "empty"]) == 0
    log = small_log()
    log.revoke_key(f"agency:{FINANCE}", "finance", "compromised", compromised_since=5)
    log.write(desk / "compromised")
    capsys.readouterr()
    assert main(["log", "compromised"]) == 0
    assert "已宣布失密的密钥: " in capsys.readouterr().out


def test_a_log_needs_a_policy(desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHENGJIAN_POLICY")
    assert main(["log", "log"]) == 2
    assert "policy-missing" in capsys.readouterr().out


def test_without_a_policy_no_step_is_said_to_have_failed(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHENGJIAN_POLICY")
    assert main(["receipt.json"]) == 2
    shown = capsys.readouterr().out
    assert "(1) 未执行" in shown
    assert "未通过" not in shown


def test_a_policy_that_is_no_policy_fails_its_one_step(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "none.json").write_text("{}", encoding="utf-8")
    assert main(["--policy", "none.json", "receipt.json"]) == 2
    assert "(1) 未通过" in capsys.readouterr().out


def test_a_file_beyond_the_limit_is_not_read(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHENGJIAN_POLICY", "")
    monkeypatch.setattr(program, "MAX_FILE_BYTES", 10)
    assert found(capsys, "receipt.json")["error"]["code"] == "too-large"


def test_a_name_that_no_file_can_have_is_unreadable(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "a\0b")["error"]["code"] == "file-unreadable"


@pytest.mark.parametrize("data", [b"", b"hello", b"{}", b'{"type":"x"}', b"\xff\xfe", b"a.b.c"])
def test_what_is_not_recognised_is_said_to_be(data: bytes) -> None:
    with pytest.raises(FileUnrecognisedError):
        recognise(data)


def test_a_note_that_is_no_text_is_malformed(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "checkpoint").write_bytes("\n\n— ".encode() + b"\xff")
    assert found(capsys, "checkpoint")["error"]["code"] == "note-malformed"


def test_arguments_that_make_no_sense_end_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["log"], ["--lang", "fr", "x"]):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2


def test_disclosed_values_cannot_steer_the_terminal(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = small_log()
    plain = {"item": "xk-licence", "item_version": 1, "rules": "2026.1", "decided_on": "2026-09-01"}
    evil = log.statement("fact-recorded", f"agency:{FINANCE}", "finance", plain, {"subject.name": "a\x1b[2Jb"}, 16)
    index = log.add(evil, hidden=1)
    (desk / "receipt.json").write_text(strict(log.receipt(index, keys=[0, 4])), encoding="utf-8")
    status, lines = run(capsys, "receipt.json")
    assert status == 0
    assert "  披露: subject.name = a\\u001b[2Jb" in lines


def test_a_time_beyond_every_calendar_stays_a_number() -> None:
    assert format_time(2**53 - 1) == str(2**53 - 1)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_is_drawn_on_a_terminal_only() -> None:
    for stream, drawn in ((Terminal(), True), (io.StringIO(), False)):
        bar = ProgressBar(stream)
        for done in (1, 2, 500, 1000):
            bar(done, 1000)
        bar.end()
        assert ("100% 1,000/1,000\n" in stream.getvalue()) == drawn
        assert stream.getvalue().count("\r") == (3 if drawn else 0)


def test_the_module_runs_as_a_program(desk: Path) -> None:
    root = Path(program.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "verify", "receipt.json"],
        env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "结论: 已记录" in done.stdout.decode()


def test_the_module_ends_with_the_exit_status(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["chengjian-verify", "nowhere"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("verify", run_name="__main__")
    assert caught.value.code == 2
    runpy.run_module("verify", run_name="other")


def test_every_kind_has_a_name() -> None:
    assert set(KINDS) == {"receipt", "receipts", "checkpoint", "statement", "policy", "log"}


@pytest.mark.parametrize("stream", [io.TextIOWrapper(io.BytesIO(), encoding="ascii"), io.StringIO()])
def test_a_verdict_is_given_whatever_the_output_can_spell(
    desk: Path, monkeypatch: pytest.MonkeyPatch, stream: io.TextIOBase
) -> None:
    monkeypatch.setattr("sys.stdout", stream)
    assert main(["receipt.json"]) == 0
    assert main(["no-such-file-\udcff"]) == 2
