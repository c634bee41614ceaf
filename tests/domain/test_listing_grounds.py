"""INV-3, INV-12: what a listing may rest on: whose acts, which facts, of what gravity, and how often."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.matters import Matters
from domain.case.state import CaseState
from domain.fact.protection_refusals import MinorAtActError
from domain.fact.state import FactState, FactTerms
from domain.identifier import Identifier
from domain.listing.ground_refusals import (
    GroundItemError,
    GroundNotStandingError,
    GroundSubjectError,
    GroundUsedError,
    ListingKindError,
    NoticeParallelError,
    TierAboveListError,
    TierBelowListError,
    TierGroundError,
    TierPresenceError,
    TierRaisedError,
)
from domain.listing.state import ListingState
from domain.refusal import Refusal
from tests.domain.builders import SHOP, make_rid
from tests.domain.due_process import CASE, FACT, LAW, RULES, bureau, fact_state, law, list_definition, noon, rule, terms
from tests.domain.listing_trials import try_notice, usable_of
from tests.domain.listings import (
    OTHER_FACT,
    OTHER_LISTING,
    PERSON_LIST,
    PERSON_SUBJECT,
    SERVED,
    decided,
    notice,
    noticed,
    person_fact,
    published,
    until_midnight,
)
from tests.domain.person_listings import PERSON_FIELDS


@pytest.mark.parametrize(
    "fact",
    [
        FactState(FACT),
        fact_state(withdrawn_at=60),
        fact_state(erased_at=60),
        fact_state(matters=Matters(revoked_at=60)),
        fact_state(matters=Matters(repaired_at=60)),
        fact_state(matters=Matters(publicity_ended_at=60)),
        fact_state(terms=terms(is_invalid=True)),
        fact_state(jti=OTHER_FACT),
    ],
)
def test_a_fact_that_does_not_stand_or_may_not_be_used_grounds_nothing(fact: FactState) -> None:
    with pytest.raises(GroundNotStandingError):
        try_notice(None, fact)


@given(st.dates(date(2026, 4, 27), date(2028, 4, 27)), st.booleans())
def test_inv_7_a_fact_whose_time_is_over_grounds_no_notice_whether_or_not_the_platform_said_so(
    today: date, is_said: bool
) -> None:
    """A general penalty of 13 April 2026 is shown and used for a year; the clock's event comes on its last day."""
    is_over = today >= date(2027, 4, 13)
    said = Matters(publicity_ended_at=60) if is_said and is_over else Matters()
    fact = fact_state(matters=said, terms=terms(tier="general"))
    by = bureau(noon(today.isoformat()))
    assert (usable_of([fact], LAW, by) == set()) == is_over
    assert usable_of([fact], LAW, by) == usable_of([replace(fact, matters=Matters())], LAW, by)


@pytest.mark.parametrize("usable", [set(), {OTHER_FACT}])
def test_a_fact_that_stands_but_rests_grounds_nothing(usable: set[str]) -> None:
    with pytest.raises(GroundNotStandingError) as caught:
        try_notice(usable=usable)
    assert caught.value.params["fact"] == FACT


@pytest.mark.parametrize(
    ("outcome", "day"), [("upheld", "2026-04-27"), ("unverifiable", "2026-04-27"), ("", "2026-05-11")]
)
def test_inv_8_a_fact_that_an_objection_suspends_grounds_nothing(outcome: str, day: str) -> None:
    """It was right, could not be checked, or is overdue; one of Monday, 27 April, is due on Thursday."""
    filed = CaseState(
        CASE,
        kind="objection",
        filed_at=70,
        filed_on=date(2026, 4, 27),
        target_kind="fact",
        target=FACT,
        outcome=outcome,
        decided_on=date(2026, 4, 27) if outcome else None,
        decided_at=71 if outcome else None,
    )
    by, ruled = bureau(noon(day)), law(*RULES, rule("R-POL-suspension", "suspension", 0, "day", evidence="policy"))
    filed, contested = replace(filed, edition=ruled.rules.edition), fact_state(matters=Matters(cases=(CASE,)))
    assert usable_of([contested], ruled, by, [filed]) == set()
    assert usable_of([contested], ruled, by, [replace(filed, outcome="rejected")]) == {FACT}


def test_every_fact_named_must_stand() -> None:
    with pytest.raises(GroundNotStandingError):
        try_notice(notice(facts=f"{FACT},{OTHER_FACT}"), fact_state(), fact_state(jti=OTHER_FACT, withdrawn_at=60))


def test_nobody_is_listed_for_what_another_did() -> None:
    with pytest.raises(GroundSubjectError):
        try_notice(None, fact_state(subject=Identifier("uscc", SHOP)))


def test_a_list_rests_on_facts_of_its_items_only() -> None:
    with pytest.raises(GroundItemError):
        try_notice(None, fact_state(item="cf-tax"))


@pytest.mark.parametrize("kind", ["NP", ""])
def test_a_list_takes_subjects_of_its_kinds_only(kind: str) -> None:
    with pytest.raises(ListingKindError):
        try_notice(None, fact_state(terms=terms(kind=kind)))


@pytest.mark.parametrize(
    ("stated", "of_list", "of_facts", "refusal"),
    [
        ("serious", "serious", ["serious"], None),
        ("general", "general", ["serious", "general"], None),
        ("serious", "serious", ["minor", "serious"], TierGroundError),
        ("serious", "serious", ["general"], TierGroundError),
        ("serious", "general", ["serious"], TierAboveListError),
        ("general", "serious", ["serious"], TierBelowListError),
        ("minor", "general", ["serious"], TierBelowListError),
        ("serious", "serious", [""], None),
        ("serious", "serious", ["", "minor"], TierGroundError),
        (None, "serious", ["serious"], TierPresenceError),
        ("minor", None, ["serious"], TierPresenceError),
        (None, None, [""], None),
    ],
)
def test_the_tier_is_that_of_the_list_and_every_fact_bears_it(
    stated: str | None, of_list: str | None, of_facts: list[str], refusal: type[Refusal] | None
) -> None:
    names = [FACT, OTHER_FACT][: len(of_facts)]
    facts = [fact_state(jti=name, terms=terms(tier=one)) for name, one in zip(names, of_facts, strict=True)]
    event = notice(tier=stated, facts=",".join(names))
    definition = list_definition(tier=of_list, is_positive=of_list is None)
    if refusal is None:
        assert try_notice(event, *facts, definition=definition) == until_midnight(SERVED)
    else:
        with pytest.raises(refusal):
            try_notice(event, *facts, definition=definition)


def other(**changes: Any) -> ListingState:
    return replace(published(), listing=OTHER_LISTING, **changes)


@pytest.mark.parametrize(
    "earlier",
    [
        other(),
        other(ended_at=200, end_ground="conditions_met"),
        other(ended_at=200, end_ground="wrong_listing"),
        other(ended_at=200, end_ground="repaired"),
        other(ends_on=date(2026, 4, 1)),
        replace(decided(), listing=OTHER_LISTING),
        replace(decided(), listing=OTHER_LISTING, ended_at=200, end_ground="repaired"),
        replace(decided(), listing=OTHER_LISTING, ended_at=200, end_ground="revoked_on_review"),
    ],
)
def test_inv_12_a_fact_grounds_no_second_listing_on_the_list_without_a_new_decision(earlier: ListingState) -> None:
    with pytest.raises(GroundUsedError) as caught:
        try_notice(earlier=[noticed(), earlier])
    assert caught.value.params["record"] == OTHER_LISTING


@pytest.mark.parametrize(
    "earlier",
    [
        other(list_id="another-list"),
        replace(decided(), listing=OTHER_LISTING, ended_at=200, end_ground="wrong_listing"),
        replace(decided(), listing=OTHER_LISTING, ended_at=200, end_ground="court_order"),
    ],
)
def test_another_list_or_a_decision_given_up_before_it_had_effect_leaves_a_fact_free(earlier: ListingState) -> None:
    assert try_notice(earlier=[earlier]) == until_midnight(SERVED)


def test_inv_5_no_second_notice_on_a_fact_runs_beside_an_undecided_one_on_the_list() -> None:
    running = replace(noticed(), listing=OTHER_LISTING)
    with pytest.raises(NoticeParallelError) as caught:
        try_notice(earlier=[running])
    assert caught.value.params["record"] == OTHER_LISTING
    for other in (replace(running, list_id="another"), replace(running, ended_at=200, end_ground="wrong_listing")):
        assert try_notice(earlier=[other]) == until_midnight(SERVED)


TIERS = ("minor", "general", "serious")


@given(st.sampled_from(TIERS), st.sampled_from(TIERS), st.booleans(), st.booleans())
def test_inv_5_who_replied_to_a_notice_that_was_given_up_fares_no_worse_in_the_next_on_any_list(
    told: str, tier: str, has_replied: bool, is_same_list: bool
) -> None:
    given_up = replace(noticed(tier=told), listing=OTHER_LISTING, ended_at=200, end_ground="wrong_listing")
    given_up = replace(given_up, list_id=given_up.list_id if is_same_list else "another")
    earlier = replace(given_up, replies=(150,) if has_replied else ())
    if has_replied and TIERS.index(tier) > TIERS.index(told):
        with pytest.raises(TierRaisedError):
            try_notice(notice(tier=tier), earlier=[earlier], definition=list_definition(tier=tier))
    else:
        served = try_notice(notice(tier=tier), earlier=[earlier], definition=list_definition(tier=tier))
        assert served == until_midnight(SERVED)


def test_inv_5_a_reply_to_a_notice_on_another_list_that_is_still_open_makes_no_other_graver() -> None:
    running = replace(noticed(tier="general"), listing=OTHER_LISTING, list_id="another", replies=(150,))
    for open_one in (running, replace(running, decided_at=180)):
        with pytest.raises(TierRaisedError) as caught:
            try_notice(earlier=[open_one])
        assert caught.value.params == {"given": "serious", "expected": "general"}
    same = replace(running, tier="serious")
    in_effect = replace(running, decided_at=180, published_at=190)
    for lawful in (same, in_effect, replace(running, replies=())):
        assert try_notice(earlier=[lawful]) == until_midnight(SERVED)


BORN = date(2008, 2, 1)


@pytest.mark.parametrize(
    ("acted_on", "is_refused"),
    [(date(2026, 1, 31), True), (date(2026, 2, 1), True), (date(2026, 2, 2), False)],
)
def test_inv_3_the_day_of_the_eighteenth_birthday_in_shanghai_is_still_protected(
    acted_on: date, *, is_refused: bool
) -> None:
    young = make_rid("20080201")
    fact = person_fact(subject=Identifier("rid", young), terms=FactTerms(kind="NP", tier="serious", acted_on=acted_on))
    event = notice(**{**PERSON_FIELDS, "identifier": young})
    if is_refused:
        with pytest.raises(MinorAtActError):
            try_notice(event, fact, definition=PERSON_LIST)
    else:
        assert try_notice(event, fact, definition=PERSON_LIST) == until_midnight(SERVED, Identifier("rid", young))


@given(
    born=st.dates(date(1990, 1, 1), date(2015, 12, 31)),
    acted_on=st.dates(date(2006, 1, 1), date(2026, 4, 13)),
    has_act_date=st.booleans(),
)
def test_inv_3_no_notice_rests_on_an_act_under_eighteen_whenever_it_is_served(
    born: date, acted_on: date, *, has_act_date: bool
) -> None:
    number = make_rid(born.strftime("%Y%m%d"))
    subject = Identifier("rid", number)
    known = acted_on if has_act_date else None
    fact = person_fact(subject=subject, decided_on=acted_on, terms=FactTerms(kind="NP", tier="serious", acted_on=known))
    is_leap_birthday = (born.month, born.day) == (2, 29)
    birthday = date(born.year + 18, 2, 28) if is_leap_birthday else born.replace(year=born.year + 18)
    event = notice(**{**PERSON_FIELDS, "identifier": number})
    try:
        try_notice(event, fact, usable={fact.jti}, definition=PERSON_LIST)
    except MinorAtActError:
        assert acted_on <= birthday
    else:
        assert acted_on > birthday


def test_the_age_at_an_undated_act_is_not_guessed() -> None:
    fact = person_fact(decided_on=None, terms=FactTerms(kind="NP", tier="serious"))
    assert try_notice(notice(**PERSON_FIELDS), fact, definition=PERSON_LIST).subject == PERSON_SUBJECT
