"""Indicators (指标): those of the city's plan as far as the ledger can tell, and beside them how rights are kept.

Each value is a pair of counts and the size of the log at which they were taken, so that anybody with the log can
count again. None is about a person (INV-13).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from psycopg import Connection, Cursor

from domain.agency.state import AgencyState
from domain.measure.events import MeasureApplied
from domain.signer import AGENCY_PREFIX
from ledger.private_tags import TagKey
from ledger.service.folds import HOLDER, MEASURE
from ledger.service.records import RecordSource
from projections.bodies import enrolled_bodies
from projections.casework import Deadlines, count_deadlines
from projections.casework.folding import body_digest
from projections.plan import PLAN, Planned
from projections.snapshot import answer
from projections.statistics.counts import Counts


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it was counted.

    Attributes:
        numerator: How many.
        denominator: Of how many; None where it is a number and no share.
        size: Leaves that had been counted when it was taken.
        median_days: Where it is about time: the median in days; None where there was no case.
    """

    numerator: int
    denominator: int | None
    size: int
    median_days: float | None = None

    @property
    def percent(self) -> float | None:
        """The share in per cent, to one place; None where there is nothing to share."""
        return round(100 * self.numerator / self.denominator, 1) if self.denominator else None


@dataclass(frozen=True, slots=True)
class PlanIndicator:
    """One of the plan's ten.

    Attributes:
        planned: What the plan says, and why it has no value if it has none.
        value: Its value; None exactly where it is refused.
    """

    planned: Planned
    value: Value | None


@dataclass(frozen=True, slots=True)
class RightsIndicator:
    """How one right is kept (权利保障指标).

    Attributes:
        key: Its id.
        zh: Its name in Chinese.
        en: Its name in English.
        target: What it should be: ``100%``, ``0``, or empty where a lower number is better.
        value: Its value.
    """

    key: str
    zh: str
    en: str
    target: str
    value: Value


@dataclass(frozen=True, slots=True)
class Indicators:
    """All of them in one snapshot.

    Attributes:
        plan: The plan's ten, by number.
        rights: How rights are kept.
        today: The day for which they were counted, Asia/Shanghai.
        position: Leaves that the read models have applied.
        size: Leaves of the log.
    """

    plan: tuple[PlanIndicator, ...]
    rights: tuple[RightsIndicator, ...]
    today: date
    position: int
    size: int


def indicators(connection: Connection[Any], source: RecordSource, *, now: datetime) -> Indicators:
    """Compute every indicator.

    Args:
        connection: Outside a transaction.
        source: Where records are read.
        now: The instant for which they are computed, with a time zone.

    Raises:
        ProjectionNotBuiltError: A read model does not exist yet.
    """
    return answer(connection, lambda cursor: _indicators(cursor, source, now))


def _indicators(cursor: Cursor[Any], source: RecordSource, now: datetime) -> Indicators:
    counts = Counts(cursor, source, now)
    bodies = [one for one in enrolled_bodies(cursor, source, counts.reading) if one.is_open]
    plan = _Plan(counts, bodies, source.tag_key)
    return Indicators(
        plan=tuple(PlanIndicator(one, plan.value(one)) for one in PLAN),
        rights=_rights(counts, count_deadlines(cursor, source, now)),
        today=counts.today,
        position=counts.position,
        size=counts.reading.stop,
    )


class _Plan:
    """Values of the plan's indicators."""

    def __init__(self, counts: Counts, bodies: list[AgencyState], key: TagKey) -> None:
        self._counts = counts
        self._bodies = bodies
        self._key = key
        self._values: Mapping[int, Callable[[], tuple[int, int | None]]] = MappingProxyType(
            {
                1: lambda: self._of_bodies(counts.committed()),
                4: lambda: (counts.subjects().get("ENT", 0), None),
                5: lambda: (counts.subjects().get("NP", 0), None),
                6: self._connected,
                7: lambda: self._of_bodies(counts.units()),
                8: self._founded_measures,
            }
        )

    def value(self, planned: Planned) -> Value | None:
        if planned.refused is not None:
            return None
        numerator, denominator = self._values[planned.number]()
        return Value(numerator, denominator, self._counts.position)

    def _of_bodies(self, digests: frozenset[bytes]) -> tuple[int, int]:
        found = [one for one in self._bodies if body_digest(self._key, one.agency) in digests]
        return len(found), len(self._bodies)

    def _connected(self) -> tuple[int, int]:
        holders = [f"{AGENCY_PREFIX}{one.agency}" for one in self._bodies]
        states = self._counts.reading.each(HOLDER, holders)
        return sum(bool(one.current) for one in states), len(holders)

    def _founded_measures(self) -> tuple[int, int]:
        applied = self._counts.parts(MeasureApplied.TOPIC)
        return sum(n for part, n in applied.items() if self._is_listed(part)), sum(applied.values())

    def _is_listed(self, part: str) -> bool:
        measure, _, version = part.rpartition(":")
        found = self._counts.reading.at(MEASURE, measure).version(int(version))
        return found is not None and bool(found.legal_basis)


def _rights(counts: Counts, kept: Deadlines) -> tuple[RightsIndicator, ...]:
    size = counts.position
    objections = [one for one in kept.items if one.kind == "objection"]
    in_time = sum(one.in_time for one in objections)
    ended = in_time + sum(one.late + one.overdue for one in objections)
    published, noticed = counts.notices()
    check, recalls = counts.expired_but_public(), counts.recalls()
    looks, without = counts.looks()
    removed, (wrong, withdrawn) = counts.removal_days(), counts.wrong_listings()
    return (
        RightsIndicator(
            "notice-before-listing",
            "列入前履行告知程序",
            "Notices served before listing",
            "100%",
            Value(noticed, published, size),
        ),
        RightsIndicator(
            "objections-in-time",
            "异议按期答复",
            "Objections answered in time",
            "100%",
            Value(in_time, ended, size),
        ),
        RightsIndicator(
            "days-to-removal",
            "移出事由成立至移出的天数（中位数）",
            "Days from the ground of a removal to the removal, median",
            "",
            Value(removed.amount, None, size, removed.median),
        ),
        RightsIndicator(
            "expired-but-public",
            "期满仍在公示",
            "Expired and still public",
            "0",
            Value(check.found, check.looked_at, size),
        ),
        RightsIndicator(
            "looks-without-purpose",
            "无用途的查询",
            "Looks without a purpose",
            "0",
            Value(without, looks, size),
        ),
        RightsIndicator(
            "wrong-listings",
            "错误列入及其撤回天数（中位数）",
            "Wrong listings, and days to their withdrawal, median",
            "0",
            Value(wrong, published, size, withdrawn.median),
        ),
        RightsIndicator(
            "recalls-confirmed",
            "下游使用单位确认停止使用",
            "Recalls that recipients confirmed",
            "100%",
            Value(recalls.confirmed, recalls.ordered, size),
        ),
    )
