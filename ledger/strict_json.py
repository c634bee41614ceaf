"""Strict JSON: one spelling for each value, so that bytes can be hashed.

Errors:
    StrictJsonError (``strict-json``): bytes outside the profile, or a value that has no spelling in it.

Source:
    docs/log-format.md, section 1. Within the profile the encoding is that of RFC 8785.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import ClassVar, TypeAlias

import orjson

JsonScalar: TypeAlias = str | int | bool | None
JsonValue: TypeAlias = JsonScalar | list["JsonValue"] | dict[str, "JsonValue"]

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 8

DUMP_OPTIONS = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_STRICT_INTEGER
    | orjson.OPT_PASSTHROUGH_SUBCLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_DATACLASS
)
_matches_key = re.compile(r"[\x21-\x7e]{1,64}").fullmatch


class StrictJsonError(ValueError):
    """Bytes outside the strict JSON profile, or a value that cannot be spelled in it."""

    code: ClassVar[str] = "strict-json"


def encode(value: object) -> bytes:
    """Spell a value in strict JSON.

    Args:
        value: Strings, integers, booleans, ``None``, and lists, tuples and string-keyed dictionaries of them.

    Raises:
        StrictJsonError: The value has no spelling: a float, an integer past 2^53-1, a lone surrogate,
            U+0000, a key that is not 1 to 64 printable ASCII characters, nesting past eight containers.
    """
    check(value)
    return dump_checked(value)


def decode(data: bytes) -> JsonValue:
    """Read one strict JSON text; whatever is not its value's only spelling is refused.

    Raises:
        StrictJsonError: The bytes are not JSON, or not the encoding of what they decode to.
    """
    value = load_unchecked(data)
    check(value)
    if dump_checked(value) != data:
        raise StrictJsonError("not in canonical form")
    return value


def load_unchecked(data: bytes) -> JsonValue:
    """Read JSON without the profile's rules; the caller has to check value and spelling.

    Raises:
        StrictJsonError: The bytes are not JSON in UTF-8.
    """
    try:
        value: JsonValue = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise StrictJsonError(f"not JSON: {error}") from error
    return value


def dump_checked(value: object) -> bytes:
    """Spell a value whose members the caller has already checked against the profile.

    Raises:
        StrictJsonError: The value holds a type or a character that JSON cannot carry.
    """
    try:
        return orjson.dumps(value, option=DUMP_OPTIONS)
    except orjson.JSONEncodeError as error:
        raise StrictJsonError(f"no spelling: {error}") from error


def check(value: object, depth: int = 1) -> None:
    """Check that a value lies within the profile; its spelling is another step.

    Args:
        value: What was decoded or is to be encoded.
        depth: How deep the value stands; the outermost is 1.

    Raises:
        StrictJsonError: It does not. Lone surrogates are found by ``dump_checked`` only.
    """
    if isinstance(value, str):
        if "\0" in value:
            raise StrictJsonError("U+0000 in a string")
    elif isinstance(value, int):
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            raise StrictJsonError("integer out of range")
    elif isinstance(value, (list, tuple)):
        _check_depth(depth)
        for item in value:
            check(item, depth + 1)
    elif isinstance(value, dict):
        _check_depth(depth)
        for key, item in value.items():
            check_member(key, item, depth + 1)
    elif value is not None:
        raise StrictJsonError(f"{type(value).__name__} has no spelling")


def check_member(key: object, value: object, depth: int) -> None:
    """Check one member of an object; its value stands at the given depth.

    Raises:
        StrictJsonError: Key or value lies outside the profile.
    """
    if not isinstance(key, str) or not _is_key(key):
        raise StrictJsonError("a key must be 1 to 64 printable ASCII characters")
    check(value, depth)


@lru_cache(maxsize=4096)
def _is_key(key: str) -> bool:
    return _matches_key(key) is not None


def _check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise StrictJsonError(f"more than {MAX_DEPTH} containers deep")
