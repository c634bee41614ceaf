"""Consistency boundaries: the state under one tag, folded from the log and, if decisions ask for it often, remembered.

A decision that rests on a remembered state appends on condition that nothing newer stands under its tag, so an old copy
costs a repetition and never a wrong decision.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
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

    def over(self, name: str, records: Iterable[Record]) -> Loaded[S]:
        """Fold a state from all records of its tag, in the order of the log."""
        state, after = self.initial(name), 0
        for record in records:
            at = Recorded(record.position, record.time_ms, record.iss, record.kid, record.jti)
            state = self.evolve(state, record.event, at)
            after = record.position + 1
        return Loaded(state, after)


class LogTags:
    """Reads all events under one tag."""

    def __init__(self, pool: ConnectionPool, source: RecordSource) -> None:
        """Keep the connections and how records are read over them."""
        self._pool = pool
        self._source = source

    def records(self, tag: str) -> list[Record]:
        """Read the records under a tag, in the order of the log."""
        return self.records_of([tag])[0]

    def records_of(self, tags: Sequence[str]) -> list[list[Record]]:
        """Read the records under each of many tags, in as many questions as for one."""
        digests = [self._source.tag_key.digest(tag) for tag in tags]
        with self._pool.connection() as connection, connection.cursor() as cursor:
            places = self._source.tagged(cursor, digests)
            found = self._source.at(cursor, sorted({place.position for group in places.values() for place in group}))
        return [[found[place.position] for place in places.get(digest, ())] for digest in digests]

    def size(self) -> int:
        """Give the number of entries that are committed."""
        with self._pool.connection() as connection, connection.cursor() as cursor:
            return self._source.size(cursor)

    def fold(self, fold: Fold[S], name: str) -> Loaded[S]:
        """Fold one state from the log, and keep nothing of it."""
        return fold.over(name, self.records(fold.tag_of(name)))


class Boundaries(Generic[S]):
    """All boundaries of one kind that decisions ask for again and again, such as the keys; nobody's data."""

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

    def load_many(self, names: Sequence[str]) -> list[Loaded[S]]:
        """Give states, in order; what is not known yet is read in as many questions as one."""
        known = {name: kept for name in names if (kept := self._kept.get(name)) is not None}
        unknown = [name for name in dict.fromkeys(names) if name not in known]
        known.update(zip(unknown, self.read_many(unknown) if unknown else (), strict=True))
        return [known[name] for name in names]

    def read(self, name: str) -> Loaded[S]:
        """Fold a state from the log and remember it, unless nothing stands there."""
        return self.read_many([name])[0]

    def read_many(self, names: Sequence[str]) -> list[Loaded[S]]:
        """Fold states from the log, in order, in as many questions as for one; remember them in the same way."""
        records = self._tags.records_of([self._fold.tag_of(name) for name in names])
        loaded = [self._fold.over(name, group) for name, group in zip(names, records, strict=True)]
        with self._lock:
            for name, one in zip(names, loaded, strict=True):
                kept = self._kept.get(name)
                if one.after > (0 if kept is None else kept.after):  # another thread may have read further meanwhile
                    self._kept[name] = one
        return loaded
