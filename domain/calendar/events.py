"""Events of a working-day calendar. The credit centre publishes what the State Council announced, a year at a time."""

from typing import ClassVar

from domain.claims import Dates, Name, Version, Year
from domain.event import Event, SignerRole

_CENTRE: frozenset[SignerRole] = frozenset({"credit_centre"})


class CalendarPublished(Event):
    """One year's days off and make-up days (节假日安排及调休)."""

    TOPIC: ClassVar[str] = "urn:chengjian:calendar-published:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _CENTRE

    year: Year
    version: Version
    holidays: Dates
    """Days off that would be working days (Monday to Friday) without the announcement."""
    workdays: Dates
    """Saturdays and Sundays worked to make up for them (调休)."""
    legal_basis: Name
