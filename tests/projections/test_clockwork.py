"""The clock worker: what is due is said once, whoever dies, repeats, runs beside another or comes late."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from logging import NOTSET
from pathlib import Path
from threading import Event, Thread
from time import sleep

import psycopg
import pytest
import structlog
from structlog.typing import EventDict
from typer.testing import CliRunner

import projections.cli
import projections.clockwork
import projections.timekeeper
from domain.clock.events import ClockBreached, PublicityEnded
from domain.event_refusals import DisclosureMissingError
from domain.fact.events import FactRecorded
from domain.repair.events import RepairAccepted, RepairRefused
from domain.request.events import EscalationRequest
from ledger.cli.main import build_app
from ledger.service.acts import Recorded
from ledger.service.sql_files import statement as ledger_statement
from projections.clockwork import ClockWorker, WorkDone
from projections.models import ReadModels
from projections.statements import statement
from projections.timekeeper import Timekeeper, backoff_s
from tests.due_town import COMPANY_WHO
from tests.projections.due_desk import DueDesk, listed, open_due_desk
from tests.town import BUREAU, BUREAU_NAME, COMPANY, COMPANY_CODE
from tests.waiting import wait_until


@pytest.fixture
def desk(dsn: str, tmp_path: Path) -> Iterator[DueDesk]:
    with open_due_desk(dsn, tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def logs(monkeypatch: pytest.MonkeyPatch) -> list[EventDict]:
    """What the worker logs from now on, whatever another test configured and its loggers have kept of that."""
    capture = structlog.testing.LogCapture()
    every = structlog.make_filtering_bound_logger(NOTSET)
    for module in (projections.clockwork, projections.timekeeper):
        log = structlog.wrap_logger(None, [capture], every, cache_logger_on_first_use=False)
        monkeypatch.setattr(module, "_log", log)
    return capture.entries


class Dying:
    """Has things said until it has said some, and then dies after the act or before it."""

    def __init__(self, desk: DueDesk, lives: int, *, after: bool) -> None:
        self._clockwork = desk.town.ledger.clockwork
        self._lives = lives
        self._after = after

    def breach(self, case: str) -> Recorded | None:
        if self._lives == 0 and not self._after:
            raise KeyboardInterrupt
        said = self._clockwork.breach(case)
        if said is not None:
            self._lives -= 1
        if self._lives < 0:
            raise KeyboardInterrupt
        return said

    def end_of_fact(self, jti: str) -> Recorded | None:
        return self._clockwork.end_of_fact(jti)

    def end_of_listing(self, listing: str) -> Recorded | None:
        return self._clockwork.end_of_listing(listing)


class Refusing(Dying):
    """Refuses to say that one deadline passed."""

    def __init__(self, desk: DueDesk, case: str) -> None:
        super().__init__(desk, 1_000, after=True)
        self._case = case

    def breach(self, case: str) -> Recorded | None:
        if case == self._case:
            raise DisclosureMissingError(pointer="/subject.identifier", field="subject.identifier")
        return super().breach(case)


def on_record(desk: DueDesk, topic: str) -> int:
    with desk.connect() as connection:
        return len(connection.execute(ledger_statement("positions_of_topic"), {"topic": topic}).fetchall())


def breaches(desk: DueDesk) -> int:
    return on_record(desk, ClockBreached.TOPIC)


def run(desk: DueDesk, worker: ClockWorker | None = None) -> WorkDone:
    return (worker or ClockWorker(desk.town.ledger)).run_once(desk.town.clock.now)


def overdue(desk: DueDesk, number: int = 1) -> list[str]:
    """Let objections run out of time: it is midnight after their last day."""
    cases = [desk.filed(desk.fact(one)) for one in range(1, number + 1)]
    desk.town.clock.on("2026-04-24", hour=0)
    return cases


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


def test_inv_9_an_application_for_repair_nobody_took_up_is_said_to_be_breached(desk: DueDesk) -> None:
    fact, listing = listed(desk.town, "general")
    desk.town.clock.on("2026-09-01")
    desk.applied(f"fact:{fact},listing:{listing}")
    desk.town.clock.on("2026-09-05", hour=0)
    assert run(desk).breaches == 1
    desk.follow()
    assert run(desk).said == 0


def applied(desk: DueDesk) -> tuple[str, str, str]:
    """Have repair of a fact and a listing applied for on 1 September; give the application and both targets."""
    fact, listing = listed(desk.town, "general")
    desk.town.clock.on("2026-09-01")
    return desk.applied(f"fact:{fact},listing:{listing}"), f"fact:{fact}", f"listing:{listing}"


def take_up(desk: DueDesk, case: str) -> None:
    desk.town.send(desk.town.as_bureau(RepairAccepted, {}, case=case, accepted_on=desk.town.clock.today))


def refuse(desk: DueDesk, case: str, targets: str) -> None:
    plain = {"edition": desk.town.edition, "decided_on": desk.town.clock.today, "reason": "duties_open"}
    given = {"subject.targets": targets, "subject.reason": "罚款尚未缴清，年度报告尚未补报，暂不符合修复条件"}
    desk.town.send(desk.town.as_bureau(RepairRefused, given, case=case, **plain))


def escalate(desk: DueDesk, case: str) -> None:
    given = {"subject.text": "请求复核", "subject.evidence": ""}
    desk.town.send(desk.town.as_window(EscalationRequest, given, case=case))


def assert_a_rebuild_gives_the_same_bytes(desk: DueDesk) -> None:
    desk.follow()
    followed = desk.digests()
    desk.rebuild(limit=3)
    assert desk.digests() == followed


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
        desk.town.clock.on("2027-02-01")
        worker = ClockWorker(desk.town.ledger)
        assert run(desk, worker) == WorkDone(is_leader=True, looked_at=1, unannounced_years=(2027,))
        desk.town.clock.on("2027-02-02")
        assert run(desk, worker).unannounced_years == (2027,)
        assert logs == [{"event": "calendar-unannounced", "log_level": "error", "year": 2027}]


def test_log_lines_hold_numbers_and_no_ids(desk: DueDesk, logs: list[EventDict]) -> None:
    cases = overdue(desk, 2)
    desk.follow()
    run(desk, ClockWorker(desk.town.ledger, clockwork=Refusing(desk, cases[0])))
    assert [one["event"] for one in logs] == ["clock-left", "clock-pass"]
    assert not any(secret in repr(logs) for secret in (*cases, COMPANY, COMPANY_CODE))


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
    assert all(one["place"].startswith("test_clockwork.py:") for one in failed if one["event"] == "clock-pass-broken")
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


def test_the_command_runs_the_walk_to_its_end(desk: DueDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = desk.town.settings
    monkeypatch.setenv("CHENGJIAN_HOME", str(settings.home))
    monkeypatch.setenv("CHENGJIAN_DSN", settings.dsn.get_secret_value() if settings.dsn else "")
    desk.filed(desk.fact())
    runner, app = CliRunner(), build_app((projections.cli.register,))
    result = runner.invoke(app, ["clock", "run-once", "--json"])
    assert result.exit_code == 0, result.output
    known = json.loads(result.stdout)
    assert known["left"] == 0
    assert (known["breaches"], known["listings"], known["facts"]) == (int(datetime.now(UTC) > DUE), 0, 0)
    result = runner.invoke(app, ["clock", "run-once"])
    assert "逾期 0" in result.output
    assert "0 overdue" in result.output


DUE = datetime(2026, 4, 23, 16, tzinfo=UTC)
"""When the objection of the town's first day is overdue by the machine's own clock, which the command goes by."""


def test_the_command_says_when_another_process_is_at_it(desk: DueDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = desk.town.settings
    monkeypatch.setenv("CHENGJIAN_HOME", str(settings.home))
    monkeypatch.setenv("CHENGJIAN_DSN", settings.dsn.get_secret_value() if settings.dsn else "")
    with desk.connect() as connection:
        connection.execute(statement("projections", "lead_clock"))
        result = CliRunner().invoke(build_app((projections.cli.register,)), ["clock", "run-once"])
    assert "另一个进程" in result.output


def licence(desk: DueDesk) -> str:
    """Have a licence of the company recorded that its item keeps for five years."""
    disclosed = {
        **COMPANY_WHO,
        "subject.name": COMPANY,
        "subject.kind": "ENT",
        "subject.document_name": "准予行政许可决定书",
        "subject.document_no": "滕审许〔2026〕1号",
        "subject.licence_category": "ordinary",
        "subject.content": "食品经营",
        "subject.valid_from": desk.town.clock.today,
        "subject.valid_to": "2099-12-31",
        "subject.deciding_body": BUREAU_NAME,
        "subject.deciding_body_code": BUREAU,
        "subject.status": "valid",
        "subject.source_body": BUREAU_NAME,
        "subject.source_body_code": BUREAU,
        "representative.name": "张示例",
    }
    plain = {"item": "xzxk", "item_version": 1, "rules": "2026.1", "decided_on": desk.town.clock.today}
    event = FactRecorded.from_claims(plain, disclosed)
    statement = desk.town.statement(event, digests=32)
    desk.town.send(statement)
    return statement.jti


def test_inv_7_the_end_of_a_licence_on_the_public_list_is_said_on_its_day(desk: DueDesk) -> None:
    licence(desk)
    desk.follow()
    worker = ClockWorker(desk.town.ledger)
    desk.town.clock.on("2031-04-19", hour=23, minute=59)
    assert run(desk, worker).said == 0
    desk.town.clock.on("2031-04-20", hour=0)
    assert run(desk, worker).facts == 1
    assert run(desk).said == 0
