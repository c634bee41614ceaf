"""Deadlines of applications for repair, and the platform that has to say that one passed (INV-9)."""

from tests.conduct.passing_time import applied, breach, rest
from tests.conduct.raw_town import RawTown


def test_an_application_taken_up_late_is_found(town: RawTown) -> None:
    facts = applied(town, 1)
    town.on("2026-07-24")
    taken = town.repair_accepted()
    town.repair_granted(*facts)
    assert town.broken() == [(taken, "R-GBF22-accept", "acceptance-late")]


def test_an_acceptance_so_late_that_the_breach_should_have_been_said_is_found_twice(town: RawTown) -> None:
    facts = applied(town, 1)
    filed = len(town.log.entries) - 1
    town.on("2026-07-27")
    taken = town.repair_accepted()
    town.repair_granted(*facts)
    late, unsaid = (taken, "R-GBF22-accept", "acceptance-late"), (filed, "R-GBF22-accept", "breach-unsaid")
    assert sorted(town.broken()) == sorted([late, unsaid])


def test_a_refusal_counts_as_taking_up(town: RawTown) -> None:
    facts = applied(town, 1)
    town.on("2026-07-24")
    refused = town.repair_refused(*facts)
    assert town.broken() == [(refused, "R-GBF22-accept", "acceptance-late")]


def test_a_refusal_after_an_acceptance_has_but_one_deadline(town: RawTown) -> None:
    facts = applied(town, 1)
    town.repair_accepted()
    assert [code for _, code in town.verdicts(town.repair_refused(*facts))] == ["in-time", ""]
    assert town.broken() == []


def test_an_application_that_nobody_answers_is_found_by_both_deadlines(town: RawTown) -> None:
    applied(town, 1)
    filed = len(town.log.entries) - 1
    town.on("2026-07-24")
    breach(town, "R-GBF22-accept", "2026-07-23")
    rest(town, "2026-08-04")
    assert town.broken() == [
        (filed, "R-GBF22-accept", "acceptance-late"),
        (filed, "R-GBF22-total", "repair-undecided"),
    ]


def test_a_repair_decided_late_is_a_breach_to_be_said_although_it_is_closed(town: RawTown) -> None:
    facts = applied(town, 1)
    filed = len(town.log.entries) - 1
    town.repair_accepted()
    town.on("2026-08-04")
    granted = town.repair_granted(*facts)
    rest(town, "2026-08-05")
    late, unsaid = (granted, "R-GBF22-total", "repair-decision-late"), (filed, "R-GBF22-total", "breach-unsaid")
    assert sorted(town.broken()) == sorted([late, unsaid])
    breach(town, "R-GBF22-total", "2026-08-03")
    assert town.broken() == [late]


def test_every_missed_deadline_of_an_application_has_to_be_said(town: RawTown) -> None:
    applied(town, 1)
    filed = len(town.log.entries) - 1
    rest(town, "2026-08-05")
    assert [one for one in town.broken() if one[2] == "breach-unsaid"] == [
        (filed, "R-GBF22-accept", "breach-unsaid"),
        (filed, "R-GBF22-total", "breach-unsaid"),
    ]
    breach(town, "R-GBF22-accept", "2026-07-23")
    breach(town, "R-GBF22-total", "2026-08-03")
    assert [one for one in town.broken() if one[2] == "breach-unsaid"] == []


def test_an_application_decided_in_part_is_still_due(town: RawTown) -> None:
    first, _ = applied(town, 1, 2)
    filed = len(town.log.entries) - 1
    town.repair_accepted()
    town.repair_granted(first)
    rest(town, "2026-08-04")
    assert (filed, "R-GBF22-total", "repair-undecided") in town.broken()


def test_an_application_in_time_is_not_spoken_of(town: RawTown) -> None:
    applied(town, 1)
    rest(town, "2026-07-23")
    assert town.broken() == []


def test_whether_an_unopened_application_is_still_open_cannot_be_judged(town: RawTown) -> None:
    applied(town, 1)
    filed = len(town.log.entries) - 1
    town.withheld.add(filed)
    rest(town, "2026-08-03")
    assert town.verdicts(filed) == [("not-judgeable", "withheld")]
    rest(town, "2026-08-04")
    assert town.verdicts(filed) == [("not-judgeable", "withheld")] * 2


def test_a_grant_that_sets_a_refusal_aside_is_late_for_nothing(town: RawTown) -> None:
    facts = applied(town, 1)
    town.repair_refused(*facts, reason="false_material")
    rest(town, "2026-10-20")
    granted = town.repair_granted(*facts)
    assert town.verdicts(granted) == [("kept", "")]
    town.on("2026-11-20")
    town.penalty(98)
    assert town.broken() == []


def test_what_was_never_decided_is_late_although_a_refusal_is_set_aside_with_it(town: RawTown) -> None:
    first, second = applied(town, 1, 2)
    town.repair_accepted()
    town.repair_refused(first)
    town.on("2026-08-04")
    granted = town.repair_granted(first, second)
    assert (granted, "R-GBF22-total", "repair-decision-late") in town.broken()


def test_whether_an_unopened_grant_sets_a_refusal_aside_cannot_be_judged(town: RawTown) -> None:
    facts = applied(town, 1)
    refused = town.repair_refused(*facts)
    rest(town, "2026-10-20")
    granted = town.repair_granted(*facts)
    for withheld in ({granted}, {refused}):
        town.withheld.clear()
        town.withheld.update(withheld)
        assert ("not-judgeable", "withheld") in town.verdicts(granted)
        assert town.broken() == []
