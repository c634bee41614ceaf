"""Handing in attachments (证据附件) of recorded statements.

Nobody signs an upload: what gives a name that a recorded statement has is what its signer meant. Before a byte of the
body is read it is known that somebody named it, so nobody else can make the server read.
"""

import asyncio
from typing import Annotated, Final

from fastapi import Header, Path, Request, Response
from starlette.concurrency import run_in_threadpool

from api.answers import NO_STORE, PUBLIC_MEDIA_TYPE
from api.errors import BodyIncompleteError, BodyTimeoutError
from api.models import Model
from api.parameter_errors import ParameterError
from api.parameter_forms import Place
from api.services import Services, services_of
from ledger.base64url import Base64UrlError, decode
from ledger.service.attachment_errors import AttachmentTooLargeError, AttachmentTypeError
from ledger.service.media_types import ACCEPTED

_MOST_DIGITS: Final = 15
_UTF_8: Final = frozenset({"", "charset=utf-8", 'charset="utf-8"'})

Digest = Annotated[
    str,
    Path(
        pattern="^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$",
        description="附件摘要，base64url · Digest of the attachment, base64url",
    ),
]
Salt = Annotated[
    str,
    Header(
        alias="Chengjian-Salt",
        pattern="^[A-Za-z0-9_-]{22}$",
        description="计算摘要所用的盐值，16 字节，base64url · Salt of the digest, 16 bytes, base64url",
    ),
]


class StoredAttachment(Model):
    """An attachment that was handed in."""

    digest: str
    media_type: str
    length: int


async def put_attachment(request: Request, digest: Digest, chengjian_salt: Salt) -> Response:
    """Store an attachment beside the recorded statements that name it."""
    services = services_of(request)
    attachments = services.ledger.attachments
    name, salt = _bytes(digest, "digest", "path"), _bytes(chengjian_salt, "Chengjian-Salt", "header")
    media_type = _media_type(request)
    _check_length(request, attachments.most_bytes)
    with services.uploads.place():
        await run_in_threadpool(attachments.require_named, name)
        content = await _read_body(request, services, attachments.most_bytes)
        stored = await run_in_threadpool(attachments.store, name, salt, media_type, content)
    answer = StoredAttachment(digest=digest, media_type=stored.media_type, length=stored.length)
    headers = {"cache-control": NO_STORE}
    return Response(answer.model_dump_json(), 201 if stored.is_new else 200, headers, PUBLIC_MEDIA_TYPE)


def _bytes(text: str, name: str, place: Place) -> bytes:
    """Read a parameter that has one spelling."""
    try:
        return decode(text)
    except Base64UrlError as error:
        raise ParameterError(name, place) from error


def _media_type(request: Request) -> str:
    """Give the declared type without its parameters; text is UTF-8, so none other may be declared."""
    media_type, _, parameter = request.headers.get("content-type", "").lower().partition(";")
    if media_type.strip() not in ACCEPTED or parameter.strip() not in _UTF_8:
        raise AttachmentTypeError
    return media_type.strip()


def _check_length(request: Request, most_bytes: int) -> None:
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and (len(declared) > _MOST_DIGITS or int(declared) > most_bytes):
        raise AttachmentTooLargeError(most_bytes)


async def _read_body(request: Request, services: Services, most_bytes: int) -> bytes:
    """Read a body within its bounds; what follows a byte too many is not read.

    Raises:
        BodyTimeoutError: The client pauses too long, or the whole takes too long.
        BodyIncompleteError: The client went away within it.
        AttachmentTooLargeError: It is longer than it may be.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(services.config.upload_timeout_s):
            while True:
                async with asyncio.timeout(services.config.idle_timeout_s):
                    message = await request.receive()
                if message["type"] == "http.disconnect":
                    raise BodyIncompleteError
                body += message.get("body", b"")
                if len(body) > most_bytes:
                    raise AttachmentTooLargeError(most_bytes)
                if not message.get("more_body", False):
                    return bytes(body)
    except TimeoutError as error:
        raise BodyTimeoutError from error
