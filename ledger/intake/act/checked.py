"""A row of acts while it is checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.time import parse_date
from ledger.intake.act.acts import Act
from ledger.intake.act.cells import Value
from ledger.intake.header import Column


@dataclass(frozen=True, slots=True)
class Checked:
    """A row under check.

    Attributes:
        number: Of the row.
        act: The act.
        plain: Plain claims.
        disclosed: Disclosures.
        columns: Column of each field.
        blamed: Fields that are known to be faulty, and not blamed a second time.
    """

    number: int
    act: Act
    plain: Mapping[str, Value]
    disclosed: Mapping[str, str]
    columns: Mapping[str, Column]
    blamed: frozenset[str]

    def day(self, name: str) -> date | None:
        """A plain date; ``None`` where it is not there."""
        value = self.plain.get(name)
        return parse_date(value) if isinstance(value, str) else None
