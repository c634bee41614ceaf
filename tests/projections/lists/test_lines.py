"""Lines of a list: what one says, how pages of them follow, and how they are searched."""

from datetime import date
from typing import Any

import pytest
from psycopg import Cursor

from domain.listing.events import ListingPublished
from ledger.statement import parse_presentation, verify_statement
from projections.listings import ListedItem, Search, page_of_list
from projections.public_list import BlindIndex
from tests.domain.builders import make_rid
from tests.due_town import PERSON, SECOND_KEY, SERIOUS
from tests.projections.list_desk import COURT_LIST, MASKED, READERS, ListDesk
from tests.town import BUREAU, COMPANY, COMPANY_CODE


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
