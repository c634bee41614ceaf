"""INV-6: notice and decision name measures (奖惩措施) of the measures list, in force and for this very list."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.admission import Admission
from domain.definition.events import MeasureDefined
from domain.definition.state import Definitions, evolve_measure
from domain.listing.content_refusals import MeasureNotNoticedError, MeasureUnlistedError
from tests.domain.due_process import by_centre
from tests.domain.listing_trials import try_decision, try_notice
from tests.domain.listings import DECIDED, MEASURES, SERVED, decision, fold, measure, notice, noticed, until_midnight


def of_notice(*measures: Definitions[MeasureDefined], **changes: Any) -> Admission:
    return try_notice(notice(**changes), measures=measures)


def of_decision(*measures: Definitions[MeasureDefined], **changes: Any) -> Admission:
    return try_decision(decision(**changes), measures=measures)


STEPS: list[Any] = [pytest.param(of_notice, SERVED, id="notice"), pytest.param(of_decision, DECIDED, id="decision")]
Step = Callable[..., Admission]


@pytest.mark.parametrize(("step", "day"), STEPS)
def test_inv_6_a_measure_that_nobody_defined_is_not_named(step: Step, day: str) -> None:
    with pytest.raises(MeasureUnlistedError) as caught:
        step(Definitions("no-subsidy"), measures="no-subsidy")
    assert caught.value.pointer == "/subject.measures"
    assert caught.value.params == {"name": "no-subsidy", "day": day, "list": "market-serious"}


@pytest.mark.parametrize(("step", "day"), STEPS)
def test_inv_6_a_measure_of_another_list_is_not_named(step: Step, day: str) -> None:
    with pytest.raises(MeasureUnlistedError):
        step(measure("no-subsidy", lists=["court-dishonest", "wage-arrears"]), measures="no-subsidy")
    among = measure("no-subsidy", lists=["court-dishonest", "market-serious"])
    assert step(among, measures="no-subsidy") == until_midnight(day)


@pytest.mark.parametrize(("step", "day"), STEPS)
@pytest.mark.parametrize(
    ("since", "until", "is_in_force"),
    [(0, None, True), (1, None, False), (-30, 0, True), (-30, -1, False)],
)
def test_inv_6_a_measure_is_named_only_on_days_on_which_it_is_in_force(
    step: Step, day: str, since: int, until: int | None, *, is_in_force: bool
) -> None:
    interval = {"effective_from": moved(day, since)} | ({} if until is None else {"effective_to": moved(day, until)})
    defined = measure("no-subsidy", **interval)
    if is_in_force:
        assert step(defined, measures="no-subsidy") == until_midnight(day)
    else:
        with pytest.raises(MeasureUnlistedError):
            step(defined, measures="no-subsidy")


def moved(day: str, days: int) -> str:
    year, month, number = day.split("-")
    return f"{year}-{month}-{int(number) + days:02}" if int(number) + days > 0 else f"{year}-01-01"


def test_inv_6_a_decision_names_no_measure_that_lapsed_since_the_notice() -> None:
    lapsed = measure("no-subsidy", effective_to=SERVED)
    assert try_notice(notice(measures="no-subsidy"), measures=[lapsed]) == until_midnight(SERVED)
    with pytest.raises(MeasureUnlistedError):
        try_decision(decision(), listing=noticed(measures="no-subsidy"), measures=[lapsed])


def test_inv_6_the_version_of_the_day_says_for_which_lists_a_measure_is() -> None:
    widened = {**measure("no-subsidy").versions[0].plain_claims(), "version": 2, "effective_from": SERVED}
    first = measure("no-subsidy", lists=["court-dishonest"])
    second = evolve_measure(first, MeasureDefined.from_claims(widened, {}), by_centre(46))
    with pytest.raises(MeasureUnlistedError):
        of_notice(first, measures="no-subsidy")
    assert of_notice(second, measures="no-subsidy") == until_midnight(SERVED)


def test_inv_6_a_measure_is_not_named_before_anybody_could_read_it() -> None:
    after = replace(measure("no-subsidy"), recorded_on=(date.fromisoformat(SERVED) + timedelta(days=1),))
    with pytest.raises(MeasureUnlistedError):
        of_notice(after, measures="no-subsidy")
    same_day = replace(after, recorded_on=(date.fromisoformat(SERVED),))
    assert of_notice(same_day, measures="no-subsidy") == until_midnight(SERVED)


def test_inv_6_what_was_not_noticed_is_said_before_what_is_not_listed() -> None:
    with pytest.raises(MeasureNotNoticedError):
        try_decision(decision(measures="no-travel"), measures=MEASURES)


def test_a_notice_and_a_decision_without_measures_need_no_measures_list() -> None:
    assert of_notice(measures="") == until_midnight(SERVED)
    assert of_decision(measures="") == until_midnight(DECIDED)


def test_the_measures_decided_are_remembered_apart_from_those_noticed() -> None:
    state = fold(notice(), decision())
    assert (state.measures_noticed, state.measures_decided) == (("no-subsidy", "no-tender"), ("no-subsidy",))


def test_erased_measures_leave_a_gap_and_no_error() -> None:
    assert fold(notice(measures=None), decision(measures=None)).measures_decided == ()
