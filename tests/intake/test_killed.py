"""The command itself is killed outright while it submits, and repeated: every row stands in the ledger once."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from ledger.crypto.keys import SigningKey, write_key_file
from ledger.intake.sample_agencies import APPROVAL
from tests.intake.fake_ledger import ORIGIN, FakeLedger, item_of
from tests.intake.files import sample

ROOT = Path(__file__).parents[2]
SEED = bytes(range(32))
ROWS = 12


class Server(ThreadingHTTPServer):
    """The fake ledger over HTTP; kills the client once it has looked at so many statements."""

    def __init__(self, ledger: FakeLedger) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.ledger = ledger
        self.kill_at = 0
        self.client: subprocess.Popen[bytes] | None = None

    def look(self, seen: int) -> None:
        if seen == self.kill_at and self.client is not None:
            os.kill(self.client.pid, signal.SIGKILL)
            self.client.wait()


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        ledger = self.server.ledger
        if self.path == "/checkpoint":
            self._answer(f"{ORIGIN}\n1\nAA==\n\n".encode())
        elif self.path == "/api/v1/catalogue":
            self._answer(
                json.dumps({"items": [{**asdict(item), "is_in_force": True} for item in ledger.items]}).encode()
            )
        else:
            keys = ledger.keys_of(self.path.rpartition("/")[2])
            self._answer(json.dumps({"keys": [{"kid": kid, "is_in_force": True} for kid in keys]}).encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        results = list(self.server.ledger.submit([json.loads(line)["statement"] for line in body.splitlines()]))
        lines: list[object] = []
        for number, result in enumerate(results, start=1):
            assert result.proof is not None
            lines.append({"basis": number, "checkpoint": result.proof["checkpoint"], "keys": []})
            receipt = {member: result.proof[member] for member in ("entry", "index", "inclusion")}
            lines.append({"line": number, "status": result.status, "basis": number, "receipt": receipt})
        lines.append({"end": {"lines": len(results)}})
        self._answer(b"".join(json.dumps(line).encode() + b"\n" for line in lines))

    def _answer(self, body: bytes) -> None:
        try:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    ledger = FakeLedger([item_of(APPROVAL)], {APPROVAL.code: [SigningKey.from_seed(SEED).kid]})
    with Server(ledger) as server:
        ledger.before_line = server.look
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("kill_at", [1, ROWS // 2])
def test_killed_while_the_server_records_and_repeated_no_row_is_doubled(
    server: Server, tmp_path: Path, kill_at: int
) -> None:
    path = sample(tmp_path / "s.csv", rows=ROWS)
    write_key_file(tmp_path / "agency.key", SEED)
    address = f"http://127.0.0.1:{server.server_port}"
    words = ["submit", str(path), "--server", address, "--key", str(tmp_path / "agency.key")]
    command = [sys.executable, "-m", "ledger.cli", *words, "--json"]
    server.kill_at = kill_at
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as server.client:
        assert server.client.wait(60) == -signal.SIGKILL
    server.kill_at = 0
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert json.loads(done.stdout)["recorded"] == ROWS
    assert len(server.ledger.entries) == ROWS
    assert len((tmp_path / "s.csv.receipts.ndjson").read_text().splitlines()) == ROWS
