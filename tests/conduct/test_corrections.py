"""A correction that aggravates is found, and so is what rests on one that prolongs; what lowers or shortens is kept."""

from typing import Any

import pytest

from domain.clock.events import PublicityEnded
from domain.definition.events import ListDefined
from domain.fact.events import FactCorrected
from domain.measure.events import MeasureApplied
from tests.conduct.raw_town import LISTING, RawTown, founded
from tests.due_town import SERIOUS

MINOR: dict[str, Any] = {"subject.tier": "minor", "subject.is_remedied": False}
DUE = "2026-05-12"


@pytest.fixture
def town() -> RawTown:
    return founded()


def corrected(town: RawTown, fact: int, decided_on: str = "2026-04-20", **changes: Any) -> int:
    """State a penalty anew, as its first statement stands but for some fields."""
    plain = {"item": "xzcf", "item_version": 1, "rules": "2026.1", "decided_on": decided_on, "reason": "source_error"}
    said = {**town.disclosed(fact), "subject.fact": town.jtis[fact], **changes}
    return town.record(FactCorrected.from_claims(plain, said), "bureau", digests=48)


def test_inv_12_a_correction_that_raises_the_tier_is_found(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    raised = corrected(town, fact, **{"subject.tier": "serious"})
    assert town.broken() == [(raised, "INV-12", "correction-raises-tier")]


def test_inv_12_a_tier_raised_in_two_steps_is_found(town: RawTown) -> None:
    fact = town.penalty()
    corrected(town, fact, **{"subject.tier": "general"})
    raised = corrected(town, fact, **{"subject.tier": "serious", "subject.content": "罚款三十万元"})
    assert town.broken() == [(raised, "INV-12", "correction-raises-tier")]


def test_inv_12_a_correction_that_lowers_the_tier_is_kept(town: RawTown) -> None:
    fact = town.penalty()
    corrected(town, fact, **{"subject.tier": "general"})
    corrected(town, fact, **MINOR)
    assert town.broken() == []


def test_inv_7_a_notice_on_a_fact_that_a_correction_was_to_bring_back_is_found(town: RawTown) -> None:
    fact = town.penalty(penalty_until="2026-08-01")
    town.on("2026-08-03")
    corrected(town, fact, "2026-08-03", **{"subject.penalty_until": "2099-12-31", "subject.act_date": "2026-08-01"})
    notice = town.notice(fact, reply_until="2026-08-20")
    assert town.broken() == [(notice, "INV-4", "listing-ground-not-standing")]


def test_inv_7_a_notice_on_a_fact_whose_end_was_not_stated_is_kept(town: RawTown) -> None:
    fact = town.penalty()
    town.on("2026-08-03")
    corrected(town, fact, "2026-08-03", **{"subject.act_date": "2026-08-01"})
    town.notice(fact, reply_until="2026-08-20")
    assert town.broken() == []


def test_inv_7_an_end_of_publicity_by_a_date_that_was_moved_is_found(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.on("2027-04-19")
    corrected(town, fact, "2027-04-19")
    town.on("2028-04-19")
    said = town.by(
        "platform",
        PublicityEnded,
        {"subject.facts": town.jtis[fact]},
        rule="R-NDRC36-general",
        ended_on="2028-04-19",
    )
    assert town.broken() == [(said, "INV-7", "clock-not-due")]


def test_inv_7_an_end_of_publicity_by_the_first_date_is_kept(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.on("2027-04-19")
    corrected(town, fact, "2027-04-19")
    town.on("2027-04-20")
    town.by(
        "platform",
        PublicityEnded,
        {"subject.facts": town.jtis[fact]},
        rule="R-NDRC36-general",
        ended_on="2027-04-20",
    )
    corrected(town, fact, **{"subject.content": "罚款人民币四千元"})
    assert town.broken() == []


def decided(town: RawTown) -> int:
    """Bring the company to the day before its listing takes effect."""
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    town.decision(fact)
    town.on("2026-05-08")
    return fact


def test_a_listing_published_on_a_fact_that_was_lowered_is_found(town: RawTown) -> None:
    corrected(town, decided(town), **MINOR)
    published = town.publication()
    assert town.broken() == [(published, "INV-4", "listing-ground-tier")]


def test_a_listing_published_on_a_fact_that_was_corrected_otherwise_is_kept(town: RawTown) -> None:
    corrected(town, decided(town), **{"subject.content": "罚款人民币四千元"})
    town.publication()
    assert town.broken() == []


@pytest.mark.parametrize(
    ("of_fact", "of_notice", "code"),
    [
        ("general", "serious", "listing-ground-tier"),
        ("serious", "general", "listing-tier-below"),
        ("minor", "serious", "listing-ground-tier"),
        ("serious", "serious", ""),
    ],
)
def test_a_notice_for_a_lesser_act_than_its_list_is_for_is_found(
    town: RawTown, of_fact: str, of_notice: str, code: str
) -> None:
    fact = town.penalty(tier=of_fact, is_remedied=False if of_fact == "minor" else None)
    notice = town.notice(fact, tier=of_notice)
    assert town.broken() == ([(notice, "INV-4", code)] if code else [])


def measure(town: RawTown) -> int:
    given = {"listing": LISTING, "measure": "procurement-ban", "measure_version": 1, "applied_on": town.today}
    return town.by("centre", MeasureApplied, {"subject.content": "一年内限制参加政府采购活动"}, **given)


def test_a_measure_on_a_listing_whose_fact_was_lowered_is_found(town: RawTown) -> None:
    corrected(town, town.listed(), **{"subject.tier": "general"})
    applied = measure(town)
    assert town.broken() == [(applied, "INV-8", "measure-listing-not-effective")]


def test_a_measure_on_a_listing_whose_list_is_for_others_by_now_is_found(town: RawTown) -> None:
    town.listed()
    others = {**SERIOUS, "version": 2, "subject_kinds": ("ORG",), "effective_from": "2026-05-08"}
    town.record(ListDefined.from_claims(others, {}), "centre")
    applied = measure(town)
    assert town.broken() == [(applied, "INV-8", "measure-listing-not-effective")]


def test_a_measure_on_a_listing_whose_list_is_for_more_by_now_is_kept(town: RawTown) -> None:
    town.listed()
    more = {**SERIOUS, "version": 2, "subject_kinds": ("ENT", "ORG", "SOLE"), "effective_from": "2026-05-08"}
    town.record(ListDefined.from_claims(more, {}), "centre")
    measure(town)
    assert town.broken() == []


def test_a_lowered_fact_recalls_the_listing_that_rests_on_it(town: RawTown) -> None:
    fact = town.listed()
    fallen = f"fact:{town.jtis[fact]},listing:{LISTING}"
    town.look(*fallen.split(","))
    unsaid = corrected(town, fact, **{"subject.tier": "general"})
    assert town.broken() == [(unsaid, "INV-10", "recall-missing")]


def test_a_lowered_fact_with_the_recall_of_its_listing_is_kept(town: RawTown) -> None:
    fact = town.listed()
    fallen = f"fact:{town.jtis[fact]},listing:{LISTING}"
    town.look(*fallen.split(","))
    town.recall(fallen, "corrected", due_on=DUE)
    corrected(town, fact, **{"subject.tier": "general"})
    assert town.broken() == []
