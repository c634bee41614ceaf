"""The desk between many connections and one blocking ledger: threads, and a bound on what may wait."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import cast

from api.config import ApiConfig
from api.errors import OverloadedError
from api.metrics import Metrics
from api.ports import Recording
from api.statements.lines import Line
from ledger.service.outcome import Outcome


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
        self._waiting: deque[tuple[str, asyncio.Future[Outcome]]] = deque()
        self._singles_taken = self._singles_running = 0
        self._batches_taken = 0

    def submit_many(self, statements: Sequence[str]) -> Sequence[Outcome]:
        """Record statements; blocks until each is durable or refused."""
        return self._ledger.submit_many(statements)

    async def submit_one(self, statement: str) -> Outcome:
        """Record one statement; those that arrive while others are being recorded go to the ledger together.

        Raises:
            OverloadedError: All places are taken.
        """
        if self._singles_taken >= self._config.max_singles:
            raise OverloadedError
        self._singles_taken += 1
        self._metrics.singles.set(self._singles_taken)
        try:
            outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
            self._waiting.append((statement, outcome))
            self._serve_singles()
            return await outcome
        finally:
            self._singles_taken -= 1
            self._metrics.singles.set(self._singles_taken)

    def _serve_singles(self) -> None:
        """Give what waits to a thread that is free; runs on the event loop."""
        if not self._waiting or self._singles_running == self._config.single_threads:
            return
        taken = [self._waiting.popleft() for _ in range(min(len(self._waiting), self._config.chunk_lines))]
        self._singles_running += 1
        loop = asyncio.get_running_loop()
        running = loop.run_in_executor(self._singles, self.submit_many, [statement for statement, _ in taken])
        running.add_done_callback(lambda done: self._answer_singles([outcome for _, outcome in taken], done))

    def _answer_singles(
        self, waiting: Sequence["asyncio.Future[Outcome]"], done: "asyncio.Future[Sequence[Outcome]]"
    ) -> None:
        self._singles_running -= 1
        error = done.exception()
        outcomes = [None] * len(waiting) if error is not None else done.result()
        for future, outcome in zip(waiting, outcomes, strict=True):
            if future.done():  # the client went away; what he sent is recorded all the same
                continue
            if outcome is None:
                future.set_exception(cast("BaseException", error))
            else:
                future.set_result(outcome)
        self._serve_singles()

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
