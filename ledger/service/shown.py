"""How records stand: whoever decides on them and whoever shows them computes it here, from states that he looked at."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar

from domain.case.matters import Matters
from domain.case.mending import Contested, Record
from domain.case.state import CaseState
from domain.catalogue.state import ItemState
from domain.definition.events import ListDefined
from domain.definition.state import Definitions
from domain.fact.state import FactState
from domain.listing.state import ListingState
from domain.rule.law import Law
from domain.standing.display import Display
from domain.standing.fact import display_fact
from domain.standing.listing import Ground, display_listing, list_in_force
from domain.standing.versions import versions_of
from ledger.service.boundary import Fold
from ledger.service.folds import CASE, FACT, MATTERS

S = TypeVar("S")


class States(Protocol):
    """Where states of records come from: a decision's glance, or a snapshot."""

    def each(self, fold: Fold[S], names: Sequence[str]) -> list[S]:
        """Fold several states, in as many questions as for one."""
        ...


class Published(Protocol):
    """Where rules and definitions come from."""

    def item(self, item: str) -> ItemState:
        """Give a catalogue item."""
        ...

    def list_definition(self, name: str) -> Definitions[ListDefined]:
        """Give the definitions of a list."""
        ...


class Shown:
    """Computes how facts and listings stand on a day.

    Attributes:
        law: Rules and working days.
        today: The day, Asia/Shanghai.
    """

    def __init__(self, states: States, published: Published, law: Law, today: date) -> None:
        """Keep where states and definitions are looked up."""
        self._states = states
        self._published = published
        self.law = law
        self.today = today

    def facts(self, names: Iterable[str]) -> Mapping[str, FactState]:
        """Fold facts, by their jtis."""
        return self._by_name(FACT, names)

    def cases(self, names: Iterable[str]) -> Mapping[str, CaseState]:
        """Fold cases, by their ids."""
        return self._by_name(CASE, names)

    def matters(self, listings: Iterable[str]) -> Mapping[str, Matters]:
        """Fold what came up about listings, by their ids."""
        return self._by_name(MATTERS, listings)

    def _by_name(self, fold: Fold[S], names: Iterable[str]) -> Mapping[str, S]:
        wanted = list(dict.fromkeys(names))
        return dict(zip(wanted, self._states.each(fold, wanted), strict=True)) if wanted else {}

    def usable(self, facts: Sequence[FactState]) -> frozenset[str]:
        """Name the facts that may be used today, whoever may see them."""
        displays = zip(facts, self.displays_of_facts(facts), strict=True)
        return frozenset(fact.jti for fact, display in displays if display is not None and display.is_effective)

    def live(self, facts: Sequence[FactState]) -> frozenset[str]:
        """Name the facts that are in force today, suspended or not."""
        displays = zip(facts, self.displays_of_facts(facts), strict=True)
        return frozenset(fact.jti for fact, display in displays if display is not None and display.is_live)

    def displays_of_facts(self, facts: Sequence[FactState]) -> list[Display | None]:
        """Compute how facts stand, in order; None for one whose item has no such version."""
        cases = self.cases(case for fact in facts for case in fact.matters.cases)
        return [self._display_of_fact(fact, cases) for fact in facts]

    def _display_of_fact(self, fact: FactState, cases: Mapping[str, CaseState]) -> Display | None:
        item = self._published.item(fact.item) if fact.item else ItemState("")
        versions = versions_of(fact, item, self.today)
        if versions is None:
            return None
        own = [cases[case] for case in fact.matters.cases]
        return display_fact(fact, own, versions, law=self.law, today=self.today)

    def displays_of_listings(self, listings: Sequence[ListingState]) -> list[Display]:
        """Compute how listings stand, in order."""
        matters = self.matters(one.listing for one in listings)
        facts = self.facts(jti for one in listings for jti in one.facts)
        cases = self.cases(case for one in matters.values() for case in one.cases)
        displays = zip(facts.values(), self.displays_of_facts(list(facts.values())), strict=True)
        grounds = {fact.jti: Ground(fact, display) for fact, display in displays}
        return [self._display_of_listing(one, matters[one.listing], grounds, cases) for one in listings]

    def contested(self, records: Sequence[Record]) -> list[Contested]:
        """Compute how records stand that cases are about, in order."""
        facts = [one for one in records if isinstance(one, FactState)]
        listings = [one for one in records if isinstance(one, ListingState)]
        of_facts, of_listings = iter(self.displays_of_facts(facts)), iter(self.displays_of_listings(listings))
        return [Contested(one, next(of_facts if isinstance(one, FactState) else of_listings)) for one in records]

    def _display_of_listing(
        self,
        listing: ListingState,
        matters: Matters,
        grounds: Mapping[str, Ground],
        cases: Mapping[str, CaseState],
    ) -> Display:
        definitions = self._published.list_definition(listing.list_id)
        return display_listing(
            listing,
            matters,
            list_in_force(listing, definitions, self.today),
            [grounds[jti] for jti in listing.facts],
            [cases[case] for case in matters.cases],
            definitions=definitions,
            law=self.law,
            today=self.today,
        )
