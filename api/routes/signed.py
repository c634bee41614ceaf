"""What every signed request has in common: its headers, and the message that its signature covers."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Header, Request

from api.routes.statements import read_body
from api.services import Services
from api.signing.verifier import SignedMessage

SignatureInput = Annotated[
    str | None, Header(description="RFC 9421，见 docs/api.md · RFC 9421; see docs/api.md, Signed requests")
]
Signature = Annotated[str | None, Header(description="RFC 9421 签名 · The signature, RFC 9421")]
ContentDigest = Annotated[
    str | None,
    Header(description="RFC 9530，正文的 sha-256，空正文亦须 · RFC 9530, sha-256 of the body, also if empty"),
]


async def signed_message(request: Request, services: Services, most_bytes: int = 1024) -> SignedMessage:
    """Read a request as a signature covers it.

    Args:
        request: The request.
        services: Know its bounds and under which address clients reach us.
        most_bytes: Longest body.

    Raises:
        BodyTooLargeError: The body is longer.
        BodyTimeoutError: It takes too long.
        BodyIncompleteError: The client went away within it.
    """
    body = await read_body(request, most_bytes, services.config.idle_timeout_s)
    return SignedMessage(request.method, target_uri(request, services), _headers(request), body)


def target_uri(request: Request, services: Services) -> str:
    """Give the address as the client knows it: through a proxy that is the public one."""
    public_url = services.config.public_url
    if public_url is None:
        return str(request.url)
    public = urlsplit(public_url)
    return str(request.url.replace(scheme=public.scheme, netloc=public.netloc))


def _headers(request: Request) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in request.headers.items():
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers
