"""Judging a row by the domain's own rules: the same call that the server makes, so that the two cannot differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.identifier.rid import PROVINCES
from domain.standard import Standard
from domain.standard.check import check_fields
from domain.standard.context import FactContext
from domain.standard.problem import FieldProblem
from domain.time import parse_date
from ledger.intake.cells import Scalar, is_rid
from ledger.intake.header import Header
from ledger.intake.submission.transport import Item

_PENALTIES = "cf-2018"
_NUMBERS = ("subject.identifier", "representative.identifier")


@dataclass(frozen=True, slots=True)
class Rules:
    """What the rows of one file are judged by.

    Attributes:
        today: Present date in Asia/Shanghai.
        environment: ``test`` or ``production``.
        source_code: Code of the body that signs; ``None`` if it is not known yet.
        is_adverse: Whether the item is adverse to its subject.
        item: The catalogue item, if it is known.
    """

    today: date
    environment: str
    is_adverse: bool
    source_code: str | None = None
    item: Item | None = None

    def context(self, decided_on: str) -> FactContext:
        """The surroundings of one row."""
        decided = parse_date(decided_on) if decided_on else None
        if self.item is None:
            return FactContext(
                decided_on=decided,
                today=self.today,
                environment=self.environment,
                source_code=self.source_code,
                is_adverse=self.is_adverse,
            )
        return FactContext(
            decided_on=decided,
            today=self.today,
            environment=self.environment,
            source_code=self.source_code,
            is_adverse=self.is_adverse,
            subject_kinds=frozenset(self.item.subject_kinds),
            identifier=self.item.identifier,
            validity_months=self.item.validity_months,
        )


def rules_for_standard(standard: Standard, today: date, environment: str) -> Rules:
    """Rules for a check without a catalogue: penalties are adverse, the rest is not."""
    return Rules(today, environment, is_adverse=standard.id == _PENALTIES)


def rules_of_item(item: Item, today: date, environment: str, source_code: str | None) -> Rules:
    """Rules of a catalogue item."""
    return Rules(today, environment, item.is_adverse, source_code, item)


def guess_environment(header: Header) -> str:
    """What kind of ledger a file is meant for: ``test`` if most of the people it names are plainly invented."""
    numbers = [
        text
        for name in _NUMBERS
        if (column := header.by_field.get(name)) is not None
        for row in header.data
        if isinstance(cell := row.cell(column.index), str) and is_rid(text := cell.strip().upper())
    ]
    invented = sum(number[:2] not in PROVINCES for number in numbers)
    return "test" if 2 * invented > len(numbers) else "production"


def judge(standard: Standard, rules: Rules, decided_on: str, disclosed: Mapping[str, Scalar]) -> list[FieldProblem]:
    """What the domain says about a row."""
    return check_fields(standard, disclosed, rules.context(decided_on))
