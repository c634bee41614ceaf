"""Entries of kind ``data``: events of programs written for the `eventsourcing` library, in logs of their own."""

from base64 import b64decode
from binascii import b2a_base64
from collections.abc import Sequence
from typing import NamedTuple

import orjson

from ledger.append import PendingEvent
from ledger.log.errors import InvalidAppendError


class PlainEvent(NamedTuple):
    """What a ``data`` entry holds.

    Attributes:
        type: Topic of the event.
        tags: In the order in which the program gave them.
        data: The program's bytes.
        time_ms: Entry time, ms since 1970.
    """

    type: str
    tags: list[str]
    data: bytes
    time_ms: int


class PlainEnvelope:
    """Seals a library event whole: type, tags and data stand in the entry.

    Source:
        docs/log-format.md, section 5, kind ``data``.
    """

    kind = "data"

    def seal(self, event: PendingEvent, time_ms: int, counts: Sequence[int]) -> bytes:
        """Make the exact bytes of the entry; the tags are the event's private tags.

        Raises:
            InvalidAppendError: A counted tag is given, or a string that strict JSON cannot hold.
        """
        if counts:
            raise InvalidAppendError("此类账本没有计数标签", "a log of kind data has no counted tags")
        try:
            tags, topic = orjson.dumps(event.private_tags), orjson.dumps(event.type)
        except orjson.JSONEncodeError as error:
            raise InvalidAppendError("标签或类型不是有效的文字", "a tag or the type is not valid text") from error
        if b"\\u0000" in tags + topic and any("\0" in text for text in (event.type, *event.private_tags)):
            raise InvalidAppendError("标签或类型含空字符", "a tag or the type holds U+0000")
        return b'{"data":"%b","kind":"data","tags":%b,"time":%d,"type":%b,"v":1}' % (
            b2a_base64(event.payload, newline=False),
            tags,
            time_ms,
            topic,
        )

    def unseal(self, entry: bytes) -> PlainEvent:
        """Read an entry that this envelope wrote."""
        members = orjson.loads(entry)
        return PlainEvent(members["type"], members["tags"], b64decode(members["data"]), members["time"])
