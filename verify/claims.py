"""Forms of plain claims: each function tells whether a decoded value has one.

Source:
    docs/events.md, "Plain claims".
"""

import re
from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache

from verify.errors import VerifyError
from verify.keys import KEY_ID_LENGTH, check_public_key
from verify.note import ED25519, parse_vkey
from verify.strict_base64 import decode_url
from verify.strict_json import Json

Form = Callable[[Json], bool]

_MAX_NAME_CHARACTERS = 200
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ORIGIN = r"[a-z0-9][a-z0-9./-]{2,199}"
_CODE = r"[0-9A-HJ-NPQRTUWXY]{18}"


def _matching(pattern: str) -> Form:
    compiled = re.compile(pattern)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


is_code = _matching(_CODE)
is_holder = _matching(f"platform|agency:{_CODE}")
is_item = _matching(r"[a-z0-9-]{2,64}")
is_rule = _matching(r"(?=.{3,64}\Z)R-[A-Z0-9]+(?:-[A-Za-z0-9]+)*")
is_uuid = _matching(r"[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
is_rules_version = _matching(r"[0-9]{4}\.[0-9]{1,3}")
is_jurisdiction = _matching(r"[0-9]{6}")
is_origin = _matching(_ORIGIN)
is_log_end = _matching(_ORIGIN + r" [1-9][0-9]{0,15} [A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")


def is_boolean(value: Json) -> bool:
    """``true`` or ``false``."""
    return isinstance(value, bool)


def is_log_key(value: Json) -> bool:
    """A C2SP verifier key of type Ed25519."""
    try:
        parse_vkey(str(value), ED25519)
    except VerifyError:
        return False
    return isinstance(value, str)


@lru_cache(maxsize=1024)
def _is_bytes32(text: str) -> bool:
    try:
        return len(text) == KEY_ID_LENGTH and bool(decode_url(text))
    except VerifyError:
        return False


def is_bytes32(value: Json) -> bool:
    """base64url of 32 bytes: a key id, a commitment."""
    return isinstance(value, str) and _is_bytes32(value)


def is_public_key(value: Json) -> bool:
    """base64url of a sound Ed25519 key."""
    if not isinstance(value, str) or not _is_bytes32(value):
        return False
    try:
        check_public_key(decode_url(value))
    except VerifyError:
        return False
    return True


def is_name(value: Json) -> bool:
    """A name of a public body or a record type: 1 to 200 visible characters, no space at either end."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= _MAX_NAME_CHARACTERS
        and value.isprintable()
        and value == value.strip()
    )


@lru_cache(maxsize=4096)
def _is_date(text: str) -> bool:
    try:
        return _DATE.fullmatch(text) is not None and _FIRST_YEAR <= date.fromisoformat(text).year <= _LAST_YEAR
    except ValueError:
        return False


def is_date(value: Json) -> bool:
    """A day that exists, ``YYYY-MM-DD``, from 1900 to 2099."""
    return isinstance(value, str) and _is_date(value)


def one_of(*choices: str | int) -> Form:
    """One of some strings or integers; ``true`` is not 1."""
    return lambda value: isinstance(value, str | int) and not isinstance(value, bool) and value in choices


def integer(lowest: int, highest: int) -> Form:
    """An integer within bounds."""
    return lambda value: type(value) is int and lowest <= value <= highest


def ascending(form: Form, highest_count: int, *, lowest_count: int = 1) -> Form:
    """An array of different values in ascending order, at least one unless it may be empty."""

    def has_form(value: Json) -> bool:
        return (
            isinstance(value, list)
            and lowest_count <= len(value) <= highest_count
            and all(isinstance(each, str) and form(each) for each in value)
            and _is_ascending([str(each) for each in value])
        )

    return has_form


def _is_ascending(texts: Collection[str]) -> bool:
    return sorted(set(texts)) == list(texts)
