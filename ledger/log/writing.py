"""The making of rows: admitted events become entries, tag rows and vault rows, and leave in stretches.

While PostgreSQL stores one stretch, the next is sealed and hashed, and what came back of the one before is hashed along
the second path.
"""

from hashlib import sha256
from itertools import chain, repeat
from typing import NamedTuple

from ledger.append import PendingEvent
from ledger.log.envelope import MAX_ENTRY_BYTES, Envelope
from ledger.log.errors import AppendRefusedError, EntryTooLargeError
from ledger.log.group import Admitted
from ledger.log.self_check import RootCheck
from ledger.log.store import LogStore, TagRows
from ledger.log.wire import int4

_STRETCH = 128
_WORTH_A_PUSH = 32


class UnsealableError(Exception):
    """An admitted request turned out to be impossible to spell; the group is done again without it.

    Attributes:
        admitted: The request.
        refusal: What its submitter is told.
    """

    def __init__(self, admitted: Admitted, refusal: AppendRefusedError) -> None:
        super().__init__(str(refusal))
        self.admitted = admitted
        self.refusal = refusal


class Written(NamedTuple):
    """What was sent.

    Attributes:
        entries: The exact leaf bytes, by admitted request.
        leaf_hashes: Of all entries, in order.
    """

    entries: list[tuple[bytes, ...]]
    leaf_hashes: list[bytes]


class RowWriter:
    """Sends the rows of one transaction."""

    def __init__(
        self,
        store: LogStore,
        envelope: Envelope,
        types: dict[str, int],
        time_ms: int,
        first: int,
        check: RootCheck,
    ) -> None:
        """Begin at leaf position `first`, with entry time `time_ms` and the numbers of all topics."""
        self._store = store
        self._envelope = envelope
        self._types = {name: int4(number) for name, number in types.items()}
        self._time_ms = time_ms
        self._first = first
        self._entries: list[bytes] = []
        self._hashes: list[bytes] = []
        self._check = check

    def write(self, admitted: list[Admitted]) -> Written:
        """Seal and send all events of the admitted requests.

        Raises:
            UnsealableError: One of them cannot be spelled; roll back.
        """
        events = [event for each in admitted for event in each.compiled.request.events]
        tags = _Tags(admitted)
        for start in range(0, len(events), _STRETCH):
            if start:
                self.take_stored(is_last=False)
            part = events[start : start + _STRETCH]
            entries = self._seal(admitted, part, tags.counts[start : start + _STRETCH])
            self._send(part, entries, tags)
        ends = [each.first - self._first + len(each.compiled.request.events) for each in admitted]
        starts = [0, *ends[:-1]]
        by_request = [tuple(self._entries[start:end]) for start, end in zip(starts, ends, strict=True)]
        return Written(by_request, self._hashes)

    def _seal(self, admitted: list[Admitted], events: list[PendingEvent], counts: list[list[int]]) -> list[bytes]:
        counts = counts or [[]] * len(events)
        try:
            seal, time_ms = self._envelope.seal, self._time_ms
            entries = [seal(event, time_ms, count) for event, count in zip(events, counts, strict=True)]
            largest = max(map(len, entries))
            if largest > MAX_ENTRY_BYTES:
                raise EntryTooLargeError(largest)
        except AppendRefusedError:
            self._find_offender(admitted, events, counts)
            raise
        return entries

    def _find_offender(self, admitted: list[Admitted], events: list[PendingEvent], counts: list[list[int]]) -> None:
        """Seal events one by one to find the request that cannot be spelled."""
        position = self._first + len(self._entries)
        for event, count in zip(events, counts, strict=True):
            try:
                size = len(self._envelope.seal(event, self._time_ms, count))
                if size > MAX_ENTRY_BYTES:
                    raise EntryTooLargeError(size)
            except AppendRefusedError as refusal:
                offender = next(each for each in reversed(admitted) if each.first <= position)
                raise UnsealableError(offender, refusal) from refusal
            position += 1

    def _send(self, events: list[PendingEvent], entries: list[bytes], tags: "_Tags") -> None:
        """Send a stretch; have PostgreSQL start on it while the hashes are made."""
        first = self._first + len(self._entries)
        types = [self._types[event.type] for event in events]
        self._store.add_entries(first, types, entries)
        rows = tags.take(events, first, types)
        if rows.tags:
            self._store.add_tags(rows)
        vault = [(position, row) for position, event in enumerate(events, first) if event.vault for row in event.vault]
        if vault:
            self._store.add_vault(vault)
        if len(entries) >= _WORTH_A_PUSH:
            self._store.flush()
        self._entries += entries
        self._hashes += [sha256(b"\x00" + entry).digest() for entry in entries]

    def take_stored(self, *, is_last: bool) -> None:
        """Take what came back along the second path; if it is the last time, wait for everything."""
        while self._check.count < len(self._hashes):
            entries = self._store.stored_entries(is_last=is_last)
            if entries is None:
                return
            self._check.add(entries)


class _Tags:
    """The tags of a group's events, as columns, a stretch at a time."""

    def __init__(self, admitted: list[Admitted]) -> None:
        has_counted = any(each.counts for each in admitted)
        self._private = list(chain.from_iterable([each.compiled.digests() for each in admitted]))
        self._next_private = self._next_counted = 0
        self.counts: list[list[int]] = []
        self._counted: list[list[bytes]] = []
        if has_counted:
            for each in admitted:
                n = len(each.compiled.request.events)
                self.counts += each.counts or [[]] * n
                self._counted += each.compiled.counted or [[]] * n

    def take(self, events: list[PendingEvent], first: int, types: list[bytes]) -> TagRows:
        """Give the rows of the next events; the counted ones stand first, so that the rest of the counts is null."""
        positions = [position.to_bytes(8, "big") for position in range(first, first + len(events))]
        rows = TagRows([], [], [], [])
        if self._counted:
            stretch = slice(self._next_counted, self._next_counted + len(events))
            counted, counts = self._counted[stretch], self.counts[stretch]
            self._next_counted += len(events)
            rows.tags.extend(chain.from_iterable(counted))
            rows.counts.extend([int4(n) for n in chain.from_iterable(counts)])
            _repeat(rows, positions, types, [len(tags) for tags in counted])
        numbers = [len(event.private_tags) for event in events]
        start, self._next_private = self._next_private, self._next_private + sum(numbers)
        rows.tags.extend(self._private[start : self._next_private])
        _repeat(rows, positions, types, numbers)
        return rows


def _repeat(rows: TagRows, positions: list[bytes], types: list[bytes], numbers: list[int]) -> None:
    """Give each tag the position and type of its event."""
    rows.positions.extend(chain.from_iterable(map(repeat, positions, numbers)))
    rows.types.extend(chain.from_iterable(map(repeat, types, numbers)))
