"""INV-4, INV-5, INV-6: no decision before the time for a reply, none without an answer, none with a gap."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.matters import Matters
from domain.case.state import CaseState
from domain.event_refusals import DisclosureMissingError, EventSchemaRefusedError
from domain.fact.protection_refusals import DateOrderError, MinorAtActError, ProhibitedContentError
from domain.fact.state import FactTerms
from domain.identifier import Identifier
from domain.listing.content import ANSWER_LENGTH
from domain.listing.content_refusals import (
    ListingBasisError,
    ListingTermError,
    MeasureNotNoticedError,
    RemediesError,
    ReplyUnansweredError,
)
from domain.listing.events import ListingDecided
from domain.listing.ground_refusals import (
    GroundContestedError,
    GroundItemError,
    GroundNotNoticedError,
    GroundNotStandingError,
    GroundUsedError,
    TierPresenceError,
    TierRaisedError,
)
from domain.listing.refusals import (
    DecisionStaleError,
    EnumerationError,
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
from tests.domain.builders import SHOP, make_rid
from tests.domain.due_process import (
    CASE,
    FACT,
    LISTING,
    RULES,
    bureau,
    fact_state,
    is_working,
    law,
    list_definition,
    noon,
    rule,
)
from tests.domain.listings import (
    ANSWER,
    DECIDED,
    ENDS,
    OTHER_FACT,
    OTHER_LISTING,
    PERSON_LIST,
    PERSON_SUBJECT,
    PERSON_WHO,
    REMEDIES,
    decided,
    decision,
    ending,
    fold,
    mirrored,
    notice,
    noticed,
    other_body,
    person_fact,
    published,
    replied,
    try_decision,
    until_midnight,
    waived,
)

PERSON_FIELDS = {name.removeprefix("subject."): value for name, value in PERSON_WHO.items()}
CONTENTS = sorted(
    name.removeprefix("subject.")
    for name, field in (ListingDecided.DISCLOSURES or {}).items()
    if not field.may_be_empty
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
            try_decision(event, listing=listing)
    else:
        assert try_decision(event, listing=listing) == until_midnight(DECIDED)


def test_inv_5_a_tier_cannot_come_where_none_was_noticed() -> None:
    with pytest.raises(TierRaisedError):
        try_decision(listing=replace(noticed(), tier=""))


def test_a_positive_list_is_decided_without_a_tier() -> None:
    praised = list_definition(is_positive=True, tier=None)
    fact = fact_state(terms=FactTerms(kind="ENT"))
    assert try_decision(decision(tier=None), fact, listing=noticed(tier=None), definition=praised)
    with pytest.raises(TierPresenceError):
        try_decision(decision(tier=None))


@pytest.mark.parametrize("name", sorted(name.removeprefix("subject.") for name in ListingDecided.DISCLOSURES or {}))
def test_inv_6_a_decision_without_one_of_its_contents_is_refused(name: str) -> None:
    with pytest.raises(DisclosureMissingError):
        try_decision(decision(**{name: None}))


@pytest.mark.parametrize("name", CONTENTS)
def test_inv_6_an_empty_content_is_none(name: str) -> None:
    with pytest.raises(DisclosureMissingError):
        try_decision(decision(**{name: ""}))


@pytest.mark.parametrize("name", sorted(set(CONTENTS) - {"identifier", "identifier_type"}))
def test_inv_6_a_dash_in_place_of_a_content_is_none(name: str) -> None:
    refusals = (DisclosureMissingError, ListingBasisError, RemediesError, GroundNotNoticedError)
    with pytest.raises(refusals):
        try_decision(decision(**{name: "——"}))


@pytest.mark.parametrize("name", ["listing", "list", "list_version", "edition", "decided_on", "ends_on"])
def test_inv_6_a_decision_without_a_plain_claim_is_no_event(name: str) -> None:
    with pytest.raises(EventSchemaRefusedError):
        decision(**{name: None})


def test_inv_6_a_decision_on_a_tiered_list_states_the_tier() -> None:
    with pytest.raises(TierPresenceError):
        try_decision(decision(tier=None))


def test_inv_6_the_basis_cites_a_law() -> None:
    with pytest.raises(ListingBasisError):
        try_decision(decision(legal_basis="依照有关规定"))


@pytest.mark.parametrize(
    "remedies",
    [
        "可以申请行政复议或者提起行政诉讼。",
        "可以自收到之日起六十日内申请行政复议。",
        "可以自收到之日起六个月内提起行政诉讼。",
        "可以自收到之日起六十日内申请行政复议，也可以提起行政诉讼。",
        "可以在六十日内申请行政复议，或者在六十日内提起行政诉讼。",
        "可以自2026年5月8日起申请行政复议或者提起行政诉讼。",
        "六十日内，六个月内。",
    ],
)
def test_inv_6_the_remedies_name_review_and_suit_each_with_its_deadline(remedies: str) -> None:
    with pytest.raises(RemediesError):
        try_decision(decision(remedies=remedies))


@pytest.mark.parametrize(
    "remedies",
    [REMEDIES, "60日内可以申请复议，6个月内可以直接向人民法院起诉。", "60 日以内申请复议；六个月之内提起诉讼"],
)
def test_inv_6_remedies_are_understood_as_bodies_write_them(remedies: str) -> None:
    assert try_decision(decision(remedies=remedies)) == until_midnight(DECIDED)


def test_inv_6_only_measures_that_were_noticed_are_decided() -> None:
    with pytest.raises(MeasureNotNoticedError) as caught:
        try_decision(decision(measures="no-subsidy,no-travel"))
    assert caught.value.params["name"] == "no-travel"
    with pytest.raises(EnumerationError):
        try_decision(decision(measures="no-tender,no-subsidy"))
    assert try_decision(decision(measures=""))


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


def test_prohibited_content_stays_out_of_a_decision() -> None:
    listing = replace(noticed(), subject=PERSON_SUBJECT)
    with pytest.raises(ProhibitedContentError):
        try_decision(
            decision(**PERSON_FIELDS, reason="当事人患有乙肝。"), person_fact(), listing=listing, definition=PERSON_LIST
        )
