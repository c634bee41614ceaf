"""What ended is gone at once from every read path, whatever the read models have seen."""

import pytest

from domain.fact.events import FactWithdrawn
from tests.due_town import COMPANY_WHO
from tests.projections.list_desk import READERS, ListDesk, paths_of_fact, paths_of_listing, shanghai, shown_by
from tests.projections.lists.endings import repaired, revoked


@pytest.mark.parametrize("readers", READERS)
def test_inv_7_no_read_path_shows_a_listing_from_its_end_on_though_nothing_ran(desk: ListDesk, readers: str) -> None:
    _, listing = desk.listed(readers)
    paths = paths_of_listing(desk, listing)
    assert shown_by(paths, shanghai("2027-04-19", "23:59:59")) == set(paths)
    assert shown_by(paths, shanghai("2027-04-20", "00:00:00")) == set()
    assert shown_by(paths, shanghai("2027-04-20", "00:00:01")) == set()


def test_inv_7_no_read_path_shows_an_adverse_fact_from_its_end_on_though_nothing_ran(desk: ListDesk) -> None:
    desk.listed(tier="general")
    paths = paths_of_fact(desk)
    assert shown_by(paths, shanghai("2027-04-19", "23:59:59")) == set(paths)
    assert shown_by(paths, shanghai("2027-04-20", "00:00:00")) == set()
    assert shown_by(paths, shanghai("2027-04-20", "00:00:01")) == set()


def test_inv_7_the_clocks_own_event_hides_nothing_that_was_not_hidden_before(desk: ListDesk) -> None:
    fact, listing = desk.listed(tier="general")
    desk.town.clock.on("2027-04-20", hour=0)
    assert (desk.lines(), desk.facts()) == ([], [])
    assert desk.town.ledger.clockwork.end_of_listing(listing) is not None
    assert desk.town.ledger.clockwork.end_of_fact(fact) is not None
    assert (desk.lines(), desk.facts()) == ([], [])
    desk.follow()
    assert (desk.lines(), desk.facts()) == ([], [])


@pytest.mark.parametrize("readers", READERS)
def test_inv_11_what_rests_on_a_revoked_fact_is_gone_at_once(desk: ListDesk, readers: str) -> None:
    fact, listing = desk.listed(readers)
    revoked(desk, fact)
    assert shown_by(paths_of_listing(desk, listing) | paths_of_fact(desk), desk.now) == set()
    assert desk.removed() == {fact: "revoked", listing: "grounds-gone"}
    assert desk.account(listing).display.end_reason == "grounds-gone"


def test_inv_11_what_rests_on_a_withdrawn_fact_is_gone_at_once(desk: ListDesk) -> None:
    fact, listing = desk.listed()
    desk.town.send(
        desk.town.statement(
            FactWithdrawn.from_claims(
                {"item": "xzcf", "ground": "recorded_in_error"},
                {**COMPANY_WHO, "subject.fact": fact, "subject.reason": "录入有误"},
            )
        )
    )
    assert shown_by(paths_of_listing(desk, listing) | paths_of_fact(desk), desk.now) == set()
    assert desk.removed() == {fact: "withdrawn", listing: "grounds-gone"}


@pytest.mark.parametrize("readers", READERS)
def test_inv_10_what_was_repaired_is_gone_at_once(desk: ListDesk, readers: str) -> None:
    fact, listing = desk.listed(readers, tier="general")
    repaired(desk, fact, listing)
    if readers == "always":
        desk.follow()
    assert shown_by(paths_of_listing(desk, listing) | paths_of_fact(desk), desk.now) == set()
    assert desk.removed() == {fact: "repaired", listing: "repaired"}
