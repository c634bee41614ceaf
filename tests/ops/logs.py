"""A small log of real statements for the tests of backup and recovery: a sequencer, tiles to publish, rows to lose."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from psycopg import Connection
from psycopg.rows import TupleRow

from domain.agency.events import AgencyEnrolled
from domain.event import Event
from domain.rule.events import RulePublished
from domain.tagging import tags_of
from ledger.append import Appended, AppendRequest, PendingEvent, SealedTag, SpineTag, VaultRow
from ledger.backup.tile_source import bundle_path
from ledger.crypto.keys import SigningKey
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.committer import LogParts
from ledger.log.high_water import HighWaterMark
from ledger.log.sequencer import Sequencer
from ledger.log.statement_envelope import StatementEnvelope
from ledger.log.store import LogStore
from ledger.log.tree import TILE_WIDTH
from ledger.migrate import migrate
from ledger.postgres.connect import connect
from ledger.private_tags import TagKey
from ledger.statement.builder import build
from ledger.strict_json import JsonValue
from tests.domain.due_process_examples import DUE_PROCESS

ORIGIN = "test.example/recovery"
SCHEMA = "chengjian"
KEY = SigningKey.from_seed(b"k" * 32)
SIGNER = CheckpointSigner(ORIGIN, SigningKey.from_seed(b"l" * 32))
TAGS = TagKey(b"t" * 32)
IAT = 1_795_000_000


@dataclass(frozen=True)
class SmallLog:
    """A log in a database, with its mark in a file."""

    dsn: str
    mark_path: Path

    @contextmanager
    def sequencer(self) -> Iterator[Sequencer]:
        def open_connection() -> Connection[TupleRow]:
            return connect(self.dsn, SCHEMA, autocommit=True)

        with HighWaterMark(self.mark_path, ORIGIN) as mark:
            envelope = StatementEnvelope(ORIGIN)
            with Sequencer(LogParts(LogStore(open_connection), mark, SIGNER, envelope, TAGS)) as sequencer:
                yield sequencer

    def append(self, events: list[PendingEvent]) -> Appended:
        """Record events, 40 a transaction; give the last answer."""
        requests = [AppendRequest(tuple(events[start : start + 40])) for start in range(0, len(events), 40)]
        with self.sequencer() as sequencer:
            return [sequencer.append(request) for request in requests][-1]

    def entries(self) -> list[bytes]:
        with connect(self.dsn, SCHEMA) as connection:
            return [row[0] for row in connection.execute("SELECT entry FROM entry ORDER BY position")]

    def rows(self, table: str) -> list[tuple[object, ...]]:
        """All rows of a table, in an order of their own."""
        with connect(self.dsn, SCHEMA) as connection:
            return sorted(connection.execute(f"SELECT {table}::text FROM {table}".encode()).fetchall())

    def publish(self, folder: Path, checkpoint: str) -> Path:
        """Write the files that a mirror has: the checkpoint and the entry bundles of its tree."""
        size = int(checkpoint.splitlines()[1])
        for n in range(-(-size // TILE_WIDTH)):
            entries = self.entries()[n * TILE_WIDTH : min(size, (n + 1) * TILE_WIDTH)]
            path = folder / bundle_path(n, len(entries))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries))
        (folder / "checkpoint").write_text(checkpoint)
        return folder


def new_log(dsn: str, folder: Path) -> SmallLog:
    migrate(dsn, SCHEMA)
    return SmallLog(dsn, folder / "high-water")


def plain_event(number: int) -> PendingEvent:
    """An event without disclosures: an agency is enrolled, or a version of a rule is published under one shared tag."""
    code = f"11370481{number:08d}XX"
    plain: dict[str, JsonValue] = {"agency": code, "name": f"机关{number}", "roles": ["provider"]}
    event_type: type[Event] = AgencyEnrolled
    if number % 2:
        example = DUE_PROCESS["rule-published"][0]
        event_type, plain = RulePublished, {**example, "version": number}
    signed = build(vct=event_type.TOPIC, iss="root", plain=plain, disclosed={}, digests=0, key=KEY, iat=IAT + number)
    tags = tags_of(event_type.from_claims(signed.plain, {}), iss="root", jti=signed.jti)
    return PendingEvent(event_type.TOPIC, signed.jwt.encode(), open_tags=tags.open, private_tags=tags.private)


def personal_event(number: int, owner: bytes = b"o" * 16, vct: str = "urn:chengjian:subject-opened:v1") -> PendingEvent:
    """An event with disclosures, a spine, a file and a vault row, as a fact about somebody has."""
    commitment = "A" * 43
    disclosed = {"subject.id": f"{number:032d}", "subject.kind": "NP"}
    plain = {"secret_commitment": commitment}
    signed = build(vct=vct, iss="platform", plain=plain, disclosed=disclosed, digests=8, key=KEY, iat=IAT + number)
    return PendingEvent(
        vct,
        signed.jwt.encode(),
        spines=(SpineTag(number.to_bytes(64, "big")),),
        sealed=(SealedTag(f"file:{owner.hex()}", owner * 2),),
        private_tags=(f"jti:platform:{signed.jti}", f"subject:{number}"),
        vault=(VaultRow("subject", owner, b"sealed %d" % number, b"wrapped %d" % number),),
    )
