"""Lists as everybody sees them: nothing that ended, nothing without its mark, whatever the read models have seen."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from psycopg import Cursor

from domain.clock.events import PublicityEnded
from domain.definition.events import ListDefined
from domain.fact.events import FactWithdrawn
from domain.identifier import Identifier
from domain.listing.events import ListingPublished, NoticeServed
from domain.repair.events import RepairAccepted, RepairGranted
from domain.revocation.events import DecisionRevoked
from ledger.statement import parse_presentation, verify_statement
from projections.build import builds
from projections.listings import GoneItem, ListedItem, Search, page_of_list
from projections.public_list import BlindIndex
from tests.domain.builders import make_rid
from tests.due_town import COMPANY_WHO, PERSON, SECOND_KEY, SERIOUS, new_id
from tests.projections.list_desk import (
    COURT_LIST,
    READERS,
    ListDesk,
    open_list_desk,
    paths_of_fact,
    paths_of_listing,
    shanghai,
    shown_by,
)
from tests.town import BUREAU, CENTRE, CENTRE_KEY, COMPANY, COMPANY_CODE

PERSON_ID = Identifier("rid", PERSON["subject.identifier"])
MASKED = {"subject.masked_identifier": "990000********1239", "subject.kind": "NP", "subject.name": "赵虚构"}


@pytest.fixture
def desk(dsn: str, tmp_path: Path) -> Iterator[ListDesk]:
    with open_list_desk(dsn, tmp_path / "home") as opened:
        yield opened


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
def test_what_a_line_says_and_that_its_second_signer_signed_it(desk: ListDesk, readers: str) -> None:
    fact, listing = desk.listed(readers)
    page = desk.on_list()
    (line,) = page.items
    assert isinstance(line, ListedItem)
    assert (line.listing, line.name, line.identifier, line.masked_identifier) == (listing, COMPANY, COMPANY_CODE, "")
    assert (line.tier, line.document_no, line.issuer) == ("serious", "滕审列〔2026〕1号", f"agency:{BUREAU}")
    assert (line.decided_on, line.ends_on) == (date(2026, 5, 7), date(2027, 4, 20))
    assert line.marks == ()
    statement = parse_presentation(line.presentation)
    verify_statement(statement, SECOND_KEY.public_key)
    assert statement.vct == ListingPublished.TOPIC
    assert statement.disclosed == line.fields
    assert {"subject.service_evidence", "subject.masked_identifier"}.isdisjoint(line.fields)
    assert page.definition is not None
    assert (page.definition.name, page.day) == (SERIOUS["name"], date(2026, 5, 8))
    assert page.size == desk.town.ledger.reader.size()
    assert fact not in repr(page)


def test_inv_8_a_mark_is_there_in_the_snapshot_of_the_filing_on_every_path(desk: ListDesk) -> None:
    fact, listing = desk.listed()
    about_listing = desk.filed(listing, target_kind="listing")
    about_fact = desk.filed(fact)
    (line,), (item,), profile = desk.lines(), desk.facts(), desk.profile()
    shown = desk.account(listing).item
    assert shown is not None
    for marks in (line.marks, shown.marks, profile.listings[0].marks):
        assert [(one.mark.kind, one.mark.case) for one in marks] == [
            ("objection", about_listing),
            ("objection", about_fact),
        ]
    for marks in (item.marks, profile.facts[0].marks):
        assert [(one.mark.kind, one.mark.case) for one in marks] == [("objection", about_fact)]


def test_inv_8_a_statement_of_correction_travels_with_its_record_in_the_subjects_own_words(desk: ListDesk) -> None:
    fact, listing = desk.listed()
    desk.correct(listing, "listing", "年报已于三月补报")
    desk.correct(fact, "fact", "罚款已于四月缴清")
    (line,), (item,), profile = desk.lines(), desk.facts(), desk.profile()
    assert [one.text for one in line.marks] == ["年报已于三月补报"] == [one.text for one in profile.listings[0].marks]
    assert [one.text for one in item.marks] == ["罚款已于四月缴清"] == [one.text for one in profile.facts[0].marks]


def test_inv_9_an_objection_that_is_overdue_rests_the_listing_and_a_decision_brings_it_back(desk: ListDesk) -> None:
    _, listing = desk.listed()
    case = desk.filed(listing, target_kind="listing")
    paths = paths_of_listing(desk, listing)
    resting = shanghai("2026-05-13", "00:00:00")  # filed on a Friday; Saturday the 9th is a day of work
    assert shown_by(paths, shanghai("2026-05-12", "23:59:59")) == set(paths)
    assert "list" not in shown_by(paths, resting)
    assert desk.account(listing, now=resting).item is None
    assert desk.removed(now=resting) == {}
    desk.town.clock.on("2026-05-14")
    desk.accept(case)
    desk.answer(case)
    desk.decide(case)
    assert shown_by(paths, desk.now) == set(paths)


def repaired(desk: ListDesk, fact: str, listing: str) -> None:
    desk.town.clock.on("2026-09-03")
    case = desk.applied(f"fact:{fact},listing:{listing}")
    desk.town.send(desk.town.as_bureau(RepairAccepted, {}, case=case, accepted_on=desk.town.clock.today))
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


def revoked(desk: ListDesk, fact: str) -> None:
    desk.town.send(
        desk.town.as_bureau(
            DecisionRevoked,
            {"subject.facts": fact, "subject.reason": "复议决定撤销", "subject.document_no": "滕政复〔2026〕1号"},
            ground="revoked_on_review",
            decided_on=desk.town.clock.today,
        )
    )


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
    assert desk.on_list(as_of=date(2030, 1, 1)).day == date(2026, 6, 1)
    assert desk.on_list(as_of=0).items == ()


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


def test_inv_8_what_is_contested_today_is_marked_in_every_edition(desk: ListDesk) -> None:
    _, listing = desk.listed()
    desk.town.clock.on("2026-05-11")
    case = desk.filed(listing, target_kind="listing")
    (line,) = desk.lines(as_of=date(2026, 5, 8))
    assert [one.mark.case for one in line.marks] == [case]


def test_inv_8_what_is_contested_today_is_marked_in_every_earlier_account(desk: ListDesk) -> None:
    _, listing = desk.listed()
    published = desk.lines()[0].position
    desk.town.clock.on("2026-05-11")
    case = desk.filed(listing, target_kind="listing")
    desk.correct(listing, "listing", "年报已于三月补报")
    for as_of in (published + 1, date(2026, 5, 8), date(2026, 5, 11), None):
        account = desk.account(listing, as_of=as_of)
        assert account.item is not None
        for marks in ([one.mark for one in account.item.marks], account.display.marks):
            assert [one.case for one in marks] == [case, None]
        assert account.item.marks[1].text == "年报已于三月补报"


def test_inv_8_an_account_whose_listing_rests_today_shows_neither_face_nor_marks(desk: ListDesk) -> None:
    _, listing = desk.listed()
    desk.filed(listing, target_kind="listing")
    account = desk.account(listing, as_of=date(2026, 5, 8), now=shanghai("2026-05-13"))
    assert (account.item, account.display.marks) == (None, ())


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


def test_a_person_on_a_courts_list_is_shown_by_name_and_masked_number_only(desk: ListDesk) -> None:
    desk.mirrored(PERSON, **{**MASKED, "subject.birth_date": "1990-01-01"})
    (line,) = desk.lines(list_id=COURT_LIST)
    assert (line.name, line.identifier, line.masked_identifier) == ("赵虚构", "", "990000********1239")
    assert (line.document_no, line.tier) == ("（2026）虚0481执1号", "")
    text = parse_presentation(line.presentation).disclosed
    assert set(text) == set(line.fields)
    assert {"subject.identifier", "subject.identifier_type", "subject.birth_date"}.isdisjoint(text)
    assert PERSON["subject.identifier"] not in repr(desk.on_list(list_id=COURT_LIST))


def test_pages_follow_one_another_over_what_the_read_model_has_seen_and_what_it_has_not(desk: ListDesk) -> None:
    listings = []
    for number in range(1, 7):
        who = {**PERSON, "subject.identifier": make_rid("19900101", number)}
        masked = f"990000********{who['subject.identifier'][14:]}"
        listings.append(desk.mirrored(who, **{**MASKED, "subject.masked_identifier": masked}))
        if number == 3:
            desk.follow()
    for limit in (1, 2, 4, 200):
        found: list[str] = []
        after = None
        while True:
            page = desk.on_list(COURT_LIST, limit=limit, after=after)
            found += [one.listing for one in page.items]
            after = page.next_after
            if after is None:
                break
        assert found == listings[::-1], limit


class Counting(Cursor[Any]):
    """Counts the statements of a test."""

    statements = 0

    def execute(self, *args: Any, **options: Any) -> "Counting":
        type(self).statements += 1
        return super().execute(*args, **options)


def test_a_page_of_six_lines_asks_the_database_no_more_than_a_page_of_two(desk: ListDesk) -> None:
    for number in range(1, 7):
        who = {**PERSON, "subject.identifier": make_rid("19900101", number)}
        masked = f"990000********{who['subject.identifier'][14:]}"
        listing = desk.mirrored(who, **{**MASKED, "subject.masked_identifier": masked})
        assert desk.account(listing).item is not None
    desk.follow()
    ledger, blind = desk.town.ledger, BlindIndex(desk.town.ledger.keyring.projection_secret)
    asked = []
    with desk.connect() as connection:
        connection.cursor_factory = Counting
        for limit in (2, 6):
            before = Counting.statements
            page = page_of_list(connection, ledger.source, blind, COURT_LIST, now=desk.now, limit=limit)
            assert len(page.items) == limit
            asked.append(Counting.statements - before)
    assert 0 < asked[0] == asked[1]


def test_lists_are_searched_by_exact_code_and_name(desk: ListDesk) -> None:
    desk.listed()
    other = desk.mirrored(PERSON, **MASKED)
    for _follows in range(2):
        assert len(desk.lines(search=Search(code=COMPANY_CODE.lower()))) == 1
        assert desk.lines(search=Search(code="91370481MA3000001X")) == []
        assert desk.lines(search=Search(name=COMPANY[:-1])) == []
        assert desk.lines(search=Search(code=COMPANY_CODE, name="赵虚构")) == []
        assert [one.listing for one in desk.lines(list_id=COURT_LIST, search=Search(name="赵 虚构"))] == [other]
        desk.follow()


def test_nothing_stands_on_a_list_that_nobody_defined(desk: ListDesk) -> None:
    page = desk.on_list("nowhere")
    assert (page.items, page.definition, page.next_after) == ((), None, None)


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
