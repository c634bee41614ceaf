"""What the subject says before the decision: replies, waivers, hearings (陈述申辩、放弃、听证)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.event_refusals import DisclosureMissingError
from domain.fact.protection_refusals import DateOrderError, ProhibitedContentError
from domain.listing.decide import receive_reply, waive_reply
from domain.listing.refusals import (
    HearingNoticeShortError,
    ListingDecidedBeforeError,
    ListingOverError,
    ListingSubjectError,
    NoticeNotServedError,
    NotOwnListingError,
    ReplyWaivedBeforeError,
    WaiverOwnKeyError,
    WaiverOwnWindowError,
)
from domain.listing.state import ListingState
from domain.refusal import Refusal
from tests.domain.builders import BODY, SHOP
from tests.domain.due_process import LISTING, RULES, bureau, is_working, law, noon
from tests.domain.listing_trials import try_hearing
from tests.domain.listings import (
    ASKED,
    OTHER_LISTING,
    PERSON_SUBJECT,
    PERSON_WHO,
    decided,
    ending,
    fold,
    hearing,
    mirrored,
    notice,
    noticed,
    other_body,
    replied,
    reply,
    until_midnight,
    waived,
    waiver,
)

NOW = noon("2026-04-29")
TOO_EARLY_OR_LATE: list[tuple[ListingState, type[Refusal]]] = [
    (ListingState(LISTING), NoticeNotServedError),
    (fold(mirrored()), NoticeNotServedError),
    (replace(noticed(), listing=OTHER_LISTING), NoticeNotServedError),
    (decided(), ListingDecidedBeforeError),
    (fold(notice(), ending(ground="superior_order")), ListingOverError),
    (replace(noticed(), subject=None), ListingSubjectError),
]


def test_a_reply_is_wrapped_with_everything_that_the_subject_signed() -> None:
    event = receive_reply(noticed(), reply(), **ASKED, statement="the-whole~statement~", now=NOW)
    assert event.plain_claims() == {"listing": LISTING, "received_on": "2026-04-29"}
    assert event.disclosed == {**reply().disclosed, "subject.statement": "the-whole~statement~"}


def test_the_day_of_a_reply_is_that_of_shanghai() -> None:
    late = datetime(2026, 4, 29, 16, 0, tzinfo=UTC)
    for now, day in ((late - timedelta(milliseconds=1), date(2026, 4, 29)), (late, date(2026, 4, 30))):
        assert receive_reply(noticed(), reply(), **ASKED, statement="s~", now=now).received_on == day
        assert (
            waive_reply(noticed(), waiver(), signer_iss="subject", enrolled_by="", statement="s~", now=now).waived_on
            == day
        )


@pytest.mark.parametrize(("listing", "refusal"), TOO_EARLY_OR_LATE)
def test_a_reply_has_its_time_between_notice_and_decision(listing: ListingState, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        receive_reply(listing, reply(), **ASKED, statement="s~", now=NOW)


@pytest.mark.parametrize(("listing", "refusal"), TOO_EARLY_OR_LATE)
def test_a_waiver_has_its_time_between_notice_and_decision(listing: ListingState, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        waive_reply(listing, waiver(), signer_iss="subject", enrolled_by="", statement="s~", now=NOW)


@pytest.mark.parametrize("day", ["2026-04-27", "2026-05-08", "2026-08-01"])
def test_a_late_reply_is_received_as_long_as_nothing_is_decided(day: str) -> None:
    assert (
        receive_reply(replied(noticed()), reply(), **ASKED, statement="s~", now=noon(day)).received_on.isoformat()
        == day
    )


def test_who_waived_the_rest_of_his_time_may_still_reply() -> None:
    assert receive_reply(waived(noticed()), reply(), **ASKED, statement="s~", now=NOW).listing == LISTING


def test_nobody_replies_or_waives_for_another() -> None:
    with pytest.raises(ListingSubjectError):
        receive_reply(noticed(), reply(identifier=SHOP), **ASKED, statement="s~", now=NOW)
    with pytest.raises(ListingSubjectError):
        waive_reply(noticed(), waiver(identifier=SHOP), signer_iss="subject", enrolled_by="", statement="s~", now=NOW)


@pytest.mark.parametrize("text", [None, "", "。。。"])
def test_a_reply_says_something(text: str | None) -> None:
    with pytest.raises(DisclosureMissingError):
        receive_reply(noticed(), reply(text=text), **ASKED, statement="s~", now=NOW)


def test_a_waiver_names_its_subject() -> None:
    with pytest.raises(DisclosureMissingError):
        waive_reply(noticed(), waiver(identifier=None), signer_iss="subject", enrolled_by="", statement="s~", now=NOW)


def test_a_reply_that_speaks_of_illness_is_heard() -> None:
    person = {name.removeprefix("subject."): value for name, value in PERSON_WHO.items()}
    made = receive_reply(
        replace(noticed(), subject=PERSON_SUBJECT),
        reply(**person, text="本人患有乙肝，无力改正。"),
        **ASKED,
        statement="s~",
        now=NOW,
    )
    assert made.text("subject.text") == "本人患有乙肝，无力改正。"


def test_the_rest_of_the_time_is_waived_once() -> None:
    event = waive_reply(noticed(), waiver(), signer_iss="subject", enrolled_by="", statement="s~", now=NOW)
    assert event.disclosed == {**waiver().disclosed, "subject.statement": "s~"}
    with pytest.raises(ReplyWaivedBeforeError):
        waive_reply(waived(noticed()), waiver(), signer_iss="subject", enrolled_by="", statement="s~", now=NOW)


def test_the_window_of_the_very_body_that_lists_takes_no_waiver() -> None:
    listing = noticed()
    with pytest.raises(WaiverOwnWindowError) as caught:
        waive_reply(listing, waiver(), signer_iss=listing.iss, enrolled_by="", statement="s~", now=NOW)
    assert caught.value.params == {"record": LISTING, "iss": listing.iss}
    for signer in ("subject", f"agency:{BODY}"):
        assert (
            waive_reply(listing, waiver(), signer_iss=signer, enrolled_by="", statement="s~", now=NOW).listing
            == LISTING
        )


def test_inv_4_a_key_that_the_very_body_that_lists_enrolled_signs_no_waiver() -> None:
    listing = noticed()
    with pytest.raises(WaiverOwnKeyError) as caught:
        waive_reply(listing, waiver(), signer_iss="subject", enrolled_by=listing.iss, statement="s~", now=NOW)
    assert caught.value.params == {"record": LISTING, "iss": listing.iss}
    other = f"agency:{BODY}"
    made = waive_reply(listing, waiver(), signer_iss="subject", enrolled_by=other, statement="s~", now=NOW)
    assert made.listing == LISTING


def test_a_hearing_announced_seven_working_days_before_is_admitted_until_the_end_of_the_day() -> None:
    """From 28 April the seventh working day is 11 May: Saturday, 9 May, is worked, 1, 4 and 5 May are off."""
    assert try_hearing(hearing(held_on="2026-05-11")) == until_midnight("2026-05-11")
    with pytest.raises(HearingNoticeShortError) as caught:
        try_hearing(hearing(held_on="2026-05-09"))
    assert caught.value.params == {"start": "2026-05-11", "day": "2026-05-09"}


@given(st.dates(date(2026, 4, 27), date(2026, 9, 1)), st.integers(0, 40))
def test_a_hearing_passes_if_and_only_if_seven_working_days_lie_before_it(announced_on: date, length: int) -> None:
    held_on = announced_on + timedelta(days=length)
    span = [announced_on + timedelta(days=number) for number in range(1, length + 1)]
    event = hearing(announced_on=announced_on.isoformat(), held_on=held_on.isoformat())
    try:
        try_hearing(event, by=bureau(noon(held_on.isoformat())))
    except HearingNoticeShortError:
        assert sum(map(is_working, span)) < 7
    else:
        assert sum(map(is_working, span)) >= 7


def test_without_a_rule_a_hearing_follows_its_announcement() -> None:
    none = law(*(one for one in RULES if one.governs != "hearing-notice"))
    assert try_hearing(hearing(held_on="2026-04-28"), law=none)
    with pytest.raises(DateOrderError):
        try_hearing(hearing(held_on="2026-04-27"), law=none)


@pytest.mark.parametrize(("announced_on", "held_on"), [("2026-04-26", "2026-05-11"), ("2026-04-28", "2026-05-12")])
def test_a_hearing_is_announced_after_the_notice_and_recorded_when_held(announced_on: str, held_on: str) -> None:
    with pytest.raises(DateOrderError):
        try_hearing(hearing(announced_on=announced_on, held_on=held_on))


@pytest.mark.parametrize(("listing", "refusal"), TOO_EARLY_OR_LATE)
def test_a_hearing_has_its_time_between_notice_and_decision(listing: ListingState, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        try_hearing(listing=listing)


def test_only_the_body_that_served_the_notice_hears() -> None:
    with pytest.raises(NotOwnListingError):
        try_hearing(by=other_body(noon("2026-05-11")))


@pytest.mark.parametrize("record", [None, "", "——"])
def test_a_hearing_has_a_record(record: str | None) -> None:
    with pytest.raises(DisclosureMissingError):
        try_hearing(hearing(record=record))


def test_a_hearing_s_record_is_screened() -> None:
    person = {name.removeprefix("subject."): value for name, value in PERSON_WHO.items()}
    with pytest.raises(ProhibitedContentError):
        try_hearing(
            hearing(**person, record="当事人称其患有乙肝。"), listing=replace(noticed(), subject=PERSON_SUBJECT)
        )
