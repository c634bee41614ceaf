"""The profile's spelling rules, which builder and parser share.

Source:
    docs/log-format.md, section 4.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ledger import base64url, strict_json
from ledger.statement.errors import DisclosureNameError, StatementClaimError, StatementHeaderError
from ledger.strict_json import JsonValue

ALGORITHM = "Ed25519"
TYPE = "credit-event+sd-jwt"
MAX_JWT_BYTES = 16_384
MAX_DISCLOSURE_CHARACTERS = 32_768
MAX_DISCLOSURES_CHARACTERS = 262_144
SALT_BYTES = 16
RESERVED = frozenset({"_sd", "_sd_alg", "iat", "iss", "jti", "vct", "..."})

is_salt = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]").fullmatch
is_digest = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]").fullmatch
_is_name = re.compile(r"(?:subject|representative)\.[a-z][a-z0-9_]{0,63}|pad\.(?:0|[1-9][0-9]{0,2})").fullmatch
_is_kid = is_digest
_is_issuer = re.compile(r"root|platform|subject|agency:[0-9A-HJ-NPQRTUWXY]{18}").fullmatch
_is_topic = re.compile(r"urn:chengjian:[a-z][a-z0-9-]{0,63}:v[1-9][0-9]{0,3}").fullmatch


@lru_cache(maxsize=4096)
def check_name(name: str) -> bool:
    """Check a disclosure's name; tell whether it is a pad.

    Raises:
        DisclosureNameError: It is not ``<role>.<field>`` with a role that the profile knows.
    """
    if _is_name(name) is None:
        raise DisclosureNameError("a name is subject.<field>, representative.<field> or pad.<n>")
    return name.startswith("pad.")


@lru_cache(maxsize=4096)
def check_issuer(iss: str) -> None:
    """Check the spelling of an issuer.

    Raises:
        StatementClaimError: Not ``root``, ``platform``, ``subject`` or ``agency:<unified social credit code>``.
    """
    if _is_issuer(iss) is None:
        raise StatementClaimError("iss is root, platform, subject or agency:<code>")


@lru_cache(maxsize=1024)
def check_topic(vct: str) -> None:
    """Check the spelling of a topic.

    Raises:
        StatementClaimError: Not ``urn:chengjian:<name>:v<n>``.
    """
    if _is_topic(vct) is None:
        raise StatementClaimError("vct is urn:chengjian:<name>:v<n>")


@lru_cache(maxsize=4096)
def spell_header(kid: str) -> str:
    """Spell the header of a key id, in base64url."""
    return base64url.encode(strict_json.encode({"alg": ALGORITHM, "kid": kid, "typ": TYPE}))


@lru_cache(maxsize=4096)
def read_header(encoded: str) -> str:
    """Give the key id that a header names.

    Raises:
        StatementHeaderError: It is not the one header that the profile knows.
    """
    try:
        header = strict_json.decode(base64url.decode(encoded))
    except (base64url.Base64UrlError, strict_json.StrictJsonError) as error:
        raise StatementHeaderError("the header is not strict JSON in base64url") from error
    kid = header.get("kid") if isinstance(header, dict) else None
    if header != {"alg": ALGORITHM, "kid": kid, "typ": TYPE} or not isinstance(kid, str) or _is_kid(kid) is None:
        raise StatementHeaderError(f"the header is alg {ALGORITHM}, a key id, typ {TYPE}, and nothing else")
    return kid


def check_plain(plain: JsonValue, depth: int = 0) -> None:
    """Refuse names that RFC 9901 reserves, at any depth of the plain claims.

    Raises:
        StatementClaimError: A member is called ``_sd`` or ``...``, or one of the outermost is registered.
    """
    if isinstance(plain, dict):
        reserved = RESERVED if depth == 0 else {"_sd", "..."}
        if not reserved.isdisjoint(plain):
            raise StatementClaimError("a plain claim has a reserved name")
        for member in plain.values():
            check_plain(member, depth + 1)
    elif isinstance(plain, list):
        for member in plain:
            check_plain(member, depth + 1)
