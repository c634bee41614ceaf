"""Ed25519 signatures and public keys: others' vectors, and cases on which implementations are known to disagree."""

import hashlib
import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.crypto.errors import CryptoError, PublicKeyError, SeedError, SignatureError
from ledger.crypto.keys import SigningKey, check_public_key, thumbprint, verify_signature
from tests.crypto import reference_vrf as reference

FOLDER = Path(__file__).parents[1] / "vectors" / "ed25519"
COUNTS = {"cctv": 86, "speccheck": 10, "wycheproof": 151}
KEY = SigningKey.from_seed(bytes(range(32)))


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.json")):
        vectors = json.loads(path.read_text(encoding="utf-8"))["cases"]
        found += [pytest.param(case, id=f"{path.stem}-{case['id']}") for case in vectors]
    return found


def test_no_vector_is_missing() -> None:
    counts = {path.stem: len(json.loads(path.read_text(encoding="utf-8"))["cases"]) for path in FOLDER.glob("*.json")}
    assert counts == COUNTS


@pytest.mark.parametrize("case", cases())
def test_signatures_pass_or_fail_as_the_vectors_say(case: dict[str, Any]) -> None:
    """Of the edge cases of CCTV and speccheck none may pass: whatever some verifier accepts and another refuses."""
    key, message, signature = (bytes.fromhex(case[name]) for name in ("key", "message", "signature"))
    if case["is_valid"]:
        verify_signature(key, message, signature)
    else:
        with pytest.raises(CryptoError):
            verify_signature(key, message, signature)


def test_a_signature_that_only_holds_after_multiplying_by_the_cofactor_is_refused() -> None:
    """RFC 8032 leaves it open; accepting it here would let a signer make verifiers disagree."""
    seed, message = bytes(range(32)), b"message"
    scalar, _ = reference.expand(seed)
    r = reference.add(reference.multiply(987654321, reference.B), reference.Point(0, reference.P - 1))
    encoded = reference.point_to_string(r)
    k = int.from_bytes(hashlib.sha512(encoded + KEY.public_key + message).digest(), "little") % reference.Q
    s = (987654321 + k * scalar) % reference.Q
    with pytest.raises(SignatureError):
        verify_signature(KEY.public_key, message, encoded + s.to_bytes(32, "little"))


@pytest.mark.parametrize(
    "key",
    [
        b"",
        bytes(31),
        bytes(33),
        bytes(32),  # order 4
        b"\x01" + bytes(31),  # neutral element
        (reference.P - 1).to_bytes(32, "little"),  # order 2
        reference.P.to_bytes(32, "little"),  # not reduced
        b"\x02" + bytes(31),  # not on the curve
        reference.point_to_string(reference.add(reference.B, reference.Point(0, reference.P - 1))),  # mixed order
    ],
)
def test_public_keys_that_are_not_canonical_points_of_prime_order_are_refused(key: bytes) -> None:
    with pytest.raises(PublicKeyError):
        check_public_key(key)
    with pytest.raises(PublicKeyError):
        thumbprint(key)
    with pytest.raises(PublicKeyError):
        verify_signature(key, b"", bytes(64))


@settings(max_examples=20)
@given(message=st.binary(max_size=200), bit=st.integers(0, 511))
def test_a_signature_holds_and_no_flipped_bit_of_it_does(message: bytes, bit: int) -> None:
    signature = KEY.sign(message)
    verify_signature(KEY.public_key, message, signature)
    changed = bytearray(signature)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(SignatureError):
        verify_signature(KEY.public_key, message, bytes(changed))
    with pytest.raises(SignatureError):
        verify_signature(KEY.public_key, message + b"\0", signature)


@pytest.mark.parametrize("size", [0, 63, 65])
def test_a_signature_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(SignatureError):
        verify_signature(KEY.public_key, b"", bytes(size))


def test_the_key_id_is_the_thumbprint_of_rfc_8037_appendix_a_3() -> None:
    key = SigningKey.from_seed(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    assert key.kid == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_signing_is_deterministic_and_keys_keep_their_seed_to_themselves() -> None:
    assert KEY.sign(b"x") == KEY.sign(b"x")
    assert KEY.seed == bytes(range(32))
    assert repr(KEY) == f"SigningKey(kid='{KEY.kid}')"
    with pytest.raises(TypeError):
        pickle.dumps(KEY)


def test_generated_keys_differ_and_seeds_have_32_bytes() -> None:
    assert SigningKey.generate().kid != SigningKey.generate().kid
    with pytest.raises(SeedError):
        SigningKey.from_seed(bytes(31))
