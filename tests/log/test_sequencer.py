import errno
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from structlog.typing import EventDict

from ledger.append import (
    Appended,
    AppendRequest,
    ConditionFailedError,
    InvalidAppendError,
    LogStoppedError,
    LogUnavailableError,
    QueueFullError,
)
from ledger.log.opening import LogPlace, log_parts, make_sequencer
from ledger.log.sequencer import Limits, Sequencer
from ledger.log.tree import Growth, Tree
from tests.log.logs import CountingEnvelope, check_stored, event, request, unless


class Gate:
    """A hook before COMMIT that waits until it is let through."""

    def __init__(self) -> None:
        self.is_reached = threading.Event()
        self.may_pass = threading.Event()

    def __call__(self) -> None:
        self.is_reached.set()
        self.may_pass.wait()


def test_what_waits_is_committed_together_and_answered_each_for_itself(place: LogPlace) -> None:
    gate = Gate()
    with make_sequencer(place, CountingEnvelope(), before_commit=[gate]) as sequencer:
        first = sequencer.submit(request(event("a")))
        gate.is_reached.wait()
        rest = [sequencer.submit(request(event(f"b{i}"), unless=[unless(f"b{i}")])) for i in range(20)]
        assert sequencer.queued_events == 20
        gate.may_pass.set()
        assert first.result().size == 1
        assert {future.result().size for future in rest} == {21}
        assert [future.result().positions for future in rest] == [(1 + i,) for i in range(20)]
        assert sequencer.queued_events == 0
    check_stored(place)


def test_a_group_ends_at_its_limits_and_a_larger_request_makes_its_own(place: LogPlace) -> None:
    gate = Gate()
    limits = Limits(group_events=4, group_bytes=1_000)
    parts = log_parts(place, CountingEnvelope(), [gate])
    with Sequencer(parts, limits) as sequencer:
        futures = [sequencer.submit(request(event("a")))]
        gate.is_reached.wait()
        futures += [sequencer.submit(request(*[event("b")] * n)) for n in (2, 2, 1, 9, 1)]
        gate.may_pass.set()
        assert [future.result().size for future in futures] == [1, 5, 5, 6, 15, 16]
    check_stored(place)


def test_a_full_queue_refuses_at_once_and_takes_again_later(place: LogPlace) -> None:
    gate = Gate()
    with Sequencer(log_parts(place, CountingEnvelope(), [gate]), Limits(queued_events=3)) as sequencer:
        futures = [sequencer.submit(request(event("a")))]
        gate.is_reached.wait()
        futures += [sequencer.submit(request(event("b"))) for _ in range(3)]
        with pytest.raises(QueueFullError) as full:
            sequencer.submit(request(event("c")))
        assert full.value.retry_after_s >= 1
        gate.may_pass.set()
        assert [future.result().positions for future in futures] == [(0,), (1,), (2,), (3,)]
        sequencer.append(request(event("c")))
    check_stored(place)


def test_many_requests_of_one_caller_are_committed_together_and_answered_each_for_itself(place: LogPlace) -> None:
    same = unless("a")
    with make_sequencer(place, CountingEnvelope()) as sequencer:
        requests = [
            request(event("a"), unless=[same]),
            AppendRequest(()),
            request(event("b"), event("b"), unless=[same]),
            request(event("c"), unless=[unless("c")]),
        ]
        first, empty, refused, last = sequencer.append_all(requests)
        assert isinstance(first, Appended)
        assert isinstance(empty, InvalidAppendError)
        assert isinstance(refused, ConditionFailedError)
        assert isinstance(last, Appended)
        assert (first.positions, last.positions, first.size, last.size) == ((0,), (1,), 2, 2)
        assert sequencer.append_all([]) == []
    check_stored(place)


def test_of_many_requests_of_one_caller_none_is_taken_when_the_queue_is_full(place: LogPlace) -> None:
    gate = Gate()
    with Sequencer(log_parts(place, CountingEnvelope(), [gate]), Limits(queued_events=3)) as sequencer:
        futures = [sequencer.submit(request(event("a")))]
        gate.is_reached.wait()
        futures += [sequencer.submit(request(event("b"))) for _ in range(2)]
        outcomes = sequencer.append_all([request(event("c")), request(event("d"))])
        assert [type(outcome) for outcome in outcomes] == [QueueFullError, QueueFullError]
        gate.may_pass.set()
        assert [future.result().positions for future in futures] == [(0,), (1,), (2,)]
    assert len(check_stored(place)) == 3


def test_a_request_beyond_the_limit_is_refused(place: LogPlace) -> None:
    parts = log_parts(place, CountingEnvelope())
    with Sequencer(parts, Limits(request_events=2)) as sequencer, pytest.raises(InvalidAppendError):
        sequencer.submit(request(*[event("a")] * 3))


def test_closing_commits_what_waits_and_then_refuses(place: LogPlace) -> None:
    sequencer = make_sequencer(place, CountingEnvelope())
    with pytest.raises(LogUnavailableError):
        sequencer.submit(request(event("too early")))
    sequencer.start()
    futures = [sequencer.submit(request(event("a"))) for _ in range(5)]
    sequencer.close()
    assert [future.result().positions[0] for future in futures] == [0, 1, 2, 3, 4]
    with pytest.raises(LogUnavailableError):
        sequencer.submit(request(event("too late")))


def test_many_threads_race_for_one_name_and_one_wins(place: LogPlace) -> None:
    def claim(name: str) -> bool:
        future = sequencer.submit(request(event(name, counted=["k"]), unless=[unless(name)]))
        return future.exception() is None

    with make_sequencer(place, CountingEnvelope()) as sequencer, ThreadPoolExecutor(16) as threads:
        wins = list(threads.map(claim, [f"name-{i % 25}" for i in range(200)]))
    assert sum(wins) == 25
    assert len(check_stored(place)) == 25


def test_roots_that_differ_on_the_second_path_are_rolled_back_and_stop_the_log(
    place: LogPlace, monkeypatch: pytest.MonkeyPatch, logs: list[EventDict]
) -> None:
    with make_sequencer(place, CountingEnvelope()) as sequencer:
        sequencer.append(request(event("a")))
        grow = Tree.grow

        def flip_a_bit(tree: Tree, leaf_hashes: Sequence[bytes]) -> Growth:
            *rest, last = leaf_hashes
            return grow(tree, [*rest, bytes([last[0] ^ 1]) + last[1:]])

        monkeypatch.setattr(Tree, "grow", flip_a_bit)
        with pytest.raises(LogStoppedError, match="two computations"):
            sequencer.append(request(event("b")))
        monkeypatch.undo()
        with pytest.raises(LogStoppedError):
            sequencer.append(request(event("c")))
        assert sequencer.stopped is not None
    (told,) = logs
    assert told["event"] == "log-stopped"
    assert "two computations" in told["reason"]
    assert len(check_stored(place)) == 1
    with make_sequencer(place, CountingEnvelope()) as sequencer:
        assert sequencer.append(request(event("b"))).positions == (1,)


def test_an_error_of_our_own_stops_the_log_and_fails_everything_that_waits(place: LogPlace) -> None:
    gate = Gate()
    calls = []

    def hook() -> None:
        calls.append(1)
        if len(calls) > 1:
            gate()
            raise RuntimeError("a mistake")

    with make_sequencer(place, CountingEnvelope(), before_commit=[hook]) as sequencer:
        sequencer.append(request(event("a")))
        futures = [sequencer.submit(request(event("b")))]
        gate.is_reached.wait()
        futures.append(sequencer.submit(request(event("c"))))
        gate.may_pass.set()
        for future in futures:
            error = future.exception()
            assert isinstance(error, LogStoppedError)
            assert isinstance(error.__cause__, RuntimeError)
    assert len(check_stored(place)) == 1


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (RuntimeError("张三"), "writing failed: RuntimeError"),
        (
            OSError(errno.ENOSPC, "No space left on device", "/private/张三"),
            "writing failed: OSError: No space left on device",
        ),
        (OSError("张三"), "writing failed: OSError"),
    ],
    ids=["a mistake", "a full disk", "a fault of a file without a number"],
)
def test_a_log_that_stops_says_once_in_the_servers_log_why_and_where(
    place: LogPlace, logs: list[EventDict], fault: Exception, reason: str
) -> None:
    def hook() -> None:
        raise fault

    with make_sequencer(place, CountingEnvelope(), before_commit=[hook]) as sequencer:
        for _ in range(3):
            with pytest.raises(LogStoppedError):
                sequencer.append(request(event("a")))
    (told,) = logs
    assert (told["event"], told["log_level"], told["reason"]) == ("log-stopped", "error", reason)
    assert told["place"].startswith("test_sequencer.py:")
    assert "张三" not in repr(told)


def test_an_empty_request_is_refused(place: LogPlace) -> None:
    with make_sequencer(place, CountingEnvelope()) as sequencer, pytest.raises(InvalidAppendError):
        sequencer.submit(AppendRequest(()))


def test_a_cancelled_request_is_not_recorded(place: LogPlace) -> None:
    gate = Gate()
    with make_sequencer(place, CountingEnvelope(), before_commit=[gate]) as sequencer:
        first = sequencer.submit(request(event("a")))
        gate.is_reached.wait()
        cancelled, kept = sequencer.submit(request(event("b"))), sequencer.submit(request(event("c")))
        assert cancelled.cancel()
        assert not first.cancel()
        gate.may_pass.set()
        assert kept.result().positions == (1,)
    assert len(check_stored(place)) == 2


def test_a_caller_who_commits_himself_takes_along_what_waits_and_leaves_the_rest_to_the_thread(
    place: LogPlace,
) -> None:
    gate = Gate()
    parts = log_parts(place, CountingEnvelope(), [gate])
    with Sequencer(parts, Limits(group_events=2)) as sequencer, ThreadPoolExecutor(1) as threads:
        first = threads.submit(sequencer.append, request(event("a")))
        gate.is_reached.wait()
        rest = [sequencer.submit(request(event("b"))) for _ in range(5)]
        gate.may_pass.set()
        assert first.result().size == 1
        assert [future.result().size for future in rest] == [3, 3, 5, 5, 6]
    check_stored(place)


def test_closing_waits_for_a_caller_who_commits_himself(place: LogPlace) -> None:
    gate = Gate()
    sequencer = make_sequencer(place, CountingEnvelope(), before_commit=[gate])
    sequencer.start()
    with ThreadPoolExecutor(2) as threads:
        mine = threads.submit(sequencer.append, request(event("a")))
        gate.is_reached.wait()
        closing = threads.submit(sequencer.close)
        gate.may_pass.set()
        closing.result()
        assert mine.result().positions == (0,)
    check_stored(place)


def test_an_interrupt_of_a_caller_who_commits_himself_stops_the_log_and_is_passed_on(place: LogPlace) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with make_sequencer(place, CountingEnvelope(), before_commit=[interrupt]) as sequencer:
        with pytest.raises(KeyboardInterrupt):
            sequencer.append(request(event("a")))
        with pytest.raises(LogStoppedError):
            sequencer.append(request(event("b")))
    assert check_stored(place) == []
