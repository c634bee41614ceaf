"""How listings stand on a day, and which measures run on them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.matters import Matters
from domain.case.matters import evolve as evolve_matters
from domain.definition.events import ListDefined
from domain.definition.state import Definitions
from domain.fact.state import FactState
from domain.fact.state import evolve as evolve_fact
from domain.identifier import Identifier
from domain.listing.state import evolve as evolve_listing
from domain.repair.events import RepairGranted
from domain.revocation.events import DecisionRevoked
from domain.standing.display import Display
from domain.standing.listing import Ground, display_listing
from domain.time import add_months, legal_date
from tests.domain.builders import PERSON, SHOP, SIGNER, recorded
from tests.domain.due_process import CASE, FACT, LISTING, law, rule
from tests.domain.standing_builders import (
    ABOUT,
    FILED,
    GROUNDS,
    LAW,
    LIST,
    LISTED_ON,
    ONE_DAY,
    OTHER_FACT,
    UNANNOUNCED,
    case_of,
    decided,
    definition,
    fact,
    filed,
    listed,
    measures_on,
    shown_listing,
)

JUNE = date(2026, 6, 1)
LATER = st.dates(date(2026, 5, 20), date(2036, 1, 1))
CLAIMS = {"case": CASE, "edition": 1, "decided_on": "2026-06-01", "listings": [LISTING]}


def _ends(display: Display) -> tuple[bool, bool, str]:
    return display.is_effective, display.is_public, display.end_reason


def test_a_published_listing_of_a_company_is_in_force_and_public_until_the_end_that_was_decided() -> None:
    display = shown_listing(listed(), JUNE)
    assert display == Display(
        is_recorded=True,
        is_effective=True,
        is_public=True,
        is_suspended=False,
        is_publishable=True,
        ends_on=date(2029, 5, 20),
        ended_by="R-LISTING-term",
        end_reason="",
        marks=(),
    )


def test_a_listing_and_its_measures_end_at_midnight_in_shanghai() -> None:
    before = datetime(2029, 5, 19, 15, 59, 59, 999_999, tzinfo=UTC)
    last, first = legal_date(before), legal_date(before + timedelta(microseconds=1))
    assert _ends(shown_listing(listed(), last)) == (True, True, "")
    assert _ends(shown_listing(listed(), first)) == (False, False, "expired")
    assert [one.jti for one in measures_on(listed(), shown_listing(listed(), last))] == ["m1"]
    assert measures_on(listed(), shown_listing(listed(), first)) == ()


def test_a_rule_that_shortens_publicity_later_shortens_a_listing_from_then_on() -> None:
    shorter = rule("R-NEW", "publicity", 1, "year", tier="serious", effective_from="2026-08-01")
    by = law(shorter)
    assert shown_listing(listed(), date(2026, 7, 31), by=by).ends_on == date(2029, 5, 20)
    display = shown_listing(listed(), date(2026, 8, 1), by=by)
    assert (display.ends_on, display.ended_by) == (date(2027, 5, 20), "R-NEW")


def test_a_shorter_term_of_its_list_shortens_a_listing() -> None:
    display = shown_listing(listed(), JUNE, listed_by=definition(term_months=12))
    assert (display.ends_on, display.ended_by) == (date(2027, 5, 20), "R-LISTING-term")


def test_only_the_facts_that_a_listing_names_bear_on_it() -> None:
    stranger = fact(jti=OTHER_FACT, until=date(2026, 5, 30))
    assert shown_listing(listed(), JUNE, facts=(fact(), stranger)).is_public
    assert shown_listing(listed(), JUNE, facts=(stranger,)).end_reason == "grounds-gone"


def test_working_days_that_are_not_announced_end_a_listing_rather_too_early() -> None:
    rules = law(rule("R-NEW", "publicity", 5, "working_day"))
    display = shown_listing(listed(), date(2026, 5, 21), by=replace(rules, days=UNANNOUNCED.days))
    assert (display.ends_on, display.ended_by) == (date(2026, 5, 25), "R-NEW")


@pytest.mark.parametrize(
    ("changes", "is_recorded", "reason"),
    [
        ({"iss": ""}, False, "unrecorded"),
        ({"subject": None}, False, "erased"),
        ({"ended_at": 70, "end_ground": "conditions_met"}, True, "ended:conditions_met"),
        ({"ended_at": 70, "end_ground": "wrong_listing"}, True, "ended:wrong_listing"),
        ({"ended_at": 70, "end_ground": "court_order"}, True, "ended:court_order"),
        ({"ended_at": 70, "end_ground": "repaired"}, True, "repaired"),
        ({"ended_at": 70, "end_ground": "revoked_by_court"}, True, "revoked"),
        ({"publicity_ended_at": 70}, True, "expired"),
        ({"published_at": None}, True, "unpublished"),
        ({"published_at": None, "decided_on": None, "ends_on": None}, True, "unpublished"),
        ({"facts": (OTHER_FACT,)}, True, "grounds-gone"),
    ],
)
def test_what_keeps_a_listing_from_having_effect_is_said(
    changes: dict[str, Any], is_recorded: bool, reason: str
) -> None:
    state = listed(**changes)
    display = shown_listing(state, JUNE)
    assert (display.is_recorded, *_ends(display)) == (is_recorded, False, False, reason)
    assert not display.is_live
    assert measures_on(state, display) == ()


@pytest.mark.parametrize(
    ("matters", "reason"), [(Matters(repaired_at=70), "repaired"), (Matters(revoked_at=70), "revoked")]
)
def test_what_came_up_about_a_listing_ends_it(matters: Matters, reason: str) -> None:
    assert _ends(shown_listing(listed(), JUNE, matters=matters)) == (False, False, reason)


@pytest.mark.parametrize(
    ("changes", "listed_by", "reason"),
    [
        ({}, definition(is_public=False), "not-public"),
        ({"tier": "minor"}, LIST, "minor-tier"),
        ({"subject": Identifier("rid", PERSON)}, LIST, "natural-person"),
        ({"subject": Identifier("uscc", SHOP)}, LIST, "natural-person"),
    ],
)
def test_a_listing_that_is_never_public_is_effective_and_bears_measures(
    changes: dict[str, Any], listed_by: ListDefined, reason: str
) -> None:
    state = listed(**changes)
    display = shown_listing(state, JUNE, listed_by=listed_by)
    assert (*_ends(display), display.is_publishable) == (True, False, reason, False)
    assert len(measures_on(state, display)) == 1


@pytest.mark.parametrize("changes", [{}, {"is_court": True, "facts": ()}])
def test_a_listing_ends_with_its_list(changes: dict[str, Any]) -> None:
    state = listed(**changes)
    display = shown_listing(state, JUNE, listed_by=None)
    assert (*_ends(display), display.is_publishable) == (False, False, "list-gone", False)
    assert measures_on(state, display) == ()


def test_a_person_stands_on_a_public_list_only_by_its_explicit_basis() -> None:
    court = listed(subject=Identifier("rid", PERSON), is_court=True, facts=(), tier="")
    assert not shown_listing(court, JUNE, facts=()).is_public
    assert shown_listing(court, JUNE, facts=(), listed_by=definition(names_persons=True)).is_public


def test_an_objection_that_is_overdue_suspends_a_listing_while_its_measures_go_on() -> None:
    case = case_of(filed())
    in_time, late = (
        shown_listing(listed(), day, case, matters=ABOUT) for day in (date(2026, 5, 14), date(2026, 5, 15))
    )
    assert _ends(in_time) == (True, True, "")
    assert _ends(late) == (False, False, "suspended")
    assert (late.is_suspended, late.is_live, late.is_publishable) == (True, True, True)
    assert len(measures_on(listed(), late)) == 1


@pytest.mark.parametrize("kind", ["objection", "review", "litigation"])
def test_what_contests_a_fact_is_shown_with_the_listing_that_rests_on_it(kind: str) -> None:
    case = case_of(filed(kind=kind))
    contested = fact(matters=ABOUT, decided_on=LISTED_ON)
    display = shown_listing(listed(), FILED + ONE_DAY * 10, facts=[contested], about=[case])
    assert [(mark.kind, mark.case, mark.since) for mark in display.marks] == [(kind, CASE, FILED)]
    assert display.is_suspended == (kind == "objection")
    own = shown_listing(listed(), FILED, case, matters=ABOUT, facts=[contested], about=[case])
    assert len(own.marks) == 2


def test_neither_complaints_nor_corrections_of_a_fact_are_shown_with_the_listing_that_rests_on_it() -> None:
    about = fact(matters=Matters(cases=(CASE,), corrections=(90,)), decided_on=LISTED_ON)
    display = shown_listing(listed(), FILED, facts=[about], about=[case_of(filed(kind="complaint"))])
    assert (display.marks, display.is_public) == ((), True)


@pytest.mark.parametrize("outcome", ["upheld", "unverifiable"])
def test_a_listing_rests_while_every_fact_that_it_stands_on_is_suspended(outcome: str) -> None:
    case, contested = case_of(filed(), decided(FILED, outcome)), fact(matters=ABOUT, decided_on=LISTED_ON)
    other = fact(jti=OTHER_FACT, decided_on=LISTED_ON)
    state = listed(facts=(FACT, OTHER_FACT))

    def shown(*facts: FactState) -> Display:
        return shown_listing(state, JUNE, facts=facts, about=[case])

    assert shown(contested, other).is_public
    for gone in ({"withdrawn_at": 90}, {"matters": Matters(repaired_at=90)}):
        display = shown(contested, replace(other, **gone))
        assert (*_ends(display), display.is_suspended) == (False, False, "suspended", True)
        assert len(measures_on(state, display)) == (0 if outcome == "upheld" else 1)


@pytest.mark.parametrize("kind", ["objection", "review", "litigation"])
def test_inv_11_while_a_listing_rests_because_a_case_was_won_its_measures_rest_too(kind: str) -> None:
    case = case_of(filed(kind=kind), decided(FILED, "upheld"))
    display = shown_listing(listed(), JUNE, case, matters=ABOUT)
    assert (display.is_suspended, measures_on(listed(), display)) == (True, ())


def test_inv_8_a_fact_found_wrong_marks_the_listing_that_another_fact_still_bears() -> None:
    won, contested = case_of(filed(), decided(FILED, "upheld")), fact(matters=ABOUT, decided_on=LISTED_ON)
    both = listed(facts=(FACT, OTHER_FACT))
    facts = (contested, fact(jti=OTHER_FACT, decided_on=LISTED_ON))
    display = shown_listing(both, JUNE, facts=facts, about=[won])
    assert (display.is_public, display.is_refuted, len(measures_on(both, display))) == (True, True, 1)


GONE: list[dict[str, Any]] = [
    {"withdrawn_at": 90},
    {"erased_at": 90},
    {"matters": Matters(revoked_at=90)},
    {"matters": Matters(repaired_at=90)},
]


@pytest.mark.parametrize("gone", GONE)
def test_a_listing_whose_last_fact_may_not_be_used_any_more_has_lost_its_grounds(gone: dict[str, Any]) -> None:
    other = fact(jti=OTHER_FACT, decided_on=LISTED_ON)
    state = listed(facts=(FACT, OTHER_FACT))
    lost = fact(**gone)
    assert shown_listing(state, JUNE, facts=(lost, other)).is_public
    display = shown_listing(state, JUNE, facts=(lost, replace(other, withdrawn_at=91)))
    assert _ends(display) == (False, False, "grounds-gone")
    assert measures_on(state, display) == ()


def test_a_fact_of_an_item_version_that_is_unknown_grounds_no_listing() -> None:
    grounds, versions = [Ground(fact(), None)], Definitions(LIST.list, (LIST,))
    unknown = display_listing(listed(), Matters(), LIST, grounds, (), definitions=versions, law=LAW, today=JUNE)
    assert _ends(unknown) == (False, False, "grounds-gone")


def test_a_court_s_listing_stands_on_its_judgment_and_not_on_facts_here() -> None:
    contested = fact(matters=ABOUT)
    court = listed(is_court=True, tier="")
    for facts in ([], [contested], [fact(withdrawn_at=90)]):
        display = shown_listing(court, JUNE, facts=facts, about=[case_of(filed())])
        assert (display.is_public, display.marks, display.ends_on) == (True, (), date(2029, 5, 20))


DECISIONS = st.lists(st.dates(date(2024, 1, 1), date(2026, 5, 20)), min_size=1, max_size=2)


@given(today=LATER, decided_on=DECISIONS, is_said=st.booleans())
def test_inv_7_a_listing_ends_on_the_day_that_it_names_which_is_not_after_that_of_its_last_fact(
    today: date, decided_on: list[date], is_said: bool
) -> None:
    """Serious acts are shown for three years from their decision; that the clock said so changes nothing."""
    names = (FACT, OTHER_FACT)[: len(decided_on)]
    facts = [fact(jti=jti, decided_on=day) for jti, day in zip(names, decided_on, strict=True)]
    last = max(add_months(day, 36) for day in decided_on)
    ended = [one for one in facts if today >= add_months(one.decided_on or today, 36)]
    said = [replace(one, matters=Matters(publicity_ended_at=90)) if is_said and one in ended else one for one in facts]
    display = shown_listing(listed(facts=names), today, facts=said)
    assert display.ends_on == min(last, date(2029, 5, 20))
    assert display.is_public == (today < display.ends_on)
    assert display.end_reason == ("" if display.is_public else "expired")


def test_a_listing_that_lost_one_fact_to_time_and_the_other_to_a_court_says_so() -> None:
    state, day = listed(facts=(FACT, OTHER_FACT)), date(2028, 1, 3)
    over, revoked = fact(decided_on=date(2025, 1, 2)), fact(jti=OTHER_FACT, matters=Matters(revoked_at=90))
    assert shown_listing(state, date(2028, 1, 1), facts=(over, revoked)).is_public
    assert _ends(shown_listing(state, day, facts=(over, revoked))) == (False, False, "grounds-gone")


def test_a_listing_whose_own_time_was_over_first_does_not_change_its_reason_when_its_facts_follow() -> None:
    state = listed(facts=(FACT, OTHER_FACT), ends_on=date(2027, 1, 1))
    over, revoked = fact(decided_on=date(2025, 1, 2)), fact(jti=OTHER_FACT, matters=Matters(revoked_at=90))
    for day in (date(2027, 1, 1), date(2028, 1, 2)):
        assert _ends(shown_listing(state, day, facts=(over, revoked))) == (False, False, "expired")


def test_a_listing_that_was_found_wrong_stays_suspended_until_it_is_ended() -> None:
    case = case_of(filed(), decided(FILED, "upheld"))
    assert _ends(shown_listing(listed(), date(2028, 1, 3), case, matters=ABOUT)) == (False, False, "suspended")
    ended = listed(ended_at=90, end_ground="wrong_listing")
    assert shown_listing(ended, date(2028, 1, 3), case, matters=ABOUT).end_reason == "ended:wrong_listing"


@given(today=LATER, term=st.integers(1, 60), ends_on=LATER, amount=st.integers(0, 60))
def test_inv_7_no_listing_is_public_at_or_after_its_end_nor_do_measures_run_on_it(
    today: date, term: int, ends_on: date, amount: int
) -> None:
    by = law(rule("R-A", "publicity", amount, "month"), rule("R-B", "retention", 5, "year"))
    state = listed(ends_on=ends_on)
    display = shown_listing(state, today, by=by, listed_by=definition(term_months=term))
    assert display.ends_on is not None
    assert display.ends_on <= ends_on
    assert display.is_public == (today < display.ends_on)
    assert bool(measures_on(state, display)) == display.is_public


@given(today=LATER, is_filed_for_all=st.booleans())
def test_inv_10_nothing_granted_is_public_and_no_measure_runs_on_it(today: date, is_filed_for_all: bool) -> None:
    fields = {"subject.facts": FACT} if is_filed_for_all else {}
    granted = RepairGranted.from_claims(CLAIMS, fields)
    at = recorded(80)
    state, matters = evolve_listing(listed(), granted, at), evolve_matters(Matters(), granted, at)
    grounds = [evolve_fact(fact(), granted, at)] if is_filed_for_all else list(GROUNDS)
    display = shown_listing(state, today, matters=matters, facts=grounds, by=LAW)
    assert _ends(display) == (False, False, "repaired")
    assert measures_on(state, display) == ()


@given(today=LATER, revoked=st.sets(st.sampled_from([FACT, OTHER_FACT])), is_ordered=st.booleans())
def test_inv_11_a_listing_falls_with_the_last_fact_that_it_rests_on(
    today: date, revoked: set[str], is_ordered: bool
) -> None:
    event = DecisionRevoked.from_claims({"ground": "revoked_by_court", "decided_on": "2026-05-20"}, {})
    facts = [fact(jti=jti, decided_on=LISTED_ON) for jti in (FACT, OTHER_FACT)]
    facts = [evolve_fact(one, event, recorded(80)) if one.jti in revoked else one for one in facts]
    state = listed(facts=(FACT, OTHER_FACT))
    display = shown_listing(state, today, facts=facts if is_ordered else facts[::-1])
    is_over = today >= date(2029, 5, 20)
    if len(revoked) == 2:
        assert _ends(display) == (False, False, "grounds-gone")
        assert measures_on(state, display) == ()
    else:
        assert display.is_public is not is_over


def test_inv_11_a_listing_whose_own_decision_was_revoked_is_over_at_once_and_says_why() -> None:
    event = DecisionRevoked.from_claims(
        {"ground": "revoked_on_review", "decided_on": "2026-05-25", "listings": [LISTING]}, {}
    )
    state = evolve_listing(listed(), event, recorded(80, SIGNER.iss))
    assert _ends(shown_listing(state, date(2026, 5, 25))) == (False, False, "revoked")
    assert _ends(shown_listing(listed(), date(2026, 5, 25) - ONE_DAY)) == (True, True, "")
