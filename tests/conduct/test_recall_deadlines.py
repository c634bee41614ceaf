"""Deadlines of recalls: confirmed in time, late, or by nobody."""

from domain.disclosure.events import RecallConfirmed
from tests.conduct.passing_time import rest
from tests.conduct.raw_town import RawTown


def recalled(town: RawTown) -> int:
    """A recall of Monday 20 April, to be confirmed until Thursday."""
    fact = town.penalty()
    target = f"fact:{town.jtis[fact]}"
    town.look(target)
    ordered = town.recall(target, "revoked", due_on="2026-04-23")
    town.revocation(fact, decided_on="2026-04-20")
    return ordered


def confirmed(town: RawTown, ordered: int, **how: str) -> int:
    plain = {"confirmed_on": town.today, **how}
    return town.by("centre", RecallConfirmed, {"subject.recall": town.jtis[ordered]}, **plain)


def test_a_recall_confirmed_late_is_found(town: RawTown) -> None:
    ordered = recalled(town)
    town.on("2026-04-24")
    late = confirmed(town, ordered)
    assert town.broken() == [(late, "INV-10", "recall-late")]


def test_a_recall_confirmed_on_its_last_day_is_kept(town: RawTown) -> None:
    ordered = recalled(town)
    town.on("2026-04-23")
    confirmed(town, ordered)
    rest(town)
    assert town.broken() == []


def test_a_recall_that_nobody_confirmed_is_found(town: RawTown) -> None:
    ordered = recalled(town)
    rest(town)
    assert town.broken() == [(ordered, "INV-10", "recall-unconfirmed")]


def test_whether_a_recall_was_confirmed_cannot_be_judged_where_a_confirmation_stayed_closed(town: RawTown) -> None:
    ordered = recalled(town)
    town.withheld.add(confirmed(town, ordered))
    rest(town)
    assert town.verdicts(ordered) == [("kept", ""), ("not-judgeable", "withheld")]


def test_nobody_recalls_his_own_file_from_a_subject(town: RawTown) -> None:
    fact = town.penalty()
    target = f"fact:{town.jtis[fact]}"
    own = {"subject.unit": "subject", "subject.purpose": "self-access", "subject.legal_basis": "《个人信息保护法》"}
    town.look(target, **own)
    town.revocation(fact, decided_on="2026-04-20")
    rest(town)
    assert town.broken() == []
