"""INV-6: measures outside the measures list, or that no decision named, are found; those of the list are left alone."""

from typing import Any

import pytest

from domain.definition.events import MeasureDefined
from domain.listing.events import NoticeServed
from domain.measure.events import MeasureApplied
from tests.conduct.raw_town import EDITION, LISTING, RawTown, founded
from tests.due_town import RESTRICTION


@pytest.fixture
def town() -> RawTown:
    return founded()


def defined(town: RawTown, name: str, **changes: Any) -> None:
    town.record(MeasureDefined.from_claims({**RESTRICTION, "measure": name, **changes}, {}), "centre")


def notice(town: RawTown, fact: int, measures: str) -> int:
    """Serve a notice, dated today, that names these measures."""
    said = {
        "subject.facts": town.jtis[fact],
        "subject.reason": "未按规定公示年度报告，情节严重",
        "subject.legal_basis": "《市场监督管理严重违法失信名单管理办法》第二条",
        "subject.rights": "有权陈述、申辩，有权要求听证",
        "subject.reply_channel": "滕州市示例审批服务局三楼法规科",
        "subject.measures": measures,
        "subject.service_evidence": "送达回证〔2026〕1号",
    }
    plain = {"listing": LISTING, "list": "market-serious", "list_version": 1, "tier": "serious", "edition": EDITION}
    service = {"served_on": town.today, "service": "in_person", "reply_until": "2026-05-06"}
    return town.by("bureau", NoticeServed, said, **plain, **service)


def listed(town: RawTown, noticed: str, decided: str) -> None:
    """Bring the company onto the list until 8 May 2026."""
    fact = town.penalty()
    notice(town, fact, noticed)
    town.on("2026-05-07")
    town.decision(fact, said={"subject.measures": decided})
    town.on("2026-05-08")
    town.publication()


def applied(town: RawTown, measure: str = "procurement-ban") -> int:
    plain = {"listing": LISTING, "measure": measure, "measure_version": 1, "applied_on": town.today}
    return town.by("centre", MeasureApplied, {"subject.content": "一年内限制参加政府采购活动"}, **plain)


UNLISTED = ("INV-6", "listing-measure-unlisted")


def test_inv_6_a_measure_outside_the_measures_list_is_found_in_notice_and_decision(town: RawTown) -> None:
    fact = town.penalty()
    noticed = notice(town, fact, "no-train-no-plane-no-school")
    town.on("2026-05-07")
    decided = town.decision(fact, said={"subject.measures": "no-train-no-plane-no-school"})
    assert town.broken() == [(noticed, *UNLISTED), (decided, *UNLISTED)]


def test_inv_6_a_measure_of_another_list_alone_is_found(town: RawTown) -> None:
    defined(town, "court-ban", lists=("court-defaulters",))
    assert town.broken() == []
    assert [(notice(town, town.penalty(), "court-ban"), *UNLISTED)] == town.broken()


def test_inv_6_a_measure_of_both_lists_is_kept(town: RawTown) -> None:
    defined(town, "both-ban", lists=("court-defaulters", "market-serious"))
    notice(town, town.penalty(), "both-ban")
    assert town.broken() == []


def test_inv_6_a_measure_that_begins_tomorrow_is_found_and_one_that_begins_today_is_kept(town: RawTown) -> None:
    defined(town, "late-ban", effective_from="2026-04-21")
    position = notice(town, town.penalty(), "late-ban")
    assert town.broken() == [(position, *UNLISTED)]
    other = founded()
    defined(other, "late-ban", effective_from="2026-04-20")
    notice(other, other.penalty(), "late-ban")
    assert other.broken() == []


def test_inv_6_a_measure_that_the_decision_left_away_is_found_when_it_is_applied(town: RawTown) -> None:
    listed(town, "procurement-ban", "")
    assert [(applied(town), "INV-6", "measure-not-decided")] == town.broken()


def test_inv_6_a_measure_that_the_decision_kept_of_several_is_applied(town: RawTown) -> None:
    defined(town, "funding-bar")
    listed(town, "funding-bar,procurement-ban", "procurement-ban")
    applied(town)
    assert town.broken() == []
    assert [(applied(town, "funding-bar"), "INV-6", "measure-not-decided")] == town.broken()
