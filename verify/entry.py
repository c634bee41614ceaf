"""Entries: the exact bytes of one leaf.

Source:
    docs/log-format.md, section 5.
"""

import re
from typing import NamedTuple

from verify.errors import EntryKindError, HashLengthError, TooLargeError, ValueMalformedError
from verify.members import check_members, count_of, text_of, texts_of
from verify.merkle import HASH_BYTES
from verify.statement import Jwt, parse_jwt
from verify.strict_base64 import decode_url
from verify.strict_json import MAX_INTEGER, decode

MAX_ENTRY_BYTES = 65_535
_OTHER_KINDS = ("data", "epoch")
_STATEMENT = b'],"kind":"event","statement":"'
_KEY = rb'"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"'
_BEFORE = re.compile(rb'\{"keys":\[((?:' + _KEY + rb"(?:," + _KEY + rb")*)?)")
_BEHIND = re.compile(rb',"time":(0|[1-9][0-9]{0,15}),"v":1\}')


class Entry(NamedTuple):
    """One entry of a credit log.

    Attributes:
        time_ms: Entry time, milliseconds since the epoch.
        one_time_keys: base64url of 32 bytes each, in the order of the event's tags.
        jwt: The statement.
    """

    time_ms: int
    one_time_keys: tuple[str, ...]
    jwt: Jwt


def parse_entry(data: bytes) -> Entry:
    """Read an entry of kind ``event``.

    The statement, which is most of the text, is cut out; what stands before and behind it has one spelling, which two
    patterns hold. An entry that they do not match is read as JSON, to say what is wrong with it.

    Raises:
        TooLargeError: More than 65,535 bytes.
        EntryKindError: Of a kind that does not stand in a credit log.
        MalformedError: Another spelling than the one of section 5.
    """
    if len(data) > MAX_ENTRY_BYTES:
        raise TooLargeError("entry")
    before, _, rest = data.partition(_STATEMENT)
    statement, _, behind = rest.partition(b'"')
    keys, time = _BEFORE.fullmatch(before), _BEHIND.fullmatch(behind)
    if keys is None or time is None or int(time[1]) > MAX_INTEGER:
        return _parse_slowly(data)
    one_time_keys = tuple(keys[1].decode("ascii")[1:-1].split('","')) if keys[1] else ()
    return Entry(int(time[1]), one_time_keys, parse_jwt(statement))


def _parse_slowly(data: bytes) -> Entry:
    """Read an entry member by member."""
    value = decode(data, "entry")
    if isinstance(value, dict) and value.get("kind") in _OTHER_KINDS:
        raise EntryKindError(str(value["kind"]))
    members = check_members(value, ("keys", "kind", "statement", "time", "v"), "entry")
    if members["kind"] != "event":
        raise ValueMalformedError("/kind")
    if type(members["v"]) is not int or members["v"] != 1:
        raise ValueMalformedError("/v")
    keys = texts_of(members["keys"], "/keys")
    for each in keys:
        if len(decode_url(each, "/keys")) != HASH_BYTES:
            raise HashLengthError("/keys")
    statement = text_of(members["statement"], "/statement")
    return Entry(count_of(members["time"], "/time"), tuple(keys), parse_jwt(statement.encode()))
