"""Taking connections from a socket that several workers share, so that each gets its share.

A connection wakes every worker, and left to themselves the same one takes most of them: whoever is awake already. Two
busy clients would share one interpreter while another is idle. So each worker tells the others how many connections it
has, and one that has more than another lets that one go first, for a few milliseconds at most.
"""

import asyncio
import ctypes
import socket
from collections.abc import Callable
from multiprocessing.sharedctypes import RawArray
from typing import Final

import structlog

_log = structlog.get_logger(__name__)

_AWAY: Final = -1
_STEP_S: Final = 0.002
_STEPS: Final = 8
_PAUSE_S: Final = 1.0

Counts = ctypes.Array[ctypes.c_int]


def new_counts(workers: int) -> Counts:
    """Make the memory in which workers tell how many connections they have; handed to each when it is started."""
    counts: Counts = RawArray(ctypes.c_int, [_AWAY] * workers)
    return counts


class Share:
    """One worker's view of how connections are spread."""

    def __init__(self, counts: Counts, number: int) -> None:
        """Keep the shared memory.

        Args:
            counts: Connections of each worker.
            number: Which of them this one is.
        """
        self._counts = counts
        self._number = number
        self._has_left = False

    def tell(self, connections: int) -> None:
        """Tell the others how many connections this worker has."""
        if not self._has_left:
            self._counts[self._number] = connections

    def leave(self) -> None:
        """Tell the others that this worker takes no more, for good."""
        self._counts[self._number] = _AWAY
        self._has_left = True

    def is_full(self, connections: int) -> bool:
        """Tell whether another worker has fewer."""
        return connections > min([count for count in self._counts if count != _AWAY], default=connections)


class Acceptor:
    """Takes connections off a listening socket on the event loop, one at a time.

    It closes its socket when it ends: once every process that shares it has, a client is refused at once rather than
    left to wait for somebody who takes no more.
    """

    def __init__(self, listener: socket.socket, share: Share, connections: Callable[[], int]) -> None:
        """Prepare; nothing is taken before `run`.

        Args:
            listener: Where connections come in; it is made non-blocking.
            share: How they are spread.
            connections: Counts those that this worker has.
        """
        self._listener = listener
        self._share = share
        self._connections = connections

    def tell(self) -> None:
        """Tell the other workers how many connections this one has."""
        self._share.tell(self._connections())

    async def run(self, protocol: Callable[[], asyncio.Protocol]) -> None:
        """Take connections until cancelled, then close the socket; each connection gets a protocol of its own."""
        loop = asyncio.get_running_loop()
        self._listener.setblocking(False)
        try:
            while True:
                await self._arrival(loop)
                await self._let_others_go_first()
                taken = await self._take()
                if taken is not None:
                    await loop.connect_accepted_socket(protocol, taken)
        finally:
            self._share.leave()
            self._listener.close()

    async def _arrival(self, loop: asyncio.AbstractEventLoop) -> None:
        """Wait until a connection is there."""
        arrived = asyncio.Event()
        loop.add_reader(self._listener, arrived.set)
        try:
            await arrived.wait()
        finally:
            loop.remove_reader(self._listener)

    async def _let_others_go_first(self) -> None:
        for _ in range(_STEPS):
            connections = self._connections()
            self._share.tell(connections)
            if not self._share.is_full(connections):
                return
            await asyncio.sleep(_STEP_S)

    async def _take(self) -> socket.socket | None:
        """Take one connection; None if another worker did or the client is gone."""
        try:
            taken, _ = self._listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return None
        except OSError as error:
            _log.error("cannot-accept", errno=error.errno)
            await asyncio.sleep(_PAUSE_S)
            return None
        taken.setblocking(False)
        return taken
