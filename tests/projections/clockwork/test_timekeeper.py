"""The thread that keeps time: until it is stopped, through any error, and only where it is told to."""

from datetime import datetime
from threading import Event
from time import sleep

import psycopg
import pytest
from structlog.typing import EventDict

from projections.clockwork import ClockWorker
from projections.models import ReadModels
from projections.passes import backoff_s
from projections.timekeeper import Timekeeper
from tests.projections.clockwork.workers import breaches, overdue
from tests.projections.due_desk import DueDesk
from tests.town import COMPANY, COMPANY_CODE
from tests.waiting import wait_until


def test_a_timekeeper_works_until_it_is_stopped_and_survives_a_lost_database(desk: DueDesk) -> None:
    overdue(desk)
    desk.follow()
    passed, tries = Event(), iter([psycopg.OperationalError("gone")])

    def clock() -> datetime:
        for error in tries:
            raise error
        if breaches(desk):
            passed.set()
        return desk.town.clock.now

    with Timekeeper(ClockWorker(desk.town.ledger), clock=clock, period_s=0.05, retry_s=0.05):
        assert passed.wait(30)
    assert breaches(desk) == 1


def test_a_timekeeper_survives_any_error_tells_nothing_of_it_and_waits_longer_each_time(
    desk: DueDesk, logs: list[EventDict]
) -> None:
    overdue(desk)
    desk.follow()
    said = Event()
    errors = [
        RuntimeError(COMPANY),
        KeyError(COMPANY_CODE),
        psycopg.OperationalError(COMPANY),
        None,
        ValueError(COMPANY),
    ]
    tries = iter(errors)

    def clock() -> datetime:
        for error in tries:
            if error is not None:
                raise error
            break
        else:
            said.set()
        return desk.town.clock.now

    with Timekeeper(ClockWorker(desk.town.ledger), clock=clock, period_s=0.1, retry_s=0.03):
        assert said.wait(30)
    assert breaches(desk) == 1
    failed = [one for one in logs if one["event"].startswith("clock-pass-")]
    assert [(one["event"], one["reason"], one["retry_s"]) for one in failed] == [
        ("clock-pass-broken", "RuntimeError", 0.03),
        ("clock-pass-broken", "KeyError", 0.06),
        ("clock-pass-failed", "OperationalError", 0.1),
        ("clock-pass-broken", "ValueError", 0.03),
    ]
    assert all(one["place"].startswith("test_timekeeper.py:") for one in failed if one["event"] == "clock-pass-broken")
    assert not any(secret in repr(logs) for secret in (COMPANY, COMPANY_CODE))


@pytest.mark.parametrize(
    ("failures", "limit_s", "wait_s"), [(1, 60, 10), (2, 60, 20), (3, 60, 40), (4, 60, 60), (10**6, 60, 60), (3, 1, 10)]
)
def test_the_wait_after_failures_doubles_up_to_its_limit(failures: int, limit_s: float, wait_s: float) -> None:
    assert backoff_s(failures, 10, limit_s) == wait_s


def test_read_models_keep_time_only_where_they_are_told_to(desk: DueDesk) -> None:
    overdue(desk)
    models = ReadModels(desk.town.ledger)
    with models.following():
        sleep(0.5)
    assert breaches(desk) == 0
    with models.following(keeps_time=True):
        wait_until(lambda: breaches(desk) == 1, what="the breach")
