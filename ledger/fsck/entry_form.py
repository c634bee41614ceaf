"""The form of an entry: exactly the bytes that the log format prescribes."""

from dataclasses import dataclass

from ledger import base64url, strict_json
from ledger.statement.errors import StatementError
from ledger.statement.parser import parse_jwt
from ledger.statement.statement import Statement

_MEMBERS = frozenset({"keys", "kind", "statement", "time", "v"})
_KEY_BYTES = 32


class EntryFormError(ValueError):
    """An entry or its statement is not spelled as the log format says.

    Attributes:
        kind: Kind of the fault.
        cause: Code of the error beneath, if there is one.
    """

    code = "entry-form"

    def __init__(self, kind: str, cause: str) -> None:
        super().__init__(f"{kind}: {cause}")
        self.kind = kind
        self.cause = cause


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """An entry taken apart.

    Attributes:
        keys: One-time keys, 32 bytes each.
        statement: The statement, nothing disclosed.
        time_ms: Entry time, ms since 1970.
    """

    keys: tuple[bytes, ...]
    statement: Statement
    time_ms: int


def parse_entry(entry: bytes) -> ParsedEntry:
    """Take an entry of kind ``event`` apart.

    Raises:
        EntryFormError: It is not spelled as docs/log-format.md, sections 4 and 5, say.
    """
    try:
        members = strict_json.decode(entry)
    except strict_json.StrictJsonError as error:
        raise EntryFormError("entry-form", error.code) from error
    if not isinstance(members, dict) or members.keys() != _MEMBERS:
        raise EntryFormError("entry-form", "members")
    jwt, time_ms, keys = members["statement"], members["time"], members["keys"]
    if members["v"] != 1 or members["kind"] != "event" or isinstance(members["v"], bool):
        raise EntryFormError("entry-form", "version or kind")
    if not isinstance(jwt, str) or not isinstance(time_ms, int) or isinstance(time_ms, bool) or time_ms < 0:
        raise EntryFormError("entry-form", "statement or time")
    try:
        statement = parse_jwt(jwt)
    except StatementError as error:
        raise EntryFormError("statement-form", error.code) from error
    return ParsedEntry(_keys(keys), statement, time_ms)


def _keys(listed: object) -> tuple[bytes, ...]:
    if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
        raise EntryFormError("entry-form", "keys")
    try:
        keys = tuple(base64url.decode(text) for text in listed)
    except base64url.Base64UrlError as error:
        raise EntryFormError("entry-form", error.code) from error
    if any(len(key) != _KEY_BYTES for key in keys):
        raise EntryFormError("entry-form", "keys")
    return keys
