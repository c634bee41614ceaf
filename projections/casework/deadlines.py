"""How bodies keep their deadlines (办理时限统计): counts for everybody, over organisations' procedures only.

Counted are bodies, never subjects; bodies may be compared (INV-13 is about natural persons). What is counted is how
the read model knows it, and ``position`` says how far it has read.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from psycopg import Connection, Cursor

from domain.agency.state import AgencyState
from ledger.service.records import RecordSource
from projections.bodies import enrolled_bodies
from projections.build import live_build
from projections.casework.folding import body_digest
from projections.casework.procedure import Procedure, ProcedureKind
from projections.casework.projection import CaseworkProjection
from projections.casework.tasks import Clock
from projections.reading import Reading
from projections.snapshot import answer
from projections.statements import statement


@dataclass(frozen=True, slots=True)
class Kept:
    """How one body kept the deadlines of one kind of procedure.

    Attributes:
        agency: Its code; empty where nobody has taken the procedure up and several bodies may.
        name: Its name.
        kind: Objection (异议), complaint (投诉) or repair (信用修复).
        filed: How many were filed; the five numbers below add up to it.
        in_time: Decided by their last day.
        late: Decided after it.
        overdue: Open after it.
        open: Open, and in time.
        unknown: Without a last day: no rule sets one, or the working days of a year are not announced.
    """

    agency: str
    name: str
    kind: ProcedureKind
    filed: int
    in_time: int
    late: int
    overdue: int
    open: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How all bodies kept their deadlines.

    Attributes:
        items: By agency and kind; only those with procedures.
        today: The day for which it was computed, Asia/Shanghai.
        unannounced_years: Years whose working days are missing, so that some deadlines cannot be told.
        position: Leaves that the read model has applied.
        size: Leaves of the log.
    """

    items: tuple[Kept, ...]
    today: date
    unannounced_years: tuple[int, ...]
    position: int
    size: int


def deadlines(connection: Connection[Any], source: RecordSource, *, now: datetime) -> Deadlines:
    """Count how bodies keep their deadlines.

    An objection or a complaint is counted for the credit centre that took it up or decided it, an application for
    repair for each body whose records it is about.

    Args:
        connection: Outside a transaction.
        source: Where records are read.
        now: The instant for which deadlines are computed, with a time zone.

    Raises:
        ProjectionNotBuiltError: The read model does not exist yet.
    """
    return answer(connection, lambda cursor: count_deadlines(cursor, source, now))


def count_deadlines(cursor: Cursor[Any], source: RecordSource, now: datetime) -> Deadlines:
    """Count as ``deadlines`` does, in the caller's snapshot."""
    return _Count(cursor, source, now).answer()


class _Group(NamedTuple):
    """Procedures that have everything in common that a deadline hangs on."""

    procedure: Procedure
    handled_by: str | None
    body: bytes | None
    amount: int


class _Count:
    """One count in one snapshot."""

    def __init__(self, cursor: Cursor[Any], source: RecordSource, now: datetime) -> None:
        self._cursor = cursor
        self._build, self._position = live_build(cursor, CaseworkProjection)
        self._reading = Reading(cursor, source, now=now)
        bodies = enrolled_bodies(cursor, source, self._reading)
        self._names = {one.agency: one.name for one in bodies}
        self._codes = {body_digest(source.tag_key, one.agency): one.agency for one in bodies}
        self._centre = _only_centre(bodies)
        self._missing: set[int] = set()

    def answer(self) -> Deadlines:
        counts: dict[tuple[str, ProcedureKind], Counter[str]] = {}
        for group in self._groups():
            count = counts.setdefault((self._agency(group), group.procedure.kind), Counter())
            count[self._outcome(group)] += group.amount
        rows = (self._kept(agency, kind, counts[agency, kind]) for agency, kind in sorted(counts))
        years = tuple(sorted(self._missing))
        return Deadlines(tuple(rows), self._reading.today, years, self._position, self._reading.stop)

    def _groups(self) -> Iterator[_Group]:
        asked = {"calendars": list(self._reading.law.days.positions)}
        rows = self._cursor.execute(statement("projections.casework", "deadlines", self._build), asked).fetchall()
        width = len(Procedure._fields)
        return (_Group(Procedure(*row[:width]), *row[width:]) for row in rows)

    def _agency(self, group: _Group) -> str:
        if group.procedure.kind == "repair":
            return self._codes.get(bytes(group.body or b""), "")
        return group.handled_by or self._centre

    def _outcome(self, group: _Group) -> str:
        procedure = group.procedure
        clock = Clock.read(lambda: procedure.due(self._reading.law, self._reading.today))
        if clock.unannounced_year is not None:
            self._missing.add(clock.unannounced_year)
        if clock.deadline is None:
            return "unknown"
        if procedure.decided_on is not None:
            return "late" if procedure.decided_on > clock.deadline.day else "in_time"
        return "overdue" if self._reading.today > clock.deadline.day else "open"

    def _kept(self, agency: str, kind: ProcedureKind, count: Counter[str]) -> Kept:
        return Kept(
            agency=agency,
            name=self._names.get(agency, ""),
            kind=kind,
            filed=count.total(),
            in_time=count["in_time"],
            late=count["late"],
            overdue=count["overdue"],
            open=count["open"],
            unknown=count["unknown"],
        )


def _only_centre(bodies: list[AgencyState]) -> str:
    centres = [one.agency for one in bodies if one.is_open and "credit_centre" in one.roles]
    return centres[0] if len(centres) == 1 else ""
