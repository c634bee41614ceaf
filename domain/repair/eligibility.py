"""Whether a record is open to repair (信用修复): since when, by which rule, and what stands in the way.

How the law is read here, where it can be read in several ways:

- A period runs from the date of the decision (信用修复管理办法: from the date of the judicial or administrative
  document); the corresponding day of the last month is the first on which one may apply.
- Decision and application under different rules, as with acts before 2026-04-01: the rule that opens earlier counts.
  Policy, after 行政处罚法 art 37; no transitional rule was found (domain.md, section 6.5).
- A correction of a fact never moves the day on which its repair opens to a later one: the least tier and the earliest
  date of decision that were stated count.
- Where no rule sets a period, and for minor acts (轻微) always, one may apply as soon as the duties are performed.
  Whether they are performed is for the deciding body to see.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import cast

from domain.case.matters import Matters
from domain.claims import Tier
from domain.fact.state import FactState
from domain.listing.state import ListingState
from domain.rule.events import Governs, RulePublished
from domain.rule.law import Deadline, Law

NOT_STANDING = "not-standing"
POSITIVE_RECORD = "positive-record"
COURT_DELETES = "court-deletes"
ALREADY_REPAIRED = "already-repaired"
NOT_PUBLISHED = "not-published"
REPAIR_EXCLUDED = "repair-excluded"
PERIOD_RUNNING = "period-running"
CLOSED_BY_FALSE_MATERIAL = "closed-by-false-material"
_FALSEHOODS = frozenset({"false_material", "false_commitment"})


@dataclass(frozen=True, slots=True)
class Eligibility:
    """How one record stands towards repair.

    Attributes:
        target: ``fact:<jti>`` or ``listing:<id>``.
        is_open: Whether an application can be filed today.
        from_day: First day on which it can, as far as time decides; ``None`` where time alone opens nothing.
        rule: The rule that gives that day; ``None`` where no rule sets a period.
        missing: Codes of what stands in the way; empty if it is open.
    """

    target: str
    is_open: bool
    from_day: date | None
    rule: RulePublished | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Clock:
    """The rules for acts of one tier and listings on one list."""

    law: Law
    today: date
    tier: Tier | None
    list_id: str | None

    def opens(self, governs: Governs, anchor: date) -> Deadline | None:
        """Give the earlier of what the rules of the anchor's day and those of today say."""
        found = [
            self.law.earliest(governs, anchor, on=day, tier=self.tier, list_id=self.list_id)
            for day in (anchor, self.today)
        ]
        return min((one for one in found if one is not None), key=_day, default=None)

    def repair_from(self, decided_on: date) -> Deadline | None:
        """Give the end of the shortest time for which a record is shown; none for minor acts."""
        return None if self.tier == "minor" else self.opens("repair-from", decided_on)

    def closed_until(self, matters: Matters) -> Deadline | None:
        """Give the day on which the door opens again that a falsehood closed (虚假材料、信用承诺严重不实)."""
        refused = (one.decided_on for one in matters.refused_repairs if one.reason in _FALSEHOODS)
        found = (self.opens("false-material", day) for day in refused)
        return max((one for one in found if one is not None), key=_day, default=None)

    def is_excluded(self, matters: Matters) -> bool:
        """Tell whether repair was refused as excluded by law, and no other rule on it has come into force since."""
        refused = [one.decided_on for one in matters.refused_repairs if one.reason == "excluded_by_law"]
        rules = self.law.applying("repair-from", self.today, tier=self.tier, list_id=self.list_id)
        return bool(refused) and all(rule.effective_from <= max(refused) for rule in rules)


def eligibility_of_fact(fact: FactState, is_adverse: bool, *, law: Law, today: date) -> Eligibility:
    """Tell whether a fact is open to repair.

    Args:
        fact: The fact, with what came up about it.
        is_adverse: Whether its catalogue item, in the version that it names, is of adverse records (不良信息).
        law: Every rule published; those in force on the decision date and today are taken from it.
        today: The present day, Asia/Shanghai.

    Raises:
        CalendarUnannouncedError: A rule counts working days in a year that is not announced.
    """
    clock = _Clock(law, today, _tier(fact.tier), None)
    bars = _codes(
        (NOT_STANDING, not fact.is_standing),
        (POSITIVE_RECORD, fact.is_standing and not is_adverse),
        (ALREADY_REPAIRED, fact.matters.repaired_at is not None),
        (REPAIR_EXCLUDED, clock.is_excluded(fact.matters)),
    )
    return _eligibility(f"fact:{fact.jti}", fact.first_decided_on, bars, fact.matters, clock)


def eligibility_of_listing(listing: ListingState, matters: Matters, *, law: Law, today: date) -> Eligibility:
    """Tell whether a listing is open to repair; a court's own listing never is, because the court deletes it itself.

    Args:
        listing: The listing.
        matters: What came up about it.
        law: Every rule published.
        today: The present day, Asia/Shanghai.

    Raises:
        CalendarUnannouncedError: A rule counts working days in a year that is not announced.

    Source:
        法释〔2017〕7号 art 10, for courts' listings.
    """
    clock = _Clock(law, today, _tier(listing.tier), listing.list_id)
    is_known = listing.is_known and listing.subject is not None
    is_repaired = matters.repaired_at is not None or listing.end_ground == "repaired"
    is_over = listing.ended_at is not None or (listing.ends_on is not None and listing.ends_on <= today)
    bars = _codes(
        (NOT_STANDING, not is_known or (is_over and not is_repaired)),
        (COURT_DELETES, listing.is_court),
        (POSITIVE_RECORD, is_known and not listing.is_court and not listing.tier),
        (ALREADY_REPAIRED, is_repaired),
        (NOT_PUBLISHED, is_known and listing.published_at is None),
        (REPAIR_EXCLUDED, clock.is_excluded(matters)),
    )
    return _eligibility(f"listing:{listing.listing}", listing.decided_on, bars, matters, clock)


def _eligibility(
    target: str, decided_on: date | None, bars: tuple[str, ...], matters: Matters, clock: _Clock
) -> Eligibility:
    """Let time decide where nothing else stands in the way."""
    if bars or decided_on is None:
        return Eligibility(target, is_open=False, from_day=None, rule=None, missing=bars or (NOT_STANDING,))
    gates = {
        PERIOD_RUNNING: clock.repair_from(decided_on),
        CLOSED_BY_FALSE_MATERIAL: clock.closed_until(matters),
    }
    passed = {code: gate for code, gate in gates.items() if gate is not None}
    missing = tuple(code for code, gate in passed.items() if clock.today < gate.day)
    last = max(passed.values(), key=_day, default=None)
    if last is None:
        return Eligibility(target, is_open=True, from_day=decided_on, rule=None, missing=())
    return Eligibility(target, not missing, last.day, last.rule, missing)


def _codes(*bars: tuple[str, bool]) -> tuple[str, ...]:
    return tuple(code for code, is_met in bars if is_met)


def _tier(text: str) -> Tier | None:
    return cast("Tier", text) if text else None


def _day(deadline: Deadline) -> date:
    return deadline.day


MISSING: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        NOT_STANDING: ("该记录已经不再有效", "the record no longer stands"),
        POSITIVE_RECORD: ("该记录不是不良信息", "the record is not adverse"),
        COURT_DELETES: (
            "该名单信息由人民法院自行删除",
            "courts delete their own listings; apply to the court that made it",
        ),
        ALREADY_REPAIRED: ("该记录已经修复", "the record is repaired already"),
        NOT_PUBLISHED: ("名单认定尚未公布生效", "the listing has not been published and has no effect yet"),
        REPAIR_EXCLUDED: (
            "已以法律规定不得修复为由决定不予修复，此后规则没有变化",
            "repair was refused as excluded by law, and the rules have not changed since",
        ),
        PERIOD_RUNNING: ("最短公示期未满", "the shortest time of publicity is still running"),
        CLOSED_BY_FALSE_MATERIAL: (
            "曾提交虚假材料或者承诺严重不实，暂不受理修复申请",
            "false material or a seriously false commitment was handed in, so that the door is closed for a time",
        ),
    }
)
"""What each code of ``Eligibility.missing`` says, in Chinese and English."""


def explain(eligibility: Eligibility) -> tuple[str, str]:
    """Say in Chinese and English what stands in the way, until when, and by which rule."""
    zh, en = zip(*(MISSING[code] for code in eligibility.missing), strict=True)
    suffix_zh, suffix_en = _since(eligibility)
    return "；".join(zh) + suffix_zh, "; ".join(en) + suffix_en


def _since(eligibility: Eligibility) -> tuple[str, str]:
    rule = eligibility.rule
    if rule is None:
        return "", ""
    day, cited = eligibility.from_day, cited_rule(rule)
    return f"；自 {day} 起可以申请（{rule.rule}：{cited}）", f"; it opens on {day} ({rule.rule}: {cited})"


def cited_rule(rule: RulePublished) -> str:
    """Cite where a rule stands."""
    return " ".join(part for part in (rule.source, rule.article) if part)
