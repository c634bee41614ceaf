"""Ends of publicity of listings and facts are said on their day, and once."""

from domain.clock.events import PublicityEnded
from projections.clockwork import ClockWorker, WorkDone
from tests.projections.clockwork.courses import licence
from tests.projections.clockwork.workers import on_record, run
from tests.projections.due_desk import DueDesk, listed


def test_inv_7_the_end_of_a_listing_and_of_its_fact_is_said_on_their_day(desk: DueDesk) -> None:
    listed(desk.town)
    desk.follow()
    worker = ClockWorker(desk.town.ledger)
    desk.town.clock.on("2027-04-19", hour=23, minute=59)
    assert run(desk, worker).said == 0
    desk.town.clock.on("2027-04-20", hour=0)
    assert run(desk, worker) == WorkDone(is_leader=True, looked_at=1, listings=1)
    desk.town.clock.on("2029-04-19", hour=23, minute=59)
    assert run(desk, worker).said == 0
    desk.town.clock.on("2029-04-20", hour=0)
    assert run(desk, worker).facts == 1
    assert run(desk).said == 0
    desk.follow()
    assert run(desk) == WorkDone(is_leader=True)
    assert on_record(desk, PublicityEnded.TOPIC) == 2


def test_inv_7_ends_are_said_although_projections_never_ran(desk: DueDesk) -> None:
    listed(desk.town)
    desk.town.clock.on("2029-04-20", hour=0)
    done = run(desk)
    assert (done.listings, done.facts) == (1, 1)


def test_inv_7_the_end_of_a_licence_on_the_public_list_is_said_on_its_day(desk: DueDesk) -> None:
    licence(desk)
    desk.follow()
    worker = ClockWorker(desk.town.ledger)
    desk.town.clock.on("2031-04-19", hour=23, minute=59)
    assert run(desk, worker).said == 0
    desk.town.clock.on("2031-04-20", hour=0)
    assert run(desk, worker).facts == 1
    assert run(desk).said == 0
