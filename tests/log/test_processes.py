"""Several processes on one log: one sequence, no fork, and readers that miss nothing."""

import threading
from multiprocessing import get_context
from pathlib import Path

import psycopg
import pytest
from eventsourcing.dcb.api import DCBEvent

from ledger.append import AppendRequest, ConditionFailedError, PendingEvent
from ledger.log.opening import LogPlace, make_sequencer
from ledger.log.plain_envelope import PlainEnvelope
from ledger.log.reader import LogReader
from ledger.log.recorder import Recorder
from ledger.log.sequencer import Sequencer
from tests.log.logs import CountingEnvelope, check_stored, event, make_place, request, unless

_EACH = 60


def append_contested(dsn: str, schema: str, folder: Path, number: int) -> None:
    """Append one event of one's own and fight for one that all processes want, again and again."""
    with make_sequencer(make_place(dsn, folder, schema), CountingEnvelope()) as sequencer:
        for i in range(_EACH):
            sequencer.append(request(event(f"own-{number}-{i}", counted=["k"])))
            try:
                sequencer.append(request(event(f"wanted-{i}", "won"), event("won"), unless=[unless(f"wanted-{i}")]))
            except ConditionFailedError:
                continue


def test_processes_write_one_log_and_a_tailing_reader_misses_nothing(place: LogPlace, reader: LogReader) -> None:
    folder = place.high_water.parent
    context = get_context("spawn")
    children = [
        context.Process(target=append_contested, args=(place.dsn, place.schema, folder, number)) for number in range(3)
    ]
    for child in children:
        child.start()
    seen: list[int] = []
    while any(child.is_alive() for child in children):
        seen += [row.position for row in reader.entries(len(seen))]
        assert seen == list(range(len(seen)))
    for child in children:
        child.join()
        assert child.exitcode == 0
    seen += [row.position for row in reader.entries(len(seen))]
    entries = check_stored(place)
    assert seen == list(range(len(entries)))
    assert len(entries) == 3 * _EACH + 2 * _EACH
    assert sum("won" in entry["tags"] for entry in entries) == 2 * _EACH


def test_a_subscription_gets_every_event_once_in_order_while_it_is_written(
    place: LogPlace, sequencer: Sequencer, reader: LogReader
) -> None:
    recorder = Recorder(sequencer, reader, place.connect)
    got: list[int] = []

    def follow() -> None:
        with recorder.subscribe() as subscription:
            for sequenced in subscription:
                got.append(sequenced.position)
                if len(got) == 200:
                    return

    follower = threading.Thread(target=follow)
    follower.start()
    writers = [
        threading.Thread(target=lambda: [recorder.append([DCBEvent("noted", b"", ["a"])]) for _ in range(50)])
        for _ in range(4)
    ]
    for writer in writers:
        writer.start()
    follower.join(timeout=30)
    for writer in writers:
        writer.join()
    assert got == list(range(1, 201))


def test_a_subscription_goes_on_after_its_connection_was_lost(
    place: LogPlace, sequencer: Sequencer, reader: LogReader
) -> None:
    recorder = Recorder(sequencer, reader, place.connect)
    with recorder.subscribe() as subscription:
        recorder.append([DCBEvent("noted", b"1")])
        assert next(subscription).position == 1
        with psycopg.connect(place.dsn, autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where query ilike 'listen%' and datname = current_database()"
            )
        recorder.append([DCBEvent("noted", b"2")])
        assert next(subscription).event.data == b"2"


@pytest.mark.parametrize("is_writing", [False, True])
def test_a_writers_lost_connection_is_replaced(place: LogPlace, is_writing: bool) -> None:
    with make_sequencer(place, PlainEnvelope()) as sequencer:
        sequencer.append(AppendRequest((PendingEvent("noted", b""),)))
        futures = []
        for i in range(20):
            if i % 5 == 0:
                with psycopg.connect(place.dsn, autocommit=True) as connection:
                    connection.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity"
                        " where datname = current_database() and pid <> pg_backend_pid() and query ilike 'commit%'"
                    )
            futures.append(sequencer.submit(AppendRequest((PendingEvent("noted", b"%d" % i),))))
            if not is_writing:
                futures[-1].result()
        assert [future.result().positions for future in futures] == [(1 + i,) for i in range(20)]
