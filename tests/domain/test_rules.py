from datetime import date
from typing import Any

import pytest

from domain.agency.refusals import AgencyRoleError
from domain.calendar.pack import CALENDAR_PACK
from domain.calendar.refusals import CalendarUnannouncedError
from domain.calendar.state import CalendarState
from domain.calendar.state import evolve as evolve_calendar
from domain.calendar.working_days import WorkingDays
from domain.citation import is_citation
from domain.claims import Tier
from domain.registry import parse_event
from domain.rule.decide import admit_rule, require_edition
from domain.rule.events import Governs, RulePublished
from domain.rule.pack import RULE_PACK
from domain.rule.refusals import (
    EditionOutdatedError,
    RuleAmountError,
    RuleIntervalError,
    RuleScopeChangedError,
    RuleSourceMissingError,
    RuleVersionOrderError,
)
from domain.rule.state import RulesState, RuleVersion, evolve
from tests.domain.builders import CENTRE_SIGNER, PLATFORM_SIGNER, recorded
from tests.domain.due_process import FOUNDED, bureau, by_centre, centre, law, noon, rule

TODAY = "2026-04-13"
NOW = noon(TODAY)
EMPTY = RulesState()
OBJECTION = rule("R-SD-39a", "objection", 3, "working_day")
SHIPPED = law(
    *RULE_PACK,
    days=WorkingDays(
        evolve_calendar(CalendarState(one.year), one, recorded(20, CENTRE_SIGNER.iss)) for one in CALENDAR_PACK
    ),
)


def admit(event: RulePublished, *before: RulePublished) -> None:
    """Admit a rule on the day on which those before it were recorded: the founding."""
    admit_rule(law(*before, recorded_on=TODAY).rules, event, by=centre(NOW))


def test_the_credit_centre_publishes_rules_and_their_next_versions() -> None:
    admit(OBJECTION)
    admit(rule("R-SD-39a", "objection", 2, "working_day", version=2, effective_from="2027-01-01"), OBJECTION)
    admit(rule("R-SD-39b", "objection-with-help", 7, "working_day"), OBJECTION)


def test_no_other_agency_publishes_a_rule() -> None:
    with pytest.raises(AgencyRoleError):
        admit_rule(EMPTY, OBJECTION, by=bureau(NOW))


@pytest.mark.parametrize("version", [1, 3])
def test_versions_of_a_rule_follow_each_other(version: int) -> None:
    with pytest.raises(RuleVersionOrderError) as refused:
        admit(rule("R-SD-39a", "objection", 3, "working_day", version=version), OBJECTION)
    assert refused.value.params == {"rule": "R-SD-39a", "expected": 2, "given": version}


def test_a_first_version_is_number_one() -> None:
    with pytest.raises(RuleVersionOrderError):
        admit(rule("R-SD-39a", "objection", 3, "working_day", version=2))


@pytest.mark.parametrize("changes", [{"governs": "complaint"}, {"tier": "minor"}, {"list": "market-serious"}])
def test_a_new_version_stays_about_what_the_rule_was_about(changes: dict[str, Any]) -> None:
    later = rule("R-SD-39a", changes.pop("governs", "objection"), 3, "working_day", version=2, **changes)
    with pytest.raises(RuleScopeChangedError):
        admit(later, OBJECTION)


def test_a_rule_may_last_one_day_but_not_end_before_it_begins() -> None:
    admit(rule("R-SD-39a", "objection", 3, "working_day", effective_to="2020-10-01"))
    with pytest.raises(RuleIntervalError):
        admit(rule("R-SD-39a", "objection", 3, "working_day", effective_to="2020-09-30"))


def test_a_rule_cites_its_source_in_its_title_or_its_article() -> None:
    admit(rule("R-X-1", "complaint", 30, "day", source="《征信业管理条例》", article="有关规定"))
    admit(rule("R-X-1", "complaint", 30, "day", source="某条例", article="第二十六条"))
    with pytest.raises(RuleSourceMissingError):
        admit(rule("R-X-1", "complaint", 30, "day", source="某条例", article="有关规定"))


def test_a_rule_without_an_article_cites_by_its_title_alone() -> None:
    claims = OBJECTION.plain_claims()
    del claims["article"]
    with pytest.raises(RuleSourceMissingError):
        admit(RulePublished.from_claims(claims, {}))
    admit(RulePublished.from_claims({**claims, "source": "国办发〔2025〕22号"}, {}))


def test_a_product_policy_needs_no_law_because_it_says_that_it_is_none() -> None:
    admit(rule("R-POL-x", "complaint", 30, "day", source="产品政策", article="无", evidence="policy"))


@pytest.mark.parametrize("governs", ["publicity", "repair-from"])
def test_only_minor_acts_may_go_unpublished_and_be_repaired_at_once(governs: str) -> None:
    admit(rule("R-X-1", governs, 0, "day", tier="minor"))
    for tier in ("general", "serious"):
        with pytest.raises(RuleAmountError):
            admit(rule("R-X-1", governs, 0, "day", tier=tier))
    with pytest.raises(RuleAmountError):
        admit(rule("R-X-1", governs, 0, "day"))


def test_no_other_period_is_zero() -> None:
    with pytest.raises(RuleAmountError):
        admit(rule("R-X-1", "retention", 0, "year", tier="minor"))


def test_inv_4_no_rule_gives_less_than_five_working_days_to_reply() -> None:
    admit(rule("R-POL-reply", "reply", 5, "working_day", evidence="policy"))
    admit(rule("R-POL-reply", "reply", 15, "working_day", evidence="policy"))
    for amount, unit in ((4, "working_day"), (5, "day"), (0, "working_day"), (1, "month")):
        with pytest.raises(RuleAmountError):
            admit(rule("R-POL-reply", "reply", amount, unit, evidence="policy"))


@pytest.mark.parametrize("governs", ["objection", "objection-with-help"])
def test_no_rule_lets_an_objection_wait_for_longer_than_twenty_days(governs: str) -> None:
    for amount, unit in ((20, "day"), (7, "working_day")):
        admit(rule("R-X-1", governs, amount, unit))
    for amount, unit in ((21, "day"), (8, "working_day"), (1, "month"), (0, "day")):
        with pytest.raises(RuleAmountError):
            admit(rule("R-X-1", governs, amount, unit))


def test_a_suspension_is_a_switch_and_has_no_period() -> None:
    admit(rule("R-POL-suspension", "suspension", 0, "day", evidence="policy"))
    for amount, unit in ((1, "day"), (0, "month")):
        with pytest.raises(RuleAmountError):
            admit(rule("R-POL-suspension", "suspension", amount, unit, evidence="policy"))


def test_a_decision_names_the_current_edition_of_the_rules() -> None:
    two = law(OBJECTION, rule("R-SD-38", "retention", 5, "year"))
    require_edition(two, 2)
    for edition in (1, 3):
        with pytest.raises(EditionOutdatedError) as refused:
            require_edition(two, edition, "/subject.edition")
        assert refused.value.pointer == "/subject.edition"
        assert refused.value.params == {"given": edition, "expected": 2}


def test_the_edition_counts_what_agencies_published_and_nothing_else() -> None:
    state = evolve(EMPTY, OBJECTION, by_centre(30, TODAY))
    assert state == RulesState(1, (RuleVersion(OBJECTION, 30, date.fromisoformat(TODAY)),))
    assert evolve(state, OBJECTION, recorded(31, PLATFORM_SIGNER.iss)) is state
    other = parse_event("urn:chengjian:agency-closed:v1", {"agency": CENTRE_SIGNER.agency_code}, {})
    assert evolve(state, other, recorded(31, CENTRE_SIGNER.iss)) is state


def test_the_law_of_an_earlier_edition_can_be_looked_at_again() -> None:
    later = rule("R-SD-39a", "objection", 2, "working_day", version=2)
    state = law(OBJECTION, later).rules
    assert state.at_edition(1) == law(OBJECTION).rules
    assert state.at_edition(0) == EMPTY
    assert state.at_edition(2) is state
    assert state.newest("R-SD-39a") == RuleVersion(later, 31, date.fromisoformat(FOUNDED))
    assert state.newest("R-SD-40") is None


def names(state: RulesState, day: str) -> list[tuple[str, int]]:
    return [(one.published.rule, one.published.version) for one in state.in_force(date.fromisoformat(day))]


def test_a_new_version_takes_the_place_of_the_old_one_on_its_first_day() -> None:
    old = rule("R-X-1", "publicity", 3, "year", effective_from="2023-05-01")
    new = rule("R-X-1", "publicity", 1, "year", version=2, effective_from="2026-04-01")
    state = law(old, new).rules
    assert names(state, "2023-04-30") == []
    assert names(state, "2026-03-31") == [("R-X-1", 1)]
    assert names(state, "2026-04-01") == [("R-X-1", 2)]


def test_a_version_with_a_last_day_ends_the_rule_and_no_older_version_comes_back() -> None:
    ending = rule("R-SD-39a", "objection", 3, "working_day", version=2, effective_to="2027-06-30")
    state = law(OBJECTION, ending).rules
    assert names(state, "2027-06-30") == [("R-SD-39a", 2)]
    assert names(state, "2027-07-01") == []


def test_rules_are_selected_by_what_they_govern_the_tier_and_the_list() -> None:
    of_all = rule("R-X-1", "publicity", 5, "year")
    of_tier = rule("R-X-2", "publicity", 1, "year", tier="general")
    of_list = rule("R-X-3", "publicity", 2, "year", list="market-serious")
    some = law(of_all, of_tier, of_list, OBJECTION)
    on = date(2026, 4, 13)
    assert some.applying("publicity", on) == (of_all,)
    assert some.applying("publicity", on, tier="general") == (of_all, of_tier)
    assert some.applying("publicity", on, tier="serious") == (of_all,)
    assert some.applying("publicity", on, tier="serious", list_id="market-serious") == (of_all, of_list)
    assert some.applying("publicity", on, list_id="other") == (of_all,)
    assert some.applying("publicity", date(2020, 9, 30)) == ()


def test_where_several_rules_apply_the_earliest_or_the_latest_day_is_given_with_its_rule() -> None:
    months = rule("R-X-1", "publicity", 13, "month")
    year = rule("R-X-2", "publicity", 1, "year")
    both = law(months, year)
    anchor = on = date(2026, 4, 13)
    first, last = both.earliest("publicity", anchor, on=on), both.latest("publicity", anchor, on=on)
    assert first is not None
    assert last is not None
    assert (first.day, first.rule) == (date(2027, 4, 13), year)
    assert (last.day, last.rule) == (date(2027, 5, 13), months)


def test_where_no_rule_applies_there_is_no_day() -> None:
    assert law().earliest("retention", NOW.date(), on=NOW.date()) is None
    assert law().latest("retention", NOW.date(), on=NOW.date()) is None


def test_a_deadline_in_a_year_that_is_not_announced_is_refused() -> None:
    with pytest.raises(CalendarUnannouncedError):
        law(OBJECTION).earliest("objection", date(2026, 12, 30), on=date(2026, 12, 30))


def test_the_shipped_rules_may_be_published_in_their_order() -> None:
    state = EMPTY
    for position, event in enumerate(RULE_PACK):
        admit_rule(state, event, by=centre(NOW))
        state = evolve(state, event, by_centre(position, TODAY))
    assert state.edition == len(RULE_PACK) == len({one.rule for one in RULE_PACK})


def test_what_no_law_gives_is_marked_as_policy_and_only_that() -> None:
    policies = {one.rule for one in RULE_PACK if one.evidence == "policy"}
    assert policies == {"R-POL-reply", "R-POL-suspension"}
    assert all(is_citation(f"{one.source}{one.article or ''}") != (one.rule in policies) for one in RULE_PACK)


def test_the_shipped_rules_know_every_number_of_the_catalogue() -> None:
    wanted = """R-SD-38 R-SD-39a R-SD-39b R-SD-40 R-APL-48 R-APL-64a R-APL-64b R-NDRC36-minor R-NDRC36-general
        R-NDRC36-serious R-GBF22-total R-GBF22-accept R-ZX-25 R-ZX-26 R-ZX-16 R-SPC-2 R-SPC-10 R-GI-26 R-GI-32 R-GI-33
        R-AR-20 R-AL-46 R-MOHRSS45"""
    assert set(wanted.split()) <= {one.rule for one in RULE_PACK}


# The anchor of most is Monday 2026-04-13; R-APL-64b and R-GBF22-total run across the days off of May and the Saturday
# worked for them (05-09).
DEADLINES: dict[str, tuple[Governs, str, str, Tier | None, str | None]] = {
    "R-SD-38": ("retention", "2026-04-13", "2031-04-13", None, None),
    "R-SD-39a": ("objection", "2026-04-13", "2026-04-16", None, None),
    "R-SD-39b": ("objection-with-help", "2026-04-13", "2026-04-22", None, None),
    "R-SD-40": ("revocation-report", "2026-04-16", "2026-04-21", None, None),
    "R-APL-48": ("revocation-publicity", "2026-04-16", "2026-04-21", None, None),
    "R-APL-64a": ("hearing-request", "2026-04-13", "2026-04-20", None, None),
    "R-APL-64b": ("hearing-notice", "2026-04-30", "2026-05-13", None, None),
    "R-AR-20": ("review", "2026-04-13", "2026-06-12", None, None),
    "R-AL-46": ("suit", "2026-04-13", "2026-10-13", None, None),
    "R-ZX-26": ("complaint", "2026-04-13", "2026-05-13", None, None),
    "R-POL-reply": ("reply", "2026-04-13", "2026-04-20", None, None),
    "R-POL-suspension": ("suspension", "2026-04-13", "2026-04-13", None, None),
    "R-NDRC58-minor": ("publicity", "2026-03-31", "2026-03-31", "minor", None),
    "R-NDRC58-general": ("publicity", "2026-03-31", "2029-03-31", "general", None),
    "R-NDRC58-serious": ("publicity", "2026-03-31", "2029-03-31", "serious", None),
    "R-NDRC58-minor-from": ("repair-from", "2026-03-31", "2026-03-31", "minor", None),
    "R-NDRC58-general-from": ("repair-from", "2026-03-31", "2026-06-30", "general", None),
    "R-NDRC58-serious-from": ("repair-from", "2026-03-31", "2027-03-31", "serious", None),
    "R-NDRC58-false": ("false-material", "2026-03-31", "2029-03-31", None, None),
    "R-NDRC36-minor": ("publicity", "2026-04-01", "2026-07-01", "minor", None),
    "R-NDRC36-general": ("publicity", "2026-04-01", "2027-04-01", "general", None),
    "R-NDRC36-serious": ("publicity", "2026-04-01", "2029-04-01", "serious", None),
    "R-NDRC36-minor-from": ("repair-from", "2026-04-01", "2026-04-01", "minor", None),
    "R-NDRC36-general-from": ("repair-from", "2026-04-01", "2026-07-01", "general", None),
    "R-NDRC36-serious-from": ("repair-from", "2026-04-01", "2027-04-01", "serious", None),
    "R-NDRC36-false": ("false-material", "2026-04-01", "2029-04-01", None, None),
    "R-SAMR44": ("publicity", "2026-04-13", "2029-04-13", None, "market-serious"),
    "R-SAMR44-from": ("repair-from", "2026-04-13", "2027-04-13", None, "market-serious"),
    "R-MOHRSS45": ("publicity", "2026-04-13", "2029-04-13", None, "wage-arrears"),
    "R-MOHRSS45-from": ("repair-from", "2026-04-13", "2026-10-13", "serious", "wage-arrears"),
    "R-GBF22-accept": ("repair-acceptance", "2026-04-13", "2026-04-16", None, None),
    "R-GBF22-total": ("repair-decision", "2026-04-30", "2026-05-18", None, None),
    "R-SPC-2": ("court-list-term", "2026-04-13", "2028-04-13", None, None),
    "R-SPC-10": ("court-list-removal", "2026-04-13", "2026-04-16", None, None),
}


@pytest.mark.parametrize("name", DEADLINES)
def test_a_shipped_rule_gives_its_day(name: str) -> None:
    governs, anchored, expected, tier, list_id = DEADLINES[name]
    anchor = date.fromisoformat(anchored)
    found = SHIPPED.earliest(governs, anchor, on=anchor, tier=tier, list_id=list_id)
    assert found is not None
    assert (found.rule.rule, found.day) == (name, date.fromisoformat(expected))


def test_every_shipped_rule_that_binds_has_a_day_worked_out_by_hand() -> None:
    assert {one.rule for one in RULE_PACK if one.governs != "reference"} == DEADLINES.keys()


@pytest.mark.parametrize(("day", "years"), [("2026-03-31", 3), ("2026-04-01", 1)])
def test_a_general_act_is_shown_for_three_years_until_march_2026_and_for_one_from_april(day: str, years: int) -> None:
    on = date.fromisoformat(day)
    found = SHIPPED.earliest("publicity", on, on=on, tier="general")
    assert found is not None
    assert found.day == on.replace(year=on.year + years)


def test_reference_rules_limit_nothing_that_a_clock_watches() -> None:
    on = date(2026, 4, 13)
    watched = {one.rule for governs in {row[0] for row in DEADLINES.values()} for one in SHIPPED.applying(governs, on)}
    assert watched.isdisjoint(one.rule for one in RULE_PACK if one.governs == "reference")
