"""Recalls on their way: ordered, sent, said, confirmed, and couriers that something befalls."""

from datetime import date, timedelta
from random import Random

from domain.disclosure.events import RecallConfirmed, RecallDelivered
from domain.fact.events import FactWithdrawn
from ledger.service.acts import Recorded
from ledger.service.looks import Look
from ledger.service.sql_files import statement as ledger_statement
from projections.courier import Courier, Deliveries, Waits
from tests.projections.due_desk import DueDesk
from tests.service.test_due_process import SUBJECT
from tests.town import CENTRE

AT_ONCE = (0.0, 0.0)


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
