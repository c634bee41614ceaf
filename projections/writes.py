"""What a fold wants to have written."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Write(NamedTuple):
    """One statement to be executed.

    Attributes:
        name: File of the statement, in the projection's ``sql`` folder.
        parameters: Its parameters.
    """

    name: str
    parameters: Mapping[str, object]


class Writes:
    """Collects writes: new rows go together in one statement, changes follow in their order."""

    def __init__(self, insert: str, columns: Sequence[str]) -> None:
        """Begin with nothing.

        Args:
            insert: Name of the statement that inserts rows; each of its parameters is an array, one for each column.
            columns: Names of these parameters, in the order of the rows' values.
        """
        self._insert = insert
        self._columns = columns
        self._rows: list[tuple[object, ...]] = []
        self._writes: list[Write] = []

    def add(self, *row: object) -> None:
        """Insert a row."""
        self._rows.append(row)

    def change(self, name: str, **parameters: object) -> None:
        """Execute a statement after everything that was collected before."""
        self._flush()
        self._writes.append(Write(name, parameters))

    def all(self) -> list[Write]:
        """Give what was collected, in the order in which it has to be executed."""
        self._flush()
        return self._writes

    def _flush(self) -> None:
        if self._rows:
            columns = map(list, zip(*self._rows, strict=True))
            self._writes.append(Write(self._insert, dict(zip(self._columns, columns, strict=True))))
            self._rows = []
