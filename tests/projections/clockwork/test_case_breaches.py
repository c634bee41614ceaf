"""Missed deadlines of objections are said, each once, whoever dies or comes late."""

import pytest

from projections.clockwork import ClockWorker, WorkDone
from tests.projections.clockwork.courses import assert_a_rebuild_gives_the_same_bytes, escalate
from tests.projections.clockwork.workers import Dying, breaches, overdue, run
from tests.projections.due_desk import DueDesk


def test_inv_9_a_breach_is_said_at_midnight_in_shanghai_and_once(desk: DueDesk) -> None:
    desk.filed(desk.fact())
    desk.follow()
    worker = ClockWorker(desk.town.ledger)
    desk.town.clock.on("2026-04-23", hour=23, minute=59)
    assert run(desk, worker) == WorkDone(is_leader=True, looked_at=1)
    desk.town.clock.on("2026-04-24", hour=0)
    assert run(desk, worker).breaches == 1
    assert run(desk, worker).said == 0
    assert run(desk).said == 0
    desk.follow()
    assert run(desk) == WorkDone(is_leader=True)
    assert breaches(desk) == 1


@pytest.mark.parametrize("after", [True, False], ids=["after-the-act", "before-the-act"])
@pytest.mark.parametrize("follows", [True, False], ids=["followed", "projections-stopped"])
def test_inv_9_a_worker_that_died_between_two_acts_leaves_none_out_and_none_said_twice(
    desk: DueDesk, after: bool, follows: bool
) -> None:
    overdue(desk, 3)
    if follows:
        desk.follow()
    with pytest.raises(KeyboardInterrupt):
        run(desk, ClockWorker(desk.town.ledger, clockwork=Dying(desk, 1, after=after)))
    assert breaches(desk) == (2 if after else 1)
    assert run(desk).breaches == (1 if after else 2)
    assert run(desk).said == 0
    assert breaches(desk) == 3


def test_inv_9_a_breach_is_said_although_projections_never_ran(desk: DueDesk) -> None:
    overdue(desk, 2)
    assert run(desk).breaches == 2
    assert run(desk).said == 0


def test_inv_9_a_breach_is_said_although_projections_stopped_before_the_filing(desk: DueDesk) -> None:
    desk.follow()
    overdue(desk, 2)
    assert run(desk).breaches == 2
    assert breaches(desk) == 2


def test_inv_9_a_case_that_was_decided_late_is_said_to_be_breached(desk: DueDesk) -> None:
    (case,) = overdue(desk)
    desk.accept(case)
    desk.answer(case)
    desk.decide(case)
    desk.follow()
    assert run(desk).breaches == 1


@pytest.mark.parametrize("follows", [True, False], ids=["followed", "projections-stopped"])
def test_inv_9_an_objection_breached_taken_further_and_breached_again_is_said_both_times(
    desk: DueDesk, follows: bool
) -> None:
    (case,) = overdue(desk)
    desk.follow()
    assert run(desk).breaches == 1
    desk.follow()
    desk.town.clock.on("2026-04-24")
    escalate(desk, case)
    if follows:
        desk.follow()
    desk.town.clock.on("2026-04-29", hour=23, minute=59)
    assert run(desk).said == 0
    desk.town.clock.on("2026-04-30", hour=0)
    assert run(desk).breaches == 1
    assert run(desk).said == 0
    assert_a_rebuild_gives_the_same_bytes(desk)
    assert run(desk) == WorkDone(is_leader=True)
    assert breaches(desk) == 2


def test_inv_9_both_breaches_of_an_objection_are_said_by_a_worker_that_was_stopped_all_the_while(desk: DueDesk) -> None:
    (case,) = overdue(desk)
    escalate(desk, case)
    desk.follow()
    desk.town.clock.on("2026-04-30", hour=0)
    done = run(desk)
    assert (done.looked_at, done.breaches) == (1, 2)
    assert run(desk).said == 0


@pytest.mark.parametrize(("day", "said"), [("2027-05-29", 1), ("2027-05-30", 0)], ids=["400-days", "401-days"])
def test_what_was_decided_late_is_looked_for_during_400_days(desk: DueDesk, day: str, said: int) -> None:
    (case,) = overdue(desk)
    desk.accept(case)
    desk.answer(case)
    desk.decide(case)
    desk.follow()
    desk.town.clock.on(day)
    run(desk)
    assert breaches(desk) == said
