"""Building blocks of due process: a small law, a year of working days, a list, and records that stand."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from domain.authority import Authority
from domain.calendar.events import CalendarPublished
from domain.calendar.state import CalendarState
from domain.calendar.state import evolve as evolve_calendar
from domain.calendar.working_days import WorkingDays
from domain.definition.events import ListDefined
from domain.definition.state import Definitions, evolve_list
from domain.fact.state import FactState, FactTerms
from domain.identifier import Identifier
from domain.rule.events import RulePublished
from domain.rule.law import Law
from domain.rule.state import RulesState
from domain.rule.state import evolve as evolve_rule
from domain.signer import Recorded
from domain.time import milliseconds
from tests.domain.builders import (
    AGENCY,
    AGENCY_STATE,
    CENTRE_KEY,
    CENTRE_SIGNER,
    CENTRE_STATE,
    COMPANY,
    GENESIS,
    KEY,
    SIGNER,
    recorded,
)

FOUNDED = "2025-01-02"
"""The day on which rules, calendars and lists were recorded."""
LISTING = "0190a5b0-0000-4000-8000-00000000000a"
CASE = "0190a5b0-0000-4000-8000-00000000000c"
FACT = "0190a5b0-0000-7000-8000-00000000000f"
SUBJECT = Identifier("uscc", COMPANY)
WHO = {"subject.identifier_type": "uscc", "subject.identifier": COMPANY}


def noon(day: str) -> datetime:
    """Noon in Shanghai."""
    year, month, number = map(int, day.split("-"))
    return datetime(year, month, number, 4, tzinfo=UTC)


def by_centre(position: int, day: str = FOUNDED) -> Recorded:
    """What the credit centre recorded on a day: by default when the ledger was founded."""
    at = recorded(position, CENTRE_SIGNER.iss)
    return replace(at, time_ms=milliseconds(noon(day)) + position)


def calendar(year: int, holidays: tuple[str, ...] = (), workdays: tuple[str, ...] = ()) -> CalendarState:
    """One announced year."""
    event = CalendarPublished.from_claims(
        {
            "year": year,
            "version": 1,
            "holidays": list(holidays),
            "workdays": list(workdays),
            "legal_basis": "国办发明电〔2025〕7号",
        },
        {},
    )
    return evolve_calendar(CalendarState(year), event, by_centre(20))


YEAR_2026 = calendar(
    2026,
    (
        *("2026-01-01", "2026-01-02", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"),
        *("2026-02-23", "2026-04-06", "2026-05-01", "2026-05-04", "2026-05-05", "2026-06-19", "2026-09-25"),
        *("2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"),
    ),
    ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
)
DAYS = WorkingDays([calendar(2025), YEAR_2026])


def is_working(day: date) -> bool:
    """The calendar once more, in the plainest words."""
    return day in YEAR_2026.workdays or (day.weekday() < 5 and day not in YEAR_2026.holidays)


def rule(name: str, governs: str, amount: int, unit: str, **more: Any) -> RulePublished:
    """One version of a rule."""
    claims = {
        "rule": name,
        "version": 1,
        "governs": governs,
        "amount": amount,
        "unit": unit,
        "source": "山东省社会信用条例",
        "article": "第三十九条",
        "evidence": "primary",
        "effective_from": "2020-10-01",
        **more,
    }
    return RulePublished.from_claims(claims, {})


def law(*rules: RulePublished, days: WorkingDays = DAYS, recorded_on: str = FOUNDED) -> Law:
    """The law that these rules make, in their order, all recorded on one day."""
    state = RulesState()
    for number, one in enumerate(rules):
        state = evolve_rule(state, one, by_centre(30 + number, recorded_on))
    return Law(state, days)


RULES = (
    rule("R-SD-38", "retention", 5, "year"),
    rule("R-SD-39a", "objection", 3, "working_day"),
    rule("R-SD-39b", "objection-with-help", 7, "working_day"),
    rule("R-SD-40", "revocation-report", 3, "working_day"),
    rule("R-APL-48", "revocation-publicity", 3, "working_day"),
    rule("R-POL-reply", "reply", 5, "working_day", evidence="policy"),
    rule("R-APL-64b", "hearing-notice", 7, "working_day"),
    rule("R-ZX-26", "complaint", 30, "day"),
    rule("R-NDRC36-minor", "publicity", 3, "month", tier="minor", effective_from="2026-04-01"),
    rule("R-NDRC36-general", "publicity", 1, "year", tier="general", effective_from="2026-04-01"),
    rule("R-NDRC36-general-from", "repair-from", 3, "month", tier="general", effective_from="2026-04-01"),
    rule("R-NDRC36-serious", "publicity", 3, "year", tier="serious", effective_from="2026-04-01"),
    rule("R-NDRC36-serious-from", "repair-from", 1, "year", tier="serious", effective_from="2026-04-01"),
    rule("R-GBF22-accept", "repair-acceptance", 3, "working_day"),
    rule("R-GBF22-total", "repair-decision", 10, "working_day"),
    rule("R-NDRC58-false", "false-material", 3, "year"),
)
LAW = law(*RULES)


def list_claims(**changes: Any) -> dict[str, Any]:
    """Plain claims of a list of serious market violators."""
    claims: dict[str, Any] = {
        "list": "market-serious",
        "version": 1,
        "name": "市场监督管理严重违法失信名单",
        "is_positive": False,
        "tier": "serious",
        "items": ["cf-market"],
        "subject_kinds": ["ENT", "ORG", "SOLE"],
        "issuers": [AGENCY],
        "term_months": 36,
        "reply_days": 5,
        "is_public": True,
        "names_persons": False,
        "issuer_level": "national",
        "legal_basis": "市场监督管理严重违法失信名单管理办法（总局令第44号）",
        "effective_from": "2021-09-01",
    }
    claims.update(changes)
    return {name: value for name, value in claims.items() if value is not None}


def list_definition(**changes: Any) -> Definitions[ListDefined]:
    """That list, defined."""
    event = ListDefined.from_claims(list_claims(**changes), {})
    return evolve_list(Definitions(event.list), event, by_centre(40))


def bureau(now: datetime) -> Authority:
    """The agency that decides."""
    return Authority(GENESIS, KEY, AGENCY_STATE, SIGNER, now)


def centre(now: datetime) -> Authority:
    """The credit centre."""
    return Authority(GENESIS, CENTRE_KEY, CENTRE_STATE, CENTRE_SIGNER, now)


def fact_state(**changes: Any) -> FactState:
    """An adverse fact of the company, recorded by the agency and standing."""
    given: dict[str, Any] = {
        "jti": FACT,
        "iss": SIGNER.iss,
        "item": "cf-market",
        "item_version": 1,
        "decided_on": date(2026, 4, 13),
        "subject": SUBJECT,
        "identity": "x",
        "recorded_at": 50,
        "terms": FactTerms(kind="ENT", tier="serious", acted_on=date(2026, 3, 2)),
    }
    given.update(changes)
    return FactState(**given)


def terms(**changes: Any) -> FactTerms:
    """The terms of that fact, changed."""
    return replace(fact_state().terms, **changes)
