"""A log in which the law was rewritten backwards shows it: each planted version is found, its near-miss passes."""

from typing import Any

import pytest

from domain.calendar.events import CalendarPublished
from domain.calendar.pack import CALENDAR_PACK
from domain.catalogue.events import CatalogueItemPublished
from domain.clock.events import PublicityEnded
from domain.definition.events import ListDefined, MeasureDefined
from domain.event import Event
from domain.measure.events import MeasureApplied
from domain.rule.events import RulePublished
from domain.rule.pack import RULE_PACK
from tests.conduct.raw_town import LISTING, RawTown, founded
from tests.due_town import PUBLIC_PENALTY, RESTRICTION, SERIOUS

GENERAL = next(one for one in RULE_PACK if one.rule == "R-NDRC36-general")
YEAR_2026 = next(one for one in CALENDAR_PACK if one.year == 2026)
NEXT = {"version": 2, "effective_from": "2026-05-20"}


@pytest.fixture
def town() -> RawTown:
    town = founded()
    town.on("2026-05-20")
    return town


def rule(**changes: Any) -> Event:
    return RulePublished.from_claims({**GENERAL.plain_claims(), **NEXT, **changes}, {})


def item(**changes: Any) -> Event:
    return CatalogueItemPublished.from_claims({**PUBLIC_PENALTY, **NEXT, **changes}, {})


def defined(**changes: Any) -> Event:
    return ListDefined.from_claims({**SERIOUS, **NEXT, **changes}, {})


def calendar(*more: str) -> Event:
    holidays = sorted([*(day.isoformat() for day in YEAR_2026.holidays), *more])
    return CalendarPublished.from_claims({**YEAR_2026.plain_claims(), "version": 2, "holidays": holidays}, {})


@pytest.mark.parametrize(
    ("near_miss", "planted", "invariant", "code"),
    [
        (rule(), rule(effective_from="2026-05-19"), "INV-9", "rule-retroactive"),
        (rule(amount=11, unit="month", evidence="policy"), rule(evidence="policy", effective_to="2026-12-31"), "INV-9",
         "rule-policy-over-law"),
        (rule(amount=12, unit="month"), rule(amount=50, unit="year"), "INV-9", "rule-amount"),
        (item(), item(effective_from="2026-05-19"), "INV-1", "catalogue-retroactive"),
        (defined(), defined(effective_from="2026-05-19"), "INV-1", "definition-retroactive"),
        (calendar("2026-05-21"), calendar("2026-05-20"), "INV-9", "calendar-past-days"),
    ],
)  # fmt: skip
def test_law_that_reaches_back_is_found(
    town: RawTown, near_miss: Event, planted: Event, invariant: str, code: str
) -> None:
    position = town.record(planted, "centre")
    assert town.broken() == [(position, invariant, code)]
    other = founded()
    other.on("2026-05-20")
    other.record(near_miss, "centre")
    assert other.broken() == []


@pytest.mark.parametrize("is_filed_first", [True, False])
def test_days_off_announced_after_the_filing_do_not_make_a_late_decision_timely(
    town: RawTown, *, is_filed_first: bool
) -> None:
    fact = town.penalty()
    off = calendar("2026-05-21", "2026-05-22", "2026-05-25")
    if is_filed_first:
        town.objection(fact)
        town.record(off, "centre")
    else:
        town.record(off, "centre")
        town.objection(fact)
    town.on("2026-05-26")
    town.accepted()
    town.answered()
    position = town.rejected()
    late = [code for at, _, code in town.broken() if at == position]
    assert late == (["decision-late"] if is_filed_first else [])


@pytest.mark.parametrize("served_on", ["2026-05-20", "2026-05-19"])
def test_a_notice_on_a_list_that_was_not_on_record_yet_is_found(town: RawTown, served_on: str) -> None:
    fact = town.penalty()
    town.record(ListDefined.from_claims({**SERIOUS, "list": "born-today"}, {}), "centre")
    town.record(MeasureDefined.from_claims({**RESTRICTION, **NEXT, "lists": ["born-today"]}, {}), "centre")
    position = town.notice(fact, list="born-today", served_on=served_on, reply_until="2026-06-01")
    assert town.broken() == ([] if served_on == "2026-05-20" else [(position, "INV-4", "definition-later")])


@pytest.mark.parametrize("applied_on", ["2026-05-20", "2026-05-19"])
def test_a_measure_applied_before_it_was_on_record_is_found(applied_on: str) -> None:
    town = founded()
    town.listed()
    town.on("2026-05-20")
    town.record(MeasureDefined.from_claims({**RESTRICTION, "measure": "born-today"}, {}), "centre")
    plain = {"listing": LISTING, "measure": "born-today", "measure_version": 1, "applied_on": applied_on}
    position = town.by("centre", MeasureApplied, {"subject.content": "一年内限制参加政府采购活动"}, **plain)
    found = [code for at, _, code in town.broken() if at == position]
    assert found == ["measure-not-decided" if applied_on == "2026-05-20" else "definition-later"]


@pytest.mark.parametrize(("amount", "is_over"), [(1, True), (6, False)])
def test_inv_7_an_end_that_came_under_a_rule_that_lapsed_is_still_one_to_say(amount: int, *, is_over: bool) -> None:
    town = founded()
    fact = town.penalty()
    town.on("2026-06-01")
    claims = {"rule": "R-X", "version": 1, "governs": "publicity", "amount": amount, "unit": "month"}
    interval = {"effective_from": "2026-06-01", "effective_to": "2026-07-31"}
    source = {"source": "自定政策", "evidence": "policy"}
    town.record(RulePublished.from_claims({**claims, **interval, **source}, {}), "centre")
    town.on("2026-08-01")
    said = {"subject.facts": town.jtis[fact]}
    position = town.by("platform", PublicityEnded, said, rule="R-X", ended_on="2026-05-20")
    assert town.broken() == ([] if is_over else [(position, "INV-7", "clock-not-due")])
