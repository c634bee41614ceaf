"""Deliveries of recalls: of a known and open recall, about its subject, on a possible day, and once (INV-10)."""

import pytest

from domain.disclosure.events import RecallConfirmed, RecallDelivered
from domain.subject.events import SubjectOpened
from tests.conduct.raw_town import RawTown, founded
from tests.domain.builders import make_uscc
from tests.verify.sample_log import url64

OTHER_WHO = {"subject.identifier_type": "uscc", "subject.identifier": make_uscc("91", 77)}


@pytest.fixture
def town() -> RawTown:
    return founded()


def recalled(town: RawTown) -> int:
    """A recall of ten o'clock on Monday 20 April, to be confirmed until Thursday."""
    fact = town.penalty()
    target = f"fact:{town.jtis[fact]}"
    town.look(target)
    ordered = town.recall(target, "revoked", due_on="2026-04-23")
    town.revocation(fact, decided_on="2026-04-20")
    return ordered


def delivered(town: RawTown, ordered: int, day: str | None = None, **changes: str) -> int:
    said = {"subject.recall": town.jtis[ordered], **changes}
    return town.by("platform", RecallDelivered, said, delivered_on=day or town.today)


def confirmed(town: RawTown, ordered: int) -> int:
    said = {"subject.recall": town.jtis[ordered]}
    return town.by("centre", RecallConfirmed, said, confirmed_on=town.today)


def test_inv_10_a_recall_delivered_and_then_confirmed_is_kept(town: RawTown) -> None:
    ordered = recalled(town)
    said = delivered(town, ordered)
    town.on("2026-04-21")
    confirmed(town, ordered)
    assert town.verdicts(said) == [("kept", "")]
    assert town.broken() == []


def test_inv_10_a_delivery_said_the_day_after_is_kept(town: RawTown) -> None:
    ordered = recalled(town)
    town.on("2026-04-21")
    said = delivered(town, ordered, "2026-04-20")
    assert town.verdicts(said) == [("kept", "")]


@pytest.mark.parametrize("day", ["2026-04-19", "2026-04-21"], ids=["before-the-order", "in-the-future"])
def test_inv_10_a_delivery_on_an_impossible_day_is_found(town: RawTown, day: str) -> None:
    said = delivered(town, recalled(town), day)
    assert town.broken() == [(said, "INV-10", "recall-delivery-date")]


def test_inv_10_a_delivery_said_twice_is_found(town: RawTown) -> None:
    ordered = recalled(town)
    first, second = delivered(town, ordered), delivered(town, ordered)
    assert town.verdicts(first) == [("kept", "")]
    assert town.broken() == [(second, "INV-10", "recall-already-delivered")]


def test_inv_10_two_recalls_are_delivered_each_by_itself(town: RawTown) -> None:
    first = recalled(town)
    fact = town.penalty(2)
    target = f"fact:{town.jtis[fact]}"
    town.look(target)
    second = town.recall(target, "revoked", due_on="2026-04-23")
    town.revocation(fact, decided_on="2026-04-20")
    delivered(town, first)
    delivered(town, second)
    assert town.broken() == []


def test_inv_10_a_delivery_of_what_was_never_recalled_is_found(town: RawTown) -> None:
    fact = town.penalty()
    said = delivered(town, fact)
    assert town.broken() == [(said, "INV-10", "recall-unknown")]


def test_inv_10_a_delivery_in_the_file_of_another_is_found(town: RawTown) -> None:
    ordered = recalled(town)
    opening = {"subject.id": "0190a5b0-0000-4000-8000-000000000002", "subject.kind": "ENT", **OTHER_WHO}
    town.record(SubjectOpened.from_claims({"secret_commitment": url64(bytes(32))}, opening), "platform")
    said = delivered(town, ordered, **OTHER_WHO)
    assert town.broken() == [(said, "INV-10", "recall-subject-mismatch")]


def test_inv_10_a_delivery_after_the_confirmation_is_found(town: RawTown) -> None:
    ordered = recalled(town)
    confirmed(town, ordered)
    said = delivered(town, ordered)
    assert town.broken() == [(said, "INV-10", "recall-already-confirmed")]


def test_a_delivery_of_a_recall_that_was_not_opened_cannot_be_judged(town: RawTown) -> None:
    ordered = recalled(town)
    said = delivered(town, ordered)
    town.withheld.add(ordered)
    assert ("not-judgeable", "withheld") in town.verdicts(said)
