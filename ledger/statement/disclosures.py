"""Reads disclosures: the hot path of intake, sixteen of them a statement.

Each disclosure is decoded without care and then spelled anew; that one comparison covers base64url, unused bits and
JSON together.
"""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable, Sequence
from hashlib import sha256

from orjson import dumps, loads

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
from ledger.strict_json import DUMP_OPTIONS

_ARITY = 3


def read_disclosures(encoded: Sequence[str]) -> dict[str, Disclosure]:
    """Read disclosures, at least one, and compute their digests.

    Returns:
        The disclosures by digest.

    Raises:
        StatementError: They are not as the profile says; the subclass says why.
    """
    _check_lengths(encoded)
    disclosures = [_read(text) for text in encoded]
    by_digest = {disclosure[4]: disclosure for disclosure in disclosures}
    if len(by_digest) != len(encoded):
        raise DisclosureUnknownError("a disclosure stands twice")
    if len({disclosure[0] for disclosure in disclosures}) != len(encoded):
        raise SaltRepeatedError("two disclosures share a salt")
    if len({disclosure[1] for disclosure in disclosures}) != len(encoded):
        raise DisclosureNameError("two disclosures share a name")
    return by_digest


def values_by_name(disclosures: Iterable[Disclosure]) -> dict[str, Scalar]:
    """Collect the values of disclosures by name, without pads."""
    return {name: value for _, name, value, _, _ in disclosures if not profile.check_name(name)}


def _check_lengths(encoded: Sequence[str]) -> None:
    lengths = [len(text) for text in encoded]
    if max(lengths) > profile.MAX_DISCLOSURE_CHARACTERS:
        raise StatementTooLongError(f"a disclosure has at most {profile.MAX_DISCLOSURE_CHARACTERS} characters")
    if sum(lengths) > profile.MAX_DISCLOSURES_CHARACTERS:
        raise StatementTooLongError(f"disclosures have at most {profile.MAX_DISCLOSURES_CHARACTERS} characters")


def _read(text: str) -> Disclosure:
    # Written out instead of calling base64url and strict_json: their calls would cost a quarter of intake's parsing.
    try:
        spelled = text.encode("ascii")
        members = loads(a2b_base64(spelled.translate(TO_STANDARD) + b"=="))
        respelled = b2a_base64(dumps(members, option=DUMP_OPTIONS), newline=False).translate(TO_URL, b"=")
    except (ValueError, TypeError) as error:
        raise DisclosureFormError("a disclosure is strict JSON in base64url") from error
    if respelled != spelled:
        raise DisclosureFormError("a disclosure is not in its one spelling")
    if not isinstance(members, list) or len(members) != _ARITY:
        raise DisclosureFormError("a disclosure is an array of salt, name and value")
    salt, name, value = members
    if not isinstance(salt, str) or profile.is_salt(salt) is None:
        raise DisclosureFormError("a salt is base64url of 16 bytes")
    if not isinstance(name, str) or not isinstance(value, (str, int)):
        raise DisclosureFormError("a name is a string, a value a string, an integer, true or false")
    if profile.check_name(name) and value != "":
        raise DisclosureFormError("a pad is empty")
    if isinstance(value, str) and "\0" in value:
        raise DisclosureFormError("U+0000 in a value")
    digest = b2a_base64(sha256(spelled).digest(), newline=False).translate(TO_URL, b"=").decode("ascii")
    return Disclosure(salt, name, value, text, digest)
