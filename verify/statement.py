"""Statements: SD-JWTs without key binding, their JWT part and their disclosures.

Source:
    RFC 9901; docs/log-format.md, section 4.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from verify.errors import (
    DisclosureMalformedError,
    DisclosureOrderError,
    DisclosureUnknownError,
    StatementMalformedError,
    TooLargeError,
)
from verify.keys import SIGNATURE_BYTES
from verify.strict_base64 import decode_url, encode_url
from verify.strict_json import Json, decode

MAX_JWT_CHARACTERS = 16_384
MAX_DISCLOSURE_CHARACTERS = 32_768
MAX_DISCLOSURES_CHARACTERS = 262_144
DIGEST_LENGTH = 43

_URL_DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# The 43rd character of 32 bytes carries four bits; its last two are zero.
_LAST_DIGITS = frozenset("AEIMQUYcgkosw048")
_HEADER = re.compile(r'\{"alg":"Ed25519","kid":"([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])","typ":"credit-event\+sd-jwt"\}')
_ISSUER = re.compile(r"root|platform|agency:[0-9A-HJ-NPQRTUWXY]{18}")
_JTI = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_NAME = re.compile(r"(?:subject|representative)\.[a-z][a-z0-9_]{0,49}|pad\.(?:0|[1-9][0-9]?)")
_SALT = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]")
_SD_START = '{"_sd":["'
_SD_END = '"],'
_DISCLOSURE_PARTS = 3


class Jwt(NamedTuple):
    """The signed part of a statement; its signature is not verified yet.

    Attributes:
        text: The JWT, character for character.
        kid: Key id of the signer.
        iss: Issuer.
        iat: Seconds since the epoch.
        jti: UUID version 7.
        vct: Topic of the event.
        claims: The plain claims of the event.
        digests: The members of ``_sd``, ascending.
        signing_input: What was signed.
        signature: 64 bytes.
    """

    text: str
    kid: str
    iss: str
    iat: int
    jti: str
    vct: str
    claims: Mapping[str, Json]
    digests: tuple[str, ...]
    signing_input: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One opened field.

    Attributes:
        encoded: The disclosure, character for character.
        digest: What stands for it in ``_sd``.
        name: ``<role>.<field>``.
        value: String, integer or boolean.
    """

    encoded: str
    digest: str
    name: str
    value: str | int | bool


def parse_statement(text: str) -> tuple[Jwt, tuple[Disclosure, ...]]:
    """Take a statement or presentation apart.

    Raises:
        MalformedError: It is none.
    """
    jwt, found, rest = text.partition("~")
    if not found or (rest and not rest.endswith("~")):
        raise StatementMalformedError
    return parse_jwt(jwt), parse_disclosures(rest.split("~")[:-1])


def parse_jwt(text: str) -> Jwt:
    """Read the JWT of a statement.

    Raises:
        TooLargeError: More than 16,384 bytes.
        MalformedError: Another spelling than the one of section 4.
    """
    if len(text) > MAX_JWT_CHARACTERS:
        raise TooLargeError("jwt")
    signing_input, _, encoded_signature = text.rpartition(".")
    header, found, encoded_payload = signing_input.partition(".")
    if not found:
        raise StatementMalformedError("jwt")
    kid = _parse_header(header)
    signature = decode_url(encoded_signature, "signature")
    if len(signature) != SIGNATURE_BYTES:
        raise StatementMalformedError("signature")
    digests, claims = _parse_payload(decode_url(encoded_payload, "payload"))
    take = claims.pop
    iss, iat, jti, vct = take("iss", None), take("iat", None), take("jti", None), take("vct", None)
    if not isinstance(iss, str) or not _is_issuer(iss):
        raise StatementMalformedError("iss")
    if type(iat) is not int or iat < 0:
        raise StatementMalformedError("iat")
    if not isinstance(jti, str) or not _JTI.fullmatch(jti):
        raise StatementMalformedError("jti")
    if not isinstance(vct, str):
        raise StatementMalformedError("vct")
    return Jwt(text, kid, iss, iat, jti, vct, claims, digests, signing_input.encode("ascii"), signature)


@lru_cache(maxsize=4096)
def _parse_header(header: str) -> str:
    """Return the key id; the pattern is the only spelling that strict JSON has for a header."""
    try:
        found = _HEADER.fullmatch(decode_url(header, "header").decode("ascii"))
    except ValueError as error:
        raise StatementMalformedError("header") from error
    if found is None:
        raise StatementMalformedError("header")
    return found[1]


@lru_cache(maxsize=4096)
def _is_issuer(iss: str) -> bool:
    return _ISSUER.fullmatch(iss) is not None


def _parse_payload(data: bytes) -> tuple[tuple[str, ...], dict[str, Json]]:
    """Return digests and members of a payload, without ``_sd`` and ``_sd_alg``.

    ``_sd`` sorts before every other name that a payload may have, so the digests, most of the text, are cut out and
    checked as text; what is left must be strict JSON with ``_sd_alg`` as its first member.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise StatementMalformedError("payload") from error
    digests: tuple[str, ...] = ()
    if text.startswith(_SD_START):
        listed, _, rest = text[len(_SD_START) :].partition(_SD_END)
        digests = tuple(listed.split('","'))
        if not _are_digests(digests):
            raise StatementMalformedError("_sd")
        text = "{" + rest
    claims = decode(text, "payload")
    if not isinstance(claims, dict):
        raise StatementMalformedError("payload")
    if digests and (next(iter(claims), None) != "_sd_alg" or claims.pop("_sd_alg") != "sha-256"):
        raise StatementMalformedError("_sd_alg")
    if "_sd" in claims or "_sd_alg" in claims:
        raise StatementMalformedError("_sd")
    return digests, claims


def _are_digests(texts: tuple[str, ...]) -> bool:
    """Tell whether texts are base64url of 32 bytes each, ascending, none twice."""
    joined = "".join(texts)
    return (
        set(map(len, texts)) == {DIGEST_LENGTH}
        and joined.isascii()
        and not joined.encode("ascii").translate(None, _URL_DIGITS)
        and _LAST_DIGITS.issuperset(joined[DIGEST_LENGTH - 1 :: DIGEST_LENGTH])
        and tuple(sorted(set(texts))) == texts
    )


def parse_disclosures(encoded: Iterable[str]) -> tuple[Disclosure, ...]:
    """Read disclosures.

    Raises:
        TooLargeError: One is longer than 32,768 characters, or all together than 262,144.
        MalformedError: Another spelling than the one of section 4.
    """
    texts = tuple(encoded)
    if sum(map(len, texts)) > MAX_DISCLOSURES_CHARACTERS:
        raise TooLargeError("disclosures")
    return tuple(_parse_disclosure(text) for text in texts)


def _parse_disclosure(encoded: str) -> Disclosure:
    if len(encoded) > MAX_DISCLOSURE_CHARACTERS:
        raise TooLargeError("disclosure")
    parts = decode(decode_url(encoded, "disclosure"), "disclosure")
    if not isinstance(parts, list) or len(parts) != _DISCLOSURE_PARTS:
        raise DisclosureMalformedError
    salt, name, value = parts
    if not isinstance(salt, str) or not _SALT.fullmatch(salt):
        raise DisclosureMalformedError("salt")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise DisclosureMalformedError("name")
    if not isinstance(value, str | int) or (name.startswith("pad.") and value != ""):
        raise DisclosureMalformedError(name)
    return Disclosure(encoded, digest_of(encoded), name, value)


def digest_of(encoded: str) -> str:
    """Return the digest of a disclosure."""
    return encode_url(sha256(encoded.encode("ascii")).digest())


def check_disclosures(jwt: Jwt, disclosures: Iterable[Disclosure], *, in_order: bool) -> None:
    """Check that a statement committed to each disclosure, and that each stands once.

    Args:
        jwt: The statement's JWT.
        disclosures: What was opened; a presentation may leave some out.
        in_order: Whether they must follow the order of the digests, as in a receipt.

    Raises:
        DisclosureUnknownError: A digest does not stand in ``_sd``.
        DisclosureOrderError: One stands twice, two have one name or one salt, or they are out of order.
    """
    opened = list(disclosures)
    committed = set(jwt.digests)
    for each in opened:
        if each.digest not in committed:
            raise DisclosureUnknownError(each.name)
    digests = [each.digest for each in opened]
    names = [each.name for each in opened]
    if len(set(digests)) != len(digests) or len(set(names)) != len(names):
        raise DisclosureOrderError
    if in_order and sorted(digests) != digests:
        raise DisclosureOrderError


def disclosed(disclosures: Iterable[Disclosure]) -> dict[str, str | int | bool]:
    """Return the opened values by name, without padding."""
    return {each.name: each.value for each in disclosures if not each.name.startswith("pad.")}
