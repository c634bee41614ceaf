"""A thread that has the courier make its rounds for as long as a process lives."""

import structlog

from projections.courier import Courier
from projections.passes import Passes

_log = structlog.get_logger(__name__)


class Rounds(Passes):
    """Makes rounds of a courier, one after the other; as many processes as like may have one."""

    def __init__(self, courier: Courier, *, period_s: float = 15.0, retry_s: float = 15.0) -> None:
        """Prepare; nothing runs before `start`.

        Args:
            courier: Who makes them.
            period_s: How long to wait when nothing is left to do at once.
            retry_s: How long to wait after a round failed, for whatever reason.
        """
        super().__init__("courier", period_s=period_s, retry_s=retry_s)
        self._courier = courier

    def _pass(self) -> bool:
        return self._courier.run_once().is_more

    def _tell_failed(self, reason: str, retry_s: float) -> None:
        _log.warning("courier-round-failed", reason=reason, retry_s=retry_s)

    def _tell_broken(self, reason: str, place: str, retry_s: float) -> None:
        _log.error("courier-round-broken", reason=reason, place=place, retry_s=retry_s)
