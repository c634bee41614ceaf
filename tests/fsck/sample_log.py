"""A small log with every kind of event, written by the real recorder to a real database."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.claims import encode_key
from domain.event import Event
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.identifier import Identifier
from domain.key.events import KeyEnrolled, KeyRotated
from domain.ledger.events import LedgerOpened
from domain.registry import parse_event
from domain.subject.events import (
    IdentifierLinked,
    IdentifierUnlinked,
    RecordErased,
    SubjectErased,
    SubjectOpened,
)
from domain.tagging import tags_of
from domain.tags import attachment_tag
from ledger.append import AppendRequest, PendingEvent, SealedTag, SpineTag, VaultRow
from ledger.base64url import encode
from ledger.crypto import vrf
from ledger.crypto.keys import SigningKey
from ledger.fsck.material import Material
from ledger.keystore import FileKeyStore
from ledger.labels import attachment_digest, commit_secret, handle_alpha
from ledger.log.checkpoint import CheckpointSigner, verification_key
from ledger.log.committer import LogParts, system_clock_ms
from ledger.log.high_water import HighWaterMark
from ledger.log.sequencer import Sequencer
from ledger.log.statement_envelope import StatementEnvelope
from ledger.log.store import LogStore
from ledger.migrate import migrate
from ledger.postgres.connect import connect
from ledger.private_tags import TagKey
from ledger.service.records import RecordSource
from ledger.statement import Statement, build
from ledger.strict_json import JsonValue
from ledger.vault import Attachment, attachment_role, rewrap, seal_attachment, seal_record
from tests.domain.due_process_examples import DUE_PROCESS

ORIGIN = "test.example/sample"
AGENCY = "11370481004247001L"
CENTRE = "12370481004247002L"


class SampleLog:
    """Writes events as the service would, but decides nothing: the tests choose what happened."""

    def __init__(self, dsn: str, home: Path, stack: ExitStack, schema: str) -> None:
        self.dsn = dsn
        self.home = home
        self.schema = schema
        migrate(dsn, schema)
        self.keystore = stack.enter_context(FileKeyStore(home / "keystore"))
        self.tag_key = TagKey(b"t" * 32)
        self.log_key, self.root, self.platform, self.agency, self.centre, self.vrf = (
            SigningKey.from_seed(bytes([number]) * 32) for number in range(1, 7)
        )
        self.source = RecordSource(ORIGIN, self.keystore, self.tag_key)
        self.mark = HighWaterMark(home / "high-water", ORIGIN)
        parts = LogParts(
            LogStore(partial(connect, dsn, schema)),
            self.mark,
            CheckpointSigner(ORIGIN, self.log_key),
            StatementEnvelope(ORIGIN),
            self.tag_key,
            (self.keystore.sync,),
        )
        self.sequencer = stack.enter_context(Sequencer(parts))
        self.linked: dict[UUID, list[Identifier]] = {}

    @property
    def material(self) -> Material:
        return Material(
            ORIGIN,
            verification_key(ORIGIN, self.log_key.public_key),
            encode(self.vrf.public_key),
            self.vrf.seed,
            self.tag_key,
            self.keystore,
            self.home / "high-water",
        )

    def connect(self, *, autocommit: bool = True) -> Any:
        return connect(self.dsn, self.schema, autocommit=autocommit)

    def found(self) -> None:
        """Open the ledger: genesis, keys, one catalogue."""
        genesis = LedgerOpened(
            origin=ORIGIN,
            environment="test",
            log_key=self.material.log_key,
            root_key=encode_key(self.root.public_key),
            vrf_key=self.material.vrf_key,
            jurisdiction="370481",
            jurisdiction_name="滕州市",
        )
        self.append(self.pending(genesis, "root", self.root))
        holders = (("platform", self.platform), (f"agency:{AGENCY}", self.agency), (f"agency:{CENTRE}", self.centre))
        for holder, key in holders:
            enrolled = KeyEnrolled(holder=holder, kid=key.kid, public_key=encode_key(key.public_key))
            self.append(self.pending(enrolled, "root", self.root))

    def publish(self, item: str, **changes: Any) -> int:
        claims: dict[str, Any] = {
            "item": item,
            "version": 1,
            "name": f"事项{item}",
            "nature": "licence",
            "is_adverse": False,
            "subject_kinds": ("ENT", "NP", "ORG", "SOLE"),
            "identifier": "any",
            "standard": "xk-2018",
            "disclosure": "public",
            "validity_months": 60,
            "providers": (AGENCY,),
            "issuer_level": "national",
            "legal_basis": "《中华人民共和国行政许可法》第四十条",
            "effective_from": date(2020, 1, 1),
            "digests": 16,
        }
        event = CatalogueItemPublished(**{**claims, **changes})
        return self.append(self.pending(event, f"agency:{CENTRE}", self.centre))[0]

    def withdraw_item(self, item: str, last_day: date) -> int:
        event = CatalogueItemWithdrawn(item=item, version=1, effective_to=last_day)
        return self.append(self.pending(event, f"agency:{CENTRE}", self.centre))[0]

    def rotate_agency_key(self, key: SigningKey) -> int:
        holder = f"agency:{AGENCY}"
        event = KeyRotated(holder=holder, old_kid=self.agency.kid, kid=key.kid, public_key=encode_key(key.public_key))
        (position,) = self.append(self.pending(event, holder, self.agency))
        self.agency = key
        return position

    def subject(self, identifier: Identifier, kind: str = "ENT", subject_id: UUID | None = None) -> UUID:
        """Open a subject."""
        subject_id = subject_id or uuid4()
        keys = self.keystore.create(subject_id)
        event = SubjectOpened(
            secret_commitment=encode(commit_secret(ORIGIN, keys.file_secret)),
            disclosed={
                "subject.id": str(subject_id),
                "subject.kind": kind,
                "subject.identifier_type": identifier.type,
                "subject.identifier": identifier.value,
            },
        )
        self.append(self.pending(event, "platform", self.platform, subject_id, digests=8))
        self.linked[subject_id] = [identifier]
        return subject_id

    def link(self, subject_id: UUID, identifier: Identifier) -> int:
        return self._identifier(IdentifierLinked, subject_id, identifier)

    def unlink(self, subject_id: UUID, identifier: Identifier) -> int:
        return self._identifier(IdentifierUnlinked, subject_id, identifier)

    def _identifier(self, kind: type[Event], subject_id: UUID, identifier: Identifier) -> int:
        event = kind(
            disclosed={
                "subject.id": str(subject_id),
                "subject.identifier_type": identifier.type,
                "subject.identifier": identifier.value,
                "subject.evidence": "证明材料",
            }
        )
        return self.append(self.pending(event, "platform", self.platform, subject_id, digests=8))[0]

    def fields(self, identifier: Identifier, number: str, **changes: Any) -> dict[str, Any]:
        fields = {
            "subject.name": f"滕州市某某{number}有限公司",
            "subject.kind": "ENT",
            "subject.identifier_type": identifier.type,
            "subject.identifier": identifier.value,
            "subject.document_name": "准予行政许可决定书",
            "subject.document_no": f"滕审许字〔2026〕{number}号",
            "subject.content": "准予经营",
            "subject.valid_to": "2099-12-31",
            "subject.deciding_body": "滕州市行政审批服务局",
            "subject.deciding_body_code": AGENCY,
            "representative.name": f"某甲{number}",
        }
        return {name: value for name, value in {**fields, **changes}.items() if value is not None}

    def fact(
        self,
        subject_id: UUID,
        fields: Mapping[str, Any],
        *,
        item: str = "xk-food",
        decided_on: date = date(2026, 6, 1),
        corrects: str | None = None,
    ) -> tuple[int, str]:
        """Record a fact, or all its fields anew; give position and jti."""
        claims: dict[str, Any] = {"item": item, "item_version": 1, "rules": "2026.1", "decided_on": decided_on}
        event: Event
        if corrects is None:
            event = FactRecorded(**claims, disclosed=dict(fields))
        else:
            event = FactCorrected(**claims, reason="entry_error", disclosed={"subject.fact": corrects, **fields})
        pending, statement = self.seal(event, f"agency:{AGENCY}", self.agency, subject_id, digests=16)
        return self.append(pending)[0], statement.jti

    def due(self, name: str, subject_id: UUID | None = None, **changes: Any) -> int:
        """Record an event of due process as the examples have it; ``changes`` are claims and, by field, disclosures."""
        plain, disclosed = DUE_PROCESS[name]
        if subject_id is not None:
            identifier = self.linked[subject_id][0]
            own = {"subject.identifier_type": identifier.type, "subject.identifier": identifier.value}
            fields = {field: changes.get(field[8:], value) for field, value in disclosed.items()}
            disclosed = {**fields, **own, **({"subject.id": str(subject_id)} if "subject.id" in disclosed else {})}
        claims = {claim: changes.get(claim, value) for claim, value in plain.items()}
        event = parse_event(f"urn:chengjian:{name}:v1", claims, disclosed)
        iss, key = {
            frozenset({"platform"}): ("platform", self.platform),
            frozenset({"agency"}): (f"agency:{AGENCY}", self.agency),
            frozenset({"credit_centre"}): (f"agency:{CENTRE}", self.centre),
        }[event.SIGNERS]
        return self.append(self.pending(event, iss, key, subject_id, digests=event.DIGESTS or 0))[0]

    def attach(self, position: int, subject_id: UUID, attachment: Attachment) -> str:
        """Put an attachment beside the event that names it; give the role of its row."""
        name = encode(attachment_digest(ORIGIN, attachment.salt, attachment.content))
        role = attachment_role(self.material.tag_key.digest(attachment_tag(name)))
        keys = self.keystore.get(subject_id)
        assert keys is not None
        with self.connect() as connection, connection.transaction(), connection.cursor() as cursor:
            jwt_hash = self.source.at(cursor, [position])[position].jwt_hash
            row = seal_attachment(ORIGIN, jwt_hash, role, attachment, keys.key, owner=subject_id.bytes)
            cursor.execute("insert into vault values (%s, %s, %s, %s, %s)", (position, *row))
        return role

    def facts(self, subject_id: UUID, records: Sequence[Mapping[str, Any]], item: str = "xk-food") -> tuple[int, ...]:
        """Record many facts in one request."""
        claims: dict[str, Any] = {"item": item, "item_version": 1, "rules": "2026.1", "decided_on": date(2026, 6, 1)}
        events = [FactRecorded(**claims, disclosed=dict(fields)) for fields in records]
        holder = f"agency:{AGENCY}"
        return self.append(*(self.pending(event, holder, self.agency, subject_id, digests=16) for event in events))

    def withdraw(self, subject_id: UUID, fact: str) -> int:
        identifier = self.linked[subject_id][0]
        event = FactWithdrawn(
            item="xk-food",
            ground="recorded_in_error",
            disclosed={
                "subject.fact": fact,
                "subject.reason": "录入错误",
                "subject.identifier_type": identifier.type,
                "subject.identifier": identifier.value,
            },
        )
        return self.append(self.pending(event, f"agency:{AGENCY}", self.agency, subject_id, digests=8))[0]

    def erase_record(self, subject_id: UUID, fact: str, positions: Sequence[int], *, only_event: bool = False) -> int:
        """Erase a fact: event, new subject key, the other rows re-wrapped, the old key destroyed."""
        event = RecordErased(
            ground="court_order",
            disclosed={"subject.id": str(subject_id), "subject.record": fact, "subject.reason": "法院决定"},
        )
        pending, statement = self.seal(event, "platform", self.platform, subject_id, digests=8)
        (position,) = self.append(pending)
        if not only_event:
            self._destroy(subject_id, positions, statement.jti)
        return position

    def _destroy(self, subject_id: UUID, positions: Sequence[int], jti: str) -> None:
        old = self.keystore.get(subject_id)
        new = self.keystore.rotate(subject_id)
        assert old is not None
        with self.connect() as connection, connection.transaction(), connection.cursor() as cursor:
            cursor.execute("delete from vault where position = any(%s)", (list(positions),))
            rows = cursor.execute(
                "select position, role, owner, sealed, wrapped_key from vault where owner = %s", (subject_id.bytes,)
            ).fetchall()
            records = self.source.at(cursor, [row[0] for row in rows])
            for position, *rest in rows:
                jwt_hash = records[position].jwt_hash
                row = rewrap(ORIGIN, jwt_hash, VaultRow(*rest), old.key, new.key)
                cursor.execute(
                    "update vault set wrapped_key = %s where position = %s and role = %s",
                    (row.wrapped_key, position, row.role),
                )
        self.keystore.retire(subject_id, UUID(jti))

    def erase_subject(self, subject_id: UUID, *, keep_keys: bool = False) -> int:
        event = SubjectErased(
            ground="retention_ended", disclosed={"subject.id": str(subject_id), "subject.reason": "期满"}
        )
        pending, statement = self.seal(event, "platform", self.platform, subject_id, digests=8)
        (position,) = self.append(pending)
        if not keep_keys:
            self.keystore.destroy(subject_id, UUID(statement.jti))
        return position

    def append(self, *events: PendingEvent) -> tuple[int, ...]:
        return self.sequencer.append(AppendRequest(events)).positions

    def pending(
        self, event: Event, iss: str, key: SigningKey, subject_id: UUID | None = None, digests: int = 0
    ) -> PendingEvent:
        return self.seal(event, iss, key, subject_id, digests=digests)[0]

    def seal(
        self, event: Event, iss: str, key: SigningKey, subject_id: UUID | None, *, digests: int
    ) -> tuple[PendingEvent, Statement]:
        statement = build(
            vct=event.TOPIC,
            iss=iss,
            plain=cast("dict[str, JsonValue]", event.plain_claims()),
            disclosed=event.disclosed,
            digests=digests,
            key=key,
            iat=system_clock_ms() // 1000,
        )
        linked = self.linked.get(subject_id, ()) if subject_id is not None else ()
        tags = tags_of(event, iss=iss, jti=statement.jti, linked=linked)
        vault: list[VaultRow] = []
        sealed: tuple[SealedTag, ...] = ()
        if subject_id is not None:
            keys = self.keystore.create(subject_id)
            for role, encoded in statement.encoded_by_role().items():
                vault.append(seal_record(ORIGIN, statement.jwt_hash, role, encoded, keys.key, owner=subject_id.bytes))
            if tags.sealed is not None:
                sealed = (SealedTag(f"file:{subject_id}", keys.file_secret),)
        pending = PendingEvent(
            type=event.TOPIC,
            payload=statement.jwt.encode(),
            open_tags=tags.open,
            spines=tuple(SpineTag(self.handle(identifier)) for identifier in tags.spines),
            sealed=sealed,
            private_tags=tags.private,
            vault=tuple(vault),
        )
        return pending, statement

    def handle(self, identifier: Identifier) -> bytes:
        return vrf.evaluate(self.vrf.seed, handle_alpha(ORIGIN, identifier.type, identifier.value))


@contextmanager
def sample_log(dsn: str, home: Path, schema: str = "chengjian") -> Iterator[SampleLog]:
    """Open an empty sample log."""
    home.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        yield SampleLog(dsn, home, stack, schema)


def organisation(number: int) -> Identifier:
    """An organisation's code, for logs whose tests decide nothing."""
    return Identifier("uscc", f"91370481MA3{number:06d}X")
