"""Builds and signs statements.

Source:
    docs/log-format.md, section 4; RFC 9901, section 4.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from operator import attrgetter

from ledger import base64url, strict_json, uuid7
from ledger.crypto.keys import SigningKey
from ledger.statement import profile, sd_jwt
from ledger.statement.disclosures import check_lengths
from ledger.statement.errors import (
    DigestListError,
    DisclosureFormError,
    DisclosureNameError,
    StatementClaimError,
    StatementTooLongError,
)
from ledger.statement.statement import PAD, Disclosure, Scalar, Statement
from ledger.strict_json import JsonValue


def build(
    *,
    vct: str,
    iss: str,
    plain: Mapping[str, JsonValue],
    disclosed: Mapping[str, Scalar],
    digests: int,
    key: SigningKey,
    iat: int,
    jti: str | None = None,
    random: Callable[[int], bytes] = os.urandom,
) -> Statement:
    """Build and sign a complete statement.

    Args:
        vct: Topic of the event.
        iss: ``root``, ``platform`` or ``agency:<code>``.
        plain: Plain claims of the event.
        disclosed: Values by ``<role>.<field>``; pads are added here.
        digests: The fixed number of digests of the event; 0 for none.
        key: The issuer's signing key.
        iat: Seconds since 1970-01-01T00:00:00Z.
        jti: UUID of version 7; a new one, of the time ``iat``, if absent.
        random: Gives the number of random bytes that it is asked for.

    Raises:
        StatementError: The parts do not make a statement; the subclass says why.
        StrictJsonError: A value cannot be spelled.
    """
    _check_claims(vct, iss, iat, plain)
    jti = str(uuid7.uuid7(iat * 1000, random)) if jti is None else _check_jti(jti)
    disclosures = _disclose(disclosed, digests, random)
    payload: dict[str, JsonValue] = {**plain, "iat": iat, "iss": iss, "jti": jti, "vct": vct}
    if disclosures:
        payload["_sd"], payload["_sd_alg"] = [disclosure.digest for disclosure in disclosures], "sha-256"
    signing_input = f"{profile.spell_header(key.kid)}.{base64url.encode(strict_json.encode(payload))}"
    signature = key.sign(signing_input.encode("ascii"))
    return Statement(
        jwt=_check_length(f"{signing_input}.{base64url.encode(signature)}"),
        kid=key.kid,
        iss=iss,
        iat=iat,
        jti=jti,
        vct=vct,
        plain=dict(plain),
        digests=tuple([disclosure.digest for disclosure in disclosures]),
        disclosures=tuple(disclosures),
        disclosed={disclosure.name: disclosure.value for disclosure in disclosures if disclosure.name in disclosed},
        signature=signature,
    )


def _check_claims(vct: str, iss: str, iat: int, plain: Mapping[str, JsonValue]) -> None:
    profile.check_topic(vct)
    profile.check_issuer(iss)
    profile.check_plain(dict(plain))
    if iat < 0:
        raise StatementClaimError("iat is seconds since 1970")


def _check_jti(jti: str) -> str:
    if not uuid7.is_uuid7(jti):
        raise StatementClaimError("jti is a UUID of version 7 in lower case")
    return jti


def _check_length(jwt: str) -> str:
    if len(jwt) > profile.MAX_JWT_BYTES:
        raise StatementTooLongError(f"a JWT has at most {profile.MAX_JWT_BYTES} characters")
    return jwt


def _disclose(disclosed: Mapping[str, Scalar], digests: int, random: Callable[[int], bytes]) -> list[Disclosure]:
    """Salt and pad; give the disclosures in the order of their digests."""
    if len(disclosed) > digests:
        raise DigestListError(f"{len(disclosed)} fields for {digests} digests")
    if any(profile.check_name(name) for name in disclosed):
        raise DisclosureNameError("pads are added, not given")
    fields = [*disclosed.items(), *[(f"{PAD}{i}", "") for i in range(digests - len(disclosed))]]
    salts = random(profile.SALT_BYTES * digests)
    disclosures = []
    for i, (name, value) in enumerate(fields):
        salt = base64url.encode(salts[i * profile.SALT_BYTES : (i + 1) * profile.SALT_BYTES])
        encoded = base64url.encode(strict_json.encode([salt, name, value]))
        if not isinstance(value, Scalar):
            raise DisclosureFormError("a value is a string, an integer, true or false")
        disclosures.append(Disclosure(salt, name, value, encoded, sd_jwt.digest(encoded)))
    check_lengths([disclosure.encoded for disclosure in disclosures])
    return sorted(disclosures, key=attrgetter("digest"))
