"""Days off announced after a filing change neither what the worker says nor what the deadline statistics count."""

import pytest

from domain.calendar.events import CalendarPublished
from domain.calendar.pack import CALENDAR_PACK
from tests.projections.clockwork.workers import run
from tests.projections.due_desk import CENTRE, DueDesk
from tests.town import CENTRE_KEY


def days_off(desk: DueDesk, version: int, *days: str) -> None:
    year = next(one for one in CALENDAR_PACK if one.year == 2026)
    holidays = sorted({*(day.isoformat() for day in year.holidays), *days})
    event = CalendarPublished.from_claims({**year.plain_claims(), "version": version, "holidays": holidays}, {})
    desk.town.send(desk.town.statement(event, CENTRE_KEY, f"agency:{CENTRE}"))


@pytest.mark.parametrize("is_filed_first", [True, False])
def test_inv_9_days_off_count_for_what_is_filed_after_them_and_for_nothing_else(
    desk: DueDesk, *, is_filed_first: bool
) -> None:
    fact = desk.fact()
    if is_filed_first:
        desk.filed(fact)
    days_off(desk, 2, "2026-04-21", "2026-04-22", "2026-04-23")
    if not is_filed_first:
        desk.filed(fact)
    days_off(desk, 3, "2026-04-21", "2026-04-22", "2026-04-23", "2026-04-24")
    desk.follow()
    desk.town.clock.on("2026-04-24", hour=0)
    kept = desk.kept(CENTRE, "objection")
    assert (kept.overdue, kept.open) == ((1, 0) if is_filed_first else (0, 1))
    assert desk.task().is_overdue is is_filed_first
    assert run(desk).breaches == int(is_filed_first)
    desk.town.clock.on("2026-04-29", hour=0)
    desk.follow()
    assert desk.kept(CENTRE, "objection").overdue == 1
    assert run(desk).breaches == int(not is_filed_first)
