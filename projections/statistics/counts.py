"""Counts in one snapshot, each a question to the tables; shared by the statistics and the indicators."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any, get_args

from psycopg import Cursor

from domain.fact.events import CorrectionReason
from ledger.service.folds import FACT, LISTING
from ledger.service.records import RecordSource
from projections.build import live_build
from projections.casework import CaseworkProjection
from projections.reading import Reading
from projections.statements import statement
from projections.statistics.projection import StatisticsProjection

MAX_CHECKED = 500
"""Most listings, and most facts, whose display is computed to see whether what ended is still public."""
WRONG = frozenset(
    {
        "wrong_listing",
        "revoked_on_review",
        "revoked_by_court",
        "revoked_by_source",
        "held_void",
        "recorded_in_error",
        *get_args(CorrectionReason),
    }
)
"""Grounds that say that a listing should not have been: of its end, or of what took the last fact it rested on, a
correction to a lower tier among them."""


@dataclass(frozen=True, slots=True)
class Days:
    """How many days something took.

    Attributes:
        median: Half of the cases took so long or less; None where there was none.
        amount: How many cases there were.
    """

    median: float | None
    amount: int


@dataclass(frozen=True, slots=True)
class Check:
    """What ended by time and is shown all the same, which must be nothing.

    Attributes:
        found: How many of the records looked at are public.
        looked_at: How many records were looked at: those that ended last, up to ``MAX_CHECKED`` of each kind.
    """

    found: int
    looked_at: int


@dataclass(frozen=True, slots=True)
class Recalls:
    """What became of recalls.

    Attributes:
        ordered: How many were ordered.
        confirmed: How many the recipients confirmed.
        overdue: How many are not confirmed though their day has passed.
    """

    ordered: int
    confirmed: int
    overdue: int


class Counts:
    """The tables of one snapshot.

    Attributes:
        reading: States in the same snapshot.
        position: Leaves that both read models have applied.
    """

    def __init__(self, cursor: Cursor[Any], source: RecordSource, now: datetime) -> None:
        """Begin to count.

        Raises:
            ProjectionNotBuiltError: One of the read models does not exist yet.
        """
        self._cursor = cursor
        self._source = source
        self._casework, casework = live_build(cursor, CaseworkProjection)
        self._statistics, statistics = live_build(cursor, StatisticsProjection)
        self.position = min(casework, statistics)
        self.reading = Reading(cursor, source, now=now)

    @property
    def today(self) -> date:
        """The day for which is counted, Asia/Shanghai."""
        return self.reading.today

    def events(self) -> list[tuple[str, date, int]]:
        """Count events by topic and month of their entry."""
        return self._own("events")

    def parts(self, topic: str) -> Mapping[str, int]:
        """Count the events of a topic by their part."""
        return dict(self._own("parts", topic=topic))

    def subjects(self) -> Mapping[str, int]:
        """Count who is on record, by kind: ``ENT``, ``ORG``, ``SOLE``, ``NP``."""
        return dict(self._own("subjects"))

    def looks(self) -> tuple[int, int]:
        """Count the looks at what is not public, and those among them without a purpose."""
        ((looks, without),) = self._own("looks")
        return looks, without

    def units(self) -> frozenset[bytes]:
        """Name the bodies that looked with a purpose, by digest."""
        return frozenset(bytes(unit) for (unit,) in self._own("units"))

    def committed(self) -> frozenset[bytes]:
        """Name the public bodies that committed themselves, by digest."""
        return frozenset(bytes(body) for (body,) in self._own("committed"))

    def live_listings(self) -> Mapping[str, int]:
        """Count the listings that run today, by list."""
        return dict(self._of_casework("live_listings", today=self.today))

    def ended_listings(self) -> Mapping[str, int]:
        """Count the listings that ended, by ground."""
        return dict(self._of_casework("ended_listings", today=self.today))

    def removals(self) -> list[tuple[str, int | None]]:
        """Give ground and days of each removal: from the decision that it must be removed to its entry.

        Where a listing fell with the last of its facts, they are those of what took the fact. No days: nothing says
        when that was decided.
        """
        return self._of_casework("removals")

    def removal_days(self) -> Days:
        """Tell how long removals took."""
        return days_of([days for _, days in self.removals()])

    def wrong_listings(self) -> tuple[int, Days]:
        """Count the listings that should not have been, and tell how long their removal took."""
        found = [days for ground, days in self.removals() if ground in WRONG]
        return len(found), days_of(found)

    def notices(self) -> tuple[int, int]:
        """Count the bodies' own published listings, and those among them whose reply window was over when decided."""
        ((published, noticed),) = self._of_casework("notices")
        return published, noticed

    def outcomes(self, kind: str) -> Mapping[str, int]:
        """Count organisations' procedures of a kind by outcome; ``open`` while there is none."""
        return dict(self._of_casework("outcomes", kind=kind))

    def recalls(self) -> Recalls:
        """Count recalls."""
        ((ordered, confirmed, overdue),) = self._of_casework("recalls", today=self.today)
        return Recalls(ordered, confirmed, overdue)

    def expired_but_public(self) -> Check:
        """Compute how what ended by time is displayed now."""
        asked = {"today": self.today, "amount": MAX_CHECKED}
        listings = self.reading.each(LISTING, [name for (name,) in self._of_casework("over_listings", **asked)])
        places = sorted(position for (position,) in self._of_casework("over_facts", **asked))
        records = self._source.at(self._cursor, places, roles=())
        facts = self.reading.each(FACT, [record.jti for record in records.values()])
        shown = self.reading.shown
        displays = [*shown.displays_of_listings(listings), *shown.displays_of_facts(facts)]
        return Check(sum(one is not None and one.is_public for one in displays), len(displays))

    def _own(self, name: str, **asked: object) -> list[tuple[Any, ...]]:
        return self._cursor.execute(statement("projections.statistics", name, self._statistics), asked).fetchall()

    def _of_casework(self, name: str, **asked: object) -> list[tuple[Any, ...]]:
        return self._cursor.execute(statement("projections.statistics", name, self._casework), asked).fetchall()


def days_of(days: Iterable[int | None]) -> Days:
    """Give the median of those days that are known."""
    known = [one for one in days if one is not None]
    return Days(median(known) if known else None, len(known))
