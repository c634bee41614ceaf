"""Records that end before their time: repaired, or with the decision behind them revoked."""

from domain.repair.events import RepairAccepted, RepairGranted
from domain.revocation.events import DecisionRevoked
from tests.projections.list_desk import ListDesk


def repaired(desk: ListDesk, fact: str, listing: str) -> None:
    desk.town.clock.on("2026-09-03")
    case = desk.applied(f"fact:{fact},listing:{listing}")
    desk.town.send(desk.town.as_bureau(RepairAccepted, {}, case=case, accepted_on=desk.town.clock.today))
    desk.town.send(
        desk.town.as_bureau(
            RepairGranted,
            {"subject.facts": fact, "subject.reason": "已履行义务，符合修复条件"},
            case=case,
            edition=desk.town.edition,
            decided_on=desk.town.clock.today,
            listings=[listing],
        )
    )


def revoked(desk: ListDesk, fact: str) -> None:
    desk.town.send(
        desk.town.as_bureau(
            DecisionRevoked,
            {"subject.facts": fact, "subject.reason": "复议决定撤销", "subject.document_no": "滕政复〔2026〕1号"},
            ground="revoked_on_review",
            decided_on=desk.town.clock.today,
        )
    )
