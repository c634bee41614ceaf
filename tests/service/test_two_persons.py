"""On the real recorder: neither a rotated key nor one enrolled at the lister's own window makes a second person."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.definition.events import ListDefined
from domain.key.events import KeyEnrolled, KeyRevoked, KeyRotated
from domain.listing.events import ListingPublished, NoticeServed
from domain.request.events import SubjectKeyRequest, WaiverRequest
from domain.time import milliseconds
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.statement import Statement
from tests.due_town import COMPANY_WHO, OWN_KEY, SECOND_KEY, SERIOUS, DueTown, new_id, open_due_town
from tests.service.test_due_process import LIST, decision, notice
from tests.town import BUREAU, BUREAU_KEY, CENTRE, CENTRE_KEY, COMPANY, ROOT_KEY

SUCCESSOR = SigningKey.from_seed(bytes([77]) * 32)


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as opened:
        yield opened


def publication(town: DueTown, listing: str) -> Statement:
    plain = {"listing": listing, "list": LIST, "served_on": town.clock.today, "service": "in_person"}
    said = {
        "subject.masked_identifier": "",
        "subject.kind": "ENT",
        "subject.name": COMPANY,
        "subject.summary": "未按规定公示年度报告，情节严重",
        "subject.service_evidence": "送达回证〔2026〕2号",
    }
    event = ListingPublished.from_claims({**plain, "has_repair_notice": True}, {**COMPANY_WHO, **said})
    return town.statement(event, SUCCESSOR)


@pytest.mark.parametrize("is_deciders", [True, False])
def test_inv_4_the_heir_of_the_deciders_key_does_not_publish_and_a_colleagues_does(
    town: DueTown, *, is_deciders: bool
) -> None:
    fact, listing = town.penalty(1), new_id()
    town.send(fact)
    notice(town, fact.jti, listing)
    town.clock.on("2026-05-07")
    decision(town, fact.jti, listing)
    old = BUREAU_KEY if is_deciders else SECOND_KEY
    key = encode(SUCCESSOR.public_key)
    event = KeyRotated(holder=f"agency:{BUREAU}", old_kid=old.kid, kid=SUCCESSOR.kid, public_key=key)
    town.send(town.statement(event, ROOT_KEY, "root"))
    town.clock.on("2026-05-08")
    if is_deciders:
        assert town.refused(publication(town, listing)) == "listing-second-person"
    else:
        town.send(publication(town, listing))


def test_inv_4_the_centre_takes_no_waiver_by_a_key_that_it_enrolled_where_it_lists_itself(town: DueTown) -> None:
    named = ListDefined.from_claims({**SERIOUS, "list": "centre-list", "issuers": (CENTRE,)}, {})
    town.send(town.statement(named, CENTRE_KEY, f"agency:{CENTRE}"))
    first, second = town.penalty(1), town.penalty(2)
    town.send(first)
    town.send(second)
    own, other = new_id(), new_id()
    town.send(_notice_of_the_centre(town, first.jti, own))
    notice(town, second.jti, other)
    town.send(
        town.as_window(
            SubjectKeyRequest, {"subject.kid": OWN_KEY.kid, "subject.public_key": encode(OWN_KEY.public_key)}
        )
    )
    assert town.refused(town.as_company(WaiverRequest, {}, listing=own)) == "waiver-own-key"
    town.send(town.as_company(WaiverRequest, {}, listing=other))


@pytest.mark.parametrize("is_since_decision", [True, False])
def test_nothing_is_published_on_a_decision_whose_key_was_reported_compromised_since_before(
    town: DueTown, *, is_since_decision: bool
) -> None:
    fact, listing = town.penalty(1), new_id()
    town.send(fact)
    notice(town, fact.jti, listing)
    town.clock.on("2026-05-07")
    since = milliseconds(town.clock.now)
    decision(town, fact.jti, listing)
    town.clock.on("2026-05-08")
    at_publication = milliseconds(town.clock.now)
    key = encode(SUCCESSOR.public_key)
    enrolled = KeyEnrolled(holder=f"agency:{BUREAU}", kid=SUCCESSOR.kid, public_key=key)
    town.send(town.statement(enrolled, ROOT_KEY, "root"))
    report = KeyRevoked(
        holder=f"agency:{BUREAU}",
        kid=BUREAU_KEY.kid,
        reason="compromised",
        compromised_since=since if is_since_decision else at_publication,
    )
    town.send(town.statement(report, ROOT_KEY, "root"))
    if is_since_decision:
        assert town.refused(publication(town, listing)) == "listing-step-compromised"
    else:
        town.send(publication(town, listing))


def _notice_of_the_centre(town: DueTown, fact: str, listing: str) -> Statement:
    return town.as_centre(
        NoticeServed,
        {
            "subject.facts": fact,
            "subject.reason": "未按规定公示年度报告，情节严重",
            "subject.legal_basis": "《市场监督管理严重违法失信名单管理办法》第二条",
            "subject.rights": "有权陈述、申辩，有权要求听证",
            "subject.reply_channel": "滕州市社会信用中心",
            "subject.measures": "",
            "subject.service_evidence": "送达回证〔2026〕1号",
        },
        listing=listing,
        list="centre-list",
        list_version=1,
        tier="serious",
        edition=town.edition,
        served_on=town.clock.today,
        service="in_person",
        reply_until="2026-05-06",
    )
