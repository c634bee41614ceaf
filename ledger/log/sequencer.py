"""The queue in front of the log: requests from any number of threads, committed in groups, one group at a time.

While one group is committed the next gathers, so that groups grow by themselves when the disk is slow or many wait;
after a group of many, the thread waits up to a millisecond for those whom it just answered. A thread of the sequencer
commits; only a caller who waits for his answer anyway and finds nobody at it commits himself, which saves a small
append two changes of thread. Any number of processes may run a sequencer on the same log: each takes its turn under the
database's lock.
"""

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from types import TracebackType
from typing import NamedTuple, Self

import structlog

from ledger.append import Appended, AppendRequest
from ledger.log.committer import Committer, LogParts
from ledger.log.errors import (
    AppendRefusedError,
    InvalidAppendError,
    LogError,
    LogStoppedError,
    LogUnavailableError,
    OutcomeUnknownError,
    QueueFullError,
)
from ledger.log.group import CompiledRequest, Compiler
from ledger.log.replies import Replies, Reply
from ledger.logging import place_of

_log = structlog.get_logger(__name__)
_RETRY_AFTER_S = 1
_SIBLINGS = 8
_GATHER_S = 0.001


class Limits(NamedTuple):
    """How much waits and how much is committed at once.

    Attributes:
        group_events: A group is closed at this many events; a larger request makes a group of its own.
        group_bytes: The same for bytes of payloads and vault rows.
        queued_events: More are refused.
        queued_bytes: The same.
        request_events: A larger request is refused.
    """

    group_events: int = 2_000
    group_bytes: int = 8 * 1024 * 1024
    queued_events: int = 10_000
    queued_bytes: int = 128 * 1024 * 1024
    request_events: int = 10_000


class _Waiting(NamedTuple):
    compiled: CompiledRequest
    reply: Reply
    n_events: int
    n_bytes: int


class Sequencer:
    """Records requests; a context manager that starts and stops the writer thread."""

    def __init__(self, parts: LogParts, limits: Limits = Limits()) -> None:  # noqa: B008 (immutable)
        """Keep the parts; nothing is opened before `start`."""
        self._parts = parts
        self._limits = limits
        self._committer = Committer(parts)
        self._changed = threading.Condition(threading.Lock())
        self._turn = threading.Lock()  # whoever holds it is the one who commits
        self._queue: deque[_Waiting] = deque()
        self._queued_events = self._queued_bytes = 0
        self._wanted = 1  # so many requests wake the thread
        self._is_closing = False
        self._stopped: LogError | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Open the log, compare database and mark, and begin to take requests.

        Raises:
            LogStoppedError: Database and mark contradict each other.
            WrongLogError: The database holds another log.
            psycopg.Error: The database cannot be used.
        """
        try:
            self._committer.start()
        except BaseException:
            self._committer.close()
            raise
        self._thread = threading.Thread(target=self._run, name="sequencer", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Commit what waits, then stop."""
        with self._changed:
            self._is_closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        with self._turn:
            self._committer.close()

    @property
    def queued_events(self) -> int:
        """How many events wait."""
        return self._queued_events

    @property
    def stopped(self) -> LogError | None:
        """Why nothing is taken any more, or None."""
        return self._stopped

    def append(self, request: AppendRequest) -> Appended:
        """Record a request and wait until it is durable and signed.

        Raises:
            AppendRefusedError: It was not recorded; the subclass says why.
            OutcomeUnknownError: It may be recorded or not.
            LogStoppedError: The log has stopped.
        """
        (outcome,) = self.append_all([request])
        if isinstance(outcome, LogError):
            raise outcome
        return outcome

    def append_all(self, requests: Sequence[AppendRequest]) -> "list[Appended | LogError]":
        """Record many requests, each for itself; wait until each is durable and signed, or refused.

        Returns:
            For each request what `append` would return or raise. If too much waits already, none is taken.
        """
        replies = Replies(len(requests))
        waiting = self._compile_all(requests, replies)
        is_ours = self._turn.acquire(blocking=False)
        try:
            self._enqueue(waiting, is_awaited=not is_ours)
            while is_ours and not replies.are_complete():
                self._commit(self._take_group())
        except LogError as error:  # nothing was queued
            for each in waiting:
                each.reply.set_exception(error)
        finally:
            if is_ours:
                self._turn.release()
                self._wake_if_more_waits()
        return replies.wait()

    def submit(self, request: AppendRequest) -> "Future[Appended]":
        """Queue a request; the future gives the answer or raises what `append` raises.

        Raises:
            InvalidAppendError: The request is malformed.
            QueueFullError: Too much waits already.
            LogStoppedError: The log has stopped.
        """
        future: Future[Appended] = Future()
        waiting = self._compile(request, Compiler(self._parts.tag_key), future)
        self._enqueue([waiting], is_awaited=True)
        return future

    def _compile_all(self, requests: Sequence[AppendRequest], replies: Replies) -> list[_Waiting]:
        """Compile what is well-formed; the rest has its answer."""
        compiler = Compiler(self._parts.tag_key)
        waiting = []
        for i, request in enumerate(requests):
            try:
                waiting.append(self._compile(request, compiler, replies.place(i)))
            except InvalidAppendError as error:
                replies.set(i, error)
        return waiting

    def _compile(self, request: AppendRequest, compiler: Compiler, reply: Reply) -> _Waiting:
        n_events = len(request.events)
        if n_events > self._limits.request_events:
            raise InvalidAppendError(
                f"一次提交 {n_events} 条，上限 {self._limits.request_events} 条",
                f"{n_events} events in one request, the limit is {self._limits.request_events}",
            )
        return _Waiting(compiler.compile(request), reply, n_events, _count_bytes(request))

    def _enqueue(self, waiting: Sequence[_Waiting], *, is_awaited: bool) -> None:
        limits = self._limits
        with self._changed:
            self._check_open()
            n_events = self._queued_events + sum([each.n_events for each in waiting])
            n_bytes = self._queued_bytes + sum([each.n_bytes for each in waiting])
            if self._queue and (n_events > limits.queued_events or n_bytes > limits.queued_bytes):
                raise QueueFullError(_RETRY_AFTER_S)
            self._queue.extend(waiting)
            self._queued_events, self._queued_bytes = n_events, n_bytes
            if is_awaited and len(self._queue) >= self._wanted:
                self._changed.notify()

    def _wake_if_more_waits(self) -> None:
        with self._changed:
            if self._queue:
                self._changed.notify()

    def _check_open(self) -> None:
        if self._stopped is not None:
            raise self._stopped
        if self._is_closing or self._thread is None:
            raise LogUnavailableError

    def _run(self) -> None:
        while self._await_work():
            with self._turn:
                while group := self._take_group():
                    self._commit(group)
                    self._gather(len(group))

    def _gather(self, answered: int) -> None:
        """Wait a moment for callers who were just answered: several of them mostly come back at once.

        A group costs about a millisecond and a small part of one for each request. Taken at once, the next group would
        be the other half of the callers, and so on for ever: twice the groups for the same work.

        Source:
            PostgreSQL documentation, ``commit_delay`` and ``commit_siblings``.
        """
        if answered < _SIBLINGS:
            return
        with self._changed:
            self._wanted = len(self._queue) + answered
            self._changed.wait_for(lambda: len(self._queue) >= self._wanted or self._is_closing, _GATHER_S)
            self._wanted = 1

    def _await_work(self) -> bool:
        """Wait for requests; False: there are none and will be none."""
        with self._changed:
            while not self._queue and not self._is_closing and self._stopped is None:
                self._changed.wait()
            return bool(self._queue)

    def _take_group(self) -> list[_Waiting]:
        """Take as many requests as one transaction may hold; those that were cancelled are dropped."""
        group: list[_Waiting] = []
        n_events = n_bytes = 0
        with self._changed:
            while self._queue:
                waiting = self._queue[0]
                n_events += waiting.n_events
                n_bytes += waiting.n_bytes
                if group and (n_events > self._limits.group_events or n_bytes > self._limits.group_bytes):
                    break
                self._queue.popleft()
                self._queued_events -= waiting.n_events
                self._queued_bytes -= waiting.n_bytes
                if waiting.reply.set_running_or_notify_cancel():
                    group.append(waiting)
        return group

    def _commit(self, group: list[_Waiting]) -> None:
        """Commit a group and answer it; whoever calls holds the turn."""
        if not group:
            return
        try:
            outcomes = self._committer.record([waiting.compiled for waiting in group])
        except (AppendRefusedError, OutcomeUnknownError) as error:
            _resolve_all(group, error)
        except BaseException as error:  # whatever it is, nothing may be written after it
            self._stop(group, error)
            if not isinstance(error, Exception):
                raise
        else:
            for waiting, outcome in zip(group, outcomes, strict=True):
                if isinstance(outcome, Appended):
                    waiting.reply.set_result(outcome)
                else:
                    waiting.reply.set_exception(outcome)

    def _stop(self, group: list[_Waiting], error: BaseException) -> None:
        """Stop for good: a stopped log takes nothing until it is opened anew, which compares it with the mark."""
        stopped = error if isinstance(error, LogStoppedError) else _describe(error)
        is_in_doubt = self._committer.is_in_doubt
        with self._changed:
            self._stopped = stopped
            waiting = [each for each in self._queue if each.reply.set_running_or_notify_cancel()]
            self._queue.clear()
            self._queued_events = self._queued_bytes = 0
            self._changed.notify_all()
        self._committer.close()
        _resolve_all(group, OutcomeUnknownError() if is_in_doubt else stopped)
        _resolve_all(waiting, stopped)
        _log.error("log-stopped", reason=_reason_of(error, stopped), place=place_of(error))


def _describe(error: BaseException) -> LogStoppedError:
    name = type(error).__name__
    stopped = LogStoppedError(f"写入过程出错（{name}）", f"writing failed: {name}", contradicts_promise=False)
    stopped.__cause__ = error
    return stopped


def _reason_of(error: BaseException, stopped: LogStoppedError) -> str:
    """Say why, with what the system says of a file; of other errors never their text, which may hold data."""
    said = error.strerror if isinstance(error, OSError) else None
    return f"{stopped.reason}: {said}" if said else stopped.reason


def _resolve_all(group: list[_Waiting], error: LogError) -> None:
    for waiting in group:
        waiting.reply.set_exception(error)


def _count_bytes(request: AppendRequest) -> int:
    return sum(
        [
            len(event.payload) + sum([len(row.sealed) for row in event.vault]) if event.vault else len(event.payload)
            for event in request.events
        ]
    )
