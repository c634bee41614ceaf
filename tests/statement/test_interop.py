"""Round trips with independent implementations: the ``sd-jwt`` package (on jwcrypto) and ``joserfc``.

The algorithm is called ``Ed25519`` since RFC 9864, which deprecates the older name ``EdDSA``. jwcrypto and joserfc both
know the new name; nothing has to be registered. joserfc accepts it only if the caller lists it, as should be with any
algorithm; jwcrypto has it among its defaults. ``sd-jwt`` is older than RFC 9901 and leaves the algorithm to jwcrypto.
"""

import json
from functools import partial
from typing import Any

import pytest
import sd_jwt.disclosure
import sd_jwt.issuer
from joserfc import jws
from joserfc.errors import UnsupportedAlgorithmError
from joserfc.jwk import OKPKey
from jwcrypto.jwk import JWK
from jwcrypto.jws import InvalidJWSSignature
from sd_jwt.common import SDObj
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier

from ledger import base64url
from ledger.statement import Statement, StatementError, build, parse, verify_statement
from ledger.statement import sd_jwt as rfc9901
from tests.statement.forging import HEADER, KEY, MEMBERS, PAYLOAD, canonical, digest, disclose

PRIVATE_JWK: dict[str, str | list[str]] = {
    "crv": "Ed25519",
    "d": base64url.encode(KEY.seed),
    "kty": "OKP",
    "x": base64url.encode(KEY.public_key),
}
PUBLIC_JWK = {name: value for name, value in PRIVATE_JWK.items() if name != "d"}
DISCLOSED = {name: value for _, name, value in MEMBERS if not name.startswith("pad.")}
PLAIN = {"decided_on": "2026-03-01", "item": "licence"}
EXTRA = {"alg": "Ed25519", "kid": KEY.kid, "typ": "credit-event+sd-jwt"}


@pytest.fixture
def statement() -> Statement:
    return build(
        vct=PAYLOAD["vct"],
        iss=PAYLOAD["iss"],
        plain={"decided_on": "2026-03-01", "item": "licence"},
        disclosed=DISCLOSED,
        digests=8,
        key=KEY,
        iat=PAYLOAD["iat"],
    )


def verified_by_package(text: str) -> dict[str, Any]:
    """Let the package check the signature and put the disclosures into the payload."""
    payload: dict[str, Any] = SDJWTVerifier(text, lambda *_: JWK(**PUBLIC_JWK)).get_verified_payload()
    return payload


def issued_by_package(claims: dict[Any, Any]) -> str:
    """Let the package issue an SD-JWT with our key."""
    text: str = SDJWTIssuer(
        claims, JWK(**PRIVATE_JWK), sign_alg="Ed25519", extra_header_parameters=EXTRA
    ).sd_jwt_issuance
    return text


def our_claims() -> dict[Any, Any]:
    claims: dict[Any, Any] = dict(PAYLOAD)
    return claims | {SDObj(name): value for _, name, value in MEMBERS}


def test_the_package_verifies_our_statement_and_sees_the_same_values(statement: Statement) -> None:
    payload = verified_by_package(statement.text)
    values = {name: value for name, value in payload.items() if name.startswith(("subject.", "representative."))}
    assert values == statement.disclosed == DISCLOSED
    assert {name: payload[name] for name in ("iss", "iat", "jti", "vct")} == {
        "iss": statement.iss,
        "iat": statement.iat,
        "jti": statement.jti,
        "vct": statement.vct,
    }
    assert {name: payload[name] for name in PLAIN} == statement.plain
    assert payload == rfc9901.process(rfc9901.payload_of(statement.jwt), [one.encoded for one in statement.disclosures])


def test_the_package_makes_a_presentation_of_our_statement_that_we_accept(statement: Statement) -> None:
    holder = SDJWTHolder(statement.text)
    holder.create_presentation({"subject.name": True})
    assert verified_by_package(holder.sd_jwt_presentation)["subject.name"] == DISCLOSED["subject.name"]
    parts = rfc9901.split(holder.sd_jwt_presentation)
    assert len(parts.disclosures) == 1
    assert rfc9901.process(rfc9901.payload_of(parts.jwt), parts.disclosures) == verified_by_package(
        holder.sd_jwt_presentation
    )


def test_the_package_refuses_our_statement_under_another_key(statement: Statement) -> None:
    with pytest.raises(InvalidJWSSignature):
        SDJWTVerifier(statement.text, lambda *_: JWK.generate(kty="OKP", crv="Ed25519"))


def test_what_the_package_issues_is_understood_by_our_rfc_9901_layer() -> None:
    claims = our_claims() | {"list": [SDObj("a"), "b"], SDObj("nested"): {SDObj("inner"): [1, None, {"deep": 1.5}]}}
    text = issued_by_package(claims)
    parts = rfc9901.split(text)
    assert rfc9901.process(rfc9901.payload_of(parts.jwt), parts.disclosures) == verified_by_package(text)


def test_what_the_package_issues_is_no_statement_of_ours_as_long_as_it_is_not_in_strict_json() -> None:
    with pytest.raises(StatementError):
        parse(issued_by_package(our_claims()))


def test_what_the_package_issues_in_strict_json_is_a_statement_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    strict = partial(json.dumps, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    monkeypatch.setattr(sd_jwt.issuer, "dumps", strict)
    monkeypatch.setattr(sd_jwt.disclosure, "dumps", strict)
    parsed = parse(issued_by_package(our_claims()))
    verify_statement(parsed, KEY.public_key)
    assert parsed.disclosed == DISCLOSED
    assert parsed.plain == PLAIN


def test_joserfc_verifies_our_jwt_under_the_name_ed25519_only(statement: Statement) -> None:
    key = OKPKey.import_key(PUBLIC_JWK)
    verified = jws.deserialize_compact(statement.jwt, key, algorithms=["Ed25519"])
    assert verified.headers() == HEADER
    assert json.loads(verified.payload) == rfc9901.payload_of(statement.jwt)
    with pytest.raises(UnsupportedAlgorithmError):
        jws.deserialize_compact(statement.jwt, key)
    with pytest.raises(UnsupportedAlgorithmError):
        jws.deserialize_compact(statement.jwt, key, algorithms=["EdDSA"])


def test_what_joserfc_signs_is_a_statement_of_ours() -> None:
    encoded = [disclose(one) for one in MEMBERS]
    payload = canonical(PAYLOAD | {"_sd": sorted(map(digest, encoded)), "_sd_alg": "sha-256"})
    jwt = jws.serialize_compact(HEADER, payload, OKPKey.import_key(PRIVATE_JWK), algorithms=["Ed25519"])
    parsed = parse("~".join([jwt, *encoded, ""]))
    verify_statement(parsed, KEY.public_key)
    assert parsed.disclosed == DISCLOSED


def test_both_agree_with_us_on_the_key_id() -> None:
    assert JWK(**PUBLIC_JWK).thumbprint() == OKPKey.import_key(PUBLIC_JWK).thumbprint() == KEY.kid
