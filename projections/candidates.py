"""What time alone may have ended or breached: found in the read model and in what it has not read yet, bit by bit.

All clocks of the law turn at midnight in Shanghai. So the whole is walked through once a day, in pieces, and what
comes meanwhile is walked through the next day. Nothing that is found is trusted: whoever acts decides anew.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, Literal, NamedTuple

from psycopg import Cursor

from domain.calendar.refusals import CalendarUnannouncedError
from domain.case.events import CaseDecided, CaseEscalated, CaseFiled
from domain.case.mending import Contested, Record, is_won
from domain.case.state import CaseState
from domain.clock.decide import publicity_end_due, unsaid
from domain.fact.events import FactRecorded
from domain.listing.events import CourtListMirrored, ListingPublished
from domain.repair.events import RepairApplied
from domain.repair.state import RepairState
from ledger.service.folds import CASE, FACT, LISTING, REPAIR
from ledger.service.records import Record as Entry
from ledger.service.records import RecordSource
from projections.build import live_build
from projections.casework.procedure import Procedure
from projections.casework.projection import CaseworkProjection
from projections.errors import ProjectionNotBuiltError
from projections.projection import Projection
from projections.public_list import PublicListProjection
from projections.reading import Reading
from projections.statements import statement

Source = Literal["cases", "listings", "facts", "licences", "tail"]
Kind = Literal["case", "listing", "fact"]

SOURCES: tuple[Source, ...] = ("cases", "listings", "facts", "licences", "tail")
_TAIL = 10
"""How many leaves of the log's tail are read for each candidate that may be found in it."""


class Candidate(NamedTuple):
    """A record about which something may have to be said.

    Attributes:
        kind: A case or application, a listing, or a fact.
        name: Its id.
    """

    kind: Kind
    name: str


@dataclass(slots=True)
class Walk:
    """How far a day's walk has come.

    Attributes:
        day: The day, Asia/Shanghai.
        after: By source, the last position looked at.
        done: Sources that were walked through.
    """

    day: date
    after: dict[Source, int] = field(default_factory=lambda: dict.fromkeys(SOURCES, -1))
    done: frozenset[Source] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """What one piece of the walk found.

    Attributes:
        candidates: Records about which something is due.
        looked_at: How many records were looked at.
        unannounced_years: Years whose working days are not announced, so that deadlines could not be told.
        walk: How far the walk has come with it.
    """

    candidates: tuple[Candidate, ...]
    looked_at: int
    unannounced_years: frozenset[int]
    walk: Walk


class Search:
    """One piece of the walk, in one snapshot."""

    def __init__(self, cursor: Cursor[Any], source: RecordSource, *, now: datetime, limit: int) -> None:
        """Begin to look.

        Args:
            cursor: In a snapshot.
            source: Where records are read.
            now: The instant for which clocks are computed, with a time zone.
            limit: Most records looked at of each source.
        """
        self._cursor = cursor
        self._source = source
        self._limit = limit
        self._reading = Reading(cursor, source, now=now)
        self._years: set[int] = set()
        self._found: list[Candidate] = []
        self._looked_at = 0
        casework, public = self._built(CaseworkProjection), self._built(PublicListProjection)
        self._builds = {**dict.fromkeys(SOURCES, casework), "licences": public}
        self._position = min(0 if one is None else one[1] for one in (casework, public))

    def run(self, walk: Walk) -> Found:
        """Go on with a walk; it begins anew on another day."""
        before = walk if walk.day == self._reading.today else Walk(self._reading.today)
        after, done = dict(before.after), set(before.done)
        for one in SOURCES:
            if one == "tail" or one not in done:
                after[one], is_last = self._step(one, after[one])
                (done.add if is_last else done.discard)(one)
        walked = Walk(before.day, after, frozenset(done))
        return Found(tuple(dict.fromkeys(self._found)), self._looked_at, frozenset(self._years), walked)

    def _step(self, one: Source, after: int) -> tuple[int, bool]:
        """Look at a piece of one source; give its last position, and whether nothing is left."""
        if one == "tail":
            return self._tail(after)
        rows = self._rows(one, after)
        self._looked_at += len(rows)
        if one == "cases":
            self._cases(rows)
        elif one == "listings":
            self._listings([str(name) for _, name in rows])
        else:
            records = self._source.at(self._cursor, [position for (position,) in rows], roles=())
            self._facts([record.jti for record in records.values()])
        return int(rows[-1][0]) if rows else after, len(rows) < self._limit

    def _built(self, projection: type[Projection]) -> tuple[int, int] | None:
        try:
            return live_build(self._cursor, projection)
        except ProjectionNotBuiltError:
            return None

    def _rows(self, one: Source, after: int) -> list[tuple[Any, ...]]:
        built = self._builds[one]
        if built is None:
            return []
        asked = {"after": after, "today": self._reading.today, "amount": self._limit}
        return self._cursor.execute(statement("projections.casework", f"clock_{one}", built[0]), asked).fetchall()

    def _cases(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Fold only what may be due by its days in plain."""
        self._states_of_cases([name for _, name, *plain in rows if self._may_be_due(*plain)])

    def _may_be_due(self, said: int, is_owed: bool, *plain: Any) -> bool:
        """Whoever took a case further had a deadline before that, which the read model does not keep.

        Whether the body of a record that was found wrong is late is told by the state of the record.
        """
        procedure = Procedure(*plain)
        law, today = self._reading.law, self._reading.today
        is_certain = is_owed or procedure.escalated_on is not None
        return is_certain or self._count(lambda: procedure.may_have_missed(law, today)) > said

    def _states_of_cases(self, names: Sequence[str]) -> None:
        """Find the cases and applications that missed a deadline of which nothing is on record."""
        cases = self._reading.each(CASE, names)
        repairs = self._reading.each(REPAIR, names)
        records = self._records(one for one in cases if is_won(one))
        for case, repair in zip(cases, repairs, strict=True):
            state = repair if case.filed_at is None else case
            about = records.get(state.case)
            if state.subject is not None and self._count(partial(self._is_unsaid, state, about)):
                self._found.append(Candidate("case", state.case))

    def _records(self, cases: Iterable[CaseState]) -> Mapping[str, Contested]:
        """Fold the records of cases that subjects won, and tell how they stand, by case."""
        facts: dict[str, str] = {}
        listings: dict[str, str] = {}
        for one in cases:
            (facts if one.target_kind == "fact" else listings)[one.case] = one.target
        of_facts = self._reading.each(FACT, list(facts.values()))
        of_listings = self._reading.each(LISTING, list(listings.values()))
        records: list[Record] = [*of_facts, *of_listings]
        return dict(zip((*facts, *listings), self._reading.shown.contested(records), strict=True))

    def _is_unsaid(self, state: CaseState | RepairState, about: Contested | None) -> bool:
        passed = unsaid(state, self._reading.law, self._reading.today, about=about)
        return next(passed, None) is not None

    def _count(self, missed: Callable[[], int]) -> int:
        """Count missed deadlines: none where a calendar is missing, whose year is noted."""
        try:
            return missed()
        except CalendarUnannouncedError as error:
            self._years.add(int(str(error.params["year"])))
            return 0

    def _listings(self, names: Sequence[str]) -> None:
        states = self._reading.each(LISTING, names)
        for state, display in zip(states, self._reading.shown.displays_of_listings(states), strict=True):
            if publicity_end_due(state, display) is not None:
                self._found.append(Candidate("listing", state.listing))

    def _facts(self, names: Sequence[str]) -> None:
        states = self._reading.each(FACT, names)
        for state, display in zip(states, self._reading.shown.displays_of_facts(states), strict=True):
            if display is not None and publicity_end_due(state, display) is not None:
                self._found.append(Candidate("fact", state.jti))

    def _tail(self, after: int) -> tuple[int, bool]:
        """Look at what the read model has not read yet, because it lags, stopped, or was never built."""
        start = max(self._position, after + 1)
        stop = min(start + _TAIL * self._limit, self._reading.stop)
        records = list(self._source.read(self._cursor, start, stop, roles=())) if start < stop else []
        named = _named(records)
        self._looked_at += sum(map(len, named.values()))
        self._states_of_cases(named["case"])
        self._listings(named["listing"])
        self._facts(named["fact"])
        return max(after, stop - 1), stop >= self._reading.stop


def _named(records: Iterable[Entry]) -> Mapping[Kind, list[str]]:
    """Name what some entries are about, each once."""
    found: dict[Kind, dict[str, None]] = {"case": {}, "listing": {}, "fact": {}}
    for record in records:
        if record.topic in {CaseFiled.TOPIC, CaseEscalated.TOPIC, CaseDecided.TOPIC, RepairApplied.TOPIC}:
            found["case"][record.claims["case"]] = None
        elif record.topic in {ListingPublished.TOPIC, CourtListMirrored.TOPIC}:
            found["listing"][record.claims["listing"]] = None
        elif record.topic == FactRecorded.TOPIC:
            found["fact"][record.jti] = None
    return {kind: list(names) for kind, names in found.items()}
