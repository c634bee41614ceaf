"""Public lists: an edition of one, the account of one listing, and what is no longer public."""

from typing import Annotated, Final

from fastapi import Path, Query, Request, Response
from pydantic import BaseModel

from api.answers import REVALIDATED, SHARED, json_answer, next_link
from api.errors import ListingNotFoundError, ListNotFoundError
from api.lists.answers import account, edition, removal_page
from api.parameters import AfterRemoval, AsOfMoment, Limit, ListId, read_moment, read_removal
from api.routes.reading import AfterPosition, position_cursor
from api.services import services_of
from projections.listings import Search

_UUID: Final = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"

ListingId = Annotated[str, Path(pattern=_UUID, description="列名编号 · Id of the listing")]
CodeOf = Annotated[
    str | None, Query(max_length=40, description="只要该代码的机构 · Only of the organisation with this code")
]
NameOf = Annotated[
    str | None, Query(max_length=200, description="只要该名称的主体 · Only of subjects with exactly this name")
]


def get_listings(
    request: Request,
    list_id: ListId,
    as_of: AsOfMoment = None,
    after: AfterPosition = None,
    limit: Limit = 50,
    code: CodeOf = None,
    name: NameOf = None,
) -> Response:
    """Give a page of an edition of a public list, newest first."""
    services = services_of(request)
    moment, start = read_moment(as_of), position_cursor(after)
    signed = services.directory.as_of()
    page = services.public_reading.list_page(list_id, Search(code, name), as_of=moment, limit=limit, after=start)
    if page.definition is None and services.law.list_history(list_id) is None:
        raise ListNotFoundError
    answer = edition(page, signed)
    return _public(request, answer, next_link(request, answer.next, limit))


def get_listing(request: Request, listing: ListingId, as_of: AsOfMoment = None) -> Response:
    """Give the public account of one listing."""
    services = services_of(request)
    moment, signed = read_moment(as_of), services.directory.as_of()
    found = services.public_reading.listing(listing, as_of=moment)
    if found is None:
        raise ListingNotFoundError
    return _public(request, account(found, signed))


def get_removals(request: Request, after: AfterRemoval = None, limit: Limit = 50) -> Response:
    """Give what is no longer public, newest first."""
    services = services_of(request)
    signed = services.directory.as_of()
    found = services.public_reading.removals(limit=limit, after=read_removal(after))
    answer = removal_page(found, signed)
    return _public(request, answer, next_link(request, answer.next, limit))


def _public(request: Request, value: BaseModel, headers: dict[str, str] | None = None) -> Response:
    return json_answer(request, value, cache=REVALIDATED, headers={**SHARED, **(headers or {})})
