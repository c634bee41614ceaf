"""Putting a statement into the file of its subject, opening the file if it is new."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias

from domain.event import Event
from domain.identifier import Identifier
from domain.ledger.state import LedgerState
from domain.subject.decide import open_subject
from domain.subject.state import PseudonymState, SubjectState
from domain.tagging import tags_of
from domain.tags import Tags, pseudonym_tag, subject_tag
from ledger.append import Condition, PendingEvent, SealedTag, SpineTag, VaultRow
from ledger.keystore import SubjectKeys
from ledger.service.admission.admitted import Admitted, Incoming, pending_event, request
from ledger.service.platform import Platform
from ledger.service.rule_book import Memory, unchanged
from ledger.service.subjects import Standing, Subjects
from ledger.statement import Statement
from ledger.vault import seal_record

People: TypeAlias = tuple[Identifier, ...]
"""The subject and, where his number is given, the legal representative."""

Disclosures: TypeAlias = Mapping[str, Sequence[str]]
"""By role, as they stand in the statement."""

Owners: TypeAlias = Mapping[str, SubjectKeys]
"""By role: under whose key its data go."""


class Filed(NamedTuple):
    """What putting a statement into a file appends.

    Attributes:
        events: The statement's own last.
        conditions: That nothing new has come about the people whose data it holds.
    """

    events: tuple[PendingEvent, ...]
    conditions: tuple[Condition, ...]


class Filing:
    """Makes what is appended for an event about a subject: the statement, its vault rows, a new subject's opening."""

    def __init__(self, subjects: Subjects, platform: Platform) -> None:
        """Keep where identifiers lead and who signs an opening."""
        self.subjects = subjects
        self.platform = platform

    def file(
        self,
        incoming: Incoming,
        people: People,
        kind: str,
        *conditions: Condition,
        not_after_ms: int | None = None,
        statement: Statement | None = None,
        tags: Tags | None = None,
        besides: Sequence[Event] = (),
    ) -> Admitted:
        """Put a statement into the file of its subject, the first of the people, opening it if it is new.

        Args:
            incoming: What was sent.
            people: The subject, and others whose data it holds.
            kind: Kind of the subject, for its opening.
            conditions: On which it is recorded, besides those of its id, its people and what was looked at.
            not_after_ms: Last entry time at which the decision holds.
            statement: What is recorded in place of what was sent: the platform's event around a request.
            tags: Its tags.
            besides: Events of the platform about the same subject that are recorded with it, or not at all.
        """
        knowledge = incoming.knowledge
        parts = [self._of_platform(event, incoming, people[:1]) for event in besides]
        parts.append(
            self.prepare(
                statement or incoming.statement,
                tags or incoming.tags,
                people,
                kind,
                memory=knowledge.memory,
                genesis=knowledge.book.genesis,
                now=incoming.now,
            )
        )
        events = tuple(event for part in parts for event in part.events)
        known = dict.fromkeys(condition for part in parts for condition in part.conditions)
        made = request(incoming, events, *conditions, *known, not_after_ms=not_after_ms)
        return Admitted(made, people, statement=statement)

    def _of_platform(self, event: Event, incoming: Incoming, people: People) -> Filed:
        statement = self.platform.sign(event, incoming.now)
        tags = tags_of(event, iss=statement.iss, jti=statement.jti)
        knowledge = incoming.knowledge
        genesis = knowledge.book.genesis
        return self.prepare(statement, tags, people, "", memory=knowledge.memory, genesis=genesis, now=incoming.now)

    def file_of(self, subject: Identifier, memory: Memory) -> str:
        """Name the file of a subject as conditions do."""
        return _file_name(self.subjects.recall([subject], memory.people)[0])

    def prepare(
        self,
        statement: Statement,
        tags: Tags,
        people: People,
        kind: str,
        *,
        memory: Memory,
        genesis: LedgerState,
        now: datetime,
    ) -> Filed:
        """Make the recorder's events of a statement, and the conditions about whose data it holds.

        Args:
            statement: What is recorded.
            tags: Its tags.
            people: The subject, and others whose data it holds.
            kind: Kind of the subject, for its opening.
            memory: What is known of people and keys already.
            genesis: The ledger.
            now: Present instant.
        """
        standings = self.subjects.recall(people, memory.people)
        subject = standings[0]
        disclosures = statement.encoded_by_role()
        owners = self._owners(standings, disclosures, memory)
        file = SealedTag(_file_name(subject), owners["subject"].file_secret)
        vault = self._vault(statement, disclosures, owners)
        events = [pending_event(statement, tags, sealed=(file,), vault=vault)]
        known = [unchanged(subject_tag(str(one.subject_id)), one.subject_after) for one in standings]
        if not subject.is_open:
            events.insert(0, self._opening(people[0], kind, owners, genesis, now))
            known.append(unchanged(pseudonym_tag(people[0]), subject.pseudonym_after))
        return Filed(tuple(events), tuple(known))

    def _opening(
        self, subject: Identifier, kind: str, owners: Owners, genesis: LedgerState, now: datetime
    ) -> PendingEvent:
        event = self.subjects.opening(subject, kind, owners["subject"])
        new, free = SubjectState(str(event.text("subject.id"))), PseudonymState(subject)
        open_subject(new, free, None, event, genesis=genesis, signer=self.platform.signer, now=now)
        statement = self.platform.sign(event, now)
        return PendingEvent(
            type=statement.vct,
            payload=statement.jwt.encode("ascii"),
            spines=(SpineTag(self.subjects.handle(subject)),),
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
            subjects = self.subjects
            keys = subjects.nameless_keys(standing, nameless) if nameless else subjects.keys(standing)
            memory.keys[place] = keys
        return keys

    def _vault(self, statement: Statement, disclosures: Disclosures, owners: Owners) -> tuple[VaultRow, ...]:
        """Seal each role's disclosures under the key of whose data they are."""
        jwt_hash = statement.jwt_hash
        return tuple(
            [
                seal_record(
                    self.platform.origin, jwt_hash, role, encoded, owners[role].key, owner=owners[role].subject_id
                )
                for role, encoded in disclosures.items()
            ]
        )


def _file_name(standing: Standing) -> str:
    return f"file:{standing.subject_id}"
