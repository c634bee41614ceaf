"""What was over stays over: law that comes later, or a limit that lapses, brings no record back (INV-7)."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.case.matters import Matters
from domain.catalogue.events import CatalogueItemPublished
from domain.catalogue.state import ItemState
from domain.catalogue.state import evolve as evolve_item
from domain.definition.state import Definitions
from domain.fact.state import FactState
from domain.rule.law import Law
from domain.standing.display import Display
from domain.standing.ends import kept
from domain.standing.fact import display_fact
from domain.standing.listing import Ground, display_listing, list_in_force
from domain.standing.versions import versions_of
from tests.domain.builders import CENTRE_SIGNER, item_claims, recorded
from tests.domain.due_process import RULES, law, rule
from tests.domain.standing_builders import LISTED_ON, definition, fact, listed, shown_fact

DECIDED = date(2026, 4, 13)
DAY = timedelta(days=1)
GENERAL = rule("R-GEN", "publicity", 1, "year", tier="general", effective_from="2026-04-01")


def catalogue(*versions: dict[str, Any]) -> ItemState:
    state = ItemState("cf-market")
    for number, changes in enumerate(({}, *versions), 1):
        claims = item_claims(version=number, **{"disclosure": "public", "validity_months": 60, **changes})
        state = evolve_item(state, CatalogueItemPublished.from_claims(claims, {}), recorded(8, CENTRE_SIGNER.iss))
    return state


def stands(state: FactState, today: date, by: Law, item: ItemState) -> Display:
    versions = versions_of(state, item, today)
    assert versions is not None
    return display_fact(state, (), versions, law=by, today=today)


def on_list(today: date, by: Law, *versions: dict[str, Any]) -> Display:
    every = [definition(), *(definition(version=number, **one) for number, one in enumerate(versions, 2))]
    definitions = Definitions("market-serious", tuple(every))
    ground = fact(decided_on=LISTED_ON)
    grounds = [Ground(ground, shown_fact(ground, today, by=by))]
    present = list_in_force(listed(), definitions, today)
    return display_listing(listed(), Matters(), present, grounds, (), definitions=definitions, law=by, today=today)


def test_inv_7_a_fact_that_was_over_by_a_rule_that_lapsed_is_not_shown_again() -> None:
    for_a_time = rule("R-X", "publicity", 1, "month", effective_from="2026-06-01", effective_to="2026-07-31")
    by = law(*RULES, for_a_time)
    for day in (date(2026, 5, 31), date(2026, 6, 1), date(2026, 7, 31), date(2026, 8, 1), date(2027, 8, 1)):
        display = stands(fact(), day, by, catalogue())
        assert display.is_public == (day == date(2026, 5, 31))
        assert day == date(2026, 5, 31) or display.ends_on == date(2026, 5, 13)


def test_inv_7_a_fact_that_still_ran_is_prolonged_as_law_says() -> None:
    for_a_time = rule("R-X", "publicity", 6, "month", effective_from="2026-06-01", effective_to="2026-07-31")
    by = law(*RULES, for_a_time)
    ends = [stands(fact(), day, by, catalogue()).ends_on for day in (date(2026, 7, 31), date(2026, 8, 1))]
    assert ends == [date(2026, 10, 13), date(2029, 4, 13)]


def test_inv_7_an_end_on_the_very_day_on_which_the_rule_lapsed_has_come() -> None:
    for last, is_over in (("2026-07-11", False), ("2026-07-12", True)):
        short = rule("R-X", "publicity", 3, "month", effective_from="2026-06-01", effective_to=last)
        assert (stands(fact(), date(2026, 9, 1), law(*RULES, short), catalogue()).end_reason == "expired") is is_over


def test_inv_7_a_fact_that_was_over_by_an_earlier_version_of_its_item_is_not_shown_again() -> None:
    item = catalogue(
        {"validity_months": 6, "effective_from": "2026-05-01"}, {"validity_months": 60, "effective_from": "2026-12-01"}
    )
    by = law(*RULES)
    days = (date(2026, 6, 1), date(2026, 10, 13), date(2026, 12, 2))
    assert [stands(fact(), day, by, item).is_public for day in days] == [True, False, False]
    assert stands(fact(), days[-1], by, item).ended_by == "R-ITEM-validity"
    later = fact(decided_on=date(2026, 8, 1))
    assert stands(later, days[-1], by, item).is_public


def test_inv_7_a_listing_that_was_over_by_an_earlier_rule_or_version_is_not_shown_again() -> None:
    for_a_time = rule("R-X", "publicity", 1, "month", effective_from="2026-06-01", effective_to="2026-07-31")
    days = (date(2026, 6, 19), date(2026, 6, 20), date(2026, 8, 1))
    assert [on_list(day, law(*RULES, for_a_time)).end_reason for day in days] == ["", "expired", "expired"]
    shorter = {"term_months": 2, "effective_from": "2026-06-01"}
    again = {"term_months": 36, "effective_from": "2026-08-01"}
    days = (date(2026, 7, 19), date(2026, 7, 20), date(2026, 8, 1))
    assert [on_list(day, law(*RULES), shorter, again).end_reason for day in days] == ["", "expired", "expired"]
    prolonged = on_list(date(2026, 7, 10), law(*RULES), shorter, {**again, "effective_from": "2026-07-10"})
    assert prolonged.ends_on == date(2029, 5, 20)


def test_inv_7_a_listing_is_not_measured_by_days_on_which_no_version_of_its_list_was_in_force() -> None:
    gap = ({"effective_from": "2026-06-01", "effective_to": "2026-06-10"}, {"effective_from": "2026-07-01"})
    assert on_list(date(2026, 7, 2), law(*RULES), *gap).end_reason == "list-gone"


amounts = st.tuples(st.integers(1, 500), st.integers(1, 24), st.none() | st.integers(0, 200))


@given(st.lists(amounts, max_size=5), st.lists(st.tuples(st.integers(1, 500), st.integers(1, 60)), max_size=3))
def test_inv_7_no_sequence_of_law_brings_back_what_was_over(
    rules: list[tuple[int, int, int | None]], items: list[tuple[int, int]]
) -> None:
    more = []
    for number, (start, months, lasts) in enumerate(sorted(rules), 2):
        begins = DECIDED + start * DAY
        ends = {} if lasts is None else {"effective_to": (begins + lasts * DAY).isoformat()}
        scope = {"tier": "general", "version": number, "effective_from": begins.isoformat(), **ends}
        more.append(rule("R-GEN", "publicity", months, "month", **scope))
    days = [{"validity_months": n, "effective_from": (DECIDED + at * DAY).isoformat()} for at, n in sorted(items)]
    by, item, state = law(*RULES[:1], GENERAL, *more), catalogue(*days), fact(tier="general")
    was_over = False
    for number in range(0, 800, 3):
        is_over = stands(state, DECIDED + number * DAY, by, item).end_reason == "expired"
        assert is_over or not was_over
        was_over = is_over


def test_an_end_by_the_law_of_a_day_before_the_decision_is_not_asked_for() -> None:
    asked: list[date] = []
    assert kept(asked.append, [DECIDED - DAY, DECIDED, DECIDED + DAY], since=DECIDED, today=DECIDED) is None
    assert asked == [DECIDED]
