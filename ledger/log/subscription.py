"""Following a log of library programs as it grows."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import psycopg
from eventsourcing.dcb.api import DCBQuery
from eventsourcing.dcb.persistence import DCBListenNotifySubscription
from psycopg import sql

if TYPE_CHECKING:
    from ledger.log.recorder import Recorder

_CHECK_STOPPED_S = 0.5
_RECONNECT_PAUSE_S = 0.5


class Subscription(DCBListenNotifySubscription["Recorder"]):
    """Waits for PostgreSQL's notifications; nothing is missed, because positions become visible in their order.

    A notification only says "look again", and after every new connection one look is taken without being told.
    """

    def __init__(
        self,
        recorder: "Recorder",
        connect: Callable[[], "psycopg.Connection[Any]"],
        query: DCBQuery | None = None,
        after: int | None = None,
    ) -> None:
        """Start to read and to listen."""
        super().__init__(recorder=recorder, query=query, after=after)
        self._connect = connect
        self._listen_thread = threading.Thread(target=self._listen, name="log-listener", daemon=True)
        self._listen_thread.start()

    def __exit__(self, *args: object, **kwargs: Any) -> None:
        super().__exit__(*args, **kwargs)
        self._listen_thread.join()

    def _listen(self) -> None:
        while not self._has_been_stopped:
            try:
                with self._connect() as connection:
                    self._follow(connection)
            except psycopg.OperationalError:
                threading.Event().wait(_RECONNECT_PAUSE_S)
            except BaseException as error:  # noqa: BLE001 (the reading thread raises it)
                self._thread_error = self._thread_error or error
                self.stop()

    def _follow(self, connection: "psycopg.Connection[Any]") -> None:
        row = connection.execute("select 'chengjian_log_' || current_schema()").fetchone()
        channel = cast("tuple[str]", row)[0]
        connection.execute(sql.SQL("listen {}").format(sql.Identifier(channel)))
        self._has_been_notified.set()
        while not self._has_been_stopped:
            for _ in connection.notifies(timeout=_CHECK_STOPPED_S, stop_after=1):
                self._has_been_notified.set()
