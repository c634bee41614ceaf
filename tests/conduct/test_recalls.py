"""Recalls stand in the same append, before what causes them, for everybody who was shown the record (INV-10)."""

from copy import deepcopy
from typing import Any

import pytest

from domain.fact.events import FactCorrected, FactWithdrawn
from domain.listing.events import ListingEnded
from domain.revocation.events import DecisionRevoked
from tests.conduct.raw_log import line
from tests.conduct.raw_town import LISTING, RawTown, founded
from tests.town import BUREAU, CENTRE

DUE = "2026-04-23"


@pytest.fixture
def town() -> RawTown:
    return founded()


def shown(town: RawTown, **changes: Any) -> tuple[int, str]:
    fact = town.penalty()
    target = f"fact:{town.jtis[fact]}"
    town.look(target, **changes)
    return fact, target


def withdrawal(town: RawTown, fact: int) -> int:
    said = {"subject.fact": town.jtis[fact], "subject.reason": "录入错误"}
    return town.by("bureau", FactWithdrawn, said, item="xzcf", ground="recorded_in_error")


def test_a_withdrawal_without_its_recall_is_found(town: RawTown) -> None:
    fact, _ = shown(town)
    assert town.verdicts(withdrawal(town, fact)) == [("broken", "recall-missing"), ("kept", "")]


def test_a_withdrawal_right_behind_its_recall_is_kept(town: RawTown) -> None:
    fact, target = shown(town)
    town.recall(target, "withdrawn", due_on=DUE)
    withdrawal(town, fact)
    assert town.broken() == []


def test_a_recall_with_another_deadline_is_none(town: RawTown) -> None:
    fact, target = shown(town)
    ordered = town.recall(target, "withdrawn", due_on="2026-04-24")
    found = withdrawal(town, fact)
    assert town.broken() == [(ordered, "INV-10", "recall-unfounded"), (found, "INV-10", "recall-missing")]


def test_a_recall_of_another_unit_is_none(town: RawTown) -> None:
    fact, target = shown(town)
    ordered = town.recall(target, "withdrawn", due_on=DUE, unit=BUREAU)
    found = withdrawal(town, fact)
    assert town.broken() == [(ordered, "INV-10", "recall-unfounded"), (found, "INV-10", "recall-missing")]


def test_a_recall_that_nothing_follows_is_found(town: RawTown) -> None:
    _, target = shown(town)
    ordered = town.recall(target, "withdrawn", due_on=DUE)
    assert town.broken() == [(ordered, "INV-10", "recall-unfounded")]
    town.penalty(2)
    assert town.broken() == [(ordered, "INV-10", "recall-unfounded")]


def test_every_unit_that_was_shown_the_record_is_told(town: RawTown) -> None:
    fact, target = shown(town)
    town.look(target, **{"subject.unit": BUREAU})
    town.recall(target, "withdrawn", due_on=DUE, unit=BUREAU)
    town.recall(target, "withdrawn", due_on=DUE, unit=CENTRE)
    withdrawal(town, fact)
    assert town.broken() == []


def test_corrections_and_ends_of_listings_cause_recalls_too(town: RawTown) -> None:
    fact = town.listed()
    target = f"fact:{town.jtis[fact]}"
    town.look(target)
    town.look(f"listing:{LISTING}")
    town.recall(target, "corrected", due_on="2026-05-12")
    correction(town, fact, **{"subject.content": "罚款一千元"})
    town.recall(f"listing:{LISTING}", "ended", due_on="2026-05-12")
    said = {"subject.reason": "条件已满足", "subject.document_no": ""}
    plain = {"listing": LISTING, "list": "market-serious", "ground": "conditions_met", "decided_on": town.today}
    town.by("bureau", ListingEnded, said, **plain)
    assert town.broken() == []


def correction(town: RawTown, fact: int, **changes: Any) -> int:
    """State a penalty anew, as its first statement stands."""
    again = town.disclosed(fact)
    plain = {"item": "xzcf", "item_version": 1, "rules": "2026.1", "decided_on": "2026-04-20", "reason": "source_error"}
    event = FactCorrected.from_claims(plain, {**again, "subject.fact": town.jtis[fact], **changes})
    return town.record(event, "bureau", digests=48)


def test_inv_9_a_correction_that_changes_nothing_is_found(town: RawTown) -> None:
    fact = town.penalty()
    assert town.verdicts(correction(town, fact)) == [("broken", "correction-unchanged")]
    changed = correction(town, fact, **{"subject.content": "罚款一千元"})
    assert town.verdicts(changed)[0] == ("kept", "")
    assert town.verdicts(correction(town, fact))[0] == ("kept", "")


def test_revoked_listings_are_recalled_with_their_facts(town: RawTown) -> None:
    fact = town.listed()
    targets = f"fact:{town.jtis[fact]},listing:{LISTING}"
    town.look(*targets.split(","))
    town.recall(targets, "revoked", due_on="2026-05-12")
    said = {
        "subject.facts": town.jtis[fact],
        "subject.reason": "复议撤销",
        "subject.document_no": "滕政复决〔2026〕1号",
    }
    plain = {"ground": "revoked_on_review", "decided_on": town.today, "listings": (LISTING,)}
    town.by("bureau", DecisionRevoked, said, **plain)
    assert town.broken() == []


def test_recalls_of_a_cause_that_stayed_closed_cannot_be_judged(town: RawTown) -> None:
    fact, _ = shown(town)
    cause = withdrawal(town, fact)
    town.withheld.add(cause)
    assert town.verdicts(cause) == [("not-judgeable", "withheld")] * 2


def test_a_cause_behind_a_recall_that_stayed_closed_cannot_be_judged(town: RawTown) -> None:
    fact, target = shown(town)
    town.withheld.add(town.recall(target, "withdrawn", due_on=DUE))
    assert town.verdicts(withdrawal(town, fact)) == [("not-judgeable", "withheld"), ("kept", "")]


def test_a_recall_for_a_look_that_stayed_closed_is_no_finding(town: RawTown) -> None:
    fact, target = shown(town)
    town.withheld.add(len(town.log.entries) - 1)
    ordered = town.recall(target, "withdrawn", due_on=DUE)
    withdrawal(town, fact)
    assert sorted(town.verdicts(ordered)) == [("kept", ""), ("not-judgeable", "withheld")]


def test_a_look_that_was_opened_in_part_leaves_its_recalls_unjudged(town: RawTown) -> None:
    fact, _ = shown(town)
    look = len(town.log.entries) - 1
    cause = withdrawal(town, fact)
    lines = town.presentation()
    lines[-2] = line(look, *town.opening(look, "subject.targets"))
    assert town.verdicts(cause, lines) == [("not-judgeable", "withheld"), ("kept", "")]


def test_a_cause_that_does_not_say_whose_record_ends_is_broken_itself(town: RawTown) -> None:
    fact, target = shown(town)
    town.recall(target, "withdrawn", due_on=DUE)
    said = {"subject.fact": town.jtis[fact], "subject.reason": "录入错误"}
    plain = {"item": "xzcf", "ground": "recorded_in_error"}
    position = town.raw(FactWithdrawn, "bureau", said, [], **plain)
    assert town.broken() == [(position, "INV-1", "disclosure-missing")]


BOTH_DUE = "2026-05-12"


def listed_and_shown(town: RawTown) -> tuple[int, str, str]:
    """List the company, and show the centre the listing; give the fact, and both as targets."""
    fact = town.listed()
    town.look(f"listing:{LISTING}")
    return fact, f"fact:{town.jtis[fact]}", f"listing:{LISTING}"


def fall(town: RawTown, fact: int, reason: str) -> int:
    if reason == "withdrawn":
        return withdrawal(town, fact)
    return town.revocation(fact, decided_on="2026-05-08") if reason == "revoked" else town.repair_granted(fact)


@pytest.mark.parametrize("reason", ["revoked", "withdrawn", "repaired"])
def test_inv_10_a_listing_is_recalled_with_the_last_fact_that_it_rests_on(town: RawTown, reason: str) -> None:
    fact, _, on_list = listed_and_shown(town)
    if reason == "repaired":
        town.repair_of(fact)
        town.repair_accepted()
    untold = deepcopy(town)
    found = fall(untold, fact, reason)
    assert (found, "INV-10", "recall-missing") in untold.broken()
    town.recall(on_list, reason, due_on=BOTH_DUE)
    fall(town, fact, reason)
    assert "recall" not in repr(town.broken())


def test_inv_10_a_recall_of_the_fact_alone_is_not_enough(town: RawTown) -> None:
    fact, of_fact, _ = listed_and_shown(town)
    town.look(of_fact)
    ordered = town.recall(of_fact, "revoked", due_on=BOTH_DUE)
    found = town.revocation(fact, decided_on="2026-05-08")
    assert town.broken() == [(ordered, "INV-10", "recall-unfounded"), (found, "INV-10", "recall-missing")]


def test_a_listing_that_was_recalled_when_it_ended_is_not_recalled_with_its_fact(town: RawTown) -> None:
    fact, _, on_list = listed_and_shown(town)
    town.recall(on_list, "ended", due_on=BOTH_DUE)
    said = {"subject.reason": "条件已满足", "subject.document_no": ""}
    plain = {"listing": LISTING, "list": "market-serious", "ground": "conditions_met", "decided_on": town.today}
    town.by("bureau", ListingEnded, said, **plain)
    town.revocation(fact, decided_on="2026-05-08")
    assert town.broken() == []


def test_a_recall_of_a_listing_whose_notice_and_decision_stayed_closed_cannot_be_judged(town: RawTown) -> None:
    fact = town.listed()
    town.withheld.update({fact + 1, fact + 2})
    of_fact, on_list = f"fact:{town.jtis[fact]}", f"listing:{LISTING}"
    town.look(of_fact, on_list)
    ordered = town.recall(f"{of_fact},{on_list}", "revoked", due_on=BOTH_DUE)
    found = town.revocation(fact, decided_on="2026-05-08")
    assert ("not-judgeable", "withheld") in town.verdicts(ordered)
    assert "broken" not in repr([*town.verdicts(ordered), *town.verdicts(found)])


def test_a_recall_is_not_missed_where_an_earlier_fall_stayed_closed(town: RawTown) -> None:
    fact, _, on_list = listed_and_shown(town)
    town.recall(on_list, "revoked", due_on=BOTH_DUE)
    town.withheld.add(town.revocation(fact, decided_on="2026-05-08"))
    found = withdrawal(town, fact)
    assert ("broken", "recall-missing") not in town.verdicts(found)
    assert ("not-judgeable", "withheld") in town.verdicts(found)


# Listings that lose their last ground in other ways


def second(town: RawTown, *facts: int) -> None:
    """List the company on several penalties until 8 May 2026, and show the centre the listing."""
    named = {"subject.facts": ",".join(sorted(town.jtis[fact] for fact in facts))}
    town.notice(facts[0], said=named)
    town.on("2026-05-07")
    town.decision(facts[0], said=named)
    town.on("2026-05-08")
    town.publication()
    town.look(f"listing:{LISTING}")


def lost(town: RawTown, position: int) -> bool:
    """Tell whether a recall is missing right before an entry."""
    return (position, "INV-10", "recall-missing") in town.broken()


def test_inv_10_a_listing_is_recalled_with_its_last_ground_whatever_took_the_others(town: RawTown) -> None:
    first, last = town.penalty(1), town.penalty(2)
    second(town, first, last)
    town.on("2027-05-10")
    town.repair_of(first)
    town.repair_accepted()
    assert not lost(town, town.repair_granted(first))
    told = deepcopy(town)
    assert lost(town, town.revocation(last, decided_on="2027-05-10"))
    ordered = told.recall(f"listing:{LISTING}", "revoked", due_on="2027-05-13")
    told.revocation(last, decided_on="2027-05-10")
    assert "recall" not in repr([one for one in told.broken() if one[0] >= ordered])


def test_inv_10_a_listing_with_another_ground_in_force_is_not_recalled(town: RawTown) -> None:
    first, last = town.penalty(1), town.penalty(2)
    second(town, first, last)
    town.revocation(last, decided_on="2026-05-08")
    assert "recall" not in repr(town.broken())
    ordered = town.recall(f"listing:{LISTING}", "revoked", due_on=BOTH_DUE)
    assert lost(town, town.revocation(first, decided_on="2026-05-08")) is False
    assert "recall" not in repr([one for one in town.broken() if one[0] >= ordered])


@pytest.mark.parametrize(("until", "is_over"), [("2026-05-07", True), ("2026-05-08", False)])
def test_inv_10_a_listing_is_recalled_when_its_ground_is_corrected_to_an_end_that_is_past(
    town: RawTown, until: str, *, is_over: bool
) -> None:
    fact, _, on_list = listed_and_shown(town)
    untold = deepcopy(town)
    assert lost(untold, correction(untold, fact, **{"subject.penalty_until": until})) is is_over
    ordered = town.recall(on_list, "corrected", due_on=BOTH_DUE)
    correction(town, fact, **{"subject.penalty_until": until})
    assert town.broken() == ([] if is_over else [(ordered, "INV-10", "recall-unfounded")])


def test_inv_10_a_listing_that_time_had_ended_is_recalled_when_its_ground_is_taken_back(town: RawTown) -> None:
    fact, _, _ = listed_and_shown(town)
    correction(town, fact, **{"subject.penalty_until": "2026-05-20"})
    town.on("2026-05-25")
    assert not lost(town, correction(town, fact, **{"subject.content": "罚款一千元"}))
    assert lost(town, withdrawal(town, fact))


@pytest.mark.parametrize("hidden", ["corrected", "repaired"])
def test_a_recall_is_not_missed_where_a_correction_or_grant_stayed_closed(town: RawTown, hidden: str) -> None:
    first, last = town.penalty(1), town.penalty(2)
    second(town, last)
    if hidden == "corrected":
        town.withheld.add(correction(town, first, **{"subject.content": "罚款一千元"}))
    else:
        town.repair_of(first)
        town.repair_accepted()
        town.withheld.add(town.repair_granted(first))
    found = withdrawal(town, last)
    assert ("broken", "recall-missing") not in town.verdicts(found)
    assert ("not-judgeable", "withheld") in town.verdicts(found)


# Ordered on the day of their cause


@pytest.mark.parametrize(("minute", "is_kept"), [(-1, True), (0, False)])
def test_inv_10_a_recall_that_is_recorded_after_midnight_counts_from_that_day(
    town: RawTown, minute: int, *, is_kept: bool
) -> None:
    fact, target = shown(town)
    town.on("2026-04-21", 0, 0)
    town.log.time_ms += minute * 60_000
    town.recall(target, "withdrawn", due_on=DUE)
    withdrawal(town, fact)
    assert (town.broken() == []) is is_kept
