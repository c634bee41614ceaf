"""Boards and deadlines: what waits for whom until when, at midnight in Shanghai, and never more than ids."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.fact.events import FactCorrected, FactWithdrawn
from domain.identifier import Identifier
from domain.listing.events import CourtListMirrored, ListingEnded
from domain.repair.events import RepairAccepted, RepairGranted
from domain.request.events import EscalationRequest, WaiverRequest
from domain.revocation.events import DecisionRevoked
from projections.casework import Task
from projections.clockwork import ClockWorker
from projections.errors import ProjectionNotBuiltError
from tests.due_town import COMPANY_WHO, COURT, COURT_KEY, new_id
from tests.projections.due_desk import BUREAU, CENTRE, DueDesk, listed, open_due_desk
from tests.service.test_due_process import LIST, decision, notice, publication
from tests.town import COMPANY, COMPANY_CODE


@pytest.fixture
def desk(dsn: str, tmp_path: Path) -> Iterator[DueDesk]:
    with open_due_desk(dsn, tmp_path / "home") as opened:
        yield opened


def test_inv_9_an_objection_waits_for_the_centre_and_for_the_body_until_the_third_working_day(desk: DueDesk) -> None:
    case = desk.filed(desk.fact())
    desk.follow()
    task = desk.task(CENTRE)
    assert (task.kind, task.matter, task.id) == ("accept", "objection", case)
    assert (task.due_on, task.days_left, task.rule, task.article) == (date(2026, 4, 23), 3, "R-SD-39a", "第三十九条")
    assert "山东省社会信用条例" in task.source
    assert desk.tasks(BUREAU) == [("answer", case)]
    desk.accept(case)
    desk.answer(case)
    assert desk.tasks(CENTRE) == [("decide", case)]
    assert desk.tasks(BUREAU) == []
    desk.decide(case)
    assert desk.tasks(CENTRE) == []


def test_inv_9_a_task_is_overdue_from_midnight_in_shanghai(desk: DueDesk) -> None:
    desk.filed(desk.fact())
    desk.follow()
    desk.town.clock.on("2026-04-23", hour=23, minute=59)
    assert (desk.task().is_overdue, desk.task().days_left) == (False, 0)
    desk.town.clock.on("2026-04-24", hour=0)
    assert (desk.task().is_overdue, desk.task().days_left, desk.board().overdue) == (True, -1, 1)


def test_inv_9_outside_help_gives_seven_working_days_across_a_holiday_with_its_make_up_day(desk: DueDesk) -> None:
    desk.town.clock.on("2026-04-29")
    case = desk.filed(desk.fact())
    desk.accept(case, needs_help=True)
    desk.follow()
    task = desk.task()
    assert (task.kind, task.rule) == ("decide", "R-SD-39b")
    assert task.due_on == date(2026, 5, 12)  # 30 April, 6 to 8 May, 9 May (Saturday, make-up day), 11 and 12 May


def test_inv_9_a_year_without_a_calendar_gives_no_day_and_names_the_year(dsn: str, tmp_path: Path) -> None:
    with open_due_desk(dsn, tmp_path / "home", "2026-12-30") as desk:
        desk.filed(desk.fact())
        desk.follow()
        task = desk.task()
        assert (task.due_on, task.is_provisional, task.unannounced_year, task.is_overdue) == (None, True, 2027, False)
        desk.town.clock.on("2027-01-19")
        assert desk.task().is_overdue is False
        assert desk.kept(CENTRE, "objection").unknown == 1
        assert desk.deadlines().unannounced_years == (2027,)
        assert ClockWorker(desk.town.ledger).run_once(desk.town.clock.now).breaches == 0


def test_inv_9_who_announces_no_calendar_is_late_after_the_longest_time(dsn: str, tmp_path: Path) -> None:
    with open_due_desk(dsn, tmp_path / "home", "2026-12-30") as desk:
        case = desk.filed(desk.fact())
        desk.follow()
        desk.town.clock.on("2027-01-20", hour=0)
        task = desk.task()
        assert (task.id, task.due_on, task.is_overdue, task.is_provisional) == (case, date(2027, 1, 19), True, False)
        assert desk.kept(CENTRE, "objection").overdue == 1
        worker = ClockWorker(desk.town.ledger)
        assert [worker.run_once(desk.town.clock.now).breaches for _ in range(2)] == [1, 0]
        said = {"subject.text": "二十日内没有答复", "subject.evidence": ""}
        desk.town.send(desk.town.as_window(EscalationRequest, said, case=case))


def test_an_objection_found_right_leaves_the_body_something_to_mend(desk: DueDesk) -> None:
    fact = desk.fact()
    case = desk.filed(fact)
    desk.accept(case)
    desk.answer(case, "wrong")
    desk.decide(case, "upheld")
    desk.follow()
    task = desk.task(BUREAU)
    assert (task.kind, task.id, task.rule, task.due_on) == ("revoke", case, "R-SD-40", date(2026, 4, 23))
    withdrawn = desk.town.as_bureau(
        FactWithdrawn,
        {"subject.fact": fact, "subject.reason": "罚款数额登记错误"},
        item="xzcf",
        ground="recorded_in_error",
    )
    desk.town.send(withdrawn)
    assert desk.tasks(BUREAU) == []
    desk.follow()
    assert desk.tasks(BUREAU) == []


def test_a_review_waits_for_the_body_without_a_day(desk: DueDesk) -> None:
    case = desk.filed(desk.fact(), "review")
    desk.follow()
    assert desk.tasks(CENTRE) == []
    task = desk.task(BUREAU)
    assert (task.kind, task.id, task.due_on, task.rule) == ("decide", case, None, "")


def test_a_complaint_about_a_body_waits_for_it_and_for_the_centre(desk: DueDesk) -> None:
    desk.fact()
    case = desk.filed(BUREAU, "complaint", "body")
    desk.follow()
    assert desk.tasks(BUREAU) == [("answer", case)]
    task = desk.task(CENTRE)
    assert (task.kind, task.rule, task.due_on) == ("accept", "R-ZX-26", date(2026, 5, 20))


def test_a_listing_waits_for_decision_after_the_reply_window_and_then_for_publication(desk: DueDesk) -> None:
    fact, listing = desk.fact(), new_id()
    notice(desk.town, fact, listing)
    desk.town.clock.on("2026-05-06", hour=23, minute=59)
    desk.follow()
    assert desk.tasks(BUREAU) == []
    desk.town.clock.on("2026-05-07", hour=0)
    assert desk.tasks(BUREAU) == [("listing-decide", listing)]
    decision(desk.town, fact, listing)
    assert desk.tasks(BUREAU) == [("listing-publish", listing)]
    publication(desk.town, listing)
    assert desk.tasks(BUREAU) == []
    assert desk.tasks(CENTRE) == []


def test_inv_10_an_application_for_repair_waits_for_each_body_with_both_of_its_days(desk: DueDesk) -> None:
    fact, listing = listed(desk.town, "general")
    desk.town.clock.on("2026-09-01")
    case = desk.applied(f"fact:{fact},listing:{listing}")
    desk.follow()
    task = desk.task(BUREAU)
    assert (task.kind, task.id, task.due_on, task.rule) == ("repair-accept", case, date(2026, 9, 4), "R-GBF22-accept")
    desk.town.send(desk.town.as_bureau(RepairAccepted, {}, case=case, accepted_on=desk.town.clock.today))
    task = desk.task(BUREAU)
    assert (task.kind, task.due_on, task.rule) == ("repair-decide", date(2026, 9, 15), "R-GBF22-total")
    desk.town.send(
        desk.town.as_bureau(
            RepairGranted,
            {"subject.facts": fact, "subject.reason": "已履行义务，符合修复条件"},
            case=case,
            edition=desk.town.edition,
            decided_on=desk.town.clock.today,
            listings=[listing],
        )
    )
    assert desk.tasks(BUREAU) == []
    desk.follow()
    kept = desk.kept(BUREAU, "repair")
    assert (kept.filed, kept.in_time, kept.open) == (1, 1, 0)


def test_the_most_urgent_comes_first_and_pages_follow_without_gap_or_repetition(desk: DueDesk) -> None:
    desk.fact()
    complaint = desk.filed(BUREAU, "complaint", "body")
    objections = [desk.filed(desk.fact(number)) for number in range(2, 5)]
    desk.follow()
    whole = [one.id for one in desk.board().tasks]
    assert whole == [*objections, complaint]
    for limit in (1, 2, 3, 4):
        found, after = [], None
        while True:
            page = desk.board(after=after, limit=limit)
            assert (len(page.tasks) <= limit, page.total) == (True, 4)
            found += [one.id for one in page.tasks]
            after = page.next_after
            if after is None:
                break
        assert found == whole


@pytest.mark.parametrize("after", ["", "x", "2026-04-23.1", "2026-4-23.1.accept", "2026-04-23.01.accept"])
def test_a_place_that_is_none_of_a_board_is_refused(desk: DueDesk, after: str) -> None:
    with pytest.raises(ValueError, match="no place on a board"):
        desk.board(after=after)


@pytest.mark.parametrize("limit", [0, 201])
def test_a_page_of_a_board_has_1_to_200_tasks(desk: DueDesk, limit: int) -> None:
    with pytest.raises(ValueError, match="limit must be 1 to 200"):
        desk.board(limit=limit)


def test_without_a_build_a_board_is_refused(desk: DueDesk) -> None:
    with pytest.raises(ProjectionNotBuiltError):
        desk.board()


def test_a_task_has_ids_and_days_and_nothing_about_the_subject(desk: DueDesk) -> None:
    case = desk.filed(desk.fact())
    desk.follow()
    spelled = repr(desk.board(BUREAU)) + repr(desk.board(CENTRE))
    assert case in spelled
    assert not any(secret in spelled for secret in (COMPANY, COMPANY_CODE, "滕审罚", "罚款"))
    assert not {one.name for one in fields(Task)} & {"subject", "name", "identifier", "target"}


def test_inv_9_deadlines_are_counted_by_agency_and_kind(desk: DueDesk) -> None:
    cases = [desk.filed(desk.fact(number)) for number in range(1, 5)]
    for case in cases[:2]:
        desk.accept(case)
        desk.answer(case)
    desk.decide(cases[0])
    desk.follow()
    desk.town.clock.on("2026-04-23", hour=23, minute=59)
    kept = desk.kept(CENTRE, "objection")
    assert (kept.filed, kept.in_time, kept.late, kept.overdue, kept.open, kept.unknown) == (4, 1, 0, 0, 3, 0)
    desk.town.clock.on("2026-04-24", hour=0)
    desk.decide(cases[1])
    desk.follow()
    kept = desk.kept(CENTRE, "objection")
    assert (kept.filed, kept.in_time, kept.late, kept.overdue, kept.open) == (4, 1, 1, 2, 0)
    assert kept.name == "滕州市社会信用中心（示例）"


def test_an_erased_subject_leaves_no_task_and_a_rebuild_gives_the_same_bytes(desk: DueDesk) -> None:
    fact, listing = listed(desk.town, "general")
    desk.filed(fact)
    desk.town.clock.on("2026-09-01")
    desk.applied(f"fact:{fact},listing:{listing}")
    desk.follow()
    before = desk.digests()
    desk.rebuild(limit=3)
    assert desk.digests() == before
    ledger = desk.town.ledger
    ledger.erasure.erase_subject(Identifier("uscc", COMPANY_CODE), "court_order", "法院裁判", ledger.genesis)
    assert (desk.tasks(CENTRE), desk.tasks(BUREAU)) == ([], [])
    desk.follow()
    after = desk.digests()
    assert after != before
    for limit in (1, 1_000):
        desk.rebuild(limit)
        assert desk.digests() == after
    assert desk.deadlines().items == ()


def test_an_erased_fact_takes_what_was_filed_about_it_and_a_rebuild_gives_the_same_bytes(desk: DueDesk) -> None:
    fact, other = desk.fact(1), desk.fact(2)
    desk.filed(fact)
    kept = desk.filed(other)
    both = ",".join(sorted((fact, other)))
    given = {"subject.facts": both, "subject.reason": "复议决定撤销", "subject.document_no": "滕政复〔2026〕1号"}
    revoked = desk.town.as_bureau(DecisionRevoked, given, ground="revoked_on_review", decided_on="2026-04-20")
    desk.town.send(revoked)
    desk.follow()
    ledger = desk.town.ledger
    ledger.erasure.erase_record(fact, "court_order", "法院裁判", ledger.genesis)
    assert desk.tasks(CENTRE) == [("accept", kept)]
    desk.follow()
    assert desk.tasks(CENTRE) == [("accept", kept)]
    after = desk.digests()
    desk.rebuild(limit=4)
    assert desk.digests() == after


def test_an_erased_fact_takes_an_application_that_names_it_and_a_rebuild_gives_the_same_bytes(desk: DueDesk) -> None:
    fact, listing = listed(desk.town, "general")
    desk.town.clock.on("2026-09-01")
    desk.applied(f"fact:{fact},listing:{listing}")
    desk.follow()
    ledger = desk.town.ledger
    ledger.erasure.erase_record(fact, "court_order", "法院裁判", ledger.genesis)
    desk.follow()
    after = desk.digests()
    desk.rebuild(limit=4)
    assert desk.digests() == after
    assert desk.deadlines().items == ()


def test_a_listing_whose_reply_was_waived_waits_for_decision_at_once(desk: DueDesk) -> None:
    listing = new_id()
    notice(desk.town, desk.fact(), listing)
    desk.follow()
    assert desk.tasks(BUREAU) == []
    desk.town.send(desk.town.as_window(WaiverRequest, {}, listing=listing))
    desk.follow()
    assert desk.tasks(BUREAU) == [("listing-decide", listing)]


def test_a_case_taken_further_is_open_again_with_a_day_of_its_own(desk: DueDesk) -> None:
    case = desk.filed(desk.fact())
    desk.accept(case)
    desk.answer(case)
    desk.decide(case)
    desk.follow()
    assert desk.tasks(CENTRE) == []
    desk.town.clock.on("2026-04-22")
    request = desk.town.as_window(EscalationRequest, {"subject.text": "请求复核", "subject.evidence": ""}, case=case)
    desk.town.send(request)
    desk.follow()
    task = desk.task(CENTRE)
    assert (task.kind, task.id, task.due_on) == ("decide", case, date(2026, 4, 27))


def corrected(desk: DueDesk, fact: str, **changes: Any) -> None:
    """Replace the fields of a fact, and bring the read models up to the log."""
    whole = desk.town.penalty(1, **changes)
    event = FactCorrected.from_claims(
        {**whole.plain, "reason": "source_error"}, {**whole.disclosed, "subject.fact": fact}
    )
    desk.town.send(desk.town.statement(event, digests=48))
    desk.follow()


def test_inv_7_a_correction_moves_the_day_on_which_the_publicity_of_a_fact_ends(desk: DueDesk) -> None:
    fact = desk.fact(1)
    corrected(desk, fact, tier="general")
    worker = ClockWorker(desk.town.ledger)
    desk.town.clock.on("2027-04-19", hour=23, minute=59)
    assert worker.run_once(desk.town.clock.now).facts == 0
    desk.town.clock.on("2027-04-20", hour=0)
    assert worker.run_once(desk.town.clock.now).facts == 1
    desk.follow()
    digests = desk.digests()
    desk.rebuild(limit=7)
    assert desk.digests() == digests


def test_a_listing_found_wrong_waits_for_its_body_until_it_is_ended(desk: DueDesk) -> None:
    _, listing = listed(desk.town)
    case = desk.filed(listing, target_kind="listing")
    desk.accept(case)
    desk.answer(case, "wrong")
    desk.decide(case, "upheld")
    desk.follow()
    assert desk.tasks(BUREAU) == [("revoke", case)]
    given = {"subject.reason": "列入所依据的事实认定有误", "subject.document_no": "滕审移〔2026〕1号"}
    today = desk.town.clock.today
    plain = {"listing": listing, "list": LIST, "ground": "wrong_listing", "decided_on": today}
    desk.town.send(desk.town.as_bureau(ListingEnded, given, **plain))
    assert desk.tasks(BUREAU) == []


def test_a_listing_of_a_court_is_counted_and_ends_by_time_and_waits_for_nobody(desk: DueDesk) -> None:
    event = CourtListMirrored.from_claims(
        {
            "listing": new_id(),
            "list": "court-defaulters",
            "list_version": 1,
            "edition": desk.town.edition,
            "decided_on": desk.town.clock.today,
            "ends_on": "2028-04-20",
        },
        {
            **COMPANY_WHO,
            "subject.masked_identifier": "",
            "subject.kind": "ENT",
            "subject.name": COMPANY,
            "subject.birth_date": "",
            "subject.document_no": "（2026）鲁0481执1号",
            "subject.reason": "有履行能力而拒不履行生效法律文书确定义务",
            "subject.duty": "给付货款十万元",
        },
    )
    desk.town.send(desk.town.statement(event, COURT_KEY, f"agency:{COURT}"))
    desk.follow()
    assert (desk.tasks(COURT), desk.tasks(CENTRE)) == ([], [])
    worker = ClockWorker(desk.town.ledger)
    desk.town.clock.on("2028-04-19", hour=23, minute=59)
    assert worker.run_once(desk.town.clock.now).listings == 0
    desk.town.clock.on("2028-04-20", hour=0)
    assert worker.run_once(desk.town.clock.now).listings == 1
