"""One record under check: its fields, its surroundings and who it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.field import PERSON_KINDS
from domain.identifier import Identifier
from domain.standard.context import FactContext
from domain.standard.field import Field
from domain.standard.standard import Standard
from domain.standard.values import read_date


@dataclass(slots=True)
class Record:
    """What the rules read; values with a wrong form are left out, so that each fault is told once.

    Attributes:
        standard: The data standard.
        values: Disclosures whose form is right.
        context: The surroundings.
        subject: The subject's identifier once it was checked, ``None`` if it is wrong.
        representative: The representative's identifier once it was checked, ``None`` if absent or wrong.
        kind: Kind of subject; empty if it is wrong.
        days: Dates that are given and right, ``decided_on`` among them.
    """

    standard: Standard
    values: Mapping[str, str | int | bool]
    context: FactContext
    subject: Identifier | None = None
    representative: Identifier | None = None
    kind: str = field(init=False)
    days: dict[str, date] = field(init=False)

    def __post_init__(self) -> None:
        """Read kind and dates once."""
        self.kind = self.text("subject.kind")
        given = self.standard.dates.intersection(self.values)
        self.days = {name: day for name in given if (day := read_date(self.text(name))) is not None}
        if self.context.decided_on is not None:
            self.days["decided_on"] = self.context.decided_on

    @property
    def is_person(self) -> bool:
        """Whether the subject is a natural person, or an individual business, which is one in practice."""
        return self.kind in PERSON_KINDS

    def named(self, name: str) -> Field:
        """Find a field of the standard."""
        return self.standard.by_name[name]

    def text(self, name: str) -> str:
        """Give a text, empty if absent."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def day(self, name: str) -> date | None:
        """Give a date, ``None`` if absent."""
        return self.days.get(name)
