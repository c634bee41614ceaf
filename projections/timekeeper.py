"""A thread that runs the clock worker for as long as a process lives."""

from collections.abc import Callable
from datetime import datetime

import structlog

from ledger.service.ledger import now as present
from projections.clockwork import ClockWorker
from projections.passes import Passes

_log = structlog.get_logger(__name__)


class Timekeeper(Passes):
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
            retry_s: How long to wait after a pass failed, for whatever reason; twice as long after each further one,
                up to `period_s`.
        """
        super().__init__("clock", period_s=period_s, retry_s=retry_s)
        self._worker = worker
        self._clock = clock

    def _pass(self) -> bool:
        return self._worker.run_once(self._clock()).is_more

    def _tell_failed(self, reason: str, retry_s: float) -> None:
        _log.warning("clock-pass-failed", reason=reason, retry_s=retry_s)

    def _tell_broken(self, reason: str, place: str, retry_s: float) -> None:
        _log.error("clock-pass-broken", reason=reason, place=place, retry_s=retry_s)
