"""What a correction does to what is shown: it never comes back, it never lasts longer, and it takes listings along."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.definition.events import ListDefined, MeasureDefined
from domain.fact.events import FactCorrected
from domain.measure.events import MeasureApplied
from ledger.statement import Statement
from projections.clockwork import ClockWorker
from tests.conduct.test_town import broken, judged, looked, unjudged
from tests.due_town import RESTRICTION, SERIOUS, DueTown
from tests.projections.due_desk import DueDesk, open_due_desk
from tests.projections.list_desk import ListDesk, open_list_desk, paths_of_fact, paths_of_listing, shanghai, shown_by
from tests.service.test_due_process import listed
from tests.town import CENTRE, CENTRE_KEY


@pytest.fixture
def desk(dsn: str, tmp_path: Path) -> Iterator[ListDesk]:
    with open_list_desk(dsn, tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def work(dsn: str, tmp_path: Path) -> Iterator[DueDesk]:
    with open_due_desk(dsn, tmp_path / "home") as opened:
        yield opened


def correction(town: DueTown, fact: str, decided_on: str, **changes: Any) -> Statement:
    """State the first penalty of the company anew."""
    whole = town.penalty(1, **{"subject.act_date": "2026-04-10", **changes})
    plain = {**whole.plain, "decided_on": decided_on, "reason": "source_error"}
    return town.statement(FactCorrected.from_claims(plain, {**whole.disclosed, "subject.fact": fact}), digests=48)


def defined(town: DueTown, event: ListDefined | MeasureDefined) -> None:
    town.send(town.statement(event, CENTRE_KEY, f"agency:{CENTRE}"))


@pytest.mark.parametrize("is_over", [False, True])
def test_inv_7_no_read_path_shows_a_fact_or_its_listing_longer_for_a_correction(
    desk: ListDesk, *, is_over: bool
) -> None:
    fact, listing = desk.listed(tier="general")
    paths = paths_of_fact(desk) | paths_of_listing(desk, listing)
    end = date(2027, 4, 20)
    assert shown_by(paths, shanghai("2027-04-19", "23:59:59")) == set(paths)
    day = (end if is_over else end - timedelta(days=1)).isoformat()
    desk.town.clock.on(day)
    moved = correction(desk.town, fact, day, tier="general", **{"subject.act_date": day})
    desk.town.send(moved)
    desk.follow()
    assert shown_by(paths, shanghai("2027-04-20", "00:00:00")) == set()
    assert shown_by(paths, shanghai("2027-12-01")) == set()


def test_inv_7_the_clock_says_the_end_that_was_stated_first(work: DueDesk) -> None:
    fact = work.fact(1, tier="general")
    worker = ClockWorker(work.town.ledger)
    work.town.clock.on("2027-04-19")
    work.town.send(correction(work.town, fact, "2027-04-19", tier="general"))
    work.follow()
    assert worker.run_once(work.town.clock.now).facts == 0
    work.town.clock.on("2027-04-20", hour=0)
    assert worker.run_once(work.town.clock.now).facts == 1
    work.follow()
    digests = work.digests()
    work.rebuild(limit=7)
    assert work.digests() == digests


def test_inv_12_a_fact_that_was_hidden_as_minor_is_not_raised_into_the_light(desk: ListDesk) -> None:
    remedied: dict[str, Any] = {"subject.is_remedied": False}
    whole = desk.town.penalty(1, tier="minor", **remedied)
    desk.town.send(whole)
    desk.follow()
    raised = correction(desk.town, whole.jti, "2026-04-20", tier="serious")
    assert desk.town.refused(raised) == "correction-raises-tier"
    assert desk.facts() == []


@pytest.mark.parametrize("tier", ["general", "minor"])
def test_inv_11_a_listing_is_gone_with_the_tier_of_its_only_fact_and_whoever_was_shown_it_is_told(
    desk: ListDesk, tmp_path: Path, tier: str
) -> None:
    fact, listing = desk.listed()
    looked(desk.town, f"fact:{fact}", f"listing:{listing}")
    paths = paths_of_listing(desk, listing)
    assert shown_by(paths, desk.now) == set(paths)
    lowered = {"subject.is_remedied": False} if tier == "minor" else {}
    desk.town.send(correction(desk.town, fact, "2026-04-20", tier=tier, **lowered))
    assert shown_by(paths, desk.now) == set()
    assert desk.account(listing).display.end_reason == "grounds-lowered"
    assert desk.removed() == {listing: "grounds-lowered"}
    (recall,) = desk.profile().recalls
    assert recall.state.targets == (f"fact:{fact}", f"listing:{listing}")
    summary = judged(desk.town, tmp_path / "audit")
    assert (broken(summary), unjudged(summary)) == ([], [])


def test_a_correction_that_leaves_the_tier_is_no_end_of_anything(desk: ListDesk) -> None:
    fact, listing = desk.listed()
    desk.town.send(correction(desk.town, fact, "2026-04-20", **{"subject.content": "罚款人民币四千元"}))
    paths = paths_of_listing(desk, listing)
    assert shown_by(paths, desk.now) == set(paths)
    assert desk.removed() == {}


def test_a_listing_that_was_lowered_counts_as_live_no_more_and_a_rebuild_says_the_same(work: DueDesk) -> None:
    fact, _ = listed(work.town)
    work.follow()
    before = work.digests()
    work.town.send(correction(work.town, fact, "2026-04-20", tier="general"))
    work.follow()
    digests = work.digests()
    assert digests[0] != before[0]
    work.rebuild(limit=7)
    assert work.digests() == digests


def applied(desk: ListDesk, listing: str) -> None:
    given = {"measure": "procurement-ban", "measure_version": 1, "applied_on": desk.town.clock.today}
    said = {"subject.content": "一年内限制参加政府采购活动"}
    desk.town.send(desk.town.as_centre(MeasureApplied, said, listing=listing, **given))


def running(desk: ListDesk, day: str) -> int:
    (own,) = desk.profile(now=shanghai(day)).listings
    return len(own.running)


def test_a_measure_runs_no_longer_than_its_item_of_the_measures_list(desk: ListDesk) -> None:
    _, listing = desk.listed()
    applied(desk, listing)
    assert running(desk, "2026-05-08") == 1
    lapsing = {**RESTRICTION, "version": 2, "effective_from": "2026-05-09", "effective_to": "2026-05-10"}
    defined(desk.town, MeasureDefined.from_claims(lapsing, {}))
    assert [running(desk, day) for day in ("2026-05-10", "2026-05-11", "2026-07-01")] == [1, 0, 0]


def test_nobody_is_shown_on_a_list_that_is_for_others_by_now(desk: ListDesk) -> None:
    _, listing = desk.listed()
    paths = paths_of_listing(desk, listing)
    others = {**SERIOUS, "version": 2, "subject_kinds": ("ORG",), "effective_from": "2026-06-01"}
    defined(desk.town, ListDefined.from_claims(others, {}))
    assert shown_by(paths, shanghai("2026-05-31")) == set(paths)
    assert shown_by(paths, shanghai("2026-06-01")) == set()
    again = {**SERIOUS, "version": 3, "effective_from": "2026-07-01"}
    defined(desk.town, ListDefined.from_claims(again, {}))
    assert shown_by(paths, shanghai("2026-07-01")) == set()
    assert desk.profile(now=shanghai("2026-07-01")).listings[0].display.end_reason == "list-gone"
