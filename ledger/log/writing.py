"""The making of rows: admitted events become entries, tag rows and vault rows, and leave in stretches.

While PostgreSQL stores one stretch, the next is sealed and hashed, and what came back of the one before is hashed along
the second path.
"""

from hashlib import sha256
from typing import NamedTuple

from ledger.append import VaultRow
from ledger.log.envelope import MAX_ENTRY_BYTES, Envelope
from ledger.log.errors import AppendRefusedError, EntryTooLargeError
from ledger.log.group import Admitted
from ledger.log.self_check import hash_stored
from ledger.log.store import LogStore, TagRows
from ledger.log.wire import int4

_STRETCH = 256


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
        compiled, all_counts = admitted.compiled, admitted.counts
        seal, time_ms, digests, types = self._envelope.seal, self._time_ms, compiled.digests, self._types
        sealed: list[bytes] = []
        counts: list[int] = []
        for i, event in enumerate(compiled.request.events):
            if all_counts:
                counts = all_counts[i]
            try:
                entry = seal(event, time_ms, counts)
                if len(entry) > MAX_ENTRY_BYTES:
                    raise EntryTooLargeError(len(entry))
            except AppendRefusedError as refusal:
                raise UnsealableError(admitted, refusal) from refusal
            sealed.append(entry)
            self._entries.append(entry)
            topic = types[event.type]
            self._entry_types.append(topic)
            self._add_tags(digests(i), (admitted.first + i).to_bytes(8, "big"), topic, counts)
            if event.vault:
                self._vault += [(admitted.first + i, row) for row in event.vault]
            if len(self._entries) == _STRETCH:
                self._send()
        return tuple(sealed)

    def _add_tags(self, digests: list[bytes], position: bytes, topic: bytes, counts: list[int]) -> None:
        """Note the tags of one entry, the counted ones first; counts of those before them are filled up with null."""
        n = len(digests)
        if counts:
            self._tag_counts += [None] * (len(self._tags) - len(self._tag_counts))
            self._tag_counts += [int4(count) for count in counts]
        self._tags += digests
        self._tag_positions += [position] * n
        self._tag_types += [topic] * n

    def _send(self) -> None:
        """Send what has gathered; have PostgreSQL start on it while the hashes are made."""
        store = self._store
        if not self._entries:
            return
        store.add_entries(self._position, self._entry_types, self._entries)
        store.flush()
        if self._tags:
            store.add_tags(TagRows(self._tags, self._tag_positions, self._tag_counts, self._tag_types))
        if self._vault:
            store.add_vault(self._vault)
        store.flush()
        self._hashes += [sha256(b"\x00" + entry).digest() for entry in self._entries]
        self._position += len(self._entries)
        self._clear()
        self.take_stored(is_last=False)

    def take_stored(self, *, is_last: bool) -> None:
        """Hash what came back along the second path; if it is the last time, wait for everything."""
        while len(self._stored) < len(self._hashes):
            entries = self._store.stored_entries(is_last=is_last)
            if entries is None:
                return
            self._stored += hash_stored(entries)
