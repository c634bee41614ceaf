"""Agencies, keys and catalogue as they are answered: the ledger's folded states in the API's words."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from api.models import Agency, AgencyWithKeys, AsOf, CatalogueItem, Key
from api.moments import rfc3339
from api.ports import Ledger
from domain.agency.state import AgencyState
from domain.catalogue.state import ItemState, ItemVersion
from domain.key.state import KeyState
from domain.time import legal_date
from ledger.service.entries import time_of


@dataclass(frozen=True, slots=True)
class State:
    """What the first page shows of a running ledger.

    Attributes:
        size: Leaves of the latest signed tree.
        root: Its root, base64.
        time_ms: Entry time of its last leaf.
        is_running: Whether statements are being recorded.
        agencies: Agencies that take part.
        items: Catalogue items in force.
    """

    size: int
    root: str
    time_ms: int | None
    is_running: bool
    agencies: int
    items: int


class Directory:
    """Answers who takes part and what may be recorded.

    Args:
        ledger: Where the states are.
        clock: The time now, aware.
    """

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._ledger = ledger
        self._clock = clock
        self._agencies: tuple[int, list[Agency]] = (-1, [])
        self._items: tuple[int, Sequence[ItemState]] = (-1, ())

    def as_of(self) -> AsOf:
        """Name the signed tree that an answer read from now on will at least hold."""
        checkpoint = self._ledger.reader.checkpoint()
        return AsOf(size=checkpoint.size, root=b64encode(checkpoint.root).decode("ascii"))

    def agencies(self) -> list[Agency]:
        """Give all agencies ever enrolled, ascending by code; as long as the log has not grown, from memory."""
        size = self._ledger.reader.checkpoint().size
        kept_size, kept = self._agencies
        if kept_size == size:
            return kept
        known = [_agency(state) for state in self._ledger.agencies() if state.is_known]
        known.sort(key=lambda agency: agency.code)
        self._agencies = (size, known)
        return known

    def agency(self, code: str) -> AgencyWithKeys | None:
        """Give one agency with its keys, in the order of their enrolment."""
        found = next((agency for agency in self.agencies() if agency.code == code), None)
        if found is None:
            return None
        keys = [_key(state) for state in self._ledger.keys(f"agency:{code}") if state.enrolled_at is not None]
        return AgencyWithKeys(**found.model_dump(), keys=sorted(keys, key=lambda key: key.enrolled_position))

    def catalogue(self) -> list[CatalogueItem]:
        """Give the version of each item that is in force, or else its latest, ascending by item."""
        today = self._today()
        shown = [state.effective_on(today) or state.latest for state in self._item_states()]
        return sorted((_item(one, today) for one in shown if one is not None), key=lambda item: item.item)

    def versions(self, item: str) -> list[CatalogueItem]:
        """Give all versions of one item, newest first; none if there is no such item."""
        today = self._today()
        found = next((state for state in self._item_states() if state.item == item), None)
        return [] if found is None else [_item(version, today) for version in reversed(found.versions)]

    def state(self) -> State:
        """Give what the first page shows."""
        as_of = self.as_of()
        return State(
            size=as_of.size,
            root=as_of.root,
            time_ms=self._last_time_ms(as_of.size),
            is_running=self._ledger.health().is_recording,
            agencies=sum(agency.is_open for agency in self.agencies()),
            items=sum(item.is_in_force for item in self.catalogue()),
        )

    def _item_states(self) -> Sequence[ItemState]:
        """Give the catalogue; as long as the log has not grown, from memory."""
        size = self._ledger.reader.checkpoint().size
        kept_size, kept = self._items
        if kept_size == size:
            return kept
        states = self._ledger.catalogue()
        self._items = (size, states)
        return states

    def _last_time_ms(self, size: int) -> int | None:
        last = next(iter(self._ledger.reader.entries(size - 1, size)), None) if size else None
        return None if last is None else time_of(last.entry)

    def _today(self) -> date:
        return legal_date(self._clock())


def _agency(state: AgencyState) -> Agency:
    return Agency(
        code=state.agency,
        name=state.name,
        roles=list(state.roles),
        is_open=state.is_open,
        enrolled_position=state.enrolled_at or 0,
        closed_position=state.closed_at,
    )


def _key(state: KeyState) -> Key:
    since = state.compromised_since_ms
    return Key(
        kid=state.kid,
        public_key=state.public_key_text,
        is_in_force=state.is_current,
        enrolled_position=state.enrolled_at or 0,
        ended_position=state.ended_at,
        compromised_since=None if since is None else rfc3339(since),
    )


def _item(version: ItemVersion, today: date) -> CatalogueItem:
    return CatalogueItem(
        item=version.item,
        version=version.version,
        name=version.name,
        nature=version.nature,
        is_adverse=version.is_adverse,
        subject_kinds=list(version.subject_kinds),
        identifier=version.identifier,
        standard=version.standard,
        disclosure=version.disclosure,
        validity_months=version.validity_months,
        providers=list(version.providers),
        issuer_level=version.issuer_level,
        legal_basis=version.legal_basis,
        effective_from=version.effective_from.isoformat(),
        effective_to=None if version.effective_to is None else version.effective_to.isoformat(),
        is_in_force=version.covers(today),
        digests=version.digests,
        position=version.position,
        withdrawn_position=version.withdrawn_at,
    )
