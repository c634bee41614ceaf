"""Which of two periods is never the longer one, whatever calendar they fall into."""

from typing import NamedTuple

from domain.rule.events import Unit

_MONTHS = {"month": 1, "year": 12}


class Period(NamedTuple):
    """A period as a rule states it.

    Attributes:
        amount: How many.
        unit: Of what.
    """

    amount: int
    unit: Unit


def is_never_longer(one: Period, other: Period) -> bool:
    """Tell whether a period is over no later than another, from whatever day both run.

    Years are twelve months. Across other units only what holds in every calendar counts: a month has at most 31 days
    and so many months never fewer than thirty each but two; working days may take any time.
    """
    if one.unit == other.unit:
        return one.amount <= other.amount
    if one.unit in _MONTHS and other.unit in _MONTHS:
        return one.amount * _MONTHS[one.unit] <= other.amount * _MONTHS[other.unit]
    return one.amount == 0 or (one.unit != "working_day" and _most_days(one) <= _least_days(other))


def _most_days(period: Period) -> int:
    return period.amount if period.unit == "day" else 31 * period.amount * _MONTHS[period.unit]


def _least_days(period: Period) -> int:
    return period.amount if period.unit in {"day", "working_day"} else 30 * period.amount * _MONTHS[period.unit] - 2
