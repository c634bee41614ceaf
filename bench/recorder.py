"""The recorder beside the stock PostgreSQL recorder of the `eventsourcing` library, in the same run on the same server.

    python -m bench recorder            for the table; by itself: python -m bench.recorder [--seconds N]

Both get the same events through the library's own interface, ``DCBRecorder.append``: 600 random bytes, 3 tags, one of
them never used before. Ours also hashes every entry into the Merkle tree, stores tiles and checkpoint, recomputes the
root from the stored bytes, raises the fsynced high-water mark and signs; the stock one does none of that. Rounds of
both alternate and the figures are medians over rounds, so that a busy machine slows both. The client is in the same
process; its CPU time is part of the figures of both. The stock recorder serves the same batches without help: it is
its aggregate recorder, not this DCB one, that hangs on large batches. Its pool holds one connection for each client,
no more: turning through idle ones would cost it a warm plan at each append.

CPU microseconds, of the client and of PostgreSQL, are the figures that a busy neighbour changes least.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import psycopg
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem, DCBRecorder
from eventsourcing.dcb.postgres_tt import PostgresDCBRecorderTT
from eventsourcing.postgres import PostgresDatastore
from psycopg.conninfo import conninfo_to_dict

from bench.machine import descendants_cpu_s
from bench.row import RATIO, Result, Row
from ledger.crypto.keys import SigningKey
from ledger.log.opening import LogPlace, make_sequencer, open_reader
from ledger.log.plain_envelope import PlainEnvelope
from ledger.log.recorder import Recorder
from ledger.migrate import known_migrations, migrate
from ledger.postgres.launcher import EmbeddedPostgres
from ledger.private_tags import TagKey

DATA_BYTES = 600
BATCH = 1_000
_LEAST_ROUNDS = 5


@dataclass(frozen=True)
class Case:
    """One row of the table.

    Attributes:
        name: What is done.
        batch: Events in one append.
        threads: Clients, each waiting for its answer before it goes on.
        is_conditional: Whether each event is appended on condition that its first tag is new.
        appends: How many appends one round has.
        target: Least ratio wanted, if any.
    """

    name: str
    batch: int
    threads: int
    is_conditional: bool
    appends: int
    target: float | None


CASES = (
    Case("batches of 1,000, unconditional", BATCH, 1, False, 3, 3.0),
    Case("batches of 1,000, one uniqueness condition per event", BATCH, 1, True, 3, 3.0),
    Case("single conditional appends, 1 thread", 1, 1, True, 200, 0.7),
    Case("single conditional appends, 32 threads", 1, 32, True, 1_600, 4.0),
    Case("batches of 100, one uniqueness condition per event", 100, 1, True, 20, None),
    Case("single unconditional appends, 1 thread", 1, 1, False, 200, None),
)


@dataclass(frozen=True)
class Figure:
    """What one recorder did in one case: medians over rounds.

    Attributes:
        events_per_s: Events by wall clock.
        client_us: CPU time of this process for each event, µs.
        server_us: The same of PostgreSQL.
        median_ms: Time to the answer of one append.
        p99_ms: The same, 99th percentile over all rounds.
    """

    events_per_s: float
    client_us: float
    server_us: float
    median_ms: float
    p99_ms: float


@dataclass(frozen=True)
class Round:
    """One round of one recorder.

    Attributes:
        wall_s: From the first append to the last answer.
        client_cpu_s: CPU time of this process.
        server_cpu_s: CPU time of PostgreSQL.
        append_s: How long each append took.
    """

    wall_s: float
    client_cpu_s: float
    server_cpu_s: float
    append_s: list[float]


Work = list[tuple[list[DCBEvent], DCBAppendCondition | None]]


def make_work(case: Case, numbers: Iterator[int]) -> Work:
    """Make the events of one round beforehand."""
    return [_make_append(case, numbers) for _ in range(case.appends)]


def _make_append(case: Case, numbers: Iterator[int]) -> tuple[list[DCBEvent], DCBAppendCondition | None]:
    events = []
    for _ in range(case.batch):
        number = next(numbers)
        tags = [f"document:{number:032x}", f"subject:{number % 50_000:032x}", f"agency:{number % 40:018d}"]
        events.append(DCBEvent("urn:bench:noted:v1", os.urandom(DATA_BYTES), tags))
    if not case.is_conditional:
        return events, None
    items = [DCBQueryItem(tags=event.tags[:1]) for event in events]
    return events, DCBAppendCondition(DCBQuery(items))


def run_round(recorder: DCBRecorder, case: Case, work: Work, server_pid: int) -> Round:
    """Append everything, each client its share."""
    times: list[float] = []

    def append(part: Work) -> None:
        for events, condition in part:
            start = time.perf_counter()
            recorder.append(events, condition)
            times.append(time.perf_counter() - start)

    parts = [work[i :: case.threads] for i in range(case.threads)]
    with ThreadPoolExecutor(case.threads) as threads:
        list(threads.map(append, [[] for _ in parts]))
        server_cpu = descendants_cpu_s(server_pid)
        wall, cpu = time.perf_counter(), time.process_time()
        list(threads.map(append, parts))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        return Round(wall, cpu, max(0.0, descendants_cpu_s(server_pid) - server_cpu), times)


def measure(
    case: Case, recorders: Sequence[DCBRecorder], numbers: Iterator[int], seconds: float, server_pid: int
) -> list[Figure]:
    """Alternate rounds of all recorders until the time is over, at least a few each; the first does not count."""
    rounds: list[list[Round]] = [[] for _ in recorders]
    end = time.monotonic() + seconds
    while len(rounds[0]) < _LEAST_ROUNDS or time.monotonic() < end:
        for recorder, done in zip(recorders, rounds, strict=True):
            done.append(run_round(recorder, case, make_work(case, numbers), server_pid))
    return [_summarise(case, done[1:]) for done in rounds]


def _summarise(case: Case, rounds: list[Round]) -> Figure:
    events = case.batch * case.appends
    times = sorted(second for each in rounds for second in each.append_s)
    return Figure(
        events_per_s=events / statistics.median(each.wall_s for each in rounds),
        client_us=statistics.median(each.client_cpu_s for each in rounds) / events * 1e6,
        server_us=statistics.fmean(each.server_cpu_s for each in rounds) / events * 1e6,
        median_ms=times[len(times) // 2] * 1e3,
        p99_ms=times[len(times) * 99 // 100] * 1e3,
    )


@contextmanager
def stock_recorder(dsn: str, connections: int) -> Iterator[DCBRecorder]:
    """Open the library's own recorder in a database of its own, anew but with what it recorded before."""
    with psycopg.connect(dsn, autocommit=True) as connection, suppress(psycopg.errors.DuplicateDatabase):
        connection.execute("create database bench_stock")
    parameters = conninfo_to_dict(dsn)
    datastore = PostgresDatastore(
        dbname="bench_stock",
        host=str(parameters["host"]),
        port=str(parameters["port"]),
        user=str(parameters["user"]),
        password="",
        pool_size=connections,
        max_overflow=0,
    )
    try:
        recorder = PostgresDCBRecorderTT(datastore)
        recorder.create_table()
        yield recorder
    finally:
        datastore.close()


@contextmanager
def our_recorder(dsn: str, folder: Path) -> Iterator[DCBRecorder]:
    """Open our recorder as an application would have it."""
    migrate(dsn, "bench_log", known_migrations()[:1])
    place = LogPlace(
        dsn, "bench_log", "test.bench.invalid/log", folder / "high-water", SigningKey.generate(), TagKey(os.urandom(32))
    )
    with make_sequencer(place, PlainEnvelope()) as sequencer, open_reader(place) as reader:
        yield Recorder(sequencer, reader, place.connect)


def run(seconds: float, cases: Sequence[Case] = CASES, progress: Callable[[str], None] = print) -> Result:
    """Measure cases on a server that lives as long.

    Args:
        seconds: Time for each case, both recorders together.
        cases: What to do.
        progress: Told what comes next.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chengjian-bench-")))
        server = stack.enter_context(EmbeddedPostgres(folder / "postgres"))
        ours = stack.enter_context(our_recorder(server.dsn, folder))
        numbers = iter(range(10**12))
        found: list[tuple[Case, Figure, Figure]] = []
        for case in cases:
            progress(case.name)
            with stock_recorder(server.dsn, case.threads) as stock:
                figures = measure(case, [ours, stock], numbers, seconds, server.pid or 0)
            found.append((case, figures[0], figures[1]))
    details = {case.name: {"ours": asdict(ours), "stock": asdict(stock)} for case, ours, stock in found}
    return Result([_row(*each) for each in found], details)


def smallest() -> Result:
    """Run every case with a few events only."""
    cases = [replace(case, batch=min(case.batch, 10), appends=case.threads) for case in CASES]
    return run(0, cases, lambda _: None)


def _row(case: Case, ours: Figure, stock: Figure) -> Row:
    return Row(
        f"recorder, {case.name}",
        ours.events_per_s,
        "events/s",
        case.target,
        RATIO,
        peer=stock.events_per_s,
        peer_name="stock DCB recorder",
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench.recorder")
    parser.add_argument("--seconds", type=float, default=15.0, help="time for each case")
    arguments = parser.parse_args()
    result = run(arguments.seconds, progress=lambda name: print(f"… {name}", file=sys.stderr))
    for row in result.rows:
        figures = result.details[row.what.removeprefix("recorder, ")]
        print(row.what, f"{row.ratio:.2f} ×", figures["ours"], figures["stock"], sep="\n    ")


if __name__ == "__main__":
    main()
