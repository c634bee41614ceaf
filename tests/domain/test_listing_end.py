"""A listing ends before its time: who ends it, when, and why."""

from dataclasses import replace

import pytest

from domain.event_refusals import DisclosureMissingError
from domain.fact.protection_refusals import DateOrderError, ProhibitedContentError
from domain.listing.events import ListingEnded
from domain.listing.refusals import (
    ListingListError,
    ListingOverError,
    ListingSubjectError,
    ListingUnknownError,
    NotOwnListingError,
)
from domain.listing.state import ListingState
from domain.refusal import Refusal
from tests.domain.due_process import LISTING, bureau, noon
from tests.domain.listing_trials import try_end
from tests.domain.listings import (
    DECIDED,
    OTHER_LISTING,
    PERSON_SUBJECT,
    decided,
    ending,
    fold,
    mirrored,
    notice,
    noticed,
    other_body,
    published,
    until_midnight,
)
from tests.domain.person_listings import PERSON_FIELDS


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
