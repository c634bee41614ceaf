"""INV-3, INV-4, INV-12: the notice that comes before every listing, and what it may rest on."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.matters import Matters
from domain.case.state import CaseState
from domain.event_refusals import DisclosureMissingError
from domain.fact.protection_refusals import DateOrderError, MinorAtActError, ProhibitedContentError
from domain.fact.state import FactState, FactTerms
from domain.identifier import Identifier
from domain.key.refusals import KeyNotInForceError
from domain.listing.content_refusals import ListingBasisError
from domain.listing.events import NoticeServed
from domain.listing.ground_refusals import (
    GroundItemError,
    GroundNotStandingError,
    GroundSubjectError,
    GroundUsedError,
    ListingKindError,
    NoticeParallelError,
    TierAboveGroundsError,
    TierPresenceError,
    TierRaisedError,
)
from domain.listing.refusals import (
    EnumerationError,
    ListingKnownError,
    ListIssuerError,
    ListNotInForceError,
    NoticeStaleError,
    ReplyTimeShortError,
)
from domain.listing.state import ListingState
from domain.refusal import Refusal
from domain.rule.refusals import EditionOutdatedError
from tests.domain.builders import BODY, KEY, SHOP, make_rid
from tests.domain.due_process import (
    CASE,
    FACT,
    LAW,
    LISTING,
    RULES,
    YEAR_2026,
    bureau,
    fact_state,
    law,
    list_definition,
    noon,
    rule,
)
from tests.domain.listings import (
    OTHER_FACT,
    OTHER_LISTING,
    PERSON_LIST,
    PERSON_SUBJECT,
    PERSON_WHO,
    SERVED,
    decided,
    fold,
    notice,
    noticed,
    other_body,
    person_fact,
    published,
    try_notice,
    until_midnight,
    usable_of,
)

PERSON_FIELDS = {name.removeprefix("subject."): value for name, value in PERSON_WHO.items()}


def is_working(day: date) -> bool:
    """The calendar once more, in the plainest words."""
    return day in YEAR_2026.workdays or (day.weekday() < 5 and day not in YEAR_2026.holidays)


def terms(**changes: Any) -> FactTerms:
    return replace(fact_state().terms, **changes)


def test_a_notice_that_says_all_is_admitted_until_the_end_of_the_day_in_shanghai() -> None:
    assert try_notice() == until_midnight(SERVED)


def test_an_agency_without_a_key_in_force_serves_no_notice() -> None:
    with pytest.raises(KeyNotInForceError):
        try_notice(by=replace(bureau(noon(SERVED)), key=replace(KEY, ended_at=9)))


@pytest.mark.parametrize("name", sorted(NoticeServed.DISCLOSURES or {}))
def test_a_notice_without_one_of_its_contents_is_refused(name: str) -> None:
    with pytest.raises(DisclosureMissingError):
        try_notice(notice(**{name.removeprefix("subject."): None}))


@pytest.mark.parametrize("name", ["reason", "rights", "reply_channel", "service_evidence"])
def test_a_dash_is_no_content_of_a_notice(name: str) -> None:
    with pytest.raises(DisclosureMissingError):
        try_notice(notice(**{name: "——"}))


def test_a_notice_cites_a_law() -> None:
    with pytest.raises(ListingBasisError):
        try_notice(notice(legal_basis="有关规定"))


def test_a_notice_needs_no_measures() -> None:
    assert try_notice(notice(measures="")) == until_midnight(SERVED)


@pytest.mark.parametrize("listing", [noticed(), ListingState(OTHER_LISTING)])
def test_the_id_of_a_listing_serves_once(listing: ListingState) -> None:
    with pytest.raises(ListingKnownError):
        try_notice(listing=listing)


def test_a_notice_is_not_served_in_the_future() -> None:
    with pytest.raises(DateOrderError):
        try_notice(by=bureau(noon("2026-04-26")))


@pytest.mark.parametrize(
    ("event", "definition"),
    [
        (notice(list_version=2), list_definition()),
        (notice(list="other"), list_definition()),
        (notice(), list_definition(effective_from="2026-04-28")),
        (notice(), list_definition(effective_to="2026-04-26")),
    ],
)
def test_the_list_is_in_force_on_the_day_of_service(event: NoticeServed, definition: Any) -> None:
    with pytest.raises(ListNotInForceError):
        try_notice(event, definition=definition)
    assert try_notice(definition=list_definition(effective_from=SERVED, effective_to=SERVED))


def test_only_a_body_of_the_list_serves_a_notice() -> None:
    with pytest.raises(ListIssuerError):
        try_notice(definition=list_definition(issuers=[BODY]))
    with pytest.raises(ListIssuerError):
        try_notice(by=other_body(noon(SERVED)))


def test_a_notice_names_the_current_edition_of_the_rules() -> None:
    with pytest.raises(EditionOutdatedError):
        try_notice(law=law(*RULES, rule("R-X", "reference", 1, "day")))


@pytest.mark.parametrize("text", [f"{OTHER_FACT},{FACT}", f"{FACT},{FACT}", ",", f"{FACT},", f"{FACT}, {OTHER_FACT}"])
def test_facts_are_enumerated_in_one_spelling(text: str) -> None:
    with pytest.raises(EnumerationError) as caught:
        try_notice(notice(facts=text))
    assert caught.value.pointer == "/subject.facts"


def test_measures_are_enumerated_in_one_spelling() -> None:
    with pytest.raises(EnumerationError):
        try_notice(notice(measures="no-tender,no-subsidy"))


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
        ("serious", "serious", ["minor", "serious"], None),
        ("serious", "serious", ["general"], TierAboveGroundsError),
        ("general", "serious", ["general"], None),
        ("serious", "general", ["serious"], TierAboveGroundsError),
        ("minor", "general", ["serious"], None),
        ("serious", "serious", [""], None),
        ("serious", "serious", ["", "minor"], TierAboveGroundsError),
        (None, "serious", ["serious"], TierPresenceError),
        ("minor", None, ["serious"], TierPresenceError),
        (None, None, [""], None),
    ],
)
def test_the_tier_is_not_above_that_of_the_list_or_the_gravest_fact(
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
def test_inv_5_who_replied_to_a_notice_that_was_given_up_fares_no_worse_in_the_next(
    told: str, tier: str, has_replied: bool, is_same_list: bool
) -> None:
    given_up = replace(noticed(tier=told), listing=OTHER_LISTING, ended_at=200, end_ground="wrong_listing")
    given_up = replace(given_up, list_id=given_up.list_id if is_same_list else "another")
    earlier = replace(given_up, replies=(150,) if has_replied else ())
    if has_replied and is_same_list and TIERS.index(tier) > TIERS.index(told):
        with pytest.raises(TierRaisedError):
            try_notice(notice(tier=tier), earlier=[earlier])
    else:
        assert try_notice(notice(tier=tier), earlier=[earlier]) == until_midnight(SERVED)


@pytest.mark.parametrize(
    ("reply_days", "rules", "least"),
    [
        (5, RULES, "2026-05-07"),
        (6, RULES, "2026-05-08"),
        (7, RULES, "2026-05-09"),
        (5, (*RULES, rule("R-Y", "reply", 8, "working_day")), "2026-05-11"),
        (5, (*RULES, rule("R-Y", "reply", 8, "working_day", list="another-list")), "2026-05-07"),
        (5, (*RULES, rule("R-Y", "reply", 8, "working_day", effective_from="2026-04-28")), "2026-05-07"),
        (5, (rule("R-Y", "reference", 1, "day"),), "2026-05-07"),
    ],
)
def test_inv_4_the_longest_of_the_times_for_a_reply_counts_in_working_days(
    reply_days: int, rules: tuple[Any, ...], least: str
) -> None:
    """From Monday, 27 April 2026: 1, 4 and 5 May are off, Saturday, 9 May, is worked."""
    day_before = (date.fromisoformat(least) - timedelta(days=1)).isoformat()
    definition, rules_now = list_definition(reply_days=reply_days), law(*rules)
    edition = rules_now.rules.edition
    assert try_notice(notice(reply_until=least, edition=edition), definition=definition, law=rules_now)
    with pytest.raises(ReplyTimeShortError) as caught:
        try_notice(notice(reply_until=day_before, edition=edition), definition=definition, law=rules_now)
    assert caught.value.params == {"day": least, "given": day_before}


@given(st.dates(date(2026, 1, 1), date(2026, 9, 30)), st.integers(5, 30), st.integers(0, 60))
def test_inv_4_a_notice_passes_if_and_only_if_enough_working_days_lie_in_its_time(
    served_on: date, reply_days: int, length: int
) -> None:
    span = [served_on + timedelta(days=number) for number in range(1, length + 1)]
    is_enough = sum(map(is_working, span)) >= reply_days
    event = notice(served_on=served_on.isoformat(), reply_until=(served_on + timedelta(days=length)).isoformat())
    try:
        try_notice(event, definition=list_definition(reply_days=reply_days), by=bureau(noon(served_on.isoformat())))
    except ReplyTimeShortError:
        assert not is_enough
    else:
        assert is_enough


@pytest.mark.parametrize(("day", "is_late"), [("2026-05-04", False), ("2026-05-05", True)])
def test_inv_4_a_notice_is_put_on_record_within_seven_days_of_its_service(day: str, *, is_late: bool) -> None:
    by, event = bureau(noon(day)), notice(reply_until="2026-06-30")
    if is_late:
        with pytest.raises(NoticeStaleError) as caught:
            try_notice(event, by=by)
        assert caught.value.pointer == "/served_on"
    else:
        assert try_notice(event, by=by) == until_midnight(day)


@given(st.integers(0, 7), st.integers(0, 14))
def test_inv_4_a_notice_leaves_two_working_days_to_reply_from_its_recording(late: int, more: int) -> None:
    """Served on Monday, 1 June 2026, to be replied to by 8 June at the earliest."""
    today, until = date(2026, 6, 1) + timedelta(days=late), date(2026, 6, 8) + timedelta(days=more)
    span = [today + timedelta(days=number) for number in range(1, (until - today).days + 1)]
    try:
        try_notice(notice(served_on="2026-06-01", reply_until=until.isoformat()), by=bureau(noon(today.isoformat())))
    except NoticeStaleError:
        assert sum(map(is_working, span)) < 2
    else:
        assert sum(map(is_working, span)) >= 2


def test_prohibited_content_stays_out_of_a_notice() -> None:
    with pytest.raises(ProhibitedContentError):
        try_notice(
            notice(reason="当事人患有乙肝，信仰基督教。", **PERSON_FIELDS), person_fact(), definition=PERSON_LIST
        )


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


def test_the_measures_noticed_are_remembered() -> None:
    state = fold(notice())
    assert (state.listing, state.measures_noticed) == (LISTING, ("no-subsidy", "no-tender"))
