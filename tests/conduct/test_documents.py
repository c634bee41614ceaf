"""INV-12, INV-5: a document that comes again by another row, spelling or body's code is found; what stands passes."""

from typing import Any

import pytest

from domain.definition.events import ListDefined, MeasureDefined
from domain.fact.events import FactWithdrawn
from domain.listing.events import CourtListMirrored, ListingEnded
from domain.request.events import ReplyRequest
from tests.conduct.raw_log import found
from tests.conduct.raw_town import EDITION, LISTING, RawTown, founded
from tests.conduct.test_corrections import corrected
from tests.due_town import COMPANY_WHO, RESTRICTION, SERIOUS
from tests.town import CENTRE, COMPANY

OTHER_LISTING = "0190a5b0-0000-4000-8000-0000000000aa"


@pytest.fixture
def town() -> RawTown:
    return founded()


def withdrawn(town: RawTown, fact: int) -> None:
    said = {"subject.fact": town.jtis[fact], "subject.reason": "录入错误"}
    town.by("bureau", FactWithdrawn, said, item="xzcf", ground="recorded_in_error")


AGAIN: list[dict[str, Any]] = [
    {"row": "2"},
    {"deciding_body_code": CENTRE, "deciding_body": "滕州市社会信用中心（示例）"},
]


@pytest.mark.parametrize("changes", AGAIN)
def test_inv_12_a_row_of_a_document_that_was_revoked_is_found(town: RawTown, changes: dict[str, Any]) -> None:
    town.revocation(town.penalty(), decided_on=town.today)
    assert [(town.penalty(**changes), "INV-12", "fact-document-ended")] == town.broken()


def test_inv_12_a_row_of_a_document_that_was_withdrawn_is_found(town: RawTown) -> None:
    withdrawn(town, town.penalty())
    assert [(town.penalty(row="2"), "INV-12", "fact-document-ended")] == town.broken()


def test_inv_12_a_row_that_dates_its_document_anew_once_its_publicity_is_over_is_found(town: RawTown) -> None:
    town.penalty(tier="general")
    town.on("2027-04-20")
    assert found(town, town.penalty(tier="general", row="2")) == ("INV-12", "fact-document-date")


def test_inv_12_a_row_of_a_day_between_a_date_and_its_correction_is_found(town: RawTown) -> None:
    corrected(town, town.penalty(tier="general", decided_on="2026-04-18"), "2026-04-20")
    assert found(town, town.penalty(tier="general", row="2")) == ("INV-12", "fact-document-date")


def test_inv_12_a_row_recorded_late_with_the_date_of_its_document_is_kept(town: RawTown) -> None:
    day = town.today
    town.penalty(tier="general")
    town.on("2027-04-19")
    town.penalty(tier="general", row="2", decided_on=day)
    assert town.broken() == []


@pytest.mark.parametrize("number", ["滕审罚〔2026〕第1号", "滕审罚〔2026〕01号", "滕审罚（２０２６）1 号"])
def test_inv_12_another_spelling_of_a_document_is_found(town: RawTown, number: str) -> None:
    town.penalty()
    assert [(town.penalty(document_no=number), "INV-12", "document-twice")] == town.broken()


def test_inv_12_rows_of_a_document_that_stands_and_another_document_are_kept(town: RawTown) -> None:
    town.penalty()
    town.penalty(row="2")
    withdrawn(town, town.penalty(3))
    town.penalty(30)
    assert town.broken() == []


def test_inv_12_a_listing_on_another_row_of_a_document_that_grounds_one_is_found(town: RawTown) -> None:
    day = town.today
    town.listed()
    row = town.penalty(row="2", decided_on=day)
    assert town.broken() == []
    position = town.notice(row, OTHER_LISTING, reply_until="2026-06-01")
    assert town.broken() == [(position, "INV-12", "listing-ground-used")]


def test_inv_5_a_notice_on_another_row_of_a_document_under_notice_is_found(town: RawTown) -> None:
    town.notice(town.penalty())
    position = town.notice(town.penalty(row="2"), OTHER_LISTING)
    assert [(at, code) for at, _, code in town.broken()] == [(position, "listing-notice-parallel")]


def given_up(town: RawTown) -> None:
    """A notice of the general tier gets a reply and is given up; the list is for serious acts again the day after."""
    tiered(town, 2, "general")
    town.notice(town.penalty(tier="general"), tier="general", list_version=2)
    town.request(ReplyRequest, {"subject.text": "请求从轻", "subject.evidence": ""}, listing=LISTING)
    end(town)
    town.on("2026-04-21")
    tiered(town, 3, "serious")


def end(town: RawTown) -> None:
    said = {"subject.reason": "告知有误", "subject.document_no": ""}
    plain = {"listing": LISTING, "list": "market-serious", "ground": "wrong_listing", "decided_on": town.today}
    town.by("bureau", ListingEnded, said, **plain)


def tiered(town: RawTown, version: int, tier: str) -> None:
    claims = {**SERIOUS, "version": version, "tier": tier, "effective_from": town.today}
    town.record(ListDefined.from_claims(claims, {}), "centre")


def serious(town: RawTown, fact: int) -> int:
    return town.notice(fact, OTHER_LISTING, list_version=3, reply_until="2026-05-07")


def test_inv_5_a_tier_raised_by_another_row_of_the_document_is_found(town: RawTown) -> None:
    day = town.today
    given_up(town)
    position = serious(town, town.penalty(row="2", decided_on=day))
    assert town.broken() == [(position, "INV-5", "listing-tier-raised")]


def test_inv_5_a_higher_tier_on_another_document_is_kept(town: RawTown) -> None:
    given_up(town)
    serious(town, town.penalty(2))
    assert town.broken() == []


SECOND_LIST = "market-serious-second"


def replied(town: RawTown, tier: str) -> int:
    """A notice on a list of a tier gets a reply; give its fact. Beside it there is a list for serious acts."""
    tiered(town, 2, tier)
    town.record(ListDefined.from_claims({**SERIOUS, "list": SECOND_LIST}, {}), "centre")
    both = {"version": 2, "lists": ["market-serious", SECOND_LIST], "effective_from": town.today}
    town.record(MeasureDefined.from_claims({**RESTRICTION, **both}, {}), "centre")
    fact = town.penalty()
    town.notice(fact, tier=tier, list_version=2)
    town.request(ReplyRequest, {"subject.text": "请求从轻", "subject.evidence": ""}, listing=LISTING)
    return fact


def elsewhere(town: RawTown, fact: int) -> int:
    return town.notice(fact, OTHER_LISTING, list=SECOND_LIST)


@pytest.mark.parametrize("is_given_up", [True, False])
def test_inv_5_a_tier_raised_by_a_notice_on_another_list_is_found(town: RawTown, *, is_given_up: bool) -> None:
    fact = replied(town, "general")
    if is_given_up:
        end(town)
    position = elsewhere(town, fact)
    assert town.broken() == [(position, "INV-5", "listing-tier-raised")]


def test_inv_5_the_same_tier_on_another_list_is_kept(town: RawTown) -> None:
    fact = replied(town, "serious")
    end(town)
    elsewhere(town, fact)
    assert town.broken() == []


def mirrored(town: RawTown, listing: str, number: str = "（2026）鲁0481执1号") -> int:
    said = {
        **COMPANY_WHO,
        "subject.masked_identifier": "",
        "subject.kind": "ENT",
        "subject.name": COMPANY,
        "subject.birth_date": "",
        "subject.document_no": number,
        "subject.reason": "有履行能力而拒不履行生效法律文书确定的义务",
        "subject.duty": "支付货款人民币一万元",
    }
    plain = {"listing": listing, "list": "court-defaulters", "list_version": 1, "edition": EDITION}
    term = {"decided_on": town.today, "ends_on": "2028-04-20"}
    return town.record(CourtListMirrored.from_claims({**plain, **term}, said), "court")


@pytest.mark.parametrize("is_ended", [False, True])
def test_inv_12_a_courts_document_mirrored_again_is_found(town: RawTown, *, is_ended: bool) -> None:
    mirrored(town, LISTING)
    if is_ended:
        said = {"subject.reason": "列入错误", "subject.document_no": ""}
        plain = {"listing": LISTING, "list": "court-defaulters", "ground": "wrong_listing", "decided_on": town.today}
        town.by("court", ListingEnded, said, **plain)
    again = mirrored(town, OTHER_LISTING, "(2026)鲁0481执第01号")
    assert town.broken() == [(again, "INV-12", "court-list-document-used")]


def test_inv_12_another_document_of_the_court_is_kept(town: RawTown) -> None:
    mirrored(town, LISTING)
    mirrored(town, OTHER_LISTING, "（2026）鲁0481执恢1号")
    assert town.broken() == []
