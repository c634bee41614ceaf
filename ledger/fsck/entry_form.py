"""The form of an entry: exactly the bytes that the log format prescribes."""

from dataclasses import dataclass

from ledger import base64url, strict_json

_MEMBERS = frozenset({"keys", "kind", "statement", "time", "v"})
_KEY_BYTES = 32


class EntryFormError(ValueError):
    """An entry is not spelled as the log format says.

    Attributes:
        cause: Code of the error beneath, or the member that is wrong.
    """

    code = "entry-form"

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """An entry taken apart.

    Attributes:
        keys: One-time keys, 32 bytes each.
        jwt: The statement without disclosures, unread.
        time_ms: Entry time, ms since 1970.
    """

    keys: tuple[bytes, ...]
    jwt: str
    time_ms: int


def parse_entry(entry: bytes) -> ParsedEntry:
    """Take an entry of kind ``event`` apart.

    Raises:
        EntryFormError: It is not spelled as docs/log-format.md, section 5, says.
    """
    try:
        members = strict_json.decode(entry)
    except strict_json.StrictJsonError as error:
        raise EntryFormError(error.code) from error
    if not isinstance(members, dict) or members.keys() != _MEMBERS:
        raise EntryFormError("members")
    jwt, time_ms, keys = members["statement"], members["time"], members["keys"]
    if members["v"] != 1 or members["kind"] != "event" or isinstance(members["v"], bool):
        raise EntryFormError("version or kind")
    if not isinstance(jwt, str) or not isinstance(time_ms, int) or isinstance(time_ms, bool) or time_ms < 0:
        raise EntryFormError("statement or time")
    return ParsedEntry(_keys(keys), jwt, time_ms)


def _keys(listed: object) -> tuple[bytes, ...]:
    if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
        raise EntryFormError("keys")
    try:
        keys = tuple(base64url.decode(text) for text in listed)
    except base64url.Base64UrlError as error:
        raise EntryFormError(error.code) from error
    if any(len(key) != _KEY_BYTES for key in keys):
        raise EntryFormError("keys")
    return keys
