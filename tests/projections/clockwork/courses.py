"""Courses of due process that a desk takes while its clock worker may be stopped."""

from domain.fact.events import FactRecorded
from domain.repair.events import RepairAccepted, RepairRefused
from domain.request.events import EscalationRequest
from tests.due_town import COMPANY_WHO
from tests.projections.due_desk import DueDesk, listed
from tests.town import BUREAU, BUREAU_NAME, COMPANY


def applied(desk: DueDesk) -> tuple[str, str, str]:
    """Have repair of a fact and a listing applied for on 1 September; give the application and both targets."""
    fact, listing = listed(desk.town, "general")
    desk.town.clock.on("2026-09-01")
    return desk.applied(f"fact:{fact},listing:{listing}"), f"fact:{fact}", f"listing:{listing}"


def take_up(desk: DueDesk, case: str) -> None:
    desk.town.send(desk.town.as_bureau(RepairAccepted, {}, case=case, accepted_on=desk.town.clock.today))


def refuse(desk: DueDesk, case: str, targets: str) -> None:
    plain = {"edition": desk.town.edition, "decided_on": desk.town.clock.today, "reason": "duties_open"}
    given = {"subject.targets": targets, "subject.reason": "罚款尚未缴清，年度报告尚未补报，暂不符合修复条件"}
    desk.town.send(desk.town.as_bureau(RepairRefused, given, case=case, **plain))


def escalate(desk: DueDesk, case: str) -> None:
    given = {"subject.text": "请求复核", "subject.evidence": ""}
    desk.town.send(desk.town.as_window(EscalationRequest, given, case=case))


def assert_a_rebuild_gives_the_same_bytes(desk: DueDesk) -> None:
    desk.follow()
    followed = desk.digests()
    desk.rebuild(limit=3)
    assert desk.digests() == followed


def licence(desk: DueDesk) -> str:
    """Have a licence of the company recorded that its item keeps for five years."""
    disclosed = {
        **COMPANY_WHO,
        "subject.name": COMPANY,
        "subject.kind": "ENT",
        "subject.document_name": "准予行政许可决定书",
        "subject.document_no": "滕审许〔2026〕1号",
        "subject.licence_category": "ordinary",
        "subject.content": "食品经营",
        "subject.valid_from": desk.town.clock.today,
        "subject.valid_to": "2099-12-31",
        "subject.deciding_body": BUREAU_NAME,
        "subject.deciding_body_code": BUREAU,
        "subject.status": "valid",
        "subject.source_body": BUREAU_NAME,
        "subject.source_body_code": BUREAU,
        "representative.name": "张示例",
    }
    plain = {"item": "xzxk", "item_version": 1, "rules": "2026.1", "decided_on": desk.town.clock.today}
    event = FactRecorded.from_claims(plain, disclosed)
    statement = desk.town.statement(event, digests=32)
    desk.town.send(statement)
    return statement.jti
