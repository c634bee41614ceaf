"""What a decision rests on: facts that were noticed, stand and are uncontested; and until when it lasts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.case.events import CaseDecided, CaseEscalated, CaseFiled
from domain.case.matters import Matters
from domain.case.state import CaseState, evolve
from domain.fact.protection_refusals import MinorAtActError
from domain.fact.state import FactTerms
from domain.identifier import Identifier
from domain.listing.content_refusals import ListingTermError
from domain.listing.ground_refusals import (
    GroundContestedError,
    GroundItemError,
    GroundNotNoticedError,
    GroundNotStandingError,
    GroundUsedError,
)
from domain.signer import PLATFORM
from tests.domain.builders import SIGNER, make_rid, recorded
from tests.domain.due_process import CASE, FACT, WHO, fact_state, list_definition
from tests.domain.listing_trials import try_decision
from tests.domain.listings import (
    DECIDED,
    ENDS,
    OTHER_FACT,
    OTHER_LISTING,
    PERSON_LIST,
    decision,
    noticed,
    person_fact,
    published,
    until_midnight,
)
from tests.domain.person_listings import PERSON_FIELDS


def test_a_decision_rests_on_facts_that_were_noticed() -> None:
    with pytest.raises(GroundNotNoticedError):
        try_decision(decision(facts=f"{FACT},{OTHER_FACT}"), fact_state(), fact_state(jti=OTHER_FACT))
    both = noticed(facts=f"{FACT},{OTHER_FACT}")
    assert try_decision(decision(), listing=both) == until_midnight(DECIDED)


def test_a_fact_withdrawn_since_the_notice_grounds_nothing() -> None:
    with pytest.raises(GroundNotStandingError):
        try_decision(None, fact_state(withdrawn_at=120))
    with pytest.raises(GroundNotStandingError):
        try_decision(None, fact_state(matters=Matters(repaired_at=120)))


def test_the_list_still_rests_on_the_item_on_the_day_of_the_decision() -> None:
    with pytest.raises(GroundItemError):
        try_decision(definition=list_definition(items=["cf-tax"]))


def test_inv_3_an_act_that_a_correction_dates_back_into_minority_grounds_nothing() -> None:
    young = make_rid("20080201")
    subject = Identifier("rid", young)
    listing = replace(noticed(), subject=subject)
    event = decision(**{**PERSON_FIELDS, "identifier": young})
    for acted_on, is_refused in ((date(2026, 2, 2), False), (date(2026, 2, 1), True)):
        fact = person_fact(subject=subject, terms=FactTerms(kind="NP", tier="serious", acted_on=acted_on))
        if is_refused:
            with pytest.raises(MinorAtActError):
                try_decision(event, fact, listing=listing, definition=PERSON_LIST)
        else:
            assert try_decision(event, fact, listing=listing, definition=PERSON_LIST).subject == subject


def case(**changes: Any) -> CaseState:
    given: dict[str, Any] = {"case": CASE, "kind": "objection", "filed_at": 70, "target_kind": "fact", "target": FACT}
    return CaseState(**(given | changes))


def test_while_an_objection_against_a_ground_is_open_nothing_is_decided() -> None:
    with pytest.raises(GroundContestedError):
        try_decision(open_cases=[case(outcome="rejected"), case()])


@pytest.mark.parametrize(
    "other", [case(outcome="rejected"), case(kind="complaint"), case(target=OTHER_FACT), case(filed_at=None)]
)
def test_other_cases_do_not_stop_a_decision(other: CaseState) -> None:
    assert try_decision(open_cases=[other]) == until_midnight(DECIDED)


def objection(filed_at: int, *outcomes: str, case: str = CASE, kind: str = "objection") -> CaseState:
    """An objection to the fact and what became of it, one position after the other; ``further`` takes it further."""
    about = {"case": case, "kind": kind, "edition": 1, "filed_on": "2026-04-28"}
    said = {**WHO, "subject.target_kind": "fact", "subject.target": FACT}
    state = evolve(CaseState(case), CaseFiled.from_claims(about, said), recorded(filed_at, PLATFORM))
    for position, outcome in enumerate(outcomes, start=filed_at + 1):
        if outcome == "further":
            plain = {"case": case, "edition": 1, "escalated_on": "2026-04-29"}
            state = evolve(state, CaseEscalated.from_claims(plain, WHO), recorded(position, PLATFORM))
        else:
            plain = {"case": case, "outcome": outcome, "decided_on": "2026-04-29"}
            state = evolve(state, CaseDecided.from_claims(plain, WHO), recorded(position, SIGNER.iss))
    return state


AGAIN = objection(90, case=OTHER_LISTING)


@pytest.mark.parametrize(
    "first",
    [
        objection(70, "rejected"),
        objection(70, "further", "rejected"),
        objection(70, "rejected", "further", "rejected"),
    ],
)
def test_an_objection_filed_again_after_a_rejection_holds_no_decision_up(first: CaseState) -> None:
    assert try_decision(open_cases=[first, AGAIN]) == until_midnight(DECIDED)
    assert try_decision(open_cases=[AGAIN, first]) == until_midnight(DECIDED)
    further = objection(90, "rejected", "further", case=OTHER_LISTING)
    assert try_decision(open_cases=[first, further]) == until_midnight(DECIDED)


@pytest.mark.parametrize(
    "others",
    [
        [objection(70, "inadmissible"), AGAIN],
        [objection(70, "withdrawn"), AGAIN],
        [objection(70, "upheld"), AGAIN],
        [objection(70, "corrected"), AGAIN],
        [objection(70, "rejected", "further", "upheld"), AGAIN],
        [objection(70, "rejected", "further", "unverifiable"), AGAIN],
        [objection(70, "rejected", kind="complaint"), AGAIN],
        [objection(70, "rejected", kind="litigation"), AGAIN],
        [objection(70, "rejected", "further")],
        [objection(70, "rejected", "further"), AGAIN],
        [objection(70, "further")],
        [replace(objection(70, "rejected"), target=OTHER_FACT), AGAIN],
    ],
)
def test_an_objection_that_nobody_rejected_before_holds_the_decision_up(others: list[CaseState]) -> None:
    with pytest.raises(GroundContestedError):
        try_decision(open_cases=others)


def test_an_objection_to_what_was_stated_since_the_rejection_holds_the_decision_up() -> None:
    rejected = objection(70, "rejected")
    assert try_decision(None, fact_state(corrected_at=(70,)), open_cases=[rejected, AGAIN])
    with pytest.raises(GroundContestedError):
        try_decision(None, fact_state(corrected_at=(72,)), open_cases=[rejected, AGAIN])
    second = objection(80, "rejected", case=OTHER_FACT)
    assert try_decision(None, fact_state(corrected_at=(72,)), open_cases=[rejected, second, AGAIN])


def test_inv_12_of_two_notices_on_the_same_fact_one_leads_to_a_listing() -> None:
    other = replace(published(), listing=OTHER_LISTING)
    with pytest.raises(GroundUsedError):
        try_decision(earlier=[other])
    assert try_decision(earlier=[replace(other, list_id="another"), noticed()])


@pytest.mark.parametrize("ends_on", ["2029-05-09", "2026-05-08", "2026-05-01"])
def test_inv_7_the_end_lies_ahead_and_not_after_the_latest_allowed(ends_on: str) -> None:
    with pytest.raises(ListingTermError) as caught:
        try_decision(decision(ends_on=ends_on))
    assert caught.value.params["start"] == DECIDED
    assert caught.value.params["end"] == ENDS
    assert try_decision(decision(ends_on="2026-05-09"))


def test_inv_7_the_refusal_says_which_rule_is_the_shortest() -> None:
    with pytest.raises(ListingTermError) as caught:
        try_decision(decision(ends_on="2029-05-09"), definition=list_definition(term_months=60))
    assert caught.value.params["reason_en"] == "rule R-NDRC36-serious"
    assert "山东省社会信用条例 第三十九条" in caught.value.message_zh
    with pytest.raises(ListingTermError) as caught:
        try_decision(decision(ends_on="2027-05-09"), definition=list_definition(term_months=12))
    assert caught.value.params["reason_en"] == "term of the list, or end of a fact"


def test_inv_7_a_listing_whose_grounds_are_over_cannot_begin() -> None:
    old = fact_state(decided_on=date(2021, 5, 1), terms=replace(fact_state().terms, acted_on=date(2021, 4, 30)))
    with pytest.raises(ListingTermError):
        try_decision(decision(ends_on="2026-05-09"), old, usable={FACT})
    with pytest.raises(GroundNotStandingError):
        try_decision(decision(ends_on="2026-05-09"), old)
