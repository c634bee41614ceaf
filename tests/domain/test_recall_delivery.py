"""Delivery of recalls: said once, by the platform, of a recall that is open; nothing else is said or admitted."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.admission import Admission
from domain.authority import Authority
from domain.disclosure.decide import admit_delivery, delivery_due
from domain.disclosure.events import RecallConfirmed, RecallDelivered
from domain.disclosure.state import RecallState, evolve
from domain.identifier import Identifier
from domain.refusal import Refusal
from domain.signer import PLATFORM
from domain.time import SHANGHAI, day_of_ms, milliseconds, start_of_day_ms
from tests.domain.builders import AGENCY, SHOP, SIGNER, recorded
from tests.domain.due_process import FACT, SUBJECT, WHO, bureau, noon
from tests.domain.test_clocks import PLATFORM_NOW

RECALL = "0190a5b0-0000-7000-8000-0000000000cc"
ORDERED = RecallState(
    RECALL,
    SUBJECT,
    AGENCY,
    (f"fact:{FACT}",),
    date(2026, 5, 15),
    ordered_at=40,
    ordered_ms=start_of_day_ms(date(2026, 5, 12)) + 1,
)
TODAY = PLATFORM_NOW.today


def delivered(day: str = "2026-05-13", **changes: str) -> RecallDelivered:
    fields = {"subject.recall": RECALL, **{f"subject.{name}": value for name, value in changes.items()}}
    return RecallDelivered.from_claims({"delivered_on": day}, {**WHO, **fields})


def confirmed() -> RecallConfirmed:
    return RecallConfirmed.from_claims({"confirmed_on": "2026-05-14"}, {**WHO, "subject.recall": RECALL})


def code(event: RecallDelivered, recall: RecallState = ORDERED, by: Authority = PLATFORM_NOW) -> str:
    with pytest.raises(Refusal) as caught:
        admit_delivery(event, recall, by=by)
    assert caught.value.message_zh
    assert caught.value.message_en
    return caught.value.code


def test_the_delivery_of_an_open_recall_is_said_about_its_subject_and_nothing_more() -> None:
    event = delivery_due(ORDERED, on=date(2026, 5, 13))
    assert event == delivered()
    assert event.plain_claims() == {"delivered_on": "2026-05-13"}
    assert event.disclosed == {**WHO, "subject.recall": RECALL}
    assert admit_delivery(event, ORDERED, by=PLATFORM_NOW) == Admission(SUBJECT)


@pytest.mark.parametrize(
    "recall",
    [
        RecallState(RECALL),
        replace(ORDERED, subject=None),
        replace(ORDERED, delivered_at=50),
        replace(ORDERED, confirmed_at=50),
    ],
    ids=["unknown", "erased", "delivered", "confirmed"],
)
def test_nothing_is_said_of_a_recall_that_is_unknown_erased_delivered_or_confirmed(recall: RecallState) -> None:
    assert delivery_due(recall, on=TODAY) is None


def test_a_clock_that_was_set_back_delivers_nothing_before_the_order() -> None:
    event = delivery_due(ORDERED, on=date(2026, 5, 1))
    assert event is not None
    assert event.delivered_on == date(2026, 5, 12)


def test_a_day_of_milliseconds_turns_at_midnight_in_shanghai() -> None:
    midnight = milliseconds(datetime(2026, 5, 12, tzinfo=SHANGHAI))
    assert (day_of_ms(midnight - 1), day_of_ms(midnight)) == (date(2026, 5, 11), date(2026, 5, 12))
    assert datetime.fromtimestamp(midnight / 1000, UTC).hour == 16


def test_a_delivery_that_is_not_what_the_platform_may_say_is_refused() -> None:
    assert code(delivered(), RecallState(RECALL)) == "recall-unknown"
    assert code(delivered(), replace(ORDERED, jti="another")) == "recall-unknown"
    assert code(delivered(identifier=SHOP)) == "recall-subject-mismatch"
    assert code(delivered(), replace(ORDERED, confirmed_at=50)) == "recall-already-confirmed"
    assert code(delivered(), replace(ORDERED, delivered_at=50)) == "recall-already-delivered"
    assert code(delivered(recall="")) == "disclosure-missing"
    assert code(delivered(), by=bureau(noon("2026-05-15"))) == "signer-not-entitled"


def test_a_delivery_is_neither_from_the_future_nor_from_before_the_order() -> None:
    days = [date.fromordinal(TODAY.toordinal() + step).isoformat() for step in (0, 1)]
    assert admit_delivery(delivered(days[0]), ORDERED, by=PLATFORM_NOW).subject == SUBJECT
    assert code(delivered(days[1])) == "recall-delivery-date"
    assert admit_delivery(delivered("2026-05-12"), ORDERED, by=PLATFORM_NOW).subject == SUBJECT
    assert code(delivered("2026-05-11")) == "recall-delivery-date"


def test_a_delivery_folds_once_from_the_platform_and_only_while_the_recall_is_open() -> None:
    told = evolve(ORDERED, delivered(), recorded(50, PLATFORM))
    assert (told.delivered_on, told.delivered_at) == (date(2026, 5, 13), 50)
    assert evolve(told, delivered("2026-05-14"), recorded(51, PLATFORM)) == told
    assert evolve(ORDERED, delivered(), recorded(50, SIGNER.iss)) == ORDERED
    assert evolve(RecallState(RECALL), delivered(), recorded(50, PLATFORM)) == RecallState(RECALL)
    done = evolve(ORDERED, confirmed(), recorded(50))
    assert evolve(done, delivered(), recorded(51, PLATFORM)) == done


def test_a_delivery_takes_neither_the_deadline_nor_the_confirmation_from_the_recipient() -> None:
    told = evolve(ORDERED, delivered(), recorded(50, PLATFORM))
    assert told.is_overdue(date(2026, 5, 16))
    done = evolve(told, confirmed(), recorded(51))
    assert (done.delivered_at, done.confirmed_at, done.is_overdue(date(2026, 5, 16))) == (50, 51, False)


def test_the_subject_of_a_delivery_is_the_recalls_own() -> None:
    other = Identifier(SUBJECT.type, SHOP)
    assert code(delivered(), replace(ORDERED, subject=other)) == "recall-subject-mismatch"
