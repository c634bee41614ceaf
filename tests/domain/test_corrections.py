"""Statements of correction: with which records they go, how many, and what they may say."""

from datetime import date
from typing import Any

import pytest

from domain.case.decide import CORRECTION_LIMIT, CORRECTIONS_LIMIT, state_correction
from domain.case.refusals import (
    CaseTargetUnknownError,
    CorrectionTargetEndedError,
    CorrectionTooLongError,
    CorrectionTooManyError,
)
from domain.event_refusals import DisclosureMissingError
from domain.fact.protection_refusals import ProhibitedContentError
from domain.fact.state import FactState
from domain.identifier import Identifier
from domain.listing.state import ListingState
from domain.refusal import Refusal
from tests.domain.builders import SHOP
from tests.domain.cases import NOW, TODAY, correction, listing_state
from tests.domain.due_process import LISTING, fact_state


def test_a_statement_of_correction_goes_with_a_standing_record() -> None:
    event = state_correction(correction(), fact_state(), (), statement="jwt~", now=NOW)
    assert event.stated_on == TODAY
    assert event.disclosed == {**correction().disclosed, "subject.statement": "jwt~"}
    about = correction(target_kind="listing", target=LISTING)
    for listing in (listing_state(), listing_state(ends_on=date(2026, 5, 1))):
        assert state_correction(about, listing, (), statement="jwt~", now=NOW).stated_on == TODAY


def test_a_statement_of_correction_is_about_the_subjects_own_record() -> None:
    for target in (None, fact_state(subject=Identifier("uscc", SHOP)), fact_state(erased_at=70)):
        with pytest.raises(CaseTargetUnknownError):
            state_correction(correction(), target, (), statement="jwt~", now=NOW)


def test_nothing_goes_with_a_record_that_is_not_shown_any_more() -> None:
    about = correction(target_kind="listing", target=LISTING)
    ended: list[tuple[Any, FactState | ListingState]] = [
        (correction(), fact_state(withdrawn_at=70)),
        (about, listing_state(ended_at=70)),
        (about, listing_state(ends_on=TODAY)),
    ]
    for request, target in ended:
        with pytest.raises(CorrectionTargetEndedError):
            state_correction(request, target, (), statement="jwt~", now=NOW)


def test_so_many_statements_of_correction_go_with_a_record_and_no_more() -> None:
    for before in range(CORRECTIONS_LIMIT):
        made = state_correction(correction(), fact_state(), tuple(range(before)), statement="jwt~", now=NOW)
        assert made.stated_on == TODAY
    for before in (CORRECTIONS_LIMIT, CORRECTIONS_LIMIT + 1):
        with pytest.raises(CorrectionTooManyError):
            state_correction(correction(), fact_state(), tuple(range(before)), statement="jwt~", now=NOW)


def test_a_statement_of_correction_is_short_and_screened_and_whole() -> None:
    longest = correction(text="已" * CORRECTION_LIMIT)
    assert state_correction(longest, fact_state(), (), statement="jwt~", now=NOW).stated_on == TODAY
    refused: list[tuple[Any, type[Refusal]]] = [
        (correction(text="已" * (CORRECTION_LIMIT + 1)), CorrectionTooLongError),
        (correction(text="联系电话 13812345678"), ProhibitedContentError),
        (correction(text=""), DisclosureMissingError),
    ]
    for request, expected in refused:
        with pytest.raises(expected):
            state_correction(request, fact_state(), (), statement="jwt~", now=NOW)
