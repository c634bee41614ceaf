"""Pages of due process: lists, listings, removals, rules, counts. What ended is gone, what is contested is marked."""

import re
import unicodedata
from http import HTTPStatus
from typing import Final

from fastapi import Request, Response

from api.errors import ListingNotFoundError, ListNotFoundError
from api.law.models import ListDefinition, ListHistory
from api.parameter_errors import AsOfAheadError, ParameterError
from api.parameters import read_moment, read_removal, spell_removal
from api.routes.pages import laws_of, names_of, pager, query_of
from api.routes.reading import position_cursor
from api.services import services_of
from api.web.due_counts import months_of
from api.web.due_listing import account_of, line_of
from api.web.due_rules import cited, limits_of, rule_book, year_of
from api.web.languages import Tongue
from domain.definition.pack_rows import LISTS
from projections.listings import Search

SHIPPED_LISTS: Final = {row.list: row.name for row in LISTS}
"""Names of the lists that the shipped rules are about, also where a ledger does not have the list."""
_PAGE: Final = 50
_UUID: Final = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def lists(request: Request, tongue: Tongue) -> Response:
    """Show which lists there are."""
    services = services_of(request)
    found = services.law.lists()
    return services.site.render(
        "lists.html", tongue, "/lists", lists=found.items, size=found.as_of.size, names=names_of(services)
    )


def list_edition(request: Request, name: str, tongue: Tongue) -> Response:
    """Show one edition of a list; an exact name or code finds one subject."""
    services, asked = services_of(request), request.query_params
    history = services.law.list_history(name)
    if history is None:
        raise ListNotFoundError
    query, as_of = " ".join(asked.get("q", "").split())[:200], asked.get("as_of", "").strip()
    after, kept = position_cursor(asked.get("after")), {"q": query, "as_of": as_of[:20]}
    page, fault = None, ""
    try:
        page = services.public_reading.list_page(
            name, _search(query), as_of=read_moment(as_of or None), limit=_PAGE, after=after
        )
    except (ParameterError, AsOfAheadError) as error:
        fault = error.code
    next_after = None if page is None else page.next_after
    following = "" if next_after is None else query_of(**kept, after=str(next_after))
    return services.site.render(
        "list.html",
        tongue,
        f"/lists/{name}",
        search=query_of(**kept, after=asked.get("after", "")),
        section="/lists",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK,
        page_of_list=page,
        fault=fault,
        definition=_in_force(history) if page is None else page.definition,
        latest=history.versions[0],
        lines=[] if page is None else [line_of(item) for item in page.items],
        names=names_of(services),
        asked=kept,
        pager=pager(is_first=after is None, following=following, first=query_of(**kept)),
    )


def _in_force(history: ListHistory) -> ListDefinition | None:
    return next((one for one in history.versions if one.is_in_force), None)


def listing(request: Request, name: str, tongue: Tongue) -> Response:
    """Show the public account of one listing."""
    services = services_of(request)
    found = services.public_reading.listing(name) if _UUID.fullmatch(name) else None
    account = None if found is None else account_of(found)
    if found is None or account is None:
        raise ListingNotFoundError
    return services.site.render(
        "listing.html",
        tongue,
        f"/listings/{name}",
        section="/lists",
        listing=found,
        account=account,
        names=names_of(services),
        laws=laws_of(services),
        measures={one.measure: one.name for one in services.law.measures().items},
    )


def removals(request: Request, tongue: Tongue) -> Response:
    """Show what is no longer public, and why; no names."""
    services = services_of(request)
    after = read_removal(request.query_params.get("after") or None)
    page = services.public_reading.removals(limit=_PAGE, after=after)
    following = query_of(after=spell_removal(page.next_after) or "")
    return services.site.render(
        "removals.html",
        tongue,
        "/removals",
        search=query_of(after=request.query_params.get("after", "")),
        section="/lists",
        removals=page,
        lists={one.list: one.name for one in services.law.lists().items},
        items={one.item: one.name for one in services.directory.catalogue()},
        pager=pager(is_first=after is None, following=following),
    )


def rules(request: Request, tongue: Tongue) -> Response:
    """Show the rules and the working days."""
    services = services_of(request)
    found = services.law.rules(edition=None, on=None)
    years = [services.law.calendar(one.year) for one in services.ledger.calendars()]
    return services.site.render(
        "rules.html",
        tongue,
        "/rules",
        rules=found,
        book=rule_book(found),
        years=[year_of(one) for one in years if one is not None],
        lists=SHIPPED_LISTS | {one.list: one.name for one in services.law.lists().items},
    )


def rights(request: Request, tongue: Tongue) -> Response:
    """Show what whoever is on record may do about it, where, with what papers and within how many days."""
    services = services_of(request)
    found = services.law.rules(edition=None, on=None)
    agencies = services.directory.agencies()
    return services.site.render(
        "rights.html",
        tongue,
        "/rights",
        limits=limits_of(found),
        laws=cited(found),
        lists=SHIPPED_LISTS | {one.list: one.name for one in services.law.lists().items},
        centres=[one for one in agencies if one.is_open and "credit_centre" in one.roles],
        names=names_of(services),
    )


def _search(query: str) -> Search:
    is_code = bool(query) and unicodedata.normalize("NFKC", query).isascii()
    return Search(code=query if is_code else None, name=query if query and not is_code else None)


def statistics(request: Request, tongue: Tongue) -> Response:
    """Show counts, and how each body keeps its deadlines."""
    services = services_of(request)
    counted = services.records.statistics()
    return services.site.render(
        "statistics.html",
        tongue,
        "/statistics",
        counted=counted,
        months=months_of(counted.events),
        kept=services.records.deadlines(),
    )


def indicators(request: Request, tongue: Tongue) -> Response:
    """Show the plan's ten indicators, and how rights are kept."""
    services = services_of(request)
    return services.site.render(
        "indicators.html", tongue, "/indicators", section="/statistics", indicators=services.records.indicators()
    )
