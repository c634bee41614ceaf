"""The steps of the demo. Each is what a user would do, through the same commands and the same server."""

import json
import subprocess
import sys
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx2
import typer

from api.demo.folder import make_folder
from api.demo.narrator import Narrator
from api.demo.server import DemoServer
from api.demo.year.cast import AGENCIES
from api.demo.year.clock import YearClock
from api.demo.year.outcome import told
from api.demo.year.year import live_through, new_keys
from domain.time import SHANGHAI
from ledger.crypto.key_files import write_key_file
from ledger.crypto.keys import SigningKey
from ledger.intake.sample_agencies import APPROVAL, CREDIT_CENTRE, EMERGENCY, MARKET, SampleAgency
from ledger.operation_error import OperationError
from ledger.service.ceremony import create_ledger
from ledger.service.ledger import open_ledger
from ledger.settings import Settings

ORIGIN = "test.credit.tengzhou.example/2026"
JURISDICTION = "370481"
JURISDICTION_NAME = "滕州市"
_FILES = (("xk-2000.csv", APPROVAL), ("cf-300.csv", MARKET), ("xk-200.xlsx", EMERGENCY))
_LIST = "market-serious"
_AT_THE_WINDOW = {
    "identity-evidence": "营业执照副本原件",
    "clerk": "窗口二号经办人",
    "delegate": "代理人甲",
    "delegation": "授权委托书（示例）",
}


class DemoError(OperationError):
    """A step did not end as it should."""

    code = "demo"


class Demo:
    """One run of the demo; a context manager that stops the server at the end."""

    def __init__(self, folder: Path, port: int, samples: Path, scale: int) -> None:
        """Prepare; nothing is made before `run`.

        Args:
            folder: The demo's state folder.
            port: Where to serve.
            samples: Folder of the sample files and catalogue items.
            scale: How often each path of the year is gone.
        """
        self._folder = folder.absolute()
        self._port = port
        self._samples = samples
        self._narrator = Narrator()
        self._stack = ExitStack()
        self._root = SigningKey.generate()
        self._keys = new_keys()
        self._clock = YearClock()
        self._scale = scale
        self._told_month = ""
        self._server: DemoServer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def run(self) -> None:
        """Go through all steps.

        Raises:
            DemoError: One of them did not end as it should.
        """
        self._open_ledger()
        self._live_through_a_year()
        self._start_server()
        self._submit_files()
        self._look_at_the_window()
        self._publish_log()
        self._verify()
        self._judge()
        self._forge()

    def serve(self) -> None:
        """Serve until Ctrl-C."""
        if self._server is None:
            return
        self._narrator.step("账本正在运行，按 Ctrl-C 结束", "The ledger is running; Ctrl-C ends it")
        self._narrator.say(f"{self._server.url}/  ·  {self._server.url}/en/")
        self._narrator.say("自己再核验一遍 · verify it again yourself:")
        verifier = Path(sys.executable).with_name("chengjian-verify")
        self._narrator.say(f"{verifier} --policy {self._folder / 'policy.json'} {self._folder / 'receipt.json'}")
        try:
            self._server.wait()
        except KeyboardInterrupt:
            typer.echo()

    def _open_ledger(self) -> None:
        self._narrator.step("为滕州开设测试账本", "Open a test ledger for Tengzhou")
        make_folder(self._folder)
        create_ledger(
            Settings(home=self._folder),
            self._root,
            origin=ORIGIN,
            jurisdiction=JURISDICTION,
            jurisdiction_name=JURISDICTION_NAME,
            clock=self._clock,
        )
        self._narrator.say(f"origin {ORIGIN}\nroot key {self._root.kid}")

    def _live_through_a_year(self) -> None:
        """Live through a year of due process on the production path; the clock is set, nothing else is."""
        self._narrator.step(
            "度过一年：许可、处罚、告知、列入、异议、修复、撤销，照规矩的和被拒绝的（时钟为设定）",
            "Live through a year: licences, penalties, notices, listings, objections, repairs, revocations, "
            "what the law asks for and what it refuses (the clock is set)",
        )
        for agency in AGENCIES:
            write_key_file(self._key_path(agency), self._keys[agency.slug].seed)
        with open_ledger(Settings(home=self._folder), self._clock) as ledger:
            director = live_through(
                ledger, self._clock, self._root, self._keys, self._samples, scale=self._scale, progress=self._month
            )
        for line in told(director):
            self._narrator.say(line)

    def _month(self, instant: datetime) -> None:
        month = instant.astimezone(SHANGHAI).strftime("%Y-%m")
        if month != self._told_month:
            self._told_month = month
            self._narrator.say(month)

    def _start_server(self) -> None:
        self._narrator.step("启动服务（chengjian run）", "Start the server (chengjian run)")
        self._server = self._stack.enter_context(DemoServer(self._folder, self._port))
        self._narrator.say(self._server.url)

    def _submit_files(self) -> None:
        for file, agency in _FILES:
            self._narrator.step(f"{agency.name}报送 {file}", f"{agency.name_en} submits {file}")
            source = self._folder / file
            source.write_bytes((self._samples / file).read_bytes())
            key = str(self._key_path(agency))
            self._chengjian("submit", str(source), "--server", self._url, "--key", key)

    def _look_at_the_window(self) -> None:
        """Let a body look at a listed company, and the company see its whole file and who looked at it."""
        self._narrator.step(
            "机关为采购查阅一家企业；企业在信用中心窗口查看自己的档案和谁查过它",
            "A buyer looks at a company; at the credit centre's window the company sees its file, and who looked",
        )
        (listed,) = httpx2.get(f"{self._url}/api/v1/lists/{_LIST}/listings?limit=1").json()["items"]
        code = f"{listed['identifier']}\n"
        buyer = ("--server", self._url, "--key", str(self._key_path(APPROVAL)))
        self._chengjian("look", *buyer, "--purpose", "procurement", given=code, is_shown=False)
        centre = ("--server", self._url, "--key", str(self._key_path(CREDIT_CENTRE)))
        said = [word for name, text in _AT_THE_WINDOW.items() for word in (f"--{name}", text)]
        file = json.loads(self._chengjian("look", *centre, *said, given=code, is_shown=False))
        counts = {name: len(file[name]) for name in ("facts", "listings", "cases", "repairs", "looks")}
        self._narrator.say(
            "记录 {facts}，列入 {listings}，异议等 {cases}，修复 {repairs}，他人查阅 {looks} · "
            "records {facts}, listings {listings}, cases {cases}, repairs {repairs}, looks {looks}".format(**counts)
        )
        for look in file["looks"]:
            self._narrator.say(f"{look['recorded_at']}  {look['unit']}  {look['purpose']}  {look['legal_basis']}")

    def _publish_log(self) -> None:
        self._narrator.step(
            "把日志发布为静态文件，取出一份回执", "Publish the log as static files, and take one receipt"
        )
        # What ran out between the end of the year and today is said before the log is judged, whenever that is.
        self._chengjian("clock", "run-once")
        self._chengjian("publish", str(self._folder / "published"))
        policy = self._chengjian("policy", is_shown=False)
        (self._folder / "policy.json").write_text(policy, encoding="utf-8")
        receipts = self._folder / f"{_FILES[0][0]}.receipts.ndjson"
        first = receipts.read_bytes().splitlines()[0]
        (self._folder / "receipt.json").write_bytes(first + b"\n")
        self._narrator.say(f"{self._folder / 'receipt.json'}")

    def _verify(self) -> None:
        self._narrator.step("离线核验回执和整本日志", "Verify the receipt and the whole log, offline")
        self._check(self._verifier(str(self._folder / "receipt.json")), expected=0)
        self._check(self._verifier("log", str(self._folder / "published")), expected=0)

    def _judge(self) -> None:
        """Judge every decision of the year again, as an auditor does who was given all disclosures."""
        self._narrator.step("审计：逐项复核一年来的每个决定", "Audit: judge every decision of the year again")
        presentation, page = self._folder / "presentation.ndjson", self._folder / "conduct.html"
        self._chengjian("audit-presentation", str(presentation), is_shown=False)
        given = ("--presentation", str(presentation), "--html", str(page))
        self._check(self._verifier("conduct", str(self._folder / "published"), *given), expected=0)
        presentation.unlink()
        self._narrator.say(str(page))

    def _forge(self) -> None:
        self._narrator.step("改动回执中的一个字节", "Change one byte of the receipt")
        receipt: dict[str, Any] = json.loads((self._folder / "receipt.json").read_bytes())
        entry = receipt["entry"]
        at = entry.index('"time":') + len('"time":') + 9
        digit = "1" if entry[at] != "1" else "2"
        receipt["entry"] = f"{entry[:at]}{digit}{entry[at + 1 :]}"
        forged = self._folder / "forged.receipt.json"
        spelled = json.dumps(receipt, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        forged.write_text(spelled + "\n", encoding="utf-8")
        self._check(self._verifier(str(forged)), expected=1)

    @property
    def _url(self) -> str:
        if self._server is None:
            raise DemoError("服务未启动。", "The server is not running.")
        return self._server.url

    def _key_path(self, agency: SampleAgency) -> Path:
        return self._folder / f"{agency.slug}.key"

    def _chengjian(self, *arguments: str, given: str = "", is_shown: bool = True) -> str:
        """Run a command of ours, in the demo's state folder."""
        done = self._run("api", *arguments, given=given)
        if done.returncode != 0:
            raise DemoError(
                f"命令失败：{arguments[0]}", f"The command failed: {arguments[0]}\n{done.stdout}{done.stderr}"
            )
        if is_shown:
            self._narrator.say(done.stdout)
        return done.stdout

    def _verifier(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return self._run("verify", *arguments, "--policy", str(self._folder / "policy.json"))

    def _run(self, package: str, *arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
        environment = {
            "CHENGJIAN_HOME": str(self._folder),
            "CHENGJIAN_LOG_LEVEL": "warning",
            "PATH": "/usr/bin:/bin",
            "PYTHONUTF8": "1",
        }
        command = [sys.executable, "-m", package, *arguments]
        return subprocess.run(command, env=environment, input=given, capture_output=True, encoding="utf-8", check=False)

    def _check(self, done: "subprocess.CompletedProcess[str]", *, expected: int) -> None:
        self._narrator.say(done.stdout)
        if done.returncode != expected:
            raise DemoError("核验结果与预期不符。", f"The verifier ended with {done.returncode}.\n{done.stderr}")
