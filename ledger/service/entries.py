"""From the exact bytes of a stored entry back to the statement in it."""

from typing import cast

from ledger.statement import Statement, parse_jwt
from ledger.strict_json import decode


def statement_of(entry: bytes) -> Statement:
    """Parse the statement in an entry of kind ``event``; disclosures lie in the vault.

    Raises:
        StrictJsonError: The entry is not strict JSON.
        StatementError: The JWT does not fit the profile.
    """
    members = cast("dict[str, object]", decode(entry))
    return parse_jwt(cast("str", members["statement"]))


def time_of(entry: bytes) -> int:
    """Give the entry time, milliseconds since the epoch."""
    return cast("int", cast("dict[str, object]", decode(entry))["time"])
