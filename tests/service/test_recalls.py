"""Recalls on the real recorder: what falls with a fact is recalled in the append in which the fact falls."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.disclosure.events import RecallOrdered
from domain.fact.events import FactWithdrawn
from domain.repair.events import RepairAccepted, RepairGranted
from domain.revocation.events import DecisionRevoked
from ledger.service.looks import Look
from ledger.service.receipts import Receipt
from tests.due_town import DueTown, new_id, open_due_town
from tests.service.test_due_process import SUBJECT, applied, decision, listed, notice, publication
from tests.town import CENTRE


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as opened:
        yield opened


def recalled_right_before(town: DueTown, receipt: Receipt) -> set[str]:
    """Name the records whose recall stands in the log right before a statement."""
    with town.ledger.pool.connection() as connection, connection.cursor() as cursor:
        recall = town.ledger.source.at(cursor, [receipt.index - 1])[receipt.index - 1]
    assert (recall.topic, recall.disclosed["subject.unit"]) == (RecallOrdered.TOPIC, CENTRE)
    return set(str(recall.disclosed["subject.targets"]).split(","))


def shown(town: DueTown, *targets: str) -> None:
    town.ledger.looks.record(Look(SUBJECT, CENTRE, "procurement", ["subject.name"], targets, "signed"))


def revocation(town: DueTown, *facts: str) -> Receipt:
    return town.send(
        town.as_bureau(
            DecisionRevoked,
            {
                "subject.facts": ",".join(sorted(facts)),
                "subject.reason": "复议决定撤销",
                "subject.document_no": "滕政复〔2026〕1号",
            },
            ground="revoked_on_review",
            decided_on=town.clock.today,
        )
    )


def withdrawal(town: DueTown, fact: str) -> Receipt:
    return town.send(
        town.as_bureau(
            FactWithdrawn,
            {"subject.fact": fact, "subject.reason": "录入有误"},
            item="xzcf",
            ground="recorded_in_error",
        )
    )


@pytest.mark.parametrize("fall", [revocation, withdrawal])
def test_inv_11_a_listing_is_recalled_in_the_append_in_which_its_only_ground_falls(
    town: DueTown, fall: Callable[[DueTown, str], Receipt]
) -> None:
    fact, listing = listed(town)
    shown(town, f"listing:{listing}")
    assert recalled_right_before(town, fall(town, fact)) == {f"listing:{listing}"}


def test_inv_11_the_recall_of_a_fact_names_the_listing_that_falls_with_it(town: DueTown) -> None:
    fact, listing = listed(town)
    shown(town, f"fact:{fact}")
    shown(town, f"listing:{listing}")
    assert recalled_right_before(town, revocation(town, fact)) == {f"fact:{fact}", f"listing:{listing}"}


def test_inv_11_a_listing_falls_with_the_last_of_its_grounds_and_not_before(town: DueTown) -> None:
    first, second, listing = town.penalty(1), town.penalty(2), new_id()
    for one in (first, second):
        town.send(one)
    both = ",".join(sorted([first.jti, second.jti]))
    notice(town, both, listing)
    town.clock.on("2026-05-07")
    decision(town, both, listing)
    town.clock.on("2026-05-08")
    publication(town, listing)
    shown(town, f"fact:{first.jti}", f"fact:{second.jti}", f"listing:{listing}")
    assert recalled_right_before(town, revocation(town, first.jti)) == {f"fact:{first.jti}"}
    assert recalled_right_before(town, withdrawal(town, second.jti)) == {f"fact:{second.jti}", f"listing:{listing}"}


def test_inv_10_a_grant_for_the_only_ground_recalls_the_listing_that_it_does_not_name(town: DueTown) -> None:
    fact, listing = listed(town, "general")
    shown(town, f"listing:{listing}")
    town.clock.on("2026-09-01")
    case = applied(town, f"fact:{fact}")
    town.send(town.as_bureau(RepairAccepted, {}, case=case, accepted_on=town.clock.today))
    said = {"subject.facts": fact, "subject.reason": "已履行义务，符合修复条件"}
    plain = {"case": case, "edition": town.edition, "decided_on": town.clock.today}
    granted = town.send(town.as_bureau(RepairGranted, said, **plain))
    assert recalled_right_before(town, granted) == {f"listing:{listing}"}
