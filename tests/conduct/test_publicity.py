"""Publicity that lasts longer than the rules allow, or ends by another rule or on another day, is found."""

from typing import Any

import pytest

from domain.clock.events import PublicityEnded
from domain.definition.events import ListDefined
from tests.conduct.raw_log import found
from tests.conduct.raw_town import LISTING, RawTown
from tests.due_town import SERIOUS


def test_inv_7_a_listing_a_day_longer_than_the_rules_allow_is_found(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    assert found(town, town.decision(fact, ends_on="2029-05-08")) == ("INV-7", "listing-term")


def test_inv_7_a_listing_up_to_the_last_day_that_the_rules_allow_is_kept(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    town.decision(fact)
    assert town.broken() == []


def publicity_end(town: RawTown, fact: int, **plain: Any) -> int:
    return town.by("platform", PublicityEnded, {"subject.facts": town.jtis[fact]}, **plain)


def test_inv_7_an_end_of_publicity_by_another_rule_is_found(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.on("2027-04-20")
    position = publicity_end(town, fact, rule="R-SD-38", ended_on="2027-04-20")
    assert found(town, position) == ("INV-7", "clock-not-due")


def test_inv_7_an_end_of_publicity_on_its_day_and_by_its_rule_is_kept(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.on("2027-04-20")
    publicity_end(town, fact, rule="R-NDRC36-general", ended_on="2027-04-20")
    assert town.broken() == []


def test_inv_7_an_end_of_publicity_a_day_early_is_found(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.on("2027-04-19", hour=23, minute=59)
    position = publicity_end(town, fact, rule="R-NDRC36-general", ended_on="2027-04-20")
    assert found(town, position) == ("INV-7", "clock-not-due")


def test_inv_7_an_end_of_publicity_of_a_listing_is_judged_as_well(town: RawTown) -> None:
    town.listed()
    town.on("2029-04-20")
    town.by(
        "platform",
        PublicityEnded,
        {"subject.facts": ""},
        rule="R-LISTING-term",
        ended_on="2029-04-20",
        listing=LISTING,
    )
    assert town.broken() == []


@pytest.mark.parametrize("version", [2, 3])
def test_inv_14_a_listing_from_before_its_list_was_opened_has_no_publicity_that_could_end(
    town: RawTown, version: int
) -> None:
    for number, is_public in ((2, False), (3, True))[: version - 1]:
        defined(town, number, is_public=is_public)
    fact = town.penalty()
    town.notice(fact, list_version=version)
    town.on("2026-05-07")
    town.decision(fact, list_version=version)
    town.on("2026-05-08")
    town.publication()
    if version == 2:
        defined(town, 3, is_public=True)
    town.on("2029-04-20")
    term = {"rule": "R-LISTING-term", "ended_on": "2029-04-20", "listing": LISTING}
    position = town.by("platform", PublicityEnded, {"subject.facts": ""}, **term)
    assert town.broken() == ([(position, "INV-7", "clock-not-due")] if version == 2 else [])


def defined(town: RawTown, version: int, *, is_public: bool) -> None:
    claims = {**SERIOUS, "version": version, "is_public": is_public, "effective_from": town.today}
    town.record(ListDefined.from_claims(claims, {}), "centre")


def test_inv_7_an_end_of_publicity_of_a_fact_that_is_not_there_is_found(town: RawTown) -> None:
    said = {"subject.facts": "0190a5b0-0000-7000-8000-00000000000f"}
    position = town.by("platform", PublicityEnded, said, rule="R-SD-38", ended_on="2026-04-20")
    assert found(town, position) == ("INV-7", "clock-not-due")


def test_inv_7_an_end_of_publicity_of_no_record_is_found(town: RawTown) -> None:
    position = town.by("platform", PublicityEnded, {"subject.facts": ""}, rule="R-SD-38", ended_on="2026-04-20")
    assert found(town, position) == ("INV-7", "clock-not-due")


@pytest.mark.parametrize("is_said", [True, False])
def test_inv_7_a_notice_on_a_fact_whose_time_is_over_is_found(town: RawTown, *, is_said: bool) -> None:
    fact = town.penalty(tier="general")
    town.on("2027-04-20")
    if is_said:
        publicity_end(town, fact, rule="R-NDRC36-general", ended_on="2027-04-20")
    position = town.notice(fact, tier="general", reply_until="2027-05-20")
    assert found(town, position)[1] == "listing-ground-not-standing"
