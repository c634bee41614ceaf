"""Ends that follow from rules and from what a record says itself (INV-7)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, TypeVar

from domain.calendar.refusals import CalendarUnannouncedError
from domain.calendar.working_days import WorkingDays
from domain.catalogue.state import ItemVersion
from domain.claims import Tier
from domain.definition.events import ListDefined
from domain.rule.events import Governs, RulePublished
from domain.rule.law import Law
from domain.standing.display import End

T = TypeVar("T")

ITEM_VALIDITY = "R-ITEM-validity"
"""The validity (有效期限) of the catalogue item; 山东省社会信用条例 art 10."""
OWN_END = "R-DOCUMENT-end"
"""The last day that the document itself names; the provider's date may only shorten."""
LIST_TERM = "R-LISTING-term"
"""The term that the decision to list stated."""


_LIMITING: Final[frozenset[Governs]] = frozenset({"court-list-term", "publicity", "retention"})
_DAY: Final = timedelta(days=1)


class _EveryDay(WorkingDays):
    """A calendar without a day off. No count of working days ends earlier than its count."""

    def is_working(self, day: date) -> bool:
        """Every day is one."""
        return True


def rule_end(law: Law, governs: Governs, anchor: date, on: Iterable[date], tier: Tier | None = None) -> End | None:
    """Give the earliest end that the rules in force on any of some days give; None where none applies.

    A period in working days that are not announced yet is taken as if every day were one: its end may come too early,
    never too late.

    Args:
        law: Rules and working days.
        governs: What is limited.
        anchor: The day from which the period runs.
        on: Days whose rules apply, each with its own.
        tier: Tier of the act.
    """
    return earliest(_on(law, governs, anchor, day, tier) for day in on)


def _on(law: Law, governs: Governs, anchor: date, day: date, tier: Tier | None) -> End | None:
    def by(days: Law) -> End | None:
        found = days.earliest(governs, anchor, on=day, tier=tier)
        return None if found is None else End(found.day, found.rule.rule)

    return announced_or_every_day(by, law)


def announced_or_every_day(compute: Callable[[Law], T], law: Law) -> T:
    """Compute an end with the announced working days or, where they do not suffice, as if every day were one."""
    try:
        return compute(law)
    except CalendarUnannouncedError:
        return compute(Law(law.rules, _EveryDay()))


def kept(end_on: Callable[[date], End | None], turns: Iterable[date], *, since: date, today: date) -> End | None:
    """Give the end by the law of today, or the earlier one that came while an earlier law was in force.

    What was over stays over: law that comes later, or a limit that lapses, prolongs only what still ran (INV-7;
    立法法 art 104).

    Args:
        end_on: Gives the end by the law of a day.
        turns: Days on which the law may have changed.
        since: The decision, from which on law limits.
        today: The present day, Asia/Shanghai.
    """
    days = sorted({since, *(turn for turn in turns if since < turn <= today)})
    ends = ((end_on(day), turn) for day, turn in pairwise(days))
    return earliest((*(end for end, turn in ends if end is not None and end.day <= turn), end_on(today)))


def turns_of_rules(law: Law) -> Iterator[date]:
    """Give the days on which rules that limit publicity and use begin, or are over."""
    for rule in (one.published for one in law.rules.versions if one.published.governs in _LIMITING):
        yield from turns_of(rule)


def turns_of(version: RulePublished | ItemVersion | ListDefined) -> Iterator[date]:
    """Give the first day of a version and, if it has a last one, the day after that."""
    yield version.effective_from
    if version.effective_to is not None:
        yield version.effective_to + _DAY


def after(day: date | None, rule: str) -> End | None:
    """Give the end that a last day means: the day after it."""
    return None if day is None else End(day + _DAY, rule)


def earliest(ends: Iterable[End | None]) -> End | None:
    """Give the earliest of some ends; of two on one day the one given first."""
    return min((one for one in ends if one is not None), key=lambda one: one.day, default=None)
