"""Read the profile of a subject, completed by what the log says later, in one snapshot."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from psycopg import Connection, Cursor

from domain.fact.events import FactRecorded
from domain.fact.own_end import own_end
from domain.identifier import Identifier, IdentifierType
from domain.subject.events import IdentifierLinked, SubjectErased, SubjectOpened
from domain.tags import fact_tag, pseudonym_tag, subject_tag
from domain.time import legal_date
from ledger.service.records import Record, RecordSource, Tagged
from projections.build import live_build
from projections.catalogue import Catalogue, load_catalogue
from projections.history import FactState, History, fold_history
from projections.profile.projection import ProfileProjection
from projections.profile.view import Profile, ProfileFact
from projections.runner import ROLES
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
    as_of: int | None = None,
) -> Profile | None:
    """Give everything that is on record about the subject that an identifier leads to.

    What the read model has not seen yet is read from the log in the same snapshot: the answer is never behind.

    Args:
        connection: Outside a transaction.
        source: Where records are read.
        identifier: In canonical form.
        now: The instant for which ends of validity are computed, with a time zone.
        as_of: Number of leaves: the answer as the log was then, as far as nothing has been erased since. None: now.

    Returns:
        The profile; None if the identifier leads to nobody, or to somebody who was erased.

    Raises:
        ProjectionNotBuiltError: The read model does not exist yet.
    """
    return answer(connection, lambda cursor: _Question(cursor, source, now, as_of).answer(identifier))


def _pseudonym_of(record: Record) -> Identifier | None:
    """Give the identifier that an event discloses, or None where it was erased."""
    kind, value = record.disclosed.get("subject.identifier_type"), record.disclosed.get("subject.identifier")
    if not isinstance(kind, str) or not isinstance(value, str):
        return None
    return Identifier(cast("IdentifierType", kind), value)


class _Question:
    """One question in one snapshot."""

    def __init__(self, cursor: Cursor[Any], source: RecordSource, now: datetime, as_of: int | None) -> None:
        self._cursor = cursor
        self._source = source
        self._today = legal_date(now)
        size = source.size(cursor)
        self._stop = size if as_of is None else min(as_of, size)
        self._build, self._position = live_build(cursor, ProfileProjection)

    def answer(self, identifier: Identifier) -> Profile | None:
        owner = self._owner(identifier)
        if owner is None:
            return None
        subject = self._source.file_digest(owner)
        subject_id = str(UUID(bytes=owner))
        return Profile(subject_id, self._identifiers(subject_id), self._facts(subject), self._stop)

    def _tagged(self, tags: Iterable[bytes], start: int = 0) -> dict[bytes, list[Tagged]]:
        return self._source.tagged(self._cursor, list(tags), start=start, stop=self._stop)

    def _owner(self, identifier: Identifier) -> bytes | None:
        """Find the id of the subject that an identifier leads to."""
        pseudonym = self._source.tag_key.digest(pseudonym_tag(identifier))
        places = self._tagged([pseudonym]).get(pseudonym, [])
        if not places or places[-1].topic not in _LINKS:
            return None
        record = self._source.at(self._cursor, [places[-1].position]).get(places[-1].position)
        if record is None or not record.disclosed:
            return None
        return record.owner()

    def _identifiers(self, subject_id: str) -> tuple[Identifier, ...]:
        tag = self._source.tag_key.digest(subject_tag(subject_id))
        places = self._tagged([tag]).get(tag, [])
        records = self._source.at(self._cursor, [place.position for place in places])
        linked: dict[Identifier, None] = {}
        for place in places:
            identifier = _pseudonym_of(records[place.position])
            if place.topic == SubjectErased.TOPIC:
                linked.clear()
            elif identifier is not None and place.topic in _LINKS:
                linked[identifier] = None
            elif identifier is not None:
                linked.pop(identifier, None)
        return tuple(linked)

    def _facts(self, subject: bytes) -> tuple[ProfileFact, ...]:
        facts = self._fact_digests(subject)
        histories = [
            history for places in self._tagged(facts).values() if (history := fold_history(places)) is not None
        ]
        positions = {position for one in histories for position in (one.recorded, one.content) if position is not None}
        records = self._source.at(self._cursor, sorted(positions), ROLES)
        items = {records[one.content].claims["item"] for one in histories if one.content is not None}
        catalogue = load_catalogue(self._cursor, self._source, items, stop=self._stop)
        histories.sort(key=lambda one: one.recorded)
        return tuple(self._fact(one, records, catalogue) for one in histories)

    def _fact_digests(self, subject: bytes) -> list[bytes]:
        """Name the subject's facts: those of the read model, then those that came after it."""
        rows = self._cursor.execute(statement(_PACKAGE, "facts_of", self._build), {"subject": subject}).fetchall()
        known = [bytes(fact) for fact, position in rows if position < self._stop]
        later = self._tagged([subject], start=self._position).get(subject, [])
        new = [place.position for place in later if place.topic == FactRecorded.TOPIC]
        records = self._source.at(self._cursor, new)
        return known + [self._source.tag_key.digest(fact_tag(records[position].jti)) for position in new]

    def _fact(self, history: History, records: dict[int, Record], catalogue: Catalogue) -> ProfileFact:
        recorded = records[history.recorded]
        content = None if history.content is None else records[history.content]
        readable = content is not None and bool(content.disclosed)
        return _show(history, recorded, content if readable else None, catalogue, self._today)


def _show(history: History, recorded: Record, content: Record | None, catalogue: Catalogue, today: date) -> ProfileFact:
    if content is None:
        return _erased(history, recorded)
    claims = content.claims
    fields = {name: value for name, value in content.disclosed.items() if name.startswith("subject.")}
    decided_on = date.fromisoformat(claims["decided_on"])
    version = catalogue.version(claims["item"], claims["item_version"])
    item = None if version is None else version.published
    end = None if version is None else version.ends_on(decided_on, own_end(fields))
    return ProfileFact(
        position=history.recorded,
        latest=history.latest,
        time_ms=recorded.time_ms,
        jti=recorded.jti,
        state=history.state,
        item=claims["item"],
        item_version=claims["item_version"],
        item_name=None if item is None else item.name,
        nature=None if item is None else item.nature,
        is_adverse=None if item is None else item.is_adverse,
        decided_on=decided_on,
        ends_on=end,
        is_in_force=history.stands and end is not None and today < end,
        fields=fields,
    )


def _erased(history: History, recorded: Record) -> ProfileFact:
    return ProfileFact(
        position=history.recorded,
        latest=history.latest,
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
