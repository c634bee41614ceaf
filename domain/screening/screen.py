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
from domain.screening.rule import FieldClass, Rule, Scope
from domain.screening.sealed_rules import SEALED_RULES
from domain.screening.trigger import trigger
from domain.screening.wording import ORGANISATION

SCREENING_VERSION = "2026.1"
"""Version of this rule; it belongs to the rule book of the same version."""

RULES: tuple[Rule, ...] = (*BODY_RULES, *MONEY_RULES, *SEALED_RULES)

_ORGANISATION = re.compile(ORGANISATION)


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


@dataclass(frozen=True, slots=True)
class _Reading:
    """How one class of field is read in records of persons, or of organisations.

    Attributes:
        trigger: What any finding contains.
        by_category: Triggers and rules of each category.
    """

    trigger: re.Pattern[str]
    by_category: tuple[tuple[re.Pattern[str], tuple[Rule, ...]], ...]


def _reading(is_person: bool, field_class: FieldClass) -> _Reading:
    def reads(rule: Rule) -> bool:
        in_scope = is_person or rule.scope is Scope.ANYBODY
        return in_scope and (field_class in rule.classes or field_class is FieldClass.PARTY)

    rules: dict[str, list[Rule]] = {}
    for rule in filter(reads, RULES):
        rules.setdefault(rule.category, []).append(rule)
    return _Reading(trigger(rules), tuple((trigger([category]), tuple(found)) for category, found in rules.items()))


_READINGS: Mapping[tuple[bool, FieldClass], _Reading] = MappingProxyType(
    {
        (is_person, field_class): _reading(is_person, field_class)
        for is_person in (False, True)
        for field_class in FieldClass
        if field_class is not FieldClass.BODY
    }
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
        if field_class is FieldClass.BODY or (field_class is FieldClass.PARTY and subject_kind != "NP"):
            continue
        reading = _READINGS[is_person, field_class]
        if reading.trigger.search(text) is not None:
            findings.extend(_find(name, text, reading))
    return findings


def _find(name: str, text: str, reading: _Reading) -> list[Finding]:
    rules = [rule for found, group in reading.by_category if found.search(text) is not None for rule in group]
    places = {place for rule in rules for place in _places(rule, text)}
    if places:
        names = _spans(_ORGANISATION, text)
        places = {place for place in places if not any(a <= place[0] and place[1] <= z for a, z in names)}
    return [Finding(name, *place, CATEGORIES[place[2]].article) for place in sorted(places)]


def _places(rule: Rule, text: str) -> list[tuple[int, int, str]]:
    """Find where a rule applies; wordings that are meant otherwise are looked for only then."""
    found = _spans(rule.pattern, text)
    if not found or rule.unless is None:
        return [(start, end, rule.category) for start, end in found]
    otherwise = _spans(rule.unless, text)
    return [
        (start, end, rule.category)
        for start, end in found
        if not any(first < end and start < last for first, last in otherwise)
    ]


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]
