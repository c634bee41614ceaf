"""Strict JSON has one spelling for each value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.errors import JsonMalformedError
from verify.strict_json import MAX_INTEGER, Json, decode, decode_relaxed, encode

NAMES = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=64)
STRINGS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
SCALARS = st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | STRINGS
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner), max_leaves=12)


@given(VALUES)
def test_what_was_encoded_decodes_to_itself(value: Json) -> None:
    text = encode(value)
    try:
        assert decode(text.encode()) == value
    except JsonMalformedError:
        assert text.count("[") + text.count("{") > 8


@given(st.dictionaries(NAMES, st.integers(-MAX_INTEGER, MAX_INTEGER) | STRINGS, max_size=6), st.data())
def test_any_changed_character_gives_another_value_or_none(value: dict[str, Json], data: st.DataObject) -> None:
    text = encode(value)
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + data.draw(st.characters(exclude_categories=["Cs"])) + text[place + 1 :]
    try:
        assert (decode(changed) == value) == (changed == text)
    except JsonMalformedError:
        assert changed != text


def test_the_error_says_what_was_read() -> None:
    with pytest.raises(JsonMalformedError, match="policy"):
        decode(b"{", "policy")


def test_people_may_format_what_they_edit() -> None:
    assert decode_relaxed(b'{\n  "b": 1,\n  "a": ["x"]\n}\n') == {"a": ["x"], "b": 1}


REFUSED = [
    b'{"a": 1, "a": 1}',
    b'{"a": 1.5}',
    b"[NaN]",
    b'{"a": 9007199254740992}',
    b'{"": 1}',
    b'"\xff"',
    b"[" * 9 + b"]" * 9,
    b'"\\u0000"',
    b"[" * 5000,
]


@pytest.mark.parametrize("text", REFUSED)
def test_formatted_json_has_the_same_limits(text: bytes) -> None:
    with pytest.raises(JsonMalformedError):
        decode_relaxed(text)
