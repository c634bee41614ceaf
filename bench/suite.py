"""The benches by name, each at its full, its quick and its smallest size."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import audit, http, recorder, statements
from bench.row import Result, Row

ROOT = Path(__file__).parents[1]
CORES = os.cpu_count() or 1
WANTED_FACTS_PER_S = 10_000
WANTED_P50_MS = 15
WANTED_P99_MS = 50
WANTED_REBUILD_PER_S = 20_000
_REBUILD_LIMIT_S = 1800

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Bench:
    """One bench.

    Attributes:
        what: For the progress line.
        full: Measures as the page states it.
        quick: Measures roughly.
        smallest: Runs through everything once; its figures mean nothing.
    """

    what: str
    full: Callable[[Progress], Result]
    quick: Callable[[Progress], Result]
    smallest: Callable[[], Result]


def over_http(facts: int, batch: int, seconds: int) -> Result:
    """Run ``bench.http`` and make rows of what it found."""
    found: Mapping[str, Any] = http.measure(facts, batch, 4, seconds)
    alone = float(found["checked alone, per s"])
    rows = [
        Row(
            f"over HTTP, {what}",
            found[name]["facts_per_s"],
            "facts/s",
            target,
            peer=alone if target else None,
            peer_name="parse and verify alone (the bound)" if target else "",
        )
        for name, what, target in (
            ("reference", "reference facts", WANTED_FACTS_PER_S),
            ("30 fields", "facts of 30 fields", None),
            ("all new", "all about new subjects", None),
        )
    ]
    single = found["single"]
    what = f"over HTTP, one fact at a time, {single['rate_per_s']}/s over {single['connections']} connections"
    rows.append(Row(f"{what}: p50", single["p50_ms"], "ms", WANTED_P50_MS, is_at_most=True))
    rows.append(Row(f"{what}: p99", single["p99_ms"], "ms", WANTED_P99_MS, is_at_most=True))
    return Result(rows, found)


def rebuilt(facts: int) -> Result:
    """Run ``bench.rebuild`` in a process of its own and make a row of what it found."""
    with tempfile.TemporaryFile("w+") as noise:
        command = [sys.executable, "-m", "bench.rebuild", "--facts", str(facts), "--json"]
        answer = subprocess.run(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=noise, text=True, check=False, timeout=_REBUILD_LIMIT_S
        )
        if answer.returncode:
            noise.seek(0)
            raise RuntimeError(f"bench.rebuild ended with {answer.returncode}: {noise.read()[-2000:]}")
    found = json.loads(answer.stdout.strip().splitlines()[-1])
    return Result(
        [Row("rebuild of all projections", found["rebuild_events_per_s"], "events/s", WANTED_REBUILD_PER_S)], found
    )


BENCHES: Mapping[str, Bench] = {
    "statements": Bench(
        "what a statement costs, stage by stage",
        lambda progress: statements.run(progress, 20_000),
        lambda progress: statements.run(progress, 2_000),
        lambda: statements.run(lambda _: None, 10, rounds=1),
    ),
    "recorder": Bench(
        "the recorder beside the library's own",
        lambda progress: recorder.run(20, progress=progress),
        lambda progress: recorder.run(3, progress=progress),
        recorder.smallest,
    ),
    "http": Bench(
        "facts over HTTP",
        lambda _: over_http(50_000, 1_000, 20),
        lambda _: over_http(10_000, 1_000, 3),
        lambda: over_http(40, 10, 1),
    ),
    "audit": Bench(
        "the audit of a whole log",
        lambda _: audit.run(200_000, CORES, 3),
        lambda _: audit.run(20_000, CORES, 3),
        audit.smallest,
    ),
    "rebuild": Bench(
        "the rebuild of all projections", lambda _: rebuilt(100_000), lambda _: rebuilt(5_000), lambda: rebuilt(20)
    ),
}
