"""Public statistics: how many, never who; what they say is what the log says."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.disclosure.events import RecallConfirmed, RecallOrdered
from domain.identifier import Identifier
from domain.listing.events import ListingEnded
from domain.repair.events import RepairAccepted, RepairGranted, RepairRefused
from domain.revocation.events import DecisionRevoked
from ledger.service.looks import Look
from projections.errors import ProjectionNotBuiltError
from projections.statistics import Check, Days, Recalls, Statistics, statistics
from tests.due_town import PERSON, WINDOW, new_id
from tests.projections.due_desk import BUREAU, CENTRE, DueDesk, listed, open_due_desk
from tests.service.test_due_process import LIST, decision, notice, publication
from tests.town import COMPANY, COMPANY_CODE

SUBJECT = Identifier("uscc", COMPANY_CODE)


@pytest.fixture
def desk(dsn: str, tmp_path: Path) -> Iterator[DueDesk]:
    with open_due_desk(dsn, tmp_path / "home") as opened:
        yield opened


def asked(desk: DueDesk) -> Statistics:
    desk.follow()
    with desk.connect() as connection:
        return statistics(connection, desk.town.ledger.source, now=desk.town.clock.now)


def ended(desk: DueDesk, listing: str, ground: str, decided_on: str) -> None:
    given = {"subject.reason": "列入所依据的事实认定有误", "subject.document_no": "滕审移〔2026〕1号"}
    plain = {"listing": listing, "list": LIST, "ground": ground, "decided_on": decided_on}
    desk.town.send(desk.town.as_bureau(ListingEnded, given, **plain))


def revoked(desk: DueDesk, fact: str, decided_on: str, listings: list[str] | None = None) -> None:
    given = {"subject.facts": fact, "subject.reason": "复议决定撤销", "subject.document_no": "滕政复〔2026〕1号"}
    plain: dict[str, Any] = {"ground": "revoked_on_review", "decided_on": decided_on}
    plain |= {} if listings is None else {"listings": listings}
    desk.town.send(desk.town.as_bureau(DecisionRevoked, given, **plain))


def test_events_are_counted_by_topic_and_month_of_shanghai(desk: DueDesk) -> None:
    desk.fact(1)
    desk.town.clock.on("2026-04-30", hour=23, minute=59)
    desk.fact(2)
    desk.town.clock.on("2026-05-01", hour=0)
    desk.fact(3)
    found = asked(desk)
    facts = {one.month: one.amount for one in found.events if one.topic.endswith(":fact-recorded:v1")}
    assert facts == {date(2026, 4, 1): 2, date(2026, 5, 1): 1}
    assert [(one.id, one.name, one.amount) for one in found.facts] == [("xzcf", "行政处罚", 3)]
    with desk.connect() as connection:
        ((entries,),) = connection.execute("select count(*) from entry where type <> 0").fetchall()
    assert sum(one.amount for one in found.events) == entries
    assert found.position == found.size


def test_live_listings_are_counted_by_list_until_midnight_of_their_end(desk: DueDesk) -> None:
    listed(desk.town)
    assert [(one.id, one.amount) for one in asked(desk).listings] == [(LIST, 1)]
    assert asked(desk).removals == {}
    desk.town.clock.on("2027-04-19", hour=23, minute=59)
    assert [one.amount for one in asked(desk).listings] == [1]
    desk.town.clock.on("2027-04-20", hour=0)
    assert asked(desk).listings == ()
    assert asked(desk).removals == {"expired": 1}


def test_inv_7_what_ended_by_time_is_displayed_to_nobody_although_nothing_was_said(desk: DueDesk) -> None:
    listed(desk.town)
    desk.town.clock.on("2027-04-19", hour=23, minute=59)
    assert asked(desk).expired_but_public == Check(found=0, looked_at=0)
    desk.town.clock.on("2027-04-20", hour=0)
    assert asked(desk).expired_but_public == Check(found=0, looked_at=1)
    desk.town.clock.on("2029-04-20", hour=0)
    assert asked(desk).expired_but_public == Check(found=0, looked_at=2)


def test_removals_are_counted_by_ground_with_the_days_that_they_took(desk: DueDesk) -> None:
    _, listing = listed(desk.town)
    desk.town.clock.on("2026-05-20")
    ended(desk, listing, "wrong_listing", "2026-05-18")
    found = asked(desk)
    assert found.removals == {"wrong_listing": 1}
    assert found.removal_days == Days(2, 1)
    assert found.listings == ()


def test_inv_11_a_listing_whose_last_ground_was_revoked_is_live_no_more(desk: DueDesk) -> None:
    fact, _ = listed(desk.town)
    revoked(desk, fact, "2026-05-08")
    found = asked(desk)
    assert found.listings == ()
    assert found.removals == {"grounds-gone": 1}
    before = desk.digests()
    ledger = desk.town.ledger
    ledger.erasure.erase_subject(SUBJECT, "court_order", "法院裁判", ledger.genesis)
    desk.follow()
    after = desk.digests()
    desk.rebuild(limit=5)
    assert desk.digests() == after != before


def test_inv_11_a_listing_with_another_ground_stays_live(desk: DueDesk) -> None:
    first, second, listing = desk.fact(1), desk.fact(2), new_id()
    facts = ",".join(sorted((first, second)))
    notice(desk.town, facts, listing)
    desk.town.clock.on("2026-05-07")
    decision(desk.town, facts, listing)
    desk.town.clock.on("2026-05-08")
    publication(desk.town, listing)
    revoked(desk, first, "2026-05-08")
    assert [one.amount for one in asked(desk).listings] == [1]
    revoked(desk, second, "2026-05-08", [listing])
    assert asked(desk).removals == {"revoked_on_review": 1}


def test_objections_and_repairs_are_counted_by_outcome(desk: DueDesk) -> None:
    cases = [desk.filed(desk.fact(number)) for number in range(1, 4)]
    for case, finding, outcome in ((cases[0], "confirmed", "rejected"), (cases[1], "wrong", "upheld")):
        desk.accept(case)
        desk.answer(case, finding)
        desk.decide(case, outcome)
    assert asked(desk).objections == {"open": 1, "rejected": 1, "upheld": 1}
    assert asked(desk).repairs == {}


def test_a_refused_repair_is_counted_as_refused(desk: DueDesk) -> None:
    fact, listing = listed(desk.town, "general")
    desk.town.clock.on("2026-09-01")
    targets = f"fact:{fact},listing:{listing}"
    case = desk.applied(targets)
    assert asked(desk).repairs == {"open": 1}
    desk.town.send(desk.town.as_bureau(RepairAccepted, {}, case=case, accepted_on=desk.town.clock.today))
    given = {"subject.targets": targets, "subject.reason": "尚未缴清罚款，应当履行的义务没有全部履行"}
    plain = {"case": case, "edition": desk.town.edition, "decided_on": desk.town.clock.today, "reason": "duties_open"}
    desk.town.send(desk.town.as_bureau(RepairRefused, given, **plain))
    assert asked(desk).repairs == {"refused": 1}
    assert desk.tasks(BUREAU) == []


def test_a_repair_refused_in_time_and_granted_after_all_counts_as_granted_and_not_as_late(desk: DueDesk) -> None:
    fact, listing = listed(desk.town, "general")
    desk.town.clock.on("2026-09-01")
    targets = f"fact:{fact},listing:{listing}"
    case = desk.applied(targets)
    plain = {"case": case, "edition": desk.town.edition, "decided_on": desk.town.clock.today}
    given = {"subject.targets": targets, "subject.reason": "所附缴款凭证系伪造，经向银行核实并不存在"}
    desk.town.send(desk.town.as_bureau(RepairRefused, given, **plain, reason="false_material"))
    desk.town.clock.on("2026-11-03")
    given = {"subject.facts": fact, "subject.reason": "法院判决认定缴款凭证真实，本局准予修复"}
    plain |= {"decided_on": desk.town.clock.today, "listings": [listing]}
    desk.town.send(desk.town.as_bureau(RepairGranted, given, **plain))
    assert asked(desk).repairs == {"granted": 1}
    kept = desk.kept(BUREAU, "repair")
    assert (kept.filed, kept.in_time, kept.late) == (1, 1, 0)
    assert desk.tasks(BUREAU) == []
    digests = desk.digests()
    desk.rebuild(limit=7)
    assert desk.digests() == digests


def recalled(desk: DueDesk) -> str:
    """Have a listing that the centre saw revoked with its ground, and give the recall."""
    fact, listing = listed(desk.town)
    desk.town.ledger.looks.record(
        Look(SUBJECT, CENTRE, "procurement", ["subject.name"], [f"listing:{listing}"], "signed")
    )
    revoked(desk, fact, "2026-05-08", [listing])
    desk.follow()
    (task,) = desk.board(CENTRE).tasks
    return task.id


def test_recalls_are_counted_until_their_recipient_confirms_them(desk: DueDesk) -> None:
    recall = recalled(desk)
    due = desk.task(CENTRE).due_on
    assert due == date(2026, 5, 12)  # 9 May is a make-up day, 10 May a Sunday
    assert desk.tasks(BUREAU) == []
    desk.town.clock.on("2026-05-12", hour=23, minute=59)
    assert asked(desk).recalls == Recalls(ordered=1, confirmed=0, overdue=0)
    assert desk.task(CENTRE).is_overdue is False
    desk.town.clock.on("2026-05-13", hour=0)
    assert asked(desk).recalls == Recalls(ordered=1, confirmed=0, overdue=1)
    assert desk.task(CENTRE).is_overdue is True
    confirmed = desk.town.as_centre(RecallConfirmed, {"subject.recall": recall}, confirmed_on=desk.town.clock.today)
    desk.town.send(confirmed)
    assert desk.tasks(CENTRE) == []
    assert asked(desk).recalls == Recalls(ordered=1, confirmed=1, overdue=0)
    assert RecallOrdered.TOPIC in {one.topic for one in asked(desk).events}


def leaves(value: object) -> Iterator[object]:
    """Everything that an answer is made of."""
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from leaves(getattr(value, one.name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield key
            yield from leaves(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from leaves(one)
    else:
        yield value


def test_inv_13_statistics_hold_no_id_code_or_name_of_anybody(desk: DueDesk) -> None:
    fact, listing = listed(desk.town)
    case = desk.filed(fact)
    spelled = {str(one) for one in leaves(asked(desk))} | {str(one) for one in leaves(desk.deadlines())}
    assert LIST in spelled
    assert not spelled & {fact, listing, case, COMPANY, COMPANY_CODE, *PERSON.values(), *WINDOW.values()}
    assert not any(COMPANY_CODE in one or COMPANY in one for one in spelled)


def test_without_a_build_statistics_are_refused(desk: DueDesk) -> None:
    with desk.connect() as connection, pytest.raises(ProjectionNotBuiltError):
        statistics(connection, desk.town.ledger.source, now=desk.town.clock.now)
