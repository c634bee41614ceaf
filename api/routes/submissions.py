"""An agency's own statements, asked for with a signed request."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Header, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.answers import NO_STORE, json_answer, next_link
from api.models import SubmissionPage
from api.routes.reading import AfterPosition, position_cursor
from api.routes.statements import read_body
from api.services import Services, services_of
from api.signing.verifier import SignedMessage

_MAX_BODY_BYTES = 1024

SignatureInput = Annotated[
    str | None, Header(description="RFC 9421，见 docs/api.md · RFC 9421; see docs/api.md, Signed requests")
]
Signature = Annotated[str | None, Header(description="RFC 9421 签名 · The signature, RFC 9421")]
ContentDigest = Annotated[
    str | None, Header(description="RFC 9530，空正文的 sha-256 · RFC 9530, sha-256 of the empty body")
]


async def get_submissions(
    request: Request,
    after: AfterPosition = None,
    limit: Annotated[int, Query(ge=1, le=500, description="本页最多条数 · Most items of the page")] = 100,
    signature_input: SignatureInput = None,
    signature: Signature = None,
    content_digest: ContentDigest = None,
) -> Response:
    """List the statements that the signing agency had recorded, ascending by position."""
    services = services_of(request)
    body = await read_body(request, _MAX_BODY_BYTES, services.config.idle_timeout_s)
    message = SignedMessage(request.method, target_uri(request, services), _headers(request), body)
    return await run_in_threadpool(_list, request, services, message, position_cursor(after), limit)


def _list(request: Request, services: Services, message: SignedMessage, after: int | None, limit: int) -> Response:
    issuer = services.verifier.signer(message)
    as_of = services.directory.as_of()
    items, last = services.submissions.page(issuer, after, limit)
    answer = SubmissionPage(as_of=as_of, items=list(items), next=None if last is None else str(last))
    return json_answer(request, answer, cache=NO_STORE, headers=next_link(request, answer.next, limit))


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
