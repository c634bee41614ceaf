"""Measures (奖惩措施): only on a listing that is live and effective, by whom the list names; INV-8 while contested."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.admission import Admission
from domain.agency.refusals import AgencyUnknownError
from domain.definition.events import MeasureDefined
from domain.definition.state import Definitions, evolve_measure
from domain.fact.protection_refusals import ProhibitedContentError
from domain.listing.events import CourtListMirrored
from domain.listing.state import AppliedMeasure, ListingState, evolve
from domain.measure.decide import REPORT_DAYS, apply_measure, end_measure
from domain.measure.events import MeasureApplied, MeasureEnded
from domain.refusal import Refusal
from domain.signer import Recorded
from domain.time import end_of_day_ms, start_of_day_ms
from tests.domain.builders import AGENCY, BODY, KID, SHOP, SIGNER, UUID, recorded
from tests.domain.due_process import LISTING, SUBJECT, WHO, bureau, by_centre, noon

TODAY = "2026-06-15"
APPLICATION = "0190a5b0-0000-7000-8000-0000000000aa"
OTHER = f"agency:{BODY}"
LISTED: dict[str, Any] = {
    "iss": SIGNER.iss,
    "list_id": "market-serious",
    "subject": SUBJECT,
    "facts": (UUID,),
    "measures_decided": ("bid-limit",),
    "decided_at": 60,
    "ends_on": date(2029, 6, 1),
    "published_at": 61,
    "published_ms": start_of_day_ms(date(2026, 6, 10)) + 1,
}


def listing(**changes: Any) -> ListingState:
    return ListingState(LISTING, **{**LISTED, **changes})


def measure(*versions: dict[str, Any]) -> Definitions[MeasureDefined]:
    state: Definitions[MeasureDefined] = Definitions("bid-limit")
    for number, changes in enumerate(versions or ({},), 1):
        claims = {
            "measure": "bid-limit",
            "version": number,
            "name": "限制参加政府采购活动",
            "is_incentive": False,
            "lists": ["market-serious"],
            "issuers": [AGENCY],
            "issuer_level": "national",
            "legal_basis": "《中华人民共和国政府采购法》第二十二条",
            "effective_from": "2021-09-01",
            **changes,
        }
        state = evolve_measure(state, MeasureDefined.from_claims(claims, {}), by_centre(70))
    return state


def applied(content: str = "三年内不得参加政府采购活动。", who: dict[str, str] = WHO, **changes: Any) -> MeasureApplied:
    claims = {"listing": LISTING, "measure": "bid-limit", "measure_version": 1, "applied_on": TODAY, **changes}
    return MeasureApplied.from_claims(claims, {**who, "subject.content": content})


def overridden(basis: str | None) -> dict[str, Any]:
    return {} if basis is None else {"override_basis": basis}


def ended(reason: str = "列名所附义务已经履行。", who: dict[str, str] = WHO, **changes: Any) -> MeasureEnded:
    claims = {"listing": LISTING, "application": APPLICATION, "ground": "performed", "ended_on": TODAY, **changes}
    return MeasureEnded.from_claims(claims, {**who, "subject.reason": reason})


def running(iss: str = SIGNER.iss, jti: str = APPLICATION, ended_at: int | None = None) -> ListingState:
    return listing(measures=(AppliedMeasure(jti, iss, "bid-limit", ended_at),))


def decide(
    event: MeasureApplied,
    on: ListingState,
    definition: Definitions[MeasureDefined] | None = None,
    *,
    is_contested: bool = False,
    is_effective: bool = True,
    today: str = TODAY,
) -> Admission:
    return apply_measure(event, on, definition or measure(), is_contested, is_effective, by=bureau(noon(today)))


def code_of(event: MeasureApplied, on: ListingState, **more: Any) -> str:
    with pytest.raises(Refusal) as caught:
        decide(event, on, **more)
    assert caught.value.message_zh
    assert caught.value.message_en
    return caught.value.code


def test_a_measure_of_the_list_may_be_applied_until_the_day_is_over() -> None:
    assert decide(applied(), listing()) == Admission(SUBJECT, end_of_day_ms(date(2026, 6, 15)))


def test_the_last_millisecond_of_a_day_is_followed_by_the_next_day() -> None:
    assert end_of_day_ms(date(2026, 2, 28)) + 1 == start_of_day_ms(date(2026, 3, 1))


def test_there_is_no_measure_without_a_listing_of_this_very_subject() -> None:
    assert code_of(applied(), ListingState(LISTING)) == "measure-listing-unknown"
    assert code_of(applied(), replace(listing(), listing=UUID)) == "measure-listing-unknown"
    shop = {**WHO, "subject.identifier": SHOP}
    assert code_of(applied(who=shop), listing()) == "measure-subject-mismatch"
    assert code_of(applied(), listing(subject=None)) == "measure-subject-mismatch"


@pytest.mark.parametrize(
    "changes",
    [
        {"published_at": None},
        {"ended_at": 80, "end_ground": "revoked_by_court"},
        {"ends_on": date(2026, 6, 15)},
        {"ends_on": None},
    ],
)
def test_there_is_no_measure_on_a_listing_that_is_not_live(changes: dict[str, Any]) -> None:
    assert code_of(applied(), listing(**changes)) == "measure-listing-not-effective"


def test_there_is_no_measure_on_a_listing_whose_grounds_fell_or_that_is_suspended() -> None:
    assert code_of(applied(), listing(), is_effective=False) == "measure-listing-not-effective"


def test_inv_6_only_a_measure_that_the_decision_named_is_applied() -> None:
    assert code_of(applied(), listing(measures_decided=("subsidy-limit",))) == "measure-not-decided"
    assert code_of(applied(), listing(measures_decided=())) == "measure-not-decided"
    assert decide(applied(), listing(measures_decided=("bid-limit", "subsidy-limit"))).subject == SUBJECT


def test_a_courts_listing_names_no_measures_so_that_all_of_its_list_may_follow() -> None:
    assert decide(applied(), listing(is_court=True, measures_decided=())).subject == SUBJECT


def test_the_version_in_force_on_the_day_is_the_one_to_cite() -> None:
    two = measure({}, {"effective_from": "2026-06-15"})
    assert code_of(applied(), listing(), definition=two) == "measure-not-in-force"
    assert decide(applied(measure_version=2), listing(), two).subject == SUBJECT
    assert decide(applied(applied_on="2026-06-14"), listing(), two).subject == SUBJECT


def test_a_measure_that_is_over_or_was_never_defined_or_is_another_is_not_applied() -> None:
    over = measure({"effective_to": "2026-06-14"})
    assert code_of(applied(), listing(), definition=over) == "measure-not-in-force"
    assert code_of(applied(), listing(), definition=Definitions("bid-limit")) == "measure-unknown"
    assert code_of(applied(measure="exit-limit"), listing()) == "measure-unknown"


def test_a_measure_goes_with_its_lists_and_its_bodies_only() -> None:
    assert code_of(applied(), listing(list_id="wage-arrears")) == "measure-not-for-list"
    assert code_of(applied(), listing(), definition=measure({"issuers": [BODY]})) == "measure-issuer"


@pytest.mark.parametrize(
    ("day", "published", "is_possible"),
    [
        ("2026-06-15", date(2026, 6, 15), True),
        ("2026-06-14", date(2026, 6, 15), False),
        ("2026-06-16", date(2026, 6, 1), False),
        ("2026-06-08", date(2026, 6, 1), True),
        ("2026-06-07", date(2026, 6, 1), False),
    ],
)
def test_the_day_of_an_application_lies_between_publication_and_today_and_is_not_long_ago(
    day: str, published: date, *, is_possible: bool
) -> None:
    assert REPORT_DAYS == 7
    on = listing(published_ms=start_of_day_ms(published) + 1)
    if is_possible:
        assert decide(applied(applied_on=day), on).subject == SUBJECT
    else:
        assert code_of(applied(applied_on=day), on) == "measure-date"


def test_a_listing_whose_publication_has_no_time_bears_no_measure() -> None:
    assert code_of(applied(), listing(published_ms=None)) == "measure-date"


def test_a_mirrored_listing_bears_measures_from_the_time_at_which_it_was_recorded() -> None:
    court = {
        "listing": LISTING,
        "list": "market-serious",
        "list_version": 1,
        "edition": 1,
        "decided_on": "2026-06-01",
        "ends_on": "2028-06-01",
    }
    at = Recorded(90, start_of_day_ms(date(2026, 6, 14)), SIGNER.iss, KID, UUID)
    state = evolve(ListingState(LISTING), CourtListMirrored.from_claims(court, WHO), at)
    assert decide(applied(applied_on="2026-06-14"), state).subject == SUBJECT
    assert code_of(applied(applied_on="2026-06-13"), state) == "measure-date"


def test_a_body_applies_a_measure_once_on_a_listing_even_after_it_ended_it() -> None:
    assert code_of(applied(), running()) == "measure-already-applied"
    assert code_of(applied(), running(ended_at=90)) == "measure-already-applied"
    assert decide(applied(), running(iss=OTHER)).subject == SUBJECT
    other = listing(measures=(AppliedMeasure(APPLICATION, SIGNER.iss, "exit-limit"),))
    assert decide(applied(), other).subject == SUBJECT


def test_the_text_of_a_measure_and_of_its_end_are_screened() -> None:
    with pytest.raises(ProhibitedContentError):
        decide(applied("该负责人信仰佛教。"), listing())
    with pytest.raises(ProhibitedContentError):
        end_measure(ended("该负责人信仰佛教。"), running(), by=bureau(noon(TODAY)))


def test_a_missing_disclosure_and_a_signer_who_takes_no_part_are_refused() -> None:
    assert code_of(applied(content=""), listing()) == "disclosure-missing"
    stranger = replace(bureau(noon(TODAY)), agency=replace(bureau(noon(TODAY)).agency, enrolled_at=None))
    with pytest.raises(AgencyUnknownError):
        apply_measure(applied(), listing(), measure(), False, True, by=stranger)
    with pytest.raises(AgencyUnknownError):
        end_measure(ended(), running(), by=stranger)


@pytest.mark.parametrize("basis", [None, "《中华人民共和国行政复议法》第四十二条", "因工作需要"])
@pytest.mark.parametrize("is_contested", [True, False])
def test_inv_8_a_contested_listing_bears_a_new_measure_only_where_a_law_is_cited(
    basis: str | None, *, is_contested: bool
) -> None:
    event = applied(**overridden(basis))
    if basis == "因工作需要":
        assert code_of(event, listing(), is_contested=is_contested) == "measure-override-basis"
    elif basis is None and is_contested:
        assert code_of(event, listing(), is_contested=True) == "measure-contested"
    else:
        assert decide(event, listing(), is_contested=is_contested).subject == SUBJECT


@given(
    is_contested=st.booleans(),
    is_effective=st.booleans(),
    basis=st.sampled_from([None, "依法办理", "《价格法》第四十二条", "国发〔2020〕49号"]),
    day=st.dates(date(2026, 6, 1), date(2026, 6, 30)),
    ends_on=st.dates(date(2026, 6, 10), date(2026, 6, 20)),
    ended_at=st.sampled_from([None, 90]),
    issuers=st.sampled_from([[AGENCY], [BODY], sorted([AGENCY, BODY])]),
)
def test_inv_8_whatever_is_asked_no_admitted_measure_rests_on_a_contested_or_ineffective_listing(
    *,
    is_contested: bool,
    is_effective: bool,
    basis: str | None,
    day: date,
    ends_on: date,
    ended_at: int | None,
    issuers: list[str],
) -> None:
    event = applied(applied_on=day.isoformat(), **overridden(basis))
    on = listing(ends_on=ends_on, ended_at=ended_at)
    allowed = (
        (not is_contested or basis is not None)
        and (basis is None or basis != "依法办理")
        and is_effective
        and ended_at is None
        and date(2026, 6, 15) < ends_on
        and date(2026, 6, 10) <= day <= date(2026, 6, 15)
        and AGENCY in issuers
    )
    try:
        admission = decide(
            event, on, measure({"issuers": issuers}), is_contested=is_contested, is_effective=is_effective
        )
    except Refusal:
        assert not allowed
    else:
        assert allowed
        assert admission.subject == SUBJECT


def end_code(event: MeasureEnded, on: ListingState) -> str:
    with pytest.raises(Refusal) as caught:
        end_measure(event, on, by=bureau(noon(TODAY)))
    assert caught.value.message_zh
    assert caught.value.message_en
    return caught.value.code


def test_a_body_ends_its_own_running_measure_even_on_a_listing_that_ended() -> None:
    assert end_measure(ended(), running(), by=bureau(noon(TODAY))) == Admission(SUBJECT)
    over = replace(running(), ended_at=80, end_ground="repaired")
    assert end_measure(ended(), over, by=bureau(noon(TODAY))) == Admission(SUBJECT)


def test_nobody_ends_a_measure_of_another_or_one_that_is_not_there_or_has_ended() -> None:
    assert end_code(ended(), listing()) == "measure-application-unknown"
    assert end_code(ended(), running(iss=OTHER)) == "measure-application-unknown"
    assert end_code(ended(), running(jti=UUID)) == "measure-application-unknown"
    assert end_code(ended(), running(ended_at=90)) == "measure-already-ended"
    assert end_code(ended(), ListingState(LISTING)) == "measure-listing-unknown"
    assert end_code(ended(who={**WHO, "subject.identifier": SHOP}), running()) == "measure-subject-mismatch"
    assert end_code(ended(reason=""), running()) == "disclosure-missing"


@pytest.mark.parametrize("day", ["2026-06-16", "2026-06-09"])
def test_a_measure_ends_neither_in_the_future_nor_before_the_listing_was_published(day: str) -> None:
    assert end_code(ended(ended_on=day), running()) == "measure-date"


def test_what_was_admitted_is_what_the_listing_then_knows() -> None:
    first = Recorded(95, 0, SIGNER.iss, KID, APPLICATION)
    state = evolve(listing(), applied(), first)
    assert state.measures == (
        AppliedMeasure(APPLICATION, SIGNER.iss, "bid-limit", applied_on=date.fromisoformat(TODAY)),
    )
    assert code_of(applied(), state) == "measure-already-applied"
    end_measure(ended(), state, by=bureau(noon(TODAY)))
    assert evolve(state, ended(), recorded(96)).measures[0].ended_at == 96
