"""Consistency boundaries: the state under one tag, folded from the log and remembered.

A decision that rests on a remembered state appends on condition that nothing newer stands under its tag, so an old copy
costs a repetition and never a wrong decision.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from psycopg_pool import ConnectionPool

from domain.event import Event
from domain.signer import Recorded
from ledger.service.records import Record, RecordSource

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Loaded(Generic[S]):
    """A state and how far it knows the log.

    Attributes:
        state: Folded from all events of its tag up to `after`.
        after: Library position of the last of them; 0 where there is none.
    """

    state: S
    after: int


@dataclass(frozen=True, slots=True)
class Fold(Generic[S]):
    """How the states of one kind of boundary are made.

    Attributes:
        tag_of: Names the tag of a boundary by the boundary's name.
        initial: State before the first event, by the boundary's name.
        evolve: Total fold of the domain.
    """

    tag_of: Callable[[str], str]
    initial: Callable[[str], S]
    evolve: Callable[[S, Event, Recorded], S]


class LogTags:
    """Reads all events under one tag."""

    def __init__(self, pool: ConnectionPool, source: RecordSource) -> None:
        """Keep the connections and how records are read over them."""
        self._pool = pool
        self._source = source

    def records(self, tag: str) -> list[Record]:
        """Read the records under a tag, in the order of the log."""
        digest = self._source.tag_key.digest(tag)
        with self._pool.connection() as connection, connection.cursor() as cursor:
            places = [place.position for place in self._source.tagged(cursor, [digest]).get(digest, [])]
            found = self._source.at(cursor, places)
        return [found[position] for position in places]


class Boundaries(Generic[S]):
    """All boundaries of one kind, such as the keys."""

    def __init__(self, tags: LogTags, fold: Fold[S]) -> None:
        """Keep where to read and how to fold."""
        self._tags = tags
        self._fold = fold
        self._kept: dict[str, Loaded[S]] = {}
        self._lock = threading.Lock()

    def tag_of(self, name: str) -> str:
        """Name the tag of a boundary."""
        return self._fold.tag_of(name)

    def load(self, name: str) -> Loaded[S]:
        """Give a state, from memory where it is known."""
        kept = self._kept.get(name)
        return kept if kept is not None else self.read(name)

    def read(self, name: str) -> Loaded[S]:
        """Fold a state from the log and remember it, unless nothing stands there."""
        state, after = self._fold.initial(name), 0
        for record in self._tags.records(self._fold.tag_of(name)):
            at = Recorded(record.position, record.time_ms, record.iss, record.kid, record.jti)
            state = self._fold.evolve(state, record.event, at)
            after = record.position + 1
        loaded = Loaded(state, after)
        if after:
            with self._lock:
                self._kept[name] = loaded
        return loaded
