"""What the recorder is asked to append, and what it answers.

An `AppendRequest` is atomic: all its events are recorded, at consecutive positions, or none is. Tags share one
namespace per log; whether a tag is counted is a property of the tag, not of the event: open tags, spines and sealed
files are counted, private tags are not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ledger.log.errors import (
    AppendRefusedError,
    ClockWentBackError,
    ConditionFailedError,
    DecisionExpiredError,
    EntryTooLargeError,
    InvalidAppendError,
    LogError,
    LogStoppedError,
    LogUnavailableError,
    OutcomeUnknownError,
    QueueFullError,
    WrongLogError,
)

__all__ = [
    "AppendRefusedError",
    "AppendRequest",
    "Appended",
    "ClockWentBackError",
    "Condition",
    "ConditionFailedError",
    "DecisionExpiredError",
    "EntryTooLargeError",
    "InvalidAppendError",
    "LogError",
    "LogStoppedError",
    "LogUnavailableError",
    "OutcomeUnknownError",
    "PendingEvent",
    "QueryItem",
    "QueueFullError",
    "SealedTag",
    "SpineTag",
    "VaultRow",
    "WrongLogError",
]


class SpineTag(NamedTuple):
    """The spine of one identifier of a subject, keyed by its handle.

    Attributes:
        handle: 64 bytes, the VRF output for the identifier.
    """

    handle: bytes

    @property
    def tag(self) -> str:
        """The name under which queries and the database know the spine."""
        return f"spine:{self.handle.hex()}"


class SealedTag(NamedTuple):
    """A subject's file, whose one-time keys only holders of its secret can compute.

    Attributes:
        tag: The name under which queries and the database know the file, ``file:<subject id>``.
        file_secret: 32 bytes.
    """

    tag: str
    file_secret: bytes


class VaultRow(NamedTuple):
    """The encrypted disclosures of one role of one entry, or one of its attachments.

    Attributes:
        role: Whose data it is, ``subject`` or ``representative``; of an attachment ``attachment-`` and its tag in hex.
        owner: 16 bytes, id of the subject under whose key the data key is wrapped.
        sealed: Nonce and ciphertext of the disclosures.
        wrapped_key: Nonce and ciphertext of the data key.
    """

    role: str
    owner: bytes
    sealed: bytes
    wrapped_key: bytes


class PendingEvent(NamedTuple):
    """One event on its way into the log; the recorder adds position, time and one-time keys.

    Attributes:
        type: Permanent topic.
        payload: What the envelope seals: a JWT in ASCII, or a library program's data.
        open_tags: Counted tags whose one-time keys anybody can recompute, in the order of their keys.
        spines: Counted, one key each after those of the open tags.
        sealed: Counted, one key each after those of the spines.
        private_tags: Known to the database only, as keyed digests; not counted.
        vault: Rows that are stored beside the entry, in the same transaction.
    """

    type: str
    payload: bytes
    open_tags: tuple[str, ...] = ()
    spines: tuple[SpineTag, ...] = ()
    sealed: tuple[SealedTag, ...] = ()
    private_tags: tuple[str, ...] = ()
    vault: tuple[VaultRow, ...] = ()


class QueryItem(NamedTuple):
    """Matches events of any of the types that carry all of the tags.

    Attributes:
        types: No types: every type.
        tags: No tags: every event of the types. The first tag should be the rarest, it drives the search.
    """

    types: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class Condition(NamedTuple):
    """Append only if no event later than `after` matches.

    Attributes:
        any_of: Items of which one suffices; none at all: every event matches.
        after: Library position (leaf position + 1) up to which the decision knows the log; None: it knows nothing.
    """

    any_of: tuple[QueryItem, ...] = ()
    after: int | None = None


@dataclass(frozen=True, slots=True)
class AppendRequest:
    """Events that are recorded together, on conditions.

    Attributes:
        events: At least one.
        conditions: Each must hold; each has its own `after`.
        not_after_ms: Last entry time, in ms since 1970, at which the decision holds; None: always.
    """

    events: tuple[PendingEvent, ...]
    conditions: tuple[Condition, ...] = ()
    not_after_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Appended:
    """The answer to a request that is recorded, durable and signed.

    Attributes:
        positions: Leaf positions, one for each event, consecutive.
        time_ms: Entry time of all of them, ms since 1970.
        entries: The exact leaf bytes.
        size: Size of the first signed tree that contains them.
        checkpoint: Its signed note.
        frontier: Roots of its perfect subtrees, by height.
    """

    positions: tuple[int, ...]
    time_ms: int
    entries: tuple[bytes, ...]
    size: int
    checkpoint: str
    frontier: Mapping[int, bytes] = field(repr=False)
    _proof: Callable[[int], list[bytes]] = field(repr=False, compare=False)

    def inclusion(self, i: int) -> list[bytes]:
        """Give the inclusion proof of the i-th event in the tree of `checkpoint`, leaf to root."""
        return self._proof(self.positions[i])
