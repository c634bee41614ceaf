"""A bare ledger behind the HTTP face: real statements and receipts, a list for a log, no database."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

from domain.agency.events import AgencyEnrolled
from domain.agency.state import AgencyState
from domain.calendar.state import CalendarState
from domain.catalogue.state import ItemState
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.definition.state import Definitions
from domain.disclosure.refusals import PurposeUnknownError
from domain.event import Event
from domain.key.events import KeyEnrolled
from domain.key.state import KeyState
from domain.ledger.state import LedgerState
from domain.rule.state import RulesState
from domain.tags import agency_tag, key_tag
from ledger.append import QueryItem
from ledger.base64url import encode as b64
from ledger.crypto.keys import SigningKey
from ledger.labels import attachment_digest
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.reader import NotInLogError, ReadResult, SignedCheckpoint, StoredEntry
from ledger.service.acts import Recorded
from ledger.service.attachment_errors import AttachmentDigestError, AttachmentUnnamedError
from ledger.service.attachments import Attachment, Stored
from ledger.service.looks import Look
from ledger.service.outcome import Accepted, Outcome, Refused
from ledger.service.policy import policy_of
from ledger.service.receipts import KeyEntry, Receipt
from ledger.statement.builder import build
from ledger.statement.errors import StatementError
from ledger.statement.parser import parse
from ledger.statement.statement import Statement
from ledger.strict_json import JsonValue, encode

ORIGIN = "test.chengjian.example/log"
AGENCY = "11370481MB2857833C"
NOW_S = 1_790_000_000


def root_of(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    cut = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + root_of(leaves[:cut]) + root_of(leaves[cut:])).digest()


def path_of(leaves: Sequence[bytes], index: int) -> list[bytes]:
    if len(leaves) <= 1:
        return []
    cut = 1 << ((len(leaves) - 1).bit_length() - 1)
    if index < cut:
        return [*path_of(leaves[:cut], index), root_of(leaves[cut:])]
    return [*path_of(leaves[cut:], index - cut), root_of(leaves[:cut])]


@dataclass(frozen=True)
class BareHealth:
    is_recording: bool
    size: int
    marked_size: int
    queued_events: int = 0


class BareReader:
    def __init__(self, leaves: list[bytes], signer: CheckpointSigner) -> None:
        self.leaves = leaves
        self.tagged: list[tuple[str, bytes]] = []
        self._signer = signer

    def size(self) -> int:
        return len(self.leaves)

    def checkpoint(self) -> SignedCheckpoint:
        size, root = len(self.leaves), root_of(self.leaves)
        return SignedCheckpoint(size, root, self._signer.sign(size, root))

    def tile(self, level: int, n: int, width: int) -> bytes:
        span, first = 256**level, n * 256
        if (first + width) * span > len(self.leaves):
            raise NotInLogError
        return b"".join(root_of(self.leaves[(first + i) * span : (first + i + 1) * span]) for i in range(width))

    def entry_bundle(self, n: int, width: int) -> bytes:
        if n * 256 + width > len(self.leaves):
            raise NotInLogError
        part = self.leaves[n * 256 : n * 256 + width]
        return b"".join(len(entry).to_bytes(2, "big") + entry for entry in part)

    def read_by_tags(self, query: Sequence[QueryItem]) -> ReadResult:
        (wanted,) = {tag for item in query for tag in item.tags}
        found = [entry for tag, entry in self.tagged if tag == wanted]
        return ReadResult([StoredEntry(i, entry, "topic") for i, entry in enumerate(found)], len(found))

    def entries(self, start: int, stop: int) -> Iterable[StoredEntry]:
        return [StoredEntry(i, self.leaves[i], "topic") for i in range(start, min(stop, len(self.leaves)))]


class BareNonces:
    def __init__(self) -> None:
        self.used: set[tuple[str, str]] = set()

    def use(self, keyid: str, nonce: str, *, expires_s: float, now_s: float) -> bool:
        assert expires_s > now_s
        is_new = (keyid, nonce) not in self.used
        self.used.add((keyid, nonce))
        return is_new


class BareAttachments:
    """Takes what was named, and keeps it."""

    most_bytes = 1000

    def __init__(self) -> None:
        self.named: set[bytes] = set()
        self.stored: dict[bytes, Attachment] = {}

    def require_named(self, digest: bytes) -> None:
        if digest not in self.named:
            raise AttachmentUnnamedError

    def store(self, digest: bytes, salt: bytes, media_type: str, content: bytes) -> Stored:
        if attachment_digest(ORIGIN, salt, content) != digest:
            raise AttachmentDigestError
        is_new = digest not in self.stored
        self.stored[digest] = Attachment(media_type, salt, content)
        return Stored(media_type, len(content), is_new)

    def read(self, digest: bytes) -> Attachment | None:
        return self.stored.get(digest)


class BareLooks:
    def require(self, unit: str, purpose: str) -> None:
        raise PurposeUnknownError(purpose=purpose)

    def record(self, look: Look) -> Recorded:
        raise PurposeUnknownError(purpose=look.purpose)


@dataclass
class BareLedger:
    """Accepts every well-formed statement once; `refuse` may object first."""

    key: SigningKey
    refuse: Callable[[Statement], Exception | None] = lambda _: None
    is_running: bool = True
    leaves: list[bytes] = field(default_factory=list)
    calls: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        signer = CheckpointSigner(ORIGIN, self.key)
        self.genesis = LedgerState(
            origin=ORIGIN,
            environment="test",
            log_key=signer.vkey,
            root_key=b64(self.key.public_key),
            vrf_key=b64(self.key.public_key),
            jurisdiction="370481",
            jurisdiction_name="滕州市",
        )
        self.reader = BareReader(self.leaves, signer)
        self.nonces = BareNonces()
        self.looks = BareLooks()
        self.attachments = BareAttachments()
        self._known: dict[tuple[str, str], int] = {}
        self._jwts: dict[tuple[str, str], str] = {}
        self._append(statement(self.key, "ledger-opened", iss="root"))
        self.tell(AgencyEnrolled(agency=AGENCY, name="滕州市示例局", roles=("provider",)), agency_tag(AGENCY))
        self.tell(
            KeyEnrolled(holder=f"agency:{AGENCY}", kid=self.key.kid, public_key=b64(self.key.public_key)),
            key_tag(self.key.kid),
        )

    def tell(self, event: Event, tag: str) -> None:
        """Let the reader find an event under a tag, beside the log."""
        plain = cast("dict[str, JsonValue]", event.plain_claims())
        told = build(vct=event.TOPIC, iss="root", plain=plain, key=self.key, iat=NOW_S, disclosed={}, digests=0)
        self.reader.tagged.append((tag, entry_of(told)))

    def _append(self, one: Statement) -> int:
        self.leaves.append(entry_of(one))
        self._known[one.iss, one.jti] = len(self.leaves) - 1
        self._jwts[one.iss, one.jti] = one.jwt
        return len(self.leaves) - 1

    def submit_many(self, statements: Sequence[str]) -> list[Outcome]:
        self.calls.append(len(statements))
        return [self._submit(text) for text in statements]

    def _submit(self, text: str) -> Outcome:
        try:
            one = parse(text)
        except StatementError as error:
            return Refused(error)
        refusal = self.refuse(one)
        if refusal is not None:
            return Refused(refusal)
        known = self._known.get((one.iss, one.jti))
        index = self._append(one) if known is None else known
        return Accepted(self._receipt(index, tuple(d.encoded for d in one.disclosures)), known is None)

    def _receipt(self, index: int, disclosures: tuple[str, ...] = ()) -> Receipt:
        keys = (KeyEntry(self.leaves[0], 0, tuple(path_of(self.leaves, 0))),)
        proof = tuple(path_of(self.leaves, index))
        return Receipt(self.leaves[index], index, proof, self.reader.checkpoint().note, keys, disclosures)

    def receipt(self, iss: str, jti: str) -> Receipt | None:
        index = self._known.get((iss, jti))
        return None if index is None else self._receipt(index, ("not-for-the-public",))

    def agencies(self) -> list[AgencyState]:
        return [AgencyState(AGENCY, "滕州市示例局", ("provider",), enrolled_at=1)]

    def keys(self, holder: str) -> list[KeyState]:
        return [KeyState(self.key.kid, holder, b64(self.key.public_key), enrolled_at=2)]

    def catalogue(self) -> list[ItemState]:
        return []

    def rules(self) -> RulesState:
        return RulesState()

    def calendars(self) -> list[CalendarState]:
        return []

    def lists(self) -> list[Definitions[ListDefined]]:
        return []

    def measures(self) -> list[Definitions[MeasureDefined]]:
        return []

    def purposes(self) -> list[Definitions[PurposeDefined]]:
        return []

    def health(self) -> BareHealth:
        size = len(self.leaves)
        return BareHealth(self.is_running, size, size)

    def policy(self) -> dict[str, object]:
        return policy_of(self.genesis)


def entry_of(one: Statement) -> bytes:
    return encode({"v": 1, "kind": "event", "time": NOW_S * 1000, "keys": [], "statement": one.jwt})


def statement(
    key: SigningKey, name: str = "fact-recorded", *, iss: str = f"agency:{AGENCY}", **disclosed: str
) -> Statement:
    return build(
        vct=f"urn:chengjian:{name}:v1",
        iss=iss,
        plain={"item": "licence"},
        key=key,
        iat=NOW_S,
        disclosed={f"subject.{field_name}": value for field_name, value in disclosed.items()},
        digests=len(disclosed) and 4,
    )
