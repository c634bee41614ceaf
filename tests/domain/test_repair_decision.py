"""INV-10: granting and refusing repair: whose records, once each, and with which reasons."""

from dataclasses import replace

import pytest

from domain.event_refusals import DisclosureMissingError
from domain.fact.protection_refusals import ProhibitedContentError
from domain.repair.decide import grant_repair, refuse_repair
from domain.repair.refusals import (
    NotOwnRepairError,
    RepairDateError,
    RepairDecidedError,
    RepairNotAcceptedError,
    RepairReasonError,
    RepairTargetNotPendingError,
    RepairTargetsError,
    RepairUnknownError,
)
from domain.rule.refusals import EditionOutdatedError
from tests.domain.builders import SHOP, SIGNER
from tests.domain.due_process import FACT, LAW, LISTING, SUBJECT, bureau, noon
from tests.domain.repairs import (
    EDITION,
    NEXT_MIDNIGHT,
    ON_FACT,
    ON_LISTING,
    OTHER_BODY,
    OWNERS,
    TODAY,
    filed,
    granted,
    other_body,
    refusal,
    taken_up,
)

# Granting


def test_a_body_grants_what_it_took_up_until_the_day_is_over() -> None:
    admission = grant_repair(taken_up(), granted(), OWNERS, repaired=(), law=LAW, by=bureau(noon(TODAY)))
    assert admission == (SUBJECT, NEXT_MIDNIGHT - 1)


@pytest.mark.parametrize(("facts", "listings"), [(FACT, ()), ("", (LISTING,))])
def test_a_body_may_grant_a_part(facts: str, listings: tuple[str, ...]) -> None:
    event = granted(facts, listings)
    assert grant_repair(taken_up(), event, OWNERS, repaired=(), law=LAW, by=bureau(noon(TODAY))).subject == SUBJECT


@pytest.mark.parametrize("facts", ["", ",", f"{FACT},{FACT}", f"a,{FACT}"])
def test_a_grant_names_records_each_once_and_ascending(facts: str) -> None:
    with pytest.raises(RepairTargetsError) as refused:
        grant_repair(taken_up(), granted(facts, ()), OWNERS, repaired=(), law=LAW, by=bureau(noon(TODAY)))
    assert refused.value.pointer == "/subject.facts"


def test_nobody_grants_before_taking_it_up() -> None:
    owners = {ON_FACT: SIGNER.iss, ON_LISTING: OTHER_BODY.iss}
    with pytest.raises(RepairNotAcceptedError):
        grant_repair(
            taken_up(iss=OTHER_BODY.iss), granted(listings=()), owners, repaired=(), law=LAW, by=bureau(noon(TODAY))
        )


def test_nobody_grants_or_refuses_the_record_of_another_body() -> None:
    owners = {ON_FACT: SIGNER.iss, ON_LISTING: OTHER_BODY.iss}
    with pytest.raises(NotOwnRepairError):
        grant_repair(taken_up(), granted(), owners, repaired=(), law=LAW, by=bureau(noon(TODAY)))
    with pytest.raises(NotOwnRepairError):
        refuse_repair(taken_up(), refusal(ON_LISTING), owners, law=LAW, by=bureau(noon(TODAY)))


def test_nobody_decides_on_a_record_twice_or_on_one_not_applied_for() -> None:
    half = replace(taken_up(), refused=(ON_FACT,))
    for targets in (ON_FACT, "fact:other"):
        with pytest.raises(RepairTargetNotPendingError):
            refuse_repair(half, refusal(targets), OWNERS, law=LAW, by=bureau(noon(TODAY)))
    half = replace(taken_up(), granted=(ON_FACT,))
    with pytest.raises(RepairTargetNotPendingError):
        grant_repair(half, granted(), OWNERS, repaired=(), law=LAW, by=bureau(noon(TODAY)))


@pytest.mark.parametrize("edition", [EDITION - 1, EDITION + 1])
def test_a_decision_names_the_current_edition_of_the_rules(edition: int) -> None:
    with pytest.raises(EditionOutdatedError):
        grant_repair(taken_up(), granted(edition=edition), OWNERS, repaired=(), law=LAW, by=bureau(noon(TODAY)))
    with pytest.raises(EditionOutdatedError):
        refuse_repair(taken_up(), refusal(edition=edition), OWNERS, law=LAW, by=bureau(noon(TODAY)))


def test_a_grant_says_why() -> None:
    with pytest.raises(DisclosureMissingError):
        grant_repair(taken_up(), granted(reason=None), OWNERS, repaired=(), law=LAW, by=bureau(noon(TODAY)))


# Granting what was refused


@pytest.mark.parametrize("is_taken_up", [True, False])
@pytest.mark.parametrize("refused", [(ON_FACT,), (ON_FACT, ON_LISTING)])
def test_a_body_grants_what_it_refused_whether_or_not_it_took_it_up(
    refused: tuple[str, ...], *, is_taken_up: bool
) -> None:
    repair = replace(taken_up() if is_taken_up else filed(), refused=refused)
    event = granted(listings=(LISTING,) if len(refused) > 1 else ())
    by = bureau(noon(TODAY))
    assert grant_repair(repair, event, OWNERS, repaired=(), law=LAW, by=by) == (SUBJECT, NEXT_MIDNIGHT - 1)


def test_what_was_not_refused_is_granted_with_it_only_once_it_was_taken_up() -> None:
    half, by = replace(filed(), refused=(ON_FACT,)), bureau(noon(TODAY))
    with pytest.raises(RepairNotAcceptedError):
        grant_repair(half, granted(), OWNERS, repaired=(), law=LAW, by=by)
    assert grant_repair(taken_up(half), granted(), OWNERS, repaired=(), law=LAW, by=by).subject == SUBJECT


def test_nobody_but_the_body_that_refused_grants_after_all() -> None:
    refused = replace(taken_up(), refused=(ON_FACT, ON_LISTING))
    with pytest.raises(NotOwnRepairError):
        grant_repair(refused, granted(), OWNERS, repaired=(), law=LAW, by=other_body())
    with pytest.raises(RepairDecidedError):
        refuse_repair(refused, refusal(), OWNERS, law=LAW, by=bureau(noon(TODAY)))


@pytest.mark.parametrize("repaired", [{ON_FACT}, {ON_LISTING}])
def test_what_another_application_repaired_is_not_granted_by_a_refused_one(repaired: set[str]) -> None:
    refused, by = replace(taken_up(), refused=(ON_FACT, ON_LISTING)), bureau(noon(TODAY))
    with pytest.raises(RepairTargetNotPendingError):
        grant_repair(refused, granted(), OWNERS, repaired=repaired, law=LAW, by=by)
    pending = taken_up()
    assert grant_repair(pending, granted(), OWNERS, repaired=repaired, law=LAW, by=by).subject == SUBJECT


def test_a_grant_of_what_was_refused_meets_every_other_condition() -> None:
    refused, by = replace(taken_up(), refused=(ON_FACT, ON_LISTING)), bureau(noon(TODAY))
    for event, wrong in (
        (granted(edition=EDITION - 1), EditionOutdatedError),
        (granted(decided_on="2027-05-31"), RepairDateError),
        (granted(facts=f"{FACT},{FACT}"), RepairTargetsError),
        (granted(reason=None), DisclosureMissingError),
        (granted(reason="经营者信仰佛教，处罚已履行。", identifier=SHOP), RepairUnknownError),
    ):
        with pytest.raises(wrong):
            grant_repair(refused, event, OWNERS, repaired=(), law=LAW, by=by)


# Refusing


def test_a_body_refuses_with_reasons_whether_or_not_it_took_it_up() -> None:
    for repair in (filed(), taken_up()):
        admission = refuse_repair(repair, refusal(), OWNERS, law=LAW, by=bureau(noon(TODAY)))
        assert admission == (SUBJECT, NEXT_MIDNIGHT - 1)


@pytest.mark.parametrize("text", ["不同意", "不符合条件。", "……………………………………", "1234 56789"])
def test_a_phrase_is_no_reason(text: str) -> None:
    with pytest.raises(RepairReasonError):
        refuse_repair(taken_up(), refusal(text=text), OWNERS, law=LAW, by=bureau(noon(TODAY)))


def test_an_exclusion_by_law_cites_the_law() -> None:
    bare = refusal(reason="excluded_by_law", text="该类记录依照法律规定不予修复。")
    with pytest.raises(RepairReasonError) as refused:
        refuse_repair(taken_up(), bare, OWNERS, law=LAW, by=bureau(noon(TODAY)))
    assert "cites no article" in refused.value.message_en
    cited = refusal(reason="excluded_by_law", text="依照《中华人民共和国政府采购法》第七十七条，禁止期内不予修复。")
    assert refuse_repair(taken_up(), cited, OWNERS, law=LAW, by=bureau(noon(TODAY))).subject == SUBJECT


def test_the_reasons_of_grants_and_refusals_are_screened() -> None:
    shop = replace(SUBJECT, value=SHOP)
    repair = replace(taken_up(), subject=shop)
    words = "经营者信仰佛教，尚未缴清罚款。"
    refused = refusal(text=words)
    refused = refused.model_copy(update={"disclosed": {**refused.disclosed, "subject.identifier": SHOP}})
    with pytest.raises(ProhibitedContentError):
        refuse_repair(repair, refused, OWNERS, law=LAW, by=bureau(noon(TODAY)))
    with pytest.raises(ProhibitedContentError):
        grant_repair(
            repair, granted(reason=words, identifier=SHOP), OWNERS, repaired=(), law=LAW, by=bureau(noon(TODAY))
        )


def test_the_targets_of_a_refusal_are_ascending_and_unique() -> None:
    with pytest.raises(RepairTargetsError):
        refuse_repair(taken_up(), refusal(f"{ON_FACT},{ON_FACT}"), OWNERS, law=LAW, by=bureau(noon(TODAY)))
