"""All states of a log in memory, as far as it was replayed, and what of it was not opened."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from domain.calendar.working_days import WorkingDays
from domain.event import Event
from domain.rule.law import Law
from domain.signer import Recorded
from domain.subject.events import RecordErased, SubjectErased
from verify.conduct.kinds import CALENDAR, KINDS, RULES, Kind

S = TypeVar("S")


class Book:
    """Folds events by their tags.

    Attributes:
        last_erasure: Position of the last erasure of a record or subject; -1 where there was none.
        subject_erasures: Every erasure of a subject, in the order of the log.
    """

    def __init__(self) -> None:
        """Start before the first entry."""
        self._states: dict[Kind[Any], dict[str, Any]] = {kind: {} for kinds in KINDS.values() for kind in kinds}
        self._closed: dict[str, int] = {}
        self._hidden: dict[type[Event], int] = {}
        self.last_erasure = -1
        self.subject_erasures: list[Recorded] = []

    def fold(self, event: Event, at: Recorded, tags: Iterable[str], *, is_open: bool) -> None:
        """Fold one event under its tags.

        Args:
            event: With those of its disclosures that were opened.
            at: Where it stands.
            tags: Every tag that can be told.
            is_open: Whether all its disclosures were opened.
        """
        if isinstance(event, RecordErased | SubjectErased):
            self.last_erasure = at.position
        if isinstance(event, SubjectErased):
            self.subject_erasures.append(at)
        if not is_open:
            self._hidden.setdefault(type(event), at.position)
        for tag in tags:
            prefix, _, name = tag.partition(":")
            for kind in KINDS.get(prefix, ()):
                states = self._states[kind]
                states[name] = kind.evolve(states[name] if name in states else kind.initial(name), event, at)
            if not is_open:
                self._closed.setdefault(tag, at.position)

    def at(self, kind: Kind[S], name: str) -> S:
        """Give one state."""
        found: dict[str, S] = self._states[kind]
        return found[name] if name in found else kind.initial(name)

    def all(self, kind: Kind[S]) -> Iterator[tuple[str, S]]:
        """Give every state of a kind that has begun, by its name."""
        found: dict[str, S] = self._states[kind]
        yield from found.items()

    def closed_at(self, tag: str) -> int | None:
        """Give the first entry under a tag that was not opened."""
        return self._closed.get(tag)

    def hidden_at(self, topics: Iterable[type[Event]]) -> int | None:
        """Give the first entry of some topics that was not opened, so that its private tags cannot be told."""
        return min((self._hidden[one] for one in topics if one in self._hidden), default=None)

    def law(self) -> Law:
        """Give the rules and every calendar published so far."""
        return Law(self.at(RULES, ""), WorkingDays(state for _, state in self.all(CALENDAR)))
