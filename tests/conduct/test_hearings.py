"""Hearings that subjects demand (听证): in their time, and nothing decided before them (INV-4)."""

from domain.event import Scalar
from domain.listing.events import HearingHeld
from domain.request.events import ReplyRequest
from tests.conduct.raw_town import LISTING, RawTown

ANSWER: dict[str, Scalar] = {"subject.reply_answer": "已经听取意见，所述情节不影响认定，不予采纳"}


def replied(town: RawTown, hearing: str) -> int:
    said = {"subject.text": "请求听证，当面陈述意见", "subject.evidence": ""}
    return town.request(ReplyRequest, said, listing=LISTING, hearing=hearing)


def demanded(town: RawTown, day: str = "2026-04-22") -> int:
    """A penalty of Monday 20 April 2026 is noticed, and a hearing demanded; give the penalty."""
    fact = town.penalty()
    town.notice(fact)
    town.on(day)
    replied(town, "demanded")
    return fact


def held(town: RawTown, announced: str = "2026-04-23", day: str | None = None) -> int:
    said = {"subject.record": "听证笔录：当事人与办案人员均到场陈述", "subject.evidence": ""}
    return town.by("bureau", HearingHeld, said, listing=LISTING, announced_on=announced, held_on=day or town.today)


def test_inv_4_a_decision_before_the_hearing_that_was_demanded_is_found(town: RawTown) -> None:
    fact = demanded(town)
    town.on("2026-05-07")
    decided = town.decision(fact, said=ANSWER)
    assert town.broken() == [(decided, "INV-4", "hearing-owed")]


def test_inv_4_a_decision_after_the_hearing_is_kept(town: RawTown) -> None:
    fact = demanded(town)
    town.on("2026-05-07")
    held(town)
    town.decision(fact, said=ANSWER)
    assert town.broken() == []


def test_inv_4_a_decision_after_the_demand_was_taken_back_is_kept(town: RawTown) -> None:
    fact = demanded(town)
    replied(town, "withdrawn")
    town.on("2026-05-07")
    town.decision(fact, said=ANSWER)
    assert town.broken() == []


def test_inv_4_a_hearing_announced_before_it_was_demanded_is_found_and_discharges_nothing(town: RawTown) -> None:
    fact = demanded(town, "2026-05-06")
    town.on("2026-05-07")
    hearing = held(town, "2026-04-20", "2026-04-29")
    decided = town.decision(fact, said=ANSWER)
    assert town.broken() == [(hearing, "INV-4", "hearing-before-demand"), (decided, "INV-4", "hearing-owed")]


def test_inv_4_a_hearing_that_nobody_demanded_forecloses_no_demand(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-04-30")
    held(town, "2026-04-20", "2026-04-29")
    town.on("2026-05-06")
    replied(town, "demanded")
    assert town.broken() == []
    town.on("2026-05-07")
    decided = town.decision(fact, said=ANSWER)
    assert town.broken() == [(decided, "INV-4", "hearing-owed")]


def test_inv_4_a_demand_in_time_by_the_notice_is_kept_before_the_working_days_are_announced(town: RawTown) -> None:
    town.on("2026-12-21")
    town.notice(town.penalty(), reply_until="2027-01-15")
    town.on("2026-12-22")
    asked = replied(town, "demanded")
    assert town.verdicts(asked) == [("kept", "")]


def test_inv_4_a_demand_taken_up_too_late_is_found(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-06")
    replied(town, "demanded")
    assert town.broken() == []
    replied(town, "withdrawn")
    town.on("2026-05-07")
    late = replied(town, "demanded")
    assert town.broken() == [(late, "INV-4", "hearing-late")]
