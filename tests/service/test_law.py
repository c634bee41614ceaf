"""The law that decisions know: the same years as readings, asked for at once, on condition that none was announced."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from domain.calendar.events import CalendarPublished
from domain.calendar.pack import CALENDAR_PACK
from domain.tags import RULES_TAG, calendar_tag
from ledger.service.boundary import LogTags
from ledger.service.rule_book import Knowledge, Memory, RuleBook, unchanged, years_of_law
from projections.reading import Reading
from tests.due_town import DueTown, open_due_town
from tests.town import CENTRE, CENTRE_KEY


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as opened:
        yield opened


def book_of(town: DueTown) -> RuleBook:
    return RuleBook(LogTags(town.ledger.pool, town.ledger.source))


def announce(town: DueTown, year: int) -> None:
    of_pack = max(CALENDAR_PACK, key=lambda one: one.year)
    claims = {**of_pack.plain_claims(), "year": year, "holidays": [f"{year}-01-01"], "workdays": []}
    town.send(town.statement(CalendarPublished.from_claims(claims, {}), CENTRE_KEY, f"agency:{CENTRE}"))


def test_the_years_of_the_law_reach_from_six_years_back_to_the_next() -> None:
    assert years_of_law(date(2026, 5, 8)) == (2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027)


@pytest.mark.parametrize("day", ["2026-05-08", "2029-12-31", "2032-01-01", "2033-01-01"])
def test_decisions_and_readings_know_the_same_years(town: DueTown, day: str) -> None:
    announce(town, 2027)
    town.clock.on(day)
    decided = Knowledge(book_of(town), Memory()).law(town.clock.now)
    with town.ledger.pool.connection() as connection, connection.cursor() as cursor:
        read = Reading(cursor, town.ledger.source, now=town.clock.now).law
    assert decided.days.years == read.days.years
    assert (2027 in decided.days.years) is True
    assert (2026 in decided.days.years) is (day != "2033-01-01")
    assert decided.rules == read.rules


def test_years_that_nobody_announced_are_asked_for_together_and_announced_ones_once(town: DueTown) -> None:
    book = book_of(town)
    Knowledge(book, Memory()).law(town.clock.now)
    memory = Memory()
    with patch.object(town.ledger.source, "tagged", wraps=town.ledger.source.tagged) as tagged:
        Knowledge(book, memory).law(town.clock.now)
        (asked,) = [call.args[1] for call in tagged.call_args_list]
        Knowledge(book, memory).law(town.clock.now)
    assert tagged.call_count == 1
    announced = {one.year for one in CALENDAR_PACK}
    open_years = [year for year in years_of_law(date(2026, 4, 20)) if year not in announced]
    assert open_years
    assert asked == [town.ledger.source.tag_key.digest(calendar_tag(year)) for year in open_years]


def test_a_decision_holds_only_while_no_year_that_it_looked_at_is_announced(town: DueTown) -> None:
    book = book_of(town)
    knowledge = Knowledge(book, Memory())
    before = knowledge.law(town.clock.now)
    conditions = knowledge.conditions()
    assert len(conditions) == 1 + len(years_of_law(date(2026, 4, 20)))
    assert unchanged(calendar_tag(2027), 0) in conditions
    assert unchanged(RULES_TAG, book.rules.load("").after) in conditions
    announce(town, 2027)
    assert knowledge.refresh()
    assert set(knowledge.law(town.clock.now).days.years) == {*before.days.years, 2027}
