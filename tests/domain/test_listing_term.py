"""INV-7: a listing ends with the first of its list's term, the rules and its grounds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.definition.events import ListDefined
from domain.fact.state import FactState, FactTerms
from domain.listing.term import ListingEnd, maximum_end
from domain.time import add_months
from tests.domain.due_process import LAW, RULES, fact_state, law, list_claims, rule

DECIDED = date(2026, 4, 13)
NO_LAW = law()


def market_list(**changes: object) -> ListDefined:
    return ListDefined.from_claims(list_claims(**changes), {})


def end_of(*facts: FactState, tier: str | None = None, months: int = 36, **changes: object) -> ListingEnd:
    return maximum_end(market_list(term_months=months, **changes), tier, DECIDED, facts, LAW, DECIDED)


def test_without_any_rule_the_list_s_own_term_counts() -> None:
    assert maximum_end(market_list(), "serious", DECIDED, [fact_state()], NO_LAW, DECIDED) == ListingEnd(
        date(2029, 4, 13)
    )


@pytest.mark.parametrize(
    ("tier", "day", "name"),
    [
        ("minor", date(2026, 7, 13), "R-NDRC36-minor"),
        ("general", date(2027, 4, 13), "R-NDRC36-general"),
        ("serious", date(2029, 4, 13), "R-NDRC36-serious"),
    ],
)
def test_the_publicity_of_the_tier_ends_a_longer_term(tier: str, day: date, name: str) -> None:
    end = end_of(tier=tier, months=60)
    assert end.rule is not None
    assert (end.day, end.rule.rule) == (day, name)


@pytest.mark.parametrize("tier", [None, ""])
def test_a_listing_without_tier_is_under_no_tier_s_rule(tier: str | None) -> None:
    assert end_of(tier=tier) == ListingEnd(date(2029, 4, 13))


@pytest.mark.parametrize(
    ("terms", "day"),
    [
        (FactTerms(acted_on=date(2022, 3, 2), act_ended_on=date(2022, 3, 9)), date(2027, 3, 9)),
        (FactTerms(acted_on=date(2022, 3, 2)), date(2027, 3, 2)),
        (FactTerms(), date(2028, 5, 4)),
    ],
)
def test_five_years_after_the_end_of_the_act_it_is_over(terms: FactTerms, day: date) -> None:
    end = end_of(fact_state(terms=terms, decided_on=date(2023, 5, 4)))
    assert end.rule is not None
    assert (end.day, end.rule.rule) == (day, "R-SD-38")


def test_an_honour_is_not_under_the_retention_of_adverse_facts() -> None:
    old = fact_state(terms=FactTerms(), decided_on=date(2020, 1, 1))
    assert end_of(old, is_positive=True) == ListingEnd(date(2029, 4, 13))


def test_the_last_day_that_the_document_names_is_still_shown() -> None:
    assert end_of(fact_state(terms=FactTerms(until=date(2026, 12, 31)))) == ListingEnd(date(2027, 1, 1))


def test_a_fact_that_nothing_is_known_of_limits_nothing() -> None:
    assert end_of(FactState("unknown")) == ListingEnd(date(2029, 4, 13))


def test_of_several_facts_the_first_to_end_counts() -> None:
    early, late = FactTerms(until=date(2026, 9, 30)), FactTerms(until=date(2027, 9, 30))
    assert end_of(fact_state(terms=late), fact_state(terms=early)).day == date(2026, 10, 1)


def test_the_rules_are_those_of_the_day_on_which_it_is_asked() -> None:
    shorter = rule("R-X", "publicity", 6, "month", tier="serious", effective_from="2027-01-01")
    stricter = law(*RULES, shorter)
    before, after = (
        maximum_end(market_list(), "serious", DECIDED, [], stricter, day) for day in (DECIDED, date(2027, 1, 1))
    )
    assert (before.day, after.day) == (date(2029, 4, 13), date(2026, 10, 13))


def test_a_rule_for_another_list_does_not_count() -> None:
    other = law(
        rule("R-X", "publicity", 6, "month", list="other"), rule("R-Y", "publicity", 9, "month", list="market-serious")
    )
    assert maximum_end(market_list(), "serious", DECIDED, [], other, DECIDED).day == date(2027, 1, 13)


def test_only_a_court_s_listing_is_under_the_court_s_term() -> None:
    both = law(*RULES, rule("R-SPC-2", "court-list-term", 2, "year"))
    ends = [
        maximum_end(market_list(), None, DECIDED, [], both, DECIDED, is_court=is_court) for is_court in (False, True)
    ]
    assert [end.day for end in ends] == [date(2029, 4, 13), date(2028, 4, 13)]


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.sampled_from(["minor", "general", "serious", None]),
    st.integers(1, 60),
    st.lists(st.tuples(st.dates(date(2018, 1, 1), date(2030, 1, 1)), st.none() | st.integers(0, 4000)), max_size=3),
)
def test_inv_7_no_ground_and_no_rule_is_outlived(
    decided_on: date, tier: str | None, months: int, acts: list[tuple[date, int | None]]
) -> None:
    facts = [
        fact_state(terms=FactTerms(acted_on=day, until=None if left is None else day + timedelta(days=left)))
        for day, left in acts
    ]
    definition = market_list(term_months=months)
    end = maximum_end(definition, tier, decided_on, facts, LAW, date(2026, 11, 1)).day
    assert end <= add_months(decided_on, months)
    assert all(end <= add_months(fact.terms.acted_on or decided_on, 60) for fact in facts)
    assert all(fact.terms.until is None or end <= fact.terms.until + timedelta(days=1) for fact in facts)
    limits = {None: 60, "minor": 3, "general": 12, "serious": 36}
    assert end <= add_months(decided_on, limits[tier])
    erased = [replace(fact, subject=None, identity=None, terms=FactTerms(), decided_on=decided_on) for fact in facts]
    assert maximum_end(definition, tier, decided_on, erased, LAW, date(2026, 11, 1)).day <= add_months(
        decided_on, months
    )
