"""The port between events and leaves: how an event becomes the exact bytes of an entry."""

from collections.abc import Sequence
from typing import Protocol

from ledger.append import PendingEvent

MAX_ENTRY_BYTES = 65_535
"""What the two length bytes of an entry bundle can say (C2SP tlog-tiles)."""


class Envelope(Protocol):
    """Seals events into the entries of one kind of log.

    A log's kind is recorded in its database when the log is made; a sequencer with another envelope is refused.
    """

    @property
    def kind(self) -> str:
        """What `kind` says in the log's entries: ``event`` or ``data``."""
        ...

    def seal(self, event: PendingEvent, time_ms: int, counts: Sequence[int]) -> bytes:
        """Make the exact bytes of the entry.

        Args:
            event: What is to be recorded.
            time_ms: Entry time, ms since 1970.
            counts: For each counted tag (open, then spines, then sealed) the number of earlier entries under it.

        Raises:
            InvalidAppendError: The event cannot be spelled in this kind of entry.
        """
        ...
