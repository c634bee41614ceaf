"""Each step of a commit broken as *failed* and as *failed but persisted*, once and twice, around a tile's end."""

import hashlib
from itertools import product

import pytest

from ledger.append import Appended, ConditionFailedError, LogStoppedError, LogUnavailableError, OutcomeUnknownError
from ledger.log.opening import LogPlace
from ledger.log.sequencer import Sequencer
from tests.faults.broken_log import Faults, How, broken_parts
from tests.log.logs import check_stored, event, request, tree_hash, unless

CONNECTION_STEPS = ["open", "ask", "insert", "finish", "commit"]
FATAL_STEPS = ["hook", "mark", "sign"]
HOWS: list[How] = ["failed", "failed but persisted"]
SIZES = {"commit": [253, 254, 255], "mark": [254, 255]}
REPEATED = [(how,) * n for how in HOWS for n in (1, 2)]


def cases(steps: list[str]) -> list[tuple[str, tuple[How, ...], int]]:
    """Break every step in every way where a tile becomes full, and the commit itself also a leaf earlier."""
    return [(step, hows, size) for step, hows in product(steps, REPEATED) for size in SIZES.get(step, [255])]


def fill(place: LogPlace, size: int) -> dict[int, bytes]:
    """Bring a log to a size; return what was signed."""
    signed: dict[int, bytes] = {}
    with Sequencer(broken_parts(place, Faults(), signed)) as sequencer:
        sequencer.append(request(*[event("filler", counted=["k"]) for _ in range(size)]))
    return signed


def check_signed(place: LogPlace, signed: dict[int, bytes]) -> None:
    """Every checkpoint that was ever signed is one of the log as it is now: no fork."""
    check_stored(place)
    with place.connect() as connection:
        rows = connection.execute("select entry from entry order by position").fetchall()
    leaves = [hashlib.sha256(b"\x00" + entry).digest() for (entry,) in rows]
    for size, root in signed.items():
        assert root == tree_hash(leaves[:size])


def count_of(place: LogPlace, tag: str) -> int:
    return sum(tag in entry["tags"] for entry in check_stored(place))


@pytest.mark.parametrize(("step", "hows", "size"), cases(CONNECTION_STEPS))
def test_a_broken_connection_neither_loses_nor_doubles(
    place: LogPlace, step: str, hows: tuple[How, ...], size: int
) -> None:
    signed = fill(place, size)
    faults = Faults()
    with Sequencer(broken_parts(place, faults, signed)) as sequencer:
        if step == "open":
            faults.planned["ask"] = ["failed"]
        faults.planned[step] += hows
        futures = [
            sequencer.submit(request(event("mine", counted=["k"]), unless=[unless("mine")])),
            sequencer.submit(request(event("other"), event("other"))),
        ]
        answers = [future.result(timeout=20) for future in futures]
        assert sequencer.stopped is None
    assert len(faults.happened) >= len(hows)
    assert [answer.positions for answer in answers] == [(size,), (size + 1, size + 2)]
    assert (count_of(place, "mine"), count_of(place, "other")) == (1, 2)
    check_signed(place, signed)


@pytest.mark.parametrize(("step", "hows", "size"), cases(FATAL_STEPS))
def test_a_failing_disk_or_key_stops_the_log_and_a_new_start_finds_it_whole(
    place: LogPlace, step: str, hows: tuple[How, ...], size: int
) -> None:
    signed = fill(place, size)
    mine = request(event("mine", counted=["k"]), event("mine"), unless=[unless("mine")])
    faults = Faults()
    for how in hows:
        with Sequencer(broken_parts(place, faults, signed)) as sequencer:
            faults.planned[step] = [how]
            with pytest.raises((LogStoppedError, OutcomeUnknownError, ConditionFailedError)) as failure:
                sequencer.append(mine)
            if not isinstance(failure.value, ConditionFailedError):
                assert isinstance(failure.value, OutcomeUnknownError) == (step != "hook")
                with pytest.raises(LogStoppedError):
                    sequencer.append(request(event("later")))
        check_stored(place)
    faults.planned.clear()
    with Sequencer(broken_parts(place, faults, signed)) as sequencer:
        try:
            assert isinstance(sequencer.append(mine), Appended)
        except ConditionFailedError:
            assert step != "hook"
    assert count_of(place, "mine") == 2
    check_signed(place, signed)


def test_a_fault_while_finding_out_how_a_commit_ended_changes_nothing(place: LogPlace) -> None:
    signed = fill(place, 255)
    faults = Faults()
    with Sequencer(broken_parts(place, faults, signed)) as sequencer:
        faults.planned["commit"] = ["failed but persisted"]
        faults.planned["open"] = ["failed", "failed but persisted"]
        answer = sequencer.append(request(event("mine"), unless=[unless("mine")]))
    assert answer.positions == (255,)
    assert count_of(place, "mine") == 1
    check_signed(place, signed)


@pytest.mark.parametrize("how", HOWS)
def test_an_unreachable_database_is_said_to_be_one_and_the_log_goes_on_when_it_is_back(
    place: LogPlace, how: How
) -> None:
    signed = fill(place, 3)
    faults = Faults()
    mine = request(event("mine"), unless=[unless("mine")])
    with Sequencer(broken_parts(place, faults, signed)) as sequencer:
        faults.planned["commit"] = [how]
        faults.planned["open"] = ["failed"] * 1_000
        with pytest.raises(OutcomeUnknownError):
            sequencer.append(mine)
        with pytest.raises(LogUnavailableError):
            sequencer.append(request(event("other")))
        faults.planned.clear()
        if how == "failed":
            sequencer.append(mine)
        else:
            with pytest.raises(ConditionFailedError):
                sequencer.append(mine)
        sequencer.append(request(event("last")))
    assert (count_of(place, "mine"), count_of(place, "other")) == (1, 0)
    check_signed(place, signed)
