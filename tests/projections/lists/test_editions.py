"""Earlier editions of a list, and the account of a listing step by step."""

from datetime import date

import pytest

from domain.definition.events import ListDefined
from domain.listing.events import NoticeServed
from projections.listings import GoneItem, Search
from projections.moment import MomentAheadError
from tests.due_town import SERIOUS, new_id
from tests.projections.list_desk import ListDesk
from tests.projections.lists.endings import repaired
from tests.town import CENTRE, CENTRE_KEY, COMPANY, COMPANY_CODE


def test_inv_15_an_earlier_edition_is_told_by_leaves_and_by_days(desk: ListDesk) -> None:
    _, listing = desk.listed()
    published = desk.lines()[0].position
    desk.town.clock.on("2026-06-01")
    desk.fact(9)
    assert [one.listing for one in desk.on_list(as_of=published + 1).items] == [listing]
    assert desk.on_list(as_of=published).items == ()
    assert desk.on_list(as_of=date(2026, 5, 7)).items == ()
    edition = desk.on_list(as_of=date(2026, 5, 8))
    assert [one.listing for one in edition.items] == [listing]
    assert (edition.size, edition.day) == (published + 1, date(2026, 5, 8))
    assert desk.on_list(as_of=date(2026, 6, 1)).day == date(2026, 6, 1)
    for ahead in (date(2026, 6, 2), edition.size + 10**6):
        with pytest.raises(MomentAheadError):
            desk.on_list(as_of=ahead)
    assert (desk.on_list(as_of=0).items, desk.on_list(as_of=0).day) == ((), date(2026, 4, 20))


def test_an_earlier_edition_counts_what_ended_since_and_says_nothing_more_of_it(desk: ListDesk) -> None:
    fact, listing = desk.listed(tier="general")
    position = desk.lines()[0].position
    repaired(desk, fact, listing)
    edition = desk.on_list(as_of=date(2026, 5, 8))
    assert edition.items == (GoneItem(position, listing, "market-serious", "repaired"),)
    assert desk.on_list(search=Search(name=COMPANY), as_of=date(2026, 5, 8)).items == ()
    account = desk.account(listing, as_of=date(2026, 5, 8))
    assert (account.item, account.display.end_reason) == (None, "repaired")
    assert desk.account(listing, as_of=position).display.end_reason == "unpublished"


def test_the_rules_of_an_edition_are_those_of_its_day(desk: ListDesk) -> None:
    _, listing = desk.listed()
    desk.town.clock.on("2026-06-01")
    closed = ListDefined.from_claims({**SERIOUS, "version": 2, "is_public": False, "effective_from": "2026-06-02"}, {})
    desk.town.send(desk.town.statement(closed, CENTRE_KEY, f"agency:{CENTRE}"))
    desk.town.clock.on("2026-06-02")
    assert desk.on_list().items == ()
    edition = desk.on_list(as_of=date(2026, 6, 1))
    assert edition.definition is not None
    assert edition.definition.version == 1
    assert [(one.listing, type(one)) for one in edition.items] == [(listing, GoneItem)]


def test_inv_14_a_list_that_is_opened_publishes_nobody_whom_it_kept_back(desk: ListDesk) -> None:
    _, listing = desk.listed()
    for version, is_public, day in ((2, False, "2026-06-01"), (3, True, "2026-06-02")):
        desk.town.clock.on(day)
        claims = {**SERIOUS, "version": version, "is_public": is_public, "effective_from": day}
        desk.town.send(desk.town.statement(ListDefined.from_claims(claims, {}), CENTRE_KEY, f"agency:{CENTRE}"))
    page = desk.on_list()
    assert page.definition is not None
    assert (page.definition.version, page.items) == (3, ())
    account = desk.account(listing)
    assert (account.item, account.display.end_reason) == (None, "not-public")
    assert (account.display.is_effective, desk.removed()) == (True, {})


def test_the_account_tells_each_step_in_plain_and_nothing_of_the_subject_before_publication(desk: ListDesk) -> None:
    assert desk.models.listing(new_id(), now=desk.now) is None
    _, listing = desk.listed()
    account = desk.account(listing)
    published = account.steps[-1]
    assert [one.topic.rpartition(":")[0].rpartition(":")[2] for one in account.steps] == [
        "notice-served",
        "reply-received",
        "listing-decided",
        "listing-published",
    ]
    assert account.steps[0].topic == NoticeServed.TOPIC
    assert account.steps[0].claims["reply_until"] == "2026-05-06"
    before = desk.account(listing, as_of=published.position)
    assert (before.item, before.display.end_reason, before.display.marks) == (None, "unpublished", ())
    assert all(text not in repr(before) for text in (COMPANY, COMPANY_CODE))
