"""RFC 9901: the examples of the text, and every rule of section 7.1 broken once."""

import json
from pathlib import Path
from typing import Any

import pytest
from joserfc import jws
from joserfc.jwk import ECKey

from ledger import base64url
from ledger.statement import sd_jwt
from ledger.statement.sd_jwt import SdJwt, SdJwtError

FILES = sorted((Path(__file__).parents[1] / "vectors" / "rfc9901").glob("*.json"))
VECTORS: dict[str, dict[str, Any]] = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FILES}
COMPACT = {name: vector for name, vector in VECTORS.items() if "sd_jwt" in vector}
PROCESSED = {name: vector for name, vector in VECTORS.items() if "processed" in vector}
ISSUER_KEY: dict[str, str | list[str]] = {  # appendix A.5
    "kty": "EC",
    "crv": "P-256",
    "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
    "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8",
}


def disclose(*members: Any) -> str:
    return base64url.encode(json.dumps(members).encode())


def process(payload: dict[str, Any], *disclosures: str) -> dict[str, Any]:
    return sd_jwt.process(payload, disclosures)


def test_no_vector_is_missing() -> None:
    assert (len(VECTORS), len(COMPACT), len(PROCESSED)) == (18, 8, 9)
    assert sum(len(vector.get("digests", ())) for vector in VECTORS.values()) == 91


@pytest.mark.parametrize("name", VECTORS)
def test_digests_are_those_of_the_rfc(name: str) -> None:
    for pair in VECTORS[name].get("digests", ()):
        assert sd_jwt.digest(pair["disclosure"]) == pair["digest"]


@pytest.mark.parametrize("name", COMPACT)
def test_splitting_and_joining_give_the_same_text(name: str) -> None:
    text = COMPACT[name]["sd_jwt"]
    assert sd_jwt.join(sd_jwt.split(text)) == text


@pytest.mark.parametrize("name", PROCESSED)
def test_processed_payloads_are_those_of_the_rfc(name: str) -> None:
    vector = PROCESSED[name]
    if "sd_jwt" in vector:
        parts = sd_jwt.split(vector["sd_jwt"])
        assert process(sd_jwt.payload_of(parts.jwt), *parts.disclosures) == vector["processed"]
    else:
        shown = [pair["disclosure"] for pair in vector["digests"]]
        assert process(vector["payload"], *shown) == vector["processed"]


@pytest.mark.parametrize("name", COMPACT)
def test_the_examples_were_copied_without_fault_their_signatures_hold(name: str) -> None:
    parts = sd_jwt.split(COMPACT[name]["sd_jwt"])
    jws.deserialize_compact(parts.jwt, ECKey.import_key(ISSUER_KEY), algorithms=["ES256"])
    if parts.key_binding is not None:
        holder = ECKey.import_key(sd_jwt.payload_of(parts.jwt)["cnf"]["jwk"])
        jws.deserialize_compact(parts.key_binding, holder, algorithms=["ES256"])


@pytest.mark.parametrize("name", [name for name in COMPACT if sd_jwt.split(COMPACT[name]["sd_jwt"]).key_binding])
def test_the_hash_that_key_binding_signs_is_that_of_the_rfc(name: str) -> None:
    parts = sd_jwt.split(COMPACT[name]["sd_jwt"])
    assert parts.key_binding is not None
    assert sd_jwt.payload_of(parts.key_binding)["sd_hash"] == sd_jwt.sd_hash(parts)


def test_the_same_claim_may_be_spelled_in_any_way_and_each_spelling_has_its_own_digest() -> None:
    spellings = [
        "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0",
        "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNXHUwMGY2Yml1cyJd",
        "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsImZhbWlseV9uYW1lIiwiTcO2Yml1cyJd",
        "WwoiXzI2YmM0TFQtYWM2cTJLSTZjQlc1ZXMiLAoiZmFtaWx5X25hbWUiLAoiTcO2Yml1cyIKXQ",
    ]
    digests = {sd_jwt.digest(spelling) for spelling in spellings}
    assert len(digests) == 4
    for spelling in spellings:
        assert process({"_sd": [sd_jwt.digest(spelling)]}, spelling) == {"family_name": "Möbius"}


ONE = disclose("salt", "name", "value")
ELEMENT = disclose("salt", "element")


def test_digests_without_a_disclosure_leave_nothing_behind() -> None:
    payload = {"a": {"_sd": ["decoy"]}, "b": [{"...": "decoy-2"}, 1], "_sd_alg": "sha-256"}
    assert process(payload) == {"a": {}, "b": [1]}


def test_disclosures_within_disclosures_are_unfolded() -> None:
    outer = disclose("salt-2", "outer", {"_sd": [sd_jwt.digest(ONE)], "list": [{"...": sd_jwt.digest(ELEMENT)}]})
    payload = {"_sd": [sd_jwt.digest(outer)]}
    assert process(payload, outer, ONE, ELEMENT) == {"outer": {"name": "value", "list": ["element"]}}
    assert process(payload, outer) == {"outer": {"list": []}}


@pytest.mark.parametrize("algorithm", ["sha-384", "sha-512"])
def test_other_registered_hashes_are_understood(algorithm: str) -> None:
    payload = {"_sd": [sd_jwt.digest(ONE, algorithm)], "_sd_alg": algorithm}
    assert process(payload, ONE) == {"name": "value"}


@pytest.mark.parametrize(
    ("rule", "payload", "disclosures"),
    [
        ("unknown _sd_alg", {"_sd_alg": "sha-1"}, [ONE]),
        ("unknown _sd_alg", {"_sd_alg": 256}, []),
        ("digest stands twice", {"_sd": ["x", "x"]}, []),
        ("digest stands twice", {"_sd": ["x"], "a": {"_sd": ["x"]}}, []),
        ("digest stands twice", {"_sd": ["x"], "a": [{"...": "x"}]}, []),
        ("digest stands twice", {"a": [{"...": sd_jwt.digest(ELEMENT)}] * 2}, [ELEMENT]),
        ("disclosure stands twice", {"_sd": [sd_jwt.digest(ONE)]}, [ONE, ONE]),
        ("referenced by no digest", {"_sd": []}, [ONE]),
        ("referenced by no digest", {}, [ONE]),
        ("has 3 elements", {"_sd": [sd_jwt.digest(ELEMENT)]}, [ELEMENT]),
        ("has 2 elements", {"a": [{"...": sd_jwt.digest(ONE)}]}, [ONE]),
        ("has 3 elements", {"_sd": [sd_jwt.digest(disclose(1, 2, 3, 4))]}, [disclose(1, 2, 3, 4)]),
        ("salt is a string", {"_sd": [sd_jwt.digest(disclose(1, "a", 3))]}, [disclose(1, "a", 3)]),
        ("neither _sd nor", {"_sd": [sd_jwt.digest(disclose("s", "_sd", 3))]}, [disclose("s", "_sd", 3)]),
        ("neither _sd nor", {"_sd": [sd_jwt.digest(disclose("s", "...", 3))]}, [disclose("s", "...", 3)]),
        ("neither _sd nor", {"_sd": [sd_jwt.digest(disclose("s", 1, 3))]}, [disclose("s", 1, 3)]),
        ("is there already", {"_sd": [sd_jwt.digest(ONE)], "name": 1}, [ONE]),
        (
            "is there already",
            {"_sd": [sd_jwt.digest(ONE), sd_jwt.digest(disclose("s", "name", 2))]},
            [ONE, disclose("s", "name", 2)],
        ),
        ("array of strings", {"_sd": "x"}, []),
        ("array of strings", {"_sd": [1]}, []),
        ("array of strings", {"_sd": None}, []),
        ("stands alone", {"a": [{"...": "x", "b": 1}]}, []),
        ("stands alone", {"a": [{"...": 1}]}, []),
        ("stands alone", {"a": {"...": "x"}}, []),
        ("stands alone", {"...": "x"}, []),
        ("at the top only", {"a": {"_sd_alg": "sha-256"}}, []),
    ],
)
def test_each_broken_rule_is_refused(rule: str, payload: dict[str, Any], disclosures: list[str]) -> None:
    with pytest.raises(SdJwtError, match=rule):
        process(payload, *disclosures)


@pytest.mark.parametrize(
    "text", ["", "a.b.c", "~", "a.b.c~~", "a.b.c~WyJ~~", "~WyJ~"], ids=["nothing", "no-tilde", "no-jwt", "a", "b", "c"]
)
def test_texts_that_are_no_sd_jwt_are_refused(text: str) -> None:
    with pytest.raises(SdJwtError):
        sd_jwt.split(text)


def test_a_text_without_key_binding_ends_in_a_tilde() -> None:
    assert sd_jwt.split("a.b.c~d~") == SdJwt("a.b.c", ("d",), None)
    assert sd_jwt.split("a.b.c~d~e.f.g") == SdJwt("a.b.c", ("d",), "e.f.g")


@pytest.mark.parametrize(
    "payload", ["", "AA", base64url.encode(b"[]"), base64url.encode(b'{"a":1,"a":2}'), base64url.encode(b'{"a":NaN}')]
)
def test_payloads_that_are_no_plain_objects_are_refused(payload: str) -> None:
    with pytest.raises(SdJwtError):
        sd_jwt.payload_of(f"e30.{payload}.AA")
    with pytest.raises(SdJwtError):
        sd_jwt.payload_of(payload)


def test_endless_nesting_is_refused() -> None:
    payload: dict[str, Any] = {}
    for _ in range(100_000):
        payload = {"a": payload}
    with pytest.raises(SdJwtError, match="deeply"):
        process(payload)
    with pytest.raises(SdJwtError):
        process({"_sd": []}, base64url.encode(b"[" * 100_000))
