"""INV-4: how long a notice leaves for a reply, in working days."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.listing.refusals import NoticeStaleError, ReplyTimeShortError
from tests.domain.due_process import RULES, bureau, is_working, law, list_definition, noon, rule
from tests.domain.listing_trials import try_notice
from tests.domain.listings import notice, until_midnight


@pytest.mark.parametrize(
    ("reply_days", "rules", "least"),
    [
        (5, RULES, "2026-05-07"),
        (6, RULES, "2026-05-08"),
        (7, RULES, "2026-05-09"),
        (5, (*RULES, rule("R-Y", "reply", 8, "working_day")), "2026-05-11"),
        (5, (*RULES, rule("R-Y", "reply", 8, "working_day", list="another-list")), "2026-05-07"),
        (5, (*RULES, rule("R-Y", "reply", 8, "working_day", effective_from="2026-04-28")), "2026-05-07"),
        (5, (rule("R-Y", "reference", 1, "day"),), "2026-05-07"),
    ],
)
def test_inv_4_the_longest_of_the_times_for_a_reply_counts_in_working_days(
    reply_days: int, rules: tuple[Any, ...], least: str
) -> None:
    """From Monday, 27 April 2026: 1, 4 and 5 May are off, Saturday, 9 May, is worked."""
    day_before = (date.fromisoformat(least) - timedelta(days=1)).isoformat()
    definition, rules_now = list_definition(reply_days=reply_days), law(*rules)
    edition = rules_now.rules.edition
    assert try_notice(notice(reply_until=least, edition=edition), definition=definition, law=rules_now)
    with pytest.raises(ReplyTimeShortError) as caught:
        try_notice(notice(reply_until=day_before, edition=edition), definition=definition, law=rules_now)
    assert caught.value.params == {"day": least, "given": day_before}


@given(st.dates(date(2026, 1, 1), date(2026, 9, 30)), st.integers(5, 30), st.integers(0, 60))
def test_inv_4_a_notice_passes_if_and_only_if_enough_working_days_lie_in_its_time(
    served_on: date, reply_days: int, length: int
) -> None:
    span = [served_on + timedelta(days=number) for number in range(1, length + 1)]
    is_enough = sum(map(is_working, span)) >= reply_days
    event = notice(served_on=served_on.isoformat(), reply_until=(served_on + timedelta(days=length)).isoformat())
    try:
        try_notice(event, definition=list_definition(reply_days=reply_days), by=bureau(noon(served_on.isoformat())))
    except ReplyTimeShortError:
        assert not is_enough
    else:
        assert is_enough


@pytest.mark.parametrize(("day", "is_late"), [("2026-05-04", False), ("2026-05-05", True)])
def test_inv_4_a_notice_is_put_on_record_within_seven_days_of_its_service(day: str, *, is_late: bool) -> None:
    by, event = bureau(noon(day)), notice(reply_until="2026-06-30")
    if is_late:
        with pytest.raises(NoticeStaleError) as caught:
            try_notice(event, by=by)
        assert caught.value.pointer == "/served_on"
    else:
        assert try_notice(event, by=by) == until_midnight(day)


@given(st.integers(0, 7), st.integers(0, 14))
def test_inv_4_a_notice_leaves_two_working_days_to_reply_from_its_recording(late: int, more: int) -> None:
    """Served on Monday, 1 June 2026, to be replied to by 8 June at the earliest."""
    today, until = date(2026, 6, 1) + timedelta(days=late), date(2026, 6, 8) + timedelta(days=more)
    span = [today + timedelta(days=number) for number in range(1, (until - today).days + 1)]
    try:
        try_notice(notice(served_on="2026-06-01", reply_until=until.isoformat()), by=bureau(noon(today.isoformat())))
    except NoticeStaleError:
        assert sum(map(is_working, span)) < 2
    else:
        assert sum(map(is_working, span)) >= 2
