"""Statements: SD-JWTs without key binding, their JWT part and their disclosures.

Source:
    RFC 9901; docs/log-format.md, section 4.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from operator import lt
from typing import NamedTuple

from verify.errors import (
    DisclosureMalformedError,
    DisclosureOrderError,
    DisclosureUnknownError,
    StatementMalformedError,
    TooLargeError,
)
from verify.keys import SIGNATURE_BYTES
from verify.strict_base64 import decode_url, decode_url_digits, encode_url
from verify.strict_json import Json, decode

MAX_JWT_BYTES = 16_384
MAX_DISCLOSURE_CHARACTERS = 32_768
MAX_DISCLOSURES_CHARACTERS = 262_144

# base64url of 32 bytes: the 43rd character carries four bits, its last two are zero.
_HASH = r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"
_DIGESTS = re.compile(rf'\{{"_sd":\["({_HASH}(?:","{_HASH})*)"\],"_sd_alg":"sha-256",')
_HEADER = re.compile(r'\{"alg":"Ed25519","kid":"([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])","typ":"credit-event\+sd-jwt"\}')
_ISSUER = re.compile(r"root|platform|agency:[0-9A-HJ-NPQRTUWXY]{18}")
_JTI = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_NAME = re.compile(r"(?:subject|representative)\.[a-z][a-z0-9_]{0,63}|pad\.(?:0|[1-9][0-9]{0,2})")
_SALT = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]")
_SUBJECT = "subject"
_DISCLOSURE_PARTS = 3


class Jwt(NamedTuple):
    """The signed part of a statement; its signature is not verified yet.

    Attributes:
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

    kid: str
    iss: str
    iat: int
    jti: str
    vct: str
    claims: Mapping[str, Json]
    digests: tuple[str, ...]
    signing_input: bytes
    signature: bytes

    @property
    def text(self) -> str:
        """The JWT, character for character."""
        return f"{self.signing_input.decode('ascii')}.{encode_url(self.signature)}"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One opened field.

    Attributes:
        encoded: The disclosure, character for character.
        digest: What stands for it in ``_sd``.
        salt: 22 characters of base64url.
        name: ``<role>.<field>``.
        value: String, integer or boolean.
    """

    encoded: str
    digest: str
    salt: str
    name: str
    value: str | int | bool


def parse_statement(text: str, *, is_request: bool = False) -> tuple[Jwt, tuple[Disclosure, ...]]:
    """Take a statement or presentation apart.

    Args:
        text: The statement.
        is_request: Whether a subject may have issued it (docs/events.md, Requests).

    Raises:
        MalformedError: It is none.
    """
    jwt, found, rest = text.partition("~")
    if not found or (rest and not rest.endswith("~")) or not jwt.isascii():
        raise StatementMalformedError
    return parse_jwt(jwt.encode("ascii"), is_request=is_request), parse_disclosures(rest.split("~")[:-1])


def parse_jwt(data: bytes, *, is_request: bool = False) -> Jwt:
    """Read the JWT of a statement.

    Args:
        data: Its ASCII characters.
        is_request: Whether a subject may have issued it.

    Raises:
        TooLargeError: More than 16,384 bytes.
        MalformedError: Another spelling than the one of section 4.
    """
    if len(data) > MAX_JWT_BYTES:
        raise TooLargeError("jwt")
    signing_input, _, encoded_signature = data.rpartition(b".")
    header, found, encoded_payload = signing_input.partition(b".")
    if not found:
        raise StatementMalformedError("jwt")
    kid = _parse_header(header)
    signature = decode_url_digits(encoded_signature, "signature")
    if len(signature) != SIGNATURE_BYTES:
        raise StatementMalformedError("signature")
    digests, claims = _parse_payload(decode_url_digits(encoded_payload, "payload"))
    take = claims.pop
    iss, iat, jti, vct = take("iss", None), take("iat", None), take("jti", None), take("vct", None)
    if not isinstance(iss, str) or not (_is_issuer(iss) or (is_request and iss == _SUBJECT)):
        raise StatementMalformedError("iss")
    if type(iat) is not int or iat < 0:
        raise StatementMalformedError("iat")
    if not isinstance(jti, str) or not _JTI.fullmatch(jti):
        raise StatementMalformedError("jti")
    if not isinstance(vct, str):
        raise StatementMalformedError("vct")
    return Jwt(kid, iss, iat, jti, vct, claims, digests, signing_input, signature)


@lru_cache(maxsize=4096)
def _parse_header(header: bytes) -> str:
    """Return the key id; the pattern is the only spelling that strict JSON has for a header."""
    try:
        found = _HEADER.fullmatch(decode_url_digits(header, "header").decode("ascii"))
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

    These two sort before every other name that a payload may have. The digests are most of the text, so both members
    are cut out and held against the one spelling they can have; what is left must be strict JSON.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise StatementMalformedError("payload") from error
    digests: tuple[str, ...] = ()
    if text.startswith('{"_sd'):
        found = _DIGESTS.match(text)
        digests = tuple(found[1].split('","')) if found else ()
        if found is None or not all(map(lt, digests, digests[1:])):
            raise StatementMalformedError("_sd")
        text = "{" + text[found.end() :]
    claims = decode(text, "payload")
    if not isinstance(claims, dict):
        raise StatementMalformedError("payload")
    if (digests and min(claims, default="") <= "_sd_alg") or "_sd" in claims or "_sd_alg" in claims:
        raise StatementMalformedError("_sd")
    return digests, claims


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
    return Disclosure(encoded, digest_of(encoded), salt, name, value)


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
    columns = digests, [each.name for each in opened], [each.salt for each in opened]
    if any(len(set(column)) != len(column) for column in columns):
        raise DisclosureOrderError
    if in_order and sorted(digests) != digests:
        raise DisclosureOrderError


def disclosed(disclosures: Iterable[Disclosure]) -> dict[str, str | int | bool]:
    """Return the opened values by name, without padding."""
    return {each.name: each.value for each in disclosures if not each.name.startswith("pad.")}
