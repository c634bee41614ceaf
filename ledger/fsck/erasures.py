"""What may be missing, and what must be: digests stay closed only where an event erased them."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from domain.case.events import CaseFiled, CorrectionStated
from domain.clock.events import PublicityEnded
from domain.event import Event
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.repair.events import RepairApplied, RepairGranted, RepairRefused
from domain.revocation.events import DecisionRevoked
from domain.subject.events import RecordErased, SubjectErased
from domain.tags import fact_tag, jti_tag, subject_tag
from ledger.fsck.fault import Fault
from ledger.fsck.material import Material
from ledger.fsck.rows import Snapshot, TagRow
from ledger.fsck.vault import Opened
from ledger.keystore import KeyRecord
from ledger.statement.statement import Statement

# Events whose private tags are those of the facts that they are about, and of listings and attachments, which no
# erasure names.
_ABOUT_FACTS = (
    FactCorrected,
    FactWithdrawn,
    CaseFiled,
    CorrectionStated,
    RepairApplied,
    RepairGranted,
    RepairRefused,
    DecisionRevoked,
    PublicityEnded,
)


class Erasures:
    """Judges what the vault does not hold."""

    def __init__(
        self, snapshot: Snapshot, material: Material, topics: dict[int, str], orders: Sequence[KeyRecord]
    ) -> None:
        self._snapshot = snapshot
        self._orders = orders
        self._material = material
        self._digest = material.tag_key.digest
        self._record_erased = [number for number, name in topics.items() if name == RecordErased.TOPIC]
        self._subject_erased = [number for number, name in topics.items() if name == SubjectErased.TOPIC]
        self._gone = self._destroyed_files()

    def judge(self, position: int, event: Event, opened: Opened, tags: Sequence[TagRow]) -> Iterator[Fault]:
        """Fault closed digests without an erasure, open ones despite one, and owners that do not fit."""
        if not opened.is_complete and not opened.faults and not self._is_erased(position, event, opened, tags):
            yield Fault("vault-missing", f"vault {position}", position)
        claimed = event.text("subject.id")
        owner = opened.owners.get("subject")
        if claimed is not None and owner is not None and claimed != str(UUID(bytes=owner)):
            yield Fault("vault-owner", f"vault {position}/subject", position)
        if isinstance(event, RecordErased):
            yield from self._record(position, event)
        if isinstance(event, SubjectErased) and owner is not None and self._material.keystore.get(owner) is not None:
            yield Fault("keystore-kept", f"key store, subject of entry {position}", position)

    def _is_erased(self, position: int, event: Event, opened: Opened, tags: Sequence[TagRow]) -> bool:
        """Tell whether an event says why digests of this entry stay closed."""
        if "subject" in opened.destroyed or any(tag.tag in self._gone for tag in tags):
            return True
        if opened.destroyed and "subject" in opened.owners:
            # A representative's keys were destroyed: his data are gone, the subject's are not.
            return all(disclosure.role == "subject" for disclosure in opened.statement.disclosures)
        own = self._fact_tags(event, opened.statement, tags)
        return bool(own) and self._snapshot.later_event(own, self._record_erased, position) is not None

    def _fact_tags(self, event: Event, statement: Statement, tags: Sequence[TagRow]) -> list[bytes]:
        """Name the tags of facts among those of an event: only the erasure of such a fact shares one of them."""
        if isinstance(event, FactRecorded):
            return [self._digest(fact_tag(statement.jti))]
        if isinstance(event, _ABOUT_FACTS):
            jti = self._digest(jti_tag(statement.iss, statement.jti))
            return [tag.tag for tag in tags if tag.n is None and tag.tag != jti]
        return []

    def _record(self, position: int, event: RecordErased) -> Iterator[Fault]:
        """Check that nothing is left of a record that this event erased, and that it lay in the file of its subject."""
        jti, subject_id = event.text("subject.record"), event.text("subject.id")
        if jti is None or subject_id is None:
            return
        fact = UUID(bytes=self._digest(fact_tag(jti)))
        file = self._digest(f"file:{subject_id}")
        for place, role in self._snapshot.all("data_left", tag=fact, before=position):
            yield Fault("vault-kept", f"vault {place}/{role}", place)
        for (place,) in self._snapshot.all("unfiled", tag=fact, file=UUID(bytes=file), before=position):
            yield Fault("tag-missing", f"tag {file.hex()} (sealed)", place)

    def _destroyed_files(self) -> set[bytes]:
        """Name the tags under which the entries of erased subjects are found."""
        tags: set[bytes] = set()
        for record in self._orders:
            if record.kind == "destroyed":
                subject_id = str(UUID(bytes=record.subject_id))
                tags |= {self._digest(f"file:{subject_id}"), self._digest(subject_tag(subject_id))}
        return tags

    def keystore(self) -> Iterator[Fault]:
        """Check that the store is whole and every order to destroy rests on an event."""
        for record in self._orders:
            where = f"key store, place {record.slot}"
            if record.kind == "damaged":
                yield Fault("keystore-form", where)
            elif not self._is_ordered(record.kind, record.evidence):
                yield Fault("keystore-destroyed", where)

    def _is_ordered(self, kind: str, evidence: bytes) -> bool:
        types = self._subject_erased if kind == "destroyed" else self._record_erased
        tag = self._digest(jti_tag("platform", str(UUID(bytes=evidence))))
        return self._snapshot.later_event([tag], types, -1) is not None
