"""Writes the log as static files: what `chengjian publish` puts into a folder is what the server serves.

Source:
    C2SP tlog-tiles: a client needs nothing but these files.
"""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar, NamedTuple

from ledger.log.reader import LogReader
from ledger.log.tree import TILE_HEIGHT, TILE_WIDTH
from ledger.operation_error import OperationError

_BEGUN = frozenset({"tile", ".checkpoint.part", "lost+found"})
"""What a folder holds before its first checkpoint, or as a fresh file system."""

Progress = Callable[[int, int], None]


class PublishFolderError(OperationError):
    """A folder holds something else than a mirror of this log: it would be published with it."""

    code: ClassVar[str] = "publish-folder"


class StaticFile(NamedTuple):
    """One file of a published log.

    Attributes:
        path: Path below the log's prefix.
        read: Gives its content.
        is_full: Whether it never changes.
    """

    path: str
    read: Callable[[], bytes]
    is_full: bool


def spell_number(n: int) -> str:
    """Spell a tile's number as a path: groups of three digits, all but the last with an ``x`` before them."""
    digits = f"{n:d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])


def static_files(reader: LogReader, size: int) -> Iterator[StaticFile]:
    """List the tiles and bundles of a tree, entries first, then the tiles from the lowest level up."""
    for n, width in _tiles(size):
        yield _file("tile/entries", n, width, partial(reader.entry_bundle, n, width))
    level = 0
    while size >> (TILE_HEIGHT * level):
        for n, width in _tiles(size >> (TILE_HEIGHT * level)):
            yield _file(f"tile/{level}", n, width, partial(reader.tile, level, n, width))
        level += 1


def publish(reader: LogReader, folder: Path, progress: Progress | None = None) -> int:
    """Write everything that the newest checkpoint promises; the checkpoint comes last.

    Full tiles that are there already are left alone, so that a repeated run only adds.

    Args:
        reader: The log.
        folder: Where the files go; made if it is not there.
        progress: Told how many files are done, and how many there are.

    Returns:
        Size of the published tree.

    Raises:
        PublishFolderError: The folder is neither empty nor a mirror of this log.
    """
    tree = reader.checkpoint()
    _require_mirror(folder, tree.note)
    files = list(static_files(reader, tree.size))
    for done, file in enumerate(files, start=1):
        target = folder / file.path
        if not (file.is_full and target.exists()):
            _write(target, file.read())
        if progress is not None:
            progress(done, len(files))
    _write(folder / "checkpoint", tree.note.encode("utf-8"))
    return tree.size


def _require_mirror(folder: Path, note: str) -> None:
    """Let an empty folder pass, a mirror of the log, and what an interrupted first run left of one.

    The folder is served as it stands: with a wrong path, keys or backups that lie in it would be, too.
    """
    found = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if found <= _BEGUN:
        return
    mirror = folder / "checkpoint"
    first = mirror.read_bytes().partition(b"\n")[0] if mirror.is_file() else b""
    if first == note.partition("\n")[0].encode("utf-8"):
        return
    raise PublishFolderError(
        f"{folder} 不是空目录，也不是本账本的镜像。",
        f"{folder} is neither empty nor a mirror of this log.",
        "目录会整个公开：请指定新的目录，或者以前发布本账本的目录。",
        "The folder is made public as it stands: name a new one, or the one to which this log was published before.",
    )


def _tiles(n_hashes: int) -> Iterator[tuple[int, int]]:
    yield from ((n, TILE_WIDTH) for n in range(n_hashes // TILE_WIDTH))
    if n_hashes % TILE_WIDTH:
        yield n_hashes // TILE_WIDTH, n_hashes % TILE_WIDTH


def _file(prefix: str, n: int, width: int, read: Callable[[], bytes]) -> StaticFile:
    ending = "" if width == TILE_WIDTH else f".p/{width}"
    return StaticFile(f"{prefix}/{spell_number(n)}{ending}", read, width == TILE_WIDTH)


def _write(target: Path, content: bytes) -> None:
    """Put a whole file in place at once, so that no reader sees half of one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.part")
    with half.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(target)
