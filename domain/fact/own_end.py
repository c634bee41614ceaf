"""The end that a document names itself."""

from collections.abc import Mapping
from datetime import date

from domain.standard import LONG_TERM
from domain.time import parse_date

# Ends that standards have a field for; a record's end is the earliest of those that it names.
_ENDS = ("subject.valid_to", "subject.penalty_until", "subject.publicity_until")


def day_of(fields: Mapping[str, str | int | bool], name: str) -> date | None:
    """Read a disclosed day; None where it is absent, was erased or is no day."""
    value = fields.get(name)
    try:
        return parse_date(value) if isinstance(value, str) else None
    except ValueError:
        return None


def own_end(fields: Mapping[str, str | int | bool]) -> date | None:
    """Give the last day that a record names for itself; None if it names none or is without end.

    Args:
        fields: Disclosed values by name.
    """
    days = [day_of(fields, name) for name in _ENDS if fields.get(name) != LONG_TERM]
    return min((day for day in days if day is not None), default=None)
