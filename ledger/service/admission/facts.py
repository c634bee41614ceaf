"""Admission of facts: recorded, corrected, withdrawn."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias, cast
from uuid import UUID

from domain.fact.decide import admit_correction, admit_fact, admit_withdrawal
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.fact.state import FactState
from domain.fact.state import evolve as evolve_fact
from domain.identifier import Identifier
from domain.subject.decide import open_subject
from domain.subject.state import PseudonymState, SubjectState
from domain.tagging import tags_of
from domain.tags import document_tag, fact_tag, pseudonym_tag, subject_tag
from ledger.append import Condition, PendingEvent, SealedTag, SpineTag, VaultRow
from ledger.keystore import SubjectKeys
from ledger.service.admission.admitted import Admitted, Incoming, pending, request
from ledger.service.boundary import Fold, Loaded, LogTags
from ledger.service.platform import Platform
from ledger.service.rule_book import Memory, nothing_under, unchanged
from ledger.service.subjects import Standing, Subjects
from ledger.statement import Statement
from ledger.vault import seal_record

People: TypeAlias = tuple[Identifier, ...]
"""The subject and, where his number is given, the legal representative."""

Disclosures: TypeAlias = Mapping[str, Sequence[str]]
"""By role, as they stand in the statement."""

Owners: TypeAlias = Mapping[str, SubjectKeys]
"""By role: under whose key its data go."""

_FACT = Fold(fact_tag, FactState, evolve_fact)


class FactAdmissions:
    """Decides about facts and makes what is appended: the statement, its vault rows, and a new subject's opening."""

    def __init__(self, tags: LogTags, subjects: Subjects, platform: Platform) -> None:
        """Keep what an admission of a fact needs besides the rule book."""
        self._tags = tags
        self._subjects = subjects
        self._platform = platform

    def record(self, incoming: Incoming) -> Admitted:
        """Admit a fact."""
        event = cast("FactRecorded", incoming.event)
        knowledge = incoming.knowledge
        admission = admit_fact(
            knowledge.key(incoming.signer.kid),
            knowledge.agency(incoming.signer.agency_code or ""),
            knowledge.item(event.item),
            event,
            genesis=knowledge.book.genesis,
            signer=incoming.signer,
            now=incoming.now,
            n_digests=incoming.statement.n_digests,
        )
        people = (admission.subject, *((admission.representative,) if admission.representative else ()))
        document = document_tag(admission.natural_identity)
        unused = nothing_under(document, fact_tag(incoming.statement.jti))
        filed = self._file(incoming, people, admission.subject_kind, unused, admission.not_after_ms)
        return filed._replace(document=document)

    def correct(self, incoming: Incoming) -> Admitted:
        """Admit all fields of a fact anew."""
        event = cast("FactCorrected", incoming.event)
        knowledge = incoming.knowledge
        fact = self._fact(event)
        admission = admit_correction(
            fact.state,
            knowledge.key(incoming.signer.kid),
            knowledge.agency(incoming.signer.agency_code or ""),
            knowledge.item(event.item),
            event,
            genesis=knowledge.book.genesis,
            signer=incoming.signer,
            now=incoming.now,
            n_digests=incoming.statement.n_digests,
        )
        people = (admission.subject, *((admission.representative,) if admission.representative else ()))
        same = unchanged(fact_tag(fact.state.jti), fact.after)
        return self._file(incoming, people, admission.subject_kind, same, admission.not_after_ms)

    def withdraw(self, incoming: Incoming) -> Admitted:
        """Admit that a fact no longer stands."""
        event = cast("FactWithdrawn", incoming.event)
        knowledge = incoming.knowledge
        fact = self._fact(event)
        subject = admit_withdrawal(
            fact.state,
            knowledge.key(incoming.signer.kid),
            knowledge.agency(incoming.signer.agency_code or ""),
            event,
            genesis=knowledge.book.genesis,
            signer=incoming.signer,
            now=incoming.now,
        )
        same = unchanged(fact_tag(fact.state.jti), fact.after)
        return self._file(incoming, (subject,), "", same, None)

    def _fact(self, event: FactCorrected | FactWithdrawn) -> Loaded[FactState]:
        """Fold the fact that an event is about; without the keys of its data they would be taken for erased."""
        jti = str(event.disclosed.get("subject.fact", ""))
        records = self._tags.records(fact_tag(jti))
        for owner in {owner for record in records if (owner := record.owner()) is not None}:
            self._subjects.require_keys(UUID(bytes=owner))
        return _FACT.over(jti, records)

    def _file(
        self,
        incoming: Incoming,
        people: People,
        kind: str,
        condition: Condition,
        not_after_ms: int | None,
    ) -> Admitted:
        """Put a statement into the file of its subject, the first of the people, opening it if it is new."""
        memory = incoming.knowledge.memory
        standings = self._subjects.recall(people, memory.people)
        subject = standings[0]
        disclosures = incoming.statement.encoded_by_role()
        owners = self._owners(standings, disclosures, memory)
        file = SealedTag(f"file:{subject.subject_id}", owners["subject"].file_secret)
        events = [pending(incoming, sealed=(file,), vault=self._vault(incoming.statement, disclosures, owners))]
        known = [unchanged(subject_tag(str(one.subject_id)), one.subject_after) for one in standings]
        if not subject.is_open:
            events.insert(0, self._opening(people[0], kind, owners, incoming))
            known.append(unchanged(pseudonym_tag(people[0]), subject.pseudonym_after))
        return Admitted(request(incoming, tuple(events), condition, *known, not_after_ms=not_after_ms), people)

    def _opening(self, subject: Identifier, kind: str, owners: Owners, incoming: Incoming) -> PendingEvent:
        event = self._subjects.opening(subject, kind, owners["subject"])
        genesis = incoming.knowledge.book.genesis
        new, free = SubjectState(str(event.text("subject.id"))), PseudonymState(subject)
        open_subject(new, free, None, event, genesis=genesis, signer=self._platform.signer, now=incoming.now)
        statement = self._platform.sign(event, incoming.now)
        return PendingEvent(
            type=statement.vct,
            payload=statement.jwt.encode("ascii"),
            spines=(SpineTag(self._subjects.handle(subject)),),
            private_tags=tags_of(event, iss=statement.iss, jti=statement.jti).private,
            vault=self._vault(statement, statement.encoded_by_role(), owners),
        )

    def _owners(self, standings: Sequence[Standing], disclosures: Disclosures, memory: Memory) -> Owners:
        """Find the keys of whose data a record holds; a representative without a number has a key of this company."""
        subject, *named = standings
        owners = {"subject": self._keys(subject, "", memory)}
        if "representative" in disclosures:
            owners["representative"] = (
                self._keys(named[0], "", memory) if named else self._keys(subject, "representative", memory)
            )
        return owners

    def _keys(self, standing: Standing, nameless: str, memory: Memory) -> SubjectKeys:
        """Give the keys of somebody, or of the nameless person who has a role in his records; once for a batch."""
        place = (standing.subject_id, nameless)
        keys = memory.keys.get(place)
        if keys is None:
            subjects = self._subjects
            keys = subjects.nameless_keys(standing, nameless) if nameless else subjects.keys(standing)
            memory.keys[place] = keys
        return keys

    def _vault(self, statement: Statement, disclosures: Disclosures, owners: Owners) -> tuple[VaultRow, ...]:
        """Seal each role's disclosures under the key of whose data they are."""
        jwt_hash = statement.jwt_hash
        return tuple(
            [
                seal_record(
                    self._platform.origin, jwt_hash, role, encoded, owners[role].key, owner=owners[role].subject_id
                )
                for role, encoded in disclosures.items()
            ]
        )
