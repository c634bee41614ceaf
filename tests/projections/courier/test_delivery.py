"""A recall reaches its recipient once, with nothing about anybody, and it is said once."""

from datetime import date
from pathlib import Path

import pytest

from domain.event_refusals import DisclosureMissingError
from ledger.service.errors import DecisionContestedError
from ledger.service.recall_addresses import RecallAddresses
from projections.courier import Round
from tests.conduct.test_town import broken, judged
from tests.projections.courier.recalls import Confirming, Dying, Hindered, confirm, courier, later, recalled, said
from tests.projections.due_desk import DueDesk
from tests.projections.receiver import Receiver, receiving
from tests.service.test_due_process import SUBJECT
from tests.town import BUREAU, CENTRE, COMPANY, COMPANY_CODE


@pytest.mark.parametrize("follows", ["followed", "never"])
def test_inv_10_a_recall_reaches_its_recipient_once_and_it_is_said_once(
    desk: DueDesk, reached: Receiver, follows: str
) -> None:
    (recall,) = recalled(desk)
    if follows == "followed":
        desk.follow()
    one = courier(desk)
    assert one.run_once() == Round(is_leader=True, delivered=1)
    assert one.run_once() == courier(desk).run_once() == Round(is_leader=True)
    assert reached.recalls() == said(desk) == [recall]


def test_inv_14_the_message_holds_an_id_a_day_and_two_paths_and_nothing_about_anybody(
    desk: DueDesk, reached: Receiver
) -> None:
    (recall,) = recalled(desk)
    courier(desk).run_once()
    (got,) = reached.got
    assert got.signer == "platform"
    assert got.content == {
        "type": "urn:chengjian:recall-message:v1",
        "origin": desk.town.ledger.genesis.origin,
        "recall": recall,
        "due_on": "2026-04-23",
        "read": "/api/v1/matters",
        "confirm": "/api/v1/statements",
    }
    sent = got.message.body.decode() + repr(got.message.headers) + got.message.url
    with desk.connect() as connection, connection.cursor() as cursor:
        texts = [
            str(value)
            for record in desk.town.ledger.source.read(cursor, 0, 10_000)
            for name, value in record.disclosed.items()
            if name.startswith(("subject.", "representative.")) and name != "subject.recall"
        ]
    planted = [text for text in texts if len(text) > 8]
    assert {COMPANY, COMPANY_CODE, "录入有误"} <= set(texts)
    assert len(planted) > 20
    assert [text for text in planted if text in sent] == []


def test_each_unit_that_was_shown_the_record_is_reached_at_its_own_address(
    desk: DueDesk, reached: Receiver, addresses: RecallAddresses, tmp_path: Path
) -> None:
    key = desk.town.ledger.keyring.platform
    with receiving({key.kid: key.public_key}) as second:
        addresses.put(BUREAU, second.address)
        ordered = dict(zip(sorted([BUREAU, CENTRE]), recalled(desk, 1, BUREAU, CENTRE), strict=True))
        assert courier(desk).run_once().delivered == 2
        assert (second.recalls(), reached.recalls()) == ([ordered[BUREAU]], [ordered[CENTRE]])
    assert broken(judged(desk.town, tmp_path)) == []


def test_inv_10_a_courier_that_died_between_sending_and_saying_sends_again_and_says_it_once(
    desk: DueDesk, reached: Receiver
) -> None:
    (recall,) = recalled(desk)
    desk.follow()
    with pytest.raises(KeyboardInterrupt):
        courier(desk, deliveries=Dying()).run_once()
    assert (reached.recalls(), said(desk)) == ([recall], [])
    assert courier(desk).run_once().delivered == 1
    assert reached.recalls() == [recall, recall]
    assert said(desk) == [recall]


def test_what_cannot_be_said_at_once_is_said_later_without_sending_again(desk: DueDesk, reached: Receiver) -> None:
    (recall,) = recalled(desk)
    errors = DecisionContestedError(), DisclosureMissingError(pointer="/x", field="x")
    one = courier(desk, deliveries=Hindered(desk, *errors))
    assert one.run_once() == Round(is_leader=True, left=1, waiting=1)
    assert one.run_once() == Round(is_leader=True, waiting=1)
    later(desk, minutes=3)
    assert one.run_once().left == 1
    later(desk, minutes=6)
    assert one.run_once() == Round(is_leader=True, delivered=1)
    assert reached.recalls() == said(desk) == [recall]


def test_a_recall_that_was_confirmed_meanwhile_is_not_sent(desk: DueDesk, reached: Receiver) -> None:
    (recall,) = recalled(desk)
    one = courier(desk, (60.0, 60.0))
    assert one.run_once().waiting == 1
    confirm(desk, recall)
    later(desk, minutes=2)
    assert one.run_once() == Round(is_leader=True)
    desk.follow()
    assert courier(desk).run_once() == Round(is_leader=True)
    assert (reached.got, said(desk)) == ([], [])


def test_nothing_is_said_of_a_recall_that_was_confirmed_before_it_could_be(desk: DueDesk, reached: Receiver) -> None:
    recalled(desk)
    one = courier(desk, deliveries=Confirming(desk))
    assert one.run_once() == Round(is_leader=True)
    assert (len(reached.got), said(desk)) == (1, [])


def test_a_recall_whose_subject_was_erased_is_not_sent(desk: DueDesk, reached: Receiver) -> None:
    recalled(desk)
    one = courier(desk, (60.0, 60.0))
    assert one.run_once().waiting == 1
    ledger = desk.town.ledger
    ledger.erasure.erase_subject(SUBJECT, "court_order", "法院裁判", ledger.genesis)
    later(desk, minutes=2)
    assert one.run_once() == Round(is_leader=True)
    assert reached.got == []


def test_the_board_shows_the_day_on_which_the_recipient_took_it(desk: DueDesk, reached: Receiver) -> None:
    recalled(desk)
    desk.follow()
    assert desk.task().delivered_on is None
    desk.town.clock.on("2026-04-20", hour=23, minute=58)
    one = courier(desk, deliveries=Hindered(desk, DecisionContestedError()))
    assert one.run_once().left == 1
    desk.town.clock.on("2026-04-21", hour=9)
    assert one.run_once().delivered == 1
    task = desk.task()
    assert (task.kind, task.delivered_on, task.due_on) == ("recall", date(2026, 4, 20), date(2026, 4, 23))
