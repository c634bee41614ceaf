"""The VRF: vectors of RFC 9381, appendix B.3, an independent reference, and proofs that must not pass."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.crypto import vrf
from ledger.crypto.errors import PublicKeyError, SeedError, VrfProofError
from tests.crypto import reference_vrf as reference

VECTORS = sorted((Path(__file__).parents[1] / "vectors" / "rfc9381").glob("*.json"))
SEED = bytes(range(32))
KEY = reference.public_key(SEED)
ORDER_TWO = reference.Point(0, reference.P - 1)


def load(path: Path) -> dict[str, Any]:
    vector: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {name: bytes.fromhex(value) if name not in ("ctr", "source") else value for name, value in vector.items()}


def test_all_three_vectors_of_the_suite_are_there() -> None:
    assert len(VECTORS) == 3


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_proofs_outputs_and_verdicts_are_those_of_the_rfc(path: Path) -> None:
    vector = load(path)
    assert vrf.prove(vector["SK"], vector["alpha"]) == vector["pi"]
    assert vrf.evaluate(vector["SK"], vector["alpha"]) == vector["beta"]
    assert vrf.verify(vector["PK"], vector["alpha"], vector["pi"]) == vector["beta"]


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_intermediate_values_of_the_rfc_come_out_of_both_implementations(path: Path) -> None:
    vector = load(path)
    trace = reference.prove(vector["SK"], vector["alpha"])
    assert reference.public_key(vector["SK"]) == vector["PK"]
    assert trace.x.to_bytes(32, "little") == vector["x"]
    assert trace.attempts == vector["ctr"]
    assert trace.nonce_string == vector["k_string"]
    assert trace.nonce.to_bytes(32, "little") == vector["k"]
    assert [reference.point_to_string(point) for point in (trace.h, trace.u, trace.v)] == [
        vector["H"],
        vector["U"],
        vector["V"],
    ]
    assert trace.proof == vector["pi"]
    assert vrf._encode_to_curve(vector["PK"], vector["alpha"]) == vector["H"]
    assert vrf._expand(vector["SK"]).public_key == vector["PK"]


@settings(max_examples=5)
@given(seed=st.binary(min_size=32, max_size=32), alpha=st.binary(max_size=80))
def test_the_fast_code_agrees_with_the_slow_reference(seed: bytes, alpha: bytes) -> None:
    proof = vrf.prove(seed, alpha)
    key = reference.public_key(seed)
    assert proof == reference.prove(seed, alpha).proof
    assert vrf.verify(key, alpha, proof) == vrf.evaluate(seed, alpha) == reference.verify(key, alpha, proof)


@given(st.binary(min_size=32, max_size=32))
def test_decoding_and_clearing_the_cofactor_agree_with_the_reference_on_any_bytes(data: bytes) -> None:
    point = reference.string_to_point(data)
    cleared = None if point is None else reference.multiply(8, point)
    if cleared is None or cleared == reference.IDENTITY:
        assert vrf._times_eight(data) is None
    else:
        assert vrf._times_eight(data) == reference.point_to_string(cleared)


@pytest.mark.parametrize(
    "data",
    [
        bytes(32),  # order 4
        b"\x01" + bytes(31),  # the identity
        b"\x01" + bytes(30) + b"\x80",  # x = 0 with its sign set
        reference.point_to_string(ORDER_TWO),
        (reference.P).to_bytes(32, "little"),  # y = 0, not reduced
        (reference.P + 3).to_bytes(32, "little"),  # y = 3, not reduced
        b"\xff" * 32,
    ],
)
def test_encodings_that_are_not_canonical_or_end_in_the_identity_are_no_hits(data: bytes) -> None:
    assert vrf._times_eight(data) is None


@settings(max_examples=30)
@given(bit=st.integers(0, 8 * vrf.PROOF_BYTES - 1))
def test_no_proof_with_a_flipped_bit_passes(bit: int) -> None:
    proof = bytearray(vrf.prove(SEED, b"alpha"))
    proof[bit // 8] ^= 1 << bit % 8
    with pytest.raises(VrfProofError):
        vrf.verify(KEY, b"alpha", bytes(proof))


def test_a_proof_passes_for_no_other_input_and_no_other_key() -> None:
    proof = vrf.prove(SEED, b"alpha")
    with pytest.raises(VrfProofError):
        vrf.verify(KEY, b"beta", proof)
    with pytest.raises(VrfProofError):
        vrf.verify(reference.public_key(bytes(32)), b"alpha", proof)


def test_s_is_accepted_in_reduced_form_only() -> None:
    proof = vrf.prove(SEED, b"alpha")
    s = int.from_bytes(proof[48:], "little") + reference.Q
    with pytest.raises(VrfProofError, match="not reduced"):
        vrf.verify(KEY, b"alpha", proof[:48] + s.to_bytes(32, "little"))


def test_gamma_outside_the_prime_order_subgroup_is_refused() -> None:
    """A dishonest prover may add a point of order 2 to Gamma: one challenge in two still fits, and the RFC accepts.

    The output is the same (section 5.2 clears the cofactor), so nobody is deceived; we refuse because an honest prover
    never makes such a proof, and one proof for each output is worth having.
    """
    x, prefix = reference.expand(SEED)
    y = reference.multiply(x, reference.B)
    accepted_by_reference = 0
    for number in range(4):
        alpha = b"alpha %d" % number
        h, _ = reference.encode_to_curve(KEY, alpha)
        gamma = reference.add(reference.multiply(x, h), ORDER_TWO)
        k = 12345 + number
        c = reference.challenge(y, h, gamma, reference.multiply(k, reference.B), reference.multiply(k, h))
        s = (k + c * x) % reference.Q
        proof = reference.point_to_string(gamma) + c.to_bytes(16, "little") + s.to_bytes(32, "little")
        output = reference.verify(KEY, alpha, proof)
        accepted_by_reference += output is not None
        assert output in (None, vrf.evaluate(SEED, alpha))
        with pytest.raises(VrfProofError, match="prime order"):
            vrf.verify(KEY, alpha, proof)
    assert prefix
    assert accepted_by_reference > 0


def test_c_and_s_of_zero_are_refused_with_our_own_error() -> None:
    gamma = vrf.prove(SEED, b"alpha")[:32]
    with pytest.raises(VrfProofError, match="zero"):
        vrf.verify(KEY, b"alpha", gamma + bytes(48))


@pytest.mark.parametrize("size", [0, 79, 81])
def test_a_proof_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(VrfProofError):
        vrf.verify(KEY, b"alpha", bytes(size))


@pytest.mark.parametrize("key", [bytes(32), b"\x01" + bytes(31), reference.point_to_string(ORDER_TWO), b"short"])
def test_a_public_key_of_small_order_is_refused(key: bytes) -> None:
    with pytest.raises(PublicKeyError):
        vrf.verify(key, b"alpha", vrf.prove(SEED, b"alpha"))


def test_a_seed_of_another_size_is_refused() -> None:
    with pytest.raises(SeedError):
        vrf.prove(bytes(31), b"alpha")
    with pytest.raises(SeedError):
        vrf.evaluate(bytes(33), b"alpha")
