"""Looks on the real recorder: who may look at 23:59 may not be recorded as looking at midnight if he may not then."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from domain.definition.events import PurposeDefined
from domain.disclosure.decide import admit_look
from domain.disclosure.events import DisclosureMade
from domain.disclosure.refusals import ReaderNotNamedError
from domain.time import legal_date
from ledger.service.looks import Look
from ledger.service.sql_files import statement
from projections.moment import day_of
from tests.due_town import PURPOSE, DueTown, open_due_town
from tests.service.test_due_process import SUBJECT
from tests.town import BUREAU, CENTRE, CENTRE_KEY

LOOK = Look(SUBJECT, CENTRE, "procurement", ["subject.name"], [], "signed")


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as opened:
        opened.send(opened.penalty(1))
        opened.ledger.looks.record(LOOK)  # from here on a first attempt is not contested
        yield opened


def last_millisecond(town: DueTown) -> None:
    """Let whoever asks for the time next be told the last millisecond of the day."""
    town.clock.on("2026-04-20", hour=23, minute=59)
    town.clock.now += timedelta(seconds=60, milliseconds=-2)


def days_of_looks(town: DueTown) -> list[str]:
    with town.ledger.pool.connection() as connection, connection.cursor() as cursor:
        found = cursor.execute(statement("positions_of_topic"), {"topic": DisclosureMade.TOPIC}).fetchall()
        records = town.ledger.source.at(cursor, [position for (position,) in found])
    return [day_of(one.time_ms).isoformat() for one in records.values()]


def test_inv_14_a_look_decided_before_midnight_is_decided_anew_after_it(town: DueTown) -> None:
    last_millisecond(town)
    with patch("ledger.service.looks.admit_look", wraps=admit_look) as admitting:
        town.ledger.looks.record(LOOK)
    asked = [call.kwargs["today"] for call in admitting.call_args_list]
    assert days_of_looks(town) == ["2026-04-20", "2026-04-21"]
    assert asked == [date(2026, 4, 20), date(2026, 4, 21)]


def test_inv_14_a_purpose_that_ends_at_midnight_lets_nobody_look_after_it(town: DueTown) -> None:
    narrowed = {**PURPOSE, "version": 2, "readers": (BUREAU,), "effective_from": "2026-04-21"}
    town.send(town.statement(PurposeDefined.from_claims(narrowed, {}), CENTRE_KEY, f"agency:{CENTRE}"))
    town.ledger.looks.record(LOOK)
    last_millisecond(town)
    with pytest.raises(ReaderNotNamedError):
        town.ledger.looks.record(LOOK)
    assert legal_date(town.clock.now).isoformat() == "2026-04-21"
    assert days_of_looks(town) == ["2026-04-20", "2026-04-20"]
