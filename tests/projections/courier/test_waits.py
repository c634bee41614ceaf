"""Recalls wait irregularly, and longer and longer for whoever is away."""

from itertools import pairwise
from random import Random

from structlog.typing import EventDict

from ledger.service.recall_addresses import RecallAddresses
from projections.courier import Round, Waits
from tests.projections.courier.recalls import courier, later, recalled, said
from tests.projections.due_desk import DueDesk
from tests.projections.receiver import Receiver
from tests.town import CENTRE


def test_a_recipient_that_is_away_is_asked_again_after_growing_waits(
    desk: DueDesk, receiver: Receiver, addresses: RecallAddresses, logs: list[EventDict]
) -> None:
    recalled(desk)
    addresses.put(CENTRE, "http://127.0.0.1:1/recalls")
    one = courier(desk)
    asked_at_s: list[int] = []
    for elapsed_s in range(0, 3_600, 30):
        if one.run_once().failed:
            asked_at_s.append(elapsed_s)
        later(desk, seconds=30)
    gaps_s = [after - before for before, after in pairwise(asked_at_s)]
    assert asked_at_s[0] == 0
    assert len(gaps_s) >= 4
    assert all(after > before for before, after in pairwise(gaps_s))
    failures = [entry for entry in logs if entry["event"] == "recall-not-taken"]
    assert [entry["failures"] for entry in failures] == list(range(1, len(asked_at_s) + 1))
    assert {entry["reason"] for entry in failures} == {"ConnectError"}
    assert "127.0.0.1" not in repr(logs)
    addresses.put(CENTRE, receiver.address)  # another address begins anew
    assert one.run_once().delivered == 1


def test_waits_grow_to_a_limit_and_are_irregular() -> None:
    waits = Waits(chance=Random(3))
    seconds = [waits.again(failures).total_seconds() for failures in range(1, 20)]
    assert all(90 * 2**n <= one <= 150 * 2**n for n, one in enumerate(seconds[:7]))
    assert all(0.75 * 21_600 <= one <= 1.25 * 21_600 for one in seconds[8:])
    assert len(set(seconds)) == len(seconds)


def test_each_recall_waits_irregularly_before_it_is_sent(desk: DueDesk, reached: Receiver) -> None:
    recalls = [recall for number in range(1, 7) for recall in recalled(desk, number)]
    one = courier(desk, (60.0, 1_800.0))
    assert one.run_once() == Round(is_leader=True, waiting=6)
    later(desk, seconds=55)
    assert one.run_once().delivered == 0
    sent: list[int] = []
    for _ in range(30):
        later(desk, seconds=60)
        sent.append(one.run_once().delivered)
    assert sum(sent) == 6
    assert len([number for number in sent if number]) >= 4
    assert sorted(said(desk)) == sorted(recalls)
    assert said(desk) != recalls
