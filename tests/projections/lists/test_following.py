"""Lists follow what happened: erasures, rebuilds, and what the clock said."""

from datetime import date

import pytest

from domain.clock.events import PublicityEnded
from projections.build import builds
from tests.domain.builders import make_rid
from tests.due_town import PERSON
from tests.projections.list_desk import COURT_LIST, MASKED, PERSON_ID, ListDesk
from tests.projections.lists.endings import repaired


def test_an_erased_subject_is_gone_from_every_list_before_and_after_the_read_models_follow(desk: ListDesk) -> None:
    listing = desk.mirrored(PERSON, **MASKED)
    desk.follow()
    ledger = desk.town.ledger
    desk.town.clock.on("2026-04-21")
    ledger.erasure.erase_subject(PERSON_ID, "court_order", "测试", ledger.genesis)
    for _follows in range(2):
        assert desk.on_list(COURT_LIST).items == ()
        assert desk.on_list(COURT_LIST, as_of=date(2026, 4, 20)).items == ()
        account = desk.account(listing)
        assert (account.item, account.display.end_reason) == (None, "erased")
        assert desk.removed() == {listing: "erased"}
        assert desk.models.profile(PERSON_ID, now=desk.now) is None
        desk.follow()


@pytest.mark.parametrize("limit", [1, 3, 2_000])
def test_a_rebuild_of_what_happened_gives_the_same_bytes(desk: ListDesk, limit: int) -> None:
    fact, listing = desk.listed(tier="general")
    desk.mirrored(PERSON, **MASKED)
    other = {**PERSON, "subject.identifier": make_rid("19900101", 7)}
    stays = f"990000********{other['subject.identifier'][14:]}"
    desk.mirrored(other, **{**MASKED, "subject.masked_identifier": stays})
    desk.fact(5)
    repaired(desk, fact, listing)
    desk.town.ledger.erasure.erase_subject(PERSON_ID, "court_order", "测试", desk.town.ledger.genesis)
    desk.follow()
    live = desk.digests()
    desk.rebuild(limit)
    assert desk.digests() == live
    with desk.connect() as connection:
        assert [build.build for build in builds(connection, "listings")] == [2]
        for table in ("listing_2", "public_item_2"):
            assert connection.execute(f"select count(*) from {table}".encode()).fetchone() == (1,)


def test_what_the_clock_said_is_taken_off_the_candidates(desk: ListDesk) -> None:
    fact, listing = desk.listed(tier="general")
    desk.town.clock.on("2027-04-20", hour=0)
    recorded = (desk.town.ledger.clockwork.end_of_listing(listing), desk.town.ledger.clockwork.end_of_fact(fact))
    assert None not in recorded
    desk.follow()
    with desk.connect() as connection:
        assert connection.execute("select count(*) from listing_1").fetchone() == (0,)
        assert connection.execute("select count(*) from public_item_1").fetchone() == (0,)
    assert desk.account(listing).steps[-1].topic == PublicityEnded.TOPIC
