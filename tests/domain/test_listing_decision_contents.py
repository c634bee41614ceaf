"""INV-6: no decision with a gap: its contents, its basis, its remedies and its measures."""

from dataclasses import replace

import pytest

from domain.event_refusals import DisclosureMissingError, EventSchemaRefusedError
from domain.fact.protection_refusals import ProhibitedContentError
from domain.listing.content_refusals import ListingBasisError, MeasureNotNoticedError, RemediesError
from domain.listing.events import ListingDecided
from domain.listing.ground_refusals import GroundNotNoticedError, TierPresenceError
from domain.listing.refusals import EnumerationError
from tests.domain.listing_trials import try_decision
from tests.domain.listings import (
    DECIDED,
    PERSON_LIST,
    PERSON_SUBJECT,
    REMEDIES,
    decision,
    noticed,
    person_fact,
    until_midnight,
)
from tests.domain.person_listings import PERSON_FIELDS

CONTENTS = sorted(
    name.removeprefix("subject.")
    for name, field in (ListingDecided.DISCLOSURES or {}).items()
    if not field.may_be_empty
)


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


def test_prohibited_content_stays_out_of_a_decision() -> None:
    listing = replace(noticed(), subject=PERSON_SUBJECT)
    with pytest.raises(ProhibitedContentError):
        try_decision(
            decision(**PERSON_FIELDS, reason="当事人患有乙肝。"), person_fact(), listing=listing, definition=PERSON_LIST
        )
