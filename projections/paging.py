"""Pages of what is still shown, out of candidates that may have ended."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

MAX_LIMIT = 200
LOG_END = 2**62


class Placed(Protocol):
    """A line of a page."""

    @property
    def position(self) -> int:
        """Its place, by which pages follow one another."""
        ...


C = TypeVar("C")
T = TypeVar("T", bound=Placed)

Candidates = Callable[[int, int], Sequence[tuple[int, C]]]
"""Give so many candidates before a position, the newest first."""


def check_limit(limit: int) -> None:
    """Let only sensible sizes of pages pass.

    Raises:
        ValueError: The limit is out of range.
    """
    if not 1 <= limit <= MAX_LIMIT:
        raise ValueError(f"limit must be 1 to {MAX_LIMIT}")


def fill(
    candidates: "Candidates[C]", show: Callable[[Sequence[C]], Sequence[T]], *, limit: int, after: int | None
) -> tuple[list[T], int | None]:
    """Look through candidates until a page is full or there are no more.

    Args:
        candidates: Gives the next candidates.
        show: Keeps those that may be shown, the newest first; one batch is one set of questions.
        limit: Most lines.
        after: Position after which the page begins; None: the newest.

    Returns:
        The lines, and where the next page begins; None: this is the last.
    """
    lines: list[T] = []
    before = LOG_END if after is None else after
    while True:
        found = candidates(before, limit + 1)
        shown = show([candidate for _position, candidate in found[:limit]])
        for line in shown:
            lines.append(line)
            if len(lines) == limit:
                is_last = len(found) <= limit and line is shown[-1]
                return lines, None if is_last else line.position
        if len(found) <= limit:
            return lines, None
        before = found[limit - 1][0]
