"""Time that passes over what is due, an application that it passes over, and what the platform says of it."""

from domain.clock.events import ClockBreached
from tests.conduct.raw_town import CASE, RawTown

LATER = "2026-04-27"


def breach(town: RawTown, rule: str = "R-SD-39a", due_on: str = "2026-04-23") -> int:
    return town.by("platform", ClockBreached, case=CASE, rule=rule, due_on=due_on)


def rest(town: RawTown, day: str = LATER) -> None:
    """Let time pass until something else is recorded."""
    town.on(day)
    town.penalty(99)


def applied(town: RawTown, *numbers: int) -> list[int]:
    """Apply on Monday 20 July 2026 for the repair of penalties of April: to be taken up until the 23rd."""
    facts = [town.penalty(number, tier="general") for number in numbers]
    town.on("2026-07-20")
    town.repair_of(*facts)
    return facts
