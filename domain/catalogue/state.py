"""The state of a catalogue item, folded over the open tag ``catalogue:<item>``."""

from dataclasses import dataclass, replace
from datetime import date

from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.event import Event
from domain.signer import AGENCY_PREFIX, Recorded


@dataclass(frozen=True, slots=True)
class ItemVersion:
    """One version of a catalogue item; the names are those of ``docs/events.md``.

    Attributes:
        position: Where it was published.
        withdrawn_at: Where it was withdrawn, ``None`` if it was not.
        effective_to: Its last day in force, ``None`` if open.
    """

    item: str
    version: int
    name: str
    nature: str
    is_adverse: bool
    subject_kinds: tuple[str, ...]
    identifier: str
    standard: str
    disclosure: str
    validity_months: int
    providers: tuple[str, ...]
    issuer_level: str
    legal_basis: str
    effective_from: date
    effective_to: date | None
    digests: int
    position: int = 0
    withdrawn_at: int | None = None

    def covers(self, day: date) -> bool:
        """Tell whether a day lies within the version's own period, both ends included."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


@dataclass(frozen=True, slots=True)
class ItemState:
    """All versions of one catalogue item.

    Attributes:
        item: Its id.
        versions: Its versions, ascending from 1.
    """

    item: str
    versions: tuple[ItemVersion, ...] = ()

    @property
    def latest(self) -> ItemVersion | None:
        """The version published last."""
        return self.versions[-1] if self.versions else None

    def version(self, number: int) -> ItemVersion | None:
        """Find a version by its number."""
        return next((version for version in self.versions if version.version == number), None)

    def effective_on(self, day: date) -> ItemVersion | None:
        """Give the version in force on a day: the highest whose period holds it."""
        return next((version for version in reversed(self.versions) if version.covers(day)), None)


def evolve(state: ItemState, event: Event, at: Recorded) -> ItemState:
    """Fold one event; what no agency signed, or what is about another item, changes nothing."""
    if not at.iss.startswith(AGENCY_PREFIX):
        return state
    if isinstance(event, CatalogueItemPublished) and event.item == state.item:
        return _published(state, event, at)
    if isinstance(event, CatalogueItemWithdrawn) and event.item == state.item:
        return _withdrawn(state, event, at)
    return state


def _published(state: ItemState, event: CatalogueItemPublished, at: Recorded) -> ItemState:
    latest = state.latest
    if latest is not None and event.version <= latest.version:
        return state
    version = ItemVersion(
        item=event.item,
        version=event.version,
        name=event.name,
        nature=event.nature,
        is_adverse=event.is_adverse,
        subject_kinds=event.subject_kinds,
        identifier=event.identifier,
        standard=event.standard,
        disclosure=event.disclosure,
        validity_months=event.validity_months,
        providers=event.providers,
        issuer_level=event.issuer_level,
        legal_basis=event.legal_basis,
        effective_from=event.effective_from,
        effective_to=event.effective_to,
        digests=event.digests,
        position=at.position,
    )
    return replace(state, versions=(*state.versions, version))


def _withdrawn(state: ItemState, event: CatalogueItemWithdrawn, at: Recorded) -> ItemState:
    def ended(version: ItemVersion) -> ItemVersion:
        if version.version != event.version or version.withdrawn_at is not None:
            return version
        return replace(version, effective_to=event.effective_to, withdrawn_at=at.position)

    return replace(state, versions=tuple(map(ended, state.versions)))
