"""A thread that runs the clock worker for as long as a process lives."""

from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread
from typing import Self

import structlog
from psycopg import Error

from ledger.operation_error import OperationError
from ledger.service.ledger import now as present
from projections.clockwork import ClockWorker
from projections.errors import reason_of

_log = structlog.get_logger(__name__)


class Timekeeper:
    """Runs passes of a clock worker, one after the other; as many processes as like may have one."""

    def __init__(
        self,
        worker: ClockWorker,
        *,
        clock: Callable[[], datetime] = present,
        period_s: float = 60.0,
        retry_s: float = 10.0,
    ) -> None:
        """Prepare; nothing runs before `start`.

        Args:
            worker: What to run.
            clock: Gives the present instant, aware.
            period_s: How long to wait when nothing is left to look at.
            retry_s: How long to wait after the database went away, or nothing could be recorded.
        """
        self._worker = worker
        self._clock = clock
        self._period_s = period_s
        self._retry_s = retry_s
        self._stop = Event()
        self._thread = Thread(target=self._run, name="clock", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the current pass and wait for it."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._stop.wait(self._wait_after_pass())

    def _wait_after_pass(self) -> float:
        try:
            return 0.0 if self._worker.run_once(self._clock()).is_more else self._period_s
        except (Error, OperationError) as error:
            _log.warning("clock-pass-failed", reason=reason_of(error))
            return self._retry_s
