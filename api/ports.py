"""Exactly what the HTTP face uses of the ledger and its read models.

``ledger.service.ledger.Ledger`` satisfies these protocols; naming them here keeps the face small enough to see whole,
and lets a test put a bare ledger behind it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from api.models import Submission
from domain.agency.state import AgencyState
from domain.catalogue.state import ItemState
from domain.key.state import KeyState
from domain.ledger.state import LedgerState
from ledger.append import QueryItem
from ledger.log.reader import ReadResult, SignedCheckpoint, StoredEntry
from ledger.service.attachments import Stored
from ledger.service.outcome import Outcome
from ledger.service.receipts import Receipt
from projections.public_list import Page


class Reader(Protocol):
    """Reading the log (ledger.log.reader.LogReader)."""

    def size(self) -> int:
        """Count the leaves that are committed."""
        ...

    def checkpoint(self) -> SignedCheckpoint:
        """Sign the tree at the high-water mark."""
        ...

    def tile(self, level: int, n: int, width: int) -> bytes:
        """Give the first hashes of a tile, or raise NotInLogError."""
        ...

    def entry_bundle(self, n: int, width: int) -> bytes:
        """Give the first entries of a bundle, or raise NotInLogError."""
        ...

    def read_by_tags(self, query: Sequence[QueryItem]) -> ReadResult:
        """Give the events that match a query."""
        ...

    def entries(self, start: int, stop: int) -> Iterable[StoredEntry]:
        """Go through leaves in order, epochs included."""
        ...


class Health(Protocol):
    """What the ledger says of itself (ledger.service.ledger.Health)."""

    @property
    def is_recording(self) -> bool:
        """Whether statements are taken."""
        ...

    @property
    def size(self) -> int:
        """Number of entries in the log."""
        ...

    @property
    def marked_size(self) -> int:
        """The high-water mark."""
        ...

    @property
    def queued_events(self) -> int:
        """How many events wait."""
        ...


class Nonces(Protocol):
    """The replay table of request signatures, shared by all processes of one ledger."""

    def use(self, keyid: str, nonce: str, *, expires_s: float, now_s: float) -> bool:
        """Use a nonce up; tell whether it was still unused."""
        ...


class Attachments(Protocol):
    """The files that statements name (ledger.service.attachments.Attachments)."""

    @property
    def most_bytes(self) -> int:
        """The longest that is taken."""
        ...

    def require_named(self, digest: bytes) -> None:
        """Raise AttachmentUnnamedError unless a recorded statement names it."""
        ...

    def store(self, digest: bytes, salt: bytes, media_type: str, content: bytes) -> Stored:
        """Store an attachment, or raise AttachmentError."""
        ...


class Recording(Protocol):
    """The part of the ledger that records."""

    def submit_many(self, statements: Sequence[str]) -> Sequence[Outcome]:
        """Record statements; block until each is durable or refused, one outcome for each, in order."""
        ...


class Ledger(Recording, Protocol):
    """The services of one ledger."""

    @property
    def nonces(self) -> Nonces:
        """The replay table."""
        ...

    @property
    def genesis(self) -> LedgerState:
        """Its identity."""
        ...

    @property
    def reader(self) -> Reader:
        """Its log."""
        ...

    @property
    def attachments(self) -> Attachments:
        """The files that its statements name."""
        ...

    def receipt(self, iss: str, jti: str) -> Receipt | None:
        """Make the receipt of a statement, if it was recorded."""
        ...

    def agencies(self) -> Sequence[AgencyState]:
        """List the agencies ever enrolled."""
        ...

    def keys(self, holder: str) -> Sequence[KeyState]:
        """List the keys that a holder has or had."""
        ...

    def catalogue(self) -> Sequence[ItemState]:
        """List the catalogue items ever published."""
        ...

    def health(self) -> Health:
        """Say how the recorder is doing."""
        ...

    def policy(self) -> Mapping[str, object]:
        """Give the policy that a verifier pins."""
        ...


class PublicFacts(Protocol):
    """The public list, checked against the log at each question."""

    def page(self, *, after: int | None, limit: int, code: str | None, name: str | None) -> Page:
        """Give one page, newest first."""
        ...


class Submissions(Protocol):
    """What one issuer had recorded."""

    def page(self, issuer: str, after: int | None, limit: int) -> tuple[Sequence[Submission], int | None]:
        """Give statements later than a position, and where to go on; None at the end."""
        ...
