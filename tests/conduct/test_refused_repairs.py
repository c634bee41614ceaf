"""INV-10: whoever refused an application may grant it after all; nobody else may, and nothing is repaired twice."""

import pytest

from tests.conduct.passing_time import applied
from tests.conduct.raw_log import found
from tests.conduct.raw_town import RawTown

OTHER_CASE = "0190a5b0-0000-4000-8000-0000000000cc"


@pytest.mark.parametrize("reason", ["false_material", "excluded_by_law", "duties_open"])
def test_inv_10_an_application_refused_and_granted_after_all_by_its_body_is_kept(town: RawTown, reason: str) -> None:
    facts = applied(town, 1)
    town.repair_refused(*facts, reason=reason, text="依照《中华人民共和国政府采购法》第七十七条，不予修复")
    town.on("2026-09-21")
    assert town.verdicts(town.repair_granted(*facts)) == [("kept", "")]
    assert town.broken() == []


def test_inv_10_a_refused_application_granted_by_another_body_is_found(town: RawTown) -> None:
    facts = applied(town, 1)
    town.repair_refused(*facts)
    assert found(town, town.repair_granted(*facts, key="centre")) == ("INV-10", "not-own-repair")


def test_inv_10_a_refused_application_granted_twice_is_found(town: RawTown) -> None:
    facts = applied(town, 1)
    town.repair_refused(*facts)
    town.repair_granted(*facts)
    assert found(town, town.repair_granted(*facts)) == ("INV-10", "repair-decided")


def test_inv_10_a_refused_application_granted_once_another_repaired_the_record_is_found(town: RawTown) -> None:
    facts = applied(town, 1)
    town.repair_refused(*facts)
    town.repair_of(*facts, case=OTHER_CASE)
    town.repair_accepted(OTHER_CASE)
    town.repair_granted(*facts, case=OTHER_CASE)
    assert town.broken() == []
    assert found(town, town.repair_granted(*facts)) == ("INV-10", "repair-target-not-pending")
