"""Names of the disclosures that a look can ask for: those of every event, and the fields of the data standards."""

from collections.abc import Sequence
from typing import Final

from api.errors import LookFieldUnknownError
from domain.registry import EVENTS
from domain.standard import STANDARDS

KNOWN: Final = frozenset(
    {
        *(name for event in EVENTS for name in event.DISCLOSURES or ()),
        *(name for standard in STANDARDS.values() for name in standard.disclosures),
    }
)


def require_known_fields(fields: Sequence[str] | None) -> None:
    """Refuse to look for a field that nothing has, before the look is on record.

    Raises:
        LookFieldUnknownError: There is none of that name; the error names its place in the list.
    """
    for place, name in enumerate(fields or ()):
        if name not in KNOWN:
            raise LookFieldUnknownError(f"/fields/{place}")
