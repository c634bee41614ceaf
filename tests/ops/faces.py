"""A town's HTTP face on a port of its own, for commands that talk to a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from fastapi import FastAPI

from tests.waiting import DEADLINE_S, wait_until


@contextmanager
def listening(app: FastAPI) -> Iterator[str]:
    """Serve an app on loopback; give its address."""
    served = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None))
    thread = Thread(target=served.run)
    thread.start()
    wait_until(lambda: served.started, what="the server")
    try:
        yield f"http://127.0.0.1:{served.servers[0].sockets[0].getsockname()[1]}"
    finally:
        served.should_exit = True
        thread.join(DEADLINE_S)
