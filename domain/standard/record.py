"""One record under check: its fields, its surroundings and who it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
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
    """

    standard: Standard
    values: Mapping[str, str | int | bool]
    context: FactContext
    subject: Identifier | None = None
    representative: Identifier | None = None

    @property
    def kind(self) -> str:
        """Kind of subject; empty if it is wrong."""
        value = self.values.get("subject.kind", "")
        return value if isinstance(value, str) else ""

    @property
    def is_person(self) -> bool:
        """Whether the subject is a natural person, or an individual business, which is one in practice."""
        return self.kind in PERSON_KINDS

    def field(self, name: str) -> Field:
        """Find a field of the standard."""
        return self.standard.by_name[name]

    def text(self, name: str) -> str:
        """Give a text, empty if absent."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def day(self, name: str) -> date | None:
        """Give a date, ``None`` if absent."""
        return read_date(self.values.get(name))
