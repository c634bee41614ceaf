"""The key store in a file: append, erase in place, survive any crash.

An order to destroy is appended and made durable before the first key byte is overwritten, so that a crash between the
two leaves the order behind, and whoever opens the store next carries it out. What file systems and disks keep of
overwritten blocks (snapshots, copy on write, spare flash cells) is beyond a file: put the store on a plain file system
on an encrypted disk, or behind a hardware module.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self
from uuid import UUID

from ledger.keystore.errors import KeyDestroyedError, UnknownSubjectError
from ledger.keystore.journal import Journal
from ledger.keystore.port import Evidence, KeyRecord, SubjectId, SubjectKeys
from ledger.keystore.record import DESTROYED, ERASED, ID_BYTES, KEY, NO_ID, RETIRED, SECRET_BYTES, Record
from ledger.keystore.record_file import RecordFile

FILE_NAME = "subjects.keys"
_NAMES = {KEY: "live", ERASED: "erased", RETIRED: "retired", DESTROYED: "destroyed"}


class FileKeyStore:
    """A ``KeyStore`` in one file, for any number of threads and processes; a forked process opens its own."""

    def __init__(self, folder: Path) -> None:
        """Open the store of a folder, making it if there is none, and finish what a crash interrupted.

        Args:
            folder: A folder of its own; made with mode 0700 if missing.

        Raises:
            KeyStoreModeError: The file is open to others.
            KeyStoreFormError: The file is no key store of this version.
        """
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = RecordFile(folder / FILE_NAME)
        self._journal = Journal(self._file)
        self._mutex = threading.Lock()
        self._sync_mutex = threading.Lock()
        self._durable = 0
        with self._file.locked():
            self._journal.load()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def create(self, subject_id: SubjectId) -> SubjectKeys:
        """Give the subject's keys, making them if there are none; durable after the next ``sync``.

        Raises:
            KeyDestroyedError: The subject's keys were destroyed.
            KeyStoreFormError: The store is damaged, and the subject's keys may be among what cannot be read.
        """
        raw = _raw(subject_id)
        with self._mutex, self._file.locked():
            self._journal.load()
            latest = self._journal.latest(raw)
            if latest is None:
                key, file_secret = os.urandom(SECRET_BYTES), os.urandom(SECRET_BYTES)
                latest = Record(KEY, 0, self._journal.known, 0, raw, NO_ID, key, file_secret)
                self._journal.append(latest)
        return _keys(latest)

    def get(self, subject_id: SubjectId) -> SubjectKeys | None:
        """Give the subject's newest keys, or None where there never were any or they were destroyed.

        Raises:
            KeyStoreFormError: The store is damaged, and the subject's keys may be among what cannot be read.
        """
        latest = self._latest(subject_id)
        return _keys(latest) if latest is not None and latest.kind == KEY else None

    def generations(self, subject_id: SubjectId) -> tuple[SubjectKeys, ...]:
        """Give all keys of the subject that still exist, newest first: more than one only during a rotation.

        Raises:
            KeyStoreFormError: A record of the subject is damaged.
        """
        with self._mutex:
            self._journal.refresh()
            latest = self._journal.latest(_raw(subject_id))
            chain = [] if latest is None else list(self._journal.chain(latest))
        return tuple([_keys(record) for record in chain if record.kind == KEY])

    def rotate(self, subject_id: SubjectId) -> SubjectKeys:
        """Make the subject's next key; the one before stays until ``retire``. Durable when it returns.

        Raises:
            UnknownSubjectError: The subject has no keys.
            KeyDestroyedError: The subject's keys were destroyed.
        """
        with self._mutex, self._file.locked():
            latest = self._live(subject_id)
            fresh = latest._replace(
                generation=latest.generation + 1,
                slot=self._journal.known,
                previous=latest.slot,
                key=os.urandom(SECRET_BYTES),
            )
            self._journal.append(fresh)
        self.sync()
        return _keys(fresh)

    def retire(self, subject_id: SubjectId, evidence_jti: Evidence) -> None:
        """Destroy every key of the subject but the newest. Done for good when it returns; repeating it is harmless.

        Raises:
            UnknownSubjectError: The subject has no keys.
            KeyDestroyedError: All of them were destroyed.
        """
        with self._mutex, self._file.locked():
            latest = self._live(subject_id)
            if any(record.kind == KEY for record in self._journal.chain(latest) if record is not latest):
                self._order(RETIRED, latest, evidence_jti)

    def destroy(self, subject_id: SubjectId, evidence_jti: Evidence) -> None:
        """Destroy all keys and the file secret of the subject. Done for good when it returns; repeating it is harmless.

        Raises:
            UnknownSubjectError: The subject has no keys.
        """
        with self._mutex, self._file.locked():
            latest = self._existing(subject_id)
            if latest.kind == KEY:
                self._order(DESTROYED, latest, evidence_jti)
            else:
                self._journal.carry_out(latest)

    def is_destroyed(self, subject_id: SubjectId) -> bool:
        """Tell whether the subject had keys that were destroyed."""
        latest = self._latest(subject_id)
        return latest is not None and latest.kind != KEY

    def sync(self) -> None:
        """Make durable every key that was given out so far; called before each COMMIT, cheap when nothing is new.

        Raises:
            KeyStoreError: It failed, now or once before: after a failed fsync nobody knows what the disk holds.
        """
        target = self._journal.known
        with self._sync_mutex:
            if target > self._durable:
                self._file.sync()
                self._durable = target

    def records(self) -> Iterator[KeyRecord]:
        """Go through everything the store holds, without secrets, for ``fsck``."""
        with self._mutex:
            self._journal.refresh()
            stop = self._journal.known
        for slot, record, is_empty in self._file.scan(1, stop):
            if record is not None:
                yield KeyRecord(slot, record.subject_id, record.generation, _NAMES[record.kind], record.evidence)
            elif not is_empty:
                yield KeyRecord(slot, NO_ID, 0, "damaged", NO_ID)

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy to a new file while the store is in use.

        A copy holds the keys that were live when it was made: destroying a key means destroying its copies too.

        Raises:
            FileExistsError: There is a file already.
        """
        with self._mutex, self._file.locked():
            self._journal.load()
            self._file.copy_to(target, self._journal.known)

    def _latest(self, subject_id: SubjectId) -> Record | None:
        with self._mutex:
            self._journal.refresh()
            return self._journal.latest(_raw(subject_id))

    def _existing(self, subject_id: SubjectId) -> Record:
        self._journal.load()
        latest = self._journal.latest(_raw(subject_id))
        if latest is None:
            raise UnknownSubjectError("the subject has no keys")
        return latest

    def _live(self, subject_id: SubjectId) -> Record:
        latest = self._existing(subject_id)
        if latest.kind != KEY:
            raise KeyDestroyedError("the subject's keys were destroyed")
        return latest

    def _order(self, kind: int, latest: Record, evidence: Evidence) -> None:
        order = Record(kind, latest.generation, self._journal.known, latest.slot, latest.subject_id, _raw(evidence))
        self._journal.append(order)
        self._file.sync()
        self._journal.carry_out(order)


def _raw(name: Evidence) -> bytes:
    if isinstance(name, str):
        name = UUID(name)
    raw = name.bytes if isinstance(name, UUID) else name
    if len(raw) != ID_BYTES:
        raise ValueError("an id is 16 bytes")
    return raw


def _keys(record: Record) -> SubjectKeys:
    if record.kind != KEY:
        raise KeyDestroyedError("the subject's keys were destroyed")
    return SubjectKeys(record.subject_id, record.generation, record.key, record.file_secret)
