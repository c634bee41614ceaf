"""What an erasure destroys, and the making good of destructions that a crash or a restore undid.

The log is the order, the key store keeps the evidence: each order to destroy in it names the event it rests on. An
event without evidence was never carried out here: the process died in between, or an older copy of the key store was
restored. Then it is carried out again, so that what was erased does not come back with an older backup of the keys.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from threading import Lock
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg_pool import ConnectionPool

from domain.fact.events import FactRecorded
from domain.subject.events import RecordErased, SubjectErased
from domain.tags import fact_tag, subject_tag
from ledger.append import VaultRow
from ledger.keystore import SubjectKeys
from ledger.service.records import Names, Record, RecordSource
from ledger.service.sql_files import statement
from ledger.vault import VaultError, rewrap

_PAGE = 500
_TAGS_PAGE = 10_000
_ERASED_FACT = Names("subject.record")
_REPRESENTATIVES = Names("representative.id")


class Destruction:
    """Destroys the data of erased records and the keys of erased subjects."""

    def __init__(self, pool: ConnectionPool, source: RecordSource) -> None:
        """Keep where rows and keys are.

        Args:
            pool: Connections in autocommit mode.
            source: Reads records; knows the key store.
        """
        self._pool = pool
        self._source = source
        self._keystore = source.keystore
        self._mutex = Lock()

    def finish(self) -> int:
        """Carry out every recorded erasure of which the key store has no evidence; return how many that were."""
        if not any(self._open_orders()):
            return 0
        with self.alone():
            subjects, records = self._open_orders()
            for record in subjects:
                self._destroy(record)
            if records:
                self._renew_keys(records)
            for record in records:
                self.carry_out(record.position)
            return len(subjects) + len(records)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other erasure on this log out, of this process and of others, until one is done.

        Of two at once, one could destroy the key under which the other has just wrapped what is left.
        """
        with self._mutex, self._pool.connection() as connection:
            connection.execute(statement("lock_destruction"))
            try:
                yield
            finally:
                connection.execute(statement("unlock_destruction"))

    def carry_out(self, position: int) -> None:
        """Delete the rows of the record that the erasure at a position names, and destroy the keys that sealed them.

        What is left of its people is wrapped anew first. A row that opens under none of the keys stays as it is, for
        ``fsck`` to name: no key that is destroyed here could open it. The caller is `alone`.
        """
        with self._pool.connection() as connection, connection.transaction(), connection.cursor() as cursor:
            erasure = self._source.at(cursor, [position])[position]
            owners = [owner for owner in self._people(cursor, erasure) if self._keystore.generations(owner)]
            gone = self._positions_of_fact(cursor, erasure)
            cursor.execute(statement("delete_vault_rows"), {"positions": gone})
            for owner in owners:
                self._rewrap(cursor, owner)
        for owner in owners:
            self._keystore.retire(owner, UUID(erasure.jti))

    def _renew_keys(self, erasures: Sequence[Record]) -> None:
        """Make new keys for the people of erased records whose store is older than the ones made then."""
        evidence = self._evidence()
        for erasure in erasures:
            with self._pool.connection() as connection, connection.cursor() as cursor:
                people = self._people(cursor, erasure)
            for owner in people:
                is_retired = (owner, UUID(erasure.jti).bytes) in evidence
                if not is_retired and len(self._keystore.generations(owner)) == 1:
                    self._keystore.rotate(owner)

    def _people(self, cursor: Cursor[Any], erasure: Record) -> list[bytes]:
        """Tell whose keys an erasure of a record concerns; those under whose keys it lies itself come last.

        They are what shows that it was carried out, so the keys of the others are destroyed before theirs. Whose they
        are the erasure says, or, if it cannot be opened, its tags.
        """
        own, named = _owners(erasure), None
        with suppress(VaultError):
            named = erasure.values(_REPRESENTATIVES).get("representative.id")
        if isinstance(named, str):
            others = {UUID(one).bytes for one in named.split(",") if one}
        else:
            others = self._tagged_people(cursor, erasure)
        return [*sorted(others.difference(own)), *own]

    def _tagged_people(self, cursor: Cursor[Any], erasure: Record) -> set[bytes]:
        """Find whom of the key store's people an event is tagged with."""
        people = {one.subject_id for one in self._keystore.records() if one.kind == "live"}
        tags = {self._source.tag_key.digest(subject_tag(str(UUID(bytes=one)))): one for one in people}
        found: set[bytes] = set()
        digests = list(tags)
        for i in range(0, len(digests), _TAGS_PAGE):
            page = digests[i : i + _TAGS_PAGE]
            tagged = self._source.tagged(cursor, page, start=erasure.position, stop=erasure.position + 1)
            found.update(tags[tag] for tag in tagged)
        return found

    def _destroy(self, record: Record) -> None:
        """Destroy a subject's keys; a store too old to know him makes some first, so that it says he was erased."""
        owner = record.owner()
        if owner is not None:
            self._keystore.create(owner)
            self._keystore.destroy(owner, UUID(record.jti))

    def _open_orders(self) -> tuple[list[Record], list[Record]]:
        """Find the erasures of subjects and of records that the key store has no evidence of."""
        with self._pool.connection() as connection, connection.cursor() as cursor:
            subjects = [one for one in self._recorded(cursor, SubjectErased.TOPIC) if self._is_alive(one.owner())]
            records = self._recorded(cursor, RecordErased.TOPIC)
        evidence = self._evidence() if records else frozenset()
        return subjects, [one for one in records if self._is_undone(one, evidence)]

    def _is_alive(self, owner: bytes | None) -> bool:
        return owner is not None and not self._keystore.is_destroyed(owner)

    def _is_undone(self, erasure: Record, evidence: frozenset[tuple[bytes, bytes]]) -> bool:
        jti = UUID(erasure.jti).bytes
        return any((owner, jti) not in evidence and self._keystore.generations(owner) for owner in _owners(erasure))

    def _evidence(self) -> frozenset[tuple[bytes, bytes]]:
        """Name the orders that the key store was given: whose keys, on which event."""
        orders = (one for one in self._keystore.records() if one.kind in {"destroyed", "retired"})
        return frozenset((order.subject_id, order.evidence) for order in orders)

    def _positions_of_fact(self, cursor: Cursor[Any], erasure: Record) -> list[int]:
        """Find where the events of the erased fact stand, of those before its erasure."""
        tag = self._tag_of_fact(cursor, erasure)
        if tag is None:
            return []
        return [one.position for one in self._source.tagged(cursor, [tag], stop=erasure.position).get(tag, ())]

    def _tag_of_fact(self, cursor: Cursor[Any], erasure: Record) -> bytes | None:
        """Tell which fact was erased: the erasure says so, or, if it cannot be opened, the tag that both carry."""
        with suppress(VaultError):
            jti = erasure.values(_ERASED_FACT).get("subject.record")
            if jti is not None:
                return self._source.tag_key.digest(fact_tag(str(jti)))
        for owner in _owners(erasure):
            rows = cursor.execute(statement("vault_rows_of_owner"), {"owner": owner}).fetchall()
            before = [position for position, *_ in rows if position < erasure.position]
            facts = [one for one in self._source.at(cursor, before).values() if one.topic == FactRecorded.TOPIC]
            tagged = self._source.tagged(
                cursor, [one.fact() for one in facts], start=erasure.position, stop=erasure.position + 1
            )
            if tagged:
                return next(iter(tagged))
        return None

    def _rewrap(self, cursor: Cursor[Any], owner: bytes) -> None:
        """Wrap the data keys of everything that is left of somebody under the newest of the keys."""
        newest, *older = self._keystore.generations(owner)
        rows = cursor.execute(statement("vault_rows_of_owner"), {"owner": owner}).fetchall()
        for position, jwt_hash, row in self._with_hashes(cursor, rows):
            wrapped = self._renewed(jwt_hash, row, newest, older)
            if wrapped is not None:
                values = {"position": position, "role": row.role, "wrapped_key": wrapped}
                cursor.execute(statement("rewrap_vault_row"), values)

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
        """Wrap a data key under the newest key; None if it is already, or if none of the older keys opens it."""
        for keys in older:
            with suppress(VaultError):
                return rewrap(self._source.origin, jwt_hash, row, keys.key, newest.key).wrapped_key
        return None

    def _recorded(self, cursor: Cursor[Any], topic: str) -> list[Record]:
        rows = cursor.execute(statement("positions_of_topic"), {"topic": topic}).fetchall()
        return list(self._source.at(cursor, [position for (position,) in rows]).values())


def _owners(erasure: Record) -> list[bytes]:
    """Tell whose keys an erasure of a record lies under itself: the subject's, and a representative's if named."""
    return sorted({row.owner for row in erasure.vault})
