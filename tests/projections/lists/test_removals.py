"""The feed of removals names ids and nothing about anybody, page by page."""

from datetime import date

import pytest

from tests.projections.list_desk import ListDesk
from tests.projections.lists.endings import repaired, revoked
from tests.town import COMPANY, COMPANY_CODE


def test_inv_12_the_feed_of_removals_names_ids_and_nothing_about_anybody(desk: ListDesk) -> None:
    fact, listing = desk.listed(tier="general")
    before = desk.models.removals(now=desk.now)
    repaired(desk, fact, listing)
    feed = desk.models.removals(now=desk.now)
    assert (before.items, before.size < feed.size) == ((), True)
    assert {(one.kind, one.name, one.list_id, one.item, one.day) for one in feed.items} == {
        ("listing", listing, "market-serious", "", date(2026, 9, 3)),
        ("fact", fact, "", "xzcf", date(2026, 9, 3)),
    }
    assert all(text not in repr(feed) for text in (COMPANY, COMPANY_CODE, "滕审"))


def test_inv_12_what_merely_ran_out_is_in_the_feed_before_and_after_the_clock_said_so(desk: ListDesk) -> None:
    _, listing = desk.listed()
    desk.town.clock.on("2027-04-20", hour=0)
    (before,) = desk.models.removals(now=desk.now).items
    desk.town.ledger.clockwork.end_of_listing(listing)
    (after,) = desk.models.removals(now=desk.now).items
    desk.follow()
    assert desk.models.removals(now=desk.now).items == (after,)
    for one in (before, after):
        assert (one.name, one.ground, one.day) == (listing, "expired", date(2027, 4, 20))
    assert (before.ended_at, after.ended_at is None) == (None, False)


def test_inv_12_the_feed_goes_on_where_a_page_ended(desk: ListDesk) -> None:
    fact, listing = desk.listed(tier="general")
    penalties = [desk.fact(number) for number in (7, 8)]
    desk.follow()
    for jti in penalties:
        revoked(desk, jti)
    repaired(desk, fact, listing)
    found: list[str] = []
    after = None
    for _page in range(10):
        page = desk.models.removals(now=desk.now, limit=1, after=after)
        found += [one.name for one in page.items]
        after = page.next_after
        if after is None:
            break
    assert sorted(found[:2]) == sorted([fact, listing])
    assert found[2:] == penalties[::-1]


@pytest.mark.parametrize("limit", [0, 201])
def test_pages_of_lists_and_removals_have_1_to_200_lines(desk: ListDesk, limit: int) -> None:
    for ask in (desk.on_list, desk.removed):
        with pytest.raises(ValueError, match="limit must be 1 to 200"):
            ask(limit=limit)
