"""Runs range checks: in worker processes, or in this one; the results are the same bytes.

Workers are started anew (``spawn``), so that they inherit neither threads nor open files. The key table goes with a
task as pickled bytes that the driver makes once for each change of a key and a worker reads once.
"""

import multiprocessing
import pickle
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType
from typing import Protocol, Self

from verify.audit.range_check import LeafTile, RangeChecker
from verify.audit.result import RangeResult
from verify.key_states import KeyState, KeyTable
from verify.policy import Policy


class KeySnapshot:
    """The key states up to some position, ready to be sent."""

    def __init__(self, version: int, table: KeyTable) -> None:
        self.version = version
        self.states = pickle.dumps(table.states)


class Pool(Protocol):
    """Checks ranges, now or later."""

    def submit(self, tiles: Sequence[LeafTile], keys: KeySnapshot) -> "Future[RangeResult]":
        """Check a range."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class _Worker:
    """The state of one process: checker and the newest key table that it saw."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._checker = RangeChecker(policy)
        self._version = -1
        self._table = KeyTable(policy.root, policy.root_kid)

    def check(self, tiles: Sequence[LeafTile], version: int, pickled_states: bytes) -> RangeResult:
        if version != self._version:
            states: dict[str, KeyState] = pickle.loads(pickled_states)  # noqa: S301 - made by the driver itself
            self._table = KeyTable(self._policy.root, self._policy.root_kid, states)
            self._version = version
        return self._checker.check(tiles, self._table)


class InlinePool:
    """Checks each range at once, in this process."""

    def __init__(self, policy: Policy) -> None:
        self._worker = _Worker(policy)

    def submit(self, tiles: Sequence[LeafTile], keys: KeySnapshot) -> "Future[RangeResult]":
        """Check a range and return it done."""
        done: Future[RangeResult] = Future()
        done.set_result(self._worker.check(tiles, keys.version, keys.states))
        return done

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing was started."""


_worker: list[_Worker] = []


def start_worker(policy: Policy) -> None:
    """Prepare this process for ``check_in_worker``."""
    _worker[:] = [_Worker(policy)]


def check_in_worker(tiles: Sequence[LeafTile], version: int, pickled_states: bytes) -> RangeResult:
    """Check a range with the worker of this process."""
    return _worker[0].check(tiles, version, pickled_states)


class ProcessPool:
    """Checks ranges in worker processes."""

    def __init__(self, policy: Policy, workers: int) -> None:
        self._executor = ProcessPoolExecutor(
            workers, mp_context=multiprocessing.get_context("spawn"), initializer=start_worker, initargs=(policy,)
        )

    def submit(self, tiles: Sequence[LeafTile], keys: KeySnapshot) -> "Future[RangeResult]":
        """Queue a range."""
        return self._executor.submit(check_in_worker, tiles, keys.version, keys.states)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Drop what is queued and end the workers."""
        self._executor.shutdown(cancel_futures=True)
