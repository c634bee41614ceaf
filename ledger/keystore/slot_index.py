"""Where each subject's newest record lies: a hash table of 8 bytes an entry, for millions of subjects."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

_SLOT_BITS = 32
_SLOT_MASK = (1 << _SLOT_BITS) - 1
_FIRST_CAPACITY = 1 << 10


class SlotIndex:
    """Open addressing over ids that are random by construction; names candidates, the caller compares whole ids.

    An entry holds 32 bits of the id and the slot; 0 is free, as slot 0 is the file's header.
    """

    __slots__ = ("_count", "_mask", "_table")

    def __init__(self) -> None:
        self._count = 0
        self._mask = _FIRST_CAPACITY - 1
        self._table = array("Q", bytes(8 * _FIRST_CAPACITY))

    def __len__(self) -> int:
        return self._count

    def candidates(self, subject_id: bytes) -> Iterator[int]:
        """Name the slots that may hold the subject's newest record; nearly always one or none."""
        place, mark = self._hash(subject_id)
        while entry := self._table[place]:
            if entry >> _SLOT_BITS == mark:
                yield entry & _SLOT_MASK
            place = place + 1 & self._mask

    def add(self, subject_id: bytes, slot: int) -> None:
        """Enter a subject who has no entry."""
        if 2 * (self._count + 1) > len(self._table):
            self._grow()
        place, mark = self._hash(subject_id)
        while self._table[place]:
            place = place + 1 & self._mask
        self._table[place] = mark << _SLOT_BITS | slot
        self._count += 1

    def replace(self, subject_id: bytes, old: int, new: int) -> None:
        """Point a subject's entry to a later slot."""
        place, mark = self._hash(subject_id)
        wanted = mark << _SLOT_BITS | old
        while self._table[place] != wanted:
            if not self._table[place]:
                raise KeyError(old)
            place = place + 1 & self._mask
        self._table[place] = mark << _SLOT_BITS | new

    def _hash(self, subject_id: bytes) -> tuple[int, int]:
        mark = int.from_bytes(subject_id[12:], "big")
        return mark & self._mask, mark

    def _grow(self) -> None:
        entries = [entry for entry in self._table if entry]
        self._mask = 2 * len(self._table) - 1
        table = array("Q", bytes(16 * len(self._table)))
        for entry in entries:
            place = entry >> _SLOT_BITS & self._mask
            while table[place]:
                place = place + 1 & self._mask
            table[place] = entry
        self._table = table
