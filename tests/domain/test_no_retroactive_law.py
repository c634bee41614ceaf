"""What is published today rules from today on: law does not reach back, and no policy loosens law (立法法 art 104)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.decide import admit_calendar
from domain.calendar.events import CalendarPublished
from domain.calendar.refusals import CalendarPastDaysError
from domain.catalogue.decide import admit_item
from domain.catalogue.events import CatalogueItemPublished
from domain.catalogue.refusals import ItemRetroactiveError
from domain.catalogue.state import ItemState
from domain.definition.decide import admit_list, admit_measure, admit_purpose
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.definition.refusals import DefinitionLaterError, DefinitionRetroactiveError
from domain.definition.state import Definitions, evolve_list, evolve_measure, evolve_purpose
from domain.refusal import Refusal
from domain.rule.decide import admit_rule
from domain.rule.events import RulePublished
from domain.rule.length import Period, is_never_longer
from domain.rule.pack import RULE_PACK
from domain.rule.refusals import RuleAmountError, RulePolicyOverLawError, RuleRetroactiveError
from domain.rule.state import RulesState, evolve
from domain.time import add_months
from tests.domain.builders import CENTRE_KEY, CENTRE_SIGNER, CENTRE_STATE, GENESIS, item_claims, item_state
from tests.domain.due_process import (
    RULES,
    YEAR_2026,
    by_centre,
    centre,
    law,
    list_claims,
    list_definition,
    noon,
    rule,
)

TODAY = "2026-06-15"
YESTERDAY = "2026-06-14"
BY = centre(noon(TODAY))
RETENTION = rule("R-SD-38", "retention", 5, "year")
GENERAL = rule("R-NDRC36-general", "publicity", 1, "year", tier="general", effective_from="2026-04-01")


def admit(event: RulePublished, *before: RulePublished, recorded_on: str = "2026-04-20") -> None:
    admit_rule(law(*before, recorded_on=recorded_on).rules, event, by=BY)


def next_of(before: RulePublished, **changes: Any) -> RulePublished:
    claims = {**before.plain_claims(), "version": before.version + 1, "effective_from": TODAY, **changes}
    return RulePublished.from_claims({name: value for name, value in claims.items() if value is not None}, {})


def test_a_version_begins_on_the_day_of_its_recording_at_the_earliest() -> None:
    admit(next_of(RETENTION, amount=4), RETENTION)
    with pytest.raises(RuleRetroactiveError) as refused:
        admit(next_of(RETENTION, amount=4, effective_from=YESTERDAY), RETENTION)
    assert refused.value.pointer == "/effective_from"
    assert refused.value.params["day"] == date.fromisoformat(TODAY)


def test_a_rule_that_is_new_to_the_ledger_does_not_reach_back_either() -> None:
    admit(next_of(GENERAL, rule="R-NEW", version=1), RETENTION)
    with pytest.raises(RuleRetroactiveError):
        admit(next_of(GENERAL, rule="R-NEW", version=1, effective_from=YESTERDAY), RETENTION)


def test_a_ledger_without_rules_is_founded_with_what_was_law_before_it() -> None:
    state = RulesState()
    for position, event in enumerate(RULE_PACK):
        admit_rule(state, event, by=BY)
        state = evolve(state, event, by_centre(position, TODAY))
    assert state.edition == len(RULE_PACK)


def test_on_the_founding_day_too_only_first_versions_reach_back() -> None:
    with pytest.raises(RuleRetroactiveError):
        admit(next_of(RETENTION, effective_from=YESTERDAY), RETENTION, recorded_on=TODAY)


@pytest.mark.parametrize(
    ("before", "changes"),
    [
        (RETENTION, {"amount": 60, "unit": "month"}),
        (RETENTION, {"amount": 4}),
        (GENERAL, {"amount": 300, "unit": "day"}),
        (next_of(RETENTION, version=1, effective_to="2027-12-31"), {"effective_to": "2027-12-31"}),
        (rule("R-AR-20", "review", 60, "day"), {"amount": 90}),
        (rule("R-APL-64a", "hearing-request", 5, "working_day"), {"amount": 6}),
    ],
)
def test_a_policy_may_take_the_place_of_law_where_it_is_as_strict(
    before: RulePublished, changes: dict[str, Any]
) -> None:
    admit(next_of(before, evidence="policy", **changes), before)


@pytest.mark.parametrize("evidence", ["primary", "secondary", "code", "memory"])
@pytest.mark.parametrize(
    ("before", "changes"),
    [
        (rule("R-SD-39a", "objection", 3, "working_day"), {"amount": 4}),
        (rule("R-SD-39a", "objection", 3, "working_day"), {"effective_to": "2026-07-31"}),
        (rule("R-SD-39a", "objection", 4, "day"), {"amount": 3, "unit": "working_day"}),
        (rule("R-SD-38", "retention", 4, "year"), {"amount": 49, "unit": "month"}),
        (rule("R-AR-20", "review", 60, "day"), {"amount": 59}),
        (rule("R-AR-20", "review", 60, "day"), {"amount": 2, "unit": "month"}),
    ],
)
def test_no_policy_loosens_or_ends_what_law_set(before: RulePublished, evidence: str, changes: dict[str, Any]) -> None:
    of_law = RulePublished.from_claims({**before.plain_claims(), "evidence": evidence}, {})
    with pytest.raises(RulePolicyOverLawError):
        admit(next_of(of_law, evidence="policy", **changes), of_law)
    admit(next_of(of_law, **changes), of_law)


def test_a_policy_is_measured_by_the_law_before_it_and_not_by_the_policy_between() -> None:
    shorter = next_of(RETENTION, amount=3, evidence="policy")
    admit(next_of(shorter, amount=5), RETENTION, shorter)
    looser = next_of(GENERAL, amount=6, unit="month", evidence="policy")
    with pytest.raises(RulePolicyOverLawError):
        admit(next_of(looser, effective_to="2026-08-01"), GENERAL, looser)
    own = rule("R-POL-reply", "reply", 6, "working_day", evidence="policy")
    admit(next_of(own, amount=5), own)


@pytest.mark.parametrize(
    ("governs", "scope", "most", "over"),
    [
        ("retention", {}, (5, "year"), (61, "month")),
        ("publicity", {"tier": "minor"}, (3, "month"), (4, "month")),
        ("publicity", {"tier": "general"}, (12, "month"), (13, "month")),
        ("publicity", {"tier": "general", "effective_to": "2026-04-01"}, (1, "year"), (3, "year")),
        ("publicity", {"tier": "general", "effective_to": "2026-03-31"}, (3, "year"), (4, "year")),
        ("publicity", {"tier": "serious"}, (3, "year"), (4, "year")),
        ("publicity", {"list": "market-serious"}, (3, "year"), (37, "month")),
        ("publicity", {"tier": "serious"}, (1000, "day"), (1, "working_day")),
        ("repair-from", {"tier": "minor"}, (0, "day"), (1, "day")),
        ("repair-from", {"tier": "general"}, (3, "month"), (4, "month")),
        ("repair-from", {"tier": "serious"}, (1, "year"), (13, "month")),
        ("repair-from", {"list": "market-serious"}, (1, "year"), (2, "year")),
        ("false-material", {}, (3, "year"), (4, "year")),
        ("court-list-term", {}, (5, "year"), (6, "year")),
        ("court-list-removal", {}, (3, "working_day"), (4, "working_day")),
        ("revocation-report", {}, (3, "day"), (4, "day")),
        ("revocation-publicity", {}, (3, "working_day"), (1, "month")),
        ("complaint", {}, (30, "day"), (31, "day")),
    ],
)
def test_no_rule_exceeds_what_law_bounds(
    governs: str, scope: dict[str, Any], most: tuple[int, str], over: tuple[int, str]
) -> None:
    admit(rule("R-X-1", governs, *most, **scope))
    with pytest.raises(RuleAmountError):
        admit(rule("R-X-1", governs, *over, **scope))


def ended(period: Period, start: date) -> date:
    days = date.fromordinal(start.toordinal() + period.amount)
    return days if period.unit == "day" else add_months(start, period.amount * (12 if period.unit == "year" else 1))


@given(
    one=st.builds(Period, st.integers(0, 40), st.sampled_from(["day", "month", "year"])),
    other=st.builds(Period, st.integers(0, 40), st.sampled_from(["day", "month", "year"])),
    start=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
)
def test_what_is_never_longer_is_over_no_later_from_any_day(one: Period, other: Period, start: date) -> None:
    if is_never_longer(one, other):
        assert ended(one, start) <= ended(other, start)
    assert is_never_longer(one, other) or is_never_longer(other, one) or one.unit != other.unit


def test_working_days_are_never_fewer_days_and_may_be_more() -> None:
    assert is_never_longer(Period(5, "day"), Period(5, "working_day"))
    assert not is_never_longer(Period(1, "working_day"), Period(5, "year"))
    assert is_never_longer(Period(0, "working_day"), Period(0, "day"))


def test_later_versions_of_lists_measures_and_purposes_begin_on_their_recording_at_the_earliest() -> None:
    shared = {"issuer_level": "national", "legal_basis": "《中华人民共和国政府采购法》第二十二条", "name": "政府采购"}
    lists = list_definition()
    measured = {**shared, "measure": "bid-limit", "is_incentive": False, "lists": ["market-serious"], "issuers": []}
    measured["issuers"] = list(list_claims()["issuers"])
    looked = {**shared, "purpose": "tender", "readers": measured["issuers"]}

    def measure(version: int, day: str) -> MeasureDefined:
        return MeasureDefined.from_claims({**measured, "version": version, "effective_from": day}, {})

    def purpose(version: int, day: str) -> PurposeDefined:
        return PurposeDefined.from_claims({**looked, "version": version, "effective_from": day}, {})

    def listed(version: int, day: str) -> ListDefined:
        return ListDefined.from_claims(list_claims(version=version, effective_from=day), {})

    measures = evolve_measure(Definitions("bid-limit"), measure(1, "2021-01-01"), by_centre(50))
    purposes = evolve_purpose(Definitions("tender"), purpose(1, "2021-01-01"), by_centre(51))
    admit_measure(Definitions("bid-limit"), measure(1, "2021-01-01"), lists=[lists], by=BY)
    admit_purpose(Definitions("tender"), purpose(1, "2021-01-01"), by=BY)

    def publish(number: int, day: str) -> None:
        if number == 0:
            admit_list(lists, listed(2, day), items=[item_state()], by=BY)
        elif number == 1:
            admit_measure(measures, measure(2, day), lists=[lists], by=BY)
        else:
            admit_purpose(purposes, purpose(2, day), by=BY)

    for number in range(3):
        publish(number, TODAY)
        with pytest.raises(DefinitionRetroactiveError):
            publish(number, YESTERDAY)


def test_a_later_version_of_a_catalogue_item_begins_on_its_recording_at_the_earliest() -> None:
    def publish(state: ItemState, **changes: Any) -> None:
        event = CatalogueItemPublished.from_claims(item_claims(**changes), {})
        admit_item(state, CENTRE_KEY, CENTRE_STATE, event, genesis=GENESIS, signer=CENTRE_SIGNER, now=noon(TODAY))

    publish(ItemState("cf-market"), effective_from="2020-01-01")
    publish(item_state(), version=2, effective_from=TODAY)
    with pytest.raises(ItemRetroactiveError):
        publish(item_state(), version=2, effective_from=YESTERDAY)


@pytest.mark.parametrize(
    ("holidays", "workdays", "is_past"),
    [
        ([*YEAR_2026.holidays, date(2026, 6, 16)], YEAR_2026.workdays, False),
        ([*YEAR_2026.holidays, date(2026, 6, 15)], YEAR_2026.workdays, True),
        (YEAR_2026.holidays - {date(2026, 1, 1)}, YEAR_2026.workdays, True),
        (YEAR_2026.holidays - {date(2026, 6, 19)}, YEAR_2026.workdays, False),
        (YEAR_2026.holidays, [*YEAR_2026.workdays, date(2026, 6, 14)], True),
        (YEAR_2026.holidays, [*YEAR_2026.workdays, date(2026, 6, 20)], False),
    ],
)
def test_a_new_calendar_changes_no_day_that_has_come(holidays: Any, workdays: Any, *, is_past: bool) -> None:
    claims = {
        "year": 2026,
        "version": 2,
        "holidays": sorted(day.isoformat() for day in holidays),
        "workdays": sorted(day.isoformat() for day in workdays),
        "legal_basis": "国办发明电〔2025〕7号",
    }
    event = CalendarPublished.from_claims(claims, {})
    if not is_past:
        admit_calendar(YEAR_2026, event, by=BY)
        return
    with pytest.raises(CalendarPastDaysError):
        admit_calendar(YEAR_2026, event, by=BY)


def test_a_version_is_known_from_the_day_of_its_recording() -> None:
    known = evolve_list(list_definition(), ListDefined.from_claims(list_claims(version=2), {}), by_centre(41, TODAY))
    days = [date.fromisoformat(day) for day in (YESTERDAY, TODAY)]
    assert [known.is_known_on(1, day) for day in days] == [True, True]
    assert [known.is_known_on(2, day) for day in days] == [False, True]
    assert not known.is_known_on(3, days[1])


def test_every_refusal_of_what_reaches_back_names_the_article_and_both_days() -> None:
    kinds: tuple[type[Refusal], ...] = (RuleRetroactiveError, DefinitionRetroactiveError, ItemRetroactiveError)
    for kind in kinds:
        made = kind(rule="R", name="R", item="R", start=date(2026, 1, 1), day=date(2026, 2, 1))
        assert "立法法" in made.article
        assert "2026-01-01" in made.message_zh
        assert "2026-02-01" in made.message_en
    assert "2026-01-01" in DefinitionLaterError(name="market-serious", day=date(2026, 1, 1)).message_zh


def test_the_shipped_rules_keep_to_every_bound() -> None:
    for event in (*RULE_PACK, *RULES):
        admit(event)
