"""The HTTP server: uvicorn, bounded, and ending by returning, so that what stands around it can close."""

import signal
from collections.abc import Callable
from socket import socket
from types import FrameType
from typing import Final

import uvicorn
from fastapi import FastAPI

_GRACE_S: Final = 30
_KEEP_ALIVE_S: Final = 30
_MAX_HEADER_BYTES: Final = 32 * 1024
_MAX_CONNECTIONS: Final = 2_000


def serve(app: FastAPI, host: str, port: int, *, announce: Callable[[str], None]) -> None:
    """Serve an app until the process is told to stop; requests in hand are finished first.

    Args:
        app: What to serve.
        host: Address to listen on.
        port: Port; 0: any free one.
        announce: Told the address once the server listens.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
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
    _Server(config, announce).run()


class _Server(uvicorn.Server):
    """Tells its address, and keeps a signal to itself: uvicorn would raise it anew and end the process at once."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[str], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Listen, then say where."""
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self._announce(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end; a second Ctrl-C no longer waits for requests in hand."""
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True
