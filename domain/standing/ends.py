"""Ends that follow from rules and from what a record says itself (INV-7)."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TypeVar

from domain.calendar.refusals import CalendarUnannouncedError
from domain.calendar.working_days import WorkingDays
from domain.claims import Tier
from domain.rule.events import Governs
from domain.rule.law import Law
from domain.standing.display import End

T = TypeVar("T")

ITEM_VALIDITY = "R-ITEM-validity"
"""The validity (有效期限) of the catalogue item; 山东省社会信用条例 art 10."""
OWN_END = "R-DOCUMENT-end"
"""The last day that the document itself names; the provider's date may only shorten."""
LIST_TERM = "R-LISTING-term"
"""The term that the decision to list stated."""


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


def after(day: date | None, rule: str) -> End | None:
    """Give the end that a last day means: the day after it."""
    return None if day is None else End(day + timedelta(days=1), rule)


def earliest(ends: Iterable[End | None]) -> End | None:
    """Give the earliest of some ends; of two on one day the one given first."""
    return min((one for one in ends if one is not None), key=lambda one: one.day, default=None)
