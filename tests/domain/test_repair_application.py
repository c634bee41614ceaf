"""INV-10: applying for repair (信用修复): what an application holds, over which records, and from which day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.case.matters import Matters
from domain.event_refusals import DisclosureMissingError, EventSchemaRefusedError
from domain.fact.protection_refusals import ProhibitedContentError
from domain.fact.state import FactState, FactTerms
from domain.repair.decide import MAX_TARGETS, apply_for_repair
from domain.repair.events import RepairApplied
from domain.repair.refusals import (
    RepairAlreadyFiledError,
    RepairCommitmentMissingError,
    RepairNotOpenError,
    RepairTargetsError,
    RepairTargetUnknownError,
)
from domain.repair.state import RepairState
from domain.request.events import RepairRequest
from tests.domain.builders import SHOP
from tests.domain.due_process import CASE, FACT, LAW, SUBJECT, fact_state, law, noon
from tests.domain.repairs import EDITION, ON_FACT, ON_LISTING, OTHER_CASE, TODAY, applied, filed, listing_state, request


def test_an_application_repeats_what_was_signed_and_holds_it_whole() -> None:
    event = applied()
    assert event.disclosed == {**request().disclosed, "subject.statement": "ey~x~"}
    assert (event.case, event.edition, event.filed_on) == (CASE, EDITION, date(2027, 6, 1))
    assert set(event.disclosed) == set(RepairApplied.DISCLOSURES or {})


def test_the_day_of_filing_is_the_day_in_shanghai() -> None:
    late = applied(day=TODAY).filed_on
    assert late == date(2027, 6, 1)
    event = apply_for_repair(
        request(ON_FACT),
        [fact_state()],
        [],
        {FACT: True},
        [],
        case=CASE,
        statement="x",
        law=LAW,
        now=noon("2027-05-31").replace(hour=16),
    )
    assert event.filed_on == date(2027, 6, 1)


@pytest.mark.parametrize("commitment", [None, "", "  "])
def test_no_application_without_a_commitment(commitment: str | None) -> None:
    with pytest.raises(RepairCommitmentMissingError):
        applied(request(commitment=commitment))


@pytest.mark.parametrize("name", ["text", "targets", "clerk", "identifier"])
def test_every_other_disclosure_of_an_application_must_be_there(name: str) -> None:
    left = {field: value for field, value in request().disclosed.items() if field != f"subject.{name}"}
    with pytest.raises(DisclosureMissingError) as refused:
        applied(RepairRequest.from_claims({}, left))
    assert refused.value.pointer == f"/subject.{name}"


def test_the_commitment_of_an_application_is_screened() -> None:
    asked = request(commitment="当事人信仰佛教。", identifier=SHOP)
    with pytest.raises(ProhibitedContentError):
        applied(asked)


@pytest.mark.parametrize(
    "targets",
    [
        f"{ON_LISTING},{ON_FACT}",
        f"{ON_FACT},{ON_FACT}",
        f"{ON_FACT},,{ON_LISTING}",
        f"{ON_FACT},",
        ",",
        ",".join(f"fact:{number:04d}" for number in range(MAX_TARGETS + 1)),
    ],
)
def test_targets_are_ascending_unique_and_at_most_fifty(targets: str) -> None:
    with pytest.raises(RepairTargetsError) as refused:
        applied(request(targets))
    assert refused.value.pointer == "/subject.targets"


def test_fifty_targets_go_into_one_application() -> None:
    facts = tuple(fact_state(jti=f"{number:04d}") for number in range(MAX_TARGETS))
    targets = ",".join(f"fact:{one.jti}" for one in facts)
    assert len(filed(applied(request(targets), facts=facts)).pending) == MAX_TARGETS


@pytest.mark.parametrize(
    "others",
    [
        {"facts": ()},
        {"facts": (fact_state(subject=replace(SUBJECT, value=SHOP)),)},
        {"facts": (fact_state(subject=None, erased_at=70),)},
        {"facts": (fact_state(jti="another"),)},
        {"facts": (FactState(FACT),)},
    ],
)
def test_what_is_not_the_applicants_reads_as_what_does_not_exist(others: dict[str, Any]) -> None:
    with pytest.raises(RepairTargetUnknownError) as refused:
        applied(**others)
    assert refused.value.params == {"record": ON_FACT}
    assert str(refused.value) == f"repair-target-unknown: The applicant has no record {ON_FACT}."


def test_a_listing_of_somebody_else_reads_as_what_does_not_exist() -> None:
    listing = listing_state(subject=replace(SUBJECT, value=SHOP))
    with pytest.raises(RepairTargetUnknownError) as refused:
        applied(listings=((listing, Matters()),))
    assert refused.value.params == {"record": ON_LISTING}


def test_a_record_not_open_yet_is_refused_with_its_day_rule_and_article() -> None:
    with pytest.raises(RepairNotOpenError) as refused:
        applied(day="2027-05-05")
    assert refused.value.article == "山东省社会信用条例 第三十九条"
    assert refused.value.message_zh == (
        f"记录 {ON_LISTING} 目前不能申请信用修复：最短公示期未满；自 2027-05-06 起可以申请"
        "（R-NDRC36-serious-from：山东省社会信用条例 第三十九条）。"
    )
    assert "it opens on 2027-05-06" in refused.value.message_en
    assert refused.value.also == ()
    assert applied(day="2027-05-06").filed_on == date(2027, 5, 6)


def test_every_record_that_is_not_open_is_named() -> None:
    with pytest.raises(RepairNotOpenError) as refused:
        applied(day="2026-12-01")
    assert [refused.value.params["record"], *(one.params["record"] for one in refused.value.also)] == [
        ON_FACT,
        ON_LISTING,
    ]


def test_a_record_that_no_day_opens_is_refused_under_the_regulation_as_a_whole() -> None:
    with pytest.raises(RepairNotOpenError) as refused:
        applied(is_adverse=False)
    assert refused.value.article == "国家发展改革委令第36号"
    assert "not adverse" in refused.value.message_en


def test_no_record_stands_in_two_open_applications() -> None:
    open_one = replace(filed(), case=OTHER_CASE)
    with pytest.raises(RepairAlreadyFiledError) as refused:
        applied(repairs=(open_one,))
    assert refused.value.params == {"record": ON_FACT}


def test_a_record_decided_in_another_application_can_be_applied_for_again() -> None:
    half = replace(filed(), case=OTHER_CASE, refused=(ON_FACT,))
    assert applied(request(ON_FACT), repairs=(half, RepairState(OTHER_CASE))).case == CASE


def test_an_application_needs_rules_to_name_the_edition_of() -> None:
    with pytest.raises(EventSchemaRefusedError) as refused:
        applied(by=law())
    assert refused.value.pointer == "/edition"


def test_inv_10_a_minor_act_can_be_applied_for_on_the_day_of_its_decision() -> None:
    fact = fact_state(decided_on=date(2026, 4, 13), terms=FactTerms(tier="minor"))
    assert applied(request(ON_FACT), facts=(fact,), day="2026-04-13").filed_on == date(2026, 4, 13)
