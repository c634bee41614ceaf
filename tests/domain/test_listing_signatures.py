"""What a compromised key signed counts for nothing: nothing follows from it, whenever that came out."""

from dataclasses import replace
from datetime import date

import pytest

from domain.key.state import KeyState
from domain.listing.events import HearingHeld, ListingDecided, ListingPublished, NoticeServed
from domain.listing.refusals import StepCompromisedError
from domain.listing.state import ListingState, evolve
from domain.listing.steps import Course, require_sound
from tests.domain.builders import KEY, KID
from tests.domain.due_process import LISTING
from tests.domain.listing_trials import try_decision, try_end, try_publication
from tests.domain.listings import SECOND_KEY, at, decided, decision, fold, hearing, mirrored, notice, publication

SECOND = SECOND_KEY.kid
NOTICED, HEARD, DECIDED_AT = 100, 110, 120
"""Positions, and for these tests times as well."""
DEMANDED = date(2026, 4, 28)


def stepped(*, notice_by: str = KID, hearing_by: str | None = None, decision_by: str | None = None) -> ListingState:
    """A listing whose steps were signed with these keys."""
    state = evolve(ListingState(LISTING), notice(), at(NOTICED, kid=notice_by))
    if hearing_by is not None:
        state = replace(state, hearing_since=DEMANDED)
        state = evolve(state, hearing(held_on="2026-05-07"), at(HEARD, kid=hearing_by))
    return state if decision_by is None else evolve(state, decision(), at(DECIDED_AT, kid=decision_by))


def since(time_ms: int, key: KeyState = KEY) -> tuple[KeyState, KeyState]:
    """Both keys of the body, one of them reported compromised since then."""
    other = SECOND_KEY if key is KEY else KEY
    return replace(key, ended_at=200, compromised_since_ms=time_ms), other


def test_nothing_is_decided_on_a_notice_that_a_compromised_key_signed() -> None:
    with pytest.raises(StepCompromisedError) as caught:
        try_decision(listing=stepped(), keys=since(NOTICED))
    assert "告知" in caught.value.message_zh


def test_a_notice_from_before_the_compromise_bears_a_decision() -> None:
    assert try_decision(listing=stepped(), keys=since(NOTICED + 1))
    assert try_decision(listing=stepped(), keys=since(NOTICED, SECOND_KEY))


def test_a_key_that_was_retired_or_lost_signed_what_it_signed() -> None:
    ended = replace(KEY, ended_at=NOTICED + 1)
    assert try_decision(listing=stepped(), keys=(ended, SECOND_KEY))


def test_nothing_is_decided_on_a_hearing_that_a_compromised_key_signed_until_it_is_recorded_again() -> None:
    listing = stepped(hearing_by=SECOND)
    with pytest.raises(StepCompromisedError) as caught:
        try_decision(listing=listing, keys=since(HEARD, SECOND_KEY))
    assert "hearing" in caught.value.message_en
    earlier = evolve(listing, hearing(held_on="2026-05-07", announced_on="2026-04-27"), at(HEARD + 4))
    assert earlier == listing
    again = evolve(listing, hearing(held_on="2026-05-07"), at(HEARD + 5))
    assert try_decision(listing=again, keys=since(HEARD, SECOND_KEY))


@pytest.mark.parametrize(
    ("listing", "keys"),
    [
        (stepped(decision_by=KID), since(DECIDED_AT)),
        (stepped(decision_by=KID), since(0)),
        (stepped(notice_by=SECOND, decision_by=KID), since(NOTICED, SECOND_KEY)),
        (stepped(hearing_by=SECOND, decision_by=KID), since(HEARD, SECOND_KEY)),
    ],
)
def test_nothing_is_published_on_any_step_that_a_compromised_key_signed(
    listing: ListingState, keys: tuple[KeyState, ...]
) -> None:
    with pytest.raises(StepCompromisedError):
        try_publication(listing=listing, keys=keys)


def test_a_decision_from_before_the_compromise_is_published() -> None:
    assert try_publication(listing=stepped(decision_by=KID), keys=since(DECIDED_AT + 1))


def test_a_listing_that_a_compromised_key_noticed_and_decided_can_be_ended_all_the_same() -> None:
    assert try_end(listing=decided())


def test_a_hearing_that_nobody_demanded_bears_nothing_and_is_no_step() -> None:
    listing = evolve(stepped(), hearing(), at(HEARD, kid=SECOND))
    assert listing == stepped()
    assert try_decision(listing=listing, keys=since(HEARD, SECOND_KEY))


def test_a_listing_keeps_who_signed_its_steps_in_their_order() -> None:
    listing = fold(publication(), start=stepped(hearing_by=SECOND, decision_by=KID))
    kinds = (NoticeServed, HearingHeld, ListingDecided, ListingPublished)
    assert [step.topic for step in listing.steps] == [kind.TOPIC for kind in kinds]
    assert (listing.signers, listing.decided_by) == ((KID, SECOND), KID)
    assert (ListingState(LISTING).signers, ListingState(LISTING).decided_by) == ((), "")


@pytest.mark.parametrize("listing", [fold(mirrored()), fold(publication(), start=decided())])
def test_every_kind_of_step_can_be_named(listing: ListingState) -> None:
    (*_, last) = listing.steps
    only = replace(listing, steps=(last,))
    with pytest.raises(StepCompromisedError):
        require_sound(Course(only, since(0)))
