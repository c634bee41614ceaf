"""Reads disclosures: the hot path of intake, sixteen of them a statement, so each step is done for all at once.

The disclosures are decoded without care, as one JSON array, and then spelled anew one by one. If that gives the same
characters, every single one was base64url with zero unused bits, and strict JSON, and an array of its own.
"""

from __future__ import annotations

import re
from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import cast

from ledger.base64url import TO_STANDARD, TO_URL
from ledger.statement import profile
from ledger.statement.errors import (
    DisclosureFormError,
    DisclosureNameError,
    DisclosureUnknownError,
    SaltRepeatedError,
    StatementTooLongError,
)
from ledger.statement.statement import Disclosure, Scalar
from ledger.strict_json import StrictJsonError, dump_checked, load_unchecked

_ARITY = 3
_SALT_CHARACTERS = 22
_are_salts = re.compile(r"(?:[A-Za-z0-9_-]{21}[AQgw])*").fullmatch
_SCALARS = {str, int, bool}


def read_disclosures(encoded: Sequence[str]) -> dict[str, Disclosure]:
    """Read disclosures, at least one, and compute their digests.

    Returns:
        The disclosures by digest.

    Raises:
        StatementError: They are not as the profile says; the subclass says why.
    """
    check_lengths(encoded)
    spelled = _ascii("~".join(encoded))
    salts, names, values = _check_members(_decode(spelled, len(encoded)))
    digests = _digest(spelled)
    disclosures = map(Disclosure._make, zip(salts, names, values, encoded, digests, strict=True))
    by_digest = dict(zip(digests, disclosures, strict=True))
    if len(by_digest) != len(encoded):
        raise DisclosureUnknownError("a disclosure stands twice")
    if len(set(salts)) != len(encoded):
        raise SaltRepeatedError("two disclosures share a salt")
    if len(set(names)) != len(encoded):
        raise DisclosureNameError("two disclosures share a name")
    return by_digest


def values_by_name(disclosures: Iterable[Disclosure]) -> dict[str, Scalar]:
    """Collect the values of disclosures by name, without pads."""
    return {name: value for _, name, value, _, _ in disclosures if not profile.check_name(name)}


def check_lengths(encoded: Sequence[str]) -> None:
    """Check that no disclosure is too long, nor all of them together.

    Raises:
        StatementTooLongError: One is, or all are.
    """
    lengths = list(map(len, encoded))
    if max(lengths, default=0) > profile.MAX_DISCLOSURE_CHARACTERS:
        raise StatementTooLongError(f"a disclosure has at most {profile.MAX_DISCLOSURE_CHARACTERS} characters")
    if sum(lengths) > profile.MAX_DISCLOSURES_CHARACTERS:
        raise StatementTooLongError(f"disclosures have at most {profile.MAX_DISCLOSURES_CHARACTERS} characters")


def _ascii(text: str) -> bytes:
    try:
        return text.encode("ascii")
    except UnicodeEncodeError as error:
        raise DisclosureFormError("a disclosure is base64url") from error


def _decode(spelled: bytes, count: int) -> list[object]:
    try:
        decoded = b",".join([a2b_base64(part + b"==") for part in spelled.translate(TO_STANDARD).split(b"~")])
        members = cast("list[object]", load_unchecked(b"[%b]" % decoded))
        respelled = b"~".join([b2a_base64(dump_checked(member), newline=False) for member in members])
    except (Error, StrictJsonError) as error:
        raise DisclosureFormError("a disclosure is strict JSON in base64url") from error
    if respelled.translate(TO_URL, b"=") != spelled or len(members) != count:
        raise DisclosureFormError("a disclosure is not in its one spelling")
    return members


def _check_members(members: list[object]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Scalar, ...]]:
    """Check types, salts and names; give salts, names and values, each in the order of the disclosures."""
    if set(map(type, members)) != {list} or set(map(len, cast("list[list[object]]", members))) != {_ARITY}:
        raise DisclosureFormError("a disclosure is an array of salt, name and value")
    salts, names, values = zip(*cast("list[tuple[str, str, Scalar]]", members), strict=True)
    if set(map(type, salts)) != {str} or set(map(len, salts)) != {_SALT_CHARACTERS} or not _are_salts("".join(salts)):
        raise DisclosureFormError("a salt is base64url of 16 bytes")
    if set(map(type, names)) != {str} or not set(map(type, values)) <= _SCALARS:
        raise DisclosureFormError("a name is a string, a value a string, an integer, true or false")
    for name, value in zip(names, values, strict=True):
        if profile.check_name(name) and value != "":
            raise DisclosureFormError("a pad is empty")
        if isinstance(value, str) and "\0" in value:
            raise DisclosureFormError("U+0000 in a value")
    return salts, names, values


def _digest(spelled: bytes) -> list[str]:
    raw = [b2a_base64(sha256(part).digest(), newline=False) for part in spelled.split(b"~")]
    return b"~".join(raw).translate(TO_URL, b"=").decode("ascii").split("~")
