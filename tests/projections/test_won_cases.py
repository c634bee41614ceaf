"""Cases that subjects won: the record rests, its body sees until when it has to mend it, and a breach is said."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.case.events import CaseDecided
from domain.fact.events import FactCorrected, FactWithdrawn
from domain.listing.events import ListingEnded
from domain.measure.events import MeasureApplied
from domain.standing.display import Display
from ledger.service.folds import FACT, LISTING
from projections.clockwork import ClockWorker
from projections.reading import Reading
from tests.due_town import COMPANY_WHO, COURT, COURT_KEY
from tests.projections.due_desk import BUREAU, CENTRE, DueDesk, listed, open_due_desk

LIST = "market-serious"


@pytest.fixture
def desk(dsn: str, tmp_path: Path) -> Iterator[DueDesk]:
    with open_due_desk(dsn, tmp_path / "home") as opened:
        yield opened


def display(desk: DueDesk, name: str, *, is_listing: bool = False) -> Display:
    with desk.connect() as connection, connection.transaction(), connection.cursor() as cursor:
        reading = Reading(cursor, desk.town.ledger.source, now=desk.town.clock.now)
        if is_listing:
            return reading.shown.displays_of_listings([reading.at(LISTING, name)])[0]
        (found,) = reading.shown.displays_of_facts([reading.at(FACT, name)])
    assert found is not None
    return found


def judged(desk: DueDesk, case: str, outcome: str = "upheld") -> None:
    """A court says how a review or suit ended, today."""
    said = {**COMPANY_WHO, "subject.reason": "判决撤销被诉行政行为，理由见裁判文书", "subject.evidence": ""}
    event = CaseDecided.from_claims({"case": case, "outcome": outcome, "decided_on": desk.town.clock.today}, said)
    desk.town.send(desk.town.statement(event, COURT_KEY, f"agency:{COURT}"))


def corrected(desk: DueDesk, fact: str, **changes: Any) -> None:
    """State a penalty anew, with other fields."""
    whole = desk.town.penalty(1, **changes)
    plain = {**whole.plain, "decided_on": "2026-04-20", "reason": "source_error"}
    event = FactCorrected.from_claims(plain, {**whole.disclosed, "subject.fact": fact})
    desk.town.send(desk.town.statement(event, digests=48))


def breaches(desk: DueDesk) -> int:
    return ClockWorker(desk.town.ledger).run_once(desk.town.clock.now).breaches


def test_inv_11_a_fact_that_lost_in_court_rests_waits_for_its_body_and_breaches(desk: DueDesk) -> None:
    fact = desk.fact()
    case = desk.filed(fact, "litigation")
    judged(desk, case)
    assert (display(desk, fact).end_reason, display(desk, fact).is_refuted) == ("suspended", True)
    desk.follow()
    task = desk.task(BUREAU)
    assert (task.kind, task.matter, task.id, task.rule) == ("revoke", "litigation", case, "R-SD-40")
    assert task.due_on == date(2026, 4, 23)
    desk.town.clock.on("2026-04-23", hour=23, minute=59)
    assert breaches(desk) == 0
    desk.town.clock.on("2026-04-24", hour=0)
    assert desk.task(BUREAU).is_overdue
    assert (breaches(desk), breaches(desk)) == (1, 0)
    desk.follow()
    assert breaches(desk) == 0
    desk.town.clock.on("2026-08-20")
    assert display(desk, fact).end_reason == "suspended"
    said = {"subject.fact": fact, "subject.reason": "判决认定登记有误"}
    desk.town.send(desk.town.as_bureau(FactWithdrawn, said, item="xzcf", ground="recorded_in_error"))
    assert desk.tasks(BUREAU) == []
    desk.follow()
    assert (desk.tasks(BUREAU), breaches(desk)) == ([], 0)


@pytest.mark.parametrize("is_followed", [True, False])
def test_inv_11_a_listing_that_lost_in_review_bears_no_measure_and_breaches(desk: DueDesk, is_followed: bool) -> None:
    _, listing = listed(desk.town)
    case = desk.filed(listing, "review", "listing")
    judged(desk, case)
    if is_followed:
        desk.follow()
    shown = display(desk, listing, is_listing=True)
    assert (shown.is_public, shown.is_effective, shown.is_refuted) == (False, False, True)
    applied = {"listing": listing, "measure": "procurement-ban", "measure_version": 1}
    said = {"subject.content": "一年内限制参加政府采购活动"}
    statement = desk.town.as_centre(MeasureApplied, said, applied_on=desk.town.clock.today, **applied)
    assert desk.town.refused(statement) == "measure-listing-not-effective"
    desk.town.clock.on("2026-05-13", hour=0)
    assert (breaches(desk), breaches(desk)) == (1, 0)
    given = {"subject.reason": "复议决定撤销列入决定", "subject.document_no": "滕政复决〔2026〕1号"}
    plain = {"listing": listing, "list": LIST, "ground": "wrong_listing", "decided_on": desk.town.clock.today}
    desk.town.send(desk.town.as_bureau(ListingEnded, given, **plain))
    desk.follow()
    assert desk.tasks(BUREAU) == []
    assert display(desk, listing, is_listing=True).end_reason == "ended:wrong_listing"


def test_inv_9_an_unrelated_correction_does_not_empty_an_upheld_objection(desk: DueDesk) -> None:
    fact = desk.fact()
    case = desk.filed(fact)
    desk.accept(case)
    corrected(desk, fact, **{"representative.name": "张示列"})
    desk.answer(case, "wrong")
    desk.decide(case, "upheld")
    desk.follow()
    assert display(desk, fact).end_reason == "suspended"
    assert desk.tasks(BUREAU) == [("revoke", case)]
    corrected(desk, fact, **{"subject.fine_fen": 300_000})
    assert display(desk, fact).is_public
    assert desk.tasks(BUREAU) == []
    desk.town.clock.on("2026-04-24", hour=0)
    assert breaches(desk) == 0


def test_inv_9_what_was_corrected_before_the_decision_ends_as_corrected(desk: DueDesk) -> None:
    fact = desk.fact()
    case = desk.filed(fact)
    desk.accept(case)
    given = {"subject.reason": "来源单位已核实，作出处理决定", "subject.evidence": ""}
    plain = {"case": case, "outcome": "corrected", "decided_on": desk.town.clock.today}
    assert desk.town.refused(desk.town.as_centre(CaseDecided, given, **plain)) == "case-not-corrected"
    corrected(desk, fact, **{"subject.fine_fen": 300_000})
    desk.answer(case, "wrong")
    desk.decide(case, "corrected")
    assert (display(desk, fact).is_public, display(desk, fact).marks) == (True, ())
    desk.follow()
    assert (desk.tasks(BUREAU), desk.tasks(CENTRE)) == ([], [])
    desk.town.clock.on("2026-04-24", hour=0)
    assert breaches(desk) == 0


def test_a_complaint_that_was_right_leaves_no_record_to_mend(desk: DueDesk) -> None:
    fact = desk.fact()
    case = desk.filed(fact, "complaint")
    desk.accept(case)
    desk.decide(case, "upheld")
    desk.follow()
    assert (desk.tasks(BUREAU), display(desk, fact).is_public) == ([], True)
    desk.town.clock.on("2026-06-24", hour=0)
    assert breaches(desk) == 0


def test_inv_11_a_listing_that_lost_is_mended_with_its_only_fact(desk: DueDesk) -> None:
    fact, listing = listed(desk.town)
    case = desk.filed(listing, "litigation", "listing")
    judged(desk, case)
    desk.follow()
    assert desk.tasks(BUREAU) == [("revoke", case)]
    said = {"subject.fact": fact, "subject.reason": "判决认定登记有误"}
    desk.town.send(desk.town.as_bureau(FactWithdrawn, said, item="xzcf", ground="recorded_in_error"))
    assert desk.tasks(BUREAU) == []
    desk.town.clock.on("2026-05-13", hour=0)
    assert breaches(desk) == 0


def test_inv_11_a_fact_that_time_ended_before_the_last_day_is_not_to_be_mended(desk: DueDesk) -> None:
    fact = desk.fact(1, **{"subject.penalty_until": "2026-04-23"})
    case = desk.filed(fact, "litigation")
    judged(desk, case)
    desk.follow()
    desk.town.clock.on("2026-04-23", hour=23, minute=59)
    assert desk.tasks(BUREAU) == [("revoke", case)]
    desk.town.clock.on("2026-04-24", hour=0)
    assert (desk.tasks(BUREAU), breaches(desk)) == ([], 0)


def test_inv_11_a_complaint_that_was_right_leaves_no_record_to_mend(desk: DueDesk) -> None:
    _, listing = listed(desk.town)
    case = desk.filed(listing, "complaint", "listing")
    desk.accept(case)
    desk.answer(case, "wrong")
    desk.decide(case, "upheld")
    desk.follow()
    assert desk.tasks(BUREAU) == []
