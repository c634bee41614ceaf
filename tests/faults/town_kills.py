"""A whole town killed at random: the server's processes, one of them, its PostgreSQL, or all, while agencies submit.

After each kill the ledger is opened again; then every acknowledged receipt must come back byte for byte, what got no
answer is sent again and must not be doubled, and ``fsck`` and ``chengjian-verify log`` must find nothing.

Run it by hand for many rounds: ``python -m tests.faults.town_kills --rounds 200 --seed 1``.
"""

import argparse
import contextlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from ledger.intake.sample.codes import organisation_code, unified_code
from ledger.log.publish import publish
from ledger.service.ledger import Ledger, open_ledger
from ledger.service.outcome import Accepted
from ledger.settings import Settings
from ledger.statement import Statement
from tests.processes import is_gone, workers_of
from tests.town import found_town, licence
from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]
TARGETS = ("server", "worker", "postgres", "both")
_URL = re.compile(r"http://[^\s/]+")
_ASKED_AGAIN = 200


@dataclass
class Agency:
    """What an agency sent and what it was promised.

    Attributes:
        sent: Statements by id, answered or not.
        promised: Receipts' index and entry by id.
    """

    sent: dict[str, Statement] = field(default_factory=dict)
    promised: dict[str, tuple[int, str]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    number: int = 0

    def take(self, count: int) -> list[Statement]:
        """Sign new statements; some about subjects that are new."""
        with self.lock:
            taken = []
            for _ in range(count):
                self.number += 1
                code = unified_code("91", "370481", organisation_code("GXQY", self.number // 4))
                statement = licence(self.number, **{"subject.identifier": code})
                self.sent[statement.jti] = statement
                taken.append(statement)
            return taken

    def unanswered(self) -> list[Statement]:
        return [statement for jti, statement in self.sent.items() if jti not in self.promised]


class Server:
    """``chengjian run`` in a process of its own."""

    def __init__(self, home: Path) -> None:
        environment = {**os.environ, "CHENGJIAN_HOME": str(home), "CHENGJIAN_LOG_LEVEL": "error"}
        command = [sys.executable, "-m", "api", "run", "--port", "0", "--workers", "2"]
        self.home = home
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout is not None
        self.url = ""
        for line in self.process.stdout:
            if match := _URL.search(line):
                self.url = match[0]
                break
        assert self.url, "the server did not start"

    def kill(self, target: str) -> None:
        """Kill without warning; what is left of the server goes on for a moment and is killed as well."""
        workers = workers_of(self.process.pid)
        if target in {"postgres", "both"}:
            note = (self.home / "postgres" / "data" / "postmaster.pid").read_text().splitlines()
            os.kill(int(note[0]), signal.SIGKILL)
        if target == "worker":
            os.kill(workers[0], signal.SIGKILL)
        if target in {"worker", "postgres"}:
            time.sleep(0.2)
        for pid in (self.process.pid, *workers):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        wait_until(lambda: all(map(is_gone, workers)), what="the end of the workers")
        assert self.process.stdout is not None
        self.process.stdout.close()


def load(agency: Agency, url: str, dice: random.Random, stop: threading.Event) -> None:
    """Send batches until the server is gone; note what it promised."""
    with httpx2.Client(timeout=10.0) as client:
        while not stop.is_set():
            batch = agency.take(dice.randint(1, 24))
            body = "".join(json.dumps({"statement": statement.text}) + "\n" for statement in batch)
            headers = {"content-type": "application/x-ndjson"}
            try:
                with client.stream("POST", f"{url}/api/v1/statements", content=body, headers=headers) as answer:
                    for line in answer.iter_lines():
                        _note(agency, batch, json.loads(line))
            except (httpx2.HTTPError, json.JSONDecodeError):
                return


def _note(agency: Agency, batch: list[Statement], answer: dict[str, object]) -> None:
    receipt = answer.get("receipt")
    if isinstance(receipt, dict):
        statement = batch[int(str(answer["line"])) - 1]
        agency.promised[statement.jti] = (int(receipt["index"]), str(receipt["entry"]))


def check(home: Path, agency: Agency, folder: Path) -> None:
    """Open the ledger again and hold everything against what was promised."""
    with open_ledger(Settings(home=home)) as ledger:
        _check_promises(ledger, agency)
        _send_again(ledger, agency)
        publish(ledger.reader, folder / "published")
        (folder / "policy.json").write_text(json.dumps(ledger.policy()))
        environment = {**os.environ, "CHENGJIAN_HOME": str(home), "CHENGJIAN_LOG_LEVEL": "error"}
        _clean("api", "fsck", "--quiet", environment=environment)
    _clean("verify", "log", str(folder / "published"), "--policy", str(folder / "policy.json"))


def _check_promises(ledger: Ledger, agency: Agency) -> None:
    """Look for every promised entry at its place, and ask for the newest receipts again."""
    recorded = {stored.position: stored.entry.decode() for stored in ledger.reader.entries(0)}
    for jti, (index, entry) in agency.promised.items():
        assert recorded.get(index) == entry, f"{jti} was acknowledged and is lost"
    for jti, promise in list(agency.promised.items())[-_ASKED_AGAIN:]:
        receipt = ledger.receipt(agency.sent[jti].iss, jti)
        assert receipt is not None
        assert (receipt.index, receipt.entry.decode()) == promise


def _send_again(ledger: Ledger, agency: Agency) -> None:
    pending = agency.unanswered()
    for statement, outcome in zip(pending, ledger.submit_many([one.text for one in pending]), strict=True):
        assert isinstance(outcome, Accepted), outcome
        agency.promised[statement.jti] = (outcome.receipt.index, outcome.receipt.entry.decode())
    assert len({index for index, _ in agency.promised.values()}) == len(agency.sent)


def _clean(*command: str, environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def run(
    rounds: int, seed: int, folder: Path, *, per_town: int = 5, told: Callable[[str], None] = lambda _: None
) -> int:
    """Kill a town so many times, a new one now and then to keep the checks short; return how many were promised."""
    promised = 0
    for start in range(0, rounds, per_town):
        home, agency = folder / f"town-{start}" / "home", Agency()
        with found_town(Settings(home=home)):
            pass
        for number in range(start, min(start + per_town, rounds)):
            dice = random.Random(f"{seed}/{number}")
            target = kill_once(home, agency, dice)
            check(home, agency, home.parent)
            told(f"{number + 1} of {rounds} ({target}): {len(agency.promised)} promised and kept in this town")
        promised += len(agency.promised)
    return promised


def kill_once(home: Path, agency: Agency, dice: random.Random) -> str:
    """Start a server, load it from four connections, and kill at a random instant; tell what was killed."""
    server, stop = Server(home), threading.Event()
    seeds = [random.Random(dice.random()) for _ in range(4)]
    loaders = [threading.Thread(target=load, args=(agency, server.url, one, stop)) for one in seeds]
    for loader in loaders:
        loader.start()
    time.sleep(dice.uniform(0.05, 1.0))
    target = dice.choice(TARGETS)
    server.kill(target)
    stop.set()
    for loader in loaders:
        loader.join()
    return target


def main() -> None:
    """Run the rounds that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chengjian-kills-") as folder, contextlib.suppress(KeyboardInterrupt):
        began = time.monotonic()
        promised = run(arguments.rounds, arguments.seed, Path(folder), told=print)
        print(f"{arguments.rounds} kills, {promised} facts promised and kept, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
