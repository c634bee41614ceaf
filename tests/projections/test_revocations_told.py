"""Why a record stands no more is published with that: of organisations in words, of persons by its ground alone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.fact.events import FactCorrected, FactWithdrawn
from domain.identifier import Identifier
from domain.revocation.events import DecisionRevoked
from projections.listings import GoneItem, Removal, Revocation
from tests.due_town import COURT, COURT_KEY, PERSON, new_id
from tests.projections.list_desk import COURT_LIST, ListDesk, open_list_desk, shanghai
from tests.service.test_due_process import decision, notice, publication
from tests.town import COMPANY_CODE

WHY, NUMBER = "复议机关认定事实不清，撤销原处罚决定", "滕政复〔2026〕1号"


@pytest.fixture
def desk(dsn: str, tmp_path: Path) -> Iterator[ListDesk]:
    with open_list_desk(dsn, tmp_path / "home") as opened:
        yield opened


def revoke(desk: ListDesk, facts: str, listings: list[str] | None = None, decided_on: str = "2026-05-07") -> None:
    given = {"subject.facts": facts, "subject.reason": WHY, "subject.document_no": NUMBER}
    plain: dict[str, Any] = {"ground": "revoked_on_review", "decided_on": decided_on}
    plain |= {} if listings is None else {"listings": listings}
    desk.town.send(desk.town.as_bureau(DecisionRevoked, given, **plain))


def removal(desk: ListDesk, name: str, **question: Any) -> Removal:
    found = desk.models.removals(**{"now": desk.now, **question}).items
    (one,) = [one for one in found if one.name == name]
    return one


def told(one: Revocation) -> tuple[str, str, str]:
    return one.ground, one.reason, one.document_no


IN_WORDS = ("revoked_on_review", WHY, NUMBER)


def test_the_reason_and_the_document_of_a_revocation_are_told_of_fact_and_listing(desk: ListDesk) -> None:
    fact, listing = desk.listed()
    revoke(desk, fact)
    at = desk.town.ledger.reader.size() - 1
    (of_listing,) = removal(desk, listing).revocations
    assert removal(desk, listing).ground == "grounds-gone"
    assert told(of_listing) == IN_WORDS
    assert (of_listing.position, of_listing.decided_on) == (at, date(2026, 5, 7))
    assert removal(desk, fact).revocations == desk.account(listing).revocations == (of_listing,)


def test_a_listing_whose_own_decision_was_revoked_tells_why(desk: ListDesk) -> None:
    fact, listing = desk.listed()
    revoke(desk, fact, [listing])
    assert removal(desk, listing).ground == "revoked"
    assert [told(one) for one in desk.account(listing).revocations] == [IN_WORDS]


def test_an_earlier_edition_tells_why_a_line_is_gone(desk: ListDesk) -> None:
    fact, _ = desk.listed()
    before = desk.town.ledger.reader.size()
    revoke(desk, fact)
    (gone,) = desk.on_list(as_of=before).items
    assert isinstance(gone, GoneItem)
    assert [told(one) for one in gone.revocations] == [IN_WORDS]


def test_a_fact_that_its_provider_took_back_tells_why(desk: ListDesk) -> None:
    fact, listing = desk.listed()
    given = {"subject.fact": fact, "subject.reason": "同一决定重复录入"}
    desk.town.send(desk.town.as_bureau(FactWithdrawn, given, item="xzcf", ground="recorded_in_error"))
    for name in (fact, listing):
        (one,) = removal(desk, name).revocations
        assert told(one) == ("recorded_in_error", "同一决定重复录入", "")
        assert one.decided_on is None


def test_inv_13_of_a_person_only_the_ground_is_told(desk: ListDesk) -> None:
    face = {"subject.masked_identifier": "990000********1239", "subject.kind": "NP", "subject.name": "赵虚构"}
    listing = desk.mirrored(PERSON, **face)
    event = DecisionRevoked.from_claims(
        {"ground": "revoked_by_court", "decided_on": desk.town.clock.today, "listings": [listing]},
        {**PERSON, "subject.facts": "", "subject.reason": WHY, "subject.document_no": NUMBER},
    )
    desk.town.send(desk.town.statement(event, COURT_KEY, f"agency:{COURT}"))
    desk.follow()
    assert [told(one) for one in removal(desk, listing).revocations] == [("revoked_by_court", "", "")]
    (gone,) = desk.on_list(COURT_LIST, as_of=desk.town.ledger.reader.size() - 1).items
    assert isinstance(gone, GoneItem)
    assert [told(one) for one in gone.revocations] == [("revoked_by_court", "", "")]


def test_what_was_erased_is_told_no_more(desk: ListDesk) -> None:
    fact, listing = desk.listed()
    revoke(desk, fact, [listing])
    ledger = desk.town.ledger
    ledger.erasure.erase_record(fact, "court_order", "法院裁判", ledger.genesis)
    assert [told(one) for one in desk.account(listing).revocations] == [("revoked_on_review", "", "")]
    ledger.erasure.erase_subject(Identifier("uscc", COMPANY_CODE), "court_order", "法院裁判", ledger.genesis)
    assert desk.account(listing).revocations == ()
    assert removal(desk, listing).revocations == ()


def test_other_ends_tell_of_no_revocation(desk: ListDesk) -> None:
    _, listing = desk.listed("always")
    at_the_end = shanghai("2027-04-20", "00:00:00")
    assert removal(desk, listing, now=at_the_end).revocations == ()
    assert desk.account(listing, now=at_the_end).revocations == ()


def test_inv_12_a_listing_that_ended_with_its_ground_is_in_the_feed_from_that_midnight(desk: ListDesk) -> None:
    fact, listing = desk.town.penalty(1), new_id()
    desk.town.send(fact)
    notice(desk.town, fact.jti, listing)
    desk.town.clock.on("2026-05-07")
    decision(desk.town, fact.jti, listing)  # it states 2027-04-20
    desk.town.clock.on("2026-05-08")
    publication(desk.town, listing)
    again = {**fact.disclosed, "subject.fact": fact.jti, "subject.publicity_until": "2026-12-31"}
    correction = FactCorrected.from_claims({**fact.plain, "reason": "source_error"}, again)
    desk.town.send(desk.town.statement(correction, digests=48))
    desk.follow()
    last = shanghai("2026-12-31", "23:59:59")
    assert desk.lines(now=last)
    assert desk.removed(now=last) == {}
    over = shanghai("2027-01-01", "00:00:00")
    assert desk.lines(now=over) == []
    assert desk.removed(now=over) == {fact.jti: "expired", listing: "expired"}
    assert {one.day for one in desk.models.removals(now=over).items} == {date(2027, 1, 1)}
    desk.town.clock.on("2027-01-01")
    assert desk.town.ledger.clockwork.end_of_fact(fact.jti) is not None
    desk.follow()
    assert desk.removed() == {fact.jti: "expired", listing: "expired"}
