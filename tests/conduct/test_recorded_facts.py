"""Facts that must not be recorded are found: outside the catalogue, of prohibited content, twice, or with a score."""

import pytest

from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.event import Scalar
from domain.fact.events import FactWithdrawn
from domain.listing.events import NoticeServed
from domain.time import parse_date
from tests.conduct.raw_log import found
from tests.conduct.raw_town import EDITION, LISTING, RawTown
from tests.due_town import COMPANY_WHO, PUBLIC_PENALTY
from tests.town import BUREAU, CENTRE
from tests.verify.audit_logs import fault_of


def test_inv_1_a_fact_of_an_item_withdrawn_before_its_decision_is_found(town: RawTown) -> None:
    town.record(CatalogueItemWithdrawn(item="xzcf", version=1, effective_to=parse_date("2026-04-19")), "centre")
    assert found(town, town.penalty()) == ("INV-1", "catalogue-not-effective")


def test_inv_1_a_fact_of_the_last_day_of_its_item_is_kept(town: RawTown) -> None:
    town.record(CatalogueItemWithdrawn(item="xzcf", version=1, effective_to=parse_date("2026-04-20")), "centre")
    town.penalty()
    assert town.broken() == []


def test_inv_1_a_fact_that_the_item_lets_another_body_provide_is_found(town: RawTown) -> None:
    assert found(town, town.penalty(key="centre"))[0] == "INV-1"


def test_inv_2_a_creed_in_the_text_of_a_fact_is_found(town: RawTown) -> None:
    position = town.penalty(facts="法定代表人系基督教徒，未在规定期限内公示年度报告")
    assert found(town, position) == ("INV-2", "prohibited-content")


def test_inv_2_a_word_that_only_resembles_a_category_is_kept(town: RawTown) -> None:
    town.penalty(facts="当事人经营教学用具，未在规定期限内公示年度报告")
    assert town.broken() == []


def test_inv_12_a_fact_recorded_again_after_its_withdrawal_is_found(town: RawTown) -> None:
    fact = town.penalty()
    said = {"subject.fact": town.jtis[fact], "subject.reason": "录入错误"}
    town.by("bureau", FactWithdrawn, said, item="xzcf", ground="recorded_in_error")
    assert found(town, town.penalty()) == ("INV-12", "document-twice")


def test_inv_12_a_fact_of_a_new_decision_is_kept(town: RawTown) -> None:
    fact = town.penalty()
    said = {"subject.fact": town.jtis[fact], "subject.reason": "录入错误"}
    town.by("bureau", FactWithdrawn, said, item="xzcf", ground="recorded_in_error")
    town.penalty(2)
    assert town.broken() == []


@pytest.mark.parametrize("ground", ["revoked_by_court", "revoked_on_review", "revoked_by_source", "held_void"])
def test_inv_11_a_revocation_told_as_a_withdrawal_fails_the_audit(town: RawTown, ground: str) -> None:
    town.penalty()
    claims = {"item": "xzcf", "ground": ground}
    statement = town.log.statement("fact-withdrawn", f"agency:{BUREAU}", "bureau", claims, {}, 8)
    position = town.log.add(statement, hidden=1)
    assert fault_of(town.log) == ("claim-wrong", 7, position)


def test_inv_13_a_score_among_the_disclosures_is_found(town: RawTown) -> None:
    fact = town.penalty()
    plain = {
        "listing": LISTING, "list": "market-serious", "list_version": 1, "tier": "serious", "edition": EDITION,
        "served_on": town.today, "service": "in_person", "reply_until": "2026-05-06",
    }  # fmt: skip
    said: dict[str, Scalar] = {**COMPANY_WHO, "subject.facts": town.jtis[fact], "subject.score": 61}
    position = town.raw(NoticeServed, "bureau", said, [f"listing:{LISTING}"], **plain)
    assert found(town, position) == ("INV-13", "event-schema")


def test_inv_13_a_score_among_the_plain_claims_fails_the_audit(town: RawTown) -> None:
    item = CatalogueItemPublished.from_claims({**PUBLIC_PENALTY, "item": "xzcf-2"}, {})
    claims = {**item.plain_claims(), "score_rule": "minus 20"}
    statement = town.log.statement("catalogue-item-published", f"agency:{CENTRE}", "centre", claims)
    position = town.log.add(statement, ["catalogue:xzcf-2"])
    assert fault_of(town.log) == ("claim-wrong", 7, position)


def test_inv_13_the_tier_of_a_single_act_is_no_score(town: RawTown) -> None:
    town.notice(town.penalty())
    assert town.broken() == []
