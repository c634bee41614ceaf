"""Entries of kind ``event``: signed statements with their one-time keys, the only way into a credit log."""

from collections.abc import Sequence

from ledger.append import PendingEvent
from ledger.base64url import encode
from ledger.labels import open_key, sealed_key, spine_key
from ledger.log.errors import InvalidAppendError

_BASE64URL = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class StatementEnvelope:
    """Seals a statement's JWT with one one-time key for each counted tag.

    Source:
        docs/log-format.md, section 5, kind ``event``.
    """

    kind = "event"

    def __init__(self, origin: str) -> None:
        """Keep the origin, which goes into every one-time key."""
        self._origin = origin

    def seal(self, event: PendingEvent, time_ms: int, counts: Sequence[int]) -> bytes:
        """Make the exact bytes of the entry; the payload is the JWT without disclosures.

        Raises:
            InvalidAppendError: The payload is not spelled like a JWT.
        """
        if not _is_spelled_like_a_jwt(event.payload):
            raise InvalidAppendError("内容不是 JWT", "the payload is not a JWT")
        return b'{"keys":[%b],"kind":"event","statement":"%b","time":%d,"v":1}' % (
            ",".join([f'"{encode(key)}"' for key in self._keys(event, counts)]).encode("ascii"),
            event.payload,
            time_ms,
        )

    def _keys(self, event: PendingEvent, counts: Sequence[int]) -> list[bytes]:
        count = iter(counts)
        keys = [open_key(self._origin, tag, next(count)) for tag in event.open_tags]
        keys += [spine_key(self._origin, spine.handle, next(count)) for spine in event.spines]
        keys += [sealed_key(self._origin, file.file_secret, next(count)) for file in event.sealed]
        return keys


def _is_spelled_like_a_jwt(payload: bytes) -> bool:
    """Whether there are three parts of base64url letters: nothing that would have to be escaped in JSON."""
    parts = payload.split(b".")
    return len(parts) == 3 and all(parts) and payload.translate(None, _BASE64URL) == b".."  # noqa: PLR2004 - RFC 7515
