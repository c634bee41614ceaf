"""Full audit of a log: every hash and signature, key state and time (design, targets: at least 25,000 events a second).

A synthetic log of signed events is written to a temporary folder: reference facts of 16 digests, one in five of them
after the opening of a new subject. ``chengjian-verify log`` then runs over it as it would over anybody's, with as many
worker processes as there are cores.

Beside it, in the same run, what bounds any audit: the same number of processes that verify signatures of the same
length and do nothing else. The two alternate, so that a busy machine slows both; the ratio is the figure to trust.
Stages are CPU microseconds an event in one process, the best of a few rounds. Memory is that of the command line's own
process over the whole log.

    python -m bench audit               for the table; by itself: python -m bench.audit [--events 50000] [--workers N]
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from nacl.bindings import crypto_sign_open

from bench.bound import processes, rate_per_s
from bench.row import Result, Row
from tests.verify.sample_log import SampleLog, public_key, small_log
from verify.audit.run import audit_log
from verify.audit.source import FolderSource
from verify.compact_range import subtree_root
from verify.entry import parse_entry
from verify.issued_at import check_issued_at
from verify.keys import verify_signature
from verify.merkle import hash_leaf
from verify.policy import Policy, parse_policy
from verify.schema import check_schema
from verify.statement import Jwt
from verify.tiles import WIDTH, bundle_path, split_bundle, tile_path

MAX_EVENTS = 2_000_000
TARGET = 25_000
SAMPLE = 4 * WIDTH
ROUNDS_OF_STAGES = 7
NEW_EVERY = 5
BARE_SIGNATURES = 30_000

T = TypeVar("T")


def run(events: int, workers: int, rounds: int) -> Result:
    """Write a log, audit it a few times, and verify bare signatures beside it."""
    with tempfile.TemporaryDirectory(prefix="chengjian-bench-") as name:
        log = build(min(events, MAX_EVENTS), Path(name))
        policy = parse_policy(json.dumps(log.policy()).encode())
        with processes(workers) as pool:
            audits, bare = [], []
            for _ in range(rounds):
                bare.append(rate_per_s(pool, workers, verify_bare, BARE_SIGNATURES))
                audits.append(audit_once(Path(name), policy, workers))
        stages = stage_costs(Path(name))
        memory_mib = peak_memory_mib(Path(name), log)
    median = sorted(audits, key=lambda each: float(each["events_per_s"]))[rounds // 2]
    details = {
        "events": len(log.entries),
        "workers": workers,
        **median,
        "all_rounds_events_per_s": [each["events_per_s"] for each in audits],
        "all_rounds_bare_signatures_per_s": [round(each) for each in bare],
        "cpu_us_per_event": min(each["cpu_us_per_event"] for each in audits),
        "stages_us": stages,
        "peak_memory_mib": memory_mib,
    }
    row = Row(
        f"full audit, every hash and signature, {workers} processes",
        median["events_per_s"],
        "events/s",
        TARGET,
        peer=sorted(bare)[rounds // 2],
        peer_name="bare signatures (the bound)",
    )
    return Result([row], details)


def smallest() -> Result:
    """Run over a log of a few entries."""
    return run(SAMPLE + 1, 1, 1)


def verify_bare(count: int) -> None:
    """Verify one signature over a reference fact's JWT many times."""
    key, jwt = _reference_jwt()
    signed = jwt.signature + jwt.signing_input
    for _ in range(count):
        crypto_sign_open(signed, key)


@lru_cache
def _reference_jwt() -> tuple[bytes, Jwt]:
    log = small_log()
    log.fact()
    return public_key("finance"), parse_entry(log.entries[-1]).jwt


def build(events: int, folder: Path) -> SampleLog:
    """Write a log of about that many events."""
    log = small_log()
    while len(log.entries) < events:
        if len(log.entries) % NEW_EVERY == 0:
            log.by_platform("subject-opened", {"secret_commitment": "A" * 43})
        log.fact()
    log.write(folder)
    return log


def audit_once(folder: Path, policy: Policy, workers: int) -> dict[str, Any]:
    """Audit the log once; return wall and CPU figures, workers included."""
    started, cpu = time.perf_counter(), _cpu_s()
    report = audit_log(FolderSource(folder), policy, now_s=int(time.time()), workers=workers)
    wall_s, cpu_s = time.perf_counter() - started, _cpu_s() - cpu
    return {
        "events_per_s": round(report.size / wall_s),
        "wall_s": round(wall_s, 3),
        "cpu_s": round(cpu_s, 3),
        "cpu_us_per_event": round(cpu_s / report.size * 1e6, 1),
    }


def peak_memory_mib(folder: Path, log: SampleLog) -> int:
    """Return the peak memory of ``chengjian-verify log``, the process that drives the workers.

    The kernel's ``VmHWM`` is read while it runs: ``ru_maxrss`` would carry over the memory of this process, its parent.
    """
    policy = folder / "policy.json"
    policy.write_text(json.dumps(log.policy()), encoding="utf-8")
    command = [sys.executable, "-m", "verify", "log", str(folder), "--policy", str(policy), "--json"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=Path(__file__).parents[1]) as process:
        peak_kib = 0
        while process.poll() is None:
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii", errors="replace")
            found = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
            peak_kib = max(peak_kib, *map(int, found), 0)
            time.sleep(0.02)
    if process.returncode:
        raise SystemExit("the log does not verify")
    return peak_kib // 1024


def _cpu_s() -> float:
    """CPU seconds of this process and of those that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def stage_costs(folder: Path) -> dict[str, float]:
    """Return the CPU microseconds an event that each stage takes."""
    entries: list[bytes] = []
    bundles: list[bytes] = []
    for number in range(SAMPLE // WIDTH):
        bundles.append((folder / bundle_path(number)).read_bytes())
        entries += split_bundle(bundles[-1], WIDTH, "")
    tile = (folder / tile_path(0, 0)).read_bytes()
    facts = [parsed for parsed in map(parse_entry, entries) if parsed.jwt.iss.startswith("agency:")]
    key = public_key("finance")
    return {
        "split": _cost(lambda data: list(split_bundle(data, WIDTH, "")), bundles, per=WIDTH),
        "leaf_hash": _cost(hash_leaf, entries),
        "tile_hash": _cost(
            lambda data: subtree_root([data[i : i + 32] for i in range(0, 8192, 32)]), [tile], per=WIDTH
        ),
        "parse": _cost(parse_entry, entries),
        "schema": _cost(lambda each: check_schema(each.jwt), facts),
        "issued_at": _cost(lambda each: check_issued_at(each.jwt.iat, each.time_ms), facts),
        "signature": _cost(lambda each: verify_signature(key, each.jwt.signing_input, each.jwt.signature), facts[1:]),
    }


def _cost(stage: Callable[[T], object], items: Sequence[T], per: int = 1) -> float:
    best = float("inf")
    for _ in range(ROUNDS_OF_STAGES):
        started = time.process_time()
        for item in items:
            stage(item)
        best = min(best, time.process_time() - started)
    return round(best / len(items) / per * 1e6, 2)


def main() -> None:
    """Measure, print JSON."""
    parser = argparse.ArgumentParser(prog="bench.audit")
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    result = run(arguments.events, arguments.workers, arguments.rounds)
    print(json.dumps(result.to_json(), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
