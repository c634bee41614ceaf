"""A decision a day late is found and one on the last day is kept; a repair tells whoever was shown the record."""

from tests.conduct.raw_log import found
from tests.conduct.raw_town import RawTown


def objected(town: RawTown, decided: str) -> int:
    """An objection filed on Monday 20 April 2026, due on Thursday."""
    town.objection(town.penalty())
    town.accepted()
    town.answered()
    town.on(decided)
    return town.rejected()


def test_inv_9_an_objection_decided_a_day_late_is_found(town: RawTown) -> None:
    assert found(town, objected(town, "2026-04-24")) == ("R-SD-39a", "decision-late")


def test_inv_9_an_objection_decided_in_the_last_minute_is_kept(town: RawTown) -> None:
    objected(town, "2026-04-23")
    assert town.broken() == []


def granted(town: RawTown, granted_on: str) -> int:
    """An application of Monday 20 July 2026, due on Monday 3 August."""
    fact = town.penalty(tier="general")
    town.on("2026-07-20")
    town.repair_of(fact)
    town.repair_accepted()
    town.on(granted_on)
    return town.repair_granted(fact)


def test_inv_10_a_repair_granted_a_day_late_is_found(town: RawTown) -> None:
    assert found(town, granted(town, "2026-08-04")) == ("R-GBF22-total", "repair-decision-late")


def test_inv_10_a_repair_granted_on_the_last_day_is_kept(town: RawTown) -> None:
    granted(town, "2026-08-03")
    assert town.broken() == []


def test_inv_10_a_record_repaired_without_telling_who_was_shown_it_is_found(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.look(f"fact:{town.jtis[fact]}")
    town.on("2026-07-20")
    town.repair_of(fact)
    town.repair_accepted()
    assert found(town, town.repair_granted(fact)) == ("INV-10", "recall-missing")


def test_inv_10_a_record_repaired_with_a_recall_before_it_is_kept(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.look(f"fact:{town.jtis[fact]}")
    town.on("2026-07-20")
    town.repair_of(fact)
    town.repair_accepted()
    town.recall(f"fact:{town.jtis[fact]}", "repaired", due_on="2026-07-23")
    town.repair_granted(fact)
    assert town.broken() == []


def test_inv_11_a_revocation_reported_on_the_fourth_working_day_is_found(town: RawTown) -> None:
    fact = town.penalty()
    town.on("2026-04-24")
    assert found(town, town.revocation(fact, decided_on="2026-04-20")) == ("R-SD-40", "revocation-late")


def test_inv_11_a_revocation_reported_on_the_third_working_day_is_kept(town: RawTown) -> None:
    fact = town.penalty()
    town.on("2026-04-23")
    town.revocation(fact, decided_on="2026-04-20")
    assert town.broken() == []
