"""Statistics for everybody (公开统计): how many, never who; bodies may be compared, persons never (INV-13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from psycopg import Connection

from domain.fact.events import FactRecorded
from ledger.service.records import RecordSource
from projections.snapshot import answer
from projections.statistics.counts import Check, Counts, Days, Recalls


@dataclass(frozen=True, slots=True)
class Monthly:
    """Events of one topic in one month.

    Attributes:
        topic: The topic.
        month: Its first day, by the entry's day in Shanghai.
        amount: How many.
    """

    topic: str
    month: date
    amount: int


@dataclass(frozen=True, slots=True)
class Named:
    """A number of something that has a name.

    Attributes:
        id: Id of the catalogue item or list.
        name: Its newest name; empty if there is none.
        amount: How many.
    """

    id: str
    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is counted for everybody.

    Attributes:
        events: Events by topic and month, ascending.
        facts: Facts recorded, by catalogue item (目录事项).
        listings: Listings that run today, by list (名单).
        removals: Listings that ended, by ground (移出事由); ``expired``: by time.
        objections: Organisations' objections (异议) by outcome; ``open`` while there is none.
        repairs: Organisations' applications for repair (信用修复) by outcome: ``granted``, ``refused``, ``partly``,
            ``open``.
        removal_days: Days from the decision that a listing must be removed to its removal; what ends by time ends at
            midnight of its day and is not among them.
        expired_but_public: What ended by time and is shown all the same; must be nothing.
        recalls: What became of recalls.
        today: The day for which it was counted, Asia/Shanghai.
        position: Leaves that the read models have applied.
        size: Leaves of the log.
    """

    events: tuple[Monthly, ...]
    facts: tuple[Named, ...]
    listings: tuple[Named, ...]
    removals: Mapping[str, int]
    objections: Mapping[str, int]
    repairs: Mapping[str, int]
    removal_days: Days
    expired_but_public: Check
    recalls: Recalls
    today: date
    position: int
    size: int


def statistics(connection: Connection[Any], source: RecordSource, *, now: datetime) -> Statistics:
    """Count what everybody may know.

    Args:
        connection: Outside a transaction.
        source: Where records are read.
        now: The instant for which is counted, with a time zone.

    Raises:
        ProjectionNotBuiltError: A read model does not exist yet.
    """
    return answer(connection, lambda cursor: _statistics(Counts(cursor, source, now)))


def _statistics(counts: Counts) -> Statistics:
    return Statistics(
        events=tuple(Monthly(*row) for row in counts.events()),
        facts=tuple(Named(item, _item_name(counts, item), n) for item, n in counts.parts(FactRecorded.TOPIC).items()),
        listings=tuple(Named(name, _list_name(counts, name), n) for name, n in counts.live_listings().items()),
        removals=counts.ended_listings(),
        objections=counts.outcomes("objection"),
        repairs=counts.outcomes("repair"),
        removal_days=counts.removal_days(),
        expired_but_public=counts.expired_but_public(),
        recalls=counts.recalls(),
        today=counts.today,
        position=counts.position,
        size=counts.reading.stop,
    )


def _item_name(counts: Counts, item: str) -> str:
    latest = counts.reading.item(item).latest
    return "" if latest is None else latest.name


def _list_name(counts: Counts, name: str) -> str:
    latest = counts.reading.list_definition(name).latest
    return "" if latest is None else latest.name
