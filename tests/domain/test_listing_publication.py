"""A listing takes effect (两书同达), shows no more than it must, and ends before its time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.matters import Matters
from domain.event_refusals import DisclosureMissingError
from domain.fact.protection_refusals import DateOrderError, MinorAtActError, ProhibitedContentError
from domain.fact.state import FactState, FactTerms
from domain.identifier import Identifier
from domain.listing.content_refusals import (
    ListingTermError,
    MaskError,
    NumberExposedError,
    PublicNameError,
    RepairNoticeMissingError,
)
from domain.listing.events import ListingEnded, ListingPublished
from domain.listing.face import is_masked
from domain.listing.ground_refusals import GroundNotStandingError, ListingKindError
from domain.listing.refusals import (
    ListingListError,
    ListingOverError,
    ListingPublishedBeforeError,
    ListingSubjectError,
    ListingUndecidedError,
    ListingUnknownError,
    ListNotInForceError,
    NoticeNotServedError,
    NotOwnListingError,
    SecondPersonError,
)
from domain.listing.state import ListingState
from domain.refusal import Refusal
from tests.domain.builders import COMPANY, PERSON, SHOP, make_rid
from tests.domain.due_process import FACT, LISTING, RULES, SUBJECT, bureau, fact_state, law, list_definition, noon, rule
from tests.domain.listings import (
    DECIDED,
    OTHER_FACT,
    OTHER_LISTING,
    PERSON_MASK,
    PERSON_SUBJECT,
    PERSON_WHO,
    PUBLISHED,
    decided,
    ending,
    fold,
    mirrored,
    notice,
    noticed,
    other_body,
    person_fact,
    publication,
    published,
    second,
    try_end,
    try_publication,
    until_midnight,
)

PERSON_FIELDS = {name.removeprefix("subject."): value for name, value in PERSON_WHO.items()}


def person_publication(**changes: Any) -> ListingPublished:
    person = {**PERSON_FIELDS, "kind": "NP", "name": "赵虚构", "masked_identifier": PERSON_MASK}
    return publication(**{**person, **changes})


def try_person(event: ListingPublished, subject: Identifier = PERSON_SUBJECT) -> object:
    return try_publication(event, person_fact(subject=subject), listing=replace(decided(), subject=subject))


def test_a_second_person_publishes_until_the_end_of_the_day_in_shanghai() -> None:
    assert try_publication() == until_midnight(PUBLISHED)


def test_who_signed_the_decision_does_not_publish_it() -> None:
    with pytest.raises(SecondPersonError):
        try_publication(by=bureau(noon(PUBLISHED)))


@pytest.mark.parametrize(
    ("later", "is_self_made", "is_another"),
    [(1, True, False), (1, False, True), (-1, True, True)],
)
def test_inv_4_a_key_that_the_decider_may_have_made_since_is_no_second_person(
    later: int, *, is_self_made: bool, is_another: bool
) -> None:
    by = second(noon(PUBLISHED))
    enrolled_at = (decided().decided_at or 0) + later
    by = replace(by, key=replace(by.key, enrolled_at=enrolled_at, is_self_made=is_self_made))
    if is_another:
        assert try_publication(by=by) == until_midnight(PUBLISHED)
    else:
        with pytest.raises(SecondPersonError):
            try_publication(by=by)


@pytest.mark.parametrize(
    ("listing", "refusal"),
    [
        (ListingState(LISTING), NoticeNotServedError),
        (fold(mirrored()), NoticeNotServedError),
        (replace(decided(), listing=OTHER_LISTING), NoticeNotServedError),
        (noticed(), ListingUndecidedError),
        (published(), ListingPublishedBeforeError),
        (fold(ending(ground="wrong_listing"), start=decided()), ListingOverError),
        (replace(decided(), list_id="another"), ListingListError),
        (replace(decided(), subject=None), ListingSubjectError),
    ],
)
def test_inv_4_a_publication_follows_its_own_decision(listing: ListingState, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        try_publication(listing=listing)


def test_only_the_body_that_decided_publishes() -> None:
    with pytest.raises(NotOwnListingError):
        try_publication(by=other_body(noon(PUBLISHED)))


def test_a_publication_is_about_the_subject_of_the_decision() -> None:
    with pytest.raises(ListingSubjectError):
        try_publication(publication(identifier=SHOP))


@pytest.mark.parametrize("name", sorted(ListingPublished.DISCLOSURES or {}))
def test_a_publication_without_one_of_its_contents_is_refused(name: str) -> None:
    with pytest.raises(DisclosureMissingError):
        try_publication(publication(**{name.removeprefix("subject."): None}))


@pytest.mark.parametrize("name", ["summary", "service_evidence"])
def test_a_dash_is_no_summary_and_no_evidence(name: str) -> None:
    with pytest.raises(DisclosureMissingError):
        try_publication(publication(**{name: "——"}))


@pytest.mark.parametrize(("day", "passes"), [("2026-05-07", False), ("2026-05-08", True), ("2026-05-12", False)])
def test_the_decision_is_served_when_it_is_taken_and_before_it_is_published(day: str, *, passes: bool) -> None:
    if passes:
        assert try_publication(publication(served_on=day))
    else:
        with pytest.raises(DateOrderError):
            try_publication(publication(served_on=day))


def test_inv_4_decision_and_repair_notice_are_served_together() -> None:
    with pytest.raises(RepairNoticeMissingError):
        try_publication(publication(has_repair_notice=False))


@pytest.mark.parametrize(
    "fact", [fact_state(withdrawn_at=120), fact_state(matters=Matters(revoked_at=120)), fact_state(jti=OTHER_FACT)]
)
def test_a_ground_that_fell_away_since_the_decision_stops_the_publication(fact: FactState) -> None:
    with pytest.raises(GroundNotStandingError):
        try_publication(None, fact)


def test_a_list_that_lapsed_since_the_decision_stops_the_publication() -> None:
    last = list_definition(effective_to=PUBLISHED)
    assert try_publication(definition=last)
    with pytest.raises(ListNotInForceError):
        try_publication(definition=last, by=second(noon("2026-05-12")))


def test_every_ground_of_the_decision_still_stands() -> None:
    both = replace(decided(), facts=(FACT, OTHER_FACT))
    assert try_publication(None, fact_state(), fact_state(jti=OTHER_FACT), listing=both)
    with pytest.raises(GroundNotStandingError):
        try_publication(None, fact_state(), fact_state(jti=OTHER_FACT, withdrawn_at=120), listing=both)


def test_inv_3_an_act_dated_back_into_minority_since_the_decision_stops_the_publication() -> None:
    subject = Identifier("rid", make_rid("20080201"))
    masked = f"{subject.value[:6]}********{subject.value[14:]}"
    event = person_publication(identifier=subject.value, masked_identifier=masked)
    fact = person_fact(subject=subject, terms=FactTerms(kind="NP", tier="serious", acted_on=date(2026, 2, 1)))
    with pytest.raises(MinorAtActError):
        try_publication(event, fact, listing=replace(decided(), subject=subject))


@pytest.mark.parametrize(("kind", "refusal"), [("ORG", ListingKindError), ("", DisclosureMissingError)])
def test_the_kind_of_subject_is_that_of_its_facts(kind: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        try_publication(publication(kind=kind))


def test_the_kind_of_subject_goes_with_its_identifier() -> None:
    fact = fact_state(terms=replace(fact_state().terms, kind="SOLE"))
    with pytest.raises(ListingKindError):
        try_publication(publication(kind="SOLE"), fact)


def test_inv_7_midnight_in_shanghai_ends_the_time_of_a_listing_that_was_not_published() -> None:
    listing = replace(decided(), ends_on=date(2026, 5, 12))
    midnight = datetime(2026, 5, 11, 16, 0, tzinfo=UTC)
    assert try_publication(listing=listing, by=second(midnight - timedelta(milliseconds=1)))
    with pytest.raises(ListingTermError):
        try_publication(listing=listing, by=second(midnight))


@pytest.mark.parametrize(("months", "day", "passes"), [(1, "2026-06-07", True), (1, "2026-06-08", False)])
def test_inv_7_a_rule_made_since_the_decision_may_have_ended_it(months: int, day: str, *, passes: bool) -> None:
    stricter = law(*RULES, rule("R-X", "publicity", months, "month", tier="serious", effective_from="2026-06-01"))
    if passes:
        assert try_publication(usable={FACT}, law=stricter, by=second(noon(day)))
    else:
        with pytest.raises(ListingTermError):
            try_publication(usable={FACT}, law=stricter, by=second(noon(day)))


def test_inv_7_a_ground_that_is_five_years_old_stops_the_publication_of_adverse_listings_only() -> None:
    old = fact_state(terms=replace(fact_state().terms, acted_on=date(2021, 5, 11)))
    with pytest.raises(ListingTermError):
        try_publication(None, old, usable={FACT})
    assert try_publication(None, old, usable={FACT}, listing=replace(decided(), tier=""))


def test_inv_7_a_fact_whose_time_is_over_is_not_published_whether_or_not_the_platform_said_so() -> None:
    over = fact_state(decided_on=date(2023, 4, 11))
    for fact in (over, replace(over, matters=Matters(publicity_ended_at=60))):
        with pytest.raises(GroundNotStandingError):
            try_publication(None, fact)


@pytest.mark.parametrize("usable", [set(), {OTHER_FACT}])
def test_a_fact_that_stands_but_rests_is_not_published(usable: set[str]) -> None:
    with pytest.raises(GroundNotStandingError):
        try_publication(usable=usable)


def test_a_person_is_published_with_the_birth_date_hidden() -> None:
    assert try_person(person_publication()) == until_midnight(PUBLISHED, PERSON_SUBJECT)


@pytest.mark.parametrize(
    "masked",
    [
        "",
        PERSON,
        f"{PERSON[:10]}****{PERSON[14:]}",
        f"{'*' * 8}{PERSON[8:]}",
        f"{PERSON[:5]}********{PERSON[13:]}",
        f"{PERSON[:6]}*********{PERSON[14:]}",
        f"000000********{PERSON[14:]}",
        f"{PERSON[:6]}XXXXXXXX{PERSON[14:]}",
    ],
)
def test_a_person_s_number_that_is_not_hidden_as_it_must_be_is_not_published(masked: str) -> None:
    with pytest.raises(MaskError):
        try_person(person_publication(masked_identifier=masked))


def test_an_organisation_s_code_is_public_and_has_no_mask() -> None:
    with pytest.raises(MaskError):
        try_publication(publication(masked_identifier=f"{COMPANY[:6]}********{COMPANY[14:]}"))


@given(st.sets(st.integers(0, 17)))
def test_a_mask_passes_if_and_only_if_the_birth_date_and_eight_places_are_hidden(hidden: set[int]) -> None:
    masked = "".join("*" if place in hidden else one for place, one in enumerate(PERSON))
    assert is_masked(PERSON_SUBJECT, masked) == (hidden >= set(range(6, 14)))


@pytest.mark.parametrize(
    ("subject", "masked", "passes"),
    [
        (Identifier("passport", "TEST12345"), "********5", True),
        (Identifier("passport", "TEST12345"), "*******45", False),
        (Identifier("passport", "TEST1"), "*****", True),
        (Identifier("passport", "TEST1"), "T****", False),
        (Identifier("twt", "00012345"), "********", True),
        (Identifier("frp", "XXX370190061512"), "XXX3701******12", False),
        (Identifier("frp", "XXX370190061512"), "X**3701******12", True),
        (Identifier("frp", "XXX370190061512"), "**********61512", False),
        (SUBJECT, "", True),
    ],
)
def test_other_documents_hide_eight_places_and_the_birth_date_where_they_hold_one(
    subject: Identifier, masked: str, *, passes: bool
) -> None:
    assert is_masked(subject, masked) is passes


@pytest.mark.parametrize("name", ["赵虚构1990", "赵虚构（滕州）", "赵虚构 ", "赵" * 201, "·赵", "赵_虚构"])
def test_a_person_s_public_name_is_a_name_only(name: str) -> None:
    with pytest.raises(PublicNameError):
        try_person(person_publication(name=name))


@pytest.mark.parametrize("name", ["赵", "买买提·虚构", "John O'Example-Smith Jr", "Ünal Örnek"])
def test_names_of_persons_have_letters_dots_and_hyphens(name: str) -> None:
    assert try_person(person_publication(name=name))


@pytest.mark.parametrize("name", [" 虚构公司", "虚构\n公司", "虚" * 201])
def test_an_organisation_s_public_name_is_a_clean_line(name: str) -> None:
    with pytest.raises(PublicNameError):
        try_publication(publication(name=name))


EXPOSED = [
    "联系电话13900001234。",
    "联系电话139-0000-1234。",
    "法定代表人证件号 990000 19850101 0025。",
    "法定代表人证件号９９００００１９８５０１０１００２５。",
    "账号6222000000000000000。",
]


@pytest.mark.parametrize("summary", EXPOSED)
def test_identity_account_and_phone_numbers_stay_out_of_public_texts(summary: str) -> None:
    with pytest.raises(NumberExposedError):
        try_publication(publication(summary=summary))


@pytest.mark.parametrize("summary", [f"证件号{PERSON}。", f"证件号{PERSON.lower()}。"])
def test_a_person_s_own_number_stays_out_of_public_texts(summary: str) -> None:
    with pytest.raises(NumberExposedError):
        try_person(person_publication(summary=summary))
    subject = Identifier("passport", "TEST12345")
    event = person_publication(
        identifier_type="passport", identifier="TEST12345", masked_identifier="********5", summary="护照test 12345。"
    )
    with pytest.raises(NumberExposedError):
        try_person(event, subject)


@pytest.mark.parametrize(
    "summary", [f"统一社会信用代码{COMPANY}。", "2026年4月13日滕市监处罚〔2026〕12号，罚款200000元。"]
)
def test_dates_document_numbers_and_an_organisation_s_own_code_may_be_public(summary: str) -> None:
    assert try_publication(publication(summary=summary))


def test_prohibited_content_stays_out_of_a_publication() -> None:
    with pytest.raises(ProhibitedContentError):
        try_person(person_publication(summary="当事人患有乙肝。"))


def test_the_body_that_listed_ends_a_listing_at_any_time() -> None:
    assert try_end() == until_midnight("2027-06-01")
    late = bureau(noon("2030-06-01"))
    assert try_end(ending(ground="wrong_listing"), by=late) == until_midnight("2030-06-01")


@pytest.mark.parametrize("listing", [noticed(), decided(), replace(noticed(), served_on=None)])
def test_a_proceeding_is_given_up_before_it_has_effect(listing: ListingState) -> None:
    assert try_end(ending(ground="superior_order", document_no="鲁政复〔2026〕1号"), listing=listing)


@pytest.mark.parametrize(
    ("listing", "refusal"),
    [
        (ListingState(LISTING), ListingUnknownError),
        (replace(published(), listing=OTHER_LISTING), ListingUnknownError),
        (fold(ending(), start=published()), ListingOverError),
        (replace(published(), ended_at=200, end_ground="repaired"), ListingOverError),
        (replace(published(), list_id="another"), ListingListError),
        (replace(published(), subject=None), ListingSubjectError),
    ],
)
def test_a_listing_ends_once(listing: ListingState, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        try_end(listing=listing)


@pytest.mark.parametrize("listing", [published(), fold(mirrored())])
def test_nobody_ends_another_s_listing_least_of_all_a_court_s(listing: ListingState) -> None:
    with pytest.raises(NotOwnListingError):
        try_end(listing=listing, by=other_body(noon("2027-06-01")))


@pytest.mark.parametrize("day", ["2026-05-07", "2027-06-02"])
def test_the_decision_to_end_lies_between_that_to_list_and_today(day: str) -> None:
    with pytest.raises(DateOrderError):
        try_end(ending(decided_on=day))
    assert try_end(ending(decided_on=DECIDED))


@pytest.mark.parametrize("ground", ["court_order", "superior_order"])
def test_an_order_to_end_names_its_document(ground: str) -> None:
    with pytest.raises(DisclosureMissingError):
        try_end(ending(ground=ground))
    assert try_end(ending(ground=ground, document_no="（2027）虚0481行初1号"))


@pytest.mark.parametrize("name", sorted(ListingEnded.DISCLOSURES or {}))
def test_an_end_without_one_of_its_contents_is_refused(name: str) -> None:
    with pytest.raises(DisclosureMissingError):
        try_end(ending(**{name.removeprefix("subject."): None}))


def test_an_end_has_a_reason_that_is_screened() -> None:
    with pytest.raises(DisclosureMissingError):
        try_end(ending(reason="——"))
    with pytest.raises(ProhibitedContentError):
        try_end(
            ending(**PERSON_FIELDS, reason="当事人患有乙肝。"), listing=replace(published(), subject=PERSON_SUBJECT)
        )


def test_a_notice_can_be_withdrawn_only_after_it_was_served() -> None:
    with pytest.raises(DateOrderError):
        try_end(ending(decided_on="2026-04-26"), listing=fold(notice()))
