"""What bears effect while it is contested, after its ground was revoked or after its end is found."""

from domain.case.events import CaseDecided
from domain.listing.events import ListingEnded
from domain.request.events import EscalationRequest
from tests.conduct.raw_log import found
from tests.conduct.raw_town import CASE, EDITION, LISTING, RawTown, measure


def test_inv_8_a_listing_published_on_a_fact_that_an_objection_suspends_is_found(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    town.decision(fact)
    town.objection(fact)
    town.on("2026-05-15")
    assert ("broken", "listing-ground-not-standing") in town.verdicts(town.publication())


AGAIN = "0190a5b0-0000-4000-8000-0000000000dd"


def refiled(town: RawTown, outcome: str) -> int:
    """A fact under notice is objected to, the objection ends, and comes again; give the decision to list."""
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-06")
    town.objection(fact)
    if outcome == "rejected":
        town.accepted()
        town.answered()
        town.rejected()
    else:
        said = {"subject.reason": "当事人没有说明任何具体的理由", "subject.evidence": ""}
        town.by("centre", CaseDecided, said, case=CASE, outcome=outcome, decided_on=town.today)
    town.objection(fact, AGAIN)
    town.on("2026-05-07")
    return town.decision(fact)


def test_inv_8_a_decision_while_the_first_objection_that_is_tried_is_open_is_found(town: RawTown) -> None:
    assert found(town, refiled(town, "inadmissible")) == ("INV-8", "listing-ground-contested")


def test_inv_8_a_decision_while_a_rejected_objection_comes_again_is_kept(town: RawTown) -> None:
    decided = refiled(town, "rejected")
    assert town.broken() == []
    assert town.verdicts(decided) == [("kept", "")]


def test_inv_8_a_decision_while_a_rejected_objection_is_taken_further_is_found(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-06")
    town.objection(fact)
    town.accepted()
    town.answered()
    town.rejected()
    said = {"subject.text": "对处理结果有异议", "subject.evidence": ""}
    town.request(EscalationRequest, said, case=CASE, taken={"edition": EDITION})
    town.on("2026-05-07")
    assert found(town, town.decision(fact)) == ("INV-8", "listing-ground-contested")


def test_inv_8_a_measure_on_what_is_contested_is_found(town: RawTown) -> None:
    town.objection(town.listed())
    assert found(town, measure(town)) == ("INV-8", "measure-contested")


def test_inv_8_a_measure_on_what_is_contested_is_kept_where_it_cites_a_law(town: RawTown) -> None:
    town.objection(town.listed())
    measure(town, override_basis="《中华人民共和国政府采购法》第七十七条")
    assert town.broken() == []


def test_inv_8_a_measure_after_the_objection_was_decided_is_kept(town: RawTown) -> None:
    town.objection(town.listed())
    town.accepted()
    town.answered()
    town.rejected()
    measure(town)
    assert town.broken() == []


def test_inv_11_a_measure_on_a_listing_whose_grounds_were_revoked_is_found(town: RawTown) -> None:
    town.revocation(town.listed(), decided_on="2026-05-08")
    assert found(town, measure(town))[1] == "measure-listing-not-effective"


def test_inv_12_a_listing_ended_cannot_take_effect_again(town: RawTown) -> None:
    town.listed()
    said = {"subject.reason": "条件已满足", "subject.document_no": ""}
    plain = {"listing": LISTING, "list": "market-serious", "ground": "conditions_met", "decided_on": town.today}
    town.by("bureau", ListingEnded, said, **plain)
    assert found(town, measure(town))[1] == "measure-listing-not-effective"
