"""INV-4: the notice that comes before every listing: who serves it, when, and what it says."""

from dataclasses import replace
from typing import Any

import pytest

from domain.event_refusals import DisclosureMissingError
from domain.fact.protection_refusals import DateOrderError, ProhibitedContentError
from domain.key.refusals import KeyNotInForceError
from domain.listing.content_refusals import ListingBasisError
from domain.listing.events import NoticeServed
from domain.listing.refusals import EnumerationError, ListingKnownError, ListIssuerError, ListNotInForceError
from domain.listing.state import ListingState
from domain.rule.refusals import EditionOutdatedError
from tests.domain.builders import BODY, KEY
from tests.domain.due_process import FACT, LISTING, RULES, bureau, law, list_definition, noon, rule
from tests.domain.listing_trials import try_notice
from tests.domain.listings import (
    OTHER_FACT,
    OTHER_LISTING,
    PERSON_LIST,
    SERVED,
    fold,
    notice,
    noticed,
    other_body,
    person_fact,
    until_midnight,
)
from tests.domain.person_listings import PERSON_FIELDS


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


def test_prohibited_content_stays_out_of_a_notice() -> None:
    with pytest.raises(ProhibitedContentError):
        try_notice(
            notice(reason="当事人患有乙肝，信仰基督教。", **PERSON_FIELDS), person_fact(), definition=PERSON_LIST
        )


def test_the_measures_noticed_are_remembered() -> None:
    state = fold(notice())
    assert (state.listing, state.measures_noticed) == (LISTING, ("no-subsidy", "no-tender"))
