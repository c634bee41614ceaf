"""Marks as they are shown: with the subject's own words, which travel with the record (INV-8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.standing.display import Display, Mark
from projections.reading import Reading


@dataclass(frozen=True, slots=True)
class ShownMark:
    """One mark of a record.

    Attributes:
        mark: What it tells of.
        text: The subject's statement of correction (改正说明); None for a case, and once erased.
    """

    mark: Mark
    text: str | None = None


def shown_marks(reading: Reading, displays: Sequence[Display | None]) -> list[tuple[ShownMark, ...]]:
    """Give the marks of some records, in order, with the statements of correction read in one question."""
    groups = [() if display is None else display.marks for display in displays]
    found = reading.at_positions(mark.position for group in groups for mark in group if mark.position is not None)

    def text_of(mark: Mark) -> str | None:
        value = None if mark.position is None else found[mark.position].disclosed.get("subject.text")
        return value if isinstance(value, str) else None

    return [tuple(ShownMark(mark, text_of(mark)) for mark in group) for group in groups]
