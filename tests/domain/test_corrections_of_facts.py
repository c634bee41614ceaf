"""A correction of a fact shortens what is shown and never prolongs it, lowers a tier and never raises it (INV-7)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.state import ItemState
from domain.fact.decide import admit_correction
from domain.fact.events import FactCorrected
from domain.fact.refusals import CorrectionRaisesTierError
from domain.fact.state import FactState, FactTerms, evolve
from domain.listing.term import maximum_end
from domain.repair.eligibility import eligibility_of_fact
from domain.standing.display import Display
from domain.standing.fact import display_fact
from domain.standing.versions import Versions, versions_of
from domain.subject.events import RecordErased
from domain.tier import TIERS
from domain.time import add_months
from tests.domain.builders import (
    AGENCY_STATE,
    GENESIS,
    KEY,
    NOW,
    SIGNER,
    UUID,
    Scalars,
    fact,
    item_state,
    licence,
    penalty,
    recorded,
)
from tests.domain.due_process import list_claims
from tests.domain.standing_builders import LAW, definition, item, shown_listing
from tests.domain.standing_builders import listed as listed_on

ITEM = ItemState("cf-market", (item(),))
LICENCE_ITEM = item_state(
    item="xk-market", nature="licence", is_adverse=False, standard="xk-2018", disclosure="public", validity_months=60
)
ONE_DAY = timedelta(days=1)
DECIDED = "2026-04-13"
MINOR: dict[str, str | int | bool | None] = {
    "tier": "minor",
    "penalty_categories": "warning",
    "fine_fen": None,
    "is_remedied": False,
}
UNTIL = "2099-12-31"


def state_of(*statements: tuple[str, Scalars], item_id: str = "cf-market") -> FactState:
    """Fold a fact and its corrections, each by the day of its decision and its fields."""
    (decided_on, fields), *corrections = statements
    state = evolve(FactState(UUID), fact(fields, item=item_id, decided_on=decided_on), recorded(9))
    for number, (day, said) in enumerate(corrections):
        state = evolve(state, correction(said, item=item_id, decided_on=day), recorded(20 + number))
    return state


def correction(fields: Scalars, **changes: Any) -> FactCorrected:
    claims = {"item": "cf-market", "item_version": 1, "rules": "2026.1", "reason": "source_error", **changes}
    return FactCorrected.from_claims({"decided_on": DECIDED, **claims}, {**fields, "subject.fact": UUID})


def act(**changes: Any) -> Scalars:
    return penalty(**{"penalty_until": UNTIL, "act_date": "2026-03-02", **changes})


def shown(state: FactState, today: date, by_item: ItemState = ITEM) -> Display:
    versions = versions_of(state, by_item, today)
    assert versions is not None
    return display_fact(state, (), versions, law=LAW, today=today)


LATER: list[tuple[str, Scalars]] = [
    ("2027-04-12", act()),
    ("2027-04-12", act(act_date="2027-04-01")),
    ("2027-04-20", act(content="罚款人民币三千元")),
]


@pytest.mark.parametrize("corrections", [LATER[:1], LATER[1:2], LATER])
def test_inv_7_a_correction_of_the_dates_moves_no_end_to_a_later_day(corrections: list[tuple[str, Scalars]]) -> None:
    state = state_of((DECIDED, act()), *corrections)
    assert shown(state, date(2027, 4, 12)).is_public
    display = shown(state, date(2027, 4, 13))
    assert (display.is_public, display.is_effective, display.end_reason) == (False, False, "expired")
    assert (display.ends_on, display.ended_by) == (date(2027, 4, 13), "R-NDRC36-general")


def test_inv_7_a_correction_that_states_an_earlier_end_shortens_for_good() -> None:
    shorter = (DECIDED, act(penalty_until="2026-08-01"))
    for statements in ((shorter,), (shorter, (DECIDED, act()))):
        display = shown(state_of((DECIDED, act()), *statements), date(2026, 8, 2))
        assert (display.end_reason, display.ended_by) == ("expired", "R-DOCUMENT-end")


def test_inv_7_what_called_itself_invalid_is_not_brought_back_by_a_correction() -> None:
    invalid, valid = ((DECIDED, act(status=word)) for word in ("invalid", "valid"))
    assert shown(state_of(valid, invalid), date(2026, 6, 1)).end_reason == "invalid"
    assert shown(state_of(invalid, valid), date(2026, 6, 1)).end_reason == "invalid"


@pytest.mark.parametrize(
    ("first", "reason"),
    [(act(**MINOR), "minor-tier"), (act(is_summary=True), "summary-procedure")],
)
def test_inv_7_what_was_not_to_be_shown_by_one_statement_is_not_by_the_next(first: Scalars, reason: str) -> None:
    assert shown(state_of((DECIDED, first), (DECIDED, act(tier="serious"))), date(2026, 6, 1)).end_reason == reason
    assert shown(state_of((DECIDED, act()), (DECIDED, first)), date(2026, 6, 1)).end_reason == reason


def test_inv_7_the_validity_of_every_version_that_was_named_limits() -> None:
    short, long = item(validity_months=6, effective_to="2026-04-30"), item(version=2, effective_from="2026-05-01")
    both = ItemState("cf-market", (short, long))
    state = state_of((DECIDED, act()))
    moved = evolve(state, correction(act(), item_version=2, decided_on="2026-05-04"), recorded(20))
    assert shown(moved, date(2026, 6, 1), both).ends_on == date(2026, 10, 13)
    unknown = replace(moved, earlier=(replace(moved.earlier[0], item_version=7),))
    assert shown(unknown, date(2026, 6, 1), both).ends_on == date(2027, 4, 13)


def test_inv_7_an_item_that_was_kept_back_once_keeps_back() -> None:
    closed = item(disclosure="on_request", effective_to="2026-04-30")
    both = ItemState("cf-market", (closed, item(version=2, effective_from="2026-05-01")))
    moved = evolve(state_of((DECIDED, act())), correction(act(), item_version=2), recorded(20))
    assert shown(moved, date(2026, 6, 1), both).end_reason == "not-public"


def test_a_fact_of_a_version_that_its_item_does_not_have_is_held_against_nothing() -> None:
    assert versions_of(state_of((DECIDED, act())), ItemState("cf-market"), date(2026, 6, 1)) is None


def test_a_version_that_has_not_begun_is_not_the_newest() -> None:
    later = ItemState("cf-market", (item(effective_from="2026-07-01"),))
    state = state_of((DECIDED, act()))
    assert versions_of(state, later, date(2026, 6, 30)) == Versions(later.versions, None)
    assert versions_of(state, later, date(2026, 7, 1)) == Versions(later.versions, later.versions[0])


def test_a_licence_lasts_as_its_last_statement_says() -> None:
    """It is its subject's own good: a slip that ended it too early is put right."""
    state = state_of(
        (DECIDED, licence(valid_to="2026-05-01", status="invalid")), (DECIDED, licence()), item_id="xk-market"
    )
    display = shown(state, date(2026, 6, 1), LICENCE_ITEM)
    assert (display.is_public, display.ends_on) == (True, add_months(date.fromisoformat(DECIDED), 60))


days = st.dates(date(2026, 4, 1), date(2028, 4, 1))
statements = st.lists(
    st.tuples(days, st.sampled_from(["", *TIERS]), days, st.none() | days, st.booleans()), min_size=1, max_size=4
)


@given(said=statements, today=st.dates(date(2026, 4, 1), date(2032, 1, 1)))
def test_inv_7_with_every_further_statement_a_fact_is_shown_no_longer_than_before(
    said: list[tuple[date, str, date, date | None, bool]], today: date
) -> None:
    state = FactState(UUID, SIGNER.iss, "cf-market", 1, date(2026, 4, 1), recorded_at=9)
    before: Display | None = None
    for number, (decided_on, tier, acted_on, until, is_invalid) in enumerate(said):
        fields = act(tier=tier or None, act_date=acted_on.isoformat(), status="invalid" if is_invalid else "valid")
        fields |= {"subject.penalty_until": (until or date(2099, 12, 31)).isoformat()}
        if number:
            state = evolve(state, correction(fields, decided_on=decided_on.isoformat()), recorded(20 + number))
        else:
            state = state_of((decided_on.isoformat(), fields))
        display = shown(state, today)
        if before is not None:
            assert not (display.is_public and not before.is_public)
            assert not (display.is_effective and not before.is_effective)
            assert display.ends_on is not None
            assert before.ends_on is not None
            assert display.ends_on <= before.ends_on
        before = display


def test_an_erased_fact_keeps_the_dates_of_its_decisions_and_nothing_else() -> None:
    state = state_of((DECIDED, act()), ("2026-04-14", act(tier="serious")))
    event = RecordErased.from_claims({"ground": "court_order"}, {"subject.record": UUID, "subject.reason": "法院裁定"})
    gone = evolve(state, event, recorded(30, iss="platform"))
    assert [one.decided_on for one in gone.statements] == [date(2026, 4, 13), date(2026, 4, 14)]
    assert {one.terms for one in gone.statements} == {FactTerms()}


def test_statements_that_say_the_same_of_the_end_are_kept_once() -> None:
    again = [(DECIDED, act(content=f"罚款人民币{number}元")) for number in range(1, 6)]
    assert len(state_of((DECIDED, act()), *again).statements) == 2


@pytest.mark.parametrize(
    ("before", "after", "is_raised"),
    [
        ("general", "serious", True),
        ("minor", "serious", True),
        ("minor", "general", True),
        ("serious", "general", False),
        ("serious", "minor", False),
        ("general", "general", False),
        ("", "general", True),
    ],
)
def test_inv_12_a_correction_lowers_the_tier_of_an_act_and_never_raises_it(
    before: str, after: str, *, is_raised: bool
) -> None:
    state = state_of(("2026-03-01", penalty()))
    state = replace(state, terms=replace(state.terms, tier=before))
    fields = penalty(content="罚款人民币三千元", tier=after, **({"is_remedied": False} if after == "minor" else {}))
    event = correction(fields, decided_on="2026-03-01")
    arguments: dict[str, Any] = {"genesis": GENESIS, "signer": SIGNER, "now": NOW, "n_digests": 32}
    if is_raised:
        with pytest.raises(CorrectionRaisesTierError) as caught:
            admit_correction(state, KEY, AGENCY_STATE, item_state(), event, **arguments)
        assert caught.value.pointer == "/subject.tier"
    else:
        assert admit_correction(state, KEY, AGENCY_STATE, item_state(), event, **arguments).subject == state.subject


def test_inv_12_a_tier_that_was_lowered_does_not_go_up_again_step_by_step() -> None:
    state = state_of(("2026-03-01", penalty(tier="serious")), ("2026-03-01", penalty()))
    assert state.tier == "general"
    event = correction(penalty(tier="serious"), decided_on="2026-03-01")
    with pytest.raises(CorrectionRaisesTierError):
        admit_correction(
            state, KEY, AGENCY_STATE, item_state(), event, genesis=GENESIS, signer=SIGNER, now=NOW, n_digests=32
        )


def test_accuracy_stays_a_right_after_the_end() -> None:
    """What is over may still be put right; it does not come back for that."""
    over = {"penalty_until": "2025-06-01", "act_date": "2025-01-10"}
    state = state_of(("2025-02-03", penalty(**over)))
    event = correction(penalty(content="罚款人民币三千元", **over), decided_on="2025-02-03")
    again = admit_correction(
        state, KEY, AGENCY_STATE, item_state(), event, genesis=GENESIS, signer=SIGNER, now=NOW, n_digests=32
    )
    assert again.subject == state.subject
    assert shown(evolve(state, event, recorded(20)), date(2026, 4, 20)).end_reason == "expired"


def test_inv_10_a_correction_does_not_move_the_day_on_which_repair_opens() -> None:
    state = state_of((DECIDED, act()), ("2027-01-04", act()))
    found = eligibility_of_fact(state, is_adverse=True, law=LAW, today=date(2026, 7, 13))
    assert (found.is_open, found.from_day) == (True, date(2026, 7, 13))


def test_inv_7_the_term_of_a_listing_counts_every_statement_of_its_facts() -> None:
    state = state_of((DECIDED, act(penalty_until="2027-03-01")), (DECIDED, act()))
    end = maximum_end(definition(), "serious", date(2026, 5, 20), [state], LAW, date(2026, 5, 20))
    assert end.day == date(2027, 3, 2)
    praised = definition(**list_claims(is_positive=True, tier=None))
    honour = state_of((DECIDED, licence(valid_to="2027-03-01")), (DECIDED, licence()), item_id="xk-market")
    end = maximum_end(praised, None, date(2026, 5, 20), [honour], LAW, date(2026, 5, 20))
    assert end.day == add_months(date(2026, 5, 20), 36)


def test_inv_7_a_listing_that_ended_with_its_ground_does_not_come_back_with_a_correction() -> None:
    serious = act(tier="serious", penalty_until="2026-08-01")
    over, corrected = state_of((DECIDED, serious)), state_of((DECIDED, serious), ("2026-08-03", act(tier="serious")))
    named = listed_on(facts=(UUID,), ends_on=date(2026, 12, 1))
    assert shown_listing(named, date(2026, 8, 1), facts=(over,)).is_public
    for state in (over, corrected):
        display = shown_listing(named, date(2026, 8, 2), facts=(state,))
        assert (display.is_public, display.is_effective, display.end_reason) == (False, False, "expired")
