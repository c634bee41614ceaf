"""How far a listing reaches: its facts bear its tier, its list is for its subject, its measures are on the list."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.clock.decide import publicity_end_due
from domain.definition.events import ListDefined
from domain.definition.state import Definitions
from domain.fact.state import FactTerms
from domain.identifier import Identifier
from domain.listing.events import ListingPublished
from domain.listing.ground_refusals import ListingKindError, TierGroundError
from domain.listing.state import evolve
from domain.revocation.dependents import Grounds, falling, rests_on_nothing
from domain.standing.display import Display
from domain.standing.listing import Ground, display_listing, list_in_force, running_measures
from domain.tier import TIERS, is_below, least, rank
from tests.domain.builders import PERSON
from tests.domain.due_process import FACT, LISTING, fact_state, list_definition
from tests.domain.listing_trials import try_publication
from tests.domain.listings import at, decided, mirrored, publication, published, until_midnight
from tests.domain.listings import fold as fold_listing
from tests.domain.standing_builders import (
    LAW,
    LISTED_ON,
    NO_MATTERS,
    OTHER_FACT,
    definition,
    fact,
    listed,
    measure,
    measures_on,
    shown_fact,
    shown_listing,
)

JUNE = date(2026, 6, 1)
GENERAL = FactTerms(kind="ENT", tier="general", acted_on=date(2026, 3, 2))


def lowered(tier: str = "general", **changes: Any) -> Any:
    """A serious fact that was corrected to a lower tier."""
    before = fact(decided_on=LISTED_ON, **changes)
    return replace(before, earlier=before.statements, terms=replace(before.terms, tier=tier))


def _ends(display: Display) -> tuple[bool, bool, str]:
    return display.is_effective, display.is_public, display.end_reason


def test_tiers_have_an_order_and_what_has_none_is_below_nothing() -> None:
    assert [rank(tier) for tier in ("", "other", *TIERS)] == [-1, -1, 0, 1, 2]
    assert (least(["serious", "minor"]), least(["serious", ""]), least([])) == ("minor", "", "")
    assert [is_below(one, "general") for one in ("", *TIERS)] == [False, True, False, False]


@pytest.mark.parametrize("tier", ["minor", "general"])
def test_a_listing_whose_only_fact_is_corrected_to_a_lower_tier_is_over(tier: str) -> None:
    for state in (lowered(tier), replace(lowered(tier), withdrawn_at=90)):
        display = shown_listing(listed(), JUNE, facts=(state,))
        assert (*_ends(display), display.is_live) == (False, False, "grounds-lowered", False)
        assert measures_on(listed(), display) == ()


def test_the_platform_says_no_end_of_what_a_correction_ended_and_leaves_an_end_that_it_said() -> None:
    display = shown_listing(listed(), date(2029, 5, 20), facts=(lowered(),))
    assert (display.end_reason, publicity_end_due(listed(), display)) == ("grounds-lowered", None)
    said = shown_listing(listed(publicity_ended_at=80), date(2029, 5, 20), facts=(lowered(),))
    assert said.end_reason == "expired"


def test_a_listing_stands_on_the_facts_that_still_bear_its_tier() -> None:
    state, other = listed(facts=(FACT, OTHER_FACT)), fact(jti=OTHER_FACT, decided_on=LISTED_ON)
    assert _ends(shown_listing(state, JUNE, facts=(lowered(), other))) == (True, True, "")
    gone = replace(other, withdrawn_at=90)
    assert _ends(shown_listing(state, JUNE, facts=(lowered(), gone))) == (False, False, "grounds-gone")


def test_a_fact_of_a_standard_without_tiers_bears_every_listing() -> None:
    assert shown_listing(listed(), JUNE, facts=(fact(tier="", decided_on=LISTED_ON),)).end_reason == ""


@pytest.mark.parametrize("tier", ["minor", "general"])
def test_inv_12_nothing_is_published_on_a_fact_that_was_lowered_since_the_decision(tier: str) -> None:
    with pytest.raises(TierGroundError) as caught:
        try_publication(None, fact_state(terms=replace(GENERAL, tier=tier)))
    assert caught.value.params == {"fact": FACT, "given": tier, "expected": "serious"}
    assert try_publication() == until_midnight("2026-05-11")


def test_a_listing_rests_on_nothing_once_no_fact_bears_its_tier() -> None:
    state, other = listed(facts=(FACT, OTHER_FACT)), fact(jti=OTHER_FACT)
    assert not rests_on_nothing(state, [lowered(), other])
    assert rests_on_nothing(state, [lowered(), replace(other, withdrawn_at=90)])


def test_inv_11_a_fact_that_is_lowered_takes_the_listings_with_it_that_it_alone_bore() -> None:
    alone, beside = listed(), listed(facts=(FACT, OTHER_FACT), listing="0190a5b0-0000-4000-8000-0000000000bb")
    lesser = listed(tier="general", listing="0190a5b0-0000-4000-8000-0000000000cc")
    live = {FACT, OTHER_FACT}
    before = Grounds([fact(), fact(jti=OTHER_FACT)], live)
    after = Grounds([lowered(), fact(jti=OTHER_FACT)], live)
    assert falling([alone, beside, lesser], before, after) == (f"listing:{LISTING}",)


def versions(*further: dict[str, Any]) -> Definitions[ListDefined]:
    every = [definition(subject_kinds=["ENT", "ORG"])]
    every += [definition(version=number, **one) for number, one in enumerate(further, start=2)]
    return Definitions("market-serious", tuple(every))


def test_a_listing_ends_when_its_list_is_for_others_and_does_not_come_back() -> None:
    others = {"subject_kinds": ["ORG"], "effective_from": "2026-06-01"}
    again = {"subject_kinds": ["ENT", "ORG"], "effective_from": "2026-07-01"}
    reach = versions(others, again)
    before = list_in_force(listed(), reach, date(2026, 5, 31))
    assert before is not None
    assert before.version == 1
    assert [list_in_force(listed(), reach, day) for day in (JUNE, date(2026, 7, 1))] == [None, None]
    org = list_in_force(listed(kind="ORG"), reach, date(2026, 7, 1))
    assert org is not None
    assert org.version == 3
    display = shown_listing(listed(), JUNE, listed_by=list_in_force(listed(), reach, JUNE))
    assert _ends(display) == (False, False, "list-gone")


def shown_by(reach: Definitions[ListDefined], day: str, **changes: Any) -> str:
    """Why a listing is not public on a day by these versions of its list; empty if it is."""
    today, state = date.fromisoformat(day), listed(**changes)
    ground = fact(decided_on=LISTED_ON, subject=state.subject, kind=state.kind)
    display = display_listing(
        state,
        NO_MATTERS,
        list_in_force(state, reach, today),
        [Ground(ground, shown_fact(ground, today))],
        [],
        definitions=reach,
        law=LAW,
        today=today,
    )
    assert (display.is_effective, display.is_public) == (True, display.end_reason == "")
    return display.end_reason


def every(first: dict[str, Any], *further: dict[str, Any]) -> Definitions[ListDefined]:
    both = ({"effective_from": "2021-09-01", **first}, *further)
    kinds = {"subject_kinds": ["ENT", "NP"]}
    return Definitions(
        "market-serious", tuple(definition(version=at, **kinds, **one) for at, one in enumerate(both, start=1))
    )


CLOSED = {"is_public": False}


def test_inv_14_who_was_listed_on_a_list_that_is_not_public_stays_unpublished_when_it_is_opened() -> None:
    reach = every(CLOSED, {"effective_from": "2026-07-01"})
    assert [shown_by(reach, day) for day in ("2026-06-30", "2026-07-01", "2028-07-01")] == ["not-public"] * 3
    assert shown_by(reach, "2026-07-02", list_version=2, decided_on=date(2026, 7, 1)) == ""


def test_inv_14_the_version_that_a_listing_was_decided_under_counts_where_the_next_began_on_the_same_day() -> None:
    reach = every(CLOSED, {"effective_from": "2026-05-20"})
    assert [shown_by(reach, "2026-06-01", list_version=version) for version in (1, 2)] == ["not-public", ""]
    assert shown_by(reach, "2026-06-01", list_version=9) == "not-public"


def test_inv_14_what_was_kept_back_for_a_day_does_not_come_back() -> None:
    reach = every({}, {"effective_from": "2026-06-01", **CLOSED}, {"effective_from": "2026-06-02"})
    days = ("2026-05-31", "2026-06-01", "2026-06-02")
    assert [shown_by(reach, day) for day in days] == ["", "not-public", "not-public"]


def test_inv_14_a_version_that_never_came_into_force_keeps_nothing_back() -> None:
    reach = every({}, {"effective_from": "2026-08-01", **CLOSED}, {"effective_from": "2026-07-01"})
    assert [shown_by(reach, day) for day in ("2026-07-01", "2026-08-01")] == ["", ""]


def test_inv_14_a_person_is_named_only_where_every_version_since_the_decision_names_persons() -> None:
    person: dict[str, Any] = {"subject": Identifier("rid", PERSON), "kind": "NP"}
    named = {"names_persons": True}
    reach = every({}, {"effective_from": "2026-07-01", **named}, {"effective_from": "2026-08-01"})
    days = ("2026-06-30", "2026-07-01", "2026-08-01")
    assert [shown_by(reach, day, **person) for day in days] == ["natural-person"] * 3
    assert [shown_by(reach, day) for day in days] == [""] * 3
    later = {"list_version": 2, "decided_on": date(2026, 7, 2), **person}
    assert [shown_by(reach, day, **later) for day in ("2026-07-31", "2026-08-01")] == ["", "natural-person"]
    assert shown_by(every(named, {"effective_from": "2026-06-01", **named}), "2026-07-01", **person) == ""


def test_whose_kind_is_not_known_yet_is_not_turned_away() -> None:
    assert list_in_force(listed(kind="", decided_on=None), versions(), JUNE) is not None


def test_the_kind_of_a_subject_is_the_one_that_was_published() -> None:
    assert (decided().kind, published().kind) == ("", "ENT")
    assert fold_listing(mirrored()).kind == "NP"
    blank = ListingPublished.from_claims(publication().plain_claims(), {})
    assert evolve(decided(), blank, at(120)).kind == ""


def test_nobody_is_published_on_a_list_that_was_for_others_since_the_decision() -> None:
    version = list_definition().versions[0]
    others = version.model_copy(update={"version": 2, "subject_kinds": ("ORG",), "effective_from": date(2026, 5, 10)})
    with pytest.raises(ListingKindError):
        try_publication(definition=Definitions("market-serious", (version, others)))


def test_a_measure_ends_with_its_item_of_the_measures_list() -> None:
    display = shown_listing(listed(), JUNE)
    lapsed = measure(effective_to="2026-05-31")
    assert len(measures_on(listed(), display, lapsed, today=date(2026, 5, 31))) == 1
    assert measures_on(listed(), display, lapsed, today=JUNE) == ()
    assert running_measures(listed(), display, {}, JUNE) == ()


def test_a_measure_that_no_longer_goes_with_the_list_ends_and_does_not_come_back() -> None:
    applied = tuple(replace(one, applied_on=LISTED_ON) for one in listed().measures)
    state = listed(measures=applied)
    elsewhere = measure(version=2, lists=["wage-arrears"], effective_from="2026-06-01")
    again = measure(version=3, effective_from="2026-07-01")
    display = shown_listing(state, JUNE)
    assert len(measures_on(state, display, measure(), elsewhere, again, today=date(2026, 5, 31))) == 1
    for day in (JUNE, date(2026, 7, 1)):
        assert measures_on(state, display, measure(), elsewhere, again, today=day) == ()
