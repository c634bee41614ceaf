"""The desk between many connections and one blocking ledger: threads, and a bound on what may wait."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from api.config import ApiConfig
from api.errors import OverloadedError
from api.metrics import Metrics
from api.ports import Recording
from api.statements.lines import Line
from ledger.service.outcome import Outcome

T = TypeVar("T")


class Desk:
    """Carries statements to the ledger on threads of its own; refuses what exceeds its places.

    Args:
        ledger: Where statements are decided and recorded.
        config: Number of threads and places.
        metrics: Where the places taken are shown.
    """

    def __init__(self, ledger: Recording, config: ApiConfig, metrics: Metrics) -> None:
        self._ledger = ledger
        self._config = config
        self._metrics = metrics
        self._singles = ThreadPoolExecutor(config.single_threads, thread_name_prefix="single")
        self._batches = ThreadPoolExecutor(config.batch_threads, thread_name_prefix="batch")
        self._singles_taken = 0
        self._batches_taken = 0

    def submit_many(self, statements: Sequence[str]) -> Sequence[Outcome]:
        """Record statements; blocks until each is durable or refused."""
        return self._ledger.submit_many(statements)

    async def run_single(self, record: Callable[[str], T], statement: str) -> T:
        """Run the recording of one statement, and the writing of its answer, on a thread.

        Raises:
            OverloadedError: All places are taken.
        """
        if self._singles_taken >= self._config.max_singles:
            raise OverloadedError
        self._singles_taken += 1
        self._metrics.singles.set(self._singles_taken)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._singles, record, statement)
        finally:
            self._singles_taken -= 1
            self._metrics.singles.set(self._singles_taken)

    @contextmanager
    def batch_place(self) -> Iterator[None]:
        """Hold one of the places for batches.

        Raises:
            OverloadedError: All places are taken.
        """
        if self._batches_taken >= self._config.max_batches:
            raise OverloadedError
        self._batches_taken += 1
        self._metrics.batches.set(self._batches_taken)
        try:
            yield
        finally:
            self._batches_taken -= 1
            self._metrics.batches.set(self._batches_taken)

    async def run_chunk(self, answer: Callable[[list[Line]], bytes], chunk: list[Line]) -> bytes:
        """Run the deciding of one chunk on a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._batches, answer, chunk)

    def close(self) -> None:
        """Wait for what is in hand and release the threads."""
        self._batches.shutdown(wait=True)
        self._singles.shutdown(wait=True)
