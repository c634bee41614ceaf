"""The public bodies that take part, as one snapshot of the log knows them."""

from typing import Any

from psycopg import Cursor

from domain.agency.events import AgencyEnrolled
from domain.agency.state import AgencyState
from ledger.service.folds import AGENCY
from ledger.service.records import RecordSource
from ledger.service.sql_files import statement
from projections.reading import Reading


def enrolled_bodies(cursor: Cursor[Any], source: RecordSource, reading: Reading) -> list[AgencyState]:
    """Fold every agency that was ever enrolled, by code.

    Args:
        cursor: In the snapshot of the answer.
        source: Where records are read.
        reading: Of the same snapshot.
    """
    rows = cursor.execute(statement("positions_of_topic"), {"topic": AgencyEnrolled.TOPIC}).fetchall()
    places = [position for (position,) in rows if position < reading.stop]
    records = source.at(cursor, places, roles=())
    return reading.each(AGENCY, sorted({str(record.plain["agency"]) for record in records.values()}))
