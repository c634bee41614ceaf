"""Finding key events in raw entry bundles.

Key states must be known before a range of entries can be checked, yet reading every statement in one process to find
the few that change a key would cost as much as the check. Every key event spells its topic ``urn:chengjian:key-…`` in
a payload that is base64url of canonical JSON, so the characters of that prefix stand in the entry in one of three
alignments: three searches over the raw bytes find every candidate. What is found by chance is parsed and dropped; a
key event that hides behind another spelling is not canonical and is refused when its range is checked.
"""

from collections.abc import Iterator

from verify.strict_base64 import encode_url

_TOPIC_START = b"urn:chengjian:key-"
_BITS = 8
_DIGIT_BITS = 6


def _alignments(text: bytes) -> Iterator[bytes]:
    """Yield the base64url digits that a text fixes when 0, 1 or 2 bytes stand before it in its group."""
    for before in range(3):
        digits = encode_url(b"\0" * before + text)
        first = -(-before * _BITS // _DIGIT_BITS)
        last = (before + len(text)) * _BITS // _DIGIT_BITS
        yield digits[first:last].encode("ascii")


_PATTERNS = tuple(_alignments(_TOPIC_START))


def may_hold_key_event(data: bytes) -> bool:
    """Tell whether a bundle or an entry may hold an event that enrols, rotates or revokes a key; never misses one."""
    return any(pattern in data for pattern in _PATTERNS)
