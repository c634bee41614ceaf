"""The HTTP server: uvicorn, bounded, and ending by returning, so that what stands around it can close."""

import asyncio
import errno
import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import ClassVar, Final

import uvicorn
from fastapi import FastAPI

from api.accepting import Acceptor, Share
from ledger.operation_error import OperationError

_GRACE_S: Final = 30
_KEEP_ALIVE_S: Final = 30
_MAX_HEADER_BYTES: Final = 32 * 1024
_MAX_CONNECTIONS: Final = 2_000
_BACKLOG: Final = 2_048


class ListenError(OperationError):
    """The address cannot be listened on."""

    code: ClassVar[str] = "cannot-listen"


def listen(host: str, port: int) -> socket.socket:
    """Listen on an address.

    Args:
        host: Name or number of an interface.
        port: Port; 0: any free one.

    Raises:
        ListenError: The port is taken, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        place, why = f"{host}:{port}", errno.errorcode.get(error.errno or 0, type(error).__name__)
        raise ListenError(
            f"无法监听 {place}（{why}）。",
            f"Cannot listen on {place} ({why}).",
            "请用 --host、--port（或 CHENGJIAN_HOST、CHENGJIAN_PORT）换一个地址或端口。",
            "Choose another address or port with --host and --port (or CHENGJIAN_HOST, CHENGJIAN_PORT).",
        ) from error


def url_of(listener: socket.socket) -> str:
    """Give the address that a socket listens on, as a URL."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(app: FastAPI, listener: socket.socket, share: Share, *, on_start: Callable[[], None]) -> None:
    """Serve an app until the process is told to stop; requests in hand are finished first.

    Args:
        app: What to serve.
        listener: Where connections come in; several processes may share it.
        share: How they share it.
        on_start: Called once requests are taken.
    """
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_S,
        timeout_keep_alive=_KEEP_ALIVE_S,
        h11_max_incomplete_event_size=_MAX_HEADER_BYTES,
        proxy_headers=False,
        limit_concurrency=_MAX_CONNECTIONS,
        lifespan="on",
    )
    _Server(config, listener, share, on_start).run()


class _Server(uvicorn.Server):
    """Takes its connections from an `Acceptor`, and keeps a signal to itself.

    uvicorn would raise the signal anew and end the process at once.
    """

    def __init__(
        self, config: uvicorn.Config, listener: socket.socket, share: Share, on_start: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._acceptor = Acceptor(listener, share, lambda: len(self.server_state.connections))
        self._accepting: asyncio.Task[None] | None = None
        self._on_start = on_start

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take connections, then say so."""
        await super().startup(sockets or [])
        if self.started:
            self._accepting = asyncio.create_task(self._acceptor.run(self._protocol))
            self._on_start()

    async def on_tick(self, counter: int) -> bool:
        """Do what is done ten times a second; a server that takes nothing any more ends."""
        self._acceptor.tell()
        return await super().on_tick(counter) or (self._accepting is not None and self._accepting.done())

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, and finish what is in hand."""
        if self._accepting is not None:
            self._accepting.cancel()
            await asyncio.wait([self._accepting])
        await super().shutdown(sockets)
        if self._accepting is not None and not self._accepting.cancelled():
            self._accepting.result()

    def _protocol(self) -> asyncio.Protocol:
        made: asyncio.Protocol = self.config.http_protocol_class(  # type: ignore[call-arg] # typed as its base
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        return made

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end; a second Ctrl-C no longer waits for requests in hand."""
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True
