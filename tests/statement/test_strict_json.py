"""Strict JSON: one spelling for each value."""

import json
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import strict_json
from ledger.strict_json import MAX_INTEGER, StrictJsonError

KEYS = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=64)
TEXT = st.text(st.characters(min_codepoint=1, exclude_categories=["Cs"]))
SCALARS = st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | TEXT
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


def reference_encode(value: Any) -> bytes:
    """Spell a value by RFC 8785 with the standard library, which writes the same escapes and sorts ASCII keys alike."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.replace("\x7f", "\x7f").encode("utf-8")


@given(VALUES)
def test_decoding_what_was_encoded_gives_the_value_and_the_spelling_is_that_of_rfc_8785(value: Any) -> None:
    spelled = strict_json.encode(value)
    assert strict_json.decode(spelled) == value
    assert spelled == reference_encode(value)


@given(st.binary(max_size=40))
def test_whatever_is_accepted_encodes_to_the_same_bytes(data: bytes) -> None:
    try:
        value = strict_json.decode(data)
    except StrictJsonError:
        return
    assert strict_json.encode(value) == data


@given(VALUES, st.data())
def test_no_changed_spelling_of_an_accepted_text_decodes_to_the_same_value(value: Any, data: st.DataObject) -> None:
    spelled = strict_json.encode(value)
    place = data.draw(st.integers(0, len(spelled)))
    changed = spelled[:place] + data.draw(st.sampled_from([b" ", b"\n", b"0", b"\\u0041", b"+"])) + spelled[place:]
    try:
        assert strict_json.decode(changed) != value
    except StrictJsonError:
        return


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" 1",
        b"1 ",
        b"1\n",
        b"\xef\xbb\xbf1",
        b"01",
        b"+1",
        b"-0",
        b"1.0",
        b"1e3",
        b"9007199254740992",
        b"-9007199254740992",
        b"18446744073709551616",
        b"NaN",
        b"Infinity",
        b"tru",
        b"[1,]",
        b"[1, 2]",
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"":1}',
        b'{"a b":1}',
        '{"é":1}'.encode(),
        b'{"\x7f":1}',
        b'{"' + b"a" * 65 + b'":1}',
        b'"\\u0041"',
        b'"\\u00e9"',
        b'"\\/"',
        b'"\\u000a"',
        b'"\\u001F"',
        b'"\\u0000"',
        b'["\\u0000"]',
        b'{"a":"\\u0000"}',
        b'"\\ud800"',
        b'"\\ud83d\\ude00"',
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b'"\xc0\x80"',
        b'"\x0a"',
        b"[1][2]",
        nested(9),
        b'{"a":' * 9 + b"1" + b"}" * 9,
        b"[" * 100_000,
        nested(100_000),
    ],
    ids=lambda data: repr(data[:24]),
)
def test_a_second_spelling_or_a_value_outside_the_profile_is_refused(data: bytes) -> None:
    with pytest.raises(StrictJsonError) as caught:
        strict_json.decode(data)
    assert caught.value.code == "strict-json"


@pytest.mark.parametrize(
    "data",
    [
        b"0",
        b"-1",
        b"9007199254740991",
        b"-9007199254740991",
        b"null",
        b"true",
        b'"\\b\\t\\n\\f\\r\\"\\\\\\u001f\\u0001"',
        '"\x7f\u2028\uffff😀é"'.encode(),
        nested(8),
        b'{"A":1,"a":2,"~":3}',
        b'{"' + b"a" * 64 + b'":1}',
        b'"\\\\u0000"',
    ],
)
def test_the_edges_of_the_profile_are_inside(data: bytes) -> None:
    assert strict_json.encode(strict_json.decode(data)) == data


class Colour(Enum):
    RED = "red"


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        b"bytes",
        {1, 2},
        {1: 2},
        {"a": {None: 1}},
        object(),
        "\ud800",
        ["\udfff"],
        {"a": "\0"},
        MAX_INTEGER + 1,
        -MAX_INTEGER - 1,
        2**64,
        Colour.RED,
    ],
    ids=repr,
)
def test_values_without_a_spelling_are_refused(value: object) -> None:
    with pytest.raises(StrictJsonError):
        strict_json.encode(value)


def test_tuples_are_spelled_as_arrays() -> None:
    assert strict_json.encode((1, ("a",))) == b'[1,["a"]]'
