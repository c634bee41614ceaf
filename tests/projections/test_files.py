"""The whole file of a subject for those who are entitled: procedures, clocks, doors to repair, looks, recalls."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from domain.commitment.events import CommitmentFulfilled
from domain.disclosure.events import RecallConfirmed
from domain.measure.events import MeasureApplied
from domain.repair.events import RepairAccepted, RepairGranted
from domain.request.events import CommitmentRequest
from ledger.service.looks import Look
from projections.profile import FactState
from tests.projections.list_desk import READERS, ListDesk, open_list_desk, shanghai
from tests.service.test_due_process import SUBJECT
from tests.town import BUREAU, CENTRE


@pytest.fixture
def desk(dsn: str, tmp_path: Path) -> Iterator[ListDesk]:
    with open_list_desk(dsn, tmp_path / "home") as opened:
        yield opened


def measure(desk: ListDesk, listing: str) -> str:
    statement = desk.town.as_centre(
        MeasureApplied,
        {"subject.content": "一年内限制参加政府采购活动"},
        listing=listing,
        measure="procurement-ban",
        measure_version=1,
        applied_on=desk.town.clock.today,
    )
    desk.town.send(statement)
    return statement.jti


def looked(desk: ListDesk, *targets: str) -> None:
    desk.town.ledger.looks.record(Look(SUBJECT, CENTRE, "procurement", ["subject.name"], targets, "signed"))


def granted(desk: ListDesk, fact: str, listing: str) -> str:
    desk.town.clock.on("2026-09-01")
    case = desk.applied(f"fact:{fact},listing:{listing}")
    desk.town.send(desk.town.as_bureau(RepairAccepted, {}, case=case, accepted_on=desk.town.clock.today))
    desk.town.clock.on("2026-09-03")
    given = {"subject.facts": fact, "subject.reason": "已履行义务，符合修复条件"}
    plain = {"edition": desk.town.edition, "decided_on": desk.town.clock.today, "listings": [listing]}
    desk.town.send(desk.town.as_bureau(RepairGranted, given, case=case, **plain))
    return case


@pytest.mark.parametrize("readers", READERS)
def test_a_listing_is_in_the_file_from_its_notice_on_with_its_steps_and_measures(desk: ListDesk, readers: str) -> None:
    fact, listing = desk.listed(readers)
    applied = measure(desk, listing)
    profile = desk.profile()
    (own,) = profile.listings
    assert (own.state.listing, own.state.facts, own.list_name) == (listing, (fact,), "市场监督管理严重违法失信名单")
    assert own.display.is_public
    assert [one.jti for one in own.running] == [applied]
    assert len(own.steps) == 5
    assert own.steps[0].fields["subject.reply_channel"] == "滕州市示例审批服务局三楼法规科"
    assert all("subject.statement" not in step.fields for step in own.steps)
    (one,) = profile.facts
    assert (one.jti, one.state, one.is_in_force) == (fact, FactState.RECORDED, True)
    assert one.display is not None
    assert one.display.is_public
    assert profile.day == date(2026, 5, 8)


def test_an_earlier_moment_shows_the_file_as_it_was_by_leaves_and_by_days(desk: ListDesk) -> None:
    _, listing = desk.listed()
    noticed, _, decided, published = desk.profile().listings[0].steps
    (before,) = desk.profile(as_of=published.position).listings
    assert (before.display.end_reason, before.state.decided_at) == ("unpublished", decided.position)
    (at_notice,) = desk.profile(as_of=date(2026, 4, 20)).listings
    assert (at_notice.state.listing, [one.position for one in at_notice.steps]) == (listing, [noticed.position])
    assert desk.profile(as_of=noticed.position).listings == ()


def test_a_case_is_in_the_file_with_its_clock_and_texts(desk: ListDesk) -> None:
    fact, _ = desk.listed()
    case = desk.filed(fact)
    (own,) = desk.profile().cases
    assert (own.state.case, own.clock.is_overdue) == (case, False)
    assert own.clock.due is not None
    assert own.clock.due.day == date(2026, 5, 12)
    assert own.steps[0].fields["subject.text"] == "罚款数额有误"
    (late,) = desk.profile(now=shanghai("2026-05-13", "00:00:00")).cases
    assert late.clock.is_overdue
    assert desk.profile(now=shanghai("2026-05-13", "00:00:00")).facts[0].is_in_force is False
    desk.accept(case)
    desk.answer(case)
    desk.decide(case)
    (closed,) = desk.profile(now=shanghai("2026-06-13")).cases
    assert (closed.state.outcome, closed.clock.is_overdue, len(closed.steps)) == ("rejected", False, 4)


def test_inv_10_the_file_explains_when_and_by_which_rule_repair_opens(desk: ListDesk) -> None:
    fact, listing = desk.listed(tier="general")
    (own,), (on_list,) = desk.profile().facts, desk.profile().listings
    for door in (own.repair, on_list.repair):
        assert door is not None
        assert door.eligibility is not None
        assert (door.eligibility.is_open, door.eligibility.missing) == (False, ("period-running",))
        assert "最短公示期未满" in door.zh
        assert "still running" in door.en
    (later,) = desk.profile(now=shanghai("2026-09-01")).facts
    assert later.repair is not None
    assert later.repair.eligibility is not None
    assert later.repair.eligibility.is_open
    assert "可以申请修复" in later.repair.zh
    assert (fact, listing) == (own.jti, on_list.state.listing)


def test_inv_10_a_grant_ends_measures_and_shows_who_was_told(desk: ListDesk) -> None:
    fact, listing = desk.listed(tier="general")
    measure(desk, listing)
    looked(desk, f"listing:{listing}")
    case = granted(desk, fact, listing)
    profile = desk.profile()
    (own,), (repair,), (recall,) = profile.listings, profile.repairs, profile.recalls
    assert (own.running, own.display.end_reason, profile.facts[0].is_in_force) == ((), "repaired", False)
    assert (repair.state.case, repair.state.pending, repair.decision.is_overdue) == (case, (), False)
    assert (recall.state.unit, recall.state.targets) == (CENTRE, (f"listing:{listing}",))
    assert not recall.is_overdue
    assert desk.profile(now=shanghai("2026-12-31")).recalls[0].is_overdue
    given = {"subject.recall": recall.state.jti}
    desk.town.send(desk.town.as_centre(RecallConfirmed, given, confirmed_on=desk.town.clock.today))
    (confirmed,) = desk.profile(now=shanghai("2026-12-31")).recalls
    assert (confirmed.state.confirmed_on, confirmed.is_overdue) == (date(2026, 9, 3), False)


def test_an_application_for_repair_shows_both_its_deadlines(desk: ListDesk) -> None:
    fact, _ = desk.listed(tier="general")
    desk.town.clock.on("2026-09-01")
    case = desk.applied(f"fact:{fact}")
    (own,) = desk.profile().repairs
    assert own.acceptance.due is not None
    assert own.decision.due is not None
    assert (own.acceptance.due.day, own.decision.due.day) == (date(2026, 9, 4), date(2026, 9, 15))
    (late,) = desk.profile(now=shanghai("2026-09-05")).repairs
    assert (late.acceptance.is_overdue, late.decision.is_overdue) == (True, False)
    desk.town.send(desk.town.as_bureau(RepairAccepted, {}, case=case, accepted_on=desk.town.clock.today))
    (taken,) = desk.profile(now=shanghai("2026-09-16")).repairs
    assert (taken.acceptance.is_overdue, taken.decision.is_overdue) == (False, True)


def test_a_deadline_in_a_year_without_calendar_is_not_guessed(desk: ListDesk) -> None:
    desk.town.clock.on("2026-12-30")
    fact = desk.fact(2)
    desk.filed(fact)
    (own,) = desk.profile().cases
    assert (own.clock.due, own.clock.is_known, own.clock.is_overdue) == (None, False, False)
    assert [one.mark.is_provisional for one in desk.profile().facts[0].marks] == [True]


def test_inv_14_the_file_names_every_look_with_purpose_basis_and_fields(desk: ListDesk) -> None:
    fact, listing = desk.listed()
    looked(desk, f"fact:{fact}", f"listing:{listing}")
    looked(desk)
    first, second = desk.profile().looks
    assert (first.unit, first.purpose, first.fields) == (CENTRE, "procurement", ("subject.name",))
    assert first.legal_basis == "《中华人民共和国政府采购法》第二十二条"
    assert first.targets == (f"fact:{fact}", f"listing:{listing}")
    assert (second.targets, second.position > first.position) == ((), True)


def test_a_commitment_is_in_the_file_with_what_became_of_it(desk: ListDesk) -> None:
    given = {"subject.text": "依法按期公示年度报告", "subject.to_body": BUREAU, "subject.fulfil_by": ""}
    desk.fact(1)
    receipt = desk.town.send(desk.town.as_window(CommitmentRequest, given, kind="voluntary"))
    (made,) = desk.profile().commitments
    assert (made.state.jti, made.state.outcome) == (receipt.statement.jti, "")
    found = {"subject.commitment": made.state.jti, "subject.reason": "已按期公示", "subject.evidence": ""}
    desk.town.send(desk.town.as_bureau(CommitmentFulfilled, found, decided_on=desk.town.clock.today))
    (kept,) = desk.profile().commitments
    assert kept.state.outcome == "fulfilled"
    assert [step.fields.get("subject.text") for step in kept.steps] == ["依法按期公示年度报告", None]


def test_a_minor_act_is_in_the_file_is_not_public_and_open_to_repair_at_once(desk: ListDesk) -> None:
    desk.fact(3, tier="minor", **{"subject.is_remedied": False})
    (own,) = desk.profile().facts
    assert own.display is not None
    assert (own.display.is_public, own.display.end_reason, own.is_in_force) == (False, "minor-tier", True)
    assert own.repair is not None
    assert own.repair.eligibility is not None
    assert own.repair.eligibility.is_open
