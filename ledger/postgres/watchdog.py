"""Bringing the embedded server back when it dies under a running ledger.

A postmaster ends only if somebody or the kernel (out of memory) kills it. Committed data survive that; what is missing
is somebody to start it again. Whoever uses the server watches it; the first to notice starts it, the others join.
"""

import threading
from types import TracebackType
from typing import Self

import structlog

from ledger.postgres.errors import PostgresError
from ledger.postgres.launcher import EmbeddedPostgres

_EVERY_S = 0.5

_log = structlog.get_logger(__name__)


class Watchdog:
    """Watches one embedded server for as long as the context lasts."""

    def __init__(self, server: EmbeddedPostgres) -> None:
        self._server = server
        self._has_ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="postgres-watchdog", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._has_ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._has_ended.wait(_EVERY_S):
            try:
                if self._server.pid is None:
                    _log.error("postgres-died")
                    self._server.start()
            except (PostgresError, OSError) as error:
                _log.error("postgres-restart-failed", reason=str(error))
