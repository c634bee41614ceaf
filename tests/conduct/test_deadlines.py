"""Deadlines of what was never opened or is erased (INV-9)."""

from domain.event import Scalar
from domain.subject.events import RecordErased, SubjectErased
from tests.conduct.passing_time import applied, rest
from tests.conduct.raw_log import SUBJECT_ID
from tests.conduct.raw_town import RawTown


def test_deadlines_are_judged_although_nothing_was_opened(town: RawTown) -> None:
    filed = town.objection(town.penalty())
    town.accepted()
    town.on("2026-04-24")
    decided = town.rejected()
    rest(town, "2026-04-25")
    found = [(one.position, one.code) for one in town.judged([]).judgments if one.verdict == "broken"]
    assert found == [(filed, "breach-unsaid"), (decided, "decision-late")]


def erase(town: RawTown, fact: int | None = None) -> None:
    """Erase the company, or one of its facts."""
    said: dict[str, Scalar] = {"subject.id": SUBJECT_ID, "subject.reason": "法院裁定"}
    if fact is None:
        town.record(SubjectErased.from_claims({"ground": "court_order"}, said), "platform")
    else:
        said |= {"subject.record": town.jtis[fact], "representative.id": ""}
        town.record(RecordErased.from_claims({"ground": "court_order"}, said), "platform")


def test_nobody_is_late_with_the_case_of_a_subject_who_was_erased(town: RawTown) -> None:
    filed = town.objection(town.penalty())
    erase(town)
    rest(town)
    assert town.broken() == []
    town.withheld.add(filed)
    assert town.verdicts(filed) == [("not-judgeable", "erased-or-withheld")] * 2


def test_nobody_is_late_with_what_is_about_a_record_that_was_erased(town: RawTown) -> None:
    (fact,) = applied(town, 1)
    erase(town, fact)
    other = town.penalty(2)
    town.objection(other, "0190a5b0-0000-4000-8000-00000000000d")
    erase(town, other)
    rest(town, "2026-08-04")
    assert town.broken() == []


def test_the_erasure_of_another_record_excuses_nobody(town: RawTown) -> None:
    other = town.penalty(2)
    filed = town.objection(town.penalty())
    erase(town, other)
    rest(town)
    assert town.broken() == [(filed, "R-SD-39a", "undecided"), (filed, "R-SD-39a", "breach-unsaid")]
