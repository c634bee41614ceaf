"""The courier: recalls reach their recipients irregularly, and it is said once, whoever dies, repeats or refuses."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from logging import NOTSET
from pathlib import Path
from random import Random
from threading import Barrier, Thread
from threading import enumerate as enumerate_threads

import psycopg
import pytest
import structlog
from structlog.typing import EventDict

import projections.courier
import projections.rounds
from api.looks.parts import recall_parts
from domain.disclosure.events import RecallConfirmed, RecallDelivered
from domain.event_refusals import DisclosureMissingError
from domain.fact.events import FactWithdrawn
from ledger.service.acts import Recorded
from ledger.service.errors import DecisionContestedError
from ledger.service.looks import Look
from ledger.service.recall_addresses import RecallAddressError, RecallAddresses
from ledger.service.sql_files import statement as ledger_statement
from projections.courier import Courier, Deliveries, Round, Waits
from projections.models import ReadModels
from projections.rounds import Rounds
from projections.statements import statement
from tests.conduct.test_town import broken, judged
from tests.projections.due_desk import DueDesk, open_due_desk
from tests.projections.receiver import Receiver, receiving, status
from tests.service.test_due_process import SUBJECT
from tests.town import BUREAU, CENTRE, COMPANY, COMPANY_CODE
from tests.waiting import wait_until

AT_ONCE = (0.0, 0.0)


@pytest.fixture
def desk(dsn: str, tmp_path: Path) -> Iterator[DueDesk]:
    with open_due_desk(dsn, tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def receiver(desk: DueDesk) -> Iterator[Receiver]:
    key = desk.town.ledger.keyring.platform
    with receiving({key.kid: key.public_key}) as opened:
        yield opened


@pytest.fixture
def addresses(desk: DueDesk) -> RecallAddresses:
    return RecallAddresses(desk.town.settings.layout.recall_addresses)


@pytest.fixture
def reached(receiver: Receiver, addresses: RecallAddresses) -> Receiver:
    """The recipient, whose address the operator has set."""
    addresses.put(CENTRE, receiver.address)
    return receiver


@pytest.fixture
def logs(monkeypatch: pytest.MonkeyPatch) -> list[EventDict]:
    capture = structlog.testing.LogCapture()
    every = structlog.make_filtering_bound_logger(NOTSET)
    for module in (projections.courier, projections.rounds):
        log = structlog.wrap_logger(None, [capture], every, cache_logger_on_first_use=False)
        monkeypatch.setattr(module, "_log", log)
    return capture.entries


def recalled(desk: DueDesk, number: int = 1, *units: str) -> list[str]:
    """Have a penalty shown and withdrawn; give the recalls that are ordered with it, by unit."""
    fact, shown_to = desk.fact(number), sorted(units or (CENTRE,))
    for unit in shown_to:
        desk.town.ledger.looks.record(Look(SUBJECT, unit, "procurement", ["subject.name"], [f"fact:{fact}"], "signed"))
    given = {"subject.fact": fact, "subject.reason": "录入有误"}
    receipt = desk.town.send(desk.town.as_bureau(FactWithdrawn, given, item="xzcf", ground="recorded_in_error"))
    places = list(range(receipt.index - len(shown_to), receipt.index))
    with desk.connect() as connection, connection.cursor() as cursor:
        records = desk.town.ledger.source.at(cursor, places)
    assert [records[place].disclosed["subject.unit"] for place in places] == shown_to
    return [records[place].jti for place in places]


def courier(
    desk: DueDesk, first_s: tuple[float, float] = AT_ONCE, *, deliveries: Deliveries | None = None, limit: int = 200
) -> Courier:
    waits = Waits(first_s, chance=Random(7))
    return Courier(desk.town.ledger, waits=waits, clock=desk.town.clock, deliveries=deliveries, limit=limit)


def said(desk: DueDesk) -> list[str]:
    """The recalls that are said to be delivered, in the order of the log."""
    with desk.connect() as connection, connection.cursor() as cursor:
        rows = cursor.execute(ledger_statement("positions_of_topic"), {"topic": RecallDelivered.TOPIC}).fetchall()
        records = desk.town.ledger.source.at(cursor, [position for (position,) in rows])
    return [str(record.disclosed["subject.recall"]) for record in records.values()]


def confirm(desk: DueDesk, recall: str) -> None:
    given = {"subject.recall": recall}
    desk.town.send(desk.town.as_centre(RecallConfirmed, given, confirmed_on=desk.town.clock.today))


def later(desk: DueDesk, **time: float) -> None:
    desk.town.clock.now += timedelta(**time)


class Dying:
    """Dies instead of saying what was delivered."""

    def say(self, recall: str, on: date) -> Recorded | None:
        raise KeyboardInterrupt


class Hindered:
    """Cannot say it at first."""

    def __init__(self, desk: DueDesk, *errors: Exception) -> None:
        self._deliveries = desk.town.ledger.deliveries
        self._errors = list(errors)

    def say(self, recall: str, on: date) -> Recorded | None:
        if self._errors:
            raise self._errors.pop()
        return self._deliveries.say(recall, on)


class Confirming:
    """Has the recipient confirm before it is said that it was reached."""

    def __init__(self, desk: DueDesk) -> None:
        self._desk = desk

    def say(self, recall: str, on: date) -> Recorded | None:
        confirm(self._desk, recall)
        return self._desk.town.ledger.deliveries.say(recall, on)


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


def _up_to_date(models: ReadModels) -> set[str]:
    return {one.name for one in models.status() if one.is_live and one.lag == 0}


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
