"""A thread that keeps read models close behind the log.

It does not chase every commit: it looks a few times a second and applies what has gathered in one step for all
projections. Few large steps cost far less than many small ones, and the recorder meets the follower seldom.
"""

from collections.abc import Sequence
from time import monotonic
from typing import Any

import structlog
from psycopg import Connection, Error

from ledger.service.records import Opener, RecordSource
from projections.background import Background
from projections.build import has_work, resume
from projections.errors import ProjectionBusyError, ProjectionFailedError, ProjectionNotBuiltError, reason_of
from projections.grower import Connect
from projections.projection import Projection
from projections.rebuild import ensure
from projections.runner import Outcome, Step, follow_all
from projections.statements import statement

_log = structlog.get_logger(__name__)
_KEYS_KEPT_S = 10.0


class Follower(Background):
    """Follows the log with one connection and one thread; as many processes as like may run one.

    One of them follows; the others ask once in a while whether it is still there, and one takes over when it is not.

    A projection that fails stops where it stands and says why in its book-keeping; the others go on. Starting a
    follower lets stopped projections try again, because new code may be able to do what the old could not.
    """

    def __init__(
        self,
        connect: Connect,
        projections: Sequence[Projection],
        source: RecordSource,
        *,
        poll_s: float = 0.25,
        standby_s: float = 1.0,
        retry_s: float = 2.0,
    ) -> None:
        """Prepare; nothing runs before `start`.

        Args:
            connect: Opens a connection in autocommit mode.
            projections: What to keep up.
            source: Where records are read.
            poll_s: How long events gather before they are applied; the lag is about this much and the time of a step.
            standby_s: How long to wait while another process follows.
            retry_s: How long to wait after the database went away.
        """
        super().__init__("projections")
        self._connect = connect
        self._projections = projections
        self._source = source
        self._poll_s = poll_s
        self._standby_s = standby_s
        self._retry_s = retry_s

    def _turn(self) -> float:
        """Follow until stopped; what ends it earlier is a lost connection."""
        try:
            with self._connect() as connection:
                if self._await_lead(connection):
                    self._follow(connection)
        except Error as error:
            _log.warning("projections-connection-lost", reason=reason_of(error))
            return self._retry_s
        return 0.0

    def _await_lead(self, connection: Connection[Any]) -> bool:
        """Wait until no other process follows this log; tell whether we lead, or were stopped."""
        while not self._stop.is_set():
            row = connection.execute(statement("projections", "lead")).fetchone()
            if row is not None and row[0]:
                return True
            self._stop.wait(self._standby_s)
        return False

    def _follow(self, connection: Connection[Any]) -> None:
        connection.execute(statement("projections", "commit_lazily"))
        for projection in self._projections:
            resume(connection, projection.name)
        opener, opened_at = Opener(self._source), monotonic()
        while not self._stop.is_set():
            if monotonic() - opened_at > _KEYS_KEPT_S:
                opener, opened_at = Opener(self._source), monotonic()
            is_more_waiting = has_work(connection, self._projections) and self._step(
                connection, self._projections, opener
            )
            if not is_more_waiting:
                self._stop.wait(self._poll_s)

    def _step(self, connection: Connection[Any], projections: Sequence[Projection], opener: Opener) -> bool:
        """Apply what has gathered, up to the size of a batch; tell whether more is waiting."""
        try:
            steps = follow_all(connection, projections, self._source, opener=opener)
        except ProjectionNotBuiltError as error:
            missing = next(one for one in projections if one.name == error.name)
            others = [one for one in projections if one is not missing]
            return self._make(missing) or (bool(others) and self._step(connection, others, opener))
        except ProjectionFailedError as error:
            if connection.broken:
                raise error.__cause__ or error from error
            _log.error("projection-stopped", projection=error.name, position=error.position, reason=error.reason)
            return True
        return any(map(_is_behind, steps))

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


def _is_behind(step: Step) -> bool:
    return step.outcome is Outcome.ADVANCED and step.position < step.size
