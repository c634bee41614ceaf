"""End to end over HTTP: reference facts, signed beforehand, to a server of its own process on the embedded PostgreSQL.

Rows 3 and 4 of the targets: sustained facts per second in NDJSON batches, and the time to the receipt of single facts
at a fixed rate. The generator is another process; its CPU is stated apart. Peer, in turns with it: as many processes as
there are cores that make the checks that any recorder must make (parse, signature) on such statements and do nothing
else, which bounds what this machine can do.

    python -m bench.http [--facts 50000] [--batch 1000] [--connections 4] [--seconds 20] [--workers N]
"""

import argparse
import http.client
import json
import multiprocessing
import os
import queue
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle, islice
from multiprocessing.context import SpawnProcess
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlsplit

from bench.bound import processes, rate_per_s
from bench.machine import tree_cpu_s
from bench.town import BenchTown, found_town
from ledger.crypto.keys import SigningKey
from ledger.statement import parse, verify_statement

ROOT = Path(__file__).parents[1]
CORES = os.cpu_count() or 1
ROUNDS = 5
_CHECKED = 200
_URL = re.compile(r"http://[^\s/]+")


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes:
        host: Its address.
        port: Its port.
        pid: Its process; others are below it.
        postgres_pid: Its PostgreSQL.
    """

    host: str
    port: int
    pid: int
    postgres_pid: int

    def cpu_s(self) -> tuple[float, float]:
        """CPU seconds of the server, and of its PostgreSQL, so far."""
        postgres_s = tree_cpu_s(self.postgres_pid)
        return tree_cpu_s(self.pid) - postgres_s, postgres_s  # PostgreSQL is a child of the server


@contextmanager
def serving(home: Path, workers: int | None = None) -> Iterator[Server]:
    """Run ``chengjian run`` on a state folder, with its own number of workers unless one is given."""
    environment = {**os.environ, "CHENGJIAN_HOME": str(home), "CHENGJIAN_LOG_LEVEL": "error"}
    command = [sys.executable, "-m", "api", "run", "--port", "0"]
    if workers is not None:
        command += ["--workers", str(workers)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        url = next(match[0] for line in process.stdout if (match := _URL.search(line)))
        place = urlsplit(url)
        (postmaster,) = (home / "postgres").glob("**/postmaster.pid")
        postgres_pid = int(postmaster.read_text().split()[0])
        yield Server(place.hostname or "127.0.0.1", place.port or 80, process.pid, postgres_pid)
    finally:
        process.terminate()
        process.wait(60)


def sustained(server: Server, statements: Sequence[str], batch: int, connections: int) -> dict[str, float]:
    """Send everything in batches over a few connections, as fast as answers come."""
    bodies = [_body(statements[i : i + batch]) for i in range(0, len(statements), batch)]
    context = multiprocessing.get_context("spawn")
    answers, command = context.Queue(), context.SimpleQueue()
    generator = context.Process(target=_generate, args=(server, bodies, connections, command, answers))
    generator.start()
    _answer(generator, answers)  # it is ready
    before, began = server.cpu_s(), time.monotonic()
    command.put("go")
    recorded, generator_cpu_s = _answer(generator, answers)
    elapsed_s = time.monotonic() - began
    generator.join()
    assert recorded == len(statements), f"{recorded} of {len(statements)} recorded"
    server_s, postgres_s = (after - used for after, used in zip(server.cpu_s(), before, strict=True))
    return {
        "facts": len(statements),
        "facts_per_s": len(statements) / elapsed_s,
        "server_cpu_us_per_fact": server_s / len(statements) * 1e6,
        "postgres_cpu_us_per_fact": postgres_s / len(statements) * 1e6,
        "generator_cpu_us_per_fact": generator_cpu_s / len(statements) * 1e6,
    }


def _answer(generator: SpawnProcess, answers: "multiprocessing.queues.Queue[tuple[int, float]]") -> tuple[int, float]:
    """Take what the generator says; it must not have died."""
    while True:
        try:
            return answers.get(timeout=1)
        except queue.Empty:
            if not generator.is_alive():
                raise RuntimeError(f"the load generator ended with {generator.exitcode}") from None


def paced(server: Server, statements: Sequence[str], rate_per_s: int, connections: int) -> dict[str, float]:
    """Send single facts at a fixed rate; time each from when it was due to its receipt."""
    began = time.monotonic() + 0.2
    times_ms: list[float] = []

    def work(first: int) -> None:
        client = http.client.HTTPConnection(server.host, server.port, timeout=30)
        for number in range(first, len(statements), connections):
            due = began + number / rate_per_s
            time.sleep(max(0.0, due - time.monotonic()))
            client.request("POST", "/api/v1/statements", statements[number], {"content-type": "application/sd-jwt"})
            answer = client.getresponse()
            answer.read()
            assert answer.status == http.HTTPStatus.CREATED, answer.status
            times_ms.append((time.monotonic() - due) * 1000)

    threads = [threading.Thread(target=work, args=(first,)) for first in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = quantiles(times_ms, n=100)
    return {"rate_per_s": rate_per_s, "connections": connections, "p50_ms": cuts[49], "p99_ms": cuts[98]}


def check_alone(count: int) -> None:
    """Parse and verify reference facts without recording them."""
    public_key, texts = _checked()
    for text in islice(cycle(texts), count):
        verify_statement(parse(text), public_key)


@lru_cache
def _checked() -> tuple[bytes, list[str]]:
    key = SigningKey.generate()
    return key.public_key, BenchTown(key).facts(_CHECKED, 12, 5)


def _generate(
    server: Server,
    bodies: Sequence[bytes],
    connections: int,
    command: "multiprocessing.queues.SimpleQueue[str]",
    answers: "multiprocessing.queues.Queue[tuple[int, float]]",
) -> None:
    recorded = [0] * connections

    def work(number: int) -> None:
        client = http.client.HTTPConnection(server.host, server.port, timeout=120)
        for body in bodies[number::connections]:
            client.request("POST", "/api/v1/statements", body, {"content-type": "application/x-ndjson"})
            recorded[number] += client.getresponse().read().count(b'"status":201')

    answers.put((0, 0.0))  # ready
    command.get()
    before_s = _own_cpu_s()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers.put((sum(recorded), _own_cpu_s() - before_s))


def _own_cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _body(statements: Sequence[str]) -> bytes:
    return "".join(f'{{"statement":"{text}"}}\n' for text in statements).encode("ascii")


def measure(facts: int, batch: int, connections: int, seconds: int, workers: int | None = None) -> dict[str, object]:
    """Run everything once; the town lives in a temporary folder."""
    result: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="chengjian-bench-") as folder:
        town: BenchTown = found_town(Path(folder) / "home")
        kinds = {"30 fields": (30, 5), "all new": (12, 1)}
        with serving(Path(folder) / "home", workers) as server:
            sustained(server, town.facts(2 * batch, 12, 5), batch, connections)  # warm
            result |= in_turns(server, town, facts // ROUNDS, batch, connections)
            for name, (fields, facts_per_subject) in kinds.items():
                statements = town.facts(facts // 4, fields, facts_per_subject)
                result[name] = sustained(server, statements, batch, connections)
            result["single"] = paced(server, town.facts(300 * seconds, 12, 5), 300, 32)
    return result


def in_turns(server: Server, town: BenchTown, facts: int, batch: int, connections: int) -> dict[str, object]:
    """Record reference facts and check them alone, by turns; give the round of the median rate, and all rates."""
    rounds, alone = [], []
    with processes(CORES) as pool:
        for _ in range(ROUNDS):
            alone.append(rate_per_s(pool, CORES, check_alone, facts // CORES))
            rounds.append(sustained(server, town.facts(facts, 12, 5), batch, connections))
    rounds.sort(key=lambda each: each["facts_per_s"])
    return {
        "reference": rounds[ROUNDS // 2],
        "all rounds, facts per s": [round(each["facts_per_s"]) for each in rounds],
        "checked alone, per s": sorted(alone)[ROUNDS // 2],
        "all rounds, checked alone, per s": [round(each) for each in sorted(alone)],
    }


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=50_000)
    parser.add_argument("--batch", type=int, default=1_000)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--workers", type=int)
    parser.add_argument("--seconds", type=int, default=20)
    arguments = parser.parse_args()
    result = measure(arguments.facts, arguments.batch, arguments.connections, arguments.seconds, arguments.workers)
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
