"""Keeps the processes of a server running: starts them, starts anew whoever dies, and ends them in order."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import FrameType
from typing import Any, Final

import structlog

_log = structlog.get_logger(__name__)

_FIRST_PAUSE_S: Final = 1.0
_LONGEST_PAUSE_S: Final = 30.0
_STEADY_S: Final = 10.0
_GRACE_S: Final = 40.0

Target = Callable[..., None]


@dataclass(slots=True)
class _Child:
    """One process to keep.

    Attributes:
        name: What it is called in the log.
        target: What it runs; its first argument is the connection on which it says that it is ready.
        arguments: The others.
        process: The running process; None between two.
        ready: Where it will say so; None once it did.
        pause_s: How long to wait before it is started anew.
        start_at: When to start it, on the monotonic clock.
        started_at: When it was started.
    """

    name: str
    target: Target
    arguments: tuple[Any, ...]
    process: SpawnProcess | None = None
    ready: Connection | None = None
    pause_s: float = _FIRST_PAUSE_S
    start_at: float = 0.0
    started_at: float = field(default=0.0)


class Supervisor:
    """Runs some processes until it is told to stop."""

    def __init__(self, *, on_death: Callable[[int], None]) -> None:
        """Begin with none.

        Args:
            on_death: Told the process id of whoever ended.
        """
        self._context = get_context("spawn")
        self._on_death = on_death
        self._children: list[_Child] = []
        self._is_stopping = False
        self._wake_read, self._wake_write = os.pipe()

    def keep(self, name: str, target: Target, *arguments: Any) -> None:
        """Add a process; `target` gets a connection and the arguments, and sends on it once it is ready."""
        self._children.append(_Child(name, target, arguments))

    def run(self, *, on_ready: Callable[[], None], on_end: Callable[[], None]) -> int:
        """Start everything, and keep it until SIGTERM or Ctrl-C; requests in hand are finished first.

        Args:
            on_ready: Called once, when every process is ready.
            on_end: Called once, before the processes are told to end.

        Returns:
            Exit status: 0, or 1 if a process ended before all were ready.
        """
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            status = 0 if self._start_all(on_ready) else 1
            while not status and not self._is_stopping:
                self._start_due()
                self._await(self._next_start_s())
                self._notice_ends()
        finally:
            on_end()
            self._end_all()
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(self._wake_read)
            os.close(self._wake_write)
        return status

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._is_stopping = True
        os.write(self._wake_write, b"\0")

    def _start_all(self, on_ready: Callable[[], None]) -> bool:
        """Start everything; False: somebody ended before all were ready."""
        for child in self._children:
            self._start(child)
        while not self._is_stopping and any(child.ready is not None for child in self._children):
            self._await(None)
            for child in self._children:
                if child.ready is not None and not self._is_ready(child):
                    return False
        if not self._is_stopping:
            on_ready()
        return True

    def _is_ready(self, child: _Child) -> bool:
        """Take a child's word that it is ready, if it is there; False: it ended instead."""
        if child.ready is not None and child.ready.poll():
            try:
                child.ready.recv()
            except EOFError:
                return False
            child.ready.close()
            child.ready = None
        return True

    def _start(self, child: _Child) -> None:
        ours, theirs = self._context.Pipe(duplex=False)
        child.process = self._context.Process(target=child.target, args=(theirs, *child.arguments), name=child.name)
        child.process.start()
        theirs.close()
        child.ready = ours
        child.started_at = time.monotonic()

    def _start_due(self) -> None:
        for child in self._children:
            if child.process is None and child.start_at <= time.monotonic():
                self._start(child)

    def _next_start_s(self) -> float | None:
        due = [child.start_at for child in self._children if child.process is None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _await(self, timeout_s: float | None) -> None:
        """Wait until a process ends or says something, or we are told to stop."""
        running = [child for child in self._children if child.process is not None]
        sentinels = [child.process.sentinel for child in running if child.process is not None]
        words = [child.ready for child in running if child.ready is not None]
        wait([*sentinels, *words, self._wake_read], timeout_s)

    def _notice_ends(self) -> None:
        """Note who ended, and when to start it anew: soon, or later and later if it does not last."""
        for child in self._children:
            if child.process is None or child.process.is_alive():
                if child.ready is not None:
                    self._is_ready(child)
                continue
            has_lasted = time.monotonic() - child.started_at > _STEADY_S
            child.pause_s = _FIRST_PAUSE_S if has_lasted else min(2 * child.pause_s, _LONGEST_PAUSE_S)
            _log.error("process-ended", name=child.name, status=child.process.exitcode, again_in_s=child.pause_s)
            self._clear(child)
            child.start_at = time.monotonic() + child.pause_s

    def _clear(self, child: _Child) -> None:
        if child.process is not None:
            self._on_death(child.process.pid or 0)
            child.process.close()
            child.process = None
        if child.ready is not None:
            child.ready.close()
            child.ready = None

    def _end_all(self) -> None:
        """Tell everybody to end, in the order in which they were added, and wait; whoever does not is killed."""
        alive: Sequence[_Child] = [child for child in self._children if child.process is not None]
        for child in alive:
            if child.process is not None:
                child.process.terminate()
        deadline = time.monotonic() + _GRACE_S
        for child in alive:
            if child.process is not None:
                child.process.join(max(0.0, deadline - time.monotonic()))
                if child.process.is_alive():
                    _log.error("process-killed", name=child.name)
                    child.process.kill()
                    child.process.join()
                self._clear(child)
