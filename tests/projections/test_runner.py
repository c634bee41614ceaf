"""Following the log in batches."""

from collections.abc import Iterable, Sequence
from threading import Barrier, Thread
from typing import Any

import pytest
from psycopg import Cursor

from ledger.service.records import Record
from projections.build import builds, has_work, resume, take
from projections.errors import ProjectionFailedError, ProjectionNotBuiltError
from projections.follower import Follower
from projections.profile import ProfileProjection
from projections.projection import Projection
from projections.runner import Outcome, catch_up, follow, follow_all
from projections.status import ProjectionStatus, status
from projections.writes import Write
from tests.fsck.sample_log import SampleLog, organisation
from tests.projections.desk import Desk
from tests.waiting import wait_until


class Choosy(ProfileProjection):
    """Fails at a position until told otherwise."""

    fails_at: int | None = None

    def fold(self, cursor: Cursor[Any], records: Iterable[Record]) -> list[Write]:
        return super().fold(cursor, map(self._look, records))

    def _look(self, record: Record) -> Record:
        if record.position == self.fails_at:
            raise KeyError("滕州市某某公司")
        return record


class Never(Choosy):
    """Another projection, over the same table, that shows by its builds who follows."""

    name = "never"

    def create(self, cursor: Cursor[Any], build: int) -> None:
        """Make no table."""

    def index(self, cursor: Cursor[Any], build: int) -> None:
        """Index nothing."""


def facts(log: SampleLog, count: int) -> list[int]:
    subject = log.subject(organisation(1))
    return [log.fact(subject, log.fields(organisation(1), str(i)))[0] for i in range(count)]


def test_each_batch_moves_the_position_and_lag_is_visible(desk: Desk) -> None:
    facts(desk.log, 3)
    desk.follow(limit=4)
    facts(desk.log, 2)
    (projection, _) = desk.projections
    (before,) = status(desk.connection, [projection], desk.log.source)
    step = follow(desk.connection, projection, desk.log.source, limit=1)
    (after,) = status(desk.connection, [projection], desk.log.source)
    assert (before.lag, after.lag) == (3, 2)
    assert step.outcome is Outcome.ADVANCED
    assert step.position == before.position + 1 == after.position
    assert catch_up(desk.connection, projection, desk.log.source).outcome is Outcome.ADVANCED
    assert follow(desk.connection, projection, desk.log.source).outcome is Outcome.CAUGHT_UP


def test_a_projection_that_fails_stops_keeps_its_place_and_says_why(desk: Desk) -> None:
    positions = facts(desk.log, 3)
    desk.follow(limit=positions[1])
    choosy = Choosy(desk.log.source)
    choosy.fails_at = desk.log.fact(desk.log.subject(organisation(2)), desk.log.fields(organisation(2), "5"))[0]
    with pytest.raises(ProjectionFailedError, match=f"at position {choosy.fails_at}: KeyError"):
        follow(desk.connection, choosy, desk.log.source)
    (state,) = status(desk.connection, [choosy], desk.log.source)
    assert state.failure == f"KeyError at {choosy.fails_at}"
    assert state.failed_at is not None
    assert state.lag == 2
    assert follow(desk.connection, choosy, desk.log.source).outcome is Outcome.STOPPED
    resume(desk.connection, choosy.name)
    choosy.fails_at = None
    assert catch_up(desk.connection, choosy, desk.log.source).position == state.position + 2
    assert status(desk.connection, [choosy], desk.log.source)[0].failure is None


def test_a_batch_that_fails_leaves_no_row_behind(desk: Desk) -> None:
    desk.follow()
    before = desk.digests()
    positions = facts(desk.log, 3)
    choosy = Choosy(desk.log.source)
    choosy.fails_at = positions[-1]
    with pytest.raises(ProjectionFailedError):
        follow(desk.connection, choosy, desk.log.source)
    assert desk.digests()[0] == before[0]


def test_nothing_is_followed_before_there_is_a_build(desk: Desk) -> None:
    with pytest.raises(ProjectionNotBuiltError, match="chengjian rebuild"):
        follow(desk.connection, desk.projections[0], desk.log.source)


def test_several_processes_apply_every_event_once(desk: Desk) -> None:
    desk.follow()
    facts(desk.log, 40)
    barrier = Barrier(4)
    errors: list[BaseException] = []

    def run() -> None:
        try:
            with desk.log.connect() as connection:
                barrier.wait()
                for _ in range(60):
                    follow(connection, desk.projections[0], desk.log.source, limit=1)
        except BaseException as error:  # noqa: BLE001 (shown below)
            errors.append(error)

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    catch_up(desk.connection, desk.projections[0], desk.log.source)
    live = desk.digests()[0]
    desk.rebuild()
    assert desk.digests()[0] == live


def test_a_follower_makes_builds_keeps_up_and_stops(desk: Desk) -> None:
    positions = facts(desk.log, 2)
    with Follower(desk.log.connect, desk.projections, desk.log.source, poll_s=0.01):
        _await(desk, positions[-1])
        (last,) = facts_of_another(desk.log)
        _await(desk, last)
    assert len(desk.profile(organisation(1)).facts) == 2


def test_a_follower_goes_on_with_the_others_when_one_fails(desk: Desk) -> None:
    choosy = Choosy(desk.log.source)
    choosy.fails_at = 0
    both = [choosy, desk.projections[1]]
    with Follower(desk.log.connect, both, desk.log.source, poll_s=0.01):
        states = _await_failure(desk, both)
    assert states[0].failure == "KeyError at 0"
    assert states[1].lag == 0


def facts_of_another(log: SampleLog) -> list[int]:
    return [log.fact(log.subject(organisation(9)), log.fields(organisation(9), "9"))[0]]


def _await(desk: Desk, position: int) -> None:
    def keeps_up() -> bool:
        states = [build for one in desk.projections for build in builds(desk.connection, one.name)]
        return len(states) == 2 and all(state.position > position for state in states)

    wait_until(keeps_up, what=f"position {position}")


def _await_failure(desk: Desk, projections: Sequence[Projection]) -> list[ProjectionStatus]:
    def states() -> list[ProjectionStatus]:
        return status(desk.connection, projections, desk.log.source)

    def has_failed(first: ProjectionStatus, second: ProjectionStatus) -> bool:
        return first.failure is not None and second.lag == 0

    wait_until(lambda: len(found := states()) == 2 and has_failed(*found), what="the failure")
    return states()


def test_all_projections_advance_in_one_step_and_those_behind_come_first(desk: Desk) -> None:
    desk.follow()
    facts(desk.log, 4)
    ahead, behind = desk.projections
    before = follow(desk.connection, ahead, desk.log.source, limit=3)
    steps = follow_all(desk.connection, desk.projections, desk.log.source)
    assert [step.outcome for step in steps] == [Outcome.AHEAD, Outcome.ADVANCED]
    assert [step.position for step in steps] == [before.position, before.position]
    steps = follow_all(desk.connection, [ahead, behind], desk.log.source)
    assert [step.position for step in steps] == [before.size, before.size]
    live = desk.digests()
    desk.rebuild()
    assert desk.digests() == live


def test_a_build_that_somebody_holds_is_busy_and_is_not_waited_for(desk: Desk) -> None:
    desk.follow()
    facts(desk.log, 1)
    with desk.log.connect() as other, other.transaction():
        take(other.cursor(), "profile", desk.live(desk.projections[0]))
        steps = follow_all(desk.connection, desk.projections, desk.log.source)
    assert [step.outcome for step in steps] == [Outcome.BUSY, Outcome.ADVANCED]


def test_looking_for_work_tells_what_is_missing_behind_or_stopped(desk: Desk) -> None:
    both = desk.projections
    assert has_work(desk.connection, both)
    desk.follow()
    assert not has_work(desk.connection, both)
    facts(desk.log, 1)
    assert has_work(desk.connection, both)
    choosy = Choosy(desk.log.source)
    choosy.fails_at = facts(desk.log, 1)[0]
    with pytest.raises(ProjectionFailedError):
        follow(desk.connection, choosy, desk.log.source)
    assert not has_work(desk.connection, [choosy])


def test_a_second_follower_waits_and_takes_over_when_the_first_is_gone(desk: Desk) -> None:
    with Follower(desk.log.connect, desk.projections, desk.log.source, poll_s=0.01) as first:
        _await(desk, facts(desk.log, 1)[-1])
        with Follower(desk.log.connect, [Never(desk.log.source)], desk.log.source, standby_s=0.01):
            _await(desk, facts_of_another(desk.log)[-1])
            assert len(builds(desk.connection, Never.name)) == 0
            first.stop()
            wait_until(lambda: bool(builds(desk.connection, Never.name)), what="the second follower")


def test_a_follower_whose_connection_was_cut_follows_again(desk: Desk) -> None:
    with Follower(desk.log.connect, desk.projections, desk.log.source, poll_s=0.01, standby_s=0.01, retry_s=0.01):
        _await(desk, facts(desk.log, 1)[-1])
        cut = desk.connection.execute(
            "select pg_terminate_backend(lock.pid) from pg_locks lock"
            " join pg_database on pg_database.oid = lock.database and datname = current_database()"
            " where locktype = 'advisory' and lock.pid <> pg_backend_pid()"
            " and (classid::bigint << 32 | objid::bigint)"
            " = hashtextextended('chengjian/projections/follow/' || current_schema(), 0)"
        ).fetchall()
        assert cut == [(True,)]
        _await(desk, facts_of_another(desk.log)[-1])
