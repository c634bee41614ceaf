"""Recalls that wait for their recipients: found in the read model and in what it has not read yet, bit by bit.

The log grows at its end only, so that one walk finds every recall once. Nothing that is found is trusted: whoever
sends folds the recall again, and whoever says that it was delivered decides anew.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from psycopg import Cursor

from domain.disclosure.events import RecallOrdered
from domain.disclosure.state import RecallState
from ledger.service.folds import RECALL
from ledger.service.records import RecordSource
from projections.build import live_build
from projections.casework.folding import body_digest
from projections.casework.projection import CaseworkProjection
from projections.errors import ProjectionNotBuiltError
from projections.reading import Reading
from projections.statements import statement


class Found(NamedTuple):
    """What one piece of the walk found.

    Attributes:
        recalls: Those that wait for one of the units.
        after: Last position walked over.
        is_last: Whether the walk is at the end of the log.
    """

    recalls: tuple[RecallState, ...]
    after: int
    is_last: bool


class RecallSearch:
    """One piece of the walk, in one snapshot."""

    def __init__(self, cursor: Cursor[Any], source: RecordSource, *, now: datetime, limit: int) -> None:
        """Begin to look.

        Args:
            cursor: In a snapshot.
            source: Where records are read.
            now: The present instant, with a time zone.
            limit: Most recalls looked at.
        """
        self._cursor = cursor
        self._source = source
        self._limit = limit
        self._reading = Reading(cursor, source, now=now)

    def walk(self, after: int, units: Collection[str]) -> Found:
        """Go on with a walk.

        Args:
            after: Last position walked over; -1: none.
            units: Codes of recipients that can be reached.
        """
        build, read = self._built()
        names, reached = self._in_read_model(build, after, units) if after < read - 1 else ([], after)
        if len(names) < self._limit:
            start = max(reached, read - 1) + 1
            more, reached = self._in_tail(start, self._limit - len(names))
            names += more
        waiting = tuple(one for one in self.open_ones(names) if one.unit in units)
        return Found(waiting, reached, reached >= self._reading.stop - 1)

    def open_ones(self, names: Sequence[str]) -> list[RecallState]:
        """Fold recalls; give those that wait."""
        return [one for one in self._reading.each(RECALL, names) if is_waiting(one)]

    def _built(self) -> tuple[int, int]:
        """Name the live build and the first leaf that it has not read; where there is none, it has read nothing."""
        try:
            return live_build(self._cursor, CaseworkProjection)
        except ProjectionNotBuiltError:
            return 0, 0

    def _in_read_model(self, build: int, after: int, units: Collection[str]) -> tuple[list[str], int]:
        bodies = [body_digest(self._source.tag_key, unit) for unit in units]
        asked = {"bodies": bodies, "after": after, "amount": self._limit}
        found = statement("projections.casework", "courier_recalls", build)
        rows = self._cursor.execute(found, asked).fetchall()
        return [name for _, name in rows], int(rows[-1][0]) if rows else after

    def _in_tail(self, start: int, amount: int) -> tuple[list[str], int]:
        stop = self._reading.stop
        asked = {"topic": RecallOrdered.TOPIC, "start": start, "stop": stop, "amount": amount}
        rows = self._cursor.execute(statement("projections", "positions_of_topic"), asked).fetchall()
        positions = [int(position) for (position,) in rows]
        records = self._source.at(self._cursor, positions, roles=())
        reached = positions[-1] if len(positions) == amount else stop - 1
        return [records[position].jti for position in positions], reached


def is_waiting(recall: RecallState) -> bool:
    """Tell whether a recipient has to be told: it is known, was not told, and has not confirmed."""
    return bool(recall.unit) and recall.delivered_at is None and recall.confirmed_at is None
