"""How every state is folded, and under which tags: the table of the replay, on the domain's own folds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, TypeVar, cast

from domain.agency.state import AgencyState
from domain.agency.state import evolve as evolve_agency
from domain.calendar.state import CalendarState
from domain.calendar.state import evolve as evolve_calendar
from domain.case.matters import Matters
from domain.case.matters import evolve as evolve_matters
from domain.case.state import CaseState
from domain.case.state import evolve as evolve_case
from domain.catalogue.state import ItemState
from domain.catalogue.state import evolve as evolve_item
from domain.commitment.state import CommitmentState
from domain.commitment.state import evolve as evolve_commitment
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.definition.state import Definitions, evolve_list, evolve_measure, evolve_purpose
from domain.disclosure.events import DisclosureMade
from domain.disclosure.state import RecallState
from domain.disclosure.state import evolve as evolve_recall
from domain.event import Event
from domain.fact.events import FactRecorded
from domain.fact.state import FactState
from domain.fact.state import evolve as evolve_fact
from domain.identifier import Identifier, IdentifierType
from domain.key.state import KeyState
from domain.key.state import evolve as evolve_key
from domain.ledger.state import LedgerState
from domain.ledger.state import evolve as evolve_ledger
from domain.listing.events import CourtListMirrored, ListingDecided, NoticeServed
from domain.listing.state import ListingState
from domain.listing.state import evolve as evolve_listing
from domain.repair.state import RepairState
from domain.repair.state import evolve as evolve_repair
from domain.rule.state import RulesState
from domain.rule.state import evolve as evolve_rule
from domain.signer import Recorded
from domain.subject.state import PseudonymState, SubjectState, evolve_pseudonym
from domain.subject.state import evolve as evolve_subject

S = TypeVar("S")


@dataclass(frozen=True, slots=True, eq=False)
class Kind(Generic[S]):
    """How the states of one kind are made.

    Attributes:
        prefix: What its tags begin with.
        initial: State before the first event, by the name behind the prefix.
        evolve: Total fold of the domain.
    """

    prefix: str
    initial: Callable[[str], S]
    evolve: Callable[[S, Event, Recorded], S]

    def tag(self, name: str) -> str:
        """Name the tag of one state."""
        return f"{self.prefix}:{name}" if name else self.prefix


def _pseudonym(name: str) -> PseudonymState:
    kind, _, value = name.partition(":")
    return PseudonymState(Identifier(cast("IdentifierType", kind), value))


def _grounded(state: tuple[str, ...], event: Event, at: Recorded) -> tuple[str, ...]:
    if not isinstance(event, NoticeServed | ListingDecided) or event.listing in state:
        return state
    return (*state, event.listing)


def _looked(state: tuple[DisclosureMade, ...], event: Event, at: Recorded) -> tuple[DisclosureMade, ...]:
    return (*state, event) if isinstance(event, DisclosureMade) else state


def _rows(state: tuple[str, ...], event: Event, at: Recorded) -> tuple[str, ...]:
    return (*state, at.jti) if isinstance(event, FactRecorded) else state


def _mirrored(state: tuple[str, ...], event: Event, at: Recorded) -> tuple[str, ...]:
    return (*state, event.listing) if isinstance(event, CourtListMirrored) else state


def _first(state: int | None, event: Event, at: Recorded) -> int | None:
    return at.position if state is None else state


LEDGER = Kind("ledger", lambda _: LedgerState(), evolve_ledger)
KEY = Kind("key", KeyState, evolve_key)
AGENCY = Kind("agency", AgencyState, evolve_agency)
ITEM = Kind("catalogue", ItemState, evolve_item)
RULES = Kind("rules", lambda _: RulesState(), evolve_rule)
CALENDAR = Kind("calendar", lambda year: CalendarState(int(year)), evolve_calendar)
LIST = Kind("list-definition", Definitions[ListDefined], evolve_list)
MEASURE = Kind("measure", Definitions[MeasureDefined], evolve_measure)
PURPOSE = Kind("purpose", Definitions[PurposeDefined], evolve_purpose)
FACT = Kind("fact", FactState, evolve_fact)
LISTING = Kind("listing", ListingState, evolve_listing)
MATTERS = Kind("matter", lambda _: Matters(), evolve_matters)
CASE = Kind("case", CaseState, evolve_case)
REPAIR = Kind("case", RepairState, evolve_repair)
RECALL = Kind("recall", RecallState, evolve_recall)
COMMITMENT = Kind("commitment", CommitmentState, evolve_commitment)
SUBJECT = Kind("subject", SubjectState, evolve_subject)
PSEUDONYM = Kind("pseudonym", _pseudonym, evolve_pseudonym)
GROUND: Kind[tuple[str, ...]] = Kind("ground", lambda _: (), _grounded)
"""The listings whose notices or decisions rest on a fact."""
LOOKS: Kind[tuple[DisclosureMade, ...]] = Kind("look", lambda _: (), _looked)
"""The looks at a record."""
JTI: Kind[int | None] = Kind("jti", lambda _: None, _first)
"""Where a statement id was first used."""
DOCUMENT: Kind[int | None] = Kind("document", lambda _: None, _first)
"""Where a fact with this natural identity was first recorded."""
PAPER: Kind[tuple[str, ...]] = Kind("paper", lambda _: (), _rows)
"""The facts of one document about a subject."""
MIRROR: Kind[tuple[str, ...]] = Kind("mirror", lambda _: (), _mirrored)
"""The listings that a court put on a list by one document about a subject."""

_ALL: tuple[Kind[Any], ...] = (
    *(LEDGER, KEY, AGENCY, ITEM, RULES, CALENDAR, LIST, MEASURE, PURPOSE),
    *(FACT, LISTING, MATTERS, CASE, REPAIR, RECALL, COMMITMENT, SUBJECT, PSEUDONYM),
    *(GROUND, LOOKS, JTI, DOCUMENT, PAPER, MIRROR),
)
KINDS: Mapping[str, tuple[Kind[Any], ...]] = MappingProxyType(
    {prefix: tuple(one for one in _ALL if one.prefix == prefix) for prefix in {one.prefix for one in _ALL}}
)
"""By the beginning of a tag."""
