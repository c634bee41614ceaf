"""What decisions rest on: ledger, keys, agencies, catalogue, rules, definitions; and what each decision looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from domain.agency.state import AgencyState
from domain.authority import Authority
from domain.calendar.state import CalendarState
from domain.calendar.working_days import WorkingDays
from domain.catalogue.state import ItemState
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.definition.state import Definitions
from domain.identifier import Identifier
from domain.key.state import KeyState
from domain.ledger.state import LedgerState
from domain.rule.law import Law
from domain.rule.state import RulesState
from domain.signer import Signer
from domain.time import legal_date
from ledger.append import Condition, QueryItem
from ledger.keystore import SubjectKeys
from ledger.service import folds
from ledger.service.boundary import Boundaries, Loaded, LogTags
from ledger.service.subjects import Standing

S = TypeVar("S")

_PAST_YEARS = 6


def years_of_law(today: date) -> tuple[int, ...]:
    """Name the years whose working days decisions and readings know: from six years back to the next.

    The longest time for which rules bear on a record is five years (信用修复管理办法): what began in its first year
    may still have to be counted, and what begins today may end in the next.
    """
    return tuple(range(today.year - _PAST_YEARS, today.year + 2))


class RuleBook:
    """The remembered states that admissions ask for."""

    def __init__(self, tags: LogTags) -> None:
        """Set up the boundaries; nothing is read yet."""
        self.ledger = Boundaries(tags, folds.LEDGER)
        self.keys = Boundaries(tags, folds.KEY)
        self.holders = Boundaries(tags, folds.HOLDER)
        self.agencies = Boundaries(tags, folds.AGENCY)
        self.items = Boundaries(tags, folds.ITEM)
        self.rules = Boundaries(tags, folds.RULES)
        self.calendars = Boundaries(tags, folds.CALENDAR)
        self.lists = Boundaries(tags, folds.LIST)
        self.measures = Boundaries(tags, folds.MEASURE)
        self.purposes = Boundaries(tags, folds.PURPOSE)

    @property
    def genesis(self) -> LedgerState:
        """The ledger's own state."""
        return self.ledger.load("").state


class Memory:
    """The states as one batch of decisions knows them: each is read at most once anew.

    Attributes:
        people: Where the identifiers of the batch lead.
        keys: Keys of the subjects of the batch, by id, and of the nameless people in their records, by role besides.
        papers: Tags of the documents of which facts are on record, as far as the batch ran into them.
    """

    def __init__(self) -> None:
        """Start with nothing."""
        self.people: dict[Identifier, Standing] = {}
        self.keys: dict[tuple[UUID, str], SubjectKeys] = {}
        self.papers: set[str] = set()
        self._known: dict[tuple[int, str], Loaded[Any]] = {}
        self._fresh: set[tuple[int, str]] = set()
        self._conditions: dict[tuple[int, str], Condition] = {}

    def load(self, boundaries: Boundaries[S], name: str) -> Loaded[S]:
        """Give a state, from this memory, from the long one, or from the log."""
        known = self._known.get((id(boundaries), name))
        return self.load_many(boundaries, [name])[0] if known is None else known

    def load_many(self, boundaries: Boundaries[S], names: Sequence[str]) -> list[Loaded[S]]:
        """Give several states, in order; what has to be read is read in as many questions as one."""
        unknown = [name for name in dict.fromkeys(names) if (id(boundaries), name) not in self._known]
        for name, loaded in zip(unknown, boundaries.load_many(unknown), strict=True):
            self._known[id(boundaries), name] = loaded
        return [self._known[id(boundaries), name] for name in names]

    def refresh(self, boundaries: Boundaries[S], name: str) -> bool:
        """Read a state from the log unless this batch did; tell whether it is newer than what was decided on."""
        place = (id(boundaries), name)
        if place in self._fresh:
            return False
        before = self._known[place]
        self._known[place] = boundaries.read(name)
        self._conditions.pop(place, None)
        self._fresh.add(place)
        return self._known[place].after != before.after

    def condition(self, boundaries: Boundaries[Any], name: str) -> Condition:
        """Make the condition that a state is still as this batch knows it: one object for all who ask."""
        place = (id(boundaries), name)
        condition = self._conditions.get(place)
        if condition is None:
            condition = unchanged(boundaries.tag_of(name), self._known[place].after)
            self._conditions[place] = condition
        return condition

    def expire(self) -> None:
        """Take nothing for fresh any more, because the log has grown under a decision."""
        self._fresh.clear()


@dataclass(slots=True)
class Knowledge:
    """What one decision has looked at, so that it can be appended on condition that nothing of it changed.

    Attributes:
        book: Where states come from.
        memory: What the batch knows already.
    """

    book: RuleBook
    memory: Memory
    _conditions: dict[tuple[int, str], Condition] = field(default_factory=dict)
    _seen: list[tuple[Boundaries[Any], str]] = field(default_factory=list)

    def key(self, kid: str) -> KeyState:
        """Look at a key."""
        return self._look(self.book.keys, kid)

    def keys(self, kids: Sequence[str]) -> list[KeyState]:
        """Look at several keys."""
        return self._look_at(self.book.keys, kids)

    def agency(self, code: str) -> AgencyState:
        """Look at an agency."""
        return self._look(self.book.agencies, code)

    def item(self, item: str) -> ItemState:
        """Look at a catalogue item."""
        return self._look(self.book.items, item)

    def authority(self, signer: Signer, now: datetime) -> Authority:
        """Look at who signed: his key and, if he is one, his agency."""
        code = signer.agency_code
        agency = self.agency(code) if code else AgencyState(signer.iss)
        return Authority(self.book.genesis, self.key(signer.kid), agency, signer, now)

    def rules(self) -> RulesState:
        """Look at the rules."""
        return self._look(self.book.rules, "")

    def calendar(self, year: int) -> CalendarState:
        """Look at a year's working days."""
        return self._look(self.book.calendars, str(year))

    def law(self, now: datetime) -> Law:
        """Look at the rules and at the working days that bear on records of today (`years_of_law`)."""
        years = [str(year) for year in years_of_law(legal_date(now))]
        return Law(self.rules(), WorkingDays(self._look_at(self.book.calendars, years)))

    def list_definition(self, name: str) -> Definitions[ListDefined]:
        """Look at the definitions of a list."""
        return self._look(self.book.lists, name)

    def measure(self, name: str) -> Definitions[MeasureDefined]:
        """Look at the definitions of a measure."""
        return self._look(self.book.measures, name)

    def measures_named(self, names: Sequence[str]) -> list[Definitions[MeasureDefined]]:
        """Look at the definitions of several measures."""
        return self._look_at(self.book.measures, names)

    def purpose(self, name: str) -> Definitions[PurposeDefined]:
        """Look at the definitions of a purpose."""
        return self._look(self.book.purposes, name)

    def refresh(self) -> bool:
        """Read everything looked at again; tell whether something had changed."""
        changed = [name for boundaries, name in self._seen if self.memory.refresh(boundaries, name)]
        return bool(changed)

    def conditions(self) -> tuple[Condition, ...]:
        """Make the conditions "nothing newer under any tag looked at"."""
        return tuple(self._conditions.values())

    def _look(self, boundaries: Boundaries[S], name: str) -> S:
        loaded = self.memory.load(boundaries, name)
        self._seen.append((boundaries, name))
        self._conditions[id(boundaries), name] = self.memory.condition(boundaries, name)
        return loaded.state

    def _look_at(self, boundaries: Boundaries[S], names: Sequence[str]) -> list[S]:
        self.memory.load_many(boundaries, names)  # what has to be read is read at once
        return [self._look(boundaries, name) for name in names]


def unchanged(tag: str, after: int | None) -> Condition:
    """Make the condition "nothing later than a position under this tag"; None: nothing at all."""
    return Condition((QueryItem(tags=(tag,)),), after)


def nothing_under(*tags: str) -> Condition:
    """Make the condition "no event under any of these tags"."""
    return Condition(tuple([QueryItem(tags=(tag,)) for tag in tags]))
