"""Breaks rows of a sample log and looks what the check finds."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection

from ledger.fsck.fault import Fault
from ledger.fsck.rows import Snapshot
from ledger.fsck.run import check, read_mark, read_orders
from tests.fsck.sample_log import SampleLog


class Broken:
    """Breaks rows and looks what the check finds."""

    def __init__(self, connection: Connection[Any], log: SampleLog) -> None:
        self.connection = connection
        self.log = log

    def run(self, statement: str, *parameters: object) -> int:
        """Change rows; give how many."""
        count = self.connection.execute(statement.encode(), parameters).rowcount
        assert count > 0, "the test changed nothing"
        return count

    def flip(self, table: str, column: str, byte: int, where: str, *parameters: object) -> None:
        """Change one bit of one column of one row."""
        change = f"set_byte({column}, {byte}, get_byte({column}, {byte}) # 1)"
        assert self.run(f"update {table} set {column} = {change} where {where}", *parameters) == 1

    def one(self, query: str, *parameters: object) -> Any:
        row = self.connection.execute(query.encode(), parameters).fetchone()
        assert row is not None
        return row[0]

    def faults(self) -> list[Fault]:
        mark, faults = read_mark(self.log.material)
        return [*faults, *check(Snapshot(self.connection), self.log.material, mark, read_orders(self.log.material))]

    def kinds_at(self, position: int | None) -> set[str]:
        """The kinds of the faults at a position; fails if there are faults elsewhere."""
        found = self.faults()
        assert {fault.position for fault in found} == {position}, found
        return {fault.kind for fault in found}

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Break something, look, and mend it again."""
        with self.connection.transaction(force_rollback=True):
            yield
