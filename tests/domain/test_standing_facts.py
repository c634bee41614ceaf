"""How facts stand on a day: ends, reasons, and that nothing is public past its end, whatever the rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.matters import Matters
from domain.catalogue.events import CatalogueItemWithdrawn
from domain.catalogue.state import ItemState, ItemVersion
from domain.catalogue.state import evolve as evolve_item
from domain.fact.state import FactTerms
from domain.identifier import Identifier
from domain.rule.events import RulePublished
from domain.standing.display import Display
from domain.time import add_months, legal_date
from tests.domain.builders import CENTRE_SIGNER, LICENCE, PERSON, SHOP, recorded
from tests.domain.due_process import DAYS, fact_state, law, rule
from tests.domain.standing_builders import ITEM, LAW, ONE_DAY, UNANNOUNCED, fact, item, shown_fact

MAY = date(2026, 5, 11)
LICENCE_ITEM = item(**LICENCE)
GENERAL_58 = rule(
    "R-NDRC58-general",
    "publicity",
    3,
    "year",
    tier="general",
    effective_from="2023-05-01",
    effective_to="2026-03-31",
)
GENERAL_36 = rule("R-NDRC36-general", "publicity", 1, "year", tier="general", effective_from="2026-04-01")


def test_a_serious_penalty_of_a_company_is_public_for_three_years_by_the_rule_that_is_named() -> None:
    display = shown_fact(fact(), MAY)
    assert display == Display(
        is_recorded=True,
        is_effective=True,
        is_public=True,
        is_suspended=False,
        is_publishable=True,
        ends_on=date(2029, 4, 13),
        ended_by="R-NDRC36-serious",
        end_reason="",
        marks=(),
    )


def test_on_the_first_day_past_its_end_a_fact_is_neither_shown_nor_used_but_still_on_record() -> None:
    last, first = shown_fact(fact(), date(2029, 4, 12)), shown_fact(fact(), date(2029, 4, 13))
    assert (last.is_public, last.is_effective, last.end_reason) == (True, True, "")
    assert (first.is_public, first.is_effective, first.end_reason) == (False, False, "expired")
    assert first.is_recorded
    assert first.is_publishable


def test_the_end_comes_at_midnight_in_shanghai() -> None:
    before = datetime(2029, 4, 12, 15, 59, 59, 999_999, tzinfo=UTC)
    assert shown_fact(fact(), legal_date(before)).is_public
    assert not shown_fact(fact(), legal_date(before + timedelta(microseconds=1))).is_public


@pytest.mark.parametrize(
    ("changes", "ends_on", "ended_by"),
    [
        ({"tier": "general"}, date(2027, 4, 13), "R-NDRC36-general"),
        ({"acted_on": date(2022, 1, 5)}, date(2027, 1, 5), "R-SD-38"),
        ({"acted_on": date(2022, 1, 5), "act_ended_on": date(2023, 1, 5)}, date(2028, 1, 5), "R-SD-38"),
        ({"until": date(2026, 12, 31)}, date(2027, 1, 1), "R-DOCUMENT-end"),
    ],
)
def test_the_earliest_limit_is_the_end(changes: dict[str, Any], ends_on: date, ended_by: str) -> None:
    display = shown_fact(fact(**changes), MAY)
    assert (display.ends_on, display.ended_by) == (ends_on, ended_by)


def test_retention_runs_from_the_decision_where_no_date_of_the_act_is_known() -> None:
    by = law(rule("R-SD-38", "retention", 12, "month"), rule("R-X", "publicity", 2, "year"))
    assert shown_fact(fact(acted_on=None), MAY, by=by).ends_on == date(2027, 4, 13)


def test_of_the_rules_of_the_decision_and_those_of_today_the_shorter_retention_counts() -> None:
    before = rule("R-OLD", "retention", 1, "year", effective_to="2026-05-10")
    after = rule("R-NEW", "retention", 2, "year", effective_from="2026-05-11")
    assert shown_fact(fact(), MAY, by=law(before, after)).ends_on == date(2027, 3, 2)
    assert shown_fact(fact(decided_on=MAY), MAY, by=law(before, after)).ends_on == date(2028, 3, 2)


def test_the_shorter_validity_of_the_item_as_it_was_and_as_it_is_counts() -> None:
    shorter = item(validity_months=6)
    for version, newest in ((ITEM, shorter), (shorter, ITEM), (shorter, None)):
        display = shown_fact(fact(), MAY, version=version, newest=newest)
        assert (display.ends_on, display.ended_by) == (date(2026, 10, 13), "R-ITEM-validity")


def test_of_the_rules_of_the_decision_and_those_of_today_the_shorter_publicity_counts() -> None:
    by = law(GENERAL_58, GENERAL_36)
    before = fact(tier="general", decided_on=date(2025, 6, 2))
    assert shown_fact(before, date(2026, 3, 31), by=by).ends_on == date(2028, 6, 2)
    assert shown_fact(before, date(2026, 4, 1), by=by).ends_on == date(2026, 6, 2)


def test_a_rule_that_later_grants_more_publicity_prolongs_nothing() -> None:
    shorter = rule("R-OLD", "publicity", 3, "month", tier="general", effective_to="2026-05-31")
    longer = rule("R-NEW", "publicity", 3, "year", tier="general", effective_from="2026-06-01")
    by = law(shorter, longer)
    assert shown_fact(fact(tier="general"), date(2026, 7, 12), by=by).is_public
    assert shown_fact(fact(tier="general"), date(2026, 7, 13), by=by).end_reason == "expired"


def test_an_adverse_fact_that_no_rule_lets_be_public_is_not() -> None:
    by = law(GENERAL_36)
    display = shown_fact(fact(), MAY, by=by)
    assert (display.is_public, display.is_effective, display.end_reason) == (False, True, "no-publicity-period")
    assert shown_fact(fact(decided_on=None), MAY).end_reason == "no-publicity-period"


def test_a_period_in_working_days_that_are_not_announced_ends_rather_too_early_than_too_late() -> None:
    days = law(rule("R-X", "publicity", 10, "working_day"))
    announced = shown_fact(fact(), date(2026, 4, 14), by=days).ends_on
    guessed = shown_fact(fact(), date(2026, 4, 14), by=replace(days, days=UNANNOUNCED.days)).ends_on
    assert (announced, guessed) == (date(2026, 4, 27), date(2026, 4, 23))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"tier": "minor"}, "minor-tier"),
        ({"tier": "minor", "is_remedied": True}, "minor-tier"),
        ({"is_summary": True}, "summary-procedure"),
        ({"kind": "NP", "subject": Identifier("rid", PERSON)}, "natural-person"),
        ({"kind": "ENT", "subject": Identifier("rid", PERSON)}, "natural-person"),
        ({"kind": "SOLE", "subject": Identifier("uscc", SHOP)}, "natural-person"),
        ({"kind": "ENT", "subject": Identifier("uscc", SHOP)}, "natural-person"),
        ({"kind": "ENT", "subject": Identifier("reg", "370481000000015")}, "natural-person"),
        ({"kind": "ENT", "subject": None}, "natural-person"),
        ({"kind": ""}, "natural-person"),
    ],
)
def test_what_is_never_public_stays_effective(changes: dict[str, Any], reason: str) -> None:
    display = shown_fact(fact(**changes), MAY)
    assert (display.is_effective, display.is_publishable, display.is_public) == (True, False, False)
    assert display.end_reason == reason


@pytest.mark.parametrize(
    "changes", [{"disclosure": "on_request"}, {"disclosure": "sealed"}, {"subject_kinds": ["NP", "SOLE"]}]
)
def test_an_item_that_is_not_public_as_it_was_or_as_it_is_hides_its_facts(changes: dict[str, Any]) -> None:
    closed = item(**changes)
    for version, newest in ((closed, ITEM), (ITEM, closed), (ITEM, None)):
        assert shown_fact(fact(), MAY, version=version, newest=newest).end_reason == "not-public"


def _withdrawn() -> ItemVersion:
    event = CatalogueItemWithdrawn.from_claims({"item": "cf-market", "version": 1, "effective_to": "2026-05-11"}, {})
    version = evolve_item(ItemState("cf-market", (ITEM,)), event, recorded(12, CENTRE_SIGNER.iss)).latest
    assert version is not None
    return version


def test_facts_of_an_item_that_is_withdrawn_are_public_until_its_last_day() -> None:
    gone = _withdrawn()
    assert shown_fact(fact(), MAY, version=gone, newest=gone).is_public
    assert shown_fact(fact(), MAY + ONE_DAY, version=gone, newest=gone).end_reason == "not-public"


def test_an_item_whose_period_is_over_without_a_withdrawal_does_not_hide_its_facts() -> None:
    over = item(effective_to="2026-04-30")
    assert shown_fact(fact(), MAY, version=over, newest=over).is_public


def test_a_licence_is_public_without_any_rule_until_its_own_end() -> None:
    licence = fact_state(item="xk-market", terms=FactTerms(kind="ENT", until=date(2026, 6, 30)))
    by = law()
    assert shown_fact(licence, date(2026, 6, 30), version=LICENCE_ITEM, newest=LICENCE_ITEM, by=by).is_public
    display = shown_fact(licence, date(2026, 7, 1), version=LICENCE_ITEM, newest=LICENCE_ITEM, by=by)
    assert (display.end_reason, display.ended_by) == ("expired", "R-DOCUMENT-end")


def test_a_licence_that_calls_itself_invalid_has_no_effect() -> None:
    licence = fact_state(item="xk-market", terms=FactTerms.of({"subject.kind": "ENT", "subject.status": "invalid"}))
    display = shown_fact(licence, MAY, version=LICENCE_ITEM, newest=LICENCE_ITEM)
    assert (display.is_recorded, display.is_effective, display.end_reason) == (True, False, "invalid")


def test_what_is_neither_adverse_nor_licence_nor_honour_is_not_public() -> None:
    other = item(nature="other", is_adverse=False, standard="basic", digests=16)
    assert shown_fact(fact(tier=""), MAY, version=other, newest=other).end_reason == "not-public"


def test_a_fact_whose_item_has_become_adverse_is_protected_as_one() -> None:
    harmless = item(is_adverse=False, nature="honour")
    assert shown_fact(fact(tier="minor"), MAY, version=harmless, newest=ITEM).end_reason == "minor-tier"
    assert shown_fact(fact(tier="minor"), MAY, version=harmless, newest=harmless).is_public


@pytest.mark.parametrize(
    ("changes", "is_recorded", "reason"),
    [
        ({"recorded_at": None}, False, "unrecorded"),
        ({"erased_at": 60, "withdrawn_at": 55}, False, "erased"),
        ({"withdrawn_at": 60}, True, "withdrawn"),
        ({"matters": Matters(revoked_at=60, repaired_at=61)}, True, "revoked"),
        ({"matters": Matters(repaired_at=60)}, True, "repaired"),
        ({"matters": Matters(publicity_ended_at=60)}, True, "expired"),
    ],
)
def test_what_ended_a_fact_is_said(changes: dict[str, Any], is_recorded: bool, reason: str) -> None:
    display = shown_fact(fact(**changes), MAY)
    assert (display.is_recorded, display.end_reason) == (is_recorded, reason)
    assert (display.is_effective, display.is_public, display.is_live) == (False, False, False)


def test_an_end_before_its_time_outweighs_the_end_of_its_time() -> None:
    assert shown_fact(fact(withdrawn_at=60), date(2040, 1, 1)).end_reason == "withdrawn"


UNITS = ("day", "working_day", "month", "year")
TIERS = ("minor", "general", "serious")
days = st.dates(date(2025, 1, 1), date(2026, 6, 30))
later = st.dates(date(2025, 1, 1), date(2035, 12, 31))


@st.composite
def rules(draw: st.DrawFn) -> RulePublished:
    """Any rule that limits publicity or retention, in force at any time."""
    unit = draw(st.sampled_from(UNITS))
    begins = draw(st.dates(date(2024, 1, 1), date(2027, 1, 1)))
    ends = draw(st.none() | st.dates(begins, date(2030, 1, 1)))
    more: dict[str, Any] = {"effective_from": begins.isoformat()}
    if ends is not None:
        more["effective_to"] = ends.isoformat()
    tier = draw(st.none() | st.sampled_from(TIERS))
    if tier is not None:
        more["tier"] = tier
    name = draw(st.sampled_from(["R-A", "R-B", "R-C"]))
    governs = draw(st.sampled_from(["publicity", "retention"]))
    return rule(name, governs, draw(st.integers(0, 10 if unit == "year" else 40)), unit, **more)


def _bounds(published: list[RulePublished], terms: FactTerms, decided_on: date, today: date) -> list[date]:
    """Every end that a reader of the rules would find, one by one; of a rule's versions the last that began counts."""
    found = [add_months(decided_on, ITEM.validity_months)]
    found += [] if terms.until is None else [terms.until + ONE_DAY]
    for day in (decided_on, today):
        newest = {one.rule: one for one in published if one.effective_from <= day}
        for one in newest.values():
            if one.effective_to is not None and day > one.effective_to:
                continue
            anchor = decided_on
            if one.governs == "retention":
                anchor = terms.act_ended_on or terms.acted_on or decided_on
            if one.tier in {None, terms.tier} and one.unit != "working_day":
                months = {"month": one.amount, "year": 12 * one.amount}.get(one.unit)
                found.append(anchor + one.amount * ONE_DAY if months is None else add_months(anchor, months))
    return found


@given(
    published=st.lists(rules(), max_size=6),
    tier=st.sampled_from(TIERS),
    decided_on=days,
    acted_on=st.none() | days,
    until=st.none() | later,
    today=later,
)
def test_inv_7_no_fact_is_public_at_or_after_any_end_that_the_rules_give_it(
    published: list[RulePublished],
    tier: str,
    decided_on: date,
    acted_on: date | None,
    until: date | None,
    today: date,
) -> None:
    state = fact(decided_on=decided_on, tier=tier, acted_on=acted_on, until=until)
    display = shown_fact(state, today, by=law(*published, days=DAYS))
    bound = min(_bounds(published, state.terms, decided_on, today))
    assert display.ends_on is not None
    assert display.ends_on <= bound
    assert display.is_effective == (today < display.ends_on)
    if display.is_public:
        assert today < bound
        assert tier != "minor"
        assert any(one.governs == "publicity" and one.tier in {None, tier} for one in published)


@given(today=later)
def test_inv_7_the_scheduler_plays_no_role_in_it(today: date) -> None:
    unsaid = shown_fact(fact(), today)
    assert unsaid.is_public == (today < date(2029, 4, 13))
    if not unsaid.is_public:
        assert shown_fact(fact(matters=Matters(publicity_ended_at=99)), today) == unsaid


@given(today=later, version=st.sampled_from([ITEM, item(validity_months=1)]), kind=st.sampled_from(["NP", "SOLE"]))
def test_no_record_of_a_person_is_ever_public_as_a_fact(today: date, version: ItemVersion, kind: str) -> None:
    subject = Identifier("rid", PERSON) if kind == "NP" else Identifier("uscc", SHOP)
    assert not shown_fact(fact(kind=kind, subject=subject), today, version=version, newest=version).is_public


@given(today=later, tier=st.sampled_from(TIERS), is_revoked=st.booleans())
def test_inv_11_what_was_revoked_or_repaired_is_at_no_time_shown_as_valid(
    today: date, tier: str, is_revoked: bool
) -> None:
    matters = Matters(revoked_at=60) if is_revoked else Matters(repaired_at=60)
    display = shown_fact(fact(tier=tier, matters=matters), today, by=LAW)
    assert (display.is_effective, display.is_public, display.is_live) == (False, False, False)
    assert display.end_reason == ("revoked" if is_revoked else "repaired")
