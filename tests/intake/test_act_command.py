"""``chengjian act``: round trips through a real ledger, stops and repetitions, and what the command says."""

import csv
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from starlette.testclient import TestClient
from typer.testing import CliRunner

from api.app import create_app
from domain.case.events import CaseFiled
from domain.time import legal_date
from ledger.base64url import encode
from ledger.cli import act as act_cli
from ledger.cli.here import LedgerHere
from ledger.crypto.keys import write_key_file
from ledger.intake.act.acts import ACTS
from ledger.intake.act.prepare import By
from ledger.intake.act.recording import find_signer, recorded_of
from ledger.intake.act.session import ActOptions, ActSession
from ledger.intake.errors import UnusableFileError, UploadError
from ledger.intake.submission import http_transport
from ledger.intake.submission.http_transport import HttpTransport
from ledger.intake.submission.transport import LineResult
from ledger.intake.submission.work import SILENT, Submitted
from tests.due_town import OWN_KEY, WINDOW, DueTown, open_due_town
from tests.intake.fake_ledger import FakeLedger, PlugPulledError
from tests.intake.test_act_check import NOTICE, TODAY
from tests.town import BUREAU, BUREAU_KEY, CENTRE, CENTRE_KEY, COMPANY_CODE
from verify.policy import parse_policy
from verify.receipt import verify_receipt

WHO = {"identifier": COMPANY_CODE}


class Here(LedgerHere):
    """The town's ledger; the plug is pulled after so many statements were recorded."""

    pull_after = 10**9
    recorded = 0

    def submit(self, statements: Sequence[str]) -> Iterator[LineResult]:
        for line, statement in enumerate(statements):
            (result,) = super().submit([statement])
            self.recorded += result.status == 201
            if self.recorded >= self.pull_after:
                raise PlugPulledError
            yield LineResult(line, result.status, result.proof, result.problem)


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home", "2026-05-06") as opened:
        yield opened


class Desk:
    """A clerk with a folder; hands in rows and is told what became of them."""

    def __init__(self, town: DueTown, folder: Path) -> None:
        self.town = town
        self.folder = folder
        self.here: Any = Here(town.ledger)
        self.lines: list[str] = []

    def write(self, *rows: dict[str, Any], name: str = "acts.ndjson") -> Path:
        path = self.folder / name
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
        return path

    def act(self, name: str, path: Path, by: By = "agency", **options: Any) -> Submitted:
        code, key = {"agency": (BUREAU, BUREAU_KEY), "window": (CENTRE, CENTRE_KEY), "own": ("", OWN_KEY)}[by]
        wanted = ActOptions(ACTS[name], path, by=by, window=WINDOW if by == "window" else {}, **options)
        session = ActSession(wanted, self.lines.append, lambda: self.town.clock.now)
        file = session.open()
        rows = session.check(file, self.here)
        return session.record(file, rows, find_signer(by, code, key, self.here), self.here, SILENT)

    def codes(self, submitted: Submitted) -> list[str]:
        return [str((one.problem or {}).get("code", one.status)) for _, one in sorted(submitted.results.items())]


@pytest.fixture
def desk(town: DueTown, tmp_path: Path) -> Desk:
    return Desk(town, tmp_path)


def notices(desk: Desk, count: int) -> list[dict[str, Any]]:
    """Notices for as many penalties, one each."""
    rows = []
    for number in range(1, count + 1):
        fact = desk.town.penalty(number)
        desk.town.send(fact)
        rows.append({**NOTICE, "facts": fact.jti, "served_on": TODAY.isoformat()})
    return rows


def test_many_notices_are_recorded_each_under_a_new_id_that_the_output_names(desk: Desk) -> None:
    path = desk.write(*notices(desk, 3))
    submitted = desk.act("notice-served", path)
    assert desk.codes(submitted) == ["201"] * 3
    with (desk.folder / "acts.ndjson.results.csv").open(encoding="utf-8-sig") as file:
        table = list(csv.DictReader(file))
    listings = [row["列入编号 listing"] for row in table]
    assert len(set(listings)) == 3
    assert all(any(f"listing={one}" in line for line in desk.lines) for one in listings)
    assert (desk.folder / "acts.ndjson.results.csv").stat().st_mode & 0o777 == 0o600


def test_receipts_of_acts_and_requests_verify(desk: Desk) -> None:
    policy = parse_policy(json.dumps(desk.town.ledger.policy()).encode())
    fact = desk.town.penalty(1)
    desk.town.send(fact)
    given = {**WHO, "kind": "异议", "target_kind": "事实", "target": fact.jti, "text": "罚款数额有误"}
    submitted = desk.act("case-request", desk.write(given), "window")
    (result,) = submitted.results.values()
    assert result.proof is not None
    assert set(recorded_of(result.proof).ids) == {"case"}
    desk.act("notice-served", desk.write(*notices(desk, 0), {**NOTICE, "facts": fact.jti}, name="n.json"))
    (asked,) = (desk.folder / "acts.ndjson.receipts.ndjson").read_bytes().splitlines()
    (served,) = (desk.folder / "n.json.receipts.ndjson").read_bytes().splitlines()
    assert len(json.loads(asked)["disclosures"]) == 16  # of the event around it
    assert len(json.loads(served)["disclosures"]) == 16
    for receipt in (asked, served):
        verify_receipt(receipt, policy, now_s=int(desk.town.clock.now.timestamp()))


@pytest.mark.parametrize("after", [1, 2, 3])
def test_stopped_anywhere_and_repeated_no_act_is_doubled(desk: Desk, after: int) -> None:
    path = desk.write(*notices(desk, 3))
    desk.here.pull_after = after
    with pytest.raises(PlugPulledError):
        desk.act("notice-served", path)
    size = desk.town.ledger.reader.size()
    desk.here.pull_after = 10**9
    submitted = desk.act("notice-served", path)
    assert submitted.recorded == 3
    assert desk.town.ledger.reader.size() == size + 3 - after
    assert desk.codes(desk.act("notice-served", path)) == desk.codes(submitted)
    assert desk.town.ledger.reader.size() == size + 3 - after


def test_of_a_mended_file_only_the_mended_row_is_sent_though_ids_and_days_are_made_anew(desk: Desk) -> None:
    first, second = notices(desk, 2)
    path = desk.write(first, {**second, "facts": desk.town.penalty(9).jti})
    assert desk.codes(desk.act("notice-served", path)) == ["201", "listing-ground-not-standing"]
    size = desk.town.ledger.reader.size()
    desk.town.clock.on("2026-05-07")
    submitted = desk.act("notice-served", desk.write(first, second))
    assert desk.codes(submitted) == ["200", "201"]
    assert desk.town.ledger.reader.size() == size + 1


def test_a_refused_row_tells_code_text_and_mend_and_does_not_hold_up_the_others(desk: Desk) -> None:
    (row,) = notices(desk, 1)
    path = desk.write(
        {**row, "reply_until": "2026-05-07"}, {**row, "reason": "未按规定公示年度报告"}, {**row, "list": "?"}
    )
    submitted = desk.act("notice-served", path)
    assert desk.codes(submitted) == ["reply-time-short", "201"]
    told = "\n".join(desk.lines)
    assert "第 1 行 被拒 [reply-time-short] 答复期限至少到" in told
    assert "→ 请按名单和规则中较长的工作日数重新告知。" in told
    assert "第 3 行“名单” [错误 act-schema]" in told
    with (desk.folder / "acts.ndjson.results.csv").open(encoding="utf-8-sig") as file:
        table = list(csv.DictReader(file))
    assert [row["代码 Code"] for row in table] == ["reply-time-short", "", ""]
    assert table[2]["结果 Result"] == "未提交：有错误"


def test_an_edition_that_is_outdated_is_refused_and_signed_again_on_request(desk: Desk) -> None:
    path = desk.write(*notices(desk, 1))
    assert desk.codes(desk.act("notice-served", path, edition=1)) == ["edition-outdated"]
    assert desk.codes(desk.act("notice-served", path)) == ["edition-outdated"]
    assert desk.codes(desk.act("notice-served", path, sign_again=True)) == ["201"]


def test_a_subject_enrols_a_key_at_the_window_and_acts_with_it(desk: Desk) -> None:
    fact = desk.town.penalty(1)
    desk.town.send(fact)
    given = {**WHO, "kind": "objection", "target_kind": "fact", "target": fact.jti, "text": "罚款数额有误"}
    assert desk.codes(desk.act("case-request", desk.write(given), "own")) == ["key-unknown"]
    key = desk.write({**WHO, "public_key": encode(OWN_KEY.public_key)}, name="key.json")
    assert desk.codes(desk.act("subject-key-request", key, "window")) == ["201"]
    submitted = desk.act("case-request", desk.write(given), "own", sign_again=True)
    assert desk.codes(submitted) == ["201"]
    assert desk.codes(desk.act("case-request", desk.write(given), "own")) == ["201"]


def test_a_request_whose_answer_was_lost_is_known_again_by_its_bytes(desk: Desk) -> None:
    fact = desk.town.penalty(1)
    desk.town.send(fact)
    path = desk.write({**WHO, "kind": "异议", "target_kind": "事实", "target": fact.jti, "text": "罚款数额有误"})
    desk.here.pull_after = 1
    with pytest.raises(PlugPulledError):
        desk.act("case-request", path, "window")
    desk.here.pull_after = 10**9
    assert desk.codes(desk.act("case-request", path, "window")) == ["200"]


def test_an_answer_by_an_event_that_takes_up_nothing_is_no_receipt(desk: Desk) -> None:
    fact = desk.town.penalty(1)
    receipt = desk.town.send(fact)
    desk.here.submit = lambda statements: iter([LineResult(0, 201, receipt.members(), None)])
    path = desk.write({**WHO, "kind": "异议", "target_kind": "事实", "target": fact.jti, "text": "罚款数额有误"})
    with pytest.raises(UploadError):
        desk.act("case-request", path, "window")


def test_a_key_of_another_body_signs_nothing(desk: Desk) -> None:
    with pytest.raises(UnusableFileError) as raised:
        find_signer("agency", CENTRE, BUREAU_KEY, desk.here)
    assert raised.value.reason == "act-key-not-enrolled"


def test_acts_go_over_http_and_come_back_with_receipts(desk: Desk) -> None:
    with TestClient(create_app(desk.town.ledger), base_url="http://localhost") as client:
        desk.here = HttpTransport("http://localhost", client)
        (row,) = notices(desk, 1)
        served = desk.act("notice-served", desk.write(row))
        assert desk.codes(served) == ["201"]
        asked = {**WHO, "kind": "异议", "target_kind": "事实", "target": row["facts"], "text": "罚款数额有误"}
        (result,) = desk.act("case-request", desk.write(asked, name="case.json"), "window").results.values()
    assert result.proof is not None
    position = recorded_of(result.proof).index
    assert desk.town.ledger.receipt_at(position).statement.vct == CaseFiled.TOPIC


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
