"""The server of the demo: the command that an operator would run, in a process of its own."""

import os
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from ledger.postgres.errors import StartError

_URL = re.compile(r"https?://[^\s/]+")
_START_S = 60.0
_STOP_S = 40.0


class DemoServer:
    """Runs ``chengjian run``; a context manager."""

    def __init__(self, home: Path, port: int) -> None:
        """Prepare to serve the ledger of a state folder."""
        self._home = home
        self._port = port if _is_free(port) else 0
        self._process: subprocess.Popen[str] | None = None
        self._log: IO[str] | None = None
        self.url = ""

    def __enter__(self) -> Self:
        """Start the server and wait until it says where it listens.

        Raises:
            StartError: It ended instead.
        """
        others = {name: value for name, value in os.environ.items() if not name.startswith("CHENGJIAN_")}
        environment = {**others, "CHENGJIAN_HOME": str(self._home), "PYTHONUNBUFFERED": "1"}
        self._log = (self._home / "server.log").open("w", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "api", "run", "--port", str(self._port)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            start_new_session=True,  # Ctrl-C is the demo's; it stops the server itself
        )
        found = threading.Event()
        threading.Thread(target=self._listen, args=(found,), daemon=True).start()
        if not found.wait(_START_S) or not self.url:
            self.__exit__(None, None, None)
            raise StartError("演示服务未能启动。", f"The demo's server did not start; see {self._home}/server.log.")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the server; requests in hand are finished."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        if self._log is not None:
            self._log.close()

    def wait(self) -> None:
        """Wait until the server ends by itself."""
        if self._process is not None:
            self._process.wait()

    def _listen(self, found: threading.Event) -> None:
        """Read what the server prints, and find its address in it."""
        output = self._process.stdout if self._process is not None else None
        for line in output or ():
            match = _URL.search(line)
            if match and not self.url:
                self.url = match[0]
                found.set()
        found.set()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
