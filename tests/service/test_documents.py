"""On the real recorder: a document counts once, and its rows stand beside each other (INV-5, INV-12)."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.definition.events import ListDefined
from domain.fact.events import FactCorrected, FactWithdrawn
from domain.fact.state import FactState
from domain.listing.events import CourtListMirrored, ListingEnded
from domain.listing.ground_refusals import GroundUsedError, NoticeParallelError, TierRaisedError
from domain.request.events import ReplyRequest
from domain.revocation.events import DecisionRevoked
from ledger.service.admission.desk import Desk
from ledger.service.admission.glance import Glance
from ledger.service.outcome import Accepted
from ledger.statement import Statement
from tests.due_town import COMPANY_WHO, COURT, COURT_KEY, SERIOUS, DueTown, new_id, open_due_town
from tests.service.test_due_process import LIST, listed, notice
from tests.town import CENTRE, CENTRE_KEY, COMPANY


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as opened:
        yield opened


def withdrawn(town: DueTown, fact: Statement) -> None:
    said = {"subject.fact": fact.jti, "subject.reason": "录入错误"}
    town.send(town.as_bureau(FactWithdrawn, said, item="xzcf", ground="recorded_in_error"))


def test_inv_12_a_document_revoked_does_not_come_again_by_another_row_or_body(town: DueTown) -> None:
    fact = town.penalty(1)
    town.send(fact)
    said = {"subject.facts": fact.jti, "subject.reason": "行政复议撤销", "subject.document_no": "滕政复决〔2026〕1号"}
    town.send(town.as_bureau(DecisionRevoked, said, ground="revoked_on_review", decided_on=town.clock.today))
    body = {"subject.deciding_body_code": CENTRE, "subject.deciding_body": "滕州市社会信用中心（示例）"}
    changes: list[dict[str, Any]] = [
        {"subject.row": "2"},
        body,
        {**body, "subject.document_no": "滕审罚〔2026〕第01号"},
    ]
    for one in changes:
        assert town.refused(town.penalty(1, **one)) == "fact-document-ended"
    town.send(town.penalty(2))


def test_inv_12_another_spelling_is_the_same_fact(town: DueTown) -> None:
    fact = town.penalty(1)
    town.send(fact)
    withdrawn(town, fact)
    for number in ("滕审罚〔2026〕01号", "滕审罚〔2026〕第1号"):
        assert town.refused(town.penalty(1, **{"subject.document_no": number})) == "fact-recorded-before"


def test_the_rows_of_a_document_are_recorded_together_and_one_by_one_until_one_is_ended(town: DueTown) -> None:
    rows = [town.penalty(1, **({"subject.row": str(number)} if number > 1 else {})) for number in range(1, 9)]
    outcomes = town.ledger.submit_many([row.text for row in rows])
    assert all(isinstance(one, Accepted) for one in outcomes)
    town.send(town.penalty(1, **{"subject.row": "9"}))
    withdrawn(town, rows[3])
    late = [town.penalty(1, **{"subject.row": row}) for row in ("10", "11")]
    refused = town.ledger.submit_many([row.text for row in late])
    assert [getattr(getattr(one, "error", None), "code", "") for one in refused] == ["fact-document-ended"] * 2


def test_inv_12_a_document_keeps_its_date_in_all_its_rows(town: DueTown) -> None:
    town.send(town.penalty(1))
    town.clock.on("2026-04-21")
    row = {"subject.row": "2"}
    for day in ("2026-04-19", "2026-04-21"):
        assert town.refused(town.penalty(1, decided_on=day, **row)) == "fact-document-date"
    town.send(town.penalty(1, decided_on="2026-04-20", **row))
    town.send(town.penalty(2))


def dated_back(town: DueTown, fact: Statement) -> None:
    plain = {**fact.plain, "decided_on": "2026-04-19", "reason": "source_error"}
    event = FactCorrected.from_claims(plain, {**fact.disclosed, "subject.fact": fact.jti})
    town.send(town.statement(event, digests=48))


@pytest.mark.parametrize(("change", "code"), [(withdrawn, "fact-document-ended"), (dated_back, "fact-document-date")])
def test_inv_12_a_row_that_came_and_changed_while_another_was_decided_is_not_overlooked(
    town: DueTown, monkeypatch: pytest.MonkeyPatch, change: Callable[[DueTown, Statement], None], code: str
) -> None:
    town.send(town.penalty(1))
    looked_at, between = Desk.rows_on, [town.penalty(1, **{"subject.row": "2"})]

    def rows_on(desk: Desk, glance: Glance, paper: str) -> tuple[list[FactState], int]:
        found = looked_at(desk, glance, paper)
        while between:
            row = between.pop()
            town.send(row)
            change(town, row)
        return found

    monkeypatch.setattr(Desk, "rows_on", rows_on)
    assert town.refused(town.penalty(1, **{"subject.row": "3"})) == code
    assert between == []


def test_inv_12_a_document_that_grounds_a_listing_grounds_no_second_by_another_row(town: DueTown) -> None:
    listed(town)
    row = town.penalty(1, decided_on="2026-04-20", **{"subject.row": "2"})
    town.send(row)
    with pytest.raises(GroundUsedError):
        notice(town, row.jti, new_id(), reply_until="2026-06-01")


def test_inv_5_another_row_does_not_run_beside_a_notice(town: DueTown) -> None:
    town.open_list("general")
    fact, listing = town.penalty(1, tier="general"), new_id()
    town.send(fact)
    row = town.penalty(1, **{"subject.row": "2"})
    town.send(row)
    notice(town, fact.jti, listing, "general")
    with pytest.raises(NoticeParallelError):
        notice(town, row.jti, new_id(), "general")
    given_up(town, listing)
    notice(town, row.jti, new_id(), "general")


def test_inv_5_another_row_does_not_raise_the_tier_of_a_notice_that_got_a_reply(town: DueTown) -> None:
    town.open_list("general")
    fact, listing = town.penalty(1, tier="general"), new_id()
    town.send(fact)
    notice(town, fact.jti, listing, "general")
    given_up(town, listing)
    town.clock.on("2026-04-21")
    claims = {**SERIOUS, "version": 3, "effective_from": town.clock.today}
    town.send(town.statement(ListDefined.from_claims(claims, {}), CENTRE_KEY, f"agency:{CENTRE}"))
    row, other = town.penalty(1, decided_on="2026-04-20", **{"subject.row": "2"}), town.penalty(2)
    town.send(row)
    town.send(other)
    with pytest.raises(TierRaisedError):
        notice(town, row.jti, new_id(), list_version=3, reply_until="2026-05-07")
    notice(town, other.jti, new_id(), list_version=3, reply_until="2026-05-07")


def given_up(town: DueTown, listing: str) -> None:
    """The subject replies to a notice, and the body gives it up."""
    town.send(town.as_window(ReplyRequest, {"subject.text": "请求从轻", "subject.evidence": ""}, listing=listing))
    said = {"subject.reason": "告知有误", "subject.document_no": ""}
    plain = {"listing": listing, "list": LIST, "ground": "wrong_listing", "decided_on": town.clock.today}
    town.send(town.as_bureau(ListingEnded, said, **plain))


def mirrored(town: DueTown, listing: str, number: str = "（2026）鲁0481执1号") -> Statement:
    said = {
        **COMPANY_WHO,
        "subject.masked_identifier": "",
        "subject.kind": "ENT",
        "subject.name": COMPANY,
        "subject.birth_date": "",
        "subject.document_no": number,
        "subject.reason": "有履行能力而拒不履行生效法律文书确定的义务",
        "subject.duty": "支付货款人民币一万元",
    }
    plain = {"listing": listing, "list": "court-defaulters", "list_version": 1, "edition": town.edition}
    term = {"decided_on": town.clock.today, "ends_on": "2028-04-20"}
    return town.statement(CourtListMirrored.from_claims({**plain, **term}, said), COURT_KEY, f"agency:{COURT}")


def test_inv_12_a_courts_document_is_mirrored_once(town: DueTown) -> None:
    town.send(town.penalty(1))
    first = new_id()
    town.send(mirrored(town, first))
    assert town.refused(mirrored(town, new_id())) == "court-list-document-used"
    said = {**COMPANY_WHO, "subject.reason": "列入错误", "subject.document_no": ""}
    plain = {"listing": first, "list": "court-defaulters", "ground": "wrong_listing", "decided_on": town.clock.today}
    town.send(town.statement(ListingEnded.from_claims(plain, said), COURT_KEY, f"agency:{COURT}"))
    assert town.refused(mirrored(town, new_id(), "(2026)鲁0481执01号")) == "court-list-document-used"
    town.send(mirrored(town, new_id(), "（2026）鲁0481执恢1号"))
