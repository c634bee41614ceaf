"""Cases of strict JSON, base64 and public keys."""

from collections.abc import Iterator
from typing import Any

Case = tuple[str, str | None, dict[str, Any]]

_GOOD_JSON = {
    "empty-object": "{}",
    "sorted-names": '{"a":1,"b":2}',
    "names-in-byte-order": '{"A":1,"_a":2,"a":3}',
    "largest-integer": "9007199254740991",
    "smallest-integer": "-9007199254740991",
    "zero": "0",
    "short-escapes": '"\\"\\\\\\b\\t\\n\\f\\r"',
    "long-escape-in-lower-case": '"\\u001f"',
    "delete-is-no-control": '"\x7f"',
    "chinese-as-itself": '"滕州"',
    "beyond-the-basic-plane": '"𠮷"',
    "escaped-backslash-before-u0000": '"\\\\u0000"',
    "escaped-backslash-before-u0000-within": '{"a":["\\\\u0000",1,{"b":true}]}',
    "eight-deep": "[[[[[[[[]]]]]]]]",
    "name-of-64": '{"' + "a" * 64 + '":0}',
    "literals": "[true,false,null]",
    "flat-object": '{"a":"b","n":-7}',
}
_BAD_JSON = {
    "empty-text": "",
    "white-space-between": '{"a": 1}',
    "white-space-before": " {}",
    "white-space-after": "{}\n",
    "byte-order-mark": "\ufeff{}",
    "unsorted-names": '{"b":1,"a":2}',
    "unsorted-nested-names": '{"a":{"c":1,"b":[]}}',
    "duplicate-name": '{"a":1,"a":1}',
    "empty-name": '{"":1}',
    "name-with-space": '{"a b":1}',
    "name-of-65": '{"' + "a" * 65 + '":0}',
    "name-not-ascii": '{"é":1}',
    "name-with-delete": '{"\x7f":[]}',
    "integer-too-large": "9007199254740992",
    "integer-too-large-in-object": '{"a":9007199254740992}',
    "integer-too-small": "[-9007199254740992]",
    "integer-of-5000-digits": "1" * 5000,
    "leading-zero": "01",
    "plus-sign": "+1",
    "minus-zero": "-0",
    "minus-zero-in-object": '{"a":-0}',
    "fraction": "1.0",
    "exponent": "1e3",
    "not-a-number": "NaN",
    "infinity": "Infinity",
    "needless-escape": '"\\u0041"',
    "escaped-slash": '"\\/"',
    "escape-in-upper-case": '"\\u001F"',
    "long-escape-for-short-one": '"\\u000a"',
    "raw-control-character": '"\n"',
    "escaped-chinese": '"\\u6ed5"',
    "nul-escape": '"\\u0000"',
    "nul-escape-in-array": '["\\u0000"]',
    "nul-escape-in-object": '{"a":"\\u0000"}',
    "lone-surrogate": '"\\ud800"',
    "nine-deep": "[[[[[[[[[]]]]]]]]]",
    "nine-deep-with-objects": '{"a":[[[[[[[{}]]]]]]]}',
    "ten-thousand-deep": "[" * 10_000 + "]" * 10_000,
    "trailing-comma": "[1,]",
    "two-values": "{}{}",
    "unfinished": '{"a"',
    "single-quotes": "{'a':1}",
}


def json_cases() -> Iterator[Case]:
    for name, text in _GOOD_JSON.items():
        yield name, None, {"hex": text.encode().hex()}
    for name, text in _BAD_JSON.items():
        yield name, "json-malformed", {"hex": text.encode().hex()}
    yield "not-utf-8", "json-malformed", {"hex": "22ff22"}
    yield "surrogate-in-utf-8", "json-malformed", {"hex": "22eda08022"}
    yield "overlong-utf-8", "json-malformed", {"hex": "22c0af22"}


def base64_cases() -> Iterator[Case]:
    for alphabet, good, bad in (
        (
            "url",
            {"empty": "", "one-byte": "AA", "two-bytes": "AAA", "three-bytes": "-_-_"},
            {
                "padded": "AA==",
                "standard-alphabet": "+/+/",
                "unused-bits": "AB",
                "unused-bits-of-two-bytes": "AAB",
                "one-digit": "A",
                "five-digits": "AAAAA",
                "white-space": "AA AA",
                "line-feed": "AAAA\n",
                "not-ascii": "ÄÄ",
                "padding-within": "A=AA",
            },
        ),
        (
            "standard",
            {"empty": "", "one-byte": "AA==", "two-bytes": "AAA=", "three-bytes": "+/+/"},
            {
                "no-padding": "AA",
                "too-much-padding": "AAAA====",
                "url-alphabet": "-_-_",
                "unused-bits": "AB==",
                "one-digit": "A===",
                "white-space": "AA ==",
                "line-feed": "AAAA\n",
                "not-ascii": "ÄÄ==",
                "two-values": "AA==AA==",
            },
        ),
    ):
        for name, text in good.items():
            yield f"{alphabet}-{name}", None, {"alphabet": alphabet, "text": text}
        for name, text in bad.items():
            yield f"{alphabet}-{name}", "base64-malformed", {"alphabet": alphabet, "text": text}


def public_key_cases() -> Iterator[Case]:
    p = 2**255 - 19
    cases = {
        "neutral-element": (1).to_bytes(32, "little"),
        "order-two": (p - 1).to_bytes(32, "little"),
        "order-four": (0).to_bytes(32, "little"),
        "order-eight": bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        "not-canonical": (p + 1).to_bytes(32, "little"),
        "not-on-curve": (2).to_bytes(32, "little"),
        "mixed-order": bytes.fromhex("300ef2e64e588e1df55b48e4da0416ffb64cc85d5b00af6463d5cc6c2b1c185e"),
        "31-bytes": b"\x09" * 31,
        "33-bytes": b"\x09" * 33,
        "empty": b"",
    }
    yield "rfc-8032-test-1", None, {"hex": "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"}
    for name, key in cases.items():
        yield name, "public-key-invalid", {"hex": key.hex()}
