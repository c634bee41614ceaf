"""Only where the operator has set an address is anything sent."""

import pytest
from structlog.typing import EventDict

from ledger.service.errors import DecisionContestedError
from ledger.service.recall_addresses import RecallAddressError, RecallAddresses
from projections.courier import Round
from projections.rounds import Rounds
from tests.projections.courier.recalls import Hindered, courier, later, recalled, said
from tests.projections.due_desk import DueDesk
from tests.projections.receiver import Receiver
from tests.town import BUREAU, CENTRE
from tests.waiting import wait_until


def test_a_recipient_without_address_is_left_to_its_board(
    desk: DueDesk, receiver: Receiver, addresses: RecallAddresses
) -> None:
    (recall,) = recalled(desk)
    desk.follow()
    one = courier(desk)
    assert one.run_once() == Round(is_leader=True)
    addresses.put(BUREAU, receiver.address)
    assert one.run_once() == Round(is_leader=True)
    assert (receiver.got, desk.tasks()) == ([], [("recall", recall)])
    addresses.put(CENTRE, receiver.address)
    assert one.run_once().delivered == 1


def test_an_address_that_is_removed_is_sent_nothing_more(
    desk: DueDesk, reached: Receiver, addresses: RecallAddresses
) -> None:
    recalled(desk)
    one = courier(desk, (60.0, 60.0))
    assert one.run_once().waiting == 1
    addresses.remove(CENTRE)
    later(desk, minutes=2)
    assert one.run_once() == Round(is_leader=True)
    addresses.put(CENTRE, reached.address)
    assert one.run_once().waiting == 1
    later(desk, minutes=2)
    assert one.run_once().delivered == 1


def test_what_was_taken_is_said_although_the_address_is_removed(
    desk: DueDesk, reached: Receiver, addresses: RecallAddresses
) -> None:
    (recall,) = recalled(desk)
    one = courier(desk, deliveries=Hindered(desk, DecisionContestedError()))
    assert one.run_once().left == 1
    addresses.remove(CENTRE)
    later(desk, minutes=3)
    assert one.run_once() == Round(is_leader=True, delivered=1)
    assert reached.recalls() == said(desk) == [recall]


def test_a_damaged_file_of_addresses_sends_nothing_and_is_told_by_its_code(
    desk: DueDesk, reached: Receiver, logs: list[EventDict]
) -> None:
    recalled(desk)
    desk.town.settings.layout.recall_addresses.write_text('{"x": "http://example.com"}')
    with pytest.raises(RecallAddressError):
        courier(desk).run_once()
    with Rounds(courier(desk), period_s=0.05, retry_s=0.01):
        wait_until(lambda: bool(logs), what="the failure")
    assert {(entry["event"], entry["reason"]) for entry in logs} == {("courier-round-failed", "recall-address")}
    assert reached.got == []
