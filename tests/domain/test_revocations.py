"""Revocations (撤销、变更): by whom, of what, until when; INV-11, what depended on them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.admission import Admission
from domain.agency.refusals import AgencyUnknownError
from domain.authority import Authority
from domain.calendar.refusals import CalendarUnannouncedError
from domain.definition.events import MeasureDefined
from domain.definition.state import Definitions
from domain.fact.events import FactWithdrawn
from domain.fact.protection_refusals import ProhibitedContentError
from domain.fact.state import FactState
from domain.fact.state import evolve as evolve_fact
from domain.listing.state import ListingState
from domain.listing.state import evolve as evolve_listing
from domain.measure.decide import apply_measure
from domain.measure.events import MeasureApplied
from domain.refusal import Refusal
from domain.revocation.decide import report_due, revoke_decision
from domain.revocation.dependents import Grounds, after_event, falling, rests_on_nothing
from domain.revocation.events import DecisionRevoked
from domain.subject.events import RecordErased
from domain.time import start_of_day_ms
from tests.domain.builders import AGENCY, BODY, CENTRE_KEY, CENTRE_SIGNER, CENTRE_STATE, GENESIS, SHOP, SIGNER, recorded
from tests.domain.due_process import FACT, LAW, LISTING, SUBJECT, WHO, bureau, fact_state, law, noon

TODAY = "2026-06-15"
OTHER_FACT = "0190a5b0-0000-7000-8000-0000000000ff"
JTIS = tuple(f"0190a5b0-0000-7000-8000-00000000001{number}" for number in range(4))
LISTED: dict[str, Any] = {
    "iss": SIGNER.iss,
    "list_id": "market-serious",
    "subject": SUBJECT,
    "facts": (FACT,),
    "decided_at": 60,
    "decided_on": date(2026, 5, 20),
    "ends_on": date(2029, 5, 20),
    "published_at": 61,
    "published_ms": start_of_day_ms(date(2026, 5, 21)),
}


def listing(**changes: Any) -> ListingState:
    return ListingState(LISTING, **{**LISTED, **changes})


def revoked(facts: str = FACT, reason: str = "原处罚决定经复议撤销。", **changes: Any) -> DecisionRevoked:
    who = {**WHO, "subject.identifier": changes.pop("identifier", WHO["subject.identifier"])}
    claims = {"ground": "revoked_on_review", "decided_on": "2026-06-12", **changes}
    fields = {"subject.facts": facts, "subject.reason": reason, "subject.document_no": "滕政复决〔2026〕3号"}
    return DecisionRevoked.from_claims(claims, {**who, **fields})


def court() -> Authority:
    return Authority(GENESIS, CENTRE_KEY, replace(CENTRE_STATE, roles=("court",)), CENTRE_SIGNER, noon(TODAY))


def centre() -> Authority:
    return Authority(GENESIS, CENTRE_KEY, CENTRE_STATE, CENTRE_SIGNER, noon(TODAY))


def decide(
    event: DecisionRevoked,
    facts: tuple[FactState, ...] = (),
    listings: tuple[ListingState, ...] = (),
    by: Authority | None = None,
) -> Admission:
    return revoke_decision(event, facts, listings, by=by or bureau(noon(TODAY)))


def code_of(
    event: DecisionRevoked,
    facts: tuple[FactState, ...] = (),
    listings: tuple[ListingState, ...] = (),
    by: Authority | None = None,
) -> str:
    with pytest.raises(Refusal) as caught:
        decide(event, facts, listings, by)
    assert caught.value.message_zh
    assert caught.value.message_en
    return caught.value.code


def test_a_body_revokes_its_own_facts_and_listings() -> None:
    both = fact_state(), fact_state(jti=OTHER_FACT)
    assert decide(revoked(f"{FACT},{OTHER_FACT}", listings=[LISTING]), both, (listing(),)) == Admission(SUBJECT)
    assert decide(revoked("", listings=[LISTING]), (), (listing(),)) == Admission(SUBJECT)
    assert decide(revoked(), (fact_state(),)) == Admission(SUBJECT)


def test_a_decision_to_list_is_revoked_even_before_its_publication_and_after_its_term() -> None:
    only = revoked("", listings=[LISTING])
    assert decide(only, (), (listing(published_at=None, published_ms=None),)).subject == SUBJECT
    assert decide(only, (), (listing(ends_on=date(2026, 6, 1)),)).subject == SUBJECT


def test_a_revocation_names_something_in_order_and_once() -> None:
    assert code_of(revoked("")) == "revocation-empty"
    both = fact_state(), fact_state(jti=OTHER_FACT)
    assert code_of(revoked(f"{OTHER_FACT},{FACT}"), both) == "revocation-order"
    assert code_of(revoked(f"{FACT},{FACT}"), both) == "revocation-order"


def test_what_is_not_there_or_was_never_decided_cannot_be_revoked() -> None:
    assert code_of(revoked()) == "revocation-target-unknown"
    assert code_of(revoked(), (FactState(FACT),)) == "revocation-target-unknown"
    assert code_of(revoked(), (fact_state(jti=OTHER_FACT),)) == "revocation-target-unknown"
    noticed = listing(decided_at=None, decided_on=None, published_at=None, published_ms=None)
    assert code_of(revoked("", listings=[LISTING]), (), (noticed,)) == "revocation-target-unknown"


def test_a_listing_with_the_id_of_a_fact_does_not_stand_for_that_fact() -> None:
    foreign = fact_state(iss=f"agency:{BODY}")
    twin = replace(listing(), listing=FACT)
    assert code_of(revoked(listings=[FACT]), (foreign,), (twin,)) == "revocation-body"


def test_everything_named_is_of_the_one_subject() -> None:
    assert code_of(revoked(identifier=SHOP), (fact_state(),)) == "revocation-subject-mismatch"
    erased = fact_state(subject=None, erased_at=70)
    assert code_of(revoked(f"{FACT},{OTHER_FACT}"), (fact_state(), replace(erased, jti=OTHER_FACT))) == (
        "revocation-subject-mismatch"
    )


def test_another_body_revokes_nothing_unless_it_is_a_court_and_says_so() -> None:
    by_court = revoked(ground="revoked_by_court", listings=[LISTING])
    assert decide(by_court, (fact_state(),), (listing(),), court()).subject == SUBJECT
    assert code_of(by_court, (fact_state(),), (listing(),), centre()) == "revocation-body"
    assert code_of(revoked(), (fact_state(),), (), court()) == "revocation-body"
    foreign = listing(iss=f"agency:{BODY}")
    assert code_of(by_court, (fact_state(),), (foreign,)) == "revocation-body"


def test_a_body_reports_that_a_court_quashed_its_own_decision() -> None:
    assert decide(revoked(ground="revoked_by_court"), (fact_state(),)).subject == SUBJECT


def test_a_signer_who_takes_no_part_and_a_missing_reason_are_refused() -> None:
    stranger = replace(bureau(noon(TODAY)), agency=replace(bureau(noon(TODAY)).agency, enrolled_at=None))
    with pytest.raises(AgencyUnknownError):
        decide(revoked(), (fact_state(),), (), stranger)
    assert code_of(revoked(reason=""), (fact_state(),)) == "disclosure-missing"


def test_what_stands_no_more_is_not_revoked_again() -> None:
    again = evolve_fact(fact_state(), revoked(), recorded(70))
    assert code_of(revoked(), (again,)) == "revocation-target-ended"
    assert code_of(revoked(), (fact_state(withdrawn_at=70),)) == "revocation-target-ended"
    ended = evolve_listing(listing(), revoked("", listings=[LISTING]), recorded(70))
    assert code_of(revoked("", listings=[LISTING]), (), (ended,)) == "revocation-target-ended"


@pytest.mark.parametrize(
    ("day", "is_possible"),
    [("2026-06-15", True), ("2026-06-16", False), ("2026-04-13", True), ("2026-04-12", False)],
)
def test_it_was_decided_between_the_decision_revoked_and_today(day: str, *, is_possible: bool) -> None:
    event = revoked(decided_on=day)
    if is_possible:
        assert decide(event, (fact_state(),)).subject == SUBJECT
    else:
        assert code_of(event, (fact_state(),)) == "revocation-date"


def test_a_decision_without_a_known_date_may_be_revoked_on_any_day_up_to_now() -> None:
    assert decide(revoked(decided_on="2020-01-01"), (fact_state(decided_on=None),)).subject == SUBJECT
    assert code_of(revoked(decided_on="2026-06-16"), (fact_state(decided_on=None),)) == "revocation-date"


def test_its_reason_is_published_and_therefore_screened() -> None:
    with pytest.raises(ProhibitedContentError):
        decide(revoked(reason="其负责人信仰佛教。"), (fact_state(),))


@pytest.mark.parametrize(
    ("decided_on", "today", "late"),
    [
        # 2026-06-19 is a day off: Friday, 12 June + 3 working days = Wednesday, 17 June.
        ("2026-06-12", date(2026, 6, 17), False),
        ("2026-06-12", date(2026, 6, 18), True),
        ("2026-06-17", date(2026, 6, 23), False),
        ("2026-06-17", date(2026, 6, 24), True),
    ],
)
def test_a_report_is_late_after_three_working_days(decided_on: str, today: date, *, late: bool) -> None:
    due = report_due(revoked(decided_on=decided_on), LAW)
    assert due is not None
    assert (today > due.day) is late


def test_a_late_report_is_recorded_all_the_same_and_without_a_rule_none_is_late() -> None:
    event = revoked(decided_on="2026-04-20")
    assert decide(event, (fact_state(),)).subject == SUBJECT
    assert report_due(event, law()) is None


def test_whether_a_report_is_late_is_not_guessed_in_a_year_that_is_not_announced() -> None:
    with pytest.raises(CalendarUnannouncedError):
        report_due(revoked(decided_on="2026-12-31"), LAW)


def test_a_listing_rests_on_nothing_once_no_fact_of_its_own_stands() -> None:
    on = listing(facts=(FACT, OTHER_FACT))
    first, second = fact_state(), fact_state(jti=OTHER_FACT)
    fallen = replace(first, withdrawn_at=70)
    assert not rests_on_nothing(on, [first, second])
    assert not rests_on_nothing(on, [fallen, second])
    assert rests_on_nothing(on, [fallen])
    assert rests_on_nothing(on, [fallen, fact_state(jti=JTIS[0])])
    assert rests_on_nothing(on, [])


def test_an_erased_listing_rests_on_nothing_and_a_courts_own_listing_does_not_rest_on_facts() -> None:
    assert rests_on_nothing(listing(facts=()), [fact_state()])
    assert not rests_on_nothing(listing(facts=(), is_court=True), [])


BOTH = (FACT, OTHER_FACT)
FELL = (f"listing:{LISTING}",)


def grounds(*live: str, fallen: tuple[str, ...] = ()) -> Grounds:
    """Two facts, those of them that are in force, and those that were taken back."""
    facts = [fact_state(jti=jti, withdrawn_at=70 if jti in fallen else None) for jti in BOTH]
    return Grounds(facts, live)


def test_inv_10_a_listing_falls_with_the_last_fact_in_force_whatever_took_the_others() -> None:
    on = [listing(facts=BOTH)]
    assert falling(on, grounds(*BOTH), grounds(fallen=BOTH)) == FELL
    assert falling(on, grounds(*BOTH), grounds(OTHER_FACT, fallen=(FACT,))) == ()
    assert falling(on, grounds(OTHER_FACT, fallen=(FACT,)), grounds(fallen=BOTH)) == FELL
    assert falling(on, grounds(OTHER_FACT), grounds(fallen=(OTHER_FACT,))) == FELL  # the first is repaired, or over
    assert falling(on, grounds(OTHER_FACT), grounds()) == FELL  # the last is repaired, or corrected to an end past


def test_inv_10_a_listing_falls_when_what_it_rested_on_is_taken_back_though_time_had_ended_it() -> None:
    on = [listing(facts=BOTH)]
    assert falling(on, grounds(), grounds(fallen=(FACT,))) == ()
    assert falling(on, grounds(fallen=(FACT,)), grounds(fallen=BOTH)) == FELL


def test_what_ended_or_rested_on_nothing_before_does_not_fall_again() -> None:
    on, before, after = listing(facts=(FACT,)), grounds(FACT), grounds(fallen=(FACT,))
    assert falling([on], before, after) == FELL
    assert falling([replace(on, ended_at=70)], before, after) == ()
    assert falling([on], after, after) == ()
    assert falling([listing(facts=(), is_court=True)], before, after) == ()
    assert falling([on], grounds(*BOTH), grounds(FACT, fallen=(OTHER_FACT,))) == ()


def test_an_event_changes_the_facts_that_it_names_and_no_others() -> None:
    facts, at = [fact_state(), fact_state(jti=OTHER_FACT)], recorded(70)
    changed = after_event(facts, (OTHER_FACT,), revoked(OTHER_FACT), at)
    assert (changed[0], changed[1].is_standing) == (facts[0], False)


falls = st.lists(
    st.tuples(st.sampled_from(["revoked", "withdrawn", "erased"]), st.sets(st.sampled_from(JTIS), min_size=1)),
    max_size=6,
)


def fallen(states: dict[str, FactState], how: str, names: set[str], position: int) -> dict[str, FactState]:
    """Fold the fall of some facts as the log would hold it: one revocation of all, else one event for each."""
    if how == "revoked":
        event = revoked(",".join(sorted(names)))
        standing = tuple(states[name] for name in sorted(names))
        try:
            decide(event, standing)
        except Refusal:
            assert any(not one.is_standing for one in standing)
            return states
        return states | {name: evolve_fact(states[name], event, recorded(position)) for name in names}
    if how == "withdrawn":
        withdrawn = FactWithdrawn.from_claims({"item": "cf-market", "ground": "recorded_in_error"}, {})
        return states | {name: evolve_fact(states[name], withdrawn, recorded(position)) for name in names}
    erased = RecordErased.from_claims({"ground": "retention_ended"}, {})
    return states | {name: evolve_fact(states[name], erased, recorded(position, "platform")) for name in names}


@given(grounds=st.sets(st.sampled_from(JTIS)), history=falls, is_asked_first=st.booleans())
def test_inv_11_whatever_falls_in_whatever_order_a_listing_without_a_standing_ground_is_never_effective(
    grounds: set[str], history: list[tuple[str, set[str]]], *, is_asked_first: bool
) -> None:
    states = {jti: fact_state(jti=jti) for jti in JTIS}
    on = listing(facts=tuple(sorted(grounds)))
    lost: set[str] = set()
    for position, (how, names) in enumerate(history, 70):
        before = states
        states = fallen(states, how, names, position)
        lost |= {jti for jti in JTIS if states[jti] is not before[jti]}
        facts = list(states.values()) if is_asked_first else list(reversed(states.values()))
        assert rests_on_nothing(on, facts) == (grounds <= lost)
        assert measure_code(on, facts) == ("measure-listing-not-effective" if grounds <= lost else "measure-unknown")


def measure_code(on: ListingState, facts: list[FactState]) -> str:
    """Ask for a measure nobody defined: that is found out only after the listing was found effective."""
    claims = {"listing": LISTING, "measure": "none", "measure_version": 1, "applied_on": TODAY}
    event = MeasureApplied.from_claims(claims, {**WHO, "subject.content": "限制参加政府采购活动。"})
    definition: Definitions[MeasureDefined] = Definitions("none")
    with pytest.raises(Refusal) as caught:
        apply_measure(event, on, definition, False, not rests_on_nothing(on, facts), by=bureau(noon(TODAY)))
    return caught.value.code


def test_inv_11_a_revoked_listing_ends_with_the_revocation_itself() -> None:
    event = revoked("", listings=[LISTING], ground="held_void")
    decide(event, (), (listing(),))
    ended = evolve_listing(listing(), event, recorded(70, f"agency:{AGENCY}"))
    assert (ended.is_live(date(2026, 6, 15)), ended.end_ground) == (False, "held_void")
