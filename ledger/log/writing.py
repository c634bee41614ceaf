"""The making of rows: admitted events become entries, tag rows and vault rows, and leave in stretches.

While PostgreSQL stores one stretch, the next is sealed and hashed, and what came back of the one before is hashed along
the second path.
"""

from collections.abc import Sequence
from hashlib import sha256
from itertools import chain, repeat
from typing import NamedTuple

from ledger.append import PendingEvent, VaultRow
from ledger.log.envelope import MAX_ENTRY_BYTES, Envelope
from ledger.log.errors import AppendRefusedError, EntryTooLargeError
from ledger.log.group import Admitted
from ledger.log.self_check import hash_stored
from ledger.log.store import LogStore, TagRows
from ledger.log.wire import int4

_STRETCH = 256
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
        stored_hashes: The same along the second path, as far as they came back.
    """

    entries: list[tuple[bytes, ...]]
    leaf_hashes: list[bytes]
    stored_hashes: list[bytes]


class RowWriter:
    """Sends the rows of one transaction."""

    def __init__(self, store: LogStore, envelope: Envelope, types: dict[str, int], time_ms: int, first: int) -> None:
        """Begin at leaf position `first`, with entry time `time_ms` and the numbers of all topics."""
        self._store = store
        self._envelope = envelope
        self._types = {name: int4(number) for name, number in types.items()}
        self._time_ms = time_ms
        self._position = first
        self._hashes: list[bytes] = []
        self._stored: list[bytes] = []
        self._clear()

    def _clear(self) -> None:
        self._entries: list[bytes] = []
        self._entry_types: list[bytes] = []
        self._tags: list[bytes] = []
        self._tag_positions: list[bytes] = []
        self._tag_counts: list[bytes | None] = []
        self._tag_types: list[bytes] = []
        self._vault: list[tuple[int, VaultRow]] = []

    def write(self, admitted: list[Admitted]) -> Written:
        """Seal and send all events of the admitted requests.

        Raises:
            UnsealableError: One of them cannot be spelled; roll back.
        """
        entries = [self._write(each) for each in admitted]
        self._send()
        return Written(entries, self._hashes, self._stored)

    def _write(self, admitted: Admitted) -> tuple[bytes, ...]:
        """Seal a request, and send it in stretches."""
        events, n_tags = admitted.compiled.request.events, 0
        sealed: list[bytes] = []
        while len(sealed) < len(events):
            start = len(sealed)
            part = events[start : start + _STRETCH - len(self._entries)]
            try:
                sealed += self._seal(part, admitted.counts[start : start + len(part)])
            except AppendRefusedError as refusal:
                raise UnsealableError(admitted, refusal) from refusal
            self._entries += sealed[start:]
            n_tags += self._add_tags(admitted, start, part, n_tags)
            if len(self._entries) >= _STRETCH:
                self._send()
                self.take_stored(is_last=False)
        return tuple(sealed)

    def _seal(self, events: Sequence[PendingEvent], counts: Sequence[Sequence[int]]) -> list[bytes]:
        seal, time_ms = self._envelope.seal, self._time_ms
        if counts:
            entries = [seal(event, time_ms, count) for event, count in zip(events, counts, strict=True)]
        else:
            entries = [seal(event, time_ms, ()) for event in events]
        largest = max(map(len, entries))
        if largest > MAX_ENTRY_BYTES:
            raise EntryTooLargeError(largest)
        return entries

    def _add_tags(self, admitted: Admitted, start: int, events: Sequence[PendingEvent], first_tag: int) -> int:
        """Note types, tags and vault rows of events of a request; return how many private tags they have."""
        first = admitted.first + start
        positions = [position.to_bytes(8, "big") for position in range(first, first + len(events))]
        types = [self._types[event.type] for event in events]
        self._entry_types += types
        if admitted.counts:
            self._add_counted(admitted, start, positions, types)
        numbers = [len(event.private_tags) for event in events]
        n_tags = sum(numbers)
        self._tags += admitted.compiled.digests()[first_tag : first_tag + n_tags]
        self._tag_positions += chain.from_iterable(map(repeat, positions, numbers))
        self._tag_types += chain.from_iterable(map(repeat, types, numbers))
        for position, event in enumerate(events, first):
            if event.vault:
                self._vault += [(position, row) for row in event.vault]
        return n_tags

    def _add_counted(self, admitted: Admitted, start: int, positions: list[bytes], types: list[bytes]) -> None:
        """Note counted tags; those before them, which are not counted, get null."""
        self._tag_counts += [None] * (len(self._tags) - len(self._tag_counts))
        for i, (position, topic) in enumerate(zip(positions, types, strict=True), start):
            tags = admitted.compiled.counted[i]
            self._tags += tags
            self._tag_positions += [position] * len(tags)
            self._tag_types += [topic] * len(tags)
            self._tag_counts += [int4(n) for n in admitted.counts[i]]

    def _send(self) -> None:
        """Send what has gathered; have PostgreSQL start on it while the hashes are made."""
        store = self._store
        if not self._entries:
            return
        store.add_entries(self._position, self._entry_types, self._entries)
        if self._tags:
            store.add_tags(TagRows(self._tags, self._tag_positions, self._tag_counts, self._tag_types))
        if self._vault:
            store.add_vault(self._vault)
        if len(self._entries) >= _WORTH_A_PUSH:
            store.flush()
        self._hashes += [sha256(b"\x00" + entry).digest() for entry in self._entries]
        self._position += len(self._entries)
        self._clear()

    def take_stored(self, *, is_last: bool) -> None:
        """Hash what came back along the second path; if it is the last time, wait for everything."""
        while len(self._stored) < len(self._hashes):
            entries = self._store.stored_entries(is_last=is_last)
            if entries is None:
                return
            self._stored += hash_stored(entries)
