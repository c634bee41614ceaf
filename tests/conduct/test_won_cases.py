"""Reasons of those who decide, and what a case obliges to that the subject won (INV-8, INV-9, INV-11)."""

import pytest

from domain.case.events import CaseAnswered, CaseDecided
from tests.conduct.raw_town import CASE, RawTown, founded

REASON = "经核查，罚款数额与决定书一致"


@pytest.fixture
def town() -> RawTown:
    return founded()


def decided(town: RawTown, outcome: str, reason: str = REASON, *, key: str = "centre", evidence: str = "") -> int:
    said = {"subject.reason": reason, "subject.evidence": evidence}
    return town.by(key, CaseDecided, said, case=CASE, outcome=outcome, decided_on=town.today)


@pytest.mark.parametrize(("reason", "is_kept"), [("。", False), ("不予受理。", False), ("没有说明任何具体理由", True)])
def test_inv_8_an_objection_is_inadmissible_only_with_reasons(town: RawTown, reason: str, is_kept: bool) -> None:
    town.objection(town.penalty())
    found = decided(town, "inadmissible", reason)
    assert town.broken() == ([] if is_kept else [(found, "INV-9", "case-reason")])


@pytest.mark.parametrize(("reason", "is_kept"), [("属实", False), (REASON, True)])
def test_inv_8_an_answer_says_what_was_found(town: RawTown, reason: str, is_kept: bool) -> None:
    town.objection(town.penalty())
    town.accepted()
    said = {"subject.reason": reason, "subject.evidence": ""}
    found = town.by("bureau", CaseAnswered, said, case=CASE, finding="confirmed", answered_on=town.today)
    assert town.broken() == ([] if is_kept else [(found, "INV-9", "case-reason")])
