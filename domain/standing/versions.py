"""The versions of a catalogue item that a fact is held against: those that it names, and the newest one."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from domain.catalogue.state import ItemState, ItemVersion
from domain.fact.state import FactState, FactStatement


class Versions(NamedTuple):
    """Versions of the item of one fact.

    Attributes:
        stated: What its statements name, one for each, the last one at the end.
        newest: The newest version that has begun; ``None`` if there is none.
        former: Versions that had begun before the newest did: each was the newest for a time.
    """

    stated: tuple[ItemVersion, ...]
    newest: ItemVersion | None
    former: tuple[ItemVersion, ...] = ()

    @property
    def is_adverse(self) -> bool:
        """Whether the fact is, or ever was, one of an adverse item: it is protected as one."""
        return any(one.is_adverse for one in (*self.stated, self.newest) if one is not None)

    def on(self, day: date) -> "Versions":
        """Give the versions that a fact was held against on an earlier day."""
        known = [*self.former, *(() if self.newest is None else (self.newest,))]
        return self._replace(newest=_newest(known, day))

    def turns(self) -> Iterator[date]:
        """Give the days on which another version became the newest."""
        return (one.effective_from for one in (*self.former, self.newest) if one is not None)

    def binding(self, fact: FactState) -> Iterator[tuple[FactStatement, ItemVersion]]:
        """Give the statements that limit a fact, each with its version.

        Of an adverse fact every statement does: what was once over, or not to be shown, a correction does not bring
        back (INV-7). A licence or an honour is its subject's own good; there the last statement counts.
        """
        pairs = tuple(zip(fact.statements, self.stated, strict=True))
        yield from pairs if self.is_adverse else pairs[-1:]


def versions_of(fact: FactState, item: ItemState, today: date) -> Versions | None:
    """Find the versions that a fact is held against on a day.

    Args:
        fact: The fact.
        item: Its catalogue item.
        today: The day, Asia/Shanghai.

    Returns:
        The versions; ``None`` where the item has no such version as the fact names: it does not stand.
    """
    present = item.version(fact.item_version)
    if present is None:
        return None
    stated = tuple(item.version(one.item_version) or present for one in fact.statements)
    newest = _newest(item.versions, today)
    former = (one for one in item.versions if newest is not None and one.version < newest.version)
    return Versions(stated, newest, tuple(former))


def _newest(versions: Iterable[ItemVersion], day: date) -> ItemVersion | None:
    begun = (one for one in versions if one.effective_from <= day)
    return max(begun, key=lambda one: one.version, default=None)
