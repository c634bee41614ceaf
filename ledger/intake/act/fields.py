"""The fields of an act, read from its event: what each is called, what it holds, whether it may be left out."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from domain.field import FieldSpec
from domain.standard.field import Choice, fold_heading
from ledger.intake.act.acts import Act
from ledger.intake.act.headings import heading_of
from ledger.intake.act.words import SUBJECT_WORDS, WORDS

Kind = Literal[
    "text", "line", "document", "name", "identifier", "code", "date", "choice", "flag", "number", "array", "set"
]
"""``array`` is a claim of several values, ``set`` a disclosure of several with commas between."""

_SUBJECT = "subject."
_DISCLOSURES: dict[str, Kind] = {
    "subject.identifier": "identifier",
    "subject.to_body": "identifier",
    "subject.facts": "set",
    "subject.targets": "set",
    "subject.measures": "set",
    "subject.evidence": "set",
    "subject.birth_date": "date",
    "subject.fulfil_by": "date",
    "subject.target": "code",
    "subject.recall": "code",
    "subject.kid": "code",
    "subject.public_key": "code",
    "subject.document_no": "document",
    "subject.name": "name",
    "subject.masked_identifier": "line",
    "subject.body": "line",
    "subject.clerk": "line",
    "subject.delegate": "line",
}
_NAMED = frozenset({("commitment-fulfilled", "subject.commitment"), ("commitment-breached", "subject.commitment")})


@dataclass(frozen=True, slots=True)
class ActField:
    """One field of an act.

    Attributes:
        name: As docs/events.md calls it.
        zh: Heading in Chinese.
        en: The same in English.
        kind: What it holds.
        is_plain: Whether it is a plain claim; else it is a disclosure.
        is_required: Whether it must say something.
        choices: The values of a choice.
    """

    name: str
    zh: str
    en: str
    kind: Kind
    is_plain: bool
    is_required: bool
    choices: tuple[Choice, ...] = ()

    def choice(self, text: str) -> Choice | None:
        """The choice that a text names, by its value or any of its names."""
        folded = fold_heading(text)
        return next((choice for choice in self.choices if choice.is_called(folded)), None)


@lru_cache(maxsize=64)
def fields_of(act: Act) -> tuple[ActField, ...]:
    """Give the fields of an act, whose file it is about first, then claims, then disclosures."""
    named = list((act.event.DISCLOSURES or {}).values())
    claims = [name for name in act.event.model_fields if name != "disclosed"]
    return (
        *(_disclosure(act, spec) for spec in named[:2]),
        *(_claim(act, name) for name in claims),
        *(_disclosure(act, spec) for spec in named[2:]),
    )


def find_field(act: Act, heading: str) -> ActField | None:
    """Find the field that a heading names: ``subject.reason``, ``reason``, or its Chinese heading.

    A claim goes before a disclosure of the same short name.
    """
    known = {field.name: field for field in fields_of(act)}
    plain = heading.strip()
    found = known.get(plain) or known.get(f"{_SUBJECT}{plain}")
    if found is not None:
        return found
    folded = fold_heading(heading)
    return next(
        (field for field in known.values() if folded in {fold_heading(field.zh), fold_heading(_short(field))}), None
    )


def may_be_left_out(act: Act, field: ActField) -> bool:
    """Tell whether a field is optional, or filled in where a row says nothing."""
    filled = {"edition", "subject.identifier_type", *act.today, *(("listing",) if act.makes_listing else ())}
    return not field.is_required or field.name in filled


def _short(field: ActField) -> str:
    """Its heading without a remark in brackets."""
    return field.zh.partition("（")[0]


def _disclosure(act: Act, spec: FieldSpec) -> ActField:
    zh, en = heading_of(act.name, spec.name)
    choices = SUBJECT_WORDS.get(spec.name, ())
    kind: Kind = "choice" if choices else _DISCLOSURES.get(spec.name, "text")
    if (act.name, spec.name) in _NAMED:
        kind = "code"
    return ActField(spec.name, zh, en, kind, is_plain=False, is_required=not spec.may_be_empty, choices=choices)


def _claim(act: Act, name: str) -> ActField:
    zh, en = heading_of(act.name, name)
    info = act.event.model_fields[name]
    kind, values = _kind_of(info.annotation)
    choices = tuple(WORDS[value] for value in values)
    return ActField(name, zh, en, kind, is_plain=True, is_required=info.is_required(), choices=choices)


def _kind_of(annotation: Any) -> tuple[Kind, tuple[str, ...]]:
    """What a claim holds, by its type; the values of a choice."""
    origin = get_origin(annotation)
    if origin is Literal:
        return "choice", get_args(annotation)
    if origin is Annotated:
        return _kind_of(get_args(annotation)[0])
    if origin in {Union, UnionType}:
        return _kind_of(next(one for one in get_args(annotation) if one is not type(None)))
    if origin is tuple:
        return "array", ()
    simple: dict[Any, Kind] = {bool: "flag", int: "number", date: "date"}
    return simple.get(annotation, "code"), ()
