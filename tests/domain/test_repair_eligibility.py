"""From which day a record is open to repair (INV-10), and what stands in the way."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.refusals import CalendarUnannouncedError
from domain.case.matters import Matters, RefusedRepair
from domain.fact.state import FactTerms
from domain.repair.eligibility import (
    MISSING,
    Eligibility,
    cited_rule,
    eligibility_of_fact,
    eligibility_of_listing,
    explain,
)
from domain.rule.law import Law
from tests.domain.builders import SIGNER
from tests.domain.due_process import FACT, LAW, LISTING, RULES, SUBJECT, fact_state, law, rule
from tests.domain.repairs import listing_state

ORDER_58 = rule("R-NDRC58", "repair-from", 6, "month", effective_from="2023-05-01", effective_to="2026-03-31")
BOTH_ORDERS = law(*RULES, ORDER_58)
WAGES = rule("R-MOHRSS45-from", "repair-from", 6, "month", list="wages", effective_from="2022-01-01")
BEFORE_2026 = date(2023, 5, 1)
days = st.dates(date(2023, 5, 1), date(2029, 12, 31))
tiers = st.sampled_from(["minor", "general", "serious"])


def of_fact(
    decided_on: date, today: date, tier: str = "general", *, by: Law = LAW, matters: Matters | None = None
) -> Eligibility:
    fact = fact_state(decided_on=decided_on, terms=FactTerms(tier=tier), matters=matters or Matters())
    return eligibility_of_fact(fact, is_adverse=True, law=by, today=today)


def of_listing(
    today: date = date(2027, 5, 6), matters: Matters | None = None, *, by: Law = LAW, **changes: Any
) -> Eligibility:
    return eligibility_of_listing(listing_state(**changes), matters or Matters(), law=by, today=today)


@pytest.mark.parametrize(
    ("decided_on", "tier", "first"),
    [
        ("2026-04-13", "general", "2026-07-13"),
        ("2026-04-01", "serious", "2027-04-01"),
        ("2026-05-31", "general", "2026-08-31"),
        ("2026-08-31", "general", "2026-11-30"),
        ("2026-11-30", "general", "2027-02-28"),
        ("2027-11-30", "general", "2028-02-29"),
        ("2028-02-29", "serious", "2029-02-28"),
        ("2027-12-31", "general", "2028-03-31"),
    ],
)
def test_a_record_is_open_from_the_corresponding_day_and_not_a_day_earlier(
    decided_on: str, tier: str, first: str
) -> None:
    opens = date.fromisoformat(first)
    before = of_fact(date.fromisoformat(decided_on), opens - timedelta(days=1), tier)
    after = of_fact(date.fromisoformat(decided_on), opens, tier)
    assert (before.is_open, before.from_day, before.missing) == (False, opens, ("period-running",))
    assert (after.is_open, after.from_day, after.missing) == (True, opens, ())
    assert before.rule is not None
    assert before.rule == after.rule
    assert before.rule.rule == f"R-NDRC36-{tier}-from"


@pytest.mark.parametrize(
    ("decided_on", "today", "tier", "first", "by_rule"),
    [
        # Applied for under the old order: six months.
        ("2026-03-31", "2026-03-31", "general", "2026-09-30", "R-NDRC58"),
        # The same record on the day of the new order: three months are more favourable.
        ("2026-03-31", "2026-04-01", "general", "2026-06-30", "R-NDRC36-general-from"),
        # Made under the new order: the old one has no say.
        ("2026-04-01", "2026-04-01", "general", "2026-07-01", "R-NDRC36-general-from"),
        # Serious: here the old order was more favourable, and stays so.
        ("2026-03-31", "2026-04-01", "serious", "2026-09-30", "R-NDRC58"),
        ("2026-04-01", "2026-04-01", "serious", "2027-04-01", "R-NDRC36-serious-from"),
    ],
)
def test_over_the_change_of_2026_04_01_the_earlier_of_both_orders_counts(
    decided_on: str, today: str, tier: str, first: str, by_rule: str
) -> None:
    found = of_fact(date.fromisoformat(decided_on), date.fromisoformat(today), tier, by=BOTH_ORDERS)
    assert found.rule is not None
    assert (found.from_day, found.rule.rule) == (date.fromisoformat(first), by_rule)


def test_a_rule_that_only_today_knows_counts_for_a_decision_before_there_was_any() -> None:
    found = of_fact(date(2026, 3, 1), date(2026, 4, 2))
    assert (found.from_day, found.missing) == (date(2026, 6, 1), ("period-running",))


@given(days, st.integers(0, 1500), st.sampled_from([LAW, BOTH_ORDERS]))
def test_a_minor_act_is_open_at_once_whatever_the_rules(decided_on: date, passed: int, by: Law) -> None:
    found = of_fact(decided_on, decided_on + timedelta(days=passed), "minor", by=by)
    assert found == Eligibility(f"fact:{FACT}", is_open=True, from_day=decided_on, rule=None, missing=())


def test_where_no_rule_sets_a_period_a_record_is_open_at_once() -> None:
    found = of_fact(date(2026, 3, 1), date(2026, 3, 1), "")
    assert (found.is_open, found.from_day, found.rule) == (True, date(2026, 3, 1), None)


@given(days, st.integers(0, 1500), tiers, st.sampled_from([LAW, BOTH_ORDERS]))
def test_inv_10_a_record_that_stands_is_open_exactly_from_its_day(
    decided_on: date, passed: int, tier: str, by: Law
) -> None:
    today = decided_on + timedelta(days=passed)
    found = of_fact(decided_on, today, tier, by=by)
    assert found.from_day is not None
    assert found.is_open is (today >= found.from_day) is (not found.missing)
    assert found.from_day >= decided_on


@given(st.dates(BEFORE_2026, date(2027, 12, 31)), st.integers(0, 900), st.integers(0, 900), tiers)
def test_inv_10_a_later_rule_never_closes_what_the_rule_of_the_decision_opened(
    decided_on: date, passed: int, more: int, tier: str
) -> None:
    sooner = of_fact(decided_on, decided_on + timedelta(days=passed), tier, by=BOTH_ORDERS)
    later = of_fact(decided_on, decided_on + timedelta(days=passed + more), tier, by=BOTH_ORDERS)
    assert later.is_open or not sooner.is_open


def test_a_rule_of_the_list_counts_beside_that_of_the_tier_and_the_earlier_opens() -> None:
    by = law(*RULES, WAGES)
    wages, market = of_listing(by=by, list_id="wages"), of_listing(by=by)
    assert wages.rule is not None
    assert (wages.from_day, wages.rule.rule) == (date(2026, 11, 6), "R-MOHRSS45-from")
    assert market.from_day == date(2027, 5, 6)


@given(days, st.integers(0, 900))
def test_inv_10_a_listing_that_runs_is_open_exactly_from_its_day(decided_on: date, passed: int) -> None:
    today = decided_on + timedelta(days=passed)
    found = of_listing(today, by=BOTH_ORDERS, decided_on=decided_on, ends_on=decided_on + timedelta(days=1000))
    assert found.from_day is not None
    assert found.is_open is (today >= found.from_day)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"recorded_at": None, "decided_on": None}, ("not-standing",)),
        ({"withdrawn_at": 70}, ("not-standing",)),
        ({"erased_at": 70, "subject": None}, ("not-standing",)),
        ({"matters": Matters(revoked_at=70)}, ("not-standing",)),
        ({"matters": Matters(repaired_at=70)}, ("already-repaired",)),
        ({"matters": Matters(repaired_at=70), "withdrawn_at": 71}, ("not-standing", "already-repaired")),
        ({"decided_on": None}, ("not-standing",)),
    ],
)
def test_no_day_opens_a_fact_that_is_gone_or_repaired(changes: dict[str, Any], missing: tuple[str, ...]) -> None:
    found = eligibility_of_fact(fact_state(**changes), is_adverse=True, law=LAW, today=date(2030, 1, 1))
    assert found == Eligibility(f"fact:{FACT}", is_open=False, from_day=None, rule=None, missing=missing)


def test_a_record_that_is_not_adverse_has_nothing_to_repair() -> None:
    found = eligibility_of_fact(fact_state(), is_adverse=False, law=LAW, today=date(2030, 1, 1))
    assert (found.is_open, found.from_day, found.missing) == (False, None, ("positive-record",))


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"iss": "", "tier": "", "published_at": None}, ("not-standing",)),
        ({"subject": None}, ("not-standing",)),
        ({"ended_at": 70, "end_ground": "wrong_listing"}, ("not-standing",)),
        ({"ends_on": date(2027, 5, 6)}, ("not-standing",)),
        ({"ended_at": 70, "end_ground": "repaired"}, ("already-repaired",)),
        ({"is_court": True, "tier": ""}, ("court-deletes",)),
        ({"tier": ""}, ("positive-record",)),
        ({"published_at": None}, ("not-published",)),
        ({"published_at": None, "decided_on": None, "ends_on": None}, ("not-published",)),
    ],
)
def test_no_day_opens_a_listing_that_is_not_in_force_or_not_ours(
    changes: dict[str, Any], missing: tuple[str, ...]
) -> None:
    found = of_listing(**changes)
    assert found == Eligibility(f"listing:{LISTING}", is_open=False, from_day=None, rule=None, missing=missing)


def test_a_listing_is_open_to_its_last_day_and_needs_no_repair_on_the_first_day_after() -> None:
    assert of_listing(date(2029, 5, 5)).is_open
    assert of_listing(date(2029, 5, 6)).missing == ("not-standing",)


def test_a_listing_repaired_by_its_matters_is_repaired() -> None:
    assert of_listing(matters=Matters(repaired_at=70)).missing == ("already-repaired",)


def refused(*reasons: tuple[str, str]) -> Matters:
    return Matters(refused_repairs=tuple(RefusedRepair(date.fromisoformat(day), why) for day, why in reasons))


@pytest.mark.parametrize("reason", ["false_material", "false_commitment"])
def test_a_falsehood_closes_the_door_for_the_period_after_the_refusal(reason: str) -> None:
    matters = refused(("2026-08-03", reason))
    last = of_fact(date(2026, 4, 13), date(2029, 8, 2), matters=matters)
    opened = of_fact(date(2026, 4, 13), date(2029, 8, 3), matters=matters)
    assert (last.missing, last.from_day) == (("closed-by-false-material",), date(2029, 8, 3))
    assert last.rule is not None
    assert last.rule.rule == "R-NDRC58-false"
    assert opened.is_open


def test_the_last_of_several_closings_counts_and_both_obstacles_are_named() -> None:
    matters = refused(("2026-04-20", "false_material"), ("2026-05-04", "false_material"))
    found = of_fact(date(2026, 4, 13), date(2026, 6, 1), matters=matters)
    assert found.missing == ("period-running", "closed-by-false-material")
    assert found.from_day == date(2029, 5, 4)


def test_a_period_that_ends_after_the_door_has_opened_again_decides() -> None:
    short = rule("R-X", "false-material", 10, "day")
    found = of_fact(
        date(2026, 4, 13), date(2026, 4, 21), by=law(*RULES, short), matters=refused(("2026-04-14", "false_material"))
    )
    assert found.missing == ("period-running", "closed-by-false-material")
    assert found.from_day == date(2026, 7, 13)


def test_without_a_rule_on_false_material_nothing_closes_the_door() -> None:
    rules = (one for one in RULES if one.governs != "false-material")
    assert of_fact(
        date(2026, 4, 13), date(2026, 7, 13), by=law(*rules), matters=refused(("2026-07-01", "false_material"))
    ).is_open


def test_open_duties_close_nothing_for_the_next_application() -> None:
    assert of_fact(date(2026, 4, 13), date(2026, 7, 13), matters=refused(("2026-07-13", "duties_open"))).is_open


def test_an_exclusion_by_law_stands_until_the_law_of_repair_changes() -> None:
    matters = refused(("2027-06-01", "excluded_by_law"))
    changed = rule("R-NEW", "repair-from", 2, "month", tier="serious", effective_from="2027-07-01")
    by = law(*RULES, changed)
    assert of_listing(date(2027, 6, 30), matters, by=by).missing == ("repair-excluded",)
    assert of_listing(date(2027, 7, 1), matters, by=by).is_open
    assert of_fact(date(2026, 4, 13), date(2027, 6, 30), matters=matters).missing == ("repair-excluded",)
    # Refused on the very day on which the rule came into force, the body knew it.
    on_that_day = refused(("2027-07-01", "excluded_by_law"))
    assert of_listing(date(2027, 7, 1), on_that_day, by=by).missing == ("repair-excluded",)


def test_an_exclusion_stands_where_no_rule_on_repair_exists_at_all() -> None:
    matters = refused(("2027-06-01", "excluded_by_law"))
    assert of_fact(date(2026, 4, 13), date(2028, 1, 1), "", matters=matters).missing == ("repair-excluded",)


def test_a_period_in_working_days_of_a_year_not_announced_is_not_guessed() -> None:
    by = law(rule("R-WD", "repair-from", 300, "working_day"))
    with pytest.raises(CalendarUnannouncedError):
        of_fact(date(2026, 11, 2), date(2026, 11, 2), by=by)


def test_the_explanation_names_every_obstacle_the_day_and_the_rule_with_its_article() -> None:
    found = of_fact(date(2026, 4, 13), date(2026, 5, 1))
    zh, en = explain(found)
    assert zh == "最短公示期未满；自 2026-07-13 起可以申请（R-NDRC36-general-from：山东省社会信用条例 第三十九条）"
    assert en.startswith(
        "the shortest time of publicity is still running; it opens on 2026-07-13 (R-NDRC36-general-from"
    )


def test_the_explanation_of_what_no_day_opens_names_no_day() -> None:
    zh, en = explain(of_listing(is_court=True, tier=""))
    assert (zh, en) == MISSING["court-deletes"]


def test_a_rule_without_an_article_is_cited_by_its_source() -> None:
    assert cited_rule(ORDER_58.model_copy(update={"article": None})) == "山东省社会信用条例"


@given(
    st.fixed_dictionaries(
        {
            "iss": st.sampled_from(["", SIGNER.iss]),
            "tier": st.sampled_from(["", "general"]),
            "is_court": st.booleans(),
            "ended_at": st.sampled_from([None, 70]),
            "end_ground": st.sampled_from(["", "repaired", "court_order"]),
            "published_at": st.sampled_from([None, 62]),
            "subject": st.sampled_from([None, SUBJECT]),
        }
    )
)
def test_whatever_the_state_of_a_listing_it_is_open_or_something_known_is_missing(changes: dict[str, Any]) -> None:
    listing = listing_state(**changes)
    found = eligibility_of_listing(listing, Matters(), law=LAW, today=date(2027, 1, 4))
    assert found.is_open is (not found.missing)
    assert set(found.missing) <= set(MISSING)
    assert not found.is_open or listing.is_live(date(2027, 1, 4))
