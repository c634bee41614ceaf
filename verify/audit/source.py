"""Where a log is read from: a folder, or an address. Nothing that comes from here is trusted."""

import http.client
import urllib.error
import urllib.request
from pathlib import Path
from typing import Protocol

from verify.errors import FileUnreadableError, TooLargeError

MAX_RESOURCE_BYTES = 256 * (65_535 + 2)
TIMEOUT_S = 30
_NOT_FOUND = frozenset({404, 410})
_SCHEMES = ("http://", "https://")


class Source(Protocol):
    """Anything that serves a C2SP tiled log.

    Attributes:
        threads: How many reads it answers at a time to good use.
    """

    threads: int

    def read(self, path: str) -> bytes | None:
        """Return a resource below the log's prefix, or None if there is none.

        Raises:
            FileUnreadableError: It may be there, but cannot be had.
        """
        ...


class FolderSource:
    """A log as ``chengjian publish`` writes it."""

    threads = 2

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: str) -> bytes | None:
        """Return a file, or None if there is none."""
        try:
            return (self._folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise FileUnreadableError(path, reason=error.strerror or "") from error


class HttpSource:
    """A log behind an address."""

    threads = 8

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix.rstrip("/")
        self._opener = urllib.request.build_opener()

    def read(self, path: str) -> bytes | None:
        """Return the body of an answer, or None if it says that there is none."""
        try:
            with self._opener.open(f"{self._prefix}/{path}", timeout=TIMEOUT_S) as answer:
                body: bytes = answer.read(MAX_RESOURCE_BYTES + 1)
        except urllib.error.HTTPError as error:
            if error.code in _NOT_FOUND:
                return None
            raise FileUnreadableError(path, reason=f"HTTP {error.code}") from error
        except (OSError, http.client.HTTPException) as error:
            raise FileUnreadableError(path, reason=str(error)) from error
        if len(body) > MAX_RESOURCE_BYTES:
            raise TooLargeError(path)
        return body


def open_source(place: str) -> Source:
    """Return the source for an http or https address or a folder.

    Raises:
        FileUnreadableError: There is no such folder.
    """
    if place.startswith(_SCHEMES):
        return HttpSource(place)
    if not Path(place).is_dir():
        raise FileUnreadableError(place, reason="not a folder")
    return FolderSource(Path(place))
