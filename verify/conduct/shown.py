"""How facts and listings stand at one entry, computed with the domain's own rules of display."""

from collections.abc import Sequence

from domain.case.mark import is_contested
from domain.case.mending import Contested, Record
from domain.fact.state import FactState
from domain.listing.state import ListingState
from domain.rule.law import Law
from domain.standing.display import Display
from domain.standing.fact import display_fact
from domain.standing.listing import Ground, display_listing, list_in_force
from domain.standing.versions import versions_of
from verify.conduct.kinds import FACT, MATTERS
from verify.conduct.look import View


def display_of_fact(look: View, fact: FactState, law: Law) -> Display | None:
    """Compute how a fact stands; None for one whose item has no such version."""
    versions = versions_of(fact, look.item(fact.item), look.today)
    if versions is None:
        return None
    return display_fact(fact, look.cases(fact.matters.cases), versions, law=law, today=look.today)


def usable(look: View, facts: Sequence[FactState], law: Law) -> frozenset[str]:
    """Name the facts that may be used at this entry, whoever may see them."""
    displays = {fact.jti: display_of_fact(look, fact, law) for fact in facts}
    return frozenset(jti for jti, display in displays.items() if display is not None and display.is_effective)


def live(look: View, facts: Sequence[FactState], law: Law) -> frozenset[str]:
    """Name the facts that are in force at this entry, suspended or not."""
    displays = {fact.jti: display_of_fact(look, fact, law) for fact in facts}
    return frozenset(jti for jti, display in displays.items() if display is not None and display.is_live)


def display_of_listing(look: View, listing: ListingState, law: Law) -> Display:
    """Compute how a listing stands."""
    matters, definitions = look.at(MATTERS, listing.listing), look.list_definition(listing.list_id)
    return display_listing(
        listing,
        matters,
        list_in_force(listing, definitions, look.today),
        [Ground(fact, display_of_fact(look, fact, law)) for fact in look.each(FACT, listing.facts)],
        look.cases(matters.cases),
        definitions=definitions,
        law=law,
        today=look.today,
    )


def contested(look: View, record: Record, law: Law) -> Contested:
    """Compute how the record of a case stands."""
    if isinstance(record, FactState):
        return Contested(record, display_of_fact(look, record, law))
    return Contested(record, display_of_listing(look, record, law))


def is_listing_contested(look: View, listing: ListingState) -> bool:
    """Tell whether a case about a listing, or about a fact that it rests on, marks it (INV-8)."""
    facts: Sequence[FactState] = look.each(FACT, listing.facts)
    matters = (look.at(MATTERS, listing.listing), *(fact.matters for fact in facts))
    return is_contested(look.cases(case for one in matters for case in one.cases))
