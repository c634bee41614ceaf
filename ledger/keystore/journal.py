"""What the records of a key store mean together: who has which key, and which orders are still to be carried out.

The records of one subject form a chain, newest first: each names the slot of the one before.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.keystore.errors import KeyStoreFormError
from ledger.keystore.record import DESTROYED, ERASED, KEY, RETIRED, Record
from ledger.keystore.record_file import RecordFile
from ledger.keystore.slot_index import SlotIndex

_ORDERS = frozenset({RETIRED, DESTROYED})


class Journal:
    """The records of a key store and where each subject's newest one lies; its owner serialises the calls.

    Attributes:
        known: How many records of the file this process has read or written.
        damaged: Slots whose bytes are no record; what stood there is unknown.
    """

    def __init__(self, file: RecordFile) -> None:
        self._file = file
        self._index = SlotIndex()
        self.known = 1
        self.damaged: set[int] = set()

    def refresh(self) -> None:
        """Read what other processes appended since."""
        if self._file.count() != self.known:
            with self._file.locked():
                self.load()

    def load(self) -> None:
        """Read what was appended since, and finish interrupted orders; the file is locked.

        Raises:
            KeyStoreFormError: Records that were there are gone.
        """
        stop = self._file.count()
        if stop < self.known:
            raise KeyStoreFormError(f"the key store shrank from {self.known} to {stop} records")
        orders = []
        for slot, record, is_empty in self._file.scan(self.known, stop):
            if record is None:
                if not is_empty:
                    self.damaged.add(slot)
                continue
            self._enter(record)
            if record.kind in _ORDERS:
                orders.append(record)
        self.known = stop
        for order in orders:
            self.carry_out(order)

    def latest(self, subject_id: bytes) -> Record | None:
        """Find a subject's newest record; None where there never was one.

        Raises:
            KeyStoreFormError: The record is damaged, or may be among damaged ones.
        """
        record = self._find(subject_id)
        if record is not None and record.kind == ERASED:  # another process erased it: a later one must be there
            self.refresh()
            record = self._find(subject_id)
        if record is None and self.damaged:
            raise KeyStoreFormError(f"the key store has damaged records at slots {sorted(self.damaged)[:8]}")
        return record

    def chain(self, record: Record) -> Iterator[Record]:
        """Walk a subject's records, from a given one back to the first.

        Raises:
            KeyStoreFormError: One of them is damaged.
        """
        yield record
        while record.previous:
            before = self._file.read(record.previous)
            if before is None or before.subject_id != record.subject_id or before.slot >= record.slot:
                raise KeyStoreFormError(f"record {record.previous} of the key store is damaged")
            yield before
            record = before

    def append(self, record: Record) -> None:
        """Write a new record at slot ``known``; the file is locked and loaded."""
        self._file.append(record)
        self.known += 1
        self._enter(record)

    def carry_out(self, order: Record) -> None:
        """Overwrite the keys that a recorded order destroys, oldest first, durably; the file is locked."""
        targets = self._targets(order)
        if targets:
            self._file.sync()  # the order itself, before the first key byte goes
        for target in sorted(targets, key=lambda one: one.slot):
            erased = Record(ERASED, target.generation, target.slot, target.previous, order.subject_id, order.evidence)
            self._file.overwrite(erased)
            self.damaged.discard(target.slot)
        if targets:
            self._file.sync()

    def _targets(self, order: Record) -> list[Record]:
        kept = order.previous if order.kind == RETIRED else 0
        targets, slot = [], order.previous
        while slot:
            record = self._file.read(slot)
            if record is None:  # an overwriting was torn: the chain ends here, so look everywhere below
                record = Record(KEY, 0, slot, 0, order.subject_id)
                targets += [found for found in self._search(order.subject_id, slot) if found.kind == KEY]
            elif record.subject_id != order.subject_id or record.previous >= slot:
                raise KeyStoreFormError(f"record {slot} of the key store is another subject's")
            if record.kind == KEY and slot != kept:
                targets.append(record)
            slot = record.previous
        return targets

    def _search(self, subject_id: bytes, stop: int) -> Iterator[Record]:
        for _, record, _ in self._file.scan(1, stop):
            if record is not None and record.subject_id == subject_id:
                yield record

    def _find(self, subject_id: bytes) -> Record | None:
        for slot in self._index.candidates(subject_id):
            record = self._file.read(slot)
            if record is None:
                raise KeyStoreFormError(f"record {slot} of the key store is damaged")
            if record.subject_id == subject_id:
                return record
        return None

    def _enter(self, record: Record) -> None:
        if record.kind == RETIRED:  # the subject's newest record stays the newest key
            return
        if record.kind == KEY and not record.previous:
            self._index.add(record.subject_id, record.slot)
            return
        for slot in self._index.candidates(record.subject_id):
            held = self._file.read(slot)
            if held is None or held.subject_id == record.subject_id:
                self._index.replace(record.subject_id, slot, record.slot)
                return
        self._index.add(record.subject_id, record.slot)
