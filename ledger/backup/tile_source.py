"""Reading a published log: checkpoint and entry bundles, from a folder or over HTTP.

Source:
    C2SP tlog-tiles. Nothing that comes from here is trusted before the tree over it is that of a checkpoint that we
    signed.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import httpx2

from ledger.backup.errors import ReplayError
from ledger.log.tree import TILE_WIDTH

_MOST_BUNDLE_BYTES = TILE_WIDTH * (2 + 65_535)
_TIMEOUT_S = 30.0


_OTHER_SOURCE = (
    "请核对 --tiles 或 --checkpoint 所指之处，或换一份发布的副本（chengjian publish 所写）。",
    "Check what --tiles or --checkpoint names, or use another copy of what chengjian publish wrote.",
)


class TileSource(Protocol):
    """Where a log's published files are."""

    def read(self, path: str) -> bytes:
        """Give one file.

        Raises:
            ReplayError: It is not there.
        """
        ...


class FolderSource:
    """Files that ``chengjian publish`` wrote, or a copy of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: str) -> bytes:
        """Give one file.

        Raises:
            ReplayError: It is not there.
        """
        try:
            return (self._folder / path).read_bytes()
        except OSError as error:
            raise ReplayError(f"缺少文件 {path}。", f"The published file {path} is missing.", *_OTHER_SOURCE) from error


class HttpSource:
    """A server that mirrors the log."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._client = httpx2.Client(timeout=_TIMEOUT_S, follow_redirects=False)

    def read(self, path: str) -> bytes:
        """Give one file.

        Raises:
            ReplayError: The server does not give it.
        """
        try:
            answer = self._client.get(f"{self._url}/{path}")
            answer.raise_for_status()
        except httpx2.HTTPError as error:
            raise ReplayError(
                f"无法取得 {path}。", f"The published file {path} cannot be had: {error}", *_OTHER_SOURCE
            ) from error
        return answer.content


def tile_source(place: str) -> TileSource:
    """The source that a command line argument names: a URL or a folder."""
    return HttpSource(place) if place.startswith(("http://", "https://")) else FolderSource(Path(place))


def entries_from(source: TileSource, start: int, stop: int) -> Iterator[list[bytes]]:
    """Read entries ``start`` to ``stop``, bundle by bundle.

    Args:
        source: Where the log is published.
        start: First position.
        stop: Size of the tree that was published; the last bundle is read in the width that it has there.

    Raises:
        ReplayError: A bundle is missing or malformed.
    """
    for bundle in range(start // TILE_WIDTH, -(-stop // TILE_WIDTH)):
        first = bundle * TILE_WIDTH
        width = min(TILE_WIDTH, stop - first)
        path = bundle_path(bundle, width)
        entries = parse_bundle(source.read(path), path)
        if len(entries) != width:
            raise ReplayError(
                f"{path} 的条目数不对。", f"{path} holds {len(entries)} entries, not {width}.", *_OTHER_SOURCE
            )
        yield entries[max(0, start - first) :]


def bundle_path(bundle: int, width: int) -> str:
    """The path of an entry bundle, such as ``tile/entries/x001/067.p/12``."""
    groups = [f"{bundle % 1000:03d}"]
    while bundle := bundle // 1000:
        groups.insert(0, f"x{bundle % 1000:03d}")
    return f"tile/entries/{'/'.join(groups)}" + (f".p/{width}" if width < TILE_WIDTH else "")


def parse_bundle(data: bytes, path: str) -> list[bytes]:
    """Take an entry bundle apart: each entry after its length in two bytes.

    Raises:
        ReplayError: It does not end where an entry ends, or is too long.
    """
    entries, place = [], 0
    while place < len(data) <= _MOST_BUNDLE_BYTES:
        start = place + 2
        place = start + int.from_bytes(data[place:start], "big")
        entries.append(data[start:place])
    if place != len(data):
        raise ReplayError(f"{path} 已损坏。", f"{path} is malformed.", *_OTHER_SOURCE)
    return entries
