"""What waits for an agency, asked for with a signed request."""

from typing import Annotated

from fastapi import Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.answers import NO_STORE, json_answer, next_link
from api.counts.models import Board, Task
from api.parameter_errors import ParameterError
from api.parameters import Limit
from api.routes.signed import ContentDigest, Signature, SignatureInput, signed_message
from api.services import Services, services_of
from api.shapes import shaped
from api.signing.verifier import SignedMessage
from domain.signer import AGENCY_PREFIX

_PLACE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}[.](0|[1-9][0-9]{0,17})[.][a-z-]{1,32}$"

AfterTask = Annotated[
    str | None, Query(pattern=_PLACE, description="上一页给出的 next · The next that the page before gave")
]


async def get_board(
    request: Request,
    after: AfterTask = None,
    limit: Limit = 50,
    signature_input: SignatureInput = None,
    signature: Signature = None,
    content_digest: ContentDigest = None,
) -> Response:
    """List what waits for the signing agency, the most urgent first."""
    services = services_of(request)
    message = await signed_message(request, services)
    return await run_in_threadpool(_board, request, services, message, after, limit)


def _board(request: Request, services: Services, message: SignedMessage, after: str | None, limit: int) -> Response:
    agency = services.verifier.signer(message).removeprefix(AGENCY_PREFIX)
    signed = services.directory.as_of()
    try:
        found = services.records.board(agency, after=after, limit=limit)
    except ValueError as error:
        raise ParameterError("after") from error
    items = [shaped(Task, task) for task in found.tasks]
    answer = shaped(Board, found, as_of=signed, applied=found.position, items=items, next=found.next_after)
    return json_answer(request, answer, cache=NO_STORE, headers=next_link(request, answer.next, limit))
