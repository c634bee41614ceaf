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
    """Records about a natural person or an individual business: the text is about that person."""
    ANYBODY = "anybody"
    """Records about anybody: the wording itself points to a person, or to a sealed record."""


TEXT_CLASSES: frozenset[FieldClass] = frozenset({FieldClass.REFERENCE, FieldClass.NARRATIVE, FieldClass.BASIS})
PROSE: frozenset[FieldClass] = frozenset({FieldClass.REFERENCE, FieldClass.NARRATIVE})


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern with its exceptions.

    Attributes:
        category: Id of the category.
        pattern: What to look for.
        unless: Wordings that mean something else; a finding that lies within one of them, or overlaps it, is none.
        scope: Whose records the rule reads.
        classes: Which fields it reads, beside the name of a natural person.
    """

    category: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    scope: Scope
    classes: frozenset[FieldClass] = PROSE


def rule(
    category: str,
    *patterns: str,
    unless: tuple[str, ...] = (),
    scope: Scope = Scope.PERSON,
    classes: frozenset[FieldClass] = PROSE,
) -> Rule:
    """Build a rule from alternatives written as regular expressions."""
    return Rule(
        category,
        re.compile("|".join(patterns)),
        re.compile("|".join(unless)) if unless else None,
        scope,
        classes,
    )
