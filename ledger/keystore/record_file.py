"""The key store's file: fixed-size records, appended under a lock, overwritten in place only to erase.

Records become visible to other processes as they are appended and durable with ``sync``. A record that was torn by a
crash lies past the last whole one; the next writer cuts it off. A crash may also leave whole records of zeros, which
hold nothing.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.keystore.errors import KeyStoreError, KeyStoreFormError, KeyStoreModeError
from ledger.keystore.record import EMPTY, HEADER, ID_BYTES, RECORD_BYTES, Record, pack, unpack

_OTHERS = 0o077
_CHUNK = 8192


class RecordFile:
    """One open file of records; a process opens its own, never one inherited by a fork."""

    def __init__(self, path: Path) -> None:
        """Open the file, making it if there is none.

        Raises:
            KeyStoreModeError: Others than the owner may read or write it.
            KeyStoreFormError: It is no key store of this version.
        """
        self._sync_failure: OSError | None = None
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            with self.locked():
                self._check_header(path)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file."""
        os.close(self._handle)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes out; threads of this one are the caller's business."""
        fcntl.flock(self._handle, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._handle, fcntl.LOCK_UN)

    def count(self) -> int:
        """Count the whole records, the header among them."""
        return os.fstat(self._handle).st_size // RECORD_BYTES

    def read(self, slot: int) -> Record | None:
        """Read one record; None if it is damaged or empty."""
        record = self._read(slot)
        return self._read(slot) if record is None else record  # again: another process may just have been writing it

    def scan(self, start: int, stop: int) -> Iterator[tuple[int, Record | None, bool]]:
        """Read records in order: slot, record (None if unreadable), and whether the slot is merely empty."""
        for first in range(start, stop, _CHUNK):
            width = min(_CHUNK, stop - first)
            data = os.pread(self._handle, width * RECORD_BYTES, first * RECORD_BYTES)
            for slot in range(first, first + len(data) // RECORD_BYTES):
                offset = (slot - first) * RECORD_BYTES
                piece = data[offset : offset + RECORD_BYTES]
                yield slot, unpack(piece, slot), piece == EMPTY

    def append(self, record: Record) -> None:
        """Write a record after the last whole one, cutting off a torn tail; the lock is held, ``sync`` follows."""
        offset = record.slot * RECORD_BYTES
        if os.fstat(self._handle).st_size != offset:
            os.ftruncate(self._handle, offset)
        self._write(pack(record), offset)

    def overwrite(self, record: Record) -> None:
        """Write a record over the one in its slot; the lock is held, ``sync`` follows."""
        self._write(pack(record), record.slot * RECORD_BYTES)

    def sync(self) -> None:
        """Make durable everything that was written, by whichever process.

        Raises:
            KeyStoreError: It failed, now or once before: after a failed fsync nobody knows what the disk holds.
        """
        if self._sync_failure is None:
            try:
                os.fdatasync(self._handle)
            except OSError as error:
                self._sync_failure = error
        if self._sync_failure is not None:
            raise KeyStoreError("the key store could not be made durable") from self._sync_failure

    def copy_to(self, target: Path, count: int) -> None:
        """Copy the first records to a new file of mode 0600 and make it durable; the lock is held."""
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            for first in range(0, count, _CHUNK):
                width = min(_CHUNK, count - first)
                _write_all(handle, os.pread(self._handle, width * RECORD_BYTES, first * RECORD_BYTES))
            os.fsync(handle)
        finally:
            os.close(handle)
        _sync_folder(target.parent)

    def _read(self, slot: int) -> Record | None:
        return unpack(os.pread(self._handle, RECORD_BYTES, slot * RECORD_BYTES), slot)

    def _write(self, data: bytes, offset: int) -> None:
        written = os.pwrite(self._handle, data, offset)
        if written != len(data):
            raise OSError(f"wrote {written} of {len(data)} bytes")

    def _check_header(self, path: Path) -> None:
        if os.fstat(self._handle).st_mode & _OTHERS:
            raise KeyStoreModeError(f"{path.name} is open to others; run chmod 600 on it")
        if self.count() == 0:
            self.append(Record(HEADER, 1, 0, 0, os.urandom(ID_BYTES)))
            os.fsync(self._handle)
            _sync_folder(path.parent)
            _sync_folder(path.parent.parent)
        header = self.read(0)
        if header is None or header.kind != HEADER or header.generation != 1:
            raise KeyStoreFormError(f"{path.name} is no key store of this version")


def _write_all(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
