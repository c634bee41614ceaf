"""base64 and base64url have one spelling for each value."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.errors import Base64MalformedError
from verify.strict_base64 import decode_standard, decode_url, encode_standard, encode_url


@given(st.binary(max_size=100))
def test_both_alphabets_agree_with_the_standard_library(data: bytes) -> None:
    assert encode_standard(data) == base64.b64encode(data).decode()
    assert encode_url(data) == base64.urlsafe_b64encode(data).rstrip(b"=").decode()
    assert decode_standard(encode_standard(data)) == data
    assert decode_url(encode_url(data)) == data


@given(st.text(max_size=12))
def test_only_what_encodes_to_itself_is_accepted(text: str) -> None:
    for decode, encode in ((decode_standard, encode_standard), (decode_url, encode_url)):
        try:
            assert encode(decode(text)) == text
        except Base64MalformedError:
            continue


def test_the_error_says_which_member_it_is() -> None:
    with pytest.raises(Base64MalformedError, match="/root"):
        decode_url("=", "/root")
