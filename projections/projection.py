"""What a read model has to offer to be run, rebuilt and compared."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from psycopg import Cursor, sql

from ledger.service.records import Record
from projections.statements import statement
from projections.writes import Write


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a projection.

    Attributes:
        name: Name without the number of the build.
        columns: All columns, in the order in which they are digested.
        key: Columns that order the rows, unique together.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    def of(self, build: int) -> sql.Identifier:
        """Give the name of the table of one build."""
        return sql.Identifier(f"{self.name}_{build}")


class Projection(ABC):
    """A fold of the log into tables."""

    name: ClassVar[str]
    version: ClassVar[int]
    tables: ClassVar[tuple[Table, ...]]
    has_indexes: ClassVar[bool] = False

    @abstractmethod
    def fold(self, cursor: Cursor[Any], records: Iterable[Record]) -> list[Write]:
        """Turn the records of a range of the log into writes, in the order in which they have to be executed.

        A pure function of the log and of what has been erased in it: it never looks into the projection's own tables
        and depends neither on the time, nor on chance, nor on where ranges begin. So ranges may be folded anywhere and
        at once, as long as their writes are executed in order; and every rebuild gives the same bytes.

        Args:
            cursor: For questions about the log.
            records: Each record of the range once, in order.
        """

    def write(self, cursor: Cursor[Any], build: int, writes: Iterable[Write]) -> None:
        """Execute the writes of a range on a build."""
        for write in writes:
            cursor.execute(statement(f"projections.{self.name}", write.name, build), write.parameters)

    def create(self, cursor: Cursor[Any], build: int) -> None:
        """Make the empty tables of a build."""
        cursor.execute(statement(f"projections.{self.name}", "tables", build))

    def index(self, cursor: Cursor[Any], build: int) -> None:
        """Add what only questions need, once a build is as long as the log, and let the planner know what is there."""
        if self.has_indexes:
            cursor.execute(statement(f"projections.{self.name}", "indexes", build))
        for table in self.tables:
            cursor.execute(sql.SQL("analyze {}").format(table.of(build)))

    def drop(self, cursor: Cursor[Any], build: int) -> None:
        """Drop the tables of a build."""
        for table in self.tables:
            cursor.execute(sql.SQL("drop table if exists {}").format(table.of(build)))
