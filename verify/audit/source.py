"""Where a log is read from: a folder, or an address. Nothing that comes from here is trusted."""

from pathlib import Path
from typing import Protocol

from verify.errors import FileUnreadableError

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


def open_source(place: str) -> Source:
    """Return the source for an http or https address or a folder.

    The libraries for HTTP load slowly and are needed for few logs, so they are imported here, when an address is given.

    Raises:
        FileUnreadableError: There is no such folder.
    """
    if place.startswith(_SCHEMES):
        from verify.audit.http_source import HttpSource

        return HttpSource(place)
    if not Path(place).is_dir():
        raise FileUnreadableError(place, reason="not a folder")
    return FolderSource(Path(place))
