"""One field of a data standard: how it is called in files, what it may hold, whose it is."""

import re
from dataclasses import dataclass
from typing import Literal

from domain.field import FieldSpec, ValueType, refuse_person_scores
from domain.width import HALF_WIDTH

Kind = Literal[
    "text", "date", "code", "choice", "choices", "fen", "flag", "subject_kind", "identifier_type", "identifier", "row"
]
Requirement = Literal["M", "C", "O"]
Role = Literal["subject", "representative", "plain", "file"]

_VALUE_TYPES: dict[str, ValueType] = {"fen": "integer", "flag": "flag"}
_ROLES: dict[str, Role] = {"subject": "subject", "representative": "representative", "file": "file"}
_HEADING_NOISE = re.compile(r"[\s*:_()\[\]{}〔〕【】、，,.\-—/\\\"'“”　]+")


def fold_heading(text: str) -> str:
    """Give the comparison form of a column heading or choice: half-width, lower case, letters and digits only."""
    return _HEADING_NOISE.sub("", text.translate(HALF_WIDTH)).casefold()


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a choice may have.

    Attributes:
        value: What stands in the statement, permanent.
        zh: Its name in the standard.
        en: Its English name.
        aliases: Other spellings found in files.
    """

    value: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()

    def is_called(self, folded: str) -> bool:
        """Tell whether a folded text names this choice."""
        return folded in {fold_heading(name) for name in (self.value, self.zh, *self.aliases)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(FieldSpec):
    """One field of a data standard (数据标准).

    Attributes:
        name: ``<role>.<field>`` in the statement; ``decided_on`` is a plain claim; ``file.…`` stands in files only.
        zh: Heading in the standard.
        en: English name.
        code: Code of the standard, such as ``XK_WSH``; empty where the standard lacks the field.
        aliases: Other headings and older codes found in files.
        kind: What the value is. Amounts (``fen``) are integers in fen; files give them in 万元.
        max_length: Longest text, in characters.
        choices: The values of a choice.
        requirement: Mandatory, conditional (``rules`` say when) or optional.
        role: Whose data it is; ``plain`` and ``file`` are no disclosures.
    """

    zh: str
    en: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    kind: Kind = "text"
    max_length: int = 200
    choices: tuple[Choice, ...] = ()
    requirement: Requirement = "O"

    def __post_init__(self) -> None:
        """Refuse fields that could hold a person's score, under any of their names (INV-13)."""
        refuse_person_scores((self.name, self.zh, self.en, self.code, *self.aliases), self.subject_kinds)
        object.__setattr__(self, "value_type", _VALUE_TYPES.get(self.kind, "text"))

    @property
    def role(self) -> Role:
        """Whose data the field is."""
        head = self.name.partition(".")[0]
        return _ROLES.get(head, "plain")

    @property
    def is_disclosure(self) -> bool:
        """Whether the field is a disclosure of the statement."""
        return self.role in {"subject", "representative"}

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading under which files carry the field, folded."""
        names = (self.zh, self.code, self.name, *self.aliases)
        return tuple(dict.fromkeys(folded for name in names if (folded := fold_heading(name))))

    def choice(self, raw: str) -> Choice | None:
        """Find the choice that a text of a file names, by value, name or alias."""
        folded = fold_heading(raw)
        return next((choice for choice in self.choices if choice.is_called(folded)), None)

    def choice_of_value(self, value: str) -> Choice | None:
        """Find the choice with exactly this value."""
        return next((choice for choice in self.choices if choice.value == value), None)
