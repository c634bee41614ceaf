"""``chengjian run`` with several workers: they share the work, one may die, and none outlives its server."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from tests.api.peer import Peer, listens
from tests.processes import is_gone
from tests.town import licence, licences, open_town
from tests.waiting import DEADLINE_S, wait_until

_URL = re.compile(r"http://127\.0\.0\.1:[0-9]+")
_NDJSON = {"content-type": "application/x-ndjson"}
_CPU_S = 1 / os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """A running server.

    Attributes:
        process: The one that was started.
        url: Where it listens.
    """

    process: subprocess.Popen[str]
    url: str

    def workers(self) -> list[int]:
        """Process ids of those below it that have the listening socket open."""
        inode = _listening_inode(int(self.url.rpartition(":")[2]))
        return [pid for pid in _below(self.process.pid) if inode in _sockets(pid)]


@pytest.fixture
def server(dsn: str, tmp_path: Path) -> Iterator[Server]:
    with open_town(dsn, tmp_path / "home"):
        pass
    with _running(dsn, tmp_path / "home") as running:
        yield running


@contextmanager
def _running(dsn: str, home: Path) -> Iterator[Server]:
    environment = {**os.environ, "CHENGJIAN_DSN": dsn, "CHENGJIAN_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "api", "run", "--port", "0", "--workers", "2"]
    log = (home / "log").open("w+", encoding="utf-8")
    with log, subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True) as process:
        assert process.stdout is not None
        try:
            yield Server(process, next(found[0] for line in process.stdout if (found := _URL.search(line))))
        finally:
            below = _below(process.pid)
            process.kill()
            wait_until(lambda: all(map(is_gone, below)), what="the end of every process")


def _below(pid: int) -> list[int]:
    """Process ids of all descendants of a process."""
    try:
        children = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
    return children + [further for child in children for further in _below(child)]


def _sockets(pid: int) -> set[str]:
    found = set()
    for link in Path(f"/proc/{pid}/fd").glob("*"):
        try:
            found.add(str(link.readlink()))
        except OSError:
            continue
    return found


def _listening_inode(port: int) -> str:
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[3] == "0A" and int(fields[1].partition(":")[2], 16) == port:
            return f"socket:[{fields[9]}]"
    raise LookupError(port)


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * _CPU_S


def _body(first: int, count: int) -> str:
    return "".join(json.dumps({"statement": one.text}) + "\n" for one in licences(count, start=first))


@dataclass
class Client:
    """An agency that submits until it is told to stop, and sends again whatever got no answer.

    Attributes:
        first: Number of its first document.
        promised: Index of each entry that it was promised, by line of its own count.
        broken: How often a connection broke.
    """

    url: str
    first: int
    promised: dict[int, str] = field(default_factory=dict)
    broken: int = 0

    def run(self, stop: threading.Event) -> None:
        number = self.first
        with httpx2.Client(timeout=DEADLINE_S) as client:
            while not stop.is_set():
                body = _body(number, 10)
                while not self._send(client, body, number):
                    self.broken += 1
                    time.sleep(0.05)
                number += 10

    def _send(self, client: httpx2.Client, body: str, number: int) -> bool:
        try:
            lines = client.post(f"{self.url}/api/v1/statements", content=body, headers=_NDJSON).text.splitlines()
        except httpx2.HTTPError:
            return False
        answers = [json.loads(line) for line in lines]
        if "end" not in answers[-1]:
            return False
        for answer in answers:
            if "line" in answer:
                assert answer["status"] in {200, 201}, answer
                self.promised[number + answer["line"]] = answer["receipt"]["entry"]
        return True


def _entries(client: httpx2.Client) -> list[str]:
    size = int(client.get("/checkpoint").text.split("\n")[1])
    found: list[str] = []
    for n in range(-(-size // 256)):
        width = min(256, size - 256 * n)
        bundle = client.get(f"/tile/entries/{n:03}" + ("" if width == 256 else f".p/{width}")).content
        while bundle:
            length = int.from_bytes(bundle[:2], "big")
            found.append(bundle[2 : 2 + length].decode())
            bundle = bundle[2 + length :]
    return found


def test_two_connections_that_are_busy_at_once_are_served_by_two_workers(server: Server) -> None:
    workers = server.workers()
    before = [_cpu_s(pid) for pid in workers]
    stop, clients = threading.Event(), [Client(server.url, first) for first in (10_000, 20_000)]
    threads = [threading.Thread(target=client.run, args=(stop,)) for client in clients]
    for thread in threads:
        thread.start()

    def are_shared() -> bool:
        used = [_cpu_s(pid) - was for pid, was in zip(workers, before, strict=True)]
        return max(used) > 1 and min(used) > 0.25 * max(used)

    wait_until(are_shared, what="work for both")
    stop.set()
    for thread in threads:
        thread.join()


def test_a_worker_killed_under_load_is_replaced_and_nothing_acknowledged_is_lost(server: Server) -> None:
    stop, clients = threading.Event(), [Client(server.url, 10_000 * number) for number in range(1, 5)]
    threads = [threading.Thread(target=client.run, args=(stop,)) for client in clients]
    for thread in threads:
        thread.start()
    time.sleep(1)
    before = server.workers()
    os.kill(before[0], signal.SIGKILL)
    wait_until(lambda: len(set(server.workers()) - {before[0]}) == 2)
    time.sleep(1)
    stop.set()
    for thread in threads:
        thread.join()
    assert server.process.poll() is None
    with httpx2.Client(base_url=server.url) as client:
        wait_until(lambda: client.get("/readyz").status_code == 200)
        entries = _entries(client)
    promised = [entry for one in clients for entry in one.promised.values()]
    assert len(promised) == len(set(promised)) > 0
    assert set(promised) <= set(entries)
    assert len(entries) == len(set(entries))


def test_no_process_outlives_a_server_that_was_killed(server: Server) -> None:
    below = _below(server.process.pid)
    assert len(below) >= 2
    server.process.kill()
    wait_until(lambda: all(map(is_gone, below)), what="the end of every process")


def test_a_server_that_is_told_to_stop_finishes_what_each_worker_has_in_hand(server: Server) -> None:
    below = _below(server.process.pid)
    peers = [Peer(server.url) for _ in range(3)]
    for number, peer in enumerate(peers):
        peer.start("POST", "/api/v1/statements", "Content-Type: application/x-ndjson", "Transfer-Encoding: chunked")
        peer.chunk(_body(10_000 * number, 50).encode())
    for peer in peers:
        peer.until(b'"line":1,"status":201')
    server.process.send_signal(signal.SIGTERM)
    wait_until(lambda: not listens(server.url), what="the end of listening")
    for number, peer in enumerate(peers):
        peer.chunk(_body(10_000 * number + 5_000, 100).encode())
        peer.chunk(b"")
    for peer in peers:
        peer.until(b'{"end":{"lines":150,"recorded":150,"known":0,"refused":0}}')
    assert server.process.wait(DEADLINE_S) == 0
    wait_until(lambda: all(map(is_gone, below)), what="the end of every process")


def test_a_server_under_load_says_that_it_is_ready(server: Server) -> None:
    stop, clients = threading.Event(), [Client(server.url, 10_000 * number) for number in range(1, 5)]
    threads = [threading.Thread(target=client.run, args=(stop,)) for client in clients]
    for thread in threads:
        thread.start()
    with httpx2.Client(base_url=server.url) as client:
        answers = {client.get("/readyz").status_code for _ in range(60)}
    stop.set()
    for thread in threads:
        thread.join()
    assert answers == {200}


def test_every_worker_is_ready_and_the_measures_are_those_of_all(server: Server) -> None:
    for number in range(8):
        with httpx2.Client(base_url=server.url) as client:
            content = licence(number + 1).text
            answer = client.post("/api/v1/statements", content=content, headers={"content-type": "application/sd-jwt"})
            assert answer.status_code == 201
            assert client.get("/readyz").status_code == 200
            measures = client.get("/metrics").text
            assert f'chengjian_statements_total{{outcome="recorded"}} {number + 1}.0' in measures
            assert "chengjian_recording 1.0" in measures
