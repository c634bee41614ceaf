"""Recording statements: one, or many in one streamed body."""

import asyncio
from typing import Final

from fastapi import Request, Response

from api.errors import BodyEmptyError, BodyIncompleteError, BodyTimeoutError, BodyTooLargeError, MediaTypeError
from api.problems.render import code_of
from api.receipts import full_receipt
from api.services import Services, services_of
from api.statements.batch import MEDIA_TYPE as NDJSON
from api.statements.batch import BatchResponse
from ledger.service.outcome import Refused
from ledger.service.receipts import Receipt

SD_JWT: Final = "application/sd-jwt"
RECEIPT: Final = "application/vnd.chengjian.receipt+json"
_MOST_DIGITS: Final = 15


async def post_statements(request: Request) -> Response:
    """Record one statement (application/sd-jwt) or many (application/x-ndjson)."""
    services = services_of(request)
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == SD_JWT:
        return await _record_one(request, services)
    if media_type == NDJSON:
        _check_length(request, services.config.max_body_bytes)
        return BatchResponse(services.desk, services.config, services.metrics)
    raise MediaTypeError("content-type")


async def _record_one(request: Request, services: Services) -> Response:
    body = await read_body(request, services.config.max_line_bytes, services.config.idle_timeout_s)
    statement = body.removesuffix(b"\n")
    if not statement:
        raise BodyEmptyError
    text = statement.decode("ascii", "replace")
    outcome = await services.desk.submit_one(text)
    if isinstance(outcome, Refused):
        services.metrics.statements(code_of(outcome.error))
        raise outcome.error
    services.metrics.statements("recorded" if outcome.is_new else "known")
    headers = {"location": receipt_path(outcome.receipt), "cache-control": "no-store"}
    receipt = full_receipt(outcome.receipt, text)
    return Response(receipt.to_json(), 201 if outcome.is_new else 200, headers, RECEIPT)


def receipt_path(receipt: Receipt) -> str:
    """Give the address of the public form of a receipt."""
    return f"/api/v1/receipts/{receipt.statement.iss}/{receipt.statement.jti}"


async def read_body(request: Request, limit: int, timeout_s: float) -> bytes:
    """Read a small body within its bounds of size and time.

    Raises:
        BodyTimeoutError: It takes too long.
        BodyTooLargeError: It is longer; what follows is not read.
        BodyIncompleteError: The client went away within it.
    """
    _check_length(request, limit)
    try:
        async with asyncio.timeout(timeout_s):
            return await _read_body(request, limit)
    except TimeoutError as error:
        raise BodyTimeoutError from error


async def _read_body(request: Request, limit: int) -> bytes:
    body = bytearray()
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise BodyIncompleteError
        body += message.get("body", b"")
        if len(body) > limit:
            raise BodyTooLargeError
        if not message.get("more_body", False):
            return bytes(body)


def _check_length(request: Request, limit: int) -> None:
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and (len(declared) > _MOST_DIGITS or int(declared) > limit):
        raise BodyTooLargeError
