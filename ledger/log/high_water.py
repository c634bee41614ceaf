"""The high-water mark: the largest tree ever promised, kept outside the database.

A database that was restored from an old backup would continue below what was already signed and so tell two stories.
The mark notices: nothing is signed beyond it, and a database behind it or different from it stops the log. The file
holds two slots, written in turn, so that a torn write leaves the older one; every reader and writer holds a lock on the
file.
"""

import fcntl
import hashlib
import os
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from ledger.log.errors import SETTLE_MARK, LogStoppedError
from ledger.log.tree import EMPTY_ROOT

_MAGIC = b"chengjian-mark/1"
_SLOT = struct.Struct(">16s32sQ32s")
_CRC = struct.Struct(">I")
_SLOT_BYTES = 512  # a disk sector: one slot's write never tears the other
_SLOTS = 2


class Mark(NamedTuple):
    """A tree that may be signed.

    Attributes:
        size: Number of leaves.
        root: 32 bytes.
    """

    size: int
    root: bytes


EMPTY_MARK = Mark(0, EMPTY_ROOT)


class HighWaterMark:
    """The mark of one log in one file, shared by all its processes."""

    def __init__(self, path: Path, origin: str) -> None:
        """Keep path and origin; nothing is touched before `open`."""
        self._path = path
        self._origin_hash = hashlib.sha256(origin.encode("utf-8")).digest()
        self._thread_lock = threading.Lock()
        self._file = -1

    def open(self, *, may_create: bool) -> None:
        """Open the file.

        Args:
            may_create: Make the file, with the mark of the empty log, if there is none; only right where the log is
                empty.

        Raises:
            LogStoppedError: The file is missing or damaged, or belongs to another log.
        """
        with self._thread_lock:
            self._open(may_create=may_create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; it opens again when it is needed."""
        with self._thread_lock:
            if self._file >= 0:
                os.close(self._file)
                self._file = -1

    def read(self) -> Mark:
        """Give the mark as it is on disk.

        Raises:
            LogStoppedError: The file is missing or damaged.
        """
        with self._thread_lock:
            self._open(may_create=False)
            with _locked(self._file, fcntl.LOCK_SH):
                return self._newest()[1]

    def advance(self, mark: Mark) -> None:
        """Raise the mark and return when the disk holds it; a mark that is higher already stays.

        Raises:
            LogStoppedError: Another root was promised at this size, or the file is missing or damaged.
        """
        with self._thread_lock:
            self._open(may_create=False)
            with _locked(self._file, fcntl.LOCK_EX):
                self._advance(mark)

    def _advance(self, mark: Mark) -> None:
        slot, newest = self._newest()
        if newest.size == mark.size and newest.root != mark.root:
            raise LogStoppedError(
                f"高水位标记在 {mark.size} 处记有另一个根哈希",
                f"the high-water mark holds another root at size {mark.size}",
            )
        if newest.size < mark.size:
            os.pwrite(self._file, self._pack(mark), (_SLOTS - 1 - slot) * _SLOT_BYTES)
            os.fdatasync(self._file)

    def _open(self, *, may_create: bool) -> None:
        if self._file >= 0:
            return
        flags = os.O_RDWR | os.O_CLOEXEC | (os.O_CREAT if may_create else 0)
        try:
            self._file = os.open(self._path, flags, 0o600)
        except FileNotFoundError as error:
            raise LogStoppedError(
                f"高水位标记文件 {self._path.name} 不存在",
                f"the file of the high-water mark, {self._path.name}, is missing",
                mend=SETTLE_MARK,
            ) from error
        with _locked(self._file, fcntl.LOCK_EX):
            if may_create and os.fstat(self._file).st_size == 0:
                os.pwrite(self._file, self._pack(EMPTY_MARK).ljust(_SLOT_BYTES * _SLOTS, b"\0"), 0)
                os.fsync(self._file)
                _sync_folder(self._path.parent)

    def _pack(self, mark: Mark) -> bytes:
        body = _SLOT.pack(_MAGIC, self._origin_hash, mark.size, mark.root)
        return body + _CRC.pack(zlib.crc32(body))

    def _newest(self) -> tuple[int, Mark]:
        """Read both slots; give the number and mark of the higher sound one."""
        data = os.pread(self._file, _SLOT_BYTES * _SLOTS, 0)
        sound: list[tuple[Mark, int]] = []
        for slot in range(_SLOTS):
            body = data[slot * _SLOT_BYTES : slot * _SLOT_BYTES + _SLOT.size]
            crc = data[slot * _SLOT_BYTES + _SLOT.size : slot * _SLOT_BYTES + _SLOT.size + _CRC.size]
            if len(crc) == _CRC.size and _CRC.unpack(crc)[0] == zlib.crc32(body):
                magic, origin_hash, size, root = _SLOT.unpack(body)
                if magic == _MAGIC and origin_hash == self._origin_hash:
                    sound.append((Mark(size, root), slot))
        if not sound:
            raise LogStoppedError(
                "高水位标记文件损坏或属于另一账本",
                "the file of the high-water mark is damaged or belongs to another log",
                mend=SETTLE_MARK,
            )
        mark, slot = max(sound)
        return slot, mark


@contextmanager
def _locked(file: int, kind: int) -> Iterator[None]:
    """Hold a lock on an open file against other processes and other openings."""
    fcntl.flock(file, kind)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
