"""The reading half of a batch: from the connection into numbered lines, never further ahead than its bound."""

import asyncio
from collections import deque

from starlette.types import Receive

from api.config import ApiConfig
from api.errors import ApiError, BodyIncompleteError, BodyTimeoutError, BodyTooLargeError, TooManyLinesError
from api.statements.lines import Line, LineCutter

_CHUNKS_AHEAD = 3


class Intake:
    """Reads one body and hands out its lines in chunks.

    ``read`` runs as a task of its own, so that the next chunk arrives while the ledger works on this one.

    Args:
        receive: The connection.
        config: Bounds of body, lines and pauses.
    """

    def __init__(self, receive: Receive, config: ApiConfig) -> None:
        self._receive = receive
        self._config = config
        self._cutter = LineCutter(config.max_line_bytes)
        self._waiting: deque[Line] = deque()
        self._is_ended = False
        self._some = asyncio.Event()
        self._enough = asyncio.Event()
        self._room = asyncio.Event()
        self.error: ApiError | None = None

    @property
    def lines(self) -> int:
        """Lines read so far, blank ones included."""
        return self._cutter.count

    async def read(self) -> None:
        """Read to the end of the body, or to the first thing that forbids going on."""
        try:
            await self._read()
        except ApiError as error:
            self.error = error
        except TimeoutError:
            self.error = BodyTimeoutError()
        finally:
            self._is_ended = True
            self._some.set()
            self._enough.set()

    async def take(self) -> list[Line]:
        """Give the next lines, at most a chunk; none at the end.

        Waits for the first line as long as it takes, then for further ones at most the configured linger.
        """
        await self._some.wait()
        if not self._is_ended and len(self._waiting) < self._config.chunk_lines:
            timer = asyncio.get_running_loop().call_later(self._config.linger_s, self._enough.set)
            await self._enough.wait()
            timer.cancel()
        count = min(len(self._waiting), self._config.chunk_lines)
        chunk = [self._waiting.popleft() for _ in range(count)]
        self._mark()
        return chunk

    async def _read(self) -> None:
        total = 0
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(None) as pause:
            while True:
                pause.reschedule(loop.time() + self._config.idle_timeout_s)
                message = await self._receive()
                pause.reschedule(None)
                if message["type"] == "http.disconnect":
                    raise BodyIncompleteError
                data = message.get("body", b"")
                total += len(data)
                if total > self._config.max_body_bytes:
                    raise BodyTooLargeError
                self._add(self._cutter.feed(data))
                if not message.get("more_body", False):
                    self._add(self._cutter.end())
                    return
                await self._wait_for_room()

    def _add(self, lines: list[Line]) -> None:
        surplus = self._cutter.count - self._config.max_lines
        if surplus > 0:
            lines = [line for line in lines if line[0] <= self._config.max_lines]
        self._waiting.extend(lines)
        self._mark()
        if surplus > 0:
            raise TooManyLinesError

    def _mark(self) -> None:
        """Bring the three signals in line with what is waiting."""
        waiting = len(self._waiting)
        _set(self._some, self._is_ended or waiting > 0)
        _set(self._enough, self._is_ended or waiting >= self._config.chunk_lines)
        _set(self._room, waiting < _CHUNKS_AHEAD * self._config.chunk_lines)

    async def _wait_for_room(self) -> None:
        if not self._room.is_set():
            await self._room.wait()


def _set(event: asyncio.Event, is_set: bool) -> None:
    if is_set:
        event.set()
    else:
        event.clear()
