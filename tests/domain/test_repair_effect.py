"""INV-10: what a grant ends and a refusal leaves, and what an application keeps of its course."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.matters import Matters, RefusedRepair
from domain.case.matters import evolve as evolve_matters
from domain.clock.events import ClockBreached
from domain.fact.state import evolve as evolve_fact
from domain.listing.state import AppliedMeasure
from domain.listing.state import evolve as evolve_listing
from domain.repair.eligibility import eligibility_of_fact
from domain.repair.refusals import RepairNotOpenError
from domain.repair.state import RepairState, evolve
from domain.signer import PLATFORM
from tests.domain.builders import SIGNER, recorded
from tests.domain.due_process import CASE, LAW, WHO, fact_state
from tests.domain.repairs import (
    ON_FACT,
    ON_LISTING,
    OTHER_CASE,
    accepted,
    applied,
    filed,
    granted,
    listing_state,
    refusal,
    request,
)

# INV-10: granted and still live never go together.


@given(
    st.dates(date(2026, 4, 1), date(2026, 5, 31)),
    st.integers(200, 1200),
    st.integers(0, 1400),
    st.integers(0, 3),
    st.sampled_from(["general", "serious"]),
)
def test_inv_10_a_listing_granted_repair_is_live_on_no_day_whatsoever(
    decided_on: date, term: int, later: int, n_measures: int, tier: str
) -> None:
    ends_on = date.fromordinal(decided_on.toordinal() + term)
    measures = tuple(AppliedMeasure(f"m{number}", SIGNER.iss, "bid-limit") for number in range(n_measures))
    listing = listing_state(decided_on=decided_on, ends_on=ends_on, tier=tier, measures=measures)
    after = evolve_listing(listing, granted(), recorded(95))
    on = date.fromordinal(decided_on.toordinal() + later)
    assert listing.is_live(decided_on)
    assert not after.is_live(decided_on)
    assert not after.is_live(on)
    assert (after.ended_at, after.end_ground) == (95, "repaired")


def test_inv_10_a_grant_ends_a_fact_and_a_listing_with_the_event_itself_and_for_good() -> None:
    event = granted()
    fact = evolve_fact(fact_state(), event, recorded(95))
    matters = evolve_matters(Matters(), event, recorded(95))
    listing = evolve_listing(listing_state(), event, recorded(95))
    assert (fact.matters.repaired_at, matters.repaired_at, listing.ended_at) == (95, 95, 95)
    with pytest.raises(RepairNotOpenError) as refused:
        applied(facts=(fact,), listings=((listing, matters),))
    assert "repaired already" in refused.value.message_en
    assert len(refused.value.also) == 1


def test_inv_10_a_refusal_ends_nothing_and_a_new_application_may_follow() -> None:
    event = refusal(f"{ON_FACT},{ON_LISTING}")
    listing = evolve_listing(listing_state(), event, recorded(95))
    fact = evolve_fact(fact_state(), event, recorded(95))
    matters = evolve_matters(Matters(), event, recorded(95))
    assert listing.is_live(date(2027, 6, 1))
    assert matters.refused_repairs == (RefusedRepair(date(2027, 6, 1), "duties_open", CASE),)
    assert applied(facts=(fact,), listings=((listing, matters),)).case == CASE


def test_inv_10_false_material_closes_the_door_for_that_record_only() -> None:
    matters = evolve_matters(Matters(), refusal(ON_LISTING, "false_material"), recorded(95))
    with pytest.raises(RepairNotOpenError) as refused:
        applied(listings=((listing_state(), matters),))
    assert refused.value.params["record"] == ON_LISTING
    assert "opens on 2030-06-01 (R-NDRC58-false" in refused.value.message_en
    assert refused.value.also == ()


@pytest.mark.parametrize("reason", ["false_material", "excluded_by_law"])
def test_inv_10_a_grant_of_the_application_that_was_refused_sets_the_refusal_aside(reason: str) -> None:
    refused = evolve_matters(Matters(), refusal(ON_FACT, reason), recorded(95))
    earlier = evolve_matters(refused, refusal(ON_FACT, reason, case=OTHER_CASE), recorded(96))
    closed = eligibility_of_fact(fact_state(matters=refused), True, law=LAW, today=date(2027, 6, 2))
    assert closed.missing in (("closed-by-false-material",), ("repair-excluded",))
    mended = evolve_matters(refused, granted(), recorded(97))
    assert (mended.repaired_at, mended.refused_repairs) == (97, ())
    done = eligibility_of_fact(fact_state(matters=mended), True, law=LAW, today=date(2027, 6, 2))
    assert done.missing == ("already-repaired",)
    assert evolve_matters(earlier, granted(), recorded(97)).refused_repairs == (
        RefusedRepair(date(2027, 6, 1), reason, OTHER_CASE),
    )


# The fold


def test_an_application_refused_in_time_is_not_decided_later_by_the_grant_that_sets_it_aside() -> None:
    refused = evolve(filed(applied(request(ON_FACT), listings=())), refusal(), recorded(92))
    mended = evolve(refused, granted(listings=(), decided_on="2027-09-01"), recorded(93))
    assert (mended.granted, mended.refused, mended.ungranted) == ((ON_FACT,), (), ())
    assert (mended.refused_on, mended.decided_on) == (date(2027, 6, 1), date(2027, 6, 1))


def test_a_grant_of_what_was_refused_leaves_open_what_nobody_decided() -> None:
    half = evolve(filed(), refusal(ON_FACT), recorded(92))
    mended = evolve(half, granted(listings=(), decided_on="2027-06-03"), recorded(93))
    assert (mended.pending, mended.ungranted, mended.is_open) == ((ON_LISTING,), (ON_LISTING,), True)
    assert mended.taken_up_on == date(2027, 6, 1)


def test_an_application_keeps_the_first_word_that_its_deadline_passed() -> None:
    breach = ClockBreached.from_claims({"case": CASE, "rule": "R-GBF22-accept", "due_on": "2027-06-04"}, WHO)
    once = evolve(filed(), breach, recorded(92, PLATFORM))
    assert once.breached_at == 92
    assert evolve(once, breach, recorded(93, PLATFORM)) == once
    assert evolve(filed(), breach, recorded(92)) == filed()


def test_an_application_keeps_when_it_was_first_refused_and_last_decided() -> None:
    refusals = (refusal(decided_on=day) for day in ("2027-06-04", "2027-06-07"))
    state, steps = filed(), (granted(decided_on="2027-06-03"), *refusals)
    for position, event in enumerate(steps):
        state = evolve(state, event, recorded(92 + position))
    assert (state.refused_on, state.decided_on) == (date(2027, 6, 4), date(2027, 6, 7))
    assert state.taken_up_on == date(2027, 6, 4)
    assert evolve(filed(), granted(decided_on="2027-06-03"), recorded(92)).decided_on == date(2027, 6, 3)


def test_nothing_counts_before_the_filing_and_no_second_filing_counts() -> None:
    assert evolve(RepairState(CASE), granted(), recorded(92)) == RepairState(CASE)
    assert evolve(filed(), applied(request(ON_FACT)), recorded(92, PLATFORM)) == filed()
    assert evolve(filed(), accepted(), recorded(92, "root")) == filed()
