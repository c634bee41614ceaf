"""The keys that may sign requests: those of agencies, as the log knows them at this moment."""

from collections.abc import Callable
from typing import TypeVar

from api.ports import Reader
from api.signing.verifier import KeyHolder
from domain.agency.state import AgencyState
from domain.agency.state import evolve as evolve_agency
from domain.event import Event
from domain.key.state import KeyState
from domain.key.state import evolve as evolve_key
from domain.registry import parse_event
from domain.signer import Recorded, Signer
from domain.tags import agency_tag, key_tag
from ledger.append import QueryItem
from ledger.service.entries import statement_of, time_of

S = TypeVar("S")


class EnrolledKeys:
    """Looks one key up by its id: two questions to the log, however many agencies there are.

    Args:
        reader: The log.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def holder(self, kid: str) -> KeyHolder | None:
        """Give the key if it is in force and its agency takes part."""
        key = self._fold(key_tag(kid), KeyState(kid), evolve_key)
        code = Signer(key.holder, kid).agency_code
        if code is None or not key.is_current:
            return None
        agency = self._fold(agency_tag(code), AgencyState(code), evolve_agency)
        return KeyHolder(key.holder, key.public_key) if agency.is_open else None

    def _fold(self, tag: str, state: S, evolve: Callable[[S, Event, Recorded], S]) -> S:
        for stored in self._reader.read_by_tags((QueryItem(tags=(tag,)),)).entries:
            statement = statement_of(stored.entry)
            at = Recorded(stored.position, time_of(stored.entry), statement.iss, statement.kid, statement.jti)
            state = evolve(state, parse_event(statement.vct, statement.plain, {}), at)
        return state
