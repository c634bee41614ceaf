"""Counts by month, arranged for readers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from projections.statistics import Monthly

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "facts": ("urn:chengjian:fact-recorded:v1",),
        "notices": ("urn:chengjian:notice-served:v1",),
        "listings": ("urn:chengjian:listing-published:v1", "urn:chengjian:court-list-mirrored:v1"),
        "ends": ("urn:chengjian:listing-ended:v1", "urn:chengjian:decision-revoked:v1"),
        "cases": ("urn:chengjian:case-filed:v1",),
        "repairs": ("urn:chengjian:repair-granted:v1",),
        "looks": ("urn:chengjian:disclosure-made:v1",),
    }
)
"""What is shown by month, to the topics that are counted."""


@dataclass(frozen=True, slots=True)
class Month:
    """One month.

    Attributes:
        name: Year and month, ISO 8601.
        amounts: How many, in the order of ``COLUMNS``.
    """

    name: str
    amounts: Sequence[int]


def months_of(events: Iterable[Monthly]) -> list[Month]:
    """Give the months in which anything happened, the newest first."""
    counts: Counter[tuple[str, str]] = Counter()
    for event in events:
        counts[f"{event.month:%Y-%m}", event.topic] += event.amount
    names = sorted({name for name, _ in counts}, reverse=True)
    return [
        Month(name, [sum(counts[name, topic] for topic in topics) for topics in COLUMNS.values()]) for name in names
    ]
