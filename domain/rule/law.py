"""The law as a decision sees it: rules in force and working days, and the deadlines that follow from both.

Where several rules apply, the one that protects the subject counts: the shorter publicity, the faster deadline for
those who decide, the longer time for a reply (domain.md, section 2.13).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar.working_days import WorkingDays
from domain.claims import Tier
from domain.rule.events import Governs, RulePublished
from domain.rule.state import RulesState
from domain.time import add_months

_MONTHS = {"month": 1, "year": 12}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that follows from a rule.

    Attributes:
        day: For a deadline its last day; for the end of a period the first day on which it is over.
        rule: The version of the rule that gives it.
    """

    day: date
    rule: RulePublished


@dataclass(frozen=True, slots=True)
class Law:
    """Rules and working days.

    Attributes:
        rules: Every rule published.
        days: The announced calendars.
    """

    rules: RulesState
    days: WorkingDays

    def at_filing(self, edition: int, position: int) -> "Law":
        """Give the law that binds a case for ever: rules and working days as they were published when it was filed.

        Nobody wins time by announcing days off once the clock runs.

        Args:
            edition: The edition that the filing names.
            position: Where the filing stands.
        """
        return Law(self.rules.at_edition(edition), self.days.known_at(position))

    def applying(
        self, governs: Governs, on: date, *, tier: Tier | None = None, list_id: str | None = None
    ) -> tuple[RulePublished, ...]:
        """Give the rules that limit something on a day, for acts of a tier and listings on a list."""
        return tuple(
            one.published
            for one in self.rules.in_force(on)
            if one.published.governs == governs
            and one.published.tier in {None, tier}
            and one.published.list in {None, list_id}
        )

    def earliest(
        self, governs: Governs, anchor: date, *, on: date, tier: Tier | None = None, list_id: str | None = None
    ) -> Deadline | None:
        """Give the earliest day that an applying rule gives; None where none applies.

        Args:
            governs: What is limited.
            anchor: The day from which the clock runs; it is not counted itself.
            on: The day whose rules apply.
            tier: Tier of the act.
            list_id: The list.

        Raises:
            CalendarUnannouncedError: A working day is asked for in a year that is not announced.
        """
        found = self._deadlines(self.applying(governs, on, tier=tier, list_id=list_id), anchor)
        return min(found, key=lambda one: one.day, default=None)

    def latest(
        self, governs: Governs, anchor: date, *, on: date, tier: Tier | None = None, list_id: str | None = None
    ) -> Deadline | None:
        """Give the latest day that an applying rule gives; None where none applies. Arguments as ``earliest``."""
        found = self._deadlines(self.applying(governs, on, tier=tier, list_id=list_id), anchor)
        return max(found, key=lambda one: one.day, default=None)

    def _deadlines(self, rules: Iterable[RulePublished], anchor: date) -> list[Deadline]:
        return [Deadline(self._day(rule, anchor), rule) for rule in rules]

    def _day(self, rule: RulePublished, anchor: date) -> date:
        if rule.unit == "working_day":
            return self.days.after(anchor, rule.amount)
        if rule.unit == "day":
            return anchor + timedelta(days=rule.amount)
        return add_months(anchor, rule.amount * _MONTHS[rule.unit])
