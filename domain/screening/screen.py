"""The screening itself (INV-2)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.field import PERSON_KINDS
from domain.screening.body_rules import BODY_RULES
from domain.screening.category import CATEGORIES
from domain.screening.field_class import FIELD_CLASSES
from domain.screening.money_rules import MONEY_RULES
from domain.screening.prefilter import combined
from domain.screening.rule import FieldClass, Rule, Scope
from domain.screening.sealed_rules import SEALED_RULES

SCREENING_VERSION = "2026.1"
"""Version of this rule; it belongs to the rule book of the same version."""

RULES: tuple[Rule, ...] = (*BODY_RULES, *MONEY_RULES, *SEALED_RULES)


@dataclass(frozen=True, slots=True)
class Finding:
    """Prohibited content at one place.

    Attributes:
        field: Name of the field.
        start: First character.
        end: One past the last character.
        category: Id of the category.
        article: Citation.
    """

    field: str
    start: int
    end: int
    category: str
    article: str


def _applicable(is_person: bool, field_class: FieldClass) -> tuple[Rule, ...]:
    def reads(rule: Rule) -> bool:
        in_scope = is_person or rule.scope is Scope.ANYBODY
        return in_scope and (field_class in rule.classes or field_class is FieldClass.PARTY)

    if field_class is FieldClass.BODY:
        return ()
    return tuple(rule for rule in RULES if reads(rule))


_RULES_FOR: Mapping[tuple[bool, FieldClass], tuple[Rule, ...]] = MappingProxyType(
    {
        (is_person, field_class): _applicable(is_person, field_class)
        for is_person in (False, True)
        for field_class in FieldClass
    }
)
_PREFILTERS: Mapping[tuple[bool, FieldClass], re.Pattern[str]] = MappingProxyType(
    {key: combined(rules) for key, rules in _RULES_FOR.items() if rules}
)


def screen(fields: Mapping[str, str], subject_kind: str, nature: str) -> list[Finding]:
    """Find prohibited content in the texts of one record.

    Args:
        fields: Texts by name of the field.
        subject_kind: ``ENT``, ``NP``, ``ORG`` or ``SOLE``; the last is read like a natural person.
        nature: Nature of the item (信息性质).

    Returns:
        Findings by field, then by place; at most one for a category and place.
    """
    is_person = subject_kind in PERSON_KINDS
    findings: list[Finding] = []
    for name, text in fields.items():
        field_class = FIELD_CLASSES.get(name, FieldClass.NARRATIVE)
        if field_class is FieldClass.PARTY and subject_kind != "NP":
            continue
        key = (is_person, field_class)
        prefilter = _PREFILTERS.get(key)
        if prefilter is not None and prefilter.search(text) is not None:
            findings.extend(_find(name, text, _RULES_FOR[key]))
    return findings


def _find(name: str, text: str, rules: tuple[Rule, ...]) -> list[Finding]:
    findings: list[Finding] = []
    for rule in rules:
        meant_otherwise = _spans(rule.unless, text)
        for start, end in _spans(rule.pattern, text):
            is_excepted = any(first < end and start < last for first, last in meant_otherwise)
            if not is_excepted:
                findings.append(Finding(name, start, end, rule.category, CATEGORIES[rule.category].article))
    findings.sort(key=lambda finding: (finding.start, finding.end, finding.category))
    return findings


def _spans(pattern: re.Pattern[str] | None, text: str) -> list[tuple[int, int]]:
    return [] if pattern is None else [match.span() for match in pattern.finditer(text)]
