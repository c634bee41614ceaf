"""Plain claims from a JSON file that a person wrote."""

from typing import Any, ClassVar

import orjson

from ledger.operation_error import OperationError


class ClaimsFileError(OperationError):
    """A file of claims is not a JSON object."""

    code: ClassVar[str] = "claims-file"


def claims_from_json(data: bytes) -> dict[str, Any]:
    """Read the claims of an event; the schema of the event checks them.

    Raises:
        ClaimsFileError: The bytes are not a JSON object.
    """
    try:
        claims = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise ClaimsFileError(f"不是 JSON：{error}", f"Not JSON: {error}") from error
    if not isinstance(claims, dict):
        raise ClaimsFileError("应为一个 JSON 对象。", "A JSON object is expected.")
    return claims
