"""A pass of the clock worker: by one at a time, bounded, held up by nothing, and told without ids."""

from pathlib import Path
from threading import Event, Thread

from structlog.typing import EventDict

from ledger.service.acts import Recorded
from projections.clockwork import ClockWorker, WorkDone
from tests.projections.clockwork.workers import Dying, Refusing, breaches, overdue, run
from tests.projections.due_desk import DueDesk, open_due_desk
from tests.town import COMPANY, COMPANY_CODE


def test_inv_9_only_one_of_two_workers_is_at_it(desk: DueDesk) -> None:
    overdue(desk, 3)
    desk.follow()
    entered, go_on = Event(), Event()

    class Waiting(Dying):
        def breach(self, case: str) -> Recorded | None:
            entered.set()
            assert go_on.wait(30)
            return super().breach(case)

    first = ClockWorker(desk.town.ledger, clockwork=Waiting(desk, 1_000, after=True))
    done: list[WorkDone] = []
    thread = Thread(target=lambda: done.append(run(desk, first)))
    thread.start()
    assert entered.wait(30)
    assert run(desk) == WorkDone(is_leader=False)
    go_on.set()
    thread.join()
    assert [one.breaches for one in done] == [3]
    assert breaches(desk) == 3


def test_inv_9_two_workers_that_both_believe_to_lead_say_nothing_twice(desk: DueDesk) -> None:
    cases = overdue(desk, 4)
    clockwork = desk.town.ledger.clockwork
    said: list[Recorded | None] = []
    threads = [Thread(target=lambda: said.extend([clockwork.breach(case) for case in cases])) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one is not None for one in said) == 4
    assert breaches(desk) == 4


def test_a_pass_is_bounded_and_the_next_goes_on_where_it_ended(desk: DueDesk) -> None:
    overdue(desk, 5)
    desk.follow()
    worker = ClockWorker(desk.town.ledger, limit=2)
    passes = [run(desk, worker)]
    while passes[-1].is_more:
        passes.append(run(desk, worker))
    assert [one.breaches for one in passes] == [2, 2, 1]
    assert all(one.looked_at <= 2 * 4 for one in passes)


def test_a_tail_longer_than_a_pass_is_walked_through_in_pieces(desk: DueDesk) -> None:
    overdue(desk, 5)
    worker = ClockWorker(desk.town.ledger, limit=1)
    passes = [run(desk, worker)]
    while passes[-1].is_more:
        passes.append(run(desk, worker))
    assert len(passes) > 5
    assert breaches(desk) == 5


def test_a_record_that_is_refused_keeps_no_other_from_its_turn(desk: DueDesk) -> None:
    first, *_ = overdue(desk, 3)
    desk.follow()
    done = run(desk, ClockWorker(desk.town.ledger, clockwork=Refusing(desk, first)))
    assert (done.breaches, done.left) == (2, 1)
    assert run(desk).breaches == 1


def test_inv_9_a_year_without_a_calendar_is_passed_over_and_reported_once(
    dsn: str, tmp_path: Path, logs: list[EventDict]
) -> None:
    with open_due_desk(dsn, tmp_path / "home", "2026-12-30") as desk:
        desk.filed(desk.fact())
        desk.follow()
        desk.town.clock.on("2027-01-18")
        worker = ClockWorker(desk.town.ledger)
        assert run(desk, worker) == WorkDone(is_leader=True, looked_at=1, unannounced_years=(2027,))
        desk.town.clock.on("2027-01-19")
        assert run(desk, worker).unannounced_years == (2027,)
        assert logs == [{"event": "calendar-unannounced", "log_level": "error", "year": 2027}]
        desk.town.clock.on("2027-01-20", hour=0)
        assert run(desk, worker).breaches == 1


def test_log_lines_hold_numbers_and_no_ids(desk: DueDesk, logs: list[EventDict]) -> None:
    cases = overdue(desk, 2)
    desk.follow()
    run(desk, ClockWorker(desk.town.ledger, clockwork=Refusing(desk, cases[0])))
    assert [one["event"] for one in logs] == ["clock-left", "clock-pass"]
    assert not any(secret in repr(logs) for secret in (*cases, COMPANY, COMPANY_CODE))
