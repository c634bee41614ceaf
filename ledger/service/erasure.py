"""Erasure: keys are destroyed, and with them everything that they sealed.

The event comes first, the destruction (`ledger.service.destruction`) after it, and what a crash interrupts is carried
out at the next start. Keys of a record's people change *before* its erasure is recorded, and every fact is appended on
condition that nothing new stands under its people's tags: so nothing sealed under an old key can be appended once the
erasure stands, and what was appended before is wrapped anew. The erasure itself is appended on condition that nothing
new stands under the record: so the record is sealed under the old keys alone. Erasures take place one after the other.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from psycopg_pool import ConnectionPool

from domain.identifier import Identifier
from domain.ledger.state import LedgerState
from domain.subject.decide import erase_record, erase_subject
from domain.subject.events import ErasureGround, RecordErased, SubjectErased
from domain.subject.refusals import RecordUnknownError, SubjectUnknownError
from domain.subject.state import SubjectState
from domain.tagging import tags_of
from domain.tags import fact_tag, subject_tag
from ledger.append import Appended, AppendRequest, Condition, PendingEvent, SealedTag, SpineTag
from ledger.keystore import KeyStore
from ledger.service.boundary import Loaded, LogTags
from ledger.service.destruction import Destruction
from ledger.service.folds import FACT, SUBJECT
from ledger.service.platform import Platform
from ledger.service.records import RecordSource
from ledger.service.rule_book import unchanged
from ledger.service.subjects import Subjects
from ledger.statement import Statement
from ledger.vault import seal_record


class Appending(Protocol):
    """The recorder, as erasure sees it."""

    def append(self, request: AppendRequest) -> Appended:
        """Record a request; return when it is durable and signed."""
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
        self._tags = tags
        self._keystore: KeyStore = source.keystore
        self._subjects = subjects
        self._platform = platform
        self._sequencer = sequencer
        self._clock = clock
        self._destruction = Destruction(pool, source)

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
            SubjectKeysMissingError: The key store is older than the log.
            Refusal: The subject was erased before.
        """
        with self._destruction.alone():
            return self._erase_subject(identifier, ground, reason, genesis)

    def _erase_subject(self, identifier: Identifier, ground: ErasureGround, reason: str, genesis: LedgerState) -> int:
        self._subjects.forget([identifier])  # another process may have erased him
        standing = self._subjects.standings([identifier])[identifier]
        if not standing.is_open:
            raise SubjectUnknownError(pointer="/subject.identifier")
        self._subjects.require_keys(standing.subject_id)
        subject = self._tags.fold(SUBJECT, str(standing.subject_id))
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
            SubjectKeysMissingError: The key store is older than the log.
            Refusal: It was erased before, or its subject was.
        """
        with self._destruction.alone():
            position = self._record_erasure(jti, ground, reason, genesis)
            self._destruction.carry_out(position)
        return position

    def _record_erasure(self, jti: str, ground: ErasureGround, reason: str, genesis: LedgerState) -> int:
        fact = self._tags.fold(FACT, jti)
        owner, representatives = self._owners(jti)
        if owner is None:
            raise RecordUnknownError(pointer="/subject.record", record=jti)
        for one in (owner, *representatives):
            self._subjects.require_keys(one)
        subject = self._tags.fold(SUBJECT, str(owner))
        event = RecordErased(
            ground=ground,
            disclosed={
                "subject.id": str(owner),
                "subject.record": jti,
                "subject.reason": reason,
                "representative.id": ",".join(sorted(map(str, representatives))),
            },
        )
        now = self._clock()
        erase_record(subject.state, fact.state, event, genesis=genesis, signer=self._platform.signer, now=now)
        keys = [self._keystore.rotate(one) for one in (owner, *representatives)]
        statement = self._platform.sign(event, now)
        tags = tags_of(event, iss=statement.iss, jti=statement.jti)
        file = SealedTag(f"file:{owner}", keys[0].file_secret)
        still = unchanged(fact_tag(jti), fact.after)
        return self._append(statement, tags.private, subject, still, sealed=(file,), representatives=representatives)

    def finish(self) -> int:
        """Carry out what was recorded but interrupted, or undone by a restore; return how many erasures that were."""
        return self._destruction.finish()

    def _append(
        self,
        statement: Statement,
        private_tags: tuple[str, ...],
        subject: Loaded[SubjectState],
        *further: Condition,
        spines: tuple[SpineTag, ...] = (),
        sealed: tuple[SealedTag, ...] = (),
        representatives: Sequence[UUID] = (),
    ) -> int:
        """Append an erasure; what it says of representatives is sealed under the key of the last one."""
        subject_id = UUID(subject.state.subject_id)
        rows = []
        for role, encoded in statement.encoded_by_role().items():
            owner = representatives[-1] if representatives and role == "representative" else subject_id
            key = self._subjects.known_keys(owner).key
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
        return self._sequencer.append(AppendRequest((event,), (condition, *further))).positions[0]

    def _owners(self, jti: str) -> tuple[UUID | None, list[UUID]]:
        """Tell under whose keys the data of a fact and its corrections lie: the subject's and each representative's.

        A representative who was erased has none any more.
        """
        rows = [row for record in self._tags.records(fact_tag(jti)) for row in record.vault]
        subjects = [UUID(bytes=row.owner) for row in rows if row.role == "subject"]
        others = dict.fromkeys(UUID(bytes=row.owner) for row in rows if row.role == "representative")
        return subjects[-1] if subjects else None, [one for one in others if not self._keystore.is_destroyed(one)]
