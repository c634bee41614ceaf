"""Recalls on the real recorder: what falls with a fact is recalled in the append in which the fact falls."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.disclosure.events import RecallOrdered
from domain.fact.events import FactCorrected, FactWithdrawn
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


def listed_on(town: DueTown, first: str, second: str, tier: str = "serious") -> str:
    """List the company on two penalties, and show the centre the listing; give its id."""
    town.open_list(tier)
    both, listing = ",".join(sorted([first, second])), new_id()
    notice(town, both, listing, tier)
    town.clock.on("2026-05-07")
    decision(town, both, listing, tier=tier)
    town.clock.on("2026-05-08")
    publication(town, listing)
    shown(town, f"fact:{first}", f"fact:{second}", f"listing:{listing}")
    return listing


def test_inv_11_a_listing_falls_with_the_last_of_its_grounds_and_not_before(town: DueTown) -> None:
    first, second = town.penalty(1), town.penalty(2)
    for one in (first, second):
        town.send(one)
    listing = listed_on(town, first.jti, second.jti)
    assert recalled_right_before(town, revocation(town, first.jti)) == {f"fact:{first.jti}"}
    assert recalled_right_before(town, withdrawal(town, second.jti)) == {f"fact:{second.jti}", f"listing:{listing}"}


def test_inv_10_a_listing_is_recalled_with_its_last_ground_whatever_took_the_others(town: DueTown) -> None:
    first, second = town.penalty(1), town.penalty(2)
    for one in (first, second):
        town.send(one)
    listing = listed_on(town, first.jti, second.jti)
    town.clock.on("2027-05-10")
    assert recalled_right_before(town, repaired(town, first.jti)) == {f"fact:{first.jti}"}
    assert recalled_right_before(town, revocation(town, second.jti)) == {f"fact:{second.jti}", f"listing:{listing}"}


def correction(town: DueTown, fact: str, content: dict[str, str]) -> Receipt:
    """State the town's first penalty anew."""
    said = {**town.penalty(1).disclosed, "subject.act_date": "2026-04-10", "subject.fact": fact, **content}
    plain = {"item": "xzcf", "item_version": 1, "rules": "2026.1", "decided_on": "2026-04-20", "reason": "source_error"}
    return town.send(town.statement(FactCorrected.from_claims(plain, said), digests=48))


def test_inv_10_a_listing_is_recalled_when_its_ground_is_corrected_to_an_end_that_is_past(town: DueTown) -> None:
    fact, listing = listed(town)
    shown(town, f"fact:{fact}", f"listing:{listing}")
    later = correction(town, fact, {"subject.penalty_until": "2026-05-08"})
    assert recalled_right_before(town, later) == {f"fact:{fact}"}
    over = correction(town, fact, {"subject.penalty_until": "2026-05-07"})
    assert recalled_right_before(town, over) == {f"fact:{fact}", f"listing:{listing}"}


@pytest.mark.parametrize("fall", [revocation, withdrawal])
def test_inv_10_a_recall_that_is_recorded_after_midnight_counts_from_that_day(
    town: DueTown, fall: Callable[[DueTown, str], Receipt]
) -> None:
    first, second = town.penalty(1), town.penalty(2)
    for one in (first, second):
        town.send(one)
        shown(town, f"fact:{one.jti}")
    fall(town, first.jti)  # what the ledger remembers of its law is fresh now: the next decision stands as it is taken
    town.clock.on("2026-04-20", hour=23, minute=59)
    town.clock.now += timedelta(seconds=59, milliseconds=998)  # the next reading decides, the one after it sequences
    receipt = fall(town, second.jti)
    with town.ledger.pool.connection() as connection, connection.cursor() as cursor:
        recall = town.ledger.source.at(cursor, [receipt.index - 1])[receipt.index - 1]
    assert (town.clock.today, recall.claims["due_on"]) == ("2026-04-21", "2026-04-24")


def repaired(town: DueTown, fact: str) -> Receipt:
    """Apply for repair of a fact, and have it granted."""
    case = applied(town, f"fact:{fact}")
    town.send(town.as_bureau(RepairAccepted, {}, case=case, accepted_on=town.clock.today))
    said = {"subject.facts": fact, "subject.reason": "已履行义务，符合修复条件"}
    plain = {"case": case, "edition": town.edition, "decided_on": town.clock.today}
    return town.send(town.as_bureau(RepairGranted, said, **plain))


def test_inv_10_a_grant_for_the_only_ground_recalls_the_listing_that_it_does_not_name(town: DueTown) -> None:
    fact, listing = listed(town, "general")
    shown(town, f"listing:{listing}")
    town.clock.on("2026-09-01")
    assert recalled_right_before(town, repaired(town, fact)) == {f"listing:{listing}"}
