"""Reading what is public: receipts, agencies, catalogue, policy, licences and honours of organisations."""

import re
from typing import Annotated

from fastapi import Path, Query, Request, Response

from api.answers import BRIEFLY, REVALIDATED, SHARED, bytes_answer, json_answer, next_link
from api.errors import AgencyNotFoundError, ItemNotFoundError, ReceiptNotFoundError
from api.facts import fact_model
from api.models import AgencyPage, Catalogue, CatalogueHistory, PublicFactPage
from api.parameter_errors import ParameterError
from api.receipts import public_receipt
from api.routes.statements import RECEIPT
from api.services import services_of

USCC = "^[0-9A-HJ-NPQRTUWXY]{18}$"
ISSUER = "^(root|platform|subject|agency:[0-9A-HJ-NPQRTUWXY]{18})$"
UUID7 = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
_POSITION = re.compile("[0-9]{1,15}")

Limit = Annotated[int, Query(ge=1, le=500, description="本页最多条数 · Most items of the page")]
_NEXT = "上一页给出的 next · The next that the page before gave"
AfterCode = Annotated[str | None, Query(pattern=USCC, description=_NEXT)]
AfterPosition = Annotated[str | None, Query(pattern="^[0-9]{1,15}$", description=_NEXT)]


def get_receipt(
    request: Request,
    iss: Annotated[str, Path(pattern=ISSUER, description="声明的签发者 · Issuer of the statement")],
    jti: Annotated[str, Path(pattern=UUID7, description="声明编号 jti · Number of the statement, its jti")],
) -> Response:
    """Give the public form of a receipt: everything but the disclosures."""
    receipt = services_of(request).ledger.receipt(iss, jti)
    if receipt is None:
        raise ReceiptNotFoundError
    return bytes_answer(request, public_receipt(receipt), RECEIPT, cache=BRIEFLY, headers=SHARED)


def get_agencies(request: Request, after: AfterCode = None, limit: Limit = 100) -> Response:
    """List the agencies, ascending by code."""
    directory = services_of(request).directory
    as_of = directory.as_of()
    found = [agency for agency in directory.agencies() if after is None or agency.code > after]
    page = found[:limit]
    last = page[-1].code if len(found) > limit else None
    answer = AgencyPage(as_of=as_of, items=page, next=last)
    return json_answer(request, answer, cache=BRIEFLY, headers={**SHARED, **next_link(request, last, limit)})


def get_agency(
    request: Request,
    code: Annotated[str, Path(pattern=USCC, description="统一社会信用代码 · Unified social credit code")],
) -> Response:
    """Give one agency with all keys it ever had."""
    agency = services_of(request).directory.agency(code)
    if agency is None:
        raise AgencyNotFoundError
    return json_answer(request, agency, cache=BRIEFLY, headers=SHARED)


def get_catalogue(request: Request) -> Response:
    """List the latest version of each catalogue item."""
    directory = services_of(request).directory
    answer = Catalogue(as_of=directory.as_of(), items=directory.catalogue())
    return json_answer(request, answer, cache=BRIEFLY, headers=SHARED)


def get_item(
    request: Request, item: Annotated[str, Path(pattern="^[a-z0-9-]{2,64}$", description="事项编号 · Id of the item")]
) -> Response:
    """Give all versions of one catalogue item, newest first."""
    directory = services_of(request).directory
    as_of = directory.as_of()
    versions = directory.versions(item)
    if not versions:
        raise ItemNotFoundError
    return json_answer(request, CatalogueHistory(as_of=as_of, versions=versions), cache=BRIEFLY, headers=SHARED)


def get_policy(request: Request) -> Response:
    """Give the policy file that a verifier pins."""
    return json_answer(request, services_of(request).ledger.policy(), cache=BRIEFLY, headers=SHARED)


def get_public_facts(
    request: Request,
    after: AfterPosition = None,
    limit: Annotated[int, Query(ge=1, le=200, description="本页最多条数 · Most items of the page")] = 50,
    code: Annotated[
        str | None, Query(max_length=40, description="只要该代码的主体 · Only of the organisation with this code")
    ] = None,
    name: Annotated[
        str | None, Query(max_length=200, description="只要该名称的主体 · Only of organisations with exactly this name")
    ] = None,
) -> Response:
    """List licences and honours of organisations, newest first."""
    services = services_of(request)
    as_of = services.directory.as_of()
    page = services.public_facts.page(after=position_cursor(after), limit=limit, code=code, name=name)
    last = None if page.next_after is None else str(page.next_after)
    items = [fact_model(fact) for fact in page.items]
    answer = PublicFactPage(as_of=as_of, applied=page.position, items=items, next=last)
    return json_answer(request, answer, cache=REVALIDATED, headers={**SHARED, **next_link(request, last, limit)})


def position_cursor(after: str | None) -> int | None:
    """Read a cursor that is a position.

    Raises:
        ParameterError: It is not one of ours.
    """
    if after is None:
        return None
    if _POSITION.fullmatch(after) is None:
        raise ParameterError("after")
    return int(after)
