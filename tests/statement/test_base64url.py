"""base64url: one spelling for each string of bytes."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import base64url
from ledger.base64url import Base64UrlError


@given(st.binary(max_size=100))
def test_encoding_agrees_with_the_standard_library_and_decodes_back(data: bytes) -> None:
    text = base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
    assert base64url.encode(data) == text
    assert base64url.decode(text) == data
    assert base64url.decode_lenient(text) == data


@given(st.text(st.sampled_from("ABQgwYZaz09-_+/= \n"), max_size=12))
def test_whatever_is_accepted_encodes_to_the_same_text(text: str) -> None:
    try:
        data = base64url.decode(text)
    except Base64UrlError:
        return
    assert base64url.encode(data) == text


@pytest.mark.parametrize(
    "text",
    ["A", "AAAAA", "AB", "AAB", "AA==", "AA=", "+A", "/A", "A A", "AA\n", "=AA", "é", "AAAA\0", "AA.A", "A===", "-"],
)
def test_padding_foreign_characters_and_stray_bits_are_refused(text: str) -> None:
    with pytest.raises(Base64UrlError) as caught:
        base64url.decode(text)
    assert caught.value.code == "base64url"
