"""Read the file of a subject, completed by what the log says later, in one snapshot."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from psycopg import Connection, Cursor

from domain.fact import state as domain_state
from domain.fact.events import FactRecorded
from domain.identifier import Identifier, IdentifierType
from domain.standing.display import Display
from domain.subject.events import IdentifierLinked, SubjectErased, SubjectOpened
from domain.tags import fact_tag, pseudonym_tag, subject_tag
from ledger.service.records import Record, RecordSource
from projections.build import live_build
from projections.history import FactState, latest_of
from projections.marks import ShownMark, shown_marks
from projections.moment import AsOf, moment_of
from projections.profile.file import SubjectFile
from projections.profile.projection import ProfileProjection
from projections.profile.repair import fact_door
from projections.profile.view import Profile, ProfileFact
from projections.reading import Reading, content_position, contents, recorded_position
from projections.snapshot import answer
from projections.statements import statement

_PACKAGE = "projections.profile"
_LINKS = frozenset({SubjectOpened.TOPIC, IdentifierLinked.TOPIC})


def load(
    connection: Connection[Any],
    source: RecordSource,
    identifier: Identifier,
    *,
    now: datetime,
    as_of: AsOf = None,
) -> Profile | None:
    """Give everything that is on record about the subject that an identifier leads to.

    What the read model has not seen yet is read from the log in the same snapshot: the answer is never behind. Whoever
    shows it has to have recorded the look before (INV-14).

    Args:
        connection: Outside a transaction.
        source: Where records are read.
        identifier: In canonical form.
        now: The instant for which ends, marks and deadlines are computed, with a time zone.
        as_of: A number of leaves, or a day: the file as it was then, judged by the rules of that moment, as far as
            nothing has been erased since. None: now.

    Returns:
        The profile; None if the identifier leads to nobody, or to somebody who was erased.

    Raises:
        ProjectionNotBuiltError: The read model does not exist yet.
    """

    def question(cursor: Cursor[Any]) -> Profile | None:
        moment = moment_of(cursor, source, as_of, now)
        return _Question(cursor, source, Reading(cursor, source, now=moment.now, stop=moment.size)).answer(identifier)

    return answer(connection, question)


def _pseudonym_of(record: Record) -> Identifier | None:
    """Give the identifier that an event discloses, or None where it was erased."""
    kind, value = record.disclosed.get("subject.identifier_type"), record.disclosed.get("subject.identifier")
    if not isinstance(kind, str) or not isinstance(value, str):
        return None
    return Identifier(cast("IdentifierType", kind), value)


class _Question:
    """One question in one snapshot."""

    def __init__(self, cursor: Cursor[Any], source: RecordSource, reading: Reading) -> None:
        self._cursor = cursor
        self._source = source
        self._reading = reading
        self._build, self._position = live_build(cursor, ProfileProjection)

    def answer(self, identifier: Identifier) -> Profile | None:
        owner = self._owner(identifier)
        if owner is None:
            return None
        subject = self._source.file_digest(owner)
        subject_id = str(UUID(bytes=owner))
        file = SubjectFile(self._reading, subject)
        return Profile(
            subject_id,
            self._identifiers(subject_id),
            self._facts(subject),
            self._reading.stop,
            listings=file.listings(),
            cases=file.cases(),
            repairs=file.repairs(),
            commitments=file.commitments(),
            looks=file.looks(),
            recalls=file.recalls(),
            day=self._reading.today,
        )

    def _owner(self, identifier: Identifier) -> bytes | None:
        """Find the id of the subject that an identifier leads to."""
        pseudonym = self._reading.digest(pseudonym_tag(identifier))
        places = self._reading.places([pseudonym]).get(pseudonym, [])
        if not places or places[-1].topic not in _LINKS:
            return None
        record = self._reading.at_positions([places[-1].position])[places[-1].position]
        return record.owner() if record.disclosed else None

    def _identifiers(self, subject_id: str) -> tuple[Identifier, ...]:
        (records,) = self._reading.records([subject_tag(subject_id)])
        linked: dict[Identifier, None] = {}
        for record in records:
            identifier = _pseudonym_of(record)
            if record.topic == SubjectErased.TOPIC:
                linked.clear()
            elif identifier is not None and record.topic in _LINKS:
                linked[identifier] = None
            elif identifier is not None:
                linked.pop(identifier, None)
        return tuple(linked)

    def _facts(self, subject: bytes) -> tuple[ProfileFact, ...]:
        facts = [fact for fact in self._reading.facts_under(self._fact_digests(subject)) if fact.iss]
        facts.sort(key=recorded_position)
        records = contents(self._reading, facts)
        displays = self._reading.shown.displays_of_facts(facts)
        marks = shown_marks(self._reading, displays)
        return tuple(
            self._fact(fact, display, own, records) for fact, display, own in zip(facts, displays, marks, strict=True)
        )

    def _fact_digests(self, subject: bytes) -> list[bytes]:
        """Name the subject's facts: those of the read model, then those that came after it."""
        rows = self._cursor.execute(statement(_PACKAGE, "facts_of", self._build), {"subject": subject}).fetchall()
        known = [bytes(fact) for fact, position in rows if position < self._reading.stop]
        later = self._reading.places([subject], start=self._position).get(subject, [])
        new = [place.position for place in later if place.topic == FactRecorded.TOPIC]
        records = self._reading.at_positions(new)
        return known + [self._reading.digest(fact_tag(records[position].jti)) for position in new]

    def _fact(
        self,
        fact: domain_state.FactState,
        display: Display | None,
        marks: tuple[ShownMark, ...],
        records: Mapping[int, Record],
    ) -> ProfileFact:
        state, latest = latest_of(fact)
        recorded, content = records[recorded_position(fact)], records[content_position(fact)]
        if state is FactState.ERASED or not content.disclosed:
            return _erased(latest, recorded)
        version = self._reading.item(fact.item).version(fact.item_version)
        is_adverse = None if version is None else version.is_adverse
        return ProfileFact(
            position=recorded.position,
            latest=latest,
            time_ms=recorded.time_ms,
            jti=recorded.jti,
            state=state,
            item=fact.item,
            item_version=fact.item_version,
            item_name=None if version is None else version.name,
            nature=None if version is None else version.nature,
            is_adverse=is_adverse,
            decided_on=fact.decided_on,
            ends_on=None if display is None else display.ends_on,
            is_in_force=display is not None and display.is_effective,
            fields={name: value for name, value in content.disclosed.items() if name.startswith("subject.")},
            display=display,
            marks=marks,
            repair=fact_door(fact, self._reading.law, self._reading.today) if is_adverse else None,
        )


def _erased(latest: int, recorded: Record) -> ProfileFact:
    return ProfileFact(
        position=recorded.position,
        latest=latest,
        time_ms=recorded.time_ms,
        jti=recorded.jti,
        state=FactState.ERASED,
        item=None,
        item_version=None,
        item_name=None,
        nature=None,
        is_adverse=None,
        decided_on=None,
        ends_on=None,
        is_in_force=False,
        fields={},
    )
