"""The commands say what is wrong, in two languages, and end with a status that scripts can rely on."""

import json
from pathlib import Path

import openpyxl
import pytest
import typer
from typer.testing import CliRunner

from ledger.cli import sample as sample_cli
from ledger.cli import submit as submit_cli
from ledger.crypto.keys import SigningKey, write_key_file
from ledger.intake.sample.files import write_sample
from ledger.intake.sample.tables import make_table
from ledger.intake.sample_agencies import APPROVAL
from ledger.intake.submission import http_transport
from tests.intake.fake_ledger import FakeLedger, item_of
from tests.intake.files import sample, table

SEED = bytes(range(32))


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    submit_cli.register(app)
    sample_cli.register(app)
    return app


class Terminal:
    def __init__(self, app: typer.Typer) -> None:
        self._app = app
        self.out = self.err = ""

    def run(self, *words: object, stdin: str | None = None) -> int:
        result = CliRunner().invoke(self._app, [str(word) for word in words], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.out, self.err = result.stdout, result.stderr
        return result.exit_code


@pytest.fixture
def terminal(app: typer.Typer) -> Terminal:
    return Terminal(app)


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> FakeLedger:
    key = SigningKey.from_seed(SEED)
    fake = FakeLedger([item_of(APPROVAL)], {APPROVAL.code: [key.kid]})

    class Link:
        def __init__(self, url: str) -> None:
            self.url = url

        def __enter__(self) -> FakeLedger:
            return fake

        def __exit__(self, *_: object) -> None:
            return None

    monkeypatch.setattr(http_transport, "HttpTransport", Link)
    return fake


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "agency.key"
    write_key_file(path, SEED)
    return path


def test_a_clean_file_ends_with_zero_and_writes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    path = sample(tmp_path / "s.csv")
    assert terminal.run("submit", path, "--dry-run") == 0
    assert "可以提交 5 行" in terminal.out
    assert [file.name for file in tmp_path.iterdir()] == ["s.csv"]


def test_errors_are_told_with_row_column_and_mend_and_marked_in_a_workbook(terminal: Terminal, tmp_path: Path) -> None:
    write_sample(tmp_path / "s.csv", table(decided_on="2026/02/30"))
    assert terminal.run("submit", tmp_path / "s.csv", "--dry-run") == 1
    assert "第 2 行" in terminal.out
    assert "“许可决定日期”" in terminal.out
    assert "日历上没有" in terminal.out
    assert "→ 核对文书上的日期" in terminal.out
    assert openpyxl.load_workbook(tmp_path / "s.csv.checked.xlsx").sheetnames[0] == "数据 Data"


def test_errors_are_told_in_english_on_request(terminal: Terminal, tmp_path: Path) -> None:
    write_sample(tmp_path / "s.csv", table(decided_on="2026/02/30"))
    assert terminal.run("submit", tmp_path / "s.csv", "--dry-run", "--lang", "en") == 1
    assert "row 2, column" in terminal.out
    assert "There is no such day" in terminal.out
    assert "4 rows can be submitted, 1 row with errors" in terminal.out


def test_a_check_for_programs_is_one_json_object_without_cell_contents(terminal: Terminal, tmp_path: Path) -> None:
    made = make_table("xk-2018", APPROVAL, 60, 3, with_errors=True)
    write_sample(tmp_path / "s.csv", made)
    assert terminal.run("submit", tmp_path / "s.csv", "--dry-run", "--json") == 1
    told = json.loads(terminal.out)
    assert told["standard"] == "xk-2018"
    assert told["rows"] == told["clean"] + told["refused"]
    assert {"level", "row", "column", "heading", "code", "message_zh", "mend_en"} <= told["problems"][0].keys()
    assert told["files"]["marked"].endswith("s.csv.checked.xlsx")
    numbers = {row.cells.get(name) for row in made.rows for name in ("subject.identifier", "representative.identifier")}
    assert not [number for number in numbers if number and str(number) in terminal.out]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["missing.csv"], "file-missing"),
        (["s.csv", "--sheet", "none"], "sheet-missing"),
        (["s.csv", "--standard", "xk-1999"], "standard-unknown"),
        (["weather.csv"], "header-missing"),
    ],
)
def test_an_unusable_file_ends_with_two(terminal: Terminal, tmp_path: Path, words: list[str], code: str) -> None:
    sample(tmp_path / "s.csv")
    (tmp_path / "weather.csv").write_text("日期,天气\n一,晴\n")
    assert terminal.run("submit", tmp_path / words[0], *words[1:], "--dry-run", "--json") == 2
    assert json.loads(terminal.out)["error"] == code
    assert terminal.run("submit", tmp_path / words[0], *words[1:], "--dry-run") == 2
    assert "错误" in terminal.err


def test_submitting_without_server_or_key_is_wrong_usage(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.run("submit", sample(tmp_path / "s.csv")) == 2
    assert "--server" in terminal.err


def test_a_file_is_submitted_and_receipted(terminal: Terminal, tmp_path: Path, ledger: FakeLedger, key: Path) -> None:
    path = sample(tmp_path / "s.csv")
    assert terminal.run("submit", path, "--server", "http://x", "--key", key) == 0
    assert "新记入 5 行" in terminal.out
    assert len(ledger.entries) == 5
    assert len((tmp_path / "s.csv.receipts.ndjson").read_text().splitlines()) == 5
    results = openpyxl.load_workbook(tmp_path / "s.csv.results.xlsx").worksheets[0]
    last = [row[-1].value for row in results.iter_rows()]
    assert last == ["诚鉴结果", *[f"已记入，位置 {index}" for index in range(5)]]
    assert terminal.run("submit", path, "--server", "http://x", "--key", key, "--json") == 0
    told = json.loads(terminal.out)
    assert (told["recorded"], told["refused_by_server"], told["receipts"]) == (5, 0, 5)
    assert len(ledger.entries) == 5


def test_a_repeated_submission_says_that_nothing_new_was_recorded(
    terminal: Terminal, tmp_path: Path, ledger: FakeLedger, key: Path
) -> None:
    path = sample(tmp_path / "s.csv")
    for told in ("新记入 5 行，早已记入 0 行", "新记入 0 行，早已记入 5 行"):
        assert terminal.run("submit", path, "--server", "http://x", "--key", key) == 0
        assert told in terminal.out
    assert len(ledger.entries) == 5


def test_what_the_server_refuses_is_marked_at_its_column(
    terminal: Terminal, tmp_path: Path, ledger: FakeLedger, key: Path
) -> None:
    problem = {
        "status": 409,
        "code": "fact-recorded-before",
        "detail": "已经记录",
        "mend": "请更正",
        "pointer": "/subject.document_no",
    }
    ledger.refuse = lambda text: problem if ledger.seen == 2 else None
    path = sample(tmp_path / "s.csv")
    assert terminal.run("submit", path, "--server", "http://x", "--key", key) == 1
    assert "第 3 行 被拒 [fact-recorded-before] 已经记录 → 请更正" in terminal.out
    sheet = openpyxl.load_workbook(tmp_path / "s.csv.results.xlsx").worksheets[0]
    marked = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [(cell.row, sheet.cell(1, cell.column).value) for cell in marked] == [(3, "行政许可决定文书号")]


def test_rows_with_errors_stay_behind_and_the_others_go(
    terminal: Terminal, tmp_path: Path, ledger: FakeLedger, key: Path
) -> None:
    write_sample(tmp_path / "s.csv", table(decided_on="2026/02/30"))
    assert terminal.run("submit", tmp_path / "s.csv", "--server", "http://x", "--key", key) == 1
    assert len(ledger.entries) == 4


def test_a_server_out_of_reach_ends_with_three(terminal: Terminal, tmp_path: Path, key: Path) -> None:
    path = sample(tmp_path / "s.csv")
    assert terminal.run("submit", path, "--server", "http://127.0.0.1:1", "--key", key) == 3
    assert "server-unreachable" not in terminal.out
    assert "无法连接服务器" in terminal.err


def test_a_place_that_cannot_be_written_is_named(
    terminal: Terminal, tmp_path: Path, ledger: FakeLedger, key: Path
) -> None:
    path = sample(tmp_path / "s.csv")
    words = ("submit", path, "--server", "http://x", "--key", key, "--journal", tmp_path / "none" / "journal")
    assert terminal.run(*words) == 3
    assert "无法写入“journal”" in terminal.err
    assert ledger.entries == []


def test_a_key_that_is_not_enrolled_signs_nothing(terminal: Terminal, tmp_path: Path, ledger: FakeLedger) -> None:
    path = tmp_path / "other.key"
    write_key_file(path, bytes(32))
    assert terminal.run("submit", sample(tmp_path / "s.csv"), "--server", "http://x", "--key", path) == 2
    assert "不是文件中任何一个数据来源单位" in terminal.err
    assert ledger.entries == []


def test_a_locked_key_is_opened_with_its_passphrase(terminal: Terminal, tmp_path: Path, ledger: FakeLedger) -> None:
    locked = tmp_path / "locked.key"
    write_key_file(locked, SEED, "滕州示例")
    word = tmp_path / "word"
    word.write_text("滕州示例\n", encoding="utf-8")
    common = ("submit", sample(tmp_path / "s.csv"), "--server", "http://x", "--key", locked)
    assert terminal.run(*common, "--passphrase-file", word) == 0
    assert terminal.run(*common, stdin="wrong\n") == 2
    assert "滕州示例\n" not in terminal.out


def test_an_open_key_file_is_refused(terminal: Terminal, tmp_path: Path, ledger: FakeLedger, key: Path) -> None:
    key.chmod(0o644)
    assert terminal.run("submit", sample(tmp_path / "s.csv"), "--server", "http://x", "--key", key) == 2
    assert "600" in terminal.err


def test_a_check_may_ask_the_server_what_kind_of_ledger_it_is(
    terminal: Terminal, tmp_path: Path, ledger: FakeLedger, key: Path
) -> None:
    assert terminal.run("submit", sample(tmp_path / "s.csv", rows=30), "--dry-run", "--server", "http://x") == 0
    assert terminal.run("submit", tmp_path / "s.csv", "--dry-run", "--server", "http://x", "--key", key) == 0
    assert ledger.entries == []


def test_a_sample_of_any_size_is_written(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "cf.xlsx"
    words = ("sample", "--out", out, "--rows", 12, "--seed", 5, "--standard", "cf-2018", "--agency", "market")
    assert terminal.run(*words, "--with-errors") == 0
    assert terminal.run("submit", out, "--dry-run") == 1
    assert terminal.run("sample", "--out", tmp_path / "x.txt") == 2
