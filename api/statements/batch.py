"""Serving one batch: lines in, chunks through the ledger, answers out, all three at the same time."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.config import ApiConfig
from api.metrics import Metrics
from api.statements.answers import AnswerWriter
from api.statements.desk import Desk
from api.statements.intake import Intake
from api.statements.lines import Line

MEDIA_TYPE: Final = "application/x-ndjson"


class BatchResponse(Response):
    """The answer to a batch, written while its body is still arriving.

    The connection is read whether or not the client reads its answer, so that a client which first sends
    everything cannot block itself; what waits to be sent is bounded by the bound of the body.

    Args:
        desk: Carries chunks to the ledger; this response owns one of its batch places.
        config: Bounds.
        metrics: Where outcomes are counted.
    """

    media_type = MEDIA_TYPE

    def __init__(self, desk: Desk, config: ApiConfig, metrics: Metrics) -> None:
        super().__init__(headers={"cache-control": "no-store"})
        del self.headers["content-length"]
        self._desk = desk
        self._config = config
        self._writer = AnswerWriter(metrics, config.retry_after_s)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the whole exchange."""
        intake = Intake(receive, self._config)
        answers: asyncio.Queue[bytes | None] = asyncio.Queue()
        with self._desk.batch_place():
            async with asyncio.TaskGroup() as tasks:
                reading = tasks.create_task(intake.read())
                tasks.create_task(self._decide(intake, answers))
                try:
                    await self._send(send, answers)
                except OSError:
                    reading.cancel()

    async def _decide(self, intake: Intake, answers: asyncio.Queue[bytes | None]) -> None:
        async for answer in self._chunks(intake):
            answers.put_nowait(answer)
        answers.put_nowait(self._writer.end(intake.lines, intake.error))
        answers.put_nowait(None)

    async def _chunks(self, intake: Intake) -> AsyncIterator[bytes]:
        while chunk := await intake.take():
            yield await self._desk.run_chunk(self._answer, chunk)

    def _answer(self, chunk: list[Line]) -> bytes:
        """Decide one chunk and write its answers; runs on a thread of the desk."""
        statements = [content for _, content in chunk if isinstance(content, str)]
        try:
            outcomes = self._desk.submit_many(statements) if statements else []
        except Exception as error:  # noqa: BLE001 - whatever it is becomes the answer of these lines
            return self._writer.failure(chunk, error)
        return self._writer.results(chunk, outcomes)

    async def _send(self, send: Send, answers: asyncio.Queue[bytes | None]) -> None:
        first = await answers.get()
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        answer = first
        while answer is not None:
            await send({"type": "http.response.body", "body": answer, "more_body": True})
            answer = await answers.get()
        await send({"type": "http.response.body", "body": b"", "more_body": False})
