"""Decisions of due process that meet: two at once, and midnight between deciding and sequencing."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from domain.case.events import CaseAccepted
from domain.listing.events import ListingPublished
from domain.request.events import CaseRequest
from domain.revocation.events import DecisionRevoked
from ledger.service.outcome import Accepted, Outcome
from ledger.statement import Statement
from tests.due_town import DueTown, new_id, open_due_town
from tests.service.test_due_process import LIST, decision, listed, notice
from tests.town import COMPANY


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as opened:
        yield opened


def published(town: DueTown, listing: str) -> Statement:
    said = {
        "subject.masked_identifier": "",
        "subject.kind": "ENT",
        "subject.name": COMPANY,
        "subject.summary": "未按规定公示年度报告，情节严重",
        "subject.service_evidence": "送达回证〔2026〕2号",
    }
    plain = {"list": LIST, "served_on": town.clock.today, "service": "in_person", "has_repair_notice": True}
    return town.as_second(ListingPublished, said, listing=listing, **plain)


def revoked(town: DueTown, fact: str) -> Statement:
    said = {"subject.facts": fact, "subject.reason": "经复议撤销", "subject.document_no": "滕政复决〔2026〕1号"}
    return town.as_bureau(DecisionRevoked, said, ground="revoked_on_review", decided_on=town.clock.today)


def undecided(town: DueTown) -> tuple[str, str]:
    """A listing that may be decided today."""
    fact, listing = town.penalty(1), new_id()
    town.send(fact)
    notice(town, fact.jti, listing)
    town.clock.on("2026-05-07")
    return fact.jti, listing


def at_once(town: DueTown, *statements: Statement) -> list[str]:
    """Send statements from as many threads at the same moment; give their outcomes as codes."""
    barrier, outcomes = Barrier(len(statements)), dict[int, Outcome]()

    def send(place: int) -> None:
        barrier.wait()
        (outcomes[place],) = town.ledger.submit_many([statements[place].text])

    threads = [Thread(target=send, args=(place,)) for place in range(len(statements))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [code_of(outcomes[place]) for place in range(len(statements))]


def code_of(outcome: Outcome) -> str:
    return "" if isinstance(outcome, Accepted) else str(getattr(outcome.error, "code", outcome.error))


def test_of_two_publications_at_once_one_counts(town: DueTown) -> None:
    fact, listing = undecided(town)
    decision(town, fact, listing)
    codes = at_once(town, published(town, listing), published(town, listing))
    assert sorted(codes) == ["", "listing-published-before"]


def test_inv_11_a_revocation_and_a_publication_at_once_never_leave_a_listing_on_nothing(town: DueTown) -> None:
    fact, listing = undecided(town)
    decision(town, fact, listing)
    codes = at_once(town, revoked(town, fact), published(town, listing))
    assert codes in (["", ""], ["", "listing-ground-not-standing"])


@pytest.mark.parametrize("is_first", [True, False])
def test_in_one_batch_the_later_decision_sees_the_earlier(town: DueTown, *, is_first: bool) -> None:
    fact, listing = undecided(town)
    decision(town, fact, listing)
    batch = [revoked(town, fact), published(town, listing)]
    outcomes = town.ledger.submit_many([one.text for one in (batch if is_first else batch[::-1])])
    assert sorted(map(code_of, outcomes)) == (["", "listing-ground-not-standing"] if is_first else ["", ""])


def test_inv_9_a_step_decided_before_midnight_and_sequenced_after_it_is_decided_again(town: DueTown) -> None:
    fact, _ = listed(town)
    said = {
        "subject.target_kind": "fact",
        "subject.target": fact,
        "subject.text": "罚款数额有误",
        "subject.evidence": "",
        "subject.body": "",
        "subject.document_no": "",
    }
    case = str(town.send(town.as_window(CaseRequest, said, kind="objection")).statement.plain["case"])
    town.clock.on("2026-05-08", hour=23, minute=59)
    accepted = town.as_centre(CaseAccepted, {}, case=case, accepted_on=town.clock.today, needs_help=False)
    town.clock.now += timedelta(seconds=59, milliseconds=998)  # the next reading decides, the one after it sequences
    assert town.refused(accepted) == "case-date"
    town.clock.on("2026-05-09")
    town.send(town.as_centre(CaseAccepted, {}, case=case, accepted_on="2026-05-09", needs_help=False))
