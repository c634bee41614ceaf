"""Listings in effect: where they stand, how to find them, when they end at the latest.

Like every read model here it holds no content. Ids of listings and of lists are open in the log.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, ClassVar

from psycopg import Cursor

from domain.clock.events import PublicityEnded
from domain.listing.events import CourtListMirrored, ListingDecided, ListingEnded, ListingPublished
from domain.repair.events import RepairGranted
from domain.revocation.events import DecisionRevoked
from domain.subject.events import SubjectErased
from domain.tags import listing_tag
from ledger.service.records import Names, Record, RecordSource
from projections.projection import Projection, Table
from projections.public_list.projection import BlindIndex
from projections.writes import Write, Writes

PUBLISHING = frozenset({ListingPublished.TOPIC, CourtListMirrored.TOPIC})
"""Topics with which a listing takes effect."""

_COLUMNS = ("positions", "listings", "lists", "subjects", "names", "ends")
_NAME = Names("subject.name")


class ListingsProjection(Projection):
    """Listings by list, subject and name."""

    name: ClassVar[str] = "listings"
    version: ClassVar[int] = 1
    has_indexes: ClassVar[bool] = True
    tables: ClassVar[tuple[Table, ...]] = (
        Table("listing", ("position", "listing", "list", "subject", "name", "ends_on"), ("position",)),
    )

    def __init__(self, source: RecordSource, blind: BlindIndex) -> None:
        """Keep the source and the key of the blind indexes."""
        self._source = source
        self._blind = blind

    def fold(self, cursor: Cursor[Any], records: Iterable[Record]) -> list[Write]:
        """Turn records into writes."""
        steps = _Steps(self._source, cursor, self._blind)
        for record in records:
            step = _STEPS.get(record.topic)
            if step is not None:
                step(steps, record)
        return steps.writes.all()


def listings_named(record: Record) -> tuple[str, ...]:
    """Name the listings that an event names openly."""
    claims = record.claims
    return (*(claims.get("listings") or ()), *filter(None, [claims.get("listing")]))


class _Steps:
    """What each kind of event means to the listings."""

    def __init__(self, source: RecordSource, cursor: Cursor[Any], blind: BlindIndex) -> None:
        self._source = source
        self._cursor = cursor
        self._blind = blind
        self.writes = Writes("add_listings", _COLUMNS)

    def publish(self, record: Record) -> None:
        """A listing took effect."""
        claims, subject = record.claims, record.file()
        stated = claims.get("ends_on") or self._decided_end(claims["listing"], record.position)
        if stated is None or subject is None:
            return
        name = record.values(_NAME).get("subject.name")
        blind = self._blind.name(name) if isinstance(name, str) else None
        ends_on = date.fromisoformat(stated)
        self.writes.add(record.position, claims["listing"], claims["list"], subject, blind, ends_on)

    def end(self, record: Record) -> None:
        """Listings ended before their time, or were said to be over."""
        named = listings_named(record)
        if named:
            self.writes.change("remove_listings", listings=list(named))

    def erase_subject(self, record: Record) -> None:
        """Nothing is left of a subject."""
        subject = record.file()
        if subject is not None:
            self.writes.change("remove_subject", subject=subject)

    def _decided_end(self, listing: str, stop: int) -> str | None:
        """Give the end that the decision states; the publication does not repeat it."""
        tag = self._source.tag_key.digest(listing_tag(listing))
        places = self._source.tagged(self._cursor, [tag], stop=stop).get(tag, [])
        decided = [place.position for place in places if place.topic == ListingDecided.TOPIC][:1]
        return next((one.claims["ends_on"] for one in self._source.at(self._cursor, decided, ()).values()), None)


_STEPS: dict[str, Callable[[_Steps, Record], None]] = {
    **dict.fromkeys(PUBLISHING, _Steps.publish),
    ListingEnded.TOPIC: _Steps.end,
    RepairGranted.TOPIC: _Steps.end,
    DecisionRevoked.TOPIC: _Steps.end,
    PublicityEnded.TOPIC: _Steps.end,
    SubjectErased.TOPIC: _Steps.erase_subject,
}
