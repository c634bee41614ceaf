"""Rebuilding beside the live build, and the same bytes each time."""

from typing import Any, ClassVar

import pytest

from projections.build import add, builds
from projections.errors import ProjectionBusyError, ProjectionFailedError
from projections.listings import ListingsProjection
from projections.profile import ProfileProjection
from projections.rebuild import ensure, rebuild
from projections.runner import catch_up
from projections.statements import statement
from tests.fsck.sample_log import organisation
from tests.fsck.sound import write_rest
from tests.projections.desk import Desk
from tests.projections.test_runner import Choosy, facts


@pytest.mark.parametrize("limit", [1, 3, 2_000])
def test_a_rebuild_gives_the_same_bytes_as_following_event_by_event(desk: Desk, limit: int) -> None:
    desk.follow()
    write_rest(desk.log, many=5)
    desk.follow(limit=1)
    live = desk.digests()
    desk.rebuild(limit=limit)
    assert desk.digests() == live


def test_a_rebuild_of_listings_gives_the_same_bytes_after_erasures_too(desk: Desk) -> None:
    desk.projections.append(ListingsProjection(desk.log.source, desk.blind))
    desk.follow()
    write_rest(desk.log, many=2)
    subjects = [desk.log.subject(organisation(number)) for number in (21, 22)]
    for number, subject in enumerate(subjects):
        listing = f"0190a5b0-0000-4000-8000-0000000000e{number}"
        for step in ("notice-served", "listing-decided", "listing-published"):
            desk.log.due(step, subject, listing=listing)
    desk.log.erase_subject(subjects[1])
    desk.follow(limit=1)
    live = desk.digests()
    table = f"listing_{desk.live(desk.projections[-1])}"
    assert desk.connection.execute(f"select count(*) from {table}".encode()).fetchone() == (1,)
    desk.rebuild(limit=3)
    assert desk.digests() == live


def test_the_digest_changes_with_the_content(desk: Desk) -> None:
    facts(desk.log, 1)
    desk.follow()
    before = desk.digests()
    facts_again = desk.log.fact(desk.log.subject(organisation(4)), desk.log.fields(organisation(4), "4"))
    assert facts_again
    desk.follow()
    assert all(one != other for one, other in zip(before, desk.digests(), strict=True))


def test_the_live_build_answers_until_the_new_one_is_complete(desk: Desk) -> None:
    facts(desk.log, 3)
    desk.follow()
    numbers = [desk.live(one) for one in desk.projections]
    seen: list[int] = []

    def look(_position: int, _size: int) -> None:
        with desk.log.connect() as other:
            states = [build for build in builds(other, "profile") if build.is_live]
            seen.append(states[0].build)

    rebuild(desk.log.connect, desk.projections, desk.log.source, progress=look, limit=2)
    assert set(seen) == {numbers[0]}
    assert [desk.live(one) for one in desk.projections] == [number + 1 for number in numbers]
    assert len(builds(desk.connection, "profile")) == 1
    tables = desk.connection.execute(
        "select tablename from pg_tables where tablename like 'profile_fact%' and schemaname = current_schema()"
    ).fetchall()
    assert tables == [(f"profile_fact_{numbers[0] + 1}",)]


def test_events_that_come_while_rebuilding_are_in_the_new_build(desk: Desk) -> None:
    facts(desk.log, 3)
    desk.follow()
    late: list[int] = []

    def add_one(position: int, size: int) -> None:
        if position == size and not late:
            late.extend(facts_of(desk, 7))

    rebuild(desk.log.connect, desk.projections, desk.log.source, progress=add_one)
    assert late
    assert len(desk.profile(organisation(7)).facts) == 1


def facts_of(desk: Desk, number: int) -> list[int]:
    subject = desk.log.subject(organisation(number))
    return [desk.log.fact(subject, desk.log.fields(organisation(number), "1"))[0]]


def test_what_an_interrupted_rebuild_left_is_dropped(desk: Desk) -> None:
    desk.follow()
    with desk.connection.transaction(), desk.connection.cursor() as cursor:
        add(cursor, desk.projections[0], is_live=False)
    desk.rebuild()
    assert [build.is_live for build in builds(desk.connection, "profile")] == [True]


def test_a_rebuild_that_fails_leaves_the_live_build_as_it_was(desk: Desk) -> None:
    positions = facts(desk.log, 2)
    desk.follow()
    live, before = desk.live(desk.projections[0]), desk.digests()
    choosy = Choosy(desk.log.source)
    choosy.fails_at = positions[0]
    with pytest.raises(ProjectionFailedError):
        rebuild(desk.log.connect, [choosy], desk.log.source, limit=2)
    states = builds(desk.connection, "profile")
    assert [state.is_live for state in states] == [True, False]
    assert (states[0].build, states[0].failure) == (live, None)
    assert states[1].failure == f"KeyError at {positions[0]}"
    assert desk.digests() == before


def test_two_rebuilds_at_once_are_refused(desk: Desk) -> None:
    desk.follow()
    with desk.log.connect() as other:
        other.execute(statement("projections", "lock_builder"), {"name": "profile"})
        with pytest.raises(ProjectionBusyError):
            desk.rebuild()
        other.execute(statement("projections", "unlock_builder"), {"name": "profile"})
    desk.rebuild()


def test_a_new_version_is_built_beside_the_old_one_and_replaces_it(desk: Desk) -> None:
    class Newer(ProfileProjection):
        version: ClassVar[int] = ProfileProjection.version + 1

    facts(desk.log, 2)
    desk.follow()
    newer: Any = Newer(desk.log.source)
    ensure(desk.log.connect, newer, desk.log.source)
    (state,) = builds(desk.connection, "profile")
    assert (state.version, state.is_live) == (Newer.version, True)
    assert catch_up(desk.connection, newer, desk.log.source).position == state.position
