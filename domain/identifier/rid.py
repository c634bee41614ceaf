"""Citizen identity numbers (公民身份号码), GB 11643-1999, and what they say about age."""

import re
from datetime import date
from operator import mul

from domain.identifier.refusals import (
    IdentifierFormError,
    RidBirthDateError,
    RidCheckError,
    RidFifteenDigitsError,
)

# Province prefixes of GB/T 2260 in use, with 81 to 83 of the residence permits for 港澳台 residents.
PROVINCES: frozenset[str] = frozenset(
    (
        *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43"),
        *("44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83"),
    )
)

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_DIGITS = bytes(max("0123456789".find(chr(byte)), 0) for byte in range(256))
_FORM = re.compile(r"[0-9]{17}[0-9X]")
_FIFTEEN = re.compile(r"[0-9]{15}")


def check_character(body: str) -> str:
    """Compute the 18th character from the first 17 digits (ISO 7064 MOD 11-2)."""
    return "10X98765432"[sum(map(mul, body.encode("ascii").translate(_DIGITS), _WEIGHTS)) % 11]


def check_rid(value: str) -> None:
    """Check a canonical identity number; return only if it is one.

    The area code is not looked up: codes are abolished and people keep them for life.

    Raises:
        RidFifteenDigitsError: A number of the first generation.
        IdentifierFormError: Not 17 digits and a check character.
        RidBirthDateError: Digits 7 to 14 are no date.
        RidCheckError: The last character is wrong.
    """
    if _FIFTEEN.fullmatch(value) is not None:
        raise RidFifteenDigitsError
    if _FORM.fullmatch(value) is None:
        raise IdentifierFormError(
            type_zh="公民身份号码",
            type_en="identity number",
            form_zh=" 17 位数字加 1 位校验码",
            form_en="17 digits and a check character",
        )
    birth_date(value)
    if check_character(value[:17]) != value[17]:
        raise RidCheckError


def birth_date(value: str) -> date:
    """Give the birth date that digits 7 to 14 state.

    Raises:
        RidBirthDateError: They are no day of the calendar.
    """
    try:
        return date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError as error:
        raise RidBirthDateError from error


def is_synthetic(value: str) -> bool:
    """Tell whether nobody can hold this number, because its province prefix was never assigned."""
    return value[:2] not in PROVINCES
