"""Looking at an attachment (证据附件): signed, recorded, and only for whom it concerns. A digest names nobody."""

from typing import Annotated

from fastapi import Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.answers import NO_STORE
from api.routes.attachments import Digest
from api.routes.looks import signed_text
from api.routes.signed import ContentDigest, Signature, SignatureInput, signed_message
from api.services import Services, services_of
from api.signing.own_keys import KeysToEvidence
from api.signing.verifier import SignedMessage
from domain.signer import AGENCY_PREFIX
from ledger.service.looks import OWN_PURPOSE

LOOK = "chengjian-look"
"""Header that names the leaf position at which the look is on record."""

Purpose = Annotated[
    str,
    Query(pattern="^[a-z0-9-]{2,64}$", description="查询用途，本人为 self-access · Purpose; self-access for oneself"),
]


async def get_attachment(
    request: Request,
    digest: Digest,
    purpose: Purpose = OWN_PURPOSE,
    signature_input: SignatureInput = None,
    signature: Signature = None,
    content_digest: ContentDigest = None,
) -> Response:
    """Show an attachment to whoever signed, once the look is on record."""
    services = services_of(request)
    message = await signed_message(request, services)
    with services.uploads.place():
        return await run_in_threadpool(_attachment, services, message, digest, purpose)


def _attachment(services: Services, message: SignedMessage, digest: str, purpose: str) -> Response:
    key = services.verifier.key_holder(message, KeysToEvidence(services.verifier.keys, services.records, digest))
    unit = key.holder.removeprefix(AGENCY_PREFIX)
    attachment, recorded = services.evidence_desk.look(digest, unit, key.kid, purpose, signed_text(message))
    headers = {
        LOOK: str(recorded.position),
        "cache-control": NO_STORE,
        "content-disposition": "attachment",
        "etag": f'"{digest}"',
    }
    return Response(attachment.content, 200, headers, attachment.media_type)
