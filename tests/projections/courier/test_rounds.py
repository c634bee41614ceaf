"""One courier at a time makes its rounds, bit by bit, whatever goes wrong."""

from datetime import date
from threading import Barrier, Thread
from threading import enumerate as enumerate_threads

import psycopg
import pytest
from structlog.typing import EventDict

import projections.courier
import projections.rounds
from api.looks.parts import recall_parts
from projections.courier import Round
from projections.models import ReadModels
from projections.rounds import Rounds
from projections.statements import statement
from tests.projections.courier.recalls import courier, later, recalled, said
from tests.projections.due_desk import DueDesk
from tests.projections.receiver import Receiver, status
from tests.service.test_due_process import SUBJECT
from tests.town import CENTRE, COMPANY, COMPANY_CODE
from tests.waiting import wait_until


def _up_to_date(models: ReadModels) -> set[str]:
    return {one.name for one in models.status() if one.is_live and one.lag == 0}


def test_of_two_couriers_one_is_at_it_and_a_recall_is_said_once(desk: DueDesk, reached: Receiver) -> None:
    recalls = [recall for number in range(1, 5) for recall in recalled(desk, number)]
    start, done = Barrier(2), list[Round]()

    def work() -> None:
        one = courier(desk)
        start.wait()
        for _ in range(20):
            done.append(one.run_once())

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one.delivered for one in done) == 4
    assert sorted(reached.recalls()) == sorted(said(desk)) == sorted(recalls)


def test_a_courier_waits_while_another_is_at_it(desk: DueDesk, reached: Receiver) -> None:
    recalled(desk)
    with desk.connect() as other:
        assert other.execute(statement("projections", "lead_courier")).fetchone() == (True,)
        assert courier(desk).run_once() == Round()
    assert courier(desk).run_once().delivered == 1


def test_many_recalls_are_found_bit_by_bit_in_the_read_model_and_behind_it(desk: DueDesk, reached: Receiver) -> None:
    recalls = [recall for number in range(1, 4) for recall in recalled(desk, number)]
    desk.follow()
    recalls += [recall for number in range(4, 7) for recall in recalled(desk, number)]
    one = courier(desk, limit=2)
    rounds = [one.run_once()]
    while rounds[-1].is_more:
        rounds.append(one.run_once())
    assert len(rounds) >= 3
    assert sum(done.delivered for done in rounds) == 6
    assert sorted(said(desk)) == sorted(recalls)


def test_more_than_is_sent_at_once_is_sent_in_further_rounds(
    desk: DueDesk, reached: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projections.courier, "AT_ONCE", 2)
    for number in range(1, 6):
        recalled(desk, number)
    one = courier(desk)
    assert [one.run_once().delivered for _ in range(4)] == [2, 2, 1, 0]


def test_the_thread_delivers_until_it_is_stopped_and_outlives_what_goes_wrong(
    desk: DueDesk, reached: Receiver, logs: list[EventDict], monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[Exception] = [psycopg.OperationalError("secret of the database"), RuntimeError("secret of a record")]
    one = courier(desk)
    run_once = one.run_once

    def run() -> Round:
        if errors:
            raise errors.pop()
        return run_once()

    monkeypatch.setattr(one, "run_once", run)
    (recall,) = recalled(desk)
    with Rounds(one, period_s=0.05, retry_s=0.01):
        wait_until(lambda: said(desk) == [recall], what="the delivery")
    assert reached.recalls() == [recall]
    assert [entry["event"] for entry in logs[:2]] == ["courier-round-broken", "courier-round-failed"]
    assert "secret" not in repr(logs)


def test_who_keeps_time_has_a_courier_and_the_subject_sees_that_the_unit_was_told(
    desk: DueDesk, reached: Receiver
) -> None:
    recalled(desk)
    models, one = ReadModels(desk.town.ledger), courier(desk)
    with models.following():
        assert "courier" not in {thread.name for thread in enumerate_threads()}
    with models.following(keeps_time=True):
        assert "courier" in {thread.name for thread in enumerate_threads()}
        wait_until(lambda: one.run_once().delivered == 1, what="the courier's turn")
        wait_until(lambda: _up_to_date(models) == {one.name for one in models.projections}, what="the read models")
    assert "courier" not in {thread.name for thread in enumerate_threads()}
    profile = models.profile(SUBJECT, now=desk.town.clock.now)
    assert profile is not None
    (shown,) = recall_parts(profile)
    assert (shown.unit, shown.delivered_on, shown.confirmed_on) == (CENTRE, date(2026, 4, 20), None)


def test_what_is_refused_is_sent_again_and_log_lines_name_ids_and_codes_and_nothing_else(
    desk: DueDesk, reached: Receiver, logs: list[EventDict]
) -> None:
    (recall,) = recalled(desk)
    reached.answering = status(503)
    one = courier(desk)
    assert one.run_once() == Round(is_leader=True, failed=1, waiting=1)
    assert one.run_once() == Round(is_leader=True, waiting=1)
    reached.answering = status(200)
    later(desk, minutes=5)
    assert one.run_once() == Round(is_leader=True, delivered=1)
    assert (reached.recalls(), said(desk)) == ([recall, recall], [recall])
    assert [entry["event"] for entry in logs] == ["recall-not-taken", "recalls-brought", "recalls-brought"]
    assert logs[0]["reason"] == "status-503"
    assert not any(secret in repr(logs) for secret in (COMPANY, COMPANY_CODE, CENTRE, reached.address, "录入"))
