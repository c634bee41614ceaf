"""INV-4, INV-5: no decision before the time for a reply, none without an answer."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fact.protection_refusals import DateOrderError
from domain.fact.state import FactTerms
from domain.listing.content import ANSWER_LENGTH
from domain.listing.content_refusals import ReplyUnansweredError
from domain.listing.ground_refusals import TierPresenceError, TierRaisedError
from domain.listing.refusals import (
    DecisionStaleError,
    ListingDecidedBeforeError,
    ListingListError,
    ListingOverError,
    ListingSubjectError,
    ListNotInForceError,
    NoticeNotServedError,
    NoticePeriodRunningError,
    NotOwnListingError,
)
from domain.listing.state import ListingState
from domain.refusal import Refusal
from domain.rule.refusals import EditionOutdatedError
from tests.domain.builders import SHOP
from tests.domain.due_process import LISTING, RULES, bureau, fact_state, is_working, law, list_definition, noon, rule
from tests.domain.listing_trials import try_decision
from tests.domain.listings import (
    ANSWER,
    DECIDED,
    OTHER_LISTING,
    decided,
    decision,
    ending,
    fold,
    mirrored,
    notice,
    noticed,
    other_body,
    replied,
    until_midnight,
    waived,
)


def test_a_decision_that_says_all_is_admitted_until_the_end_of_the_day_in_shanghai() -> None:
    assert try_decision() == until_midnight(DECIDED)


def test_inv_4_midnight_in_shanghai_ends_the_time_for_a_reply() -> None:
    midnight = datetime(2026, 5, 7, 16, 0, tzinfo=UTC)
    before, after = bureau(midnight - timedelta(milliseconds=1)), bureau(midnight)
    with pytest.raises(NoticePeriodRunningError):
        try_decision(decision(decided_on="2026-05-07"), by=before)
    with pytest.raises(NoticePeriodRunningError):
        try_decision(decision(decided_on="2026-05-07"), by=after)
    with pytest.raises(DateOrderError):
        try_decision(by=before)
    assert try_decision(by=after) == until_midnight("2026-05-08")


def test_inv_4_a_last_day_for_a_reply_that_is_off_moves_to_the_next_working_day() -> None:
    listing = noticed(reply_until="2026-05-10")
    with pytest.raises(NoticePeriodRunningError) as caught:
        try_decision(decision(decided_on="2026-05-11"), listing=listing)
    assert caught.value.params["end"] == "2026-05-11"
    assert try_decision(decision(decided_on="2026-05-12"), listing=listing)


@given(st.dates(date(2026, 5, 7), date(2026, 6, 30)), st.dates(date(2026, 4, 28), date(2026, 7, 20)))
def test_inv_4_a_decision_passes_if_and_only_if_the_last_day_for_a_reply_lies_behind_it(
    until: date, decided_on: date
) -> None:
    last = until
    while not is_working(last):
        last += timedelta(days=1)
    event = decision(decided_on=decided_on.isoformat())
    try:
        try_decision(event, listing=noticed(reply_until=until.isoformat()))
    except NoticePeriodRunningError:
        assert decided_on <= last
    else:
        assert decided_on > last


def test_inv_4_a_waiver_opens_the_way_from_its_day_on() -> None:
    listing = waived(noticed(), "2026-04-29")
    with pytest.raises(NoticePeriodRunningError):
        try_decision(decision(decided_on="2026-04-28"), listing=listing, by=bureau(noon("2026-04-29")))
    assert try_decision(decision(decided_on="2026-04-29", ends_on="2029-04-29"), listing=listing) == until_midnight(
        "2026-04-29"
    )


def test_inv_4_a_state_without_a_last_day_for_a_reply_is_never_decided() -> None:
    with pytest.raises(NoticePeriodRunningError):
        try_decision(listing=replace(noticed(), reply_until=None))


@pytest.mark.parametrize(
    ("listing", "refusal"),
    [
        (ListingState(LISTING), NoticeNotServedError),
        (fold(mirrored()), NoticeNotServedError),
        (replace(noticed(), listing=OTHER_LISTING), NoticeNotServedError),
        (decided(), ListingDecidedBeforeError),
        (fold(notice(), ending(ground="superior_order")), ListingOverError),
        (replace(noticed(), subject=None), ListingSubjectError),
        (replace(noticed(), list_id="another"), ListingListError),
    ],
)
def test_inv_4_a_decision_follows_its_own_notice(listing: ListingState, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        try_decision(listing=listing)


def test_only_the_body_that_served_the_notice_decides() -> None:
    with pytest.raises(NotOwnListingError):
        try_decision(by=other_body(noon(DECIDED)))


def test_a_decision_is_about_the_subject_that_was_noticed() -> None:
    with pytest.raises(ListingSubjectError):
        try_decision(decision(identifier=SHOP))


def test_the_list_is_in_force_on_the_day_of_the_decision() -> None:
    with pytest.raises(ListNotInForceError):
        try_decision(definition=list_definition(effective_to="2026-05-07"))


def test_a_decision_names_the_current_edition_of_the_rules() -> None:
    with pytest.raises(EditionOutdatedError):
        try_decision(law=law(*RULES, rule("R-X", "reference", 1, "day")))


@pytest.mark.parametrize(("day", "is_stale"), [("2026-06-07", False), ("2026-06-08", True)])
def test_a_decision_is_signed_within_thirty_days_of_its_date(day: str, *, is_stale: bool) -> None:
    if is_stale:
        with pytest.raises(DecisionStaleError):
            try_decision(by=bureau(noon(day)))
    else:
        assert try_decision(by=bureau(noon(day))) == until_midnight(day)


@pytest.mark.parametrize("answer", ["", "不予采纳。", "——————————————", "。" * 40, "字" * (ANSWER_LENGTH - 1)])
def test_inv_5_who_replied_is_answered_in_substance(answer: str) -> None:
    with pytest.raises(ReplyUnansweredError):
        try_decision(decision(reply_answer=answer), listing=replied(noticed()))
    assert try_decision(decision(reply_answer=answer))


@pytest.mark.parametrize("answer", [ANSWER, "字" * ANSWER_LENGTH])
def test_inv_5_with_an_answer_of_substance_the_decision_passes(answer: str) -> None:
    assert try_decision(decision(reply_answer=answer), listing=replied(noticed())) == until_midnight(DECIDED)


def test_inv_5_a_reply_after_the_last_day_is_answered_too() -> None:
    late = replied(waived(noticed()))
    with pytest.raises(ReplyUnansweredError):
        try_decision(decision(), listing=late)


TIERS = ("minor", "general", "serious")


@given(st.sampled_from(TIERS), st.sampled_from(TIERS), st.booleans())
def test_inv_5_the_tier_is_never_raised_after_the_statement(told: str, tier: str, has_replied: bool) -> None:
    listing = noticed(tier=told)
    listing = replied(listing) if has_replied else listing
    event = decision(tier=tier, reply_answer=ANSWER, ends_on="2026-07-01")
    if TIERS.index(tier) > TIERS.index(told):
        with pytest.raises(TierRaisedError):
            try_decision(event, listing=listing, definition=list_definition(tier=tier))
    else:
        assert try_decision(event, listing=listing, definition=list_definition(tier=tier)) == until_midnight(DECIDED)


def test_inv_5_a_tier_cannot_come_where_none_was_noticed() -> None:
    with pytest.raises(TierRaisedError):
        try_decision(listing=replace(noticed(), tier=""))


def test_a_positive_list_is_decided_without_a_tier() -> None:
    praised = list_definition(is_positive=True, tier=None)
    fact = fact_state(terms=FactTerms(kind="ENT"))
    assert try_decision(decision(tier=None), fact, listing=noticed(tier=None), definition=praised)
    with pytest.raises(TierPresenceError):
        try_decision(decision(tier=None))
