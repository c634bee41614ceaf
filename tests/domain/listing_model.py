"""A plain model of two proceedings that compete for two facts, beside the folds of what was recorded."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis.stateful import RuleBasedStateMachine

from domain.authority import Authority
from domain.event import Event
from domain.fact.state import FactState
from domain.listing.state import ListingState, evolve
from domain.refusal import Refusal
from domain.signer import PLATFORM
from tests.domain.due_process import FACT, LISTING, bureau, fact_state, is_working, noon, terms
from tests.domain.listings import ANSWER, OTHER_FACT, OTHER_LISTING, at

DAY = timedelta(days=1)
BEGIN = date(2026, 4, 27)
TIERS = ("minor", "general", "serious")
TIER_OF = {FACT: "serious", OTHER_FACT: "general"}
SHOWN_FOR = timedelta(days=60)


def working_day_after(day: date, count: int) -> date:
    """Count day by day."""
    while count:
        day += DAY
        count -= is_working(day)
    return day


def last_day_in_law(day: date) -> date:
    """Move a last day that is off."""
    while not is_working(day):
        day += DAY
    return day


@dataclass
class Model:
    """One proceeding, in the plainest words."""

    facts: tuple[str, ...] = ()
    tier: str = ""
    until: date | None = None
    replies: int = 0
    waived_on: date | None = None
    decided_on: date | None = None
    is_published: bool = False
    end: str = ""

    @property
    def is_before_decision(self) -> bool:
        return self.until is not None and self.decided_on is None and not self.end

    def has_used(self, names: tuple[str, ...]) -> bool:
        """Whether it keeps facts from other listings: it was decided, and not given up before it had effect."""
        is_given_up = self.end != "" and not self.is_published
        return self.decided_on is not None and not is_given_up and not set(names).isdisjoint(self.facts)

    def is_shown(self, today: date) -> bool:
        return (
            self.is_published and not self.end and self.decided_on is not None and today < self.decided_on + SHOWN_FOR
        )


class Proceedings(RuleBasedStateMachine):
    """Two listings and two facts of one company, as the folds hold them and as the model does."""

    today: date
    position: int
    states: dict[str, ListingState]
    models: dict[str, Model]
    facts: dict[str, FactState]
    usable: set[str]
    contested: set[str]

    def found(self) -> None:
        """Begin with two facts that stand, and nothing noticed."""
        self.today = BEGIN
        self.position = 100
        self.states = {name: ListingState(name) for name in (LISTING, OTHER_LISTING)}
        self.models = {name: Model() for name in self.states}
        self.facts = {name: fact_state(jti=name, terms=terms(tier=tier)) for name, tier in TIER_OF.items()}
        self.usable = set(self.facts)
        self.contested = set()

    def attempt(self, listing: str, decide: Callable[[], object], event: Event | None, *, kid: str = "") -> bool:
        """Decide and, if it may be, record; a request becomes the platform's event."""
        try:
            made = decide()
        except Refusal:
            return False
        self.position += 1
        folded = made if isinstance(made, Event) else event
        assert folded is not None
        place = at(self.position)
        if isinstance(made, Event):
            place = replace(place, iss=PLATFORM)
        elif kid:
            place = replace(place, kid=kid)
        self.states[listing] = evolve(self.states[listing], folded, place)
        return True

    def known_facts(self, names: tuple[str, ...]) -> list[FactState]:
        return [self.facts[name] for name in names]

    def earlier(self, names: tuple[str, ...]) -> list[ListingState]:
        """What the recorder finds under the tags of the facts: notices and decisions."""
        known = [state for state in self.states.values() if state.is_known]
        return [state for state in known if not set(names).isdisjoint(state.facts)]

    def is_free(self, listing: str, names: tuple[str, ...]) -> bool:
        is_used = any(model.has_used(names) for other, model in self.models.items() if other != listing)
        return self.usable.issuperset(names) and not is_used

    def is_no_harsher(self, names: tuple[str, ...], tier: str) -> bool:
        """No tier above that of a notice on the facts that was replied to and given up before it had effect."""
        given_up = [model for model in self.models.values() if model.end and not model.is_published and model.replies]
        return all(TIERS.index(tier) <= TIERS.index(one.tier) for one in given_up if set(names) & set(one.facts))

    def by(self) -> Authority:
        return bureau(noon(self.today.isoformat()))

    def may_decide(self, listing: str, names: tuple[str, ...], decided_on: date) -> bool:
        """INV-4, and what a decision may rest on."""
        model = self.models[listing]
        if not model.is_before_decision or model.until is None:
            return False
        is_waived = model.waived_on is not None and model.waived_on <= decided_on
        is_over = decided_on > last_day_in_law(model.until)
        is_grounded = set(names) <= set(model.facts) and self.contested.isdisjoint(names)
        return (is_waived or is_over) and is_grounded and self.is_free(listing, names)

    def is_fair(self, model: Model, names: tuple[str, ...], tier: str, answer: str) -> bool:
        """INV-5, and no tier above what was noticed or done."""
        most = min(TIERS.index(model.tier), *(TIERS.index(TIER_OF[name]) for name in names))
        return TIERS.index(tier) <= most and (not model.replies or answer == ANSWER)
