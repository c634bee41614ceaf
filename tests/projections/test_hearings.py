"""A hearing that was demanded waits on the board of its body, and holds the decision up (听证)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.listing.events import HearingHeld
from domain.request.events import ReplyRequest
from tests.due_town import new_id
from tests.projections.due_desk import BUREAU, DueDesk, open_due_desk
from tests.service.test_due_process import decision, notice


@pytest.fixture
def desk(dsn: str, tmp_path: Path) -> Iterator[DueDesk]:
    with open_due_desk(dsn, tmp_path / "home") as opened:
        yield opened


def test_inv_4_a_hearing_that_was_demanded_waits_for_its_body_until_it_was_held(desk: DueDesk) -> None:
    fact, listing = desk.fact(), new_id()
    notice(desk.town, fact, listing)
    desk.follow()
    assert desk.tasks(BUREAU) == []
    desk.town.clock.on("2026-04-22")
    said = {"subject.text": "请求听证，当面陈述意见", "subject.evidence": ""}
    desk.town.send(desk.town.as_window(ReplyRequest, said, listing=listing, hearing="demanded"))
    task = desk.task(BUREAU)
    assert (task.kind, task.id, str(task.since), task.due_on) == ("listing-hear", listing, "2026-04-22", None)
    again = desk.town.as_window(ReplyRequest, said, listing=listing, hearing="demanded")
    assert desk.town.refused(again) == "hearing-demanded-before"
    desk.town.clock.on("2026-05-07")
    assert desk.tasks(BUREAU) == [("listing-hear", listing)]
    with pytest.raises(Exception, match="hearing-owed"):
        decision(desk.town, fact, listing)
    record = {"subject.record": "听证笔录：当事人与办案人员均到场陈述", "subject.evidence": ""}
    days = {"announced_on": "2026-04-23", "held_on": "2026-05-07"}
    desk.town.send(desk.town.as_bureau(HearingHeld, record, listing=listing, **days))
    assert desk.tasks(BUREAU) == [("listing-decide", listing)]
