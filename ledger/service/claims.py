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
        raise ClaimsFileError(
            f"不是 JSON：第 {error.lineno} 行第 {error.colno} 列。",
            f"Not JSON: line {error.lineno}, column {error.colno}.",
            "请改正文件；引号、逗号须为半角。",
            "Mend the file; quotes and commas are those of ASCII.",
        ) from error
    if not isinstance(claims, dict):
        raise ClaimsFileError(
            "应为一个 JSON 对象。",
            "A JSON object is expected.",
            '请写成 {"字段": 值, …}；数组须逐个提交。',
            'Write {"field": value, …}; elements of an array are submitted one by one.',
        )
    return claims
