"""Indicators: the plan's ten as far as the ledger can tell, the others refused with their reason, and the rights'."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.agency.events import AgencyClosed
from domain.identifier import Identifier
from domain.measure.events import MeasureApplied
from domain.request.events import CommitmentRequest
from ledger.service.looks import Look
from projections.indicators import Indicators, Value, indicators
from projections.models import ReadModels
from projections.plan import PLAN
from tests.due_town import COURT, PERSON, WINDOW
from tests.projections.due_desk import BUREAU, CENTRE, DueDesk, listed, open_due_desk
from tests.projections.test_statistics import ended, recalled
from tests.town import CENTRE_KEY, COMPANY_CODE, ROOT_KEY

SUBJECT = Identifier("uscc", COMPANY_CODE)


@pytest.fixture
def desk(dsn: str, tmp_path: Path) -> Iterator[DueDesk]:
    with open_due_desk(dsn, tmp_path / "home") as opened:
        yield opened


def asked(desk: DueDesk) -> Indicators:
    desk.follow()
    with desk.connect() as connection:
        return indicators(connection, desk.town.ledger.source, now=desk.town.clock.now)


def planned(desk: DueDesk, number: int) -> tuple[int, int | None]:
    value = asked(desk).plan[number - 1].value
    assert value is not None
    return value.numerator, value.denominator


def right(desk: DueDesk, key: str) -> Value:
    (found,) = [one.value for one in asked(desk).rights if one.key == key]
    return found


def pair(value: Value) -> tuple[int, int | None]:
    return value.numerator, value.denominator


def test_the_plan_has_ten_indicators_in_order_with_both_targets_and_both_languages() -> None:
    assert [one.number for one in PLAN] == list(range(1, 11))
    assert all(one.zh and one.en and one.target_2018 and one.target_2020 for one in PLAN)
    assert [one.number for one in PLAN if one.attribute == "guiding"] == [9, 10]
    assert [one.number for one in PLAN if one.is_targeted] == [1, 4, 6, 7]


def test_what_the_ledger_cannot_tell_is_refused_with_its_reason_and_has_no_value(desk: DueDesk) -> None:
    found = asked(desk).plan
    assert [one.planned.number for one in found if one.planned.refused is not None] == [2, 3, 9, 10]
    for one in found:
        refused = one.planned.refused
        assert (one.value is None) == (refused is not None)
        assert refused is None or (refused.zh and refused.en and refused.article)


def test_every_value_names_the_size_of_the_log_at_which_it_was_counted(desk: DueDesk) -> None:
    found = asked(desk)
    values = [one.value for one in found.plan if one.value is not None] + [one.value for one in found.rights]
    assert len(values) == 6 + 7
    assert {one.size for one in values} == {found.size}
    desk.fact()
    with desk.connect() as connection:
        later = indicators(connection, desk.town.ledger.source, now=desk.town.clock.now)
    assert {one.value.size for one in later.rights} == {found.size}
    assert later.size > later.position == found.size


def test_indicator_1_counts_bodies_that_committed_themselves_once_each(desk: DueDesk) -> None:
    for number, code in ((1, BUREAU), (2, CENTRE)):
        who = {"subject.identifier_type": "uscc", "subject.identifier": code, "subject.kind": "ORG"}
        desk.town.send(desk.town.penalty(number, **who))
    assert planned(desk, 1) == (0, 3)
    for code, kind in ((BUREAU, "government"), (BUREAU, "government"), (CENTRE, "voluntary")):
        request = CommitmentRequest.from_claims(
            {"kind": kind},
            {
                "subject.identifier_type": "uscc",
                "subject.identifier": code,
                "subject.text": "依法行政，按期办理",
                "subject.to_body": CENTRE if code == BUREAU else BUREAU,
                "subject.fulfil_by": "",
                **WINDOW,
            },
        )
        desk.town.send(desk.town.statement(request, CENTRE_KEY, f"agency:{CENTRE}"))
    assert planned(desk, 1) == (1, 3)


def test_indicators_4_and_5_count_who_is_on_record_and_give_no_share(desk: DueDesk) -> None:
    assert (planned(desk, 4), planned(desk, 5)) == ((0, None), (0, None))
    desk.fact(1)
    desk.fact(2)
    who: dict[str, Any] = {**PERSON, "subject.kind": "NP", "subject.name": "王示例"}
    desk.town.send(desk.town.penalty(3, **{**who, "representative.name": None}))
    assert (planned(desk, 4), planned(desk, 5)) == ((1, None), (1, None))
    value = asked(desk).plan[3].value
    assert value is not None
    assert value.percent is None


def test_indicator_6_counts_bodies_that_take_part_and_can_sign(desk: DueDesk) -> None:
    assert planned(desk, 6) == (3, 3)
    closed = AgencyClosed(agency=COURT)
    desk.town.send(desk.town.statement(closed, ROOT_KEY, "root"))
    assert planned(desk, 6) == (2, 2)


def test_indicator_7_counts_bodies_that_looked_with_a_purpose(desk: DueDesk) -> None:
    fact = desk.fact()
    for _ in range(2):
        look = Look(SUBJECT, CENTRE, "procurement", ["subject.name"], [f"fact:{fact}"], "signed")
        desk.town.ledger.looks.record(look)
    assert planned(desk, 7) == (1, 3)
    assert pair(right(desk, "looks-without-purpose")) == (0, 2)


def test_indicator_8_is_the_share_of_measures_with_a_listed_basis(desk: DueDesk) -> None:
    _, listing = listed(desk.town)
    assert planned(desk, 8) == (0, 0)
    desk.town.send(
        desk.town.as_centre(
            MeasureApplied,
            {"subject.content": "一年内限制参加政府采购活动"},
            listing=listing,
            measure="procurement-ban",
            measure_version=1,
            applied_on=desk.town.clock.today,
        )
    )
    assert planned(desk, 8) == (1, 1)
    value = asked(desk).plan[7].value
    assert value is not None
    assert value.percent == 100.0


def test_inv_4_each_listing_had_its_notice(desk: DueDesk) -> None:
    assert pair(right(desk, "notice-before-listing")) == (0, 0)
    listed(desk.town)
    value = right(desk, "notice-before-listing")
    assert (pair(value), value.percent) == ((1, 1), 100.0)


def test_inv_9_objections_in_time_are_those_decided_of_those_whose_day_has_passed_or_that_are_decided(
    desk: DueDesk,
) -> None:
    cases = [desk.filed(desk.fact(number)) for number in range(1, 4)]
    assert pair(right(desk, "objections-in-time")) == (0, 0)
    for case in cases[:2]:
        desk.accept(case)
        desk.answer(case)
    desk.decide(cases[0])
    assert pair(right(desk, "objections-in-time")) == (1, 1)
    desk.town.clock.on("2026-04-24", hour=0)
    desk.decide(cases[1])
    assert pair(right(desk, "objections-in-time")) == (1, 3)
    assert right(desk, "objections-in-time").percent == 33.3


def test_wrong_listings_are_counted_with_the_days_to_their_withdrawal(desk: DueDesk) -> None:
    _, listing = listed(desk.town)
    assert pair(right(desk, "wrong-listings")) == (0, 1)
    desk.town.clock.on("2026-05-20")
    ended(desk, listing, "wrong_listing", "2026-05-19")
    value = right(desk, "wrong-listings")
    assert (pair(value), value.median_days) == ((1, 1), 1)
    assert right(desk, "days-to-removal").median_days == 1


def test_inv_7_nothing_that_ended_by_time_is_public(desk: DueDesk) -> None:
    listed(desk.town)
    desk.town.clock.on("2029-04-20", hour=0)
    assert pair(right(desk, "expired-but-public")) == (0, 2)


def test_the_door_of_the_read_models_gives_the_same_answers(desk: DueDesk) -> None:
    case = desk.filed(desk.fact())
    found = asked(desk)
    models, now = ReadModels(desk.town.ledger), desk.town.clock.now
    assert models.indicators(now=now) == found
    assert [one.id for one in models.board(CENTRE, now=now).tasks] == [case]
    assert models.deadlines(now=now) == desk.deadlines()
    assert models.statistics(now=now).objections == {"open": 1}


def test_recalls_that_were_confirmed_are_counted_of_all(desk: DueDesk) -> None:
    recalled(desk)
    assert pair(right(desk, "recalls-confirmed")) == (0, 1)
