"""What a bench hands over: rows of the table, and everything else that it measured."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

RATIO = "ratio"


@dataclass(frozen=True)
class Row:
    """One row of the table.

    Attributes:
        what: What is measured.
        ours: What we reach, in `unit`.
        unit: ``events/s``, ``ms`` …
        target: What is wanted; None: nothing is promised, the row is there to be seen.
        target_of: ``ratio`` if the target speaks of ours against the peer's, else ``ours``.
        is_at_most: Whether the target is an upper bound.
        peer: What the peer reached in the same run, in the same unit.
        peer_name: Who that is.
    """

    what: str
    ours: float
    unit: str
    target: float | None = None
    target_of: str = "ours"
    is_at_most: bool = False
    peer: float | None = None
    peer_name: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours against the peer's."""
        return None if not self.peer else self.ours / self.peer

    @property
    def is_met(self) -> bool | None:
        """Whether the target is reached; None if there is none."""
        value = self.ratio if self.target_of == RATIO else self.ours
        if self.target is None or value is None:
            return None
        return value <= self.target if self.is_at_most else value >= self.target


@dataclass(frozen=True)
class Result:
    """What one bench found.

    Attributes:
        rows: For the table.
        details: Everything else, by name; what JSON can hold.
    """

    rows: list[Row]
    details: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Spell it for the results file; ratio and verdict are written out for whoever reads that."""
        rows = [{**asdict(row), "ratio": row.ratio, "is_met": row.is_met} for row in self.rows]
        return {"rows": rows, "details": dict(self.details)}

    @classmethod
    def of_json(cls, value: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        names = Row.__dataclass_fields__
        rows = [Row(**{name: found for name, found in row.items() if name in names}) for row in value["rows"]]
        return cls(rows, value["details"])
