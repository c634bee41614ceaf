"""Who a row is about: the file's kind and six code columns become one kind, one identifier type and one identifier."""

from collections.abc import Iterator, Mapping, MutableMapping
from typing import TypeAlias

from domain.identifier import Identifier, uscc
from domain.identifier.identifier import parse_identifier
from domain.refusal import Refusal
from domain.standard import Standard
from ledger.intake.cells import Scalar, is_rid

KIND = "subject.kind"
TYPE = "subject.identifier_type"
IDENTIFIER = "subject.identifier"
USCC = "file.uscc"

_OLD_CODES = {
    "subject.code_reg": "reg",
    "subject.code_orgcode": "orgcode",
    "subject.code_tax": "tax",
    "subject.code_inst": "inst",
    "subject.code_social": "social",
}
_KIND_BY_OLD_CODE = {"inst": "ORG", "social": "ORG"}

_KINDS = frozenset(("ENT", "NP", "ORG", "SOLE"))

IDENTIFYING = (USCC, IDENTIFIER, *_OLD_CODES)
"""Columns one of which has to name the subject."""

Values: TypeAlias = MutableMapping[str, Scalar]
Fault: TypeAlias = tuple[str, str, dict[str, str | int]]

_USCC_LENGTH, _ORGCODE_LENGTH = 18, 9


def resolve_subject(values: Values, sources: MutableMapping[str, str], standard: Standard) -> Iterator[Fault]:
    """Fill in kind, identifier type and identifier of the subject, and the representative's identifier type.

    The unified code decides what kind of body it is (GB 32100, first two characters): files know one word,
    “法人及非法人组织”, for enterprises and all others.

    Args:
        values: Values of the row by field; changed in place.
        sources: Field to the field whose column it was taken from; changed in place.
        standard: The standard, for the words of the kinds.

    Yields:
        Field, code and parameters of each contradiction.
    """
    code = str(values.pop(USCC, ""))
    if code:
        yield from _check_kind(code, values, standard)
        yield from _check_organisation_code(code, values)
    if values.get(KIND) == "NP":
        if IDENTIFIER in values and TYPE not in values and is_rid(str(values[IDENTIFIER])):
            values[TYPE] = "rid"
    elif code:
        _identify(values, sources, "uscc", code, USCC)
    elif IDENTIFIER not in values:
        _identify_by_old_code(values, sources)
    _complete_representative(values)


def _check_kind(code: str, values: MutableMapping[str, Scalar], standard: Standard) -> Iterator[Fault]:
    try:
        found = parse_identifier("uscc", code)
    except Refusal:
        return
    kind, said = uscc.kind_of(found.value), values.get(KIND)
    if said not in _KINDS:
        return
    if {kind, said} <= {"ENT", "ORG"}:
        values[KIND] = kind
    elif kind == "SOLE" and said != "SOLE":
        yield KIND, "sole-trader-kind", {"found": _word(said, standard)}
    elif kind != said:
        yield KIND, "kind-differs", {"found": _word(said, standard), "expected": _word("ENT", standard)}


def _word(kind: Scalar, standard: Standard) -> str:
    choice = standard.by_name[KIND].choice_of_value(str(kind))
    return choice.zh if choice else str(kind)


def _check_organisation_code(code: str, values: Mapping[str, Scalar]) -> Iterator[Fault]:
    other = values.get("subject.code_orgcode")
    is_comparable = len(code) == _USCC_LENGTH and len(str(other)) == _ORGCODE_LENGTH
    if other is not None and is_comparable and code[8:17] != other:
        yield "subject.code_orgcode", "codes-disagree", {}


def _identify(values: Values, sources: MutableMapping[str, str], kind: str, code: str, source: str) -> None:
    values[TYPE], values[IDENTIFIER] = kind, code
    sources[TYPE] = sources[IDENTIFIER] = source


def _identify_by_old_code(values: MutableMapping[str, Scalar], sources: MutableMapping[str, str]) -> None:
    for field, kind in _OLD_CODES.items():
        if field in values:
            _identify(values, sources, kind, str(values[field]), field)
            if values.get(KIND) == "ENT" and kind in _KIND_BY_OLD_CODE:
                values[KIND] = _KIND_BY_OLD_CODE[kind]
            return


def _complete_representative(values: MutableMapping[str, Scalar]) -> None:
    """A number tells its type if it is a sound identity number; a type without a number says nothing."""
    number, kind = "representative.identifier", "representative.identifier_type"
    if number not in values:
        values.pop(kind, None)
    elif kind not in values and is_rid(str(values[number])):
        values[kind] = "rid"


def identifier_of(values: Mapping[str, Scalar]) -> Identifier | None:
    """The subject's identifier, if it can be parsed."""
    try:
        return parse_identifier(str(values.get(TYPE, "")), str(values.get(IDENTIFIER, "")))
    except Refusal:
        return None
