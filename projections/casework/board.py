"""The board of a body (办件看板): everything that waits for it, the most urgent first.

The read model names candidates. How each stands, and by when it is due, is folded and computed in the snapshot of the
answer: what was decided a moment ago is not on the board, even if the read model stands far behind; what was filed a
moment ago may still be missing, and ``position`` says how far it has read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, cast

from psycopg import Connection, Cursor

from domain.case.due import due_by
from domain.case.mending import is_mended, is_won, mend_due
from domain.case.state import CaseState
from domain.disclosure.state import RecallState
from domain.fact.state import FactState
from domain.listing.state import ListingState
from domain.repair.due import acceptance_due, decision_due
from domain.repair.state import RepairState
from domain.signer import AGENCY_PREFIX
from ledger.service.folds import AGENCY, CASE, LISTING, RECALL, REPAIR
from ledger.service.records import RecordSource
from projections.build import live_build
from projections.casework.folding import body_digest
from projections.casework.projection import CaseworkProjection
from projections.casework.tasks import NO_CLOCK, Clock, MatterKind, Task, TaskKind, task_of
from projections.reading import Reading
from projections.snapshot import answer
from projections.statements import statement

MAX_LIMIT = 200
_PACKAGE = "projections.casework"
_HANDLED_HERE = frozenset({"objection", "complaint"})
_Key = tuple[date, int, str]


@dataclass(frozen=True, slots=True)
class Board:
    """A part of what waits for a body, by the day on which it is due; what has no day comes last.

    Attributes:
        agency: Code of the body.
        tasks: At most as many as were asked for.
        next_after: Where the next page begins; None: this is the last.
        overdue: How many of all its tasks are overdue.
        total: How many tasks it has.
        position: Leaves that the read model has applied; what was filed later may be missing.
        size: Leaves of the log that the tasks were checked against.
    """

    agency: str
    tasks: tuple[Task, ...]
    next_after: str | None
    overdue: int
    total: int
    position: int
    size: int


def board(
    connection: Connection[Any],
    source: RecordSource,
    agency: str,
    *,
    now: datetime,
    after: str | None = None,
    limit: int = 50,
) -> Board:
    """Give what waits for a body; only that body may see it, and whoever answers checks who asks.

    Args:
        connection: Outside a transaction.
        source: Where records are read.
        agency: Code of the body.
        now: The instant for which deadlines are computed, with a time zone.
        after: ``next_after`` of the page before; None: the most urgent.
        limit: Most tasks, 1 to 200.

    Raises:
        ValueError: The limit is out of range, or ``after`` is none of this board's.
        ProjectionNotBuiltError: The read model does not exist yet.
    """
    if not 1 <= limit <= MAX_LIMIT:
        raise ValueError(f"limit must be 1 to {MAX_LIMIT}")
    start = None if after is None else _key_of(after)
    return answer(connection, lambda cursor: _Question(cursor, source, agency, now).answer(start, limit))


def _key(task: Task) -> _Key:
    return task.due_on or date.max, task.position, task.kind


def _spell(key: _Key) -> str:
    return f"{key[0].isoformat()}.{key[1]}.{key[2]}"


def _key_of(text: str) -> _Key:
    day, _, rest = text.partition(".")
    position, _, kind = rest.partition(".")
    try:
        key = date.fromisoformat(day), int(position), kind
    except ValueError as error:
        raise ValueError("no place on a board") from error
    if _spell(key) != text:
        raise ValueError("no place on a board")
    return key


class _Question:
    """One question in one snapshot."""

    def __init__(self, cursor: Cursor[Any], source: RecordSource, agency: str, now: datetime) -> None:
        self._cursor = cursor
        self._agency = agency
        self._iss = f"{AGENCY_PREFIX}{agency}"
        self._body = body_digest(source.tag_key, agency)
        self._build, self._position = live_build(cursor, CaseworkProjection)
        self._reading = Reading(cursor, source, now=now)
        self._today = self._reading.today
        self._law = self._reading.law
        self._is_centre = "credit_centre" in self._reading.at(AGENCY, agency).roles

    def answer(self, start: _Key | None, limit: int) -> Board:
        tasks = sorted([*self._of_cases(), *self._of_listings(), *self._of_recalls()], key=_key)
        rest = tasks if start is None else [one for one in tasks if _key(one) > start]
        return Board(
            agency=self._agency,
            tasks=tuple(rest[:limit]),
            next_after=_spell(_key(rest[limit - 1])) if len(rest) > limit else None,
            overdue=sum(one.is_overdue for one in tasks),
            total=len(tasks),
            position=self._position,
            size=self._reading.stop,
        )

    def _rows(self, name: str) -> list[tuple[Any, ...]]:
        asked = {"agency": self._agency, "body": self._body, "is_centre": self._is_centre, "today": self._today}
        return self._cursor.execute(statement(_PACKAGE, name, self._build), asked).fetchall()

    def _task(
        self,
        kind: TaskKind,
        matter: MatterKind,
        name: str,
        position: int | None,
        since: date | None,
        clock: Clock = NO_CLOCK,
    ) -> Task:
        return task_of(kind, matter, name, position or 0, since, clock, self._today)

    def _of_cases(self) -> Iterator[Task]:
        rows = self._rows("board_cases")
        cases = [(name, is_own) for name, kind, is_own in rows if kind != "repair"]
        states = self._reading.each(CASE, [name for name, _ in cases])
        for (_, is_own), case in zip(cases, states, strict=True):
            if case.subject is not None:
                yield from self._of_case(case, is_own=is_own)
        owed = [case for (_, is_own), case in zip(cases, states, strict=True) if is_own and is_won(case)]
        yield from self._owed(owed)
        yield from self._of_repairs(self._reading.each(REPAIR, [name for name, kind, _ in rows if kind == "repair"]))

    def _of_case(self, case: CaseState, *, is_own: bool) -> Iterator[Task]:
        if not case.is_open:
            return
        matter = cast("MatterKind", case.kind)
        clock = Clock.read(lambda: due_by(case, self._law, self._today))
        since = case.escalated_on or case.filed_on
        if case.kind not in _HANDLED_HERE:
            if is_own:
                yield self._task("decide", matter, case.case, case.filed_at, since, clock)
            return
        if self._is_centre:
            kind: TaskKind = "accept" if case.accepted_on is None else "decide"
            yield self._task(kind, matter, case.case, case.filed_at, since, clock)
        if is_own and not case.finding:
            yield self._task("answer", matter, case.case, case.filed_at, since, clock)

    def _owed(self, cases: Sequence[CaseState]) -> Iterator[Task]:
        """What was found wrong stands until its body has corrected, withdrawn or revoked it (第四十条)."""
        facts = self._reading.shown.facts(one.target for one in cases if one.target_kind == "fact")
        listings = self._listings([one.target for one in cases if one.target_kind == "listing"])
        records: dict[str, FactState | ListingState] = {**facts, **listings}
        known = [one for one in cases if one.target in records]
        shown = self._reading.shown.contested([records[one.target] for one in known])
        for case, about in zip(known, shown, strict=True):
            if not is_mended(case, about):
                clock = Clock.read(partial(mend_due, case, self._law))
                matter = cast("MatterKind", case.kind)
                yield self._task("revoke", matter, case.case, case.filed_at, case.decided_on, clock)

    def _listings(self, ids: Sequence[str]) -> dict[str, ListingState]:
        return dict(zip(ids, self._reading.each(LISTING, ids), strict=True))

    def _of_repairs(self, repairs: Sequence[RepairState]) -> Iterator[Task]:
        names = [one.partition(":")[::2] for repair in repairs for one in repair.pending]
        facts = self._reading.shown.facts(name for kind, name in names if kind == "fact")
        listings = self._listings(list(dict.fromkeys(name for kind, name in names if kind == "listing")))
        records: dict[str, FactState | ListingState] = {**facts, **listings}
        for repair in repairs:
            own = [one for one in repair.pending if records[one.partition(":")[2]].iss == self._iss]
            if own:
                yield self._of_repair(repair)

    def _of_repair(self, repair: RepairState) -> Task:
        accepted = [day for iss, day in repair.accepted_by if iss == self._iss]
        if accepted:
            clock = Clock.read(lambda: decision_due(repair, self._law))
            return self._task("repair-decide", "repair", repair.case, repair.filed_at, accepted[0], clock)
        clock = Clock.read(lambda: acceptance_due(repair, self._law))
        return self._task("repair-accept", "repair", repair.case, repair.filed_at, repair.filed_on, clock)

    def _of_listings(self) -> Iterator[Task]:
        for state in self._reading.each(LISTING, [name for (name,) in self._rows("board_listings")]):
            if state.ended_at is not None or state.published_at is not None or state.subject is None:
                continue
            if state.decided_at is not None:
                yield self._task("listing-publish", "listing", state.listing, state.noticed_at, state.decided_on)
            elif state.hearing_since is not None:
                yield self._task("listing-hear", "listing", state.listing, state.noticed_at, state.hearing_since)
            elif state.waived_on is not None or self._is_over(state.reply_until):
                since = state.waived_on or state.reply_until
                yield self._task("listing-decide", "listing", state.listing, state.noticed_at, since)

    def _is_over(self, last: date | None) -> bool:
        return last is not None and last < self._today

    def _of_recalls(self) -> Iterator[Task]:
        for recall in self._reading.each(RECALL, [name for (name,) in self._rows("board_recalls")]):
            if recall.confirmed_at is None and recall.unit == self._agency and recall.due_on is not None:
                yield _recall_task(recall, recall.due_on, self._today)


def _recall_task(recall: RecallState, due: date, today: date) -> Task:
    return Task(
        kind="recall",
        matter="recall",
        id=recall.jti,
        position=recall.ordered_at or 0,
        since=None,
        due_on=due,
        days_left=(due - today).days,
        rule="",
        source="",
        article=None,
        is_overdue=today > due,
        unannounced_year=None,
        delivered_on=recall.delivered_on,
    )
