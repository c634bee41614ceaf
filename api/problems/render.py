"""From an exception to the RFC 9457 object that the client reads.

Texts come from our own error classes only. What a client sent is never repeated: whatever looks like an
identifier is blotted out even there, in case a text of a rule ever carries one. The code of a public body stays where
a refusal names a body: whoever is refused has to know whom it means, and everybody may (山东省社会信用条例 art 10).
"""

import re
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import Final

import orjson

from api.errors import InternalError
from api.problems.kind import Kind
from api.problems.table import KINDS
from domain.identifier.uscc import check_uscc
from domain.refusal import Refusal

MEDIA_TYPE: Final = "application/problem+json"
TYPE_PREFIX: Final = "/problems/"

JsonObject = dict[str, object]

# Runs of 8 and more digits, and of 15 and more code characters with at least one digit: identity numbers,
# unified social credit codes, passports, phone numbers. Dates and article numbers are shorter.
_IDENTIFIER = re.compile(r"(?=[0-9A-Z]*[0-9])[0-9A-Z]{15,}|[A-Z]{0,3}[0-9]{8,}[0-9A-Z]*")
_BLOT = "×××"
_BODIES: Final = ("agency", "entitled", "iss", "signer", "unit")
"""Places of a refusal's text that name bodies, and nobody else."""
_BODY_CODE: Final = re.compile("(?<![0-9A-Z])1[0-9A-Z]{17}(?![0-9A-Z])")
"""Codes that the registry of public bodies gives (机构编制, first place 1; GB 32100-2015)."""


def kind_of(code: str) -> Kind:
    """Look up what is fixed about a code; an unknown one is a fault of ours."""
    return KINDS.get(code, KINDS[InternalError.code])


def code_of(error: BaseException) -> str:
    """Give the permanent code of an error, or that of an internal fault."""
    code = getattr(error, "code", None)
    return code if isinstance(code, str) and code in KINDS else InternalError.code


def problem(error: BaseException, *, instance: str | None = None, line: int | None = None) -> JsonObject:
    """Describe an error for the client.

    Args:
        error: Any exception; those without a known ``code`` become ``internal-error``.
        instance: Number of the request.
        line: Line of a batch, counted from 1.

    Returns:
        The members of RFC 9457 and our own: ``code``, both languages, the mend, the citation, where.

    Source:
        RFC 9457, section 3.
    """
    code = code_of(error)
    told = InternalError() if code == InternalError.code else error
    kind = kind_of(code)
    members: JsonObject = {
        "type": TYPE_PREFIX + code,
        "status": kind.status,
        "code": code,
        "title": kind.zh,
        "title_en": kind.en,
    }
    members.update(_texts(told))
    if "mend" not in members and kind.mend_zh:
        members["mend"], members["mend_en"] = kind.mend_zh, kind.mend_en
    members.update(_place(told, line))
    if instance is not None:
        members["instance"] = instance
    return members


def problem_bytes(error: BaseException, *, instance: str | None = None) -> bytes:
    """Encode ``problem`` as JSON."""
    return orjson.dumps(problem(error, instance=instance))


def retry_after_s(error: BaseException, default: int) -> int | None:
    """Give the wait to tell a client whose request may succeed later, in whole seconds."""
    if kind_of(code_of(error)).status != HTTPStatus.SERVICE_UNAVAILABLE:
        return None
    told = getattr(error, "retry_after_s", None)
    return max(1, round(told)) if isinstance(told, (int, float)) else default


_TEXTS: Mapping[str, str] = {
    "detail": "message_zh",
    "detail_en": "message_en",
    "mend": "mend_zh",
    "mend_en": "mend_en",
    "article": "article",
}


def _texts(error: BaseException) -> JsonObject:
    found = {member: getattr(error, attribute, None) for member, attribute in _TEXTS.items()}
    bodies = _bodies_in(error)
    return {member: blot(text, bodies) for member, text in found.items() if isinstance(text, str) and text}


def _bodies_in(error: BaseException) -> frozenset[str]:
    """Give the codes of public bodies that a refusal names."""
    params = error.params if isinstance(error, Refusal) else {}
    texts = [str(params[name]) for name in _BODIES if name in params]
    return frozenset(code for text in texts for code in _BODY_CODE.findall(text) if _is_code(code))


def _is_code(text: str) -> bool:
    """Tell a credit code, whose characters check, from an identity number."""
    try:
        check_uscc(text)
    except Refusal:
        return False
    return True


def _place(error: BaseException, line: int | None) -> JsonObject:
    place: JsonObject = {}
    pointer = getattr(error, "pointer", None)
    if isinstance(pointer, str) and pointer:
        place["pointer"] = blot(pointer)
    span = getattr(error, "span", None)
    if span is not None:
        place["span"] = {"start": span.start, "end": span.end}
    row = line if line is not None else getattr(error, "row", None)
    if isinstance(row, int):
        place["line"] = row
    column = getattr(error, "column", None)
    if isinstance(column, int):
        place["column"] = column
    return place


def blot(text: str, kept: Collection[str] = ()) -> str:
    """Replace whatever looks like an identifier of a person or organisation, but the codes that are named."""
    return _IDENTIFIER.sub(lambda found: found[0] if found[0] in kept else _BLOT, text)
