"""Exactly what the HTTP face uses of the ledger and its read models.

``ledger.service.ledger.Ledger`` satisfies these protocols; naming them here keeps the face small enough to see whole,
and lets a test put a bare ledger behind it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from api.models import Submission
from domain.agency.state import AgencyState
from domain.calendar.state import CalendarState
from domain.catalogue.state import ItemState
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.definition.state import Definitions
from domain.key.state import KeyState
from domain.ledger.state import LedgerState
from domain.rule.state import RulesState
from ledger.append import QueryItem
from ledger.log.reader import ReadResult, SignedCheckpoint, StoredEntry
from ledger.service.acts import Recorded
from ledger.service.attachments import Attachment, Stored
from ledger.service.looks import Look
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

    def read(self, digest: bytes) -> Attachment | None:
        """Give an attachment to whoever may see it; None where there is none or it was erased."""
        ...


class Looks(Protocol):
    """Records who looks at what is not public (ledger.service.looks.Looks)."""

    def require(self, unit: str, purpose: str) -> None:
        """Raise a refusal unless a purpose in force names the unit."""
        ...

    def record(self, look: Look) -> Recorded:
        """Record a look, or raise; only then may anything be shown."""
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
    def looks(self) -> Looks:
        """Records looks."""
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

    def rules(self) -> RulesState:
        """Give the rules that were ever published."""
        ...

    def calendars(self) -> Sequence[CalendarState]:
        """List the working-day calendars that were published."""
        ...

    def lists(self) -> Sequence[Definitions[ListDefined]]:
        """List the definitions of lists."""
        ...

    def measures(self) -> Sequence[Definitions[MeasureDefined]]:
        """List the definitions of measures."""
        ...

    def purposes(self) -> Sequence[Definitions[PurposeDefined]]:
        """List the definitions of purposes."""
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
