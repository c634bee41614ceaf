"""A thread that runs the clock worker for as long as a process lives."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from traceback import extract_tb

import structlog
from psycopg import Error

from ledger.operation_error import OperationError
from ledger.service.ledger import now as present
from projections.background import Background
from projections.clockwork import ClockWorker
from projections.errors import reason_of

_MOST_DOUBLINGS = 16

_log = structlog.get_logger(__name__)


class Timekeeper(Background):
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
        super().__init__("clock")
        self._worker = worker
        self._clock = clock
        self._period_s = period_s
        self._retry_s = retry_s
        self._failures = 0

    def _turn(self) -> float:
        try:
            is_more = self._worker.run_once(self._clock()).is_more
        except (Error, OperationError) as error:
            return self._retry(reason_of(error))
        except Exception as error:  # noqa: BLE001 - nobody would notice that the thread had ended
            return self._retry(type(error).__name__, _place_of(error))
        self._failures = 0
        return 0.0 if is_more else self._period_s

    def _retry(self, reason: str, place: str | None = None) -> float:
        """Tell that a pass failed, and why, in codes and names of classes only; give how long to wait."""
        self._failures += 1
        wait_s = backoff_s(self._failures, self._retry_s, self._period_s)
        if place is None:
            _log.warning("clock-pass-failed", reason=reason, retry_s=wait_s)
        else:
            _log.error("clock-pass-broken", reason=reason, place=place, retry_s=wait_s)
        return wait_s


def backoff_s(failures: int, first_s: float, limit_s: float) -> float:
    """Tell how long to wait after so many failures in a row: twice as long each time, up to a limit.

    Args:
        failures: At least 1.
        first_s: The first wait, kept also where it is beyond the limit.
        limit_s: The limit.
    """
    doublings = min(failures - 1, _MOST_DOUBLINGS)
    return max(first_s, min(first_s * (1 << doublings), limit_s))


def _place_of(error: Exception) -> str:
    """Name the module and line in which an error came up; never its text, which may hold data of a record."""
    last = extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"
