"""The steps of the demo. Each is what a user would do, through the same commands and the same server."""

import json
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import typer

from api.demo.folder import make_folder
from api.demo.narrator import Narrator
from api.demo.server import DemoServer
from domain.agency.events import AgencyEnrolled
from domain.catalogue.events import CatalogueItemPublished
from domain.claims import Roles
from domain.key.events import KeyEnrolled
from ledger.base64url import encode
from ledger.cli.sending import record
from ledger.crypto.key_files import write_key_file
from ledger.crypto.keys import SigningKey
from ledger.intake.sample_agencies import APPROVAL, CREDIT_CENTRE, EMERGENCY, MARKET, SampleAgency
from ledger.operation_error import OperationError
from ledger.service.ceremony import create_ledger
from ledger.service.claims import claims_from_json
from ledger.settings import Settings

ORIGIN = "test.credit.tengzhou.example/2026"
JURISDICTION = "370481"
JURISDICTION_NAME = "滕州市"
_ITEMS = {
    "xk-licence": (APPROVAL, EMERGENCY),
    "cf-penalty": (MARKET,),
    "honour": (APPROVAL, CREDIT_CENTRE),
}
_FILES = (("xk-2000.csv", APPROVAL), ("cf-300.csv", MARKET), ("xk-200.xlsx", EMERGENCY))


class DemoError(OperationError):
    """A step did not end as it should."""

    code = "demo"


class Demo:
    """One run of the demo; a context manager that stops the server at the end."""

    def __init__(self, folder: Path, port: int, samples: Path) -> None:
        """Prepare; nothing is made before `run`.

        Args:
            folder: The demo's state folder.
            port: Where to serve.
            samples: Folder of the sample files and catalogue items.
        """
        self._folder = folder.absolute()
        self._port = port
        self._samples = samples
        self._narrator = Narrator()
        self._stack = ExitStack()
        self._root = SigningKey.generate()
        self._keys: dict[str, SigningKey] = {}
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
        self._start_server()
        self._enrol()
        self._publish_items()
        self._submit_files()
        self._publish_log()
        self._verify()
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
        write_key_file(self._folder / "root.key", self._root.seed)
        create_ledger(
            Settings(home=self._folder),
            self._root,
            origin=ORIGIN,
            jurisdiction=JURISDICTION,
            jurisdiction_name=JURISDICTION_NAME,
        )
        self._narrator.say(f"origin {ORIGIN}\nroot key {self._root.kid}")

    def _start_server(self) -> None:
        self._narrator.step("启动服务（chengjian run）", "Start the server (chengjian run)")
        self._server = self._stack.enter_context(DemoServer(self._folder, self._port))
        self._narrator.say(self._server.url)

    def _enrol(self) -> None:
        self._narrator.step("用根密钥登记三个虚构机关和信用中心", "Enrol three invented agencies and the credit centre")
        for agency in (APPROVAL, MARKET, EMERGENCY, CREDIT_CENTRE):
            roles: Roles = ("credit_centre", "provider") if agency is CREDIT_CENTRE else ("provider",)
            self._as_root(AgencyEnrolled(agency=agency.code, name=agency.name, roles=roles))
            key = self._keys[agency.slug] = SigningKey.generate()
            write_key_file(self._key_path(agency), key.seed)
            holder = f"agency:{agency.code}"
            self._as_root(KeyEnrolled(holder=holder, kid=key.kid, public_key=encode(key.public_key)))
            self._narrator.say(f"{agency.code} {agency.name}")

    def _publish_items(self) -> None:
        self._narrator.step("信用中心发布三个目录事项", "The credit centre publishes three catalogue items")
        for name, providers in _ITEMS.items():
            claims = claims_from_json((self._samples / "catalogue" / f"{name}.json").read_bytes())
            claims["providers"] = sorted(agency.code for agency in providers)
            event = CatalogueItemPublished.from_claims(claims, {})
            record(event, f"agency:{CREDIT_CENTRE.code}", self._keys[CREDIT_CENTRE.slug], self._url)
            self._narrator.say(f"{event.item}: {event.name}（{event.legal_basis}）")

    def _submit_files(self) -> None:
        for file, agency in _FILES:
            self._narrator.step(f"{agency.name}报送 {file}", f"{agency.name_en} submits {file}")
            source = self._folder / file
            source.write_bytes((self._samples / file).read_bytes())
            key = str(self._key_path(agency))
            self._chengjian("submit", str(source), "--server", self._url, "--key", key)

    def _publish_log(self) -> None:
        self._narrator.step(
            "把日志发布为静态文件，取出一份回执", "Publish the log as static files, and take one receipt"
        )
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

    def _as_root(self, event: AgencyEnrolled | KeyEnrolled) -> None:
        record(event, "root", self._root, self._url)

    def _key_path(self, agency: SampleAgency) -> Path:
        return self._folder / f"{agency.slug}.key"

    def _chengjian(self, *arguments: str, is_shown: bool = True) -> str:
        """Run a command of ours, in the demo's state folder."""
        done = self._run("api", *arguments)
        if done.returncode != 0:
            raise DemoError(
                f"命令失败：{arguments[0]}", f"The command failed: {arguments[0]}\n{done.stdout}{done.stderr}"
            )
        if is_shown:
            self._narrator.say(done.stdout)
        return done.stdout

    def _verifier(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return self._run("verify", *arguments, "--policy", str(self._folder / "policy.json"))

    def _run(self, package: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        environment = {
            "CHENGJIAN_HOME": str(self._folder),
            "CHENGJIAN_LOG_LEVEL": "warning",
            "PATH": "/usr/bin:/bin",
            "PYTHONUTF8": "1",
        }
        command = [sys.executable, "-m", package, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)

    def _check(self, done: "subprocess.CompletedProcess[str]", *, expected: int) -> None:
        self._narrator.say(done.stdout)
        if done.returncode != expected:
            raise DemoError("核验结果与预期不符。", f"The verifier ended with {done.returncode}.\n{done.stderr}")
