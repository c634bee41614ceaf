"""Reads statements: form, spelling and digests; the signature is another step.

Whatever is accepted re-encodes to itself, character by character.

Source:
    docs/log-format.md, section 4; RFC 9901, sections 4 and 7.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ledger import base64url, strict_json, uuid7
from ledger.statement import profile
from ledger.statement.disclosures import read_disclosures, values_by_name
from ledger.statement.errors import (
    DigestListError,
    DisclosureMissingError,
    DisclosureNameError,
    DisclosureUnknownError,
    StatementClaimError,
    StatementFormError,
    StatementTooLongError,
)
from ledger.statement.statement import Disclosure, Statement
from ledger.strict_json import JsonValue

_SIGNATURE_BYTES = 64
_PARTS = 3


def parse(text: str) -> Statement:
    """Read a complete statement: every digest is opened, each once, and nothing else.

    Raises:
        StatementError: The text is not such a statement; the subclass says why.
    """
    statement = parse_presentation(text)
    if len(statement.disclosures) != len(statement.digests):
        raise DisclosureMissingError("a digest is not opened")
    _check_pads(statement)
    return statement


def parse_presentation(text: str) -> Statement:
    """Read a statement of which disclosures may have been left out.

    Raises:
        StatementError: The text is not such a statement; the subclass says why.
    """
    jwt, *encoded = text.split("~")
    if not encoded or encoded.pop():
        raise StatementFormError("a statement ends in ~; key binding is not used")
    return open_jwt(jwt, encoded)


def parse_jwt(jwt: str) -> Statement:
    """Read the part of a statement that the log keeps, with nothing disclosed.

    Raises:
        StatementError: The text is not such a JWT; the subclass says why.
    """
    return open_jwt(jwt, ())


def open_jwt(jwt: str, encoded: Sequence[str]) -> Statement:
    """Read a JWT beside the disclosures that open digests of it, such as those from the vault.

    Raises:
        StatementError: JWT or disclosures are not as the profile says; the subclass says why.
    """
    kid, payload, signature = _read_jwt(jwt)
    by_digest = read_disclosures(encoded) if encoded else {}
    digests = _read_digests(payload, by_digest)
    disclosures = tuple([by_digest[digest] for digest in digests if digest in by_digest])
    if len(disclosures) != len(by_digest):
        raise DisclosureUnknownError("a disclosure opens no digest of the statement")
    disclosed = values_by_name(disclosures)
    if not disclosed.keys().isdisjoint(payload):
        raise DisclosureNameError("a disclosure has the name of a plain claim")
    return Statement(
        jwt=jwt,
        kid=kid,
        iss=_read_issuer(payload),
        iat=_read_iat(payload),
        jti=_read_jti(payload),
        vct=_read_topic(payload),
        plain={name: value for name, value in payload.items() if name not in profile.RESERVED},
        digests=digests,
        disclosures=disclosures,
        disclosed=disclosed,
        signature=signature,
    )


def _read_jwt(jwt: str) -> tuple[str, dict[str, JsonValue], bytes]:
    if len(jwt) > profile.MAX_JWT_BYTES:
        raise StatementTooLongError(f"a JWT has at most {profile.MAX_JWT_BYTES} characters")
    parts = jwt.split(".")
    if len(parts) != _PARTS:
        raise StatementFormError("a JWT has three parts")
    kid = profile.read_header(parts[0])
    try:
        payload = _read_payload(parts[1])
        signature = base64url.decode(parts[2])
    except (base64url.Base64UrlError, strict_json.StrictJsonError) as error:
        raise StatementFormError("payload or signature is not in its one spelling") from error
    if len(signature) != _SIGNATURE_BYTES:
        raise StatementFormError("a signature is 64 bytes")
    return kid, payload, signature


def _read_payload(part: str) -> dict[str, JsonValue]:
    decoded = base64url.decode(part)
    payload = strict_json.load_unchecked(decoded)
    if not isinstance(payload, dict):
        raise StatementFormError("a payload is an object")
    for name, value in payload.items():
        if name != "_sd":  # its digests are checked one by one, or found equal to computed ones
            strict_json.check_member(name, value, 2)
    if strict_json.dump_checked(payload) != decoded:
        raise StatementFormError("the payload is not in its one spelling")
    if decoded.count(b'"_sd"') > 1 or b'"..."' in decoded:
        profile.check_plain({name: value for name, value in payload.items() if name != "_sd"}, 1)
    return payload


def _read_digests(payload: dict[str, JsonValue], by_digest: dict[str, Disclosure]) -> tuple[str, ...]:
    listed = payload.get("_sd")
    if listed is None and "_sd" not in payload and "_sd_alg" not in payload:
        return ()
    if payload.get("_sd_alg") != "sha-256":
        raise DigestListError("_sd_alg is sha-256, with _sd")
    if not isinstance(listed, list) or not listed:
        raise DigestListError("_sd is an array of digests")
    expected = sorted(by_digest)
    if listed == expected:
        return tuple(expected)
    digests = tuple([item for item in listed if isinstance(item, str) and profile.is_digest(item)])
    if len(digests) != len(listed):
        raise DigestListError("a digest is base64url of 32 bytes")
    if any(left >= right for left, right in pairwise(digests)):
        raise DigestListError("digests ascend, each once")
    return digests


def _read_issuer(payload: dict[str, JsonValue]) -> str:
    iss = payload.get("iss")
    if not isinstance(iss, str):
        raise StatementClaimError("iss is a string")
    profile.check_issuer(iss)
    return iss


def _read_topic(payload: dict[str, JsonValue]) -> str:
    vct = payload.get("vct")
    if not isinstance(vct, str):
        raise StatementClaimError("vct is a string")
    profile.check_topic(vct)
    return vct


def _read_iat(payload: dict[str, JsonValue]) -> int:
    iat = payload.get("iat")
    if not isinstance(iat, int) or isinstance(iat, bool) or iat < 0:
        raise StatementClaimError("iat is seconds since 1970")
    return iat


def _read_jti(payload: dict[str, JsonValue]) -> str:
    jti = payload.get("jti")
    if not isinstance(jti, str) or not uuid7.is_uuid7(jti):
        raise StatementClaimError("jti is a UUID of version 7 in lower case")
    return jti


def _check_pads(statement: Statement) -> None:
    pads = len(statement.disclosures) - len(statement.disclosed)
    if pads:
        names = {disclosure[1] for disclosure in statement.disclosures}
        if not names.issuperset([f"pad.{i}" for i in range(pads)]):
            raise DisclosureNameError("pads are numbered from 0 without gaps")
