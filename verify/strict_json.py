"""Strict JSON: one spelling for each value.

A text is accepted only if encoding what was decoded gives the same characters. With sorted names, no white space and
minimal escapes that one comparison refuses white space, duplicate and unsorted names, other escapes, ``-0`` and
byte-order marks; what it cannot see (fractions, large numbers, names, U+0000, depth) is checked beside it.

Source:
    docs/log-format.md, section 1.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import NoReturn, cast

from verify.errors import JsonMalformedError

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

MAX_DEPTH = 8
MAX_INTEGER = 2**53 - 1
MAX_NAME_LENGTH = 64
_NO_LENGTH = 2**62
_PRINTABLE = range(0x21, 0x7F)


def encode(value: Json) -> str:
    """Spell a value in the one way that ``decode`` accepts."""
    return _ENCODER.encode(value)


def decode(data: bytes | str, where: str = "") -> Json:
    """Read one value.

    Args:
        data: UTF-8 bytes, or characters that were decoded from them already.
        where: What is being read, for the error.

    Raises:
        JsonMalformedError: Any other spelling than the one of section 1.
    """
    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
        value, end = _DECODER.raw_decode(text)
        if "\\" not in text and _flat_length(value) == end == len(text):
            return cast("Json", value)
        _check_value(value, 1)
        spelled = _ENCODER.encode(value)
    except (ValueError, RecursionError) as error:
        raise JsonMalformedError(where, reason=str(error)) from error
    if spelled != text or end != len(text):
        raise JsonMalformedError(where, reason="another spelling of the same value is the accepted one")
    if "\\u0000" in text:
        _refuse_nul(value, where)
    return cast("Json", value)


def _flat_length(value: object) -> int | None:
    """Return how long an object of strings and integers is if no string needs an escape; None for any other value.

    A text without escapes that decodes to such an object cannot be shorter than the accepted spelling, and white space,
    a repeated name or ``-0`` makes it longer: with names in order, the right length is the right spelling. This saves
    encoding the value again for the objects of which a log has one in every statement.
    """
    if type(value) is not dict:
        return None
    length = _length_of_names(tuple(value))
    for member in value.values():
        if type(member) is str:
            length += len(member) + 2
        elif type(member) is int and -MAX_INTEGER <= member <= MAX_INTEGER:
            length += len(str(member))
        else:
            return None
    return length


@lru_cache(maxsize=1024)
def _length_of_names(names: tuple[str, ...]) -> int:
    """Return the length of everything in an object but its values; a length that no text has if a name is wrong."""
    if list(names) != sorted(names) or not all(map(_is_name, names)):
        return -_NO_LENGTH
    quotes_and_colons, commas, braces = 3 * len(names), max(len(names) - 1, 0), 2
    return sum(map(len, names)) + quotes_and_colons + commas + braces


def decode_relaxed(data: bytes, where: str = "") -> Json:
    """Read one value that people may have formatted: white space and any order of names, all else as ``decode``.

    Raises:
        JsonMalformedError: Not JSON, or a value that strict JSON cannot hold.
    """
    try:
        value = json.loads(
            data.decode("utf-8"),
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
            object_pairs_hook=_object_of_unique_names,
        )
        _check_value(value, 1)
        return decode(_ENCODER.encode(value), where)
    except (ValueError, RecursionError) as error:
        raise JsonMalformedError(where, reason=str(error)) from error


def _refuse_number(digits: str) -> NoReturn:
    raise ValueError(f"{digits[:20]} is not an integer")


def _object_of_unique_names(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a name stands twice")
    return value


@lru_cache(maxsize=1024)
def _is_name(name: str) -> bool:
    return 0 < len(name) <= MAX_NAME_LENGTH and all(ord(character) in _PRINTABLE for character in name)


def _check_value(value: object, depth: int) -> None:
    """Check depth of containers, form of names and size of integers; a container at depth 9 is one too deep."""
    kind = type(value)
    if kind is int:
        if not -MAX_INTEGER <= cast("int", value) <= MAX_INTEGER:
            raise ValueError("a number beyond 2^53-1")
    elif kind is list:
        _check_members(cast("list[object]", value), depth)
    elif kind is dict:
        members = cast("dict[str, object]", value)
        if not all(map(_is_name, members)):
            raise ValueError("a name that is not 1 to 64 printable ASCII characters")
        _check_members(members.values(), depth)


def _check_members(members: Iterable[object], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ValueError("nested more than 8 deep")
    for member in members:
        if type(member) is not str:
            _check_value(member, depth + 1)


def _refuse_nul(value: Json, where: str) -> None:
    """Refuse U+0000; its escape in the text may also be an escaped backslash followed by five characters."""
    if isinstance(value, str):
        if "\0" in value:
            raise JsonMalformedError(where, reason="U+0000")
    elif isinstance(value, dict):
        for member in value.values():
            _refuse_nul(member, where)
    elif isinstance(value, list):
        for member in value:
            _refuse_nul(member, where)


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)
_DECODER = json.JSONDecoder(parse_float=_refuse_number, parse_constant=_refuse_number)
