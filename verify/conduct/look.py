"""What one decision, or a reader, looks at in the replayed states: the counterpart of the service's admission."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from domain.agency.state import AgencyState
from domain.authority import Authority
from domain.calendar.working_days import WorkingDays
from domain.case.state import CaseState
from domain.catalogue.state import ItemState
from domain.definition.events import ListDefined
from domain.definition.state import Defined, Definitions
from domain.event import Event
from domain.fact.identity import document_of
from domain.fact.state import FactState
from domain.identifier import Identifier
from domain.key.state import KeyState
from domain.ledger.state import LedgerState
from domain.listing.state import ListingState
from domain.rule.law import Law
from domain.signer import Recorded, Signer
from domain.subject.state import SubjectState
from domain.tagging import split
from domain.time import legal_date
from verify.conduct.book import Book
from verify.conduct.kinds import (
    AGENCY,
    CALENDAR,
    CASE,
    FACT,
    GROUND,
    ITEM,
    KEY,
    LEDGER,
    LIST,
    LISTING,
    MEASURE,
    PAPER,
    PSEUDONYM,
    RULES,
    SUBJECT,
    Kind,
)
from verify.conduct.verdict import ClosedError

S = TypeVar("S")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant(time_ms: int) -> datetime:
    """Give an entry time as an aware instant, without passing through a float."""
    return _EPOCH + timedelta(milliseconds=time_ms)


class View:
    """The states of a log at an instant, each asked for by name.

    Attributes:
        now: The instant.
        kinds: Prefixes of what was looked at so far.
    """

    def __init__(self, book: Book, now: datetime) -> None:
        """Look at nothing yet."""
        self._book = book
        self.now = now
        self.kinds: set[str] = set()

    @property
    def today(self) -> date:
        """The day in law, Asia/Shanghai."""
        return legal_date(self.now)

    def at(self, kind: Kind[S], name: str) -> S:
        """Look at one state.

        Raises:
            ClosedError: An event that it rests on was not opened.
        """
        self.kinds.add(kind.prefix)
        closed = self._book.closed_at(kind.tag(name))
        if closed is not None:
            raise ClosedError(closed)
        return self._book.at(kind, name)

    def each(self, kind: Kind[S], names: Iterable[str]) -> list[S]:
        """Look at several states."""
        return [self.at(kind, name) for name in names]

    def item(self, item: str) -> ItemState:
        """Look at a catalogue item."""
        return self.at(ITEM, item)

    def list_definition(self, name: str) -> Definitions[ListDefined]:
        """Look at the definitions of a list."""
        return self.at(LIST, name)

    def law(self) -> Law:
        """Look at the rules and at every calendar published so far."""
        years = [year for year, _ in self._book.all(CALENDAR)]
        return Law(self.at(RULES, ""), WorkingDays(self.each(CALENDAR, years)))

    def cases(self, names: Iterable[str]) -> Sequence[CaseState]:
        """Look at cases."""
        return self.each(CASE, dict.fromkeys(names))


class Look(View):
    """The states before one entry, as its decision sees them.

    Attributes:
        event: What was decided, with its disclosures.
        at: Where it stands, and who signed.
        n_digests: Number of digests of its statement.
        now: The entry time.
        further: Tags that the entry has besides those of its event: the id of a request within.
    """

    def __init__(self, book: Book, event: Event, at: Recorded, n_digests: int) -> None:
        """Look at nothing yet."""
        super().__init__(book, instant(at.time_ms))
        self.event = event
        self.at_entry = at
        self.n_digests = n_digests
        self.further: list[str] = []

    @property
    def signer(self) -> Signer:
        """Who signed the entry."""
        return Signer(self.at_entry.iss, self.at_entry.kid)

    @property
    def genesis(self) -> LedgerState:
        """The ledger."""
        return self.at(LEDGER, "")

    def key(self, kid: str) -> KeyState:
        """Look at a key."""
        return self.at(KEY, kid)

    def agency(self) -> AgencyState:
        """Look at the agency that signed."""
        return self.at(AGENCY, self.signer.agency_code or "")

    def defined(self, name: str) -> Defined:
        """Look at a list, and at the measures that the event names."""
        return Defined(self.list_definition(name), self.each(MEASURE, split(self.event.text("subject.measures"))))

    def authority(self, signer: Signer | None = None) -> Authority:
        """Look at who signed the entry, or a request within it."""
        signer = signer or self.signer
        agency = self.at(AGENCY, signer.agency_code) if signer.agency_code else AgencyState(signer.iss)
        return Authority(self.genesis, self.key(signer.kid), agency, signer, self.now)

    def subject_of(self, identifier: Identifier) -> SubjectState:
        """Look at the subject that an identifier leads to; one that is not open is nobody."""
        led = self.at(PSEUDONYM, f"{identifier.type}:{identifier.value}").subject_id
        state = SubjectState("") if led is None else self.at(SUBJECT, led)
        return state if state.is_open else SubjectState("")

    def text(self, name: str) -> str:
        """Give a disclosed text of the event; empty where there is none."""
        return self.event.text(name) or ""

    def facts_named(self) -> list[FactState]:
        """Look at the facts that the event enumerates."""
        return self.each(FACT, split(self.event.text("subject.facts")))

    def with_rows(self, facts: Sequence[FactState]) -> tuple[str, ...]:
        """Name some facts, and the others of their documents."""
        documents = dict.fromkeys(document_of(one.identity) for one in facts if one.identity is not None)
        rows = (name for document in documents for name in self.at(PAPER, document))
        return tuple(dict.fromkeys((*(one.jti for one in facts), *rows)))

    def listings_on(self, facts: Iterable[str]) -> list[ListingState]:
        """Look at the listings whose notices or decisions rest on any of some facts."""
        names = dict.fromkeys(name for fact in facts for name in self.at(GROUND, fact))
        return self.each(LISTING, names)
