"""UUIDs of version 7, against the example of RFC 9562, appendix A.6."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.uuid7 import is_uuid7, uuid7


def test_the_example_of_the_rfc_comes_out() -> None:
    random = (0xCC3 << 62 | 0x18C4DC0C0C07398F).to_bytes(10, "big")
    assert uuid7(0x017F22E279B0, lambda _: random) == UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")


@given(time_ms=st.integers(0, 2**48 - 1), noise=st.binary(min_size=10, max_size=10))
def test_version_variant_and_time_are_in_their_places(time_ms: int, noise: bytes) -> None:
    value = uuid7(time_ms, lambda _: noise)
    assert value.version == 7
    assert value.variant == uuid4().variant
    assert value.int >> 80 == time_ms
    assert is_uuid7(str(value))


def test_later_times_sort_later() -> None:
    assert str(uuid7(1_000)) < str(uuid7(1_001))


def test_without_a_time_the_clock_is_used() -> None:
    assert uuid7().int >> 80 > 1_700_000_000_000


@pytest.mark.parametrize("time_ms", [-1, 2**48])
def test_times_past_48_bits_are_refused(time_ms: int) -> None:
    with pytest.raises(ValueError, match="48 bits"):
        uuid7(time_ms)


@pytest.mark.parametrize(
    "text",
    [
        "",
        str(uuid4()),
        "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
        "017f22e279b07cc398c4dc0c0c07398f",
        "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
        "017f22e2-79b0-7cc3-c8c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398٠",
    ],
)
def test_other_spellings_and_other_versions_are_refused(text: str) -> None:
    assert not is_uuid7(text)
