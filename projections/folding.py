"""Folding ranges of the log, here or on a pool of processes, with the same writes from each.

Opening the vault takes most of a rebuild's time, and folds are pure functions of ranges; so ranges are folded on as
many processes as there are processors, and their writes come back in the order of the log.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, NamedTuple, Protocol, Self

from psycopg import Connection

from ledger.service.records import Opener, RecordSource
from projections.errors import ProjectionFailedError
from projections.projection import Projection
from projections.runner import ROLES, fold_batch
from projections.writes import Write


class Range(NamedTuple):
    """Leaves from `start` to `stop`."""

    start: int
    stop: int


class Folded(NamedTuple):
    """What a range became.

    Attributes:
        range: The leaves.
        writes: One list for each projection; empty lists after a failure.
        failure: Name of the projection that failed, position and reason; None if all went well.
    """

    range: Range
    writes: list[list[Write]]
    failure: tuple[str, int | None, str] | None = None

    def check(self) -> None:
        """Return only if nothing failed.

        Raises:
            ProjectionFailedError: An event could not be folded.
        """
        if self.failure is not None:
            raise ProjectionFailedError(*self.failure)


class Folding(Protocol):
    """Folds ranges."""

    def run(self, ranges: Iterator[Range]) -> Iterator[Folded]:
        """Fold ranges; give the results in the order of the ranges."""
        ...


class Folder:
    """Folds ranges on one connection."""

    def __init__(self, connection: Connection[Any], source: RecordSource, projections: Sequence[Projection]) -> None:
        """Keep what a fold needs.

        Args:
            connection: In autocommit mode, used by nobody else.
            source: Where records are read.
            projections: What to fold into.
        """
        self._connection = connection
        self._source = source
        self._projections = projections
        self._opener = Opener(source)

    def run(self, ranges: Iterator[Range]) -> Iterator[Folded]:
        """Fold ranges one after the other."""
        return map(self.fold, ranges)

    def fold(self, leaves: Range) -> Folded:
        """Fold one range; a failure is told, not raised."""
        with self._connection.cursor() as cursor:
            records = list(self._source.read(cursor, leaves.start, leaves.stop, ROLES, self._opener))
            try:
                return Folded(leaves, [fold_batch(cursor, one, records) for one in self._projections])
            except ProjectionFailedError as error:
                return Folded(leaves, [], (error.name, error.position, error.reason))


Recipe = Callable[[], Folder]
"""Makes a folder in a new process; picklable."""


class Pool:
    """Folds ranges on processes of its own."""

    def __init__(self, recipe: Recipe, processes: int | None = None) -> None:
        """Start the processes.

        Args:
            recipe: Makes what a process folds with.
            processes: How many; by default one for each processor.
        """
        self._processes = processes or os.cpu_count() or 1
        self._pool = ProcessPoolExecutor(self._processes, get_context("spawn"), _begin, (recipe,))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def run(self, ranges: Iterator[Range]) -> Iterator[Folded]:
        """Fold ranges at once; give the results in the order of the ranges."""
        running: deque[Future[Folded]] = deque()
        for leaves in ranges:
            running.append(self._pool.submit(_fold, leaves))
            if len(running) > 2 * self._processes:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()


class _Process:
    """What one process of a pool folds with."""

    folder: Folder | None = None


def _begin(recipe: Recipe) -> None:
    _Process.folder = recipe()


def _fold(leaves: Range) -> Folded:
    if _Process.folder is None:
        raise RuntimeError("the process was not set up")
    return _Process.folder.fold(leaves)
