"""Deadlines of recalls: confirmed in time, late, or by nobody."""

from collections.abc import Mapping

import pytest

from domain.disclosure.events import RecallConfirmed
from domain.event import Scalar
from domain.subject.events import RecordErased, SubjectErased, SubjectOpened
from tests.conduct.passing_time import rest
from tests.conduct.raw_log import SUBJECT_ID
from tests.conduct.raw_town import RawTown
from tests.domain.builders import make_uscc
from tests.due_town import COMPANY_WHO
from tests.verify.sample_log import url64

OTHER_ID = "0190a5b0-0000-4000-8000-000000000002"
OTHER_WHO = {"subject.identifier_type": "uscc", "subject.identifier": make_uscc("91", 77)}
UNCONFIRMED = "recall-unconfirmed"


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


def opened(town: RawTown, subject_id: str, who: Mapping[str, Scalar]) -> None:
    said = {"subject.id": subject_id, "subject.kind": "ENT", **who}
    town.record(SubjectOpened.from_claims({"secret_commitment": url64(bytes(32))}, said), "platform")


def erased(town: RawTown, subject_id: str = SUBJECT_ID) -> int:
    said = {"subject.id": subject_id, "subject.reason": "法院裁定"}
    return town.record(SubjectErased.from_claims({"ground": "court_order"}, said), "platform")


def of(town: RawTown, position: int) -> list[tuple[str, str]]:
    """What is said of a recall, besides that it was rightly ordered, when its last day is over."""
    rest(town)
    return town.verdicts(position)[1:]


@pytest.mark.parametrize("day", ["2026-04-21", "2026-04-23"])
def test_nobody_has_to_confirm_a_recall_whose_subject_was_erased_by_its_last_day(town: RawTown, day: str) -> None:
    ordered = recalled(town)
    town.on(day, 23, 59)
    erased(town)
    assert of(town, ordered) == []


def test_a_recall_that_nobody_had_confirmed_when_its_subject_was_erased_after_its_last_day_is_found(
    town: RawTown,
) -> None:
    ordered = recalled(town)
    town.on("2026-04-24", 0, 0)
    erased(town)
    assert of(town, ordered) == [("broken", UNCONFIRMED)]
    town.withheld.add(ordered)
    assert town.verdicts(ordered)[1:] == [("broken", UNCONFIRMED)]


def test_a_new_file_of_the_same_subject_does_not_bring_his_recalls_back(town: RawTown) -> None:
    ordered = recalled(town)
    erased(town)
    opened(town, OTHER_ID, COMPANY_WHO)
    assert of(town, ordered) == []


def test_the_erasure_of_another_subject_excuses_no_recipient(town: RawTown) -> None:
    opened(town, OTHER_ID, OTHER_WHO)
    ordered = recalled(town)
    erased(town, OTHER_ID)
    assert of(town, ordered) == [("broken", UNCONFIRMED)]


def test_the_erasure_of_the_recalled_record_excuses_no_recipient(town: RawTown) -> None:
    """It takes the recall away from nobody (docs/events.md), so that it can still be confirmed."""
    ordered = recalled(town)
    said = {"subject.id": SUBJECT_ID, "subject.reason": "法院裁定", "representative.id": ""}
    record = {"subject.record": town.jtis[ordered - 2]}
    town.record(RecordErased.from_claims({"ground": "court_order"}, {**said, **record}), "platform")
    assert of(town, ordered) == [("broken", UNCONFIRMED)]


def test_of_a_closed_recall_an_erasure_before_its_last_day_leaves_it_open_whether_it_was_due(town: RawTown) -> None:
    ordered = recalled(town)
    town.withheld.update(range(erased(town)))
    rest(town)
    assert town.verdicts(ordered) == [("not-judgeable", "erased-or-withheld")] * 2


def test_of_a_closed_recall_an_erasure_before_its_order_leaves_nothing_open(town: RawTown) -> None:
    opened(town, OTHER_ID, OTHER_WHO)
    erased(town, OTHER_ID)
    ordered = recalled(town)
    town.withheld.add(ordered)
    assert of(town, ordered) == [("broken", UNCONFIRMED)]
