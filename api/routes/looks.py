"""Looks at a file, and at what a task of a body is about. The signed body names whom; the address names nobody."""

from typing import Final

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from api.answers import NO_STORE, PUBLIC_MEDIA_TYPE
from api.looks.asked import LookRequest, MatterRequest, read_asked
from api.looks.fields import require_known_fields
from api.looks.models import File
from api.routes.signed import ContentDigest, Signature, SignatureInput, signed_message
from api.services import Services, services_of
from api.signing.own_keys import KeysAbout
from api.signing.verifier import SignedMessage
from domain.identifier import Identifier, parse_identifier
from domain.identifier.refusals import IdentifierTypeUnknownError
from domain.refusal import Refusal
from domain.signer import AGENCY_PREFIX

MOST_BYTES: Final = 8_192
_EVIDENCE: Final = ("content-digest", "signature-input", "signature")


async def post_look(
    request: Request,
    signature_input: SignatureInput = None,
    signature: Signature = None,
    content_digest: ContentDigest = None,
) -> Response:
    """Show a file to whoever signed, once the look is on record."""
    services = services_of(request)
    message = await signed_message(request, services, MOST_BYTES)
    asked = read_asked(LookRequest, message.body)
    require_known_fields(asked.fields)
    who = _subject(asked)
    return await run_in_threadpool(_look, services, message, asked, who)


def _subject(asked: LookRequest) -> Identifier:
    """Read whom a request for a file names.

    Raises:
        Refusal: It is no such identifier; it points to the member that is wrong.
    """
    try:
        return parse_identifier(asked.identifier_type, asked.identifier)
    except Refusal as refusal:
        is_type = isinstance(refusal, IdentifierTypeUnknownError)
        refusal.pointer = "/identifier_type" if is_type else "/identifier"
        raise


def _look(services: Services, message: SignedMessage, asked: LookRequest, who: Identifier) -> Response:
    keys = KeysAbout(services.verifier.keys, services.records, who)
    unit = services.verifier.signer(message, keys).removeprefix(AGENCY_PREFIX)
    return _shown(services.look_desk.look(asked, who, unit, signed_text(message)))


async def post_matter(
    request: Request,
    signature_input: SignatureInput = None,
    signature: Signature = None,
    content_digest: ContentDigest = None,
) -> Response:
    """Show a body what a task on its board is about, once the look is on record."""
    services = services_of(request)
    message = await signed_message(request, services, MOST_BYTES)
    asked = read_asked(MatterRequest, message.body)
    return await run_in_threadpool(_matter, services, message, asked)


def _matter(services: Services, message: SignedMessage, asked: MatterRequest) -> Response:
    unit = services.verifier.signer(message).removeprefix(AGENCY_PREFIX)
    return _shown(services.look_desk.look_at_matter(asked, unit, signed_text(message)))


def _shown(file: File) -> Response:
    return Response(file.model_dump_json(exclude_none=True), 200, {"cache-control": NO_STORE}, PUBLIC_MEDIA_TYPE)


def signed_text(message: SignedMessage) -> str:
    """Write a signed request down, so that its signature can be verified again (RFC 9421)."""
    headers = {name.lower(): value for name, value in message.headers.items()}
    lines = [f"{message.method} {message.url}", *(f"{name}: {headers[name]}" for name in _EVIDENCE if name in headers)]
    return "\n".join([*lines, "", message.body.decode("utf-8")])
