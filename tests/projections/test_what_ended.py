"""Counts of what ended: by time, or with the fact it rested on; what was said and done stays in sight."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.fact.events import FactWithdrawn
from domain.identifier import Identifier
from projections.clockwork import ClockWorker
from projections.indicators import Value, indicators
from projections.statistics import Check, Days
from tests.projections.due_desk import DueDesk, listed, open_due_desk
from tests.projections.test_corrected_facts import correction
from tests.projections.test_statistics import asked, ended, revoked
from tests.service.test_recalls import listed_on, repaired
from tests.town import COMPANY_CODE

SUBJECT = Identifier("uscc", COMPANY_CODE)


@pytest.fixture
def desk(dsn: str, tmp_path: Path) -> Iterator[DueDesk]:
    with open_due_desk(dsn, tmp_path / "home") as opened:
        yield opened


def wrong(desk: DueDesk) -> Value:
    desk.follow()
    with desk.connect() as connection:
        found = indicators(connection, desk.town.ledger.source, now=desk.town.clock.now)
    (value,) = [one.value for one in found.rights if one.key == "wrong-listings"]
    return value


def same_after_a_rebuild(desk: DueDesk) -> bool:
    desk.follow()
    before = desk.digests()
    desk.rebuild(limit=5)
    return desk.digests() == before


def test_inv_7_what_ended_by_time_is_still_looked_at_after_the_platform_said_so(desk: DueDesk) -> None:
    listed(desk.town)
    desk.town.clock.on("2029-04-20", hour=0)
    assert asked(desk).expired_but_public == Check(found=0, looked_at=2)
    worker = ClockWorker(desk.town.ledger)
    assert worker.run_once(desk.town.clock.now).said == 2
    assert asked(desk).expired_but_public == Check(found=0, looked_at=2)
    assert same_after_a_rebuild(desk)


def test_inv_7_what_the_platform_said_is_over_is_looked_at_before_the_decided_end(desk: DueDesk) -> None:
    _, listing = listed(desk.town, "general")  # the decision says 2027-04-20, as does the rule
    desk.town.clock.on("2027-04-20", hour=0)
    assert desk.town.ledger.clockwork.end_of_listing(listing) is not None
    assert asked(desk).expired_but_public.looked_at == 2


def test_what_is_said_to_be_over_waits_for_nobody_any_more(desk: DueDesk) -> None:
    fact = desk.fact()
    desk.town.clock.on("2029-04-20", hour=0)
    assert desk.town.ledger.clockwork.end_of_fact(fact) is not None
    desk.follow()
    done = ClockWorker(desk.town.ledger).run_once(desk.town.clock.now)
    assert (done.said, done.looked_at) == (0, 0)


def test_what_fell_before_its_time_is_not_counted_as_ended_by_time(desk: DueDesk) -> None:
    revoked(desk, desk.fact(), "2026-04-20")
    desk.town.clock.on("2029-04-20", hour=0)
    assert asked(desk).expired_but_public == Check(found=0, looked_at=0)


def test_inv_11_a_listing_whose_ground_a_court_quashed_is_a_wrong_listing_removed_with_it(desk: DueDesk) -> None:
    fact, _ = listed(desk.town)
    desk.town.clock.on("2026-05-20")
    revoked(desk, fact, "2026-05-18")
    found = asked(desk)
    assert found.removals == {"grounds-gone": 1}
    assert found.removal_days == Days(2, 1)
    value = wrong(desk)
    assert (value.numerator, value.denominator, value.median_days) == (1, 1, 2)
    assert same_after_a_rebuild(desk)


def test_inv_11_a_listing_whose_ground_was_withdrawn_as_an_error_is_wrong_though_no_day_is_known(desk: DueDesk) -> None:
    fact, _ = listed(desk.town)
    given = {"subject.fact": fact, "subject.reason": "录入有误"}
    desk.town.send(desk.town.as_bureau(FactWithdrawn, given, item="xzcf", ground="recorded_in_error"))
    value = wrong(desk)
    assert (value.numerator, value.median_days) == (1, None)
    assert asked(desk).removal_days == Days(None, 0)


def test_a_listing_that_was_ended_before_its_ground_fell_counts_once_by_its_own_end(desk: DueDesk) -> None:
    fact, listing = listed(desk.town)
    desk.town.clock.on("2026-05-20")
    ended(desk, listing, "conditions_met", "2026-05-19")
    revoked(desk, fact, "2026-05-20")
    assert wrong(desk).numerator == 0
    assert asked(desk).removal_days == Days(1, 1)


def test_a_listing_that_fell_and_was_then_ended_counts_by_what_took_its_ground(desk: DueDesk) -> None:
    fact, listing = listed(desk.town)
    desk.town.clock.on("2026-05-20")
    revoked(desk, fact, "2026-05-17")
    revoked(desk, desk.fact(2), "2026-05-20", [listing])
    assert asked(desk).removal_days == Days(3, 1)
    assert same_after_a_rebuild(desk)


def test_inv_10_a_listing_whose_only_ground_was_repaired_is_removed_with_it(desk: DueDesk) -> None:
    fact, _ = listed(desk.town, "general")
    desk.town.clock.on("2026-09-01")
    repaired(desk.town, fact)
    found = asked(desk)
    assert (found.listings, found.removals, found.removal_days) == ((), {"grounds-gone": 1}, Days(0, 1))
    assert wrong(desk).numerator == 0
    assert same_after_a_rebuild(desk)


def test_inv_11_a_listing_falls_with_its_last_ground_in_force_while_another_one_is_only_repaired(
    desk: DueDesk,
) -> None:
    first, second = desk.fact(1, tier="general"), desk.fact(2, tier="general")
    listed_on(desk.town, first, second, "general")
    desk.town.clock.on("2026-09-10")
    repaired(desk.town, first)
    assert [one.amount for one in asked(desk).listings] == [1]
    revoked(desk, second, "2026-09-08")
    found = asked(desk)
    assert (found.listings, found.removals, found.removal_days) == ((), {"grounds-gone": 1}, Days(2, 1))
    assert wrong(desk).numerator == 1
    ledger = desk.town.ledger
    ledger.erasure.erase_record(first, "court_order", "法院裁判", ledger.genesis)
    assert same_after_a_rebuild(desk)


def test_inv_7_a_listing_whose_ground_is_corrected_to_an_end_that_is_past_is_removed_with_it(desk: DueDesk) -> None:
    fact, _ = listed(desk.town)
    desk.town.send(correction(desk.town, fact, "2026-04-20", **{"subject.penalty_until": "2026-05-08"}))
    assert [one.amount for one in asked(desk).listings] == [1]
    desk.town.send(correction(desk.town, fact, "2026-04-20", **{"subject.penalty_until": "2026-05-07"}))
    found = asked(desk)
    assert (found.listings, found.removals) == ((), {"grounds-gone": 1})
    assert same_after_a_rebuild(desk)
    ledger = desk.town.ledger
    ledger.erasure.erase_record(fact, "court_order", "法院裁判", ledger.genesis)
    assert same_after_a_rebuild(desk)


def test_how_a_listing_fell_is_forgotten_with_the_data_of_its_fact(desk: DueDesk) -> None:
    fact, _ = listed(desk.town)
    revoked(desk, fact, "2026-05-08")
    assert wrong(desk).numerator == 1
    ledger = desk.town.ledger
    ledger.erasure.erase_record(fact, "court_order", "法院裁判", ledger.genesis)
    assert wrong(desk).numerator == 0
    assert asked(desk).removals == {"grounds-gone": 1}
    assert same_after_a_rebuild(desk)


def test_how_a_listing_fell_is_forgotten_with_its_subject(desk: DueDesk) -> None:
    fact, _ = listed(desk.town)
    revoked(desk, fact, "2026-05-08")
    ledger = desk.town.ledger
    ledger.erasure.erase_subject(SUBJECT, "court_order", "法院裁判", ledger.genesis)
    assert wrong(desk).numerator == 0
    assert same_after_a_rebuild(desk)
