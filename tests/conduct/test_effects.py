"""What bears effect while it is contested, after its ground was revoked or after its end is found."""

from domain.listing.events import ListingEnded
from tests.conduct.raw_log import found
from tests.conduct.raw_town import LISTING, RawTown, measure


def test_inv_8_a_listing_published_on_a_fact_that_an_objection_suspends_is_found(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    town.decision(fact)
    town.objection(fact)
    town.on("2026-05-15")
    assert ("broken", "listing-ground-not-standing") in town.verdicts(town.publication())


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
