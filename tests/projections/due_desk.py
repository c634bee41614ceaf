"""The small town with its due process, and the read models over it that a test brings up to date when it wants to."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided
from domain.request.events import CaseRequest, RepairRequest
from ledger.postgres.connect import connect
from projections.build import live_build
from projections.casework import Board, CaseworkProjection, Deadlines, Kept, Task, board, deadlines
from projections.digest import content_digest
from projections.projection import Projection
from projections.public_list import BlindIndex, PublicListProjection
from projections.rebuild import ensure, rebuild
from projections.runner import catch_up
from projections.statistics import StatisticsProjection
from tests.due_town import DueTown, open_due_town
from tests.service.test_due_process import listed
from tests.town import BUREAU, CENTRE

__all__ = ["BUREAU", "CENTRE", "DueDesk", "listed", "open_due_desk"]


class DueDesk:
    """A town and what can be asked about its procedures."""

    def __init__(self, town: DueTown) -> None:
        self.town = town
        self.connect = partial(connect, town.ledger.dsn, town.settings.db_schema, autocommit=True)
        self.projections: tuple[Projection, ...] = (
            CaseworkProjection(town.ledger.source),
            StatisticsProjection(town.ledger.source),
            PublicListProjection(town.ledger.source, BlindIndex(town.ledger.keyring.projection_secret)),
        )

    def follow(self) -> None:
        """Bring the read models up to the log."""
        with self.connect() as connection:
            for one in self.projections:
                ensure(self.connect, one, self.town.ledger.source)
                catch_up(connection, one, self.town.ledger.source)

    def digests(self) -> list[bytes]:
        with self.connect() as connection, connection.cursor() as cursor:
            return [content_digest(cursor, one, live_build(cursor, one)[0]) for one in self.projections]

    def rebuild(self, limit: int) -> None:
        rebuild(self.connect, self.projections, self.town.ledger.source, limit=limit)

    def board(self, agency: str = CENTRE, *, after: str | None = None, limit: int = 50) -> Board:
        with self.connect() as connection:
            now = self.town.clock.now
            return board(connection, self.town.ledger.source, agency, now=now, after=after, limit=limit)

    def tasks(self, agency: str = CENTRE) -> list[tuple[str, str]]:
        return [(one.kind, one.id) for one in self.board(agency).tasks]

    def task(self, agency: str = CENTRE) -> Task:
        (task,) = self.board(agency).tasks
        return task

    def deadlines(self) -> Deadlines:
        with self.connect() as connection:
            return deadlines(connection, self.town.ledger.source, now=self.town.clock.now)

    def kept(self, agency: str, kind: str) -> Kept:
        (row,) = [one for one in self.deadlines().items if (one.agency, one.kind) == (agency, kind)]
        return row

    def fact(self, number: int = 1, **changes: Any) -> str:
        """Have a penalty of the company recorded, and give its jti."""
        statement = self.town.penalty(number, **changes)
        self.town.send(statement)
        return statement.jti

    def filed(self, target: str, kind: str = "objection", target_kind: str = "fact") -> str:
        """File a case of the company at the window, and give its id."""
        request = self.town.as_window(
            CaseRequest,
            {
                "subject.target_kind": target_kind,
                "subject.target": target,
                "subject.text": "罚款数额有误",
                "subject.evidence": "",
                "subject.body": "滕州市示例人民政府" if kind in {"review", "litigation"} else "",
                "subject.document_no": "滕政复〔2026〕1号" if kind in {"review", "litigation"} else "",
            },
            kind=kind,
        )
        return str(self.town.send(request).statement.plain["case"])

    def accept(self, case: str, *, needs_help: bool = False) -> None:
        today = self.town.clock.today
        self.town.send(self.town.as_centre(CaseAccepted, {}, case=case, accepted_on=today, needs_help=needs_help))

    def answer(self, case: str, finding: str = "confirmed") -> None:
        given = {"subject.reason": "经核查，罚款数额与决定书一致", "subject.evidence": ""}
        today = self.town.clock.today
        self.town.send(self.town.as_bureau(CaseAnswered, given, case=case, finding=finding, answered_on=today))

    def decide(self, case: str, outcome: str = "rejected") -> None:
        given = {"subject.reason": "来源单位已核实，作出处理决定", "subject.evidence": ""}
        today = self.town.clock.today
        self.town.send(self.town.as_centre(CaseDecided, given, case=case, outcome=outcome, decided_on=today))

    def applied(self, targets: str) -> str:
        """Apply for repair at the window, and give the id of the application."""
        given = {
            "subject.targets": targets,
            "subject.text": "已补报年报并缴清罚款",
            "subject.commitment": "今后依法按期公示年度报告",
            "subject.evidence": "",
        }
        return str(self.town.send(self.town.as_window(RepairRequest, given)).statement.plain["case"])


@contextmanager
def open_due_desk(dsn: str, home: Path, day: str = "2026-04-20") -> Iterator[DueDesk]:
    """Found the town on a day and give its desk."""
    with open_due_town(dsn, home, day) as town:
        yield DueDesk(town)
