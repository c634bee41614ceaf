"""Builds and signs statements.

Source:
    docs/log-format.md, section 4; RFC 9901, section 4.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from ledger import base64url, strict_json, uuid7
from ledger.crypto.keys import SigningKey
from ledger.statement import profile, sd_jwt
from ledger.statement.errors import DigestListError, DisclosureNameError
from ledger.statement.parser import parse
from ledger.statement.statement import PAD, Scalar, Statement
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
    profile.check_plain(dict(plain))
    encoded, digest_list = _disclose(disclosed, digests, random)
    payload: dict[str, JsonValue] = {**plain, "iat": iat, "iss": iss, "vct": vct}
    payload["jti"] = str(uuid7.uuid7(iat * 1000, random)) if jti is None else jti
    if digest_list:
        payload["_sd"], payload["_sd_alg"] = digest_list, "sha-256"
    signing_input = f"{profile.spell_header(key.kid)}.{base64url.encode(strict_json.encode(payload))}"
    signature = base64url.encode(key.sign(signing_input.encode("ascii")))
    return parse("~".join([f"{signing_input}.{signature}", *encoded, ""]))


def _disclose(
    disclosed: Mapping[str, Scalar], digests: int, random: Callable[[int], bytes]
) -> tuple[list[str], list[JsonValue]]:
    """Salt, pad and sort; give disclosures and digests, both in the order of the digests."""
    if len(disclosed) > digests:
        raise DigestListError(f"{len(disclosed)} fields for {digests} digests")
    if any(name.startswith(PAD) for name in disclosed):
        raise DisclosureNameError("pads are added, not given")
    fields = [*disclosed.items(), *[(f"{PAD}{i}", "") for i in range(digests - len(disclosed))]]
    salts = random(profile.SALT_BYTES * digests)
    by_digest = {}
    for i, (name, value) in enumerate(fields):
        salt = base64url.encode(salts[i * profile.SALT_BYTES : (i + 1) * profile.SALT_BYTES])
        encoded = base64url.encode(strict_json.encode([salt, name, value]))
        by_digest[sd_jwt.digest(encoded)] = encoded
    ordered = sorted(by_digest)
    return [by_digest[digest] for digest in ordered], list(ordered)
