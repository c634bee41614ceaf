"""The platform's own clock events: drafted once, when they are due, and refused otherwise; and when to look again."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.authority import Authority
from domain.case.state import CaseState
from domain.clock.decide import admit_clock, breach_due, publicity_end_due
from domain.clock.events import ClockBreached, PublicityEnded
from domain.clock.refusals import ClockNotDueError
from domain.clock.schedule import next_change
from domain.entitlement import require_disclosures
from domain.event_refusals import DisclosureMissingError, SignerNotEntitledError
from domain.fact.state import evolve as evolve_fact
from domain.listing.state import evolve as evolve_listing
from domain.repair.state import RepairState
from domain.repair.state import evolve as evolve_repair
from domain.signer import PLATFORM
from domain.time import start_of_day_ms
from tests.domain.builders import AGENCY_STATE, GENESIS, KEY, PLATFORM_SIGNER, recorded
from tests.domain.due_process import CASE, FACT, LISTING, SUBJECT, WHO, bureau, law, noon, rule
from tests.domain.standing_builders import (
    EDITION,
    FILED,
    LAW,
    ONE_DAY,
    UNANNOUNCED,
    accepted,
    case_of,
    decided,
    definition,
    escalated,
    fact,
    filed,
    item,
    listed,
    shown_fact,
    shown_listing,
)

DUE = date(2026, 5, 14)
FACT_ENDS, LISTING_ENDS = date(2029, 4, 13), date(2029, 5, 20)
REPAIR = RepairState(
    CASE, SUBJECT, (f"fact:{FACT}", f"listing:{LISTING}"), edition=EDITION, filed_on=FILED, filed_at=70
)
TAKEN_UP = replace(REPAIR, accepted_by=(("agency:x", FILED),))


def test_the_end_of_a_facts_publicity_is_said_once_from_its_first_day_on() -> None:
    assert publicity_end_due(fact(), shown_fact(fact(), FACT_ENDS - ONE_DAY)) is None
    event = publicity_end_due(fact(), shown_fact(fact(), FACT_ENDS))
    assert event is not None
    assert event.plain_claims() == {"rule": "R-NDRC36-serious", "ended_on": "2029-04-13"}
    assert event.disclosed == {**WHO, "subject.facts": FACT}
    require_disclosures(event)
    said = evolve_fact(fact(), event, recorded(90, PLATFORM))
    assert publicity_end_due(said, shown_fact(said, FACT_ENDS)) is None


def test_the_end_of_a_listings_publicity_is_said_once_from_its_first_day_on() -> None:
    assert publicity_end_due(listed(), shown_listing(listed(), LISTING_ENDS - ONE_DAY)) is None
    event = publicity_end_due(listed(), shown_listing(listed(), LISTING_ENDS))
    assert event is not None
    assert event.plain_claims() == {"rule": "R-LISTING-term", "ended_on": "2029-05-20", "listing": LISTING}
    assert event.disclosed == {**WHO, "subject.facts": ""}
    require_disclosures(event)
    said = evolve_listing(listed(), event, recorded(90, PLATFORM))
    assert said.publicity_ended_at == 90
    assert publicity_end_due(said, shown_listing(said, LISTING_ENDS)) is None
    assert evolve_listing(said, event, recorded(95, PLATFORM)) == said


@pytest.mark.parametrize(
    "changes",
    [
        {"tier": "minor"},
        {"kind": "NP"},
        {"withdrawn_at": 60},
        {"erased_at": 60},
        {"subject": None},
        {"decided_on": None},
    ],
)
def test_no_end_of_publicity_is_said_of_what_was_never_public_or_ended_otherwise(changes: dict[str, Any]) -> None:
    state = fact(**changes)
    assert publicity_end_due(state, shown_fact(state, date(2035, 1, 1))) is None


def test_no_end_of_publicity_is_said_of_an_erased_subject_even_by_an_older_display() -> None:
    assert publicity_end_due(fact(subject=None), shown_fact(fact(), FACT_ENDS)) is None


def test_no_end_of_publicity_is_said_where_no_day_gives_it() -> None:
    display = replace(shown_fact(fact(), FACT_ENDS), ends_on=None)
    assert publicity_end_due(fact(), display) is None


@pytest.mark.parametrize(
    ("case", "due"),
    [
        (case_of(filed()), DUE),
        (case_of(filed(), accepted(FILED, needs_help=True)), date(2026, 5, 20)),
        (case_of(filed(), decided(FILED), escalated(date(2026, 5, 18))), date(2026, 5, 21)),
    ],
)
def test_a_breach_is_drafted_from_the_day_after_the_last_day_on(case: CaseState, due: date) -> None:
    assert breach_due(case, LAW, due) is None
    event = breach_due(case, LAW, due + ONE_DAY)
    assert event is not None
    assert (event.case, event.due_on, event.disclosed) == (CASE, due, WHO)
    require_disclosures(event)


def test_a_case_that_was_decided_late_was_breached_whenever_somebody_looks() -> None:
    late = case_of(filed(), decided(DUE + ONE_DAY))
    event = breach_due(late, LAW, date(2026, 8, 3))
    assert event is not None
    assert (event.rule, event.due_on) == ("R-SD-39a", DUE)
    assert breach_due(case_of(filed(), decided(DUE)), LAW, date(2026, 8, 3)) is None


def test_inv_9_the_second_breach_of_a_case_that_went_further_is_said_too() -> None:
    taken, day = escalated(date(2026, 5, 18)), date(2026, 8, 3)
    first = breach_due(case_of(filed(), taken), LAW, day)
    assert first is not None
    assert first.due_on == DUE
    second = breach_due(case_of(filed(), first, taken), LAW, day)
    assert second is not None
    assert second.due_on == date(2026, 5, 21)
    assert breach_due(case_of(filed(), first, taken, second), LAW, day) is None


def test_inv_9_both_breaches_of_an_application_are_said_one_after_the_other() -> None:
    day = date(2026, 8, 3)
    first = breach_due(REPAIR, LAW, day)
    assert first is not None
    said = evolve_repair(REPAIR, first, recorded(90, PLATFORM))
    second = breach_due(said, LAW, day)
    assert second is not None
    assert [(one.rule, one.due_on) for one in (first, second)] == [
        ("R-GBF22-accept", DUE),
        ("R-GBF22-total", date(2026, 5, 25)),
    ]
    both = evolve_repair(said, second, recorded(91, PLATFORM))
    assert both.breached_at == 90
    assert breach_due(both, LAW, day) is None


def test_a_repair_that_was_decided_late_was_breached_whenever_somebody_looks() -> None:
    decided_in_full = replace(TAKEN_UP, granted=REPAIR.targets, decided_on=date(2026, 5, 26))
    event = breach_due(decided_in_full, LAW, date(2026, 8, 3))
    assert event is not None
    assert (event.rule, event.due_on) == ("R-GBF22-total", date(2026, 5, 25))
    in_time = replace(decided_in_full, decided_on=date(2026, 5, 25))
    assert breach_due(in_time, LAW, date(2026, 8, 3)) is None


def test_a_breach_is_drafted_once_and_not_of_what_is_erased_or_has_no_clock() -> None:
    event = breach_due(case_of(filed()), LAW, DUE + ONE_DAY)
    assert event is not None
    day = date(2026, 8, 3)
    assert breach_due(case_of(filed(), event), LAW, day) is None
    assert breach_due(replace(case_of(filed()), subject=None), LAW, day) is None
    assert breach_due(case_of(filed(kind="review")), LAW, day) is None
    assert breach_due(CaseState(CASE), LAW, day) is None


def test_no_breach_is_guessed_in_a_year_without_a_calendar() -> None:
    assert breach_due(case_of(filed()), UNANNOUNCED, date(2026, 5, 31)) is None
    assert breach_due(REPAIR, UNANNOUNCED, date(2026, 8, 3)) is None


@pytest.mark.parametrize(
    ("state", "rule_id", "due"),
    [(REPAIR, "R-GBF22-accept", DUE), (TAKEN_UP, "R-GBF22-total", date(2026, 5, 25))],
)
def test_a_breach_of_repair_is_drafted_once_from_the_day_after_the_last_day_on(
    state: RepairState, rule_id: str, due: date
) -> None:
    assert breach_due(state, LAW, due) is None
    event = breach_due(state, LAW, due + ONE_DAY)
    assert event is not None
    assert (event.case, event.rule, event.due_on, event.disclosed) == (CASE, rule_id, due, WHO)
    assert breach_due(evolve_repair(state, event, recorded(90, PLATFORM)), LAW, due + ONE_DAY) is None


PLATFORM_NOW = Authority(GENESIS, replace(KEY, holder=PLATFORM), AGENCY_STATE, PLATFORM_SIGNER, noon("2026-05-15"))


def test_the_platform_appends_what_is_due_and_only_on_the_day_for_which_it_was_computed() -> None:
    drafted = breach_due(case_of(filed()), LAW, DUE + ONE_DAY)
    assert drafted is not None
    again = breach_due(case_of(filed()), LAW, DUE + ONE_DAY)
    assert admit_clock(drafted, again, by=PLATFORM_NOW) == (SUBJECT, start_of_day_ms(date(2026, 5, 16)) - 1)


def test_the_platform_appends_nothing_that_is_not_due() -> None:
    drafted = breach_due(case_of(filed()), LAW, DUE + ONE_DAY)
    assert drafted is not None
    other = ClockBreached.from_claims({**drafted.plain_claims(), "due_on": "2026-05-13"}, WHO)
    ended = PublicityEnded.from_claims({"rule": "R-X", "ended_on": "2026-05-13"}, {**WHO, "subject.facts": FACT})
    for event, draft in ((drafted, None), (other, drafted), (ended, drafted)):
        with pytest.raises(ClockNotDueError):
            admit_clock(event, draft, by=PLATFORM_NOW)


def test_nobody_but_the_platform_says_that_a_clock_ran_out_nor_without_saying_whose() -> None:
    drafted = breach_due(case_of(filed()), LAW, DUE + ONE_DAY)
    assert drafted is not None
    with pytest.raises(SignerNotEntitledError):
        admit_clock(drafted, drafted, by=bureau(noon("2026-05-15")))
    bare = ClockBreached.from_claims(drafted.plain_claims(), {})
    with pytest.raises(DisclosureMissingError):
        admit_clock(bare, bare, by=PLATFORM_NOW)


@given(st.dates(date(2026, 5, 11), date(2026, 12, 1)))
def test_inv_9_a_breach_is_due_exactly_from_the_day_after_the_last_day_on(today: date) -> None:
    assert (breach_due(case_of(filed()), LAW, today) is not None) == (today > DUE)


BARE = law(rule("R-SD-39a", "objection", 3, "working_day"), rule("R-GBF22-accept", "repair-acceptance", 3, "day"))
REPAIR_OF_BARE = replace(REPAIR, edition=BARE.rules.edition)


def test_the_next_change_is_the_first_end_or_the_day_after_a_last_day() -> None:
    displays = [shown_fact(fact(), FILED), shown_listing(listed(), FILED)]
    assert next_change(displays, [], law=BARE, today=FILED) == FACT_ENDS
    assert next_change(displays, [case_of(filed())], law=BARE, today=FILED) == DUE + ONE_DAY
    assert next_change(displays, [REPAIR_OF_BARE], law=BARE, today=FILED) == DUE + ONE_DAY
    assert next_change(displays, [case_of(filed())], law=BARE, today=DUE + ONE_DAY) == FACT_ENDS
    assert next_change(displays, [case_of(filed(), decided(FILED))], law=BARE, today=FILED) == FACT_ENDS
    assert next_change(displays, [], law=BARE, today=FACT_ENDS) == LISTING_ENDS
    assert next_change(displays, [], law=BARE, today=LISTING_ENDS) is None


def test_the_next_change_knows_a_display_without_an_end() -> None:
    assert next_change([shown_fact(fact(decided_on=None), FILED)], [], law=BARE, today=FILED) is None


def test_the_next_change_may_be_the_first_day_of_a_rule_or_of_what_follows_its_last() -> None:
    temporary = rule("R-X", "publicity", 1, "year", effective_from="2026-06-01", effective_to="2026-06-30")
    by = law(temporary)
    assert next_change([], [], law=by, today=FILED) == date(2026, 6, 1)
    assert next_change([], [], law=by, today=date(2026, 6, 1)) == date(2026, 7, 1)


def test_the_next_change_may_be_a_day_on_which_an_item_or_a_list_begins_or_is_over() -> None:
    versions = (item(effective_from="2026-08-01"), definition(effective_from="2026-07-01", effective_to="2026-07-15"))
    assert next_change([], [], versions, law=BARE, today=FILED) == date(2026, 7, 1)
    assert next_change([], [], versions, law=BARE, today=date(2026, 7, 1)) == date(2026, 7, 16)
    assert next_change([], [], versions, law=BARE, today=date(2026, 7, 16)) == date(2026, 8, 1)


def test_where_a_deadline_cannot_be_told_one_looks_again_tomorrow() -> None:
    today = date(2026, 9, 1)
    assert next_change([], [case_of(filed())], law=UNANNOUNCED, today=today) == today + ONE_DAY
