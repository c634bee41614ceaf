"""What the embedded server prints: a file that the server appends to, and its last lines for our messages."""

import os
from pathlib import Path
from typing import IO

_LIMIT_BYTES = 10 * 1024 * 1024
_TAIL_BYTES = 4096

# What a new server says when a killed one's children have not ended yet, or when one starts at the same moment.
_LINGERING = ("pre-existing shared memory block", 'lock file "postmaster.pid" already exists')


class ServerLog:
    """The log file of one embedded server; the one before is kept when it grows past 10 MiB."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def open(self) -> IO[bytes]:
        """Open it for a server that is about to start; readable by us alone."""
        if self._path.exists() and self._path.stat().st_size > _LIMIT_BYTES:
            self._path.replace(self._path.with_suffix(".log.1"))
        return os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")

    def last_lines(self, count: int) -> str:
        """The last lines that the server printed."""
        if not self._path.exists():
            return ""
        with self._path.open("rb") as file:
            file.seek(max(0, self._path.stat().st_size - _TAIL_BYTES))
            return "\n".join(file.read().decode(errors="replace").splitlines()[-count:])

    def says_another_lingers(self) -> bool:
        """Whether the server ended because another still holds its data folder."""
        tail = self.last_lines(4)
        return any(sign in tail for sign in _LINGERING)
