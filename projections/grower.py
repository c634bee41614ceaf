"""Fills one build on a thread of its own, while the next ranges are being folded."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self

from psycopg import Connection

from projections.build import note_failure
from projections.errors import ProjectionFailedError
from projections.projection import Projection
from projections.runner import write_batch
from projections.statements import statement
from projections.writes import Write

Connect = Callable[[], Connection[Any]]
_WAITING = 2


class Grower:
    """Writes batches into one build, in order, each in a transaction of its own with its position."""

    def __init__(self, connect: Connect, projection: Projection, build: int) -> None:
        """Keep what to fill; the connection is opened on entering.

        Args:
            connect: Opens a connection in autocommit mode.
            projection: Whose build it is.
            build: Number of the build.
        """
        self.projection = projection
        self.build = build
        self._connect = connect
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"grow-{projection.name}")
        self._running: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        self._connection = self._connect()
        self._connection.execute(statement("projections", "commit_lazily"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._connection.close()

    def feed(self, writes: Sequence[Write], start: int, stop: int) -> None:
        """Have the writes of the leaves from `start` to `stop` executed; wait if two batches are under way.

        Raises:
            ProjectionFailedError: An earlier batch could not be written.
        """
        while len(self._running) >= _WAITING:
            self._running.popleft().result()
        self._running.append(self._pool.submit(self._write, writes, start, stop))

    def fail(self, error: ProjectionFailedError, start: int) -> None:
        """Say in the book-keeping why the build ends before the leaf `start`.

        Raises:
            ProjectionFailedError: An earlier batch could not be written.
        """
        self._await()
        note_failure(self._connection, self.projection.name, self.build, start, error.reason_at)

    def finish(self) -> None:
        """Wait until everything is written, then add what only questions need.

        Raises:
            ProjectionFailedError: A batch could not be written.
        """
        self._await()
        with self._connection.transaction(), self._connection.cursor() as cursor:
            self.projection.index(cursor, self.build)

    def _await(self) -> None:
        while self._running:
            self._running.popleft().result()

    def _write(self, writes: Sequence[Write], start: int, stop: int) -> None:
        try:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                write_batch(cursor, self.projection, self.build, writes, stop)
        except ProjectionFailedError as error:
            note_failure(self._connection, self.projection.name, self.build, start, error.reason_at)
            raise
