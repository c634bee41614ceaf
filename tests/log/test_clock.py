import pytest

from ledger.append import AppendRequest, ClockWentBackError
from ledger.log.opening import LogPlace, make_sequencer
from tests.log.logs import CountingEnvelope, check_stored, event, request


class Clock:
    def __init__(self) -> None:
        self.now_ms = 1_800_000_000_000

    def __call__(self) -> int:
        return self.now_ms


def one() -> AppendRequest:
    return request(event("a"))


def test_a_clock_set_back_by_up_to_a_second_is_held(place: LogPlace) -> None:
    clock = Clock()
    with make_sequencer(place, CountingEnvelope(), clock_ms=clock) as sequencer:
        first = sequencer.append(one())
        clock.now_ms -= 1_000
        assert sequencer.append(one()).time_ms == first.time_ms
    check_stored(place)


def test_a_clock_set_back_by_more_is_refused_until_it_is_right_again(place: LogPlace) -> None:
    clock = Clock()
    with make_sequencer(place, CountingEnvelope(), clock_ms=clock) as sequencer:
        sequencer.append(one())
        clock.now_ms -= 1_001
        with pytest.raises(ClockWentBackError):
            sequencer.append(one())
        clock.now_ms += 1_002
        assert sequencer.append(one()).positions == (1,)
        assert sequencer.stopped is None
    check_stored(place)


def test_the_clock_of_another_process_counts_too(place: LogPlace) -> None:
    fast, slow = Clock(), Clock()
    fast.now_ms += 5_000
    with make_sequencer(place, CountingEnvelope(), clock_ms=fast) as sequencer:
        sequencer.append(one())
    with make_sequencer(place, CountingEnvelope(), clock_ms=slow) as sequencer, pytest.raises(ClockWentBackError):
        sequencer.append(one())
