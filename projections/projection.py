"""What a read model has to offer to be run, rebuilt and compared."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from psycopg import Cursor, sql

from ledger.service.records import Record
from projections.statements import statement


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
    """A fold of the log into tables.

    What it writes must depend on the events (and on what has been erased) alone: not on the time, on chance, on
    the size of the batches or on what happens to be cached. Then every rebuild gives the same bytes.
    """

    name: ClassVar[str]
    version: ClassVar[int]
    tables: ClassVar[tuple[Table, ...]]
    has_indexes: ClassVar[bool] = False

    def create(self, cursor: Cursor[Any], build: int) -> None:
        """Make the empty tables of a build."""
        cursor.execute(statement(f"projections.{self.name}", "tables", build))

    def index(self, cursor: Cursor[Any], build: int) -> None:
        """Add what only questions need, once a build is as long as the log."""
        if self.has_indexes:
            cursor.execute(statement(f"projections.{self.name}", "indexes", build))

    def drop(self, cursor: Cursor[Any], build: int) -> None:
        """Drop the tables of a build."""
        for table in self.tables:
            cursor.execute(sql.SQL("drop table if exists {}").format(table.of(build)))

    @abstractmethod
    def apply(self, cursor: Cursor[Any], build: int, records: Iterable[Record]) -> None:
        """Fold records into the tables of a build; called with each record once, in the log's order."""
