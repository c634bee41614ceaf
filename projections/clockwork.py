"""The clock worker: it has the platform say what the passing of time means (INV-7, INV-9).

Nothing that anybody sees waits for it: ends and breaches are computed when somebody asks. What it says stands in the
log for those who read the log. Every act is decided anew by `ledger.service.clockwork` and appended on condition that
nothing new came in between; so the worker may die, repeat, come late or run twice, and nothing is said twice.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Protocol

import structlog
from psycopg import Connection

from domain.refusal import Refusal
from ledger.postgres.connect import connect
from ledger.service.acts import Recorded
from ledger.service.errors import DecisionContestedError
from ledger.service.ledger import Ledger
from projections.candidates import SOURCES, Candidate, Kind, Search, Walk
from projections.grower import Connect
from projections.snapshot import answer
from projections.statements import statement

LIMIT = 200
"""Most records looked at of each source in one pass."""

_MOST: Mapping[Kind, int] = {"case": 8, "listing": 1, "fact": 1}
"""Most events said about one record in one pass: a procedure may have missed several deadlines."""

_log = structlog.get_logger(__name__)


class Clockwork(Protocol):
    """Says in the platform's name what is due about one record; None where nothing is."""

    def breach(self, case: str) -> Recorded | None:
        """Say of one deadline that it passed."""
        ...

    def end_of_fact(self, jti: str) -> Recorded | None:
        """Say that the publicity of a fact is over."""
        ...

    def end_of_listing(self, listing: str) -> Recorded | None:
        """Say that the publicity of a listing is over."""
        ...


@dataclass(frozen=True, slots=True)
class WorkDone:
    """What one pass did; numbers only.

    Attributes:
        is_leader: Whether it was this worker's turn; if not, another one is at it and nothing was done here.
        looked_at: Records looked at.
        breaches: Breaches of deadlines said.
        listings: Ends of listings said.
        facts: Ends of facts said.
        left: Records left for a later day, because what is decided about them kept changing or was refused.
        unannounced_years: Years whose working days are not announced; cases that need them were passed over.
        is_more: Whether the day's walk goes on with the next pass.
    """

    is_leader: bool = False
    looked_at: int = 0
    breaches: int = 0
    listings: int = 0
    facts: int = 0
    left: int = 0
    unannounced_years: tuple[int, ...] = ()
    is_more: bool = False

    @property
    def said(self) -> int:
        """How many events were appended."""
        return self.breaches + self.listings + self.facts


class ClockWorker:
    """Finds what is due and has it said, a bounded piece in each pass; one of all processes at a time."""

    def __init__(
        self, ledger: Ledger, *, clockwork: Clockwork | None = None, opened: Connect | None = None, limit: int = LIMIT
    ) -> None:
        """Use a ledger; nothing runs before `run_once`.

        Args:
            ledger: Open.
            clockwork: Says what is due; by default the ledger's own.
            opened: Opens a connection in autocommit mode; by default one to the ledger's database.
            limit: Most records looked at of each source in one pass.
        """
        self._source = ledger.source
        self._clockwork: Clockwork = clockwork or ledger.clockwork
        self._connect: Connect = opened or partial(connect, ledger.dsn, ledger.settings.db_schema, autocommit=True)
        self._limit = limit
        self._walk = Walk(date.min)
        self._told_years: set[int] = set()

    def run_once(self, now: datetime) -> WorkDone:
        """Look at the next piece of the day's walk and say what is due in it.

        Args:
            now: The instant for which clocks are computed, with a time zone; what is said is decided by the ledger's
                own clock.

        Raises:
            psycopg.Error: The database went away; the next pass goes on.
            LogError: Nothing can be recorded.
        """
        with self._connect() as connection:
            return self._pass(connection, now) if self._leads(connection) else WorkDone()

    def _leads(self, connection: Connection[Any]) -> bool:
        """Take the lead for as long as the connection lives, unless another worker has it."""
        row = connection.execute(statement("projections", "lead_clock")).fetchone()
        return row is not None and bool(row[0])

    def _pass(self, connection: Connection[Any], now: datetime) -> WorkDone:
        source, limit, walk = self._source, self._limit, self._walk
        found = answer(connection, lambda cursor: Search(cursor, source, now=now, limit=limit).run(walk))
        self._tell(found.unannounced_years)
        said = Counter(kind for one in found.candidates for kind in self._say(one))
        self._walk = found.walk
        done = WorkDone(
            is_leader=True,
            looked_at=found.looked_at,
            breaches=said["case"],
            listings=said["listing"],
            facts=said["fact"],
            left=said["left"],
            unannounced_years=tuple(sorted(found.unannounced_years)),
            is_more=not found.walk.done.issuperset(SOURCES),
        )
        if done.said or done.left:
            _log.info("clock-pass", breaches=done.breaches, listings=done.listings, facts=done.facts, left=done.left)
        return done

    def _say(self, candidate: Candidate) -> Iterator[str]:
        """Have everything said about one record: give its kind for each event, and ``left`` if the rest has to wait."""
        acts = {
            "case": self._clockwork.breach,
            "listing": self._clockwork.end_of_listing,
            "fact": self._clockwork.end_of_fact,
        }
        try:
            for _ in range(_MOST[candidate.kind]):
                if acts[candidate.kind](candidate.name) is None:
                    return
                yield candidate.kind
        except (DecisionContestedError, Refusal) as error:
            _log.warning("clock-left", kind=candidate.kind, reason=error.code)
            yield "left"

    def _tell(self, years: frozenset[int]) -> None:
        """Report a missing calendar, each year once."""
        for year in sorted(years - self._told_years):
            _log.error("calendar-unannounced", year=year)
        self._told_years = set(years)
