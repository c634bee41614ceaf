"""``chengjian run`` as a process: it announces itself, streams both ways, and ends without losing anything."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import orjson
import pytest

from tests.api.peer import Peer, listens
from tests.town import licences, open_town
from tests.waiting import DEADLINE_S, wait_until

_URL = re.compile(r"http://127\.0\.0\.1:[0-9]+")


@contextmanager
def running(dsn: str, home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    environment = {**os.environ, "CHENGJIAN_DSN": dsn, "CHENGJIAN_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "api", "run", "--port", "0"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process, _announced(process)
        finally:
            process.kill()


def _announced(process: subprocess.Popen[str]) -> str:
    stdout = process.stdout
    assert stdout is not None
    for line in stdout:
        found = _URL.search(line)
        if found:
            return found[0]
    raise EOFError("the server ended before it announced itself")


@pytest.fixture
def home(dsn: str, tmp_path: Path) -> Path:
    with open_town(dsn, tmp_path / "home"):
        return tmp_path / "home"


def test_a_batch_is_answered_while_it_is_sent_and_finished_although_the_server_is_told_to_stop(
    dsn: str, home: Path
) -> None:
    first, second, third = (orjson.dumps({"statement": fact.text}) + b"\n" for fact in licences(3))
    with running(dsn, home) as (process, url):
        peer = Peer(url)
        peer.start("POST", "/api/v1/statements", "Content-Type: application/x-ndjson", "Transfer-Encoding: chunked")
        peer.chunk(first)
        peer.until(b'"line":1,"status":201')
        process.send_signal(signal.SIGTERM)
        wait_until(lambda: not listens(url), what="the end of listening")
        peer.chunk(second)
        peer.until(b'"line":2,"status":201')
        peer.chunk(third)
        peer.chunk(b"")
        peer.until(b'{"end":{"lines":3,"recorded":3,"known":0,"refused":0}}')
        assert process.wait(DEADLINE_S) == 0
        stderr = process.stderr
        assert stderr is not None
        lines = [orjson.loads(line) for line in stderr.read().splitlines() if line.startswith("{")]
    assert [line["status"] for line in lines if line.get("event") == "request"] == [200]
    assert "滕州市虚构机床有限公司" not in str(lines)


def test_it_listens_on_loopback_alone_and_is_ready(dsn: str, home: Path) -> None:
    with running(dsn, home) as (_, url):
        assert url.startswith("http://127.0.0.1:")
        peer = Peer(url)
        peer.start("GET", "/readyz")
        assert b"200 OK" in peer.until(b"disk: ok\n")
        assert b"sequencer: ok\nhigh-water-mark: ok\ndatabase: ok\n" in peer.read
        assert b"\r\nserver:" not in peer.read.lower()


def test_the_read_models_follow_and_their_lag_is_measured(dsn: str, home: Path) -> None:
    with running(dsn, home) as (_, url):
        mark = b"chengjian_projection_public_list_lag 0.0"
        wait_until(lambda: mark in httpx2.get(url + "/metrics").content, what="the read models")
