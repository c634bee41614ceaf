"""Missed deadlines of applications for repair are said, each once, whatever the worker missed."""

import pytest

from projections.clockwork import ClockWorker, WorkDone
from tests.projections.clockwork.courses import applied, assert_a_rebuild_gives_the_same_bytes, refuse, take_up
from tests.projections.clockwork.workers import Refusing, breaches, run
from tests.projections.due_desk import DueDesk, listed


def test_inv_9_an_application_for_repair_nobody_took_up_is_said_to_be_breached(desk: DueDesk) -> None:
    fact, listing = listed(desk.town, "general")
    desk.town.clock.on("2026-09-01")
    desk.applied(f"fact:{fact},listing:{listing}")
    desk.town.clock.on("2026-09-05", hour=0)
    assert run(desk).breaches == 1
    desk.follow()
    assert run(desk).said == 0


@pytest.mark.parametrize("follows", [True, False], ids=["followed", "projections-stopped"])
def test_inv_9_a_repair_taken_up_a_day_late_and_never_decided_is_said_to_be_breached_twice(
    desk: DueDesk, follows: bool
) -> None:
    case, *_ = applied(desk)
    desk.town.clock.on("2026-09-05")
    take_up(desk, case)
    if follows:
        desk.follow()
    desk.town.clock.on("2026-09-15", hour=23, minute=59)
    assert run(desk).breaches == 1
    if follows:
        desk.follow()
    desk.town.clock.on("2026-09-16", hour=0)
    assert run(desk).breaches == 1
    assert run(desk).said == 0
    assert_a_rebuild_gives_the_same_bytes(desk)
    assert run(desk) == WorkDone(is_leader=True, looked_at=1)  # the listing
    assert breaches(desk) == 2


@pytest.mark.parametrize("follows", [True, False], ids=["followed", "projections-stopped"])
def test_inv_9_a_repair_decided_late_while_the_worker_was_stopped_is_said_once_it_runs(
    desk: DueDesk, follows: bool
) -> None:
    case, fact, listing = applied(desk)
    desk.town.clock.on("2026-09-16")
    refuse(desk, case, f"{fact},{listing}")
    if follows:
        desk.follow()
    desk.town.clock.on("2026-10-20")
    assert run(desk).breaches == 2
    assert run(desk).said == 0
    assert_a_rebuild_gives_the_same_bytes(desk)
    assert breaches(desk) == 2


def test_inv_9_a_repair_that_was_refused_in_part_in_time_is_not_taken_for_one_nobody_took_up(desk: DueDesk) -> None:
    case, fact, _ = applied(desk)
    refuse(desk, case, fact)
    desk.follow()
    desk.town.clock.on("2026-09-05")
    assert run(desk, ClockWorker(desk.town.ledger, clockwork=Refusing(desk, case))).left == 0
    desk.town.clock.on("2026-09-16")
    assert run(desk).breaches == 1
