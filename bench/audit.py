"""Full audit of a log: every hash and signature, key state and time (design, targets: at least 25,000 events a second).

A synthetic log of signed events is written to a temporary folder: reference facts of 16 digests, one in five of them
after the opening of a new subject. ``chengjian-verify log`` then runs over it as it would over anybody's, with as many
worker processes as there are cores.

Beside it, in the same run, what bounds any audit: how fast one core of this machine, at this hour, verifies signatures
of the same length and does nothing else. Stages are CPU microseconds an event in one process, the best of a few rounds.
Memory is that of the command line's own process over the whole log.

    python -m bench.audit [--events 50000] [--workers N] [--rounds 3]
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

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
from verify.tiles import WIDTH, bundle_path, split_bundle, tile_path

MAX_EVENTS = 2_000_000
TARGET = 25_000
SAMPLE = 4 * WIDTH
ROUNDS_OF_STAGES = 7
NEW_EVERY = 5

T = TypeVar("T")


def main() -> None:
    """Write a log, audit it, print one JSON object and one table row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chengjian-bench-") as name:
        log = build(min(arguments.events, MAX_EVENTS), Path(name))
        policy = parse_policy(json.dumps(log.policy()).encode())
        rounds = [audit_once(Path(name), policy, arguments.workers) for _ in range(arguments.rounds)]
        stages = stage_costs(Path(name))
        memory_mib = peak_memory_mib(Path(name), log)
    bound = round(arguments.workers * 1e6 / stages["signature"])
    best = max(rounds, key=lambda each: float(each["events_per_s"]))
    result = {
        "bench": "audit",
        "events": len(log.entries),
        "workers": arguments.workers,
        "cores": os.cpu_count(),
        "machine": f"{platform.machine()} {cpu_name()}",
        "target_events_per_s": TARGET,
        **best,
        "all_rounds_events_per_s": [each["events_per_s"] for each in rounds],
        "stages_us": stages,
        "signatures_alone_per_s": bound,
        "share_of_bound": round(float(best["events_per_s"]) / bound, 2),
        "peak_memory_mib": memory_mib,
    }
    print(json.dumps(result, ensure_ascii=False))
    print(
        f"| full audit, every hash and signature | ≥ {TARGET:,} events/s | {best['events_per_s']:,} events/s "
        f"({arguments.workers} processes; {best['cpu_us_per_event']} µs CPU an event, of which the signature "
        f"{stages['signature']} µs; signatures alone would be {bound:,}/s; {memory_mib} MiB) |"
    )


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


def cpu_name() -> str:
    """Return the model of this machine's processor, as far as it says."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


if __name__ == "__main__":
    main()
