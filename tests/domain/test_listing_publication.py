"""A listing takes effect (两书同达): by a second person, after its decision, while its grounds stand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.case.matters import Matters
from domain.event_refusals import DisclosureMissingError
from domain.fact.protection_refusals import DateOrderError, MinorAtActError
from domain.fact.state import FactState, FactTerms
from domain.identifier import Identifier
from domain.listing.content_refusals import ListingTermError, RepairNoticeMissingError
from domain.listing.events import ListingPublished
from domain.listing.ground_refusals import GroundNotStandingError, ListingKindError
from domain.listing.refusals import (
    ListingListError,
    ListingOverError,
    ListingPublishedBeforeError,
    ListingSubjectError,
    ListingUndecidedError,
    ListNotInForceError,
    NoticeNotServedError,
    NotOwnListingError,
    SecondPersonError,
)
from domain.listing.state import ListingState
from domain.refusal import Refusal
from tests.domain.builders import SHOP, make_rid
from tests.domain.due_process import FACT, LISTING, RULES, bureau, fact_state, law, list_definition, noon, rule
from tests.domain.listing_trials import try_publication
from tests.domain.listings import (
    OTHER_FACT,
    OTHER_LISTING,
    PUBLISHED,
    decided,
    ending,
    fold,
    mirrored,
    noticed,
    other_body,
    person_fact,
    publication,
    published,
    second,
    until_midnight,
)
from tests.domain.person_listings import person_publication


def test_a_second_person_publishes_until_the_end_of_the_day_in_shanghai() -> None:
    assert try_publication() == until_midnight(PUBLISHED)


def test_who_signed_the_decision_does_not_publish_it() -> None:
    with pytest.raises(SecondPersonError):
        try_publication(by=bureau(noon(PUBLISHED)))


def test_inv_4_a_key_that_took_the_place_of_the_deciders_is_no_second_persons() -> None:
    decider, successor = decided().decided_by, second(noon(PUBLISHED)).signer.kid
    for lineage in ((successor, decider), (successor, "between", decider)):
        with pytest.raises(SecondPersonError):
            try_publication(lineage=lineage)


def test_inv_4_a_key_that_took_the_place_of_another_is_a_second_persons() -> None:
    successor = second(noon(PUBLISHED)).signer.kid
    assert try_publication(lineage=(successor, "a colleague's")) == until_midnight(PUBLISHED)


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
