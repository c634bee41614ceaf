"""``chengjian-verify conduct``: what it prints, what it writes, how it ends."""

import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conduct.raw_town import RawTown, founded
from tests.verify.audit_logs import MemorySource, policy_of
from verify.cli import main
from verify.conduct import command
from verify.conduct.lines import lines_of
from verify.conduct.page import page_of
from verify.conduct.run import ConductReport, judge_log


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a pinned policy, a log in which one thing is broken, and what was opened of it."""
    write(tmp_path, broken_town())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHENGJIAN_POLICY", "policy.json")
    return tmp_path


def broken_town() -> RawTown:
    town = founded()
    town.penalty(facts="被公安机关处以治安拘留十日<script>")
    return town


def write(folder: Path, town: RawTown) -> None:
    (folder / "policy.json").write_text(json.dumps(town.log.policy()), encoding="utf-8")
    (folder / "opened.ndjson").write_bytes(b"".join(town.presentation()))
    town.log.write(folder / "log")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    """Judge a copy of the day of its last entry, whatever day it is now."""
    status = main(["conduct", "--until", "2026-04-20", *arguments])
    return status, capsys.readouterr().out.splitlines()


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    status, (line,) = run(capsys, "--json", *arguments)
    value: dict[str, Any] = json.loads(line)
    assert value["exit_status"] == status
    return value


def test_what_is_broken_is_told_in_chinese(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = run(capsys, "log", "--presentation", "opened.ndjson")
    assert status == 1
    assert lines[0] == "log: 履职核验"
    assert "  判断: 符合 80 · 违反 1 · 无法判断 0" in lines
    assert "  违反  位置 80  记录事实  INV-2  public-security-refused" in lines
    assert any("《治安管理处罚法》（2025）第136条" in line for line in lines)
    assert lines[-2] == "结论: 发现 1 处违反规则"
    assert lines[-1].startswith("说明: 以所披露的内容为限")


def test_english_says_the_same(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = run(capsys, "log", "--presentation", "opened.ndjson", "--lang", "en")
    assert status == 1
    assert "  judgments: kept 80 · BROKEN 1 · not judgeable 0" in lines
    assert "  BROKEN  position 80  fact-recorded  INV-2  public-security-refused" in lines
    assert lines[-2] == "Verdict: 1 found broken"


def test_without_a_presentation_only_what_stands_in_plain_is_judged(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = run(capsys, "log")
    assert status == 0
    assert "  判断: 符合 79 · 违反 0 · 无法判断 2" in lines
    assert lines[-2] == "结论: 没有发现违反规则的行为；另有 2 项（3%）无法判断：未提供披露 2 项"


def test_everything_is_listed_on_request(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    few, all_of_them = run(capsys, "log")[1], run(capsys, "log", "--all")[1]
    assert len(all_of_them) == len(few) + 2 * 81
    assert "  符合  位置 0  开账  INV-15" in all_of_them
    assert any(line.startswith("  无法判断  位置 80") for line in all_of_them)


def test_programs_get_one_object(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    value = found(capsys, "log", "--presentation", "opened.ndjson")
    assert (value["kind"], value["verdict"], value["entries"], value["closed"]) == ("conduct", "broken", 81, 0)
    assert value["counts"] == {"kept": 80, "broken": 1, "not-judgeable": 0}
    (judgment,) = value["judgments"]
    assert set(judgment) == {"position", "topic", "verdict", "rule", "article", "code", "zh", "en"}
    assert (judgment["position"], judgment["rule"]) == (80, "INV-2")
    assert found(capsys, "log")["verdict"] == "kept"


def test_a_page_is_written_whole_and_escaped(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "log", "--presentation", "opened.ndjson", "--html", "report.html")[0] == 1
    page = (desk / "report.html").read_text(encoding="utf-8")
    assert page.startswith('<!doctype html>\n<html lang="zh-CN">')
    assert "发现 1 处违反规则" in page
    assert '<span lang="en">1 found broken</span>' in page
    assert '<th scope="row">80</th>' in page
    assert "<caption>" in page
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page


def test_what_comes_from_the_log_cannot_act_in_a_page() -> None:
    town = broken_town()
    report = report_of(town)
    page = page_of('"><img src=x>', report)
    assert "<img" not in page
    assert "&lt;img" in page


def report_of(town: RawTown) -> ConductReport:
    source, policy = MemorySource(town.log.files()), policy_of(town.log)
    return judge_log(source, policy, town.presentation(), now_s=0, progress=lambda done, total: None)


def test_a_page_without_findings_has_no_table() -> None:
    page = page_of("log", report_of(founded()))
    assert "<table>" not in page
    assert "没有发现违反规则的行为" in page


def test_what_comes_from_the_log_cannot_steer_a_terminal() -> None:
    lines = list(lines_of("\x1b[31mlog", report_of(founded()), is_chinese=True))
    assert lines[0] == "\\u001b[31mlog: 履职核验"


def test_a_page_that_cannot_be_written_is_said(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    value = found(capsys, "log", "--html", "nowhere/report.html")
    assert (value["error"]["code"], value["exit_status"]) == ("file-unreadable", 2)
    assert (value["file"], value["error"]["where"]) == ("nowhere/report.html", "nowhere/report.html")


def test_without_a_policy_nothing_is_judged(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = run(capsys, "log", "--policy", "")
    assert status == 2
    assert "policy-missing" in lines[-1]


def test_a_log_that_is_not_there_is_said(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    value = found(capsys, "elsewhere")
    assert (value["file"], value["error"]["code"]) == ("elsewhere", "file-unreadable")


def test_a_log_that_fails_its_audit_is_not_judged(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = next((desk / "log" / "tile" / "entries").rglob("*.p/*"))
    bundle.write_bytes(bundle.read_bytes().replace(b'"v":1', b'"v":2', 1))
    status, lines = run(capsys, "log")
    assert status == 1
    assert "entry-mismatch" in lines[-1]


def test_a_wrong_presentation_ends_with_two(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "opened.ndjson").write_text("{}\n", encoding="utf-8")
    value = found(capsys, "log", "--presentation", "opened.ndjson")
    assert (value["error"]["code"], value["error"]["where"], value["exit_status"]) == (
        "presentation-wrong",
        "line 1",
        2,
    )


def test_a_presentation_that_is_not_there_is_said(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    value = found(capsys, "log", "--presentation", "none.ndjson")
    assert (value["file"], value["error"]["code"], value["exit_status"]) == ("none.ndjson", "file-unreadable", 2)
    status, lines = run(capsys, "log", "--presentation", "none.ndjson")
    assert (status, lines[0]) == (2, "none.ndjson")


def test_a_presentation_that_fails_while_it_is_read_is_said(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "Path", lambda name: SimpleNamespace(open=lambda mode: Failing()))
    value = found(capsys, "log", "--presentation", "opened.ndjson")
    assert (value["file"], value["error"]["code"], value["exit_status"]) == ("opened.ndjson", "file-unreadable", 2)


class Failing(io.BytesIO):
    """A file on a disk that fails."""

    def readline(self, size: int | None = -1, /) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_no_other_command_loads_the_domain() -> None:
    program = (
        "import sys; from verify.cli import main; main(['--policy', '', 'x']); main(['log', '--policy', '', 'x']);"
        "print(sorted(name for name in sys.modules if name.partition('.')[0] in {'domain', 'pydantic'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(("language", "missing"), [("zh", "没有安装"), ("en", "lacks a package")])
def test_where_only_pynacl_is_installed_the_missing_package_is_named_and_how_to_get_it(
    language: str, missing: str
) -> None:
    program = (
        "import sys; sys.modules['pydantic'] = None; from verify.cli import main;"
        f"sys.exit(main(['conduct', 'log', '--lang', '{language}']))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (2, "")
    last = done.stdout.splitlines()[-1]
    for said in ("package-missing", "pydantic", missing, "pip install -r requirements/base.txt"):
        assert said in last


def test_programs_are_told_of_a_missing_package_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "verify.conduct.command", None)
    value = found(capsys, "log", "--presentation", "opened.ndjson")
    assert (value["file"], value["verdict"], value["exit_status"]) == ("conduct", "unusable", 2)
    assert value["error"]["code"] == "package-missing"


def closed_town() -> RawTown:
    town = founded()
    town.penalty()
    town.penalty(2)
    return town


def test_what_could_not_be_judged_is_part_of_the_conclusion(tmp_path: Path, desk: Path) -> None:
    town = closed_town()
    source, policy = MemorySource(town.log.files()), policy_of(town.log)
    report = judge_log(source, policy, now_s=0, progress=lambda done, total: None)
    zh, en = (list(lines_of("log", report, is_chinese=is_chinese)) for is_chinese in (True, False))
    assert zh[-2] == "结论: 没有发现违反规则的行为；另有 3 项（4%）无法判断：未提供披露 3 项"
    assert en[-2] == "Verdict: nothing was found broken; 3 (4%) could not be judged: disclosures withheld 3"
    page = page_of("log", report)
    assert "另有 3 项（4%）无法判断：未提供披露 3 项" in page
    assert "3 (4%) could not be judged: disclosures withheld 3" in page


def test_programs_are_told_what_could_not_be_judged_and_why(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(desk, closed_town())
    value = found(capsys, "log")
    assert value["unjudged"] == {"percent": 4, "reasons": {"withheld": 3}}
    assert value["conclusion"]["zh"].endswith("未提供披露 3 项")
    whole = found(capsys, "log", "--presentation", "opened.ndjson")
    assert whole["unjudged"] == {"percent": 0, "reasons": {}}
    assert whole["conclusion"] == {"zh": "没有发现违反规则的行为", "en": "nothing was found broken"}


def test_open_deadlines_are_measured_until_the_day_of_the_copy(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    town = founded()
    town.objection(town.penalty())
    write(desk, town)
    opened = ("log", "--presentation", "opened.ndjson")
    assert found(capsys, *opened)["verdict"] == "kept"
    later = found(capsys, *opened, "--until", "2026-04-25")
    assert [one["code"] for one in later["judgments"]] == ["undecided", "breach-unsaid"]
    with pytest.raises(SystemExit):
        run(capsys, *opened, "--until", "yesterday")
