"""How facts and listings stand at one entry, computed with the domain's own rules of display."""

from collections.abc import Sequence

from domain.case.mark import is_contested
from domain.fact.state import FactState
from domain.listing.state import ListingState
from domain.rule.law import Law
from domain.standing.display import Display
from domain.standing.fact import display_fact
from domain.standing.listing import Ground, display_listing
from verify.conduct.kinds import FACT, MATTERS
from verify.conduct.look import View


def display_of_fact(look: View, fact: FactState, law: Law) -> Display | None:
    """Compute how a fact stands; None for one whose item has no such version."""
    item = look.item(fact.item)
    version = item.version(fact.item_version)
    if version is None:
        return None
    begun = [one for one in item.versions if one.effective_from <= look.today]
    newest = max(begun, key=lambda one: one.version, default=None)
    return display_fact(fact, look.cases(fact.matters.cases), version, newest, law=law, today=look.today)


def usable(look: View, facts: Sequence[FactState], law: Law) -> frozenset[str]:
    """Name the facts that may be used at this entry, whoever may see them."""
    displays = {fact.jti: display_of_fact(look, fact, law) for fact in facts}
    return frozenset(jti for jti, display in displays.items() if display is not None and display.is_effective)


def display_of_listing(look: View, listing: ListingState, law: Law) -> Display:
    """Compute how a listing stands."""
    matters, definitions = look.at(MATTERS, listing.listing), look.list_definition(listing.list_id)
    return display_listing(
        listing,
        matters,
        definitions.unbroken(listing.decided_on or look.today, look.today),
        [Ground(fact, display_of_fact(look, fact, law)) for fact in look.each(FACT, listing.facts)],
        look.cases(matters.cases),
        law=law,
        today=look.today,
    )


def is_listing_contested(look: View, listing: ListingState) -> bool:
    """Tell whether a case about a listing, or about a fact that it rests on, marks it (INV-8)."""
    facts: Sequence[FactState] = look.each(FACT, listing.facts)
    matters = (look.at(MATTERS, listing.listing), *(fact.matters for fact in facts))
    return is_contested(look.cases(case for one in matters for case in one.cases))
