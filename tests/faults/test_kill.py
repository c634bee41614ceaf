"""Processes and servers killed at random: what was acknowledged is there, once, and no signature is contradicted.

``TEST_KILLS`` sets how many seeded kills of each kind are tried.
"""

import base64
import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psycopg

from ledger.log.opening import LogPlace, make_sequencer
from ledger.migrate import known_migrations, migrate
from ledger.postgres.launcher import EmbeddedPostgres
from tests.log.logs import CountingEnvelope, Roots, check_stored, event, make_place, request
from tests.waiting import wait_until

KILLS = int(os.environ.get("TEST_KILLS", "3"))
ROOT = Path(__file__).parents[2]


def start_appender(place: LogPlace, folder: Path, name: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.faults.appender", place.dsn, place.schema, str(folder), name, "4"]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def check_answers(place: LogPlace, folder: Path) -> int:
    """Check every answer that was ever given against what is stored; return how many there were."""
    entries = check_stored(place)
    with place.connect() as connection:
        rows = connection.execute("select entry from entry order by position").fetchall()
    leaves = [hashlib.sha256(b"\x00" + entry).digest() for (entry,) in rows]
    roots: dict[int, str] = {}
    answers = [line for file in folder.glob("*.answers") for line in file.read_text().split("\n")[:-1]]
    for line in answers:
        tag, position, size, root = line.split(" ")
        assert tag in entries[int(position)]["tags"]
        assert roots.setdefault(int(size), root) == root
    again = Roots(leaves, set(roots))
    assert {size: base64.b64encode(again.at[size]).decode() for size in roots} == roots
    assert max(Counter(entry["tags"][-1] for entry in entries).values(), default=1) == 1
    return len(answers)


def test_a_writer_killed_at_any_instant_loses_and_doubles_nothing(place: LogPlace, tmp_path: Path) -> None:
    answered = 0
    for seed in range(KILLS):
        dice = random.Random(seed)
        children = [start_appender(place, tmp_path, f"{seed}-{i}") for i in range(2)]
        for child in children:
            time.sleep(dice.uniform(0.05, 0.4))
            child.kill()
            child.wait()
            assert child.stdout is not None
            child.stdout.close()
        with make_sequencer(place, CountingEnvelope()) as sequencer:
            sequencer.append(request(event(f"after-{seed}", counted=["k"])))
        before, answered = answered, check_answers(place, tmp_path)
        assert answered > before


def test_a_server_killed_at_any_instant_loses_and_doubles_nothing(tmp_path: Path) -> None:
    settings = {"shared_buffers": "32MB"}
    folder = tmp_path / "server"
    answers = tmp_path / "answers"
    answers.mkdir()
    with EmbeddedPostgres(folder, settings=settings) as server:
        migrate(server.dsn, "killed", known_migrations()[:1])
    answered = 0
    for seed in range(KILLS):
        dice = random.Random(1_000 + seed)
        with EmbeddedPostgres(folder, settings=settings) as server:
            place = make_place(server.dsn, answers, "killed")
            child = start_appender(place, answers, str(seed))
            time.sleep(dice.uniform(0.05, 0.4))
            kill_server(server)
            time.sleep(dice.uniform(0, 0.3))
            with EmbeddedPostgres(folder, settings=settings):
                time.sleep(0.5)
                child.kill()
                child.wait()
                assert child.stdout is not None
                child.stdout.close()
                before, answered = answered, check_answers(place, answers)
        assert answered > before


def kill_server(server: EmbeddedPostgres) -> None:
    """Kill the server and wait until no backend of it is left."""
    pid = server.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: _refuses(server), what="the death of the server")


def _refuses(server: EmbeddedPostgres) -> bool:
    try:
        psycopg.connect(server.dsn, connect_timeout=1).close()
    except psycopg.OperationalError:
        return True
    return False
