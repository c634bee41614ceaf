"""A thread that keeps read models close behind the log."""

from collections.abc import Sequence
from threading import Event, Thread
from typing import Any, Self

import structlog
from psycopg import Connection, Error

from ledger.service.records import RecordSource
from projections.build import resume
from projections.errors import ProjectionBusyError, ProjectionFailedError, ProjectionNotBuiltError, reason_of
from projections.grower import Connect
from projections.projection import Projection
from projections.rebuild import ensure
from projections.runner import Outcome, follow

_log = structlog.get_logger(__name__)


class Follower:
    """Follows the log with one connection and one thread; as many processes as like may run one.

    A projection that fails stops where it stands and says why in its book-keeping; the others go on. Starting a
    follower lets stopped projections try again, because new code may be able to do what the old could not.
    """

    def __init__(
        self,
        connect: Connect,
        projections: Sequence[Projection],
        source: RecordSource,
        *,
        poll_s: float = 0.2,
        retry_s: float = 2.0,
    ) -> None:
        """Prepare; nothing runs before `start`.

        Args:
            connect: Opens a connection in autocommit mode.
            projections: What to keep up.
            source: Where records are read.
            poll_s: How long to wait when there is nothing new.
            retry_s: How long to wait after the database went away.
        """
        self._connect = connect
        self._projections = projections
        self._source = source
        self._poll_s = poll_s
        self._retry_s = retry_s
        self._stop = Event()
        self._thread = Thread(target=self._run, name="projections", daemon=True)

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def stop(self) -> None:
        """End after the current batch and wait for it."""
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
            try:
                with self._connect() as connection:
                    for projection in self._projections:
                        resume(connection, projection.name)
                    self._follow(connection)
            except Error as error:
                _log.warning("projections-connection-lost", reason=reason_of(error))
                self._stop.wait(self._retry_s)

    def _follow(self, connection: Connection[Any]) -> None:
        while not self._stop.is_set():
            advanced = [self._step(connection, projection) for projection in self._projections]
            if not any(advanced):
                self._stop.wait(self._poll_s)

    def _step(self, connection: Connection[Any], projection: Projection) -> bool:
        try:
            return follow(connection, projection, self._source).outcome is Outcome.ADVANCED
        except ProjectionNotBuiltError:
            return self._make(projection)
        except ProjectionFailedError as error:
            if connection.broken:
                raise error.__cause__ or error from error
            _log.error("projection-stopped", projection=error.name, position=error.position, reason=error.reason)
            return False

    def _make(self, projection: Projection) -> bool:
        try:
            ensure(self._connect, projection, self._source)
        except ProjectionBusyError:
            return False
        except ProjectionFailedError as error:
            _log.error("projection-not-built", projection=error.name, position=error.position, reason=error.reason)
            self._stop.wait(self._retry_s)
            return False
        return True
