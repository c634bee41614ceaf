"""Erasure: keys are destroyed, and with them everything that they sealed.

The event comes first, the destruction after it, and what a crash interrupts is carried out at the next start. Keys of
a record's people change *before* its erasure is recorded, and every fact is appended on condition that nothing new
stands under its people's tags: so nothing sealed under an old key can be appended once the erasure stands, and what was
appended before is wrapped anew.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

from psycopg import Connection, Cursor
from psycopg_pool import ConnectionPool

from domain.event import Event
from domain.fact.state import FactState
from domain.fact.state import evolve as evolve_fact
from domain.identifier import Identifier
from domain.ledger.state import LedgerState
from domain.subject.decide import erase_record, erase_subject
from domain.subject.events import ErasureGround, RecordErased, SubjectErased
from domain.subject.refusals import RecordUnknownError, SubjectUnknownError
from domain.subject.state import SubjectState
from domain.subject.state import evolve as evolve_subject
from domain.tags import fact_tag, subject_tag, tags_of
from ledger.append import Appended, AppendRequest, PendingEvent, SealedTag, SpineTag, VaultRow
from ledger.keystore import KeyStore, SubjectKeys
from ledger.service.boundary import Boundaries, Fold, Loaded, LogTags
from ledger.service.platform import Platform
from ledger.service.records import Record, RecordSource
from ledger.service.rule_book import unchanged
from ledger.service.sql_files import statement as sql_statement
from ledger.service.subjects import Subjects
from ledger.statement import Statement
from ledger.vault import VaultError, open_record, rewrap, seal_record

_PAGE = 500


class Appending(Protocol):
    """The recorder, as erasure sees it."""

    def submit(self, request: AppendRequest) -> Future[Appended]:
        """Queue a request."""
        ...


class Erasure:
    """Erases records and whole subjects, in the name of the platform."""

    def __init__(
        self,
        pool: ConnectionPool,
        source: RecordSource,
        tags: LogTags,
        subjects: Subjects,
        platform: Platform,
        sequencer: Appending,
        clock: Callable[[], datetime],
    ) -> None:
        """Keep what an erasure reads, decides with and destroys."""
        self._pool = pool
        self._source = source
        self._tags = tags
        self._keystore: KeyStore = source.keystore
        self._subjects = subjects
        self._platform = platform
        self._sequencer = sequencer
        self._clock = clock
        self._facts = Boundaries(tags, Fold(fact_tag, FactState, evolve_fact))
        self._states = Boundaries(tags, Fold(subject_tag, SubjectState, evolve_subject))

    def erase_subject(self, identifier: Identifier, ground: ErasureGround, reason: str, genesis: LedgerState) -> int:
        """Destroy the key and the file secret of a subject.

        Args:
            identifier: Leads to the subject.
            ground: Why, as the log says it in plain.
            reason: Why, in words; sealed, and gone with the rest.
            genesis: The ledger.

        Returns:
            Position of the erasure.

        Raises:
            SubjectUnknownError: The identifier leads to nobody.
            Refusal: The subject was erased before.
        """
        standing = self._subjects.standings([identifier])[identifier]
        if not standing.is_open:
            raise SubjectUnknownError(pointer="/subject.identifier")
        subject = self._states.read(str(standing.subject_id))
        event = SubjectErased(
            ground=ground, disclosed={"subject.id": str(standing.subject_id), "subject.reason": reason}
        )
        now = self._clock()
        erase_subject(subject.state, event, genesis=genesis, signer=self._platform.signer, now=now)
        statement = self._platform.sign(event, now)
        tags = tags_of(event, iss=statement.iss, jti=statement.jti, linked=subject.state.identifiers)
        spines = tuple(SpineTag(self._subjects.handle(one)) for one in tags.spines)
        position = self._append(statement, tags.private, subject, spines=spines)
        self._subjects.forget(subject.state.identifiers)
        self._keystore.destroy(standing.subject_id, UUID(statement.jti))
        return position

    def erase_record(self, jti: str, ground: ErasureGround, reason: str, genesis: LedgerState) -> int:
        """Destroy the data of one fact, with all its corrections; the subject's other records stay.

        Args:
            jti: The fact.
            ground: Why, as the log says it in plain.
            reason: Why, in words; sealed.
            genesis: The ledger.

        Returns:
            Position of the erasure.

        Raises:
            RecordUnknownError: There is no such fact.
            Refusal: It was erased before, or its subject was.
        """
        records = self._tags.records(fact_tag(jti))
        owners = _owners(records)
        if "subject" not in owners:
            raise RecordUnknownError(pointer="/subject.record", record=jti)
        subject = self._states.read(str(owners["subject"]))
        disclosed = {
            "subject.id": str(owners["subject"]),
            "subject.record": jti,
            "subject.reason": reason,
            "representative.id": str(owners.get("representative", "")),
        }
        event = RecordErased(ground=ground, disclosed=dict(disclosed))
        now = self._clock()
        fact = self._facts.read(jti).state
        erase_record(subject.state, fact, event, genesis=genesis, signer=self._platform.signer, now=now)
        for owner in owners.values():
            self._keystore.rotate(owner)
        statement = self._platform.sign(event, now)
        tags = tags_of(event, iss=statement.iss, jti=statement.jti)
        file = SealedTag(f"file:{owners['subject']}", self._subjects.keys(owners["subject"]).file_secret)
        position = self._append(statement, tags.private, subject, sealed=(file,), owners=owners)
        self._carry_out(event, position, statement.jti)
        return position

    def finish(self) -> int:
        """Carry out what was recorded but interrupted; return how many erasures that were."""
        n_finished = 0
        for record in self._recorded(SubjectErased.TOPIC):
            owner = record.owner()
            if owner is not None and not self._keystore.is_destroyed(owner):
                self._keystore.destroy(owner, UUID(record.jti))
                n_finished += 1
        for record in self._recorded(RecordErased.TOPIC):
            owner = record.owner()
            if owner is not None and len(self._keystore.generations(owner)) > 1:
                self._carry_out(record.event, record.position, record.jti)
                n_finished += 1
        return n_finished

    def _append(
        self,
        statement: Statement,
        private_tags: tuple[str, ...],
        subject: Loaded[SubjectState],
        *,
        spines: tuple[SpineTag, ...] = (),
        sealed: tuple[SealedTag, ...] = (),
        owners: dict[str, UUID] | None = None,
    ) -> int:
        subject_id = UUID(subject.state.subject_id)
        rows = []
        for role, encoded in statement.encoded_by_role().items():
            owner = (owners or {}).get(role, subject_id)
            key = self._subjects.keys(owner).key
            rows.append(seal_record(self._platform.origin, statement.jwt_hash, role, encoded, key, owner=owner.bytes))
        event = PendingEvent(
            type=statement.vct,
            payload=statement.jwt.encode("ascii"),
            spines=spines,
            sealed=sealed,
            private_tags=private_tags,
            vault=tuple(rows),
        )
        condition = unchanged(subject_tag(subject.state.subject_id), subject.after)
        return self._sequencer.submit(AppendRequest((event,), (condition,))).result().positions[0]

    def _carry_out(self, event: Event, position: int, jti: str) -> None:
        """Delete the record's rows, wrap the others of its people anew, and destroy the old keys."""
        records = self._tags.records(fact_tag(event.text("subject.record") or ""))
        gone = [record.position for record in records if record.position < position]
        owners = [UUID(text) for name in ("subject.id", "representative.id") if (text := event.text(name))]
        with self._pool.connection() as connection, connection.transaction():
            connection.execute(sql_statement("delete_vault_rows"), {"positions": gone})
            for owner in owners:
                self._rewrap(connection, owner)
        for owner in owners:
            self._keystore.retire(owner, UUID(jti))

    def _rewrap(self, connection: Connection[Any], owner: UUID) -> None:
        """Wrap the data keys of everything that is left of somebody under the newest of the keys."""
        newest, *older = self._keystore.generations(owner)
        with connection.cursor() as cursor:
            rows = cursor.execute(sql_statement("vault_rows_of_owner"), {"owner": owner.bytes}).fetchall()
            for position, jwt_hash, row in self._with_hashes(cursor, rows):
                wrapped = self._renewed(jwt_hash, row, newest, older)
                if wrapped is not None:
                    values = {"position": position, "role": row.role, "wrapped_key": wrapped}
                    cursor.execute(sql_statement("rewrap_vault_row"), values)

    def _with_hashes(
        self, cursor: Cursor[Any], rows: Sequence[tuple[Any, ...]]
    ) -> Iterator[tuple[int, bytes, VaultRow]]:
        for i in range(0, len(rows), _PAGE):
            page = rows[i : i + _PAGE]
            records = self._source.at(cursor, sorted({row[0] for row in page}))
            for position, *columns in page:
                yield position, sha256(records[position].jwt).digest(), VaultRow(*columns)

    def _renewed(
        self, jwt_hash: bytes, row: VaultRow, newest: SubjectKeys, older: Sequence[SubjectKeys]
    ) -> bytes | None:
        """Wrap a data key under the newest key; None if it is already.

        Raises:
            VaultError: It opens under none of the keys.
        """
        for keys in older:
            with suppress(VaultError):
                return rewrap(self._platform.origin, jwt_hash, row, keys.key, newest.key).wrapped_key
        open_record(self._platform.origin, jwt_hash, row, newest.key)
        return None

    def _recorded(self, topic: str) -> list[Record]:
        with self._pool.connection() as connection, connection.cursor() as cursor:
            rows = cursor.execute(sql_statement("positions_of_topic"), {"topic": topic}).fetchall()
            return list(self._source.at(cursor, [position for (position,) in rows]).values())


def _owners(records: Sequence[Record]) -> dict[str, UUID]:
    """Tell under whose keys the data of a record lie, by role."""
    return {row.role: UUID(bytes=row.owner) for record in records for row in record.vault}
