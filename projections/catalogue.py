"""Catalogue items as one snapshot of the log knows them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from psycopg import Cursor

from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.tags import item_tag
from domain.time import add_months
from ledger.service.records import RecordSource


@dataclass(frozen=True, slots=True)
class ItemVersion:
    """One version of a catalogue item (目录事项).

    Attributes:
        published: The event that published it.
        withdrawn_after: Its last day, if it was withdrawn.
    """

    published: CatalogueItemPublished
    withdrawn_after: date | None = None

    def is_withdrawn(self, day: date) -> bool:
        """Tell whether the version has been withdrawn, as of a day."""
        return self.withdrawn_after is not None and day > self.withdrawn_after

    def ends_on(self, decided_on: date, own_end: date | None) -> date:
        """Compute the first day on which a record of this item is no longer shown or used.

        Args:
            decided_on: Date of the decision.
            own_end: Last day that the document itself names, if it names one.

        Returns:
            The earlier of the item's validity (有效期限) and the day after the document's own end.
        """
        by_rule = add_months(decided_on, self.published.validity_months)
        if own_end is None:
            return by_rule
        return min(by_rule, date.fromordinal(own_end.toordinal() + 1))


class Catalogue:
    """The versions of some items, folded from their events in one snapshot."""

    def __init__(self, versions: dict[tuple[str, int], ItemVersion]) -> None:
        self._versions = versions

    def version(self, item: str, version: int) -> ItemVersion | None:
        """Give one version of an item, or None if the snapshot has none."""
        return self._versions.get((item, version))

    def newest(self, item: str, day: date) -> ItemVersion | None:
        """Give the newest version of an item that has begun by a day, whether it has ended or not."""
        begun = [
            (number, found)
            for (name, number), found in self._versions.items()
            if name == item and found.published.effective_from <= day
        ]
        return max(begun, key=lambda one: one[0])[1] if begun else None


def load_catalogue(cursor: Cursor[Any], source: RecordSource, items: Iterable[str], *, stop: int = 2**62) -> Catalogue:
    """Fold the events of some items.

    Args:
        cursor: In the caller's snapshot.
        source: Where records are read.
        items: Ids of the items.
        stop: Position at which the fold ends.
    """
    tags = [source.tag_key.digest(item_tag(item)) for item in sorted(set(items))]
    found = source.tagged(cursor, tags, stop=stop)
    records = source.at(cursor, sorted(one.position for places in found.values() for one in places))
    versions: dict[tuple[str, int], ItemVersion] = {}
    for _position, record in sorted(records.items()):
        event = record.event
        if isinstance(event, CatalogueItemPublished):
            versions[event.item, event.version] = ItemVersion(event)
        elif isinstance(event, CatalogueItemWithdrawn):
            before = versions.get((event.item, event.version))
            if before is not None:
                versions[event.item, event.version] = replace(before, withdrawn_after=event.effective_to)
    return Catalogue(versions)
