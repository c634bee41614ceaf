"""Objects whose members are fixed, and values whose type is."""

from collections.abc import Collection

from verify.errors import MembersWrongError, ValueMalformedError
from verify.strict_json import Json


def check_members(
    value: Json, required: Collection[str], where: str, optional: Collection[str] = ()
) -> dict[str, Json]:
    """Return an object if it has every required member and none but those and the optional ones.

    Raises:
        ValueMalformedError: Not an object.
        MembersWrongError: A member is missing or unknown.
    """
    if not isinstance(value, dict):
        raise ValueMalformedError(where)
    missing = next((name for name in required if name not in value), None)
    if missing is not None:
        raise MembersWrongError(where, member=missing)
    extra = next((name for name in value if name not in required and name not in optional), None)
    if extra is not None:
        raise MembersWrongError(where, member=extra)
    return value


def text_of(value: Json, where: str) -> str:
    """Return a string.

    Raises:
        ValueMalformedError: It is something else.
    """
    if not isinstance(value, str):
        raise ValueMalformedError(where)
    return value


def count_of(value: Json, where: str) -> int:
    """Return an integer from 0.

    Raises:
        ValueMalformedError: It is something else; ``true`` is.
    """
    if type(value) is not int or value < 0:
        raise ValueMalformedError(where)
    return value


def texts_of(value: Json, where: str) -> list[str]:
    """Return an array of strings.

    Raises:
        ValueMalformedError: It is something else.
    """
    if not isinstance(value, list):
        raise ValueMalformedError(where)
    return [text_of(each, where) for each in value]
