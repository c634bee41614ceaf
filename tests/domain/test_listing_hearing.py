"""The hearing that a subject demands (听证): for what, until when, and that nothing is decided before it (INV-4)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.calendar.refusals import CalendarUnannouncedError
from domain.calendar.working_days import WorkingDays
from domain.listing.events import ReplyReceived
from domain.listing.hearing import has_hearing
from domain.listing.refusals import (
    HearingBeforeDemandError,
    HearingDemandedBeforeError,
    HearingLateError,
    HearingNotDemandedError,
    HearingNoticeShortError,
    HearingNotOpenError,
    HearingOwedError,
    ReplyTimeShortError,
    WaiverOwnKeyError,
    WaiverOwnWindowError,
)
from domain.listing.reply import receive_reply
from domain.listing.state import ListingState
from domain.rule.law import Law
from tests.domain.builders import SIGNER
from tests.domain.due_process import (
    LISTING,
    RULES,
    YEAR_2026,
    bureau,
    calendar,
    fact_state,
    law,
    list_definition,
    noon,
    rule,
    terms,
)
from tests.domain.listing_trials import try_decision, try_hearing, try_notice
from tests.domain.listings import (
    ANSWER,
    ASKED,
    DECIDED,
    EDITION,
    SERVED,
    UNTIL,
    decision,
    fold,
    hearing,
    notice,
    noticed,
    reply,
    until_midnight,
    waived,
)

HEARING_LAW = law(*RULES, rule("R-APL-64a", "hearing-request", 5, "working_day"))
GENERAL: dict[str, Any] = {"tier": "general", "measures": ""}


def stepped(
    listing: ListingState,
    step: str = "demanded",
    day: str = "2026-04-29",
    *,
    by: Law = HEARING_LAW,
    iss: str = "subject",
    enrolled_by: str = "",
) -> ReplyReceived:
    """What is made of a reply that demands a hearing, or takes that back."""
    who = {"signer_iss": iss, "enrolled_by": enrolled_by}
    return receive_reply(listing, reply(hearing=step), **who, statement="s~", law=by, now=noon(day))


def demanded(listing: ListingState | None = None, day: str = "2026-04-29") -> ListingState:
    listing = listing or noticed()
    return fold(stepped(listing, day=day), start=listing)


def held(listing: ListingState, announced: str = "2026-04-29", day: str = "2026-05-12") -> ListingState:
    event = hearing(announced_on=announced, held_on=day)
    try_hearing(event, listing=listing, by=bureau(noon(day)))
    return fold(event, start=listing)


def decided(listing: ListingState, day: str = "2026-05-12") -> Any:
    event = decision(decided_on=day, ends_on="2029-05-08", reply_answer=ANSWER)
    return try_decision(event, listing=listing, by=bureau(noon(day)))


def test_inv_4_who_demanded_a_hearing_is_heard_before_anything_is_decided() -> None:
    listing = demanded()
    assert listing.hearing_since == date(2026, 4, 29)
    with pytest.raises(HearingOwedError) as caught:
        decided(listing)
    assert caught.value.pointer == "/listing"
    assert held(listing).hearing_since is None
    assert decided(held(listing)) == until_midnight("2026-05-12")


def test_inv_4_a_reply_without_a_demand_owes_no_hearing() -> None:
    listing = noticed()
    made = receive_reply(listing, reply(), **ASKED, statement="s~", now=noon("2026-04-29"))
    assert "hearing" not in made.plain_claims()
    assert decided(fold(made, start=listing)) == until_midnight("2026-05-12")


def test_inv_4_a_hearing_that_is_demanded_outlasts_a_waiver_of_the_time_for_a_reply() -> None:
    with pytest.raises(HearingOwedError):
        decided(waived(demanded()))


def test_inv_4_the_subject_takes_his_demand_back() -> None:
    listing = demanded()
    back = stepped(listing, "withdrawn", "2026-05-06")
    assert back.plain_claims() == {"listing": LISTING, "received_on": "2026-05-06", "hearing": "withdrawn"}
    assert decided(fold(back, start=listing)) == until_midnight("2026-05-12")
    with pytest.raises(WaiverOwnWindowError):
        stepped(listing, "withdrawn", iss=SIGNER.iss)
    with pytest.raises(WaiverOwnKeyError):
        stepped(listing, "withdrawn", enrolled_by=SIGNER.iss)
    with pytest.raises(HearingNotDemandedError):
        stepped(noticed(), "withdrawn")
    with pytest.raises(HearingNotDemandedError):
        stepped(fold(back, start=listing), "withdrawn")
    assert demanded(fold(back, start=listing), "2026-05-07").hearing_since == date(2026, 5, 7)


def test_inv_4_any_window_takes_a_demand() -> None:
    assert stepped(noticed(), iss=SIGNER.iss).hearing == "demanded"


def test_inv_4_a_hearing_is_demanded_once() -> None:
    for listing in (demanded(), held(demanded())):
        with pytest.raises(HearingDemandedBeforeError) as caught:
            stepped(listing)
        assert caught.value.pointer == "/hearing"


def test_inv_4_a_hearing_that_nobody_demanded_bars_no_demand_and_takes_no_ones_place() -> None:
    listing = held(noticed(), "2026-04-27", "2026-05-09")
    assert listing == noticed()
    assert decided(listing) == until_midnight("2026-05-12")
    owed = demanded(listing, UNTIL)
    with pytest.raises(HearingOwedError):
        decided(owed)
    with pytest.raises(HearingDemandedBeforeError):
        stepped(owed, day=UNTIL)


def test_inv_4_the_hearing_that_was_demanded_is_announced_on_the_day_of_the_demand_at_the_earliest() -> None:
    listing = demanded()
    with pytest.raises(HearingBeforeDemandError) as caught:
        held(listing, "2026-04-28", "2026-05-12")
    assert caught.value.pointer == "/announced_on"
    assert caught.value.params == {"record": LISTING, "start": "2026-04-29", "day": "2026-04-28"}
    with pytest.raises(HearingNoticeShortError):
        held(listing, day="2026-05-11")
    for announced, day in (("2026-04-29", "2026-05-12"), ("2026-04-30", "2026-05-13")):
        assert held(listing, announced, day).heard_on == date.fromisoformat(day)


def test_inv_4_a_hearing_on_record_that_was_announced_before_the_demand_discharges_nothing() -> None:
    listing = demanded()
    assert fold(hearing(announced_on="2026-04-28", held_on="2026-05-12"), start=listing) == listing


def test_inv_4_a_demand_that_is_made_anew_asks_for_a_hearing_announced_since() -> None:
    back = fold(stepped(demanded(), "withdrawn", "2026-05-06"), start=demanded())
    again = demanded(back, "2026-05-07")
    with pytest.raises(HearingBeforeDemandError):
        held(again)
    assert held(again, "2026-05-07", "2026-05-18").hearing_since is None


def test_inv_4_a_hearing_is_demanded_within_five_working_days_of_the_notice() -> None:
    assert stepped(noticed(), day=UNTIL).hearing == "demanded"
    with pytest.raises(HearingLateError) as caught:
        stepped(noticed(), day=DECIDED)
    assert caught.value.params["end"] == UNTIL


def test_inv_4_as_long_as_there_is_time_for_a_reply_a_hearing_can_be_demanded() -> None:
    # 17 May 2026 is a Sunday.
    longer = noticed(reply_until="2026-05-17")
    assert stepped(longer, day="2026-05-18").hearing == "demanded"
    with pytest.raises(HearingLateError):
        stepped(longer, day="2026-05-19")


def test_inv_4_a_demand_within_the_time_for_a_reply_needs_no_calendar_that_nobody_announced() -> None:
    # 16 January 2027 is a Saturday, and nobody knows yet whether it is worked.
    listing = noticed(served_on="2026-12-21", reply_until="2027-01-16")
    for day in ("2026-12-22", "2026-12-29", "2027-01-04", "2027-01-16"):
        assert stepped(listing, day=day).hearing == "demanded"
    with pytest.raises(CalendarUnannouncedError):
        stepped(listing, day="2027-01-17")
    announced = Law(HEARING_LAW.rules, WorkingDays([YEAR_2026, calendar(2027)]))
    assert stepped(listing, day="2027-01-18", by=announced).hearing == "demanded"
    with pytest.raises(HearingLateError) as caught:
        stepped(listing, day="2027-01-19", by=announced)
    assert caught.value.params["end"] == "2027-01-18"


def test_where_no_rule_sets_a_time_a_hearing_can_be_demanded_until_the_decision() -> None:
    assert stepped(noticed(), day="2026-08-03", by=law(*RULES)).hearing == "demanded"


@pytest.mark.parametrize(
    ("tier", "measures", "is_heavy"),
    [
        ("serious", (), True),
        ("serious", ("no-tender",), True),
        ("general", ("no-tender",), True),
        ("general", (), False),
        ("minor", (), False),
        (None, ("green-lane",), False),
        ("", (), False),
    ],
)
def test_a_hearing_is_for_what_weighs_heavily(tier: str | None, measures: tuple[str, ...], is_heavy: bool) -> None:
    assert has_hearing(tier, measures) is is_heavy


def test_before_what_weighs_little_no_hearing_can_be_demanded() -> None:
    with pytest.raises(HearingNotOpenError) as caught:
        stepped(noticed(**GENERAL))
    assert caught.value.pointer == "/hearing"
    assert stepped(noticed(**{**GENERAL, "measures": "no-tender"})).hearing == "demanded"


def test_inv_4_the_time_for_a_reply_is_not_shorter_than_that_for_demanding_a_hearing() -> None:
    longer = law(*RULES, rule("R-APL-64a", "hearing-request", 7, "working_day"))
    event = notice(edition=EDITION + 1)
    with pytest.raises(ReplyTimeShortError) as caught:
        try_notice(event, law=longer)
    # 9 May, a Saturday, is worked.
    assert caught.value.params["day"] == "2026-05-09"
    assert try_notice(notice(edition=EDITION + 1, reply_until="2026-05-09"), law=longer) == until_midnight(SERVED)
    assert try_notice(event, law=HEARING_LAW) == until_midnight(SERVED)
    little = replace(fact_state(), terms=terms(tier="general"))
    mild = notice(edition=EDITION + 1, **GENERAL)
    assert try_notice(mild, little, law=longer, definition=list_definition(tier="general")) == until_midnight(SERVED)
