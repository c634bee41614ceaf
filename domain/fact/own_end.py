"""The end that a document names itself."""

from collections.abc import Mapping
from datetime import date

from domain.standard import LONG_TERM
from domain.time import parse_date

# Ends that standards have a field for; a record's end is the earliest of those that it names.
_ENDS = ("subject.valid_to", "subject.penalty_until", "subject.publicity_until")


def own_end(fields: Mapping[str, str | int | bool]) -> date | None:
    """Give the last day that a record names for itself; None if it names none or is without end.

    Args:
        fields: Disclosed values by name.
    """
    days = [value for name in _ENDS if isinstance(value := fields.get(name), str) and value != LONG_TERM]
    return min(map(parse_date, days), default=None)
