"""An agency's own statements, asked for with a signed request."""

from typing import Annotated

from fastapi import Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.answers import NO_STORE, json_answer, next_link
from api.models import SubmissionPage
from api.routes.reading import AfterPosition, position_cursor
from api.routes.signed import ContentDigest, Signature, SignatureInput, signed_message
from api.services import Services, services_of
from api.signing.verifier import SignedMessage


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
    message = await signed_message(request, services)
    return await run_in_threadpool(_list, request, services, message, position_cursor(after), limit)


def _list(request: Request, services: Services, message: SignedMessage, after: int | None, limit: int) -> Response:
    issuer = services.verifier.signer(message)
    as_of = services.directory.as_of()
    items, last = services.submissions.page(issuer, after, limit)
    answer = SubmissionPage(as_of=as_of, items=list(items), next=None if last is None else str(last))
    return json_answer(request, answer, cache=NO_STORE, headers=next_link(request, answer.next, limit))
