"""Rules and calendars, arranged for readers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from api.law.models import Calendar, Rule, Rules
from api.web.due_labels import GOVERNS

_TITLE: Final = re.compile("《[^》]+》")
_ORDER = {governs: place for place, governs in enumerate(GOVERNS)}


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules that limit the same thing."""

    governs: str
    rules: Sequence[Rule]


@dataclass(frozen=True, slots=True)
class Cited:
    """A rule as a line of a record names it.

    Attributes:
        title: Short title of the law, 《…》, or the number of a document that has none.
        governs: What the rule limits.
        is_policy: Whether it is a policy of the product and no law.
    """

    title: str
    governs: str
    is_policy: bool


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules by when they count.

    Attributes:
        in_force: Those of the day.
        upcoming: Those whose day has not come.
        past: Those that ended or gave way to a newer version.
    """

    in_force: Sequence[RuleGroup]
    upcoming: Sequence[RuleGroup]
    past: Sequence[RuleGroup]


@dataclass(frozen=True, slots=True)
class Year:
    """One year's working days.

    Attributes:
        calendar: What was announced.
        holidays: Days off, first and last of each run.
        workdays: Days worked instead.
    """

    calendar: Calendar
    holidays: Sequence[tuple[str, str]]
    workdays: Sequence[tuple[str, str]]


def rule_book(rules: Rules) -> RuleBook:
    """Arrange the rules by when they count and by what they limit."""
    coming = [one for one in rules.items if one.effective_from > rules.on]
    return RuleBook(
        in_force=_groups(one for one in rules.items if one.is_in_force),
        upcoming=_groups(coming),
        past=_groups(one for one in rules.items if not one.is_in_force and one not in coming),
    )


def limits_of(rules: Rules) -> Mapping[str, Sequence[Rule]]:
    """Give the rules in force by what they limit; of those with the same period and scope the first."""
    found: dict[str, dict[tuple[object, ...], Rule]] = {}
    for rule in rules.items:
        if rule.is_in_force:
            found.setdefault(rule.governs, {}).setdefault((rule.amount, rule.unit, rule.tier, rule.list), rule)
    return {governs: list(group.values()) for governs, group in found.items()}


def cited(rules: Rules) -> Mapping[str, Cited]:
    """Give how each rule is named, by its id; all versions of a rule limit the same thing."""
    return {one.rule: Cited(_title(one.source), one.governs, one.evidence == "policy") for one in rules.items}


def _title(source: str) -> str:
    found = _TITLE.search(source)
    return source if found is None else found[0]


def year_of(calendar: Calendar) -> Year:
    """Arrange one year."""
    return Year(calendar, _runs(calendar.holidays), _runs(calendar.workdays))


def _groups(rules: Iterable[Rule]) -> list[RuleGroup]:
    ordered = sorted(rules, key=_place)
    return [RuleGroup(governs, list(group)) for governs, group in groupby(ordered, key=lambda one: one.governs)]


def _place(rule: Rule) -> tuple[int, str, int]:
    return _ORDER[rule.governs], rule.rule, rule.version


def _runs(days: Sequence[str]) -> list[tuple[str, str]]:
    """Join days that follow one another."""
    runs: list[tuple[str, str]] = []
    for day in days:
        before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
        if runs and runs[-1][1] == before:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
