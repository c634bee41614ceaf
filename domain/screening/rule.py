"""A rule of screening: what to look for, in whose records, in which fields, and what is meant otherwise."""

import re
from dataclasses import dataclass
from enum import Enum


class FieldClass(Enum):
    """How a text is read."""

    PARTY = "party"
    """The subject's or representative's name: screened for natural persons only."""
    BODY = "body"
    """Name of a public body: never screened."""
    REFERENCE = "reference"
    """Titles, numbers, certificates."""
    BASIS = "basis"
    """Citations of law."""
    NARRATIVE = "narrative"
    """Free text."""


class Scope(Enum):
    """Whose records a rule reads."""

    PERSON = "person"
    """Records about a natural person: the text is about him, so a plain word is enough."""
    TRADER = "trader"
    """The same, and records about an individual business, whose text may also be about its goods."""
    ANYBODY = "anybody"
    """Records about anybody: the wording itself points to a person, or to a sealed record."""

    def reads(self, subject_kind: str) -> bool:
        """Tell whether a rule of this scope reads records of a kind of subject."""
        return self is Scope.ANYBODY or subject_kind == "NP" or (self is Scope.TRADER and subject_kind == "SOLE")


TEXT_CLASSES: frozenset[FieldClass] = frozenset({FieldClass.REFERENCE, FieldClass.NARRATIVE, FieldClass.BASIS})
PROSE: frozenset[FieldClass] = frozenset({FieldClass.REFERENCE, FieldClass.NARRATIVE})


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern with its exceptions.

    Attributes:
        category: Id of the category.
        pattern: What to look for.
        unless: Wordings that mean something else; a finding that overlaps one of them is none.
        scope: Whose records the rule reads.
        classes: Which fields it reads, beside the name of a natural person.
        skipped_natures: Natures of item that it does not read.
    """

    category: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    scope: Scope
    classes: frozenset[FieldClass]
    skipped_natures: frozenset[str]


def rule(
    category: str,
    *patterns: str,
    unless: tuple[str, ...] = (),
    scope: Scope = Scope.TRADER,
    classes: frozenset[FieldClass] = PROSE,
    skipped_natures: frozenset[str] = frozenset(),
) -> Rule:
    """Build a rule from alternatives written as regular expressions."""
    return Rule(
        category,
        re.compile("|".join(patterns)),
        re.compile("|".join(unless)) if unless else None,
        scope,
        classes,
        skipped_natures,
    )
