"""The screening itself (INV-2)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.field import SUBJECT_KINDS
from domain.screening.belief_rules import BELIEF_RULES
from domain.screening.category import CATEGORIES
from domain.screening.family_rules import FAMILY_RULES
from domain.screening.field_class import FIELD_CLASSES
from domain.screening.illness_rules import ILLNESS_RULES
from domain.screening.money_rules import MONEY_RULES
from domain.screening.order_rules import ORDER_RULES
from domain.screening.property_rules import PROPERTY_RULES
from domain.screening.rule import FieldClass, Rule
from domain.screening.trigger import trigger
from domain.screening.wording import ORGANISATION

SCREENING_VERSION = "2026.1"
"""Version of this rule; it belongs to the rule book of the same version."""

RULES: tuple[Rule, ...] = (
    *BELIEF_RULES,
    *ILLNESS_RULES,
    *MONEY_RULES,
    *PROPERTY_RULES,
    *FAMILY_RULES,
    *ORDER_RULES,
)

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


def _reading(subject_kind: str, field_class: FieldClass) -> _Reading:
    rules: dict[str, list[Rule]] = {}
    for rule in RULES:
        is_read = field_class in rule.classes or field_class is FieldClass.PARTY
        if is_read and rule.scope.reads(subject_kind):
            rules.setdefault(rule.category, []).append(rule)
    return _Reading(trigger(rules), tuple((trigger([category]), tuple(found)) for category, found in rules.items()))


_READINGS: Mapping[tuple[str, FieldClass], _Reading] = MappingProxyType(
    {
        (subject_kind, field_class): _reading(subject_kind, field_class)
        for subject_kind in SUBJECT_KINDS
        for field_class in FieldClass
        if field_class is not FieldClass.BODY
    }
)


def screen(fields: Mapping[str, str], subject_kind: str, nature: str) -> list[Finding]:
    """Find prohibited content in the texts of one record.

    Args:
        fields: Texts by name of the field.
        subject_kind: ``ENT``, ``NP``, ``ORG`` or ``SOLE``; anything else is read as the strictest, ``NP``.
        nature: Nature of the item (信息性质).

    Returns:
        Findings by field, then by place; at most one for a category and place.
    """
    kind = subject_kind if subject_kind in SUBJECT_KINDS else "NP"
    findings: list[Finding] = []
    for name, text in fields.items():
        field_class = FIELD_CLASSES.get(name, FieldClass.NARRATIVE)
        if field_class is FieldClass.BODY or (field_class is FieldClass.PARTY and kind != "NP"):
            continue
        reading = _READINGS[kind, field_class]
        if reading.trigger.search(text) is not None:
            findings.extend(_find(name, text, reading, nature))
    return findings


def _find(name: str, text: str, reading: _Reading, nature: str) -> list[Finding]:
    touched = [group for found, group in reading.by_category if found.search(text) is not None]
    rules = [rule for group in touched for rule in group if nature not in rule.skipped_natures]
    places = {place for rule in rules for place in _places(rule, text)}
    if places:
        names = _spans(_ORGANISATION, text)
        places = {place for place in places if not any(a <= place[0] and place[1] <= z for a, z in names)}
        places = {place for place in places if not any(_is_part(place, other) for other in places)}
    return [Finding(name, *place, CATEGORIES[place[2]].article) for place in sorted(places)]


def _is_part(place: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Tell whether a longer finding of the same category says it already."""
    return place != other and place[2] == other[2] and other[0] <= place[0] and place[1] <= other[1]


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
