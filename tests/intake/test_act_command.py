"""``chengjian act``: what the command says, to whom it sends, and how it ends."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from domain.time import legal_date
from ledger.cli import act as act_cli
from ledger.crypto.keys import write_key_file
from ledger.intake.act.acts import ACTS
from ledger.intake.submission import http_transport
from tests.due_town import OWN_KEY, open_due_town
from tests.intake.act_rows import WHO
from tests.intake.fake_ledger import FakeLedger
from tests.town import BUREAU, BUREAU_KEY, CENTRE, CENTRE_KEY


class Terminal:
    def __init__(self) -> None:
        self.app = typer.Typer()
        self.app.command("other")(lambda: None)
        act_cli.register(self.app)
        self.out = self.err = ""

    def run(self, *words: object, stdin: str | None = None) -> int:
        result = CliRunner().invoke(self.app, ["act", *(str(word) for word in words)], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.out, self.err = result.stdout, result.stderr
        return result.exit_code


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


class Server(FakeLedger):
    """A server of a few lines that knows the edition of the rules."""

    def edition(self) -> int:
        return 21


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    fake = Server([], {BUREAU: [BUREAU_KEY.kid], CENTRE: [CENTRE_KEY.kid]})

    class Link:
        def __init__(self, url: str) -> None:
            self.url = url

        def __enter__(self) -> Server:
            return fake

        def __exit__(self, *_: object) -> None:
            return None

    monkeypatch.setattr(http_transport, "HttpTransport", Link)
    return fake


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, Path]:
    made: dict[str, Path] = {}
    for name, key in {"bureau": BUREAU_KEY, "centre": CENTRE_KEY, "own": OWN_KEY}.items():
        made[name] = tmp_path / f"{name}.key"
        write_key_file(made[name], key.seed)
    return made


def accepted(folder: Path, *cases: str) -> Path:
    today = legal_date(datetime.now(UTC)).isoformat()
    rows = [{**WHO, "case": case, "accepted_on": today, "needs_help": "否"} for case in cases]
    path = folder / "accepted.json"
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return path


CASE, OTHER = "0198c2f0-1111-4222-8333-444455556667", "0198c2f0-1111-4222-8333-444455556668"


def test_the_list_names_every_act_with_its_title_and_signer(terminal: Terminal) -> None:
    assert terminal.run("--list") == 0
    assert [line.split("\t")[0] for line in terminal.out.splitlines()] == list(ACTS)
    assert "notice-served\t列入告知\t作出该行为的单位" in terminal.out
    assert terminal.run("--list", "--lang", "en") == 0
    assert "case-accepted\tCase taken up\tcredit centre" in terminal.out
    assert terminal.run("--list", "--json") == 0
    assert [one["name"] for one in json.loads(terminal.out)["acts"]] == list(ACTS)


def test_a_template_is_written_once_and_never_over_a_file(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "告知.csv"
    assert terminal.run("notice-served", "--template", "csv", path) == 0
    written = path.read_bytes()
    assert terminal.run("notice-served", "--template", "csv", path) == 2
    assert path.read_bytes() == written


def test_a_dry_run_needs_neither_key_nor_ledger_and_writes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    path = accepted(tmp_path, CASE, "7")
    before = set(tmp_path.iterdir())
    assert terminal.run("case-accepted", path, "--dry-run") == 1
    assert "第 2 行“案件编号” [错误 act-id-form]" in terminal.out
    assert "可以提交 1 行，有错误 1 行" in terminal.out
    assert terminal.run("case-accepted", path, "--dry-run", "--json") == 1
    told = json.loads(terminal.out)
    assert (told["rows"], told["clean"], told["refused"]) == (2, 1, 1)
    assert terminal.run("case-accepted", accepted(tmp_path, CASE), "--dry-run") == 0
    assert set(tmp_path.iterdir()) == before


def test_acts_are_sent_to_a_server_and_a_repeated_command_sends_nothing(
    terminal: Terminal, tmp_path: Path, server: Server, keys: dict[str, Path]
) -> None:
    words = ("case-accepted", accepted(tmp_path, CASE, OTHER), "--server", "http://x", "--key", keys["centre"])
    assert terminal.run(*words, "--agency", CENTRE) == 0
    assert "第 1 行 已记入，位置 0 case=" in terminal.out
    assert "新记入 2 行，早已记入 0 行，被拒 0 行" in terminal.out
    assert terminal.run(*words, "--agency", CENTRE, "--json") == 0
    told = json.loads(terminal.out)
    assert [one["case"] for one in told["results"]] == [CASE, OTHER]
    assert server.seen == 2


def test_a_refusal_of_the_server_ends_with_one(
    terminal: Terminal, tmp_path: Path, server: Server, keys: dict[str, Path]
) -> None:
    problem = {"status": 409, "code": "case-closed", "detail": "已经办结", "mend": "不必再办", "pointer": "/case"}
    server.refuse = lambda _: problem if server.seen == 1 else None
    words = ("case-accepted", accepted(tmp_path, CASE, OTHER), "--server", "http://x", "--key", keys["centre"])
    assert terminal.run(*words, "--agency", CENTRE) == 1
    assert "第 1 行 被拒 [case-closed] 已经办结 → 不必再办" in terminal.out
    assert len(server.entries) == 1


@pytest.mark.parametrize(
    "words",
    [
        ["case-accepted", "F"],
        ["case-accepted"],
        ["nothing", "F"],
        [],
        ["case-accepted", "F", "--key", "bureau.key"],
        ["case-accepted", "F", "--own", "own.key"],
        ["case-request", "F", "--key", "bureau.key", "--agency", BUREAU],
        ["case-request", "F", "--window", "centre.key", "--own", "own.key", "--agency", CENTRE],
        ["subject-key-request", "F", "--own", "own.key"],
    ],
)
def test_whoever_may_not_sign_such_an_act_is_told_so_at_once(
    terminal: Terminal, tmp_path: Path, keys: dict[str, Path], server: Server, words: list[str]
) -> None:
    path = accepted(tmp_path, CASE)
    typed = [path if word == "F" else tmp_path / word if word.endswith(".key") else word for word in words]
    assert terminal.run(*typed, "--server", "http://x") == 2
    assert server.seen == 0


def test_a_broken_file_and_a_foreign_key_end_with_two_and_a_silent_server_with_three(
    terminal: Terminal, tmp_path: Path, keys: dict[str, Path]
) -> None:
    (tmp_path / "broken.json").write_text("{")
    words = ("--key", keys["bureau"], "--agency", BUREAU, "--server", "http://127.0.0.1:1")
    assert terminal.run("case-accepted", tmp_path / "broken.json", *words) == 2
    assert "不是有效的 JSON" in terminal.err
    assert terminal.run("case-accepted", accepted(tmp_path, CASE), *words) == 3
    assert "无法连接服务器" in terminal.err


def test_at_the_window_the_clerk_is_asked_for_what_the_row_does_not_say(
    terminal: Terminal, tmp_path: Path, server: Server, keys: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(act_cli, "is_answered", lambda: True)

    def prompt(text: str, **_: object) -> str:
        asked.append(text)
        return "甲"

    monkeypatch.setattr(typer, "prompt", prompt)
    server.refuse = lambda _: {"status": 422, "code": "case-target-unknown"}
    path = tmp_path / "o.json"
    given = {**WHO, "kind": "异议", "target_kind": "事实", "target": CASE, "text": "有误", "delegate": "李示例"}
    path.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    words = ("case-request", path, "--window", keys["centre"], "--agency", CENTRE, "--server", "http://x")
    assert terminal.run(*words, "--clerk", "3号") == 1
    assert [text.partition(" · ")[0] for text in asked] == ["核验的身份证件", "授权委托书"]
    assert server.seen == 1


def test_without_a_server_the_ledger_on_this_machine_is_asked(
    dsn: str, tmp_path: Path, terminal: Terminal, keys: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHENGJIAN_DSN", dsn)
    monkeypatch.setenv("CHENGJIAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CHENGJIAN_LOG_LEVEL", "error")
    with open_due_town(dsn, tmp_path / "home"):
        pass
    words = ("case-accepted", accepted(tmp_path, CASE), "--key", keys["centre"], "--agency", CENTRE, "--json")
    assert terminal.run(*words) == 1
    (result,) = json.loads(terminal.out)["results"]
    assert result["problem"]["code"] == "case-unknown"
    assert result["problem"]["mend"]
