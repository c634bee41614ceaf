"""A thread that makes passes of some work, one after the other, and waits longer and longer while they fail."""

from abc import abstractmethod

from psycopg import Error

from ledger.logging import place_of
from ledger.operation_error import OperationError
from projections.background import Background
from projections.errors import reason_of

_MOST_DOUBLINGS = 16


class Passes(Background):
    """Makes passes for as long as a process lives, whatever goes wrong in one of them."""

    def __init__(self, name: str, *, period_s: float, retry_s: float) -> None:
        """Prepare; nothing runs before `start`.

        Args:
            name: What the thread is called.
            period_s: How long to wait when nothing is left to do.
            retry_s: How long to wait after a pass failed, for whatever reason; twice as long after each further one,
                up to `period_s`.
        """
        super().__init__(name)
        self._period_s = period_s
        self._retry_s = retry_s
        self._failures = 0

    @abstractmethod
    def _pass(self) -> bool:
        """Make one pass; tell whether more is left to do at once."""

    @abstractmethod
    def _tell_failed(self, reason: str, retry_s: float) -> None:
        """Tell that a pass failed, as passes may: in codes and names of classes only."""

    @abstractmethod
    def _tell_broken(self, reason: str, place: str, retry_s: float) -> None:
        """Tell that a pass failed as none should, and in which line of which module."""

    def _turn(self) -> float:
        try:
            is_more = self._pass()
        except (Error, OperationError) as error:
            wait_s = self._failed()
            self._tell_failed(reason_of(error), wait_s)
            return wait_s
        except Exception as error:  # noqa: BLE001 - nobody would notice that the thread had ended
            wait_s = self._failed()
            self._tell_broken(type(error).__name__, place_of(error), wait_s)
            return wait_s
        self._failures = 0
        return 0.0 if is_more else self._period_s

    def _failed(self) -> float:
        self._failures += 1
        return backoff_s(self._failures, self._retry_s, self._period_s)


def backoff_s(failures: int, first_s: float, limit_s: float) -> float:
    """Tell how long to wait after so many failures in a row: twice as long each time, up to a limit.

    Args:
        failures: At least 1.
        first_s: The first wait, kept also where it is beyond the limit.
        limit_s: The limit.
    """
    doublings = min(failures - 1, _MOST_DOUBLINGS)
    return max(first_s, min(first_s * (1 << doublings), limit_s))
