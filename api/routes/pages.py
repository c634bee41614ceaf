"""Pages for people. Each is a plain GET; nothing on the site changes anything."""

import unicodedata
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from fastapi import Request, Response

from api.answers import FOREVER
from api.errors import AgencyNotFoundError, ItemNotFoundError, ProblemNotFoundError, RouteNotFoundError
from api.facts import fact_model
from api.problems.explain import explanation
from api.problems.table import KINDS
from api.routes.reading import position_cursor
from api.services import Services, services_of
from api.web.api_page import api_groups
from api.web.due_rules import Cited, cited
from api.web.languages import Tongue
from api.web.site import STATIC

_PAGE: Final = 50
_TYPES: Final[Mapping[str, str]] = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


def home(request: Request, tongue: Tongue) -> Response:
    """Show what is running and lead on."""
    services = services_of(request)
    directory = services.directory
    return services.site.render(
        "home.html",
        tongue,
        "/",
        ledger=services.ledger.genesis,
        state=directory.state(),
    )


def agencies(request: Request, tongue: Tongue) -> Response:
    """List the agencies."""
    services = services_of(request)
    after = request.query_params.get("after", "")
    found = [agency for agency in services.directory.agencies() if agency.code > after]
    page = found[:_PAGE]
    following = query_of(after=page[-1].code) if len(found) > _PAGE else ""
    return services.site.render(
        "agencies.html",
        tongue,
        "/agencies",
        search=query_of(after=after),
        agencies=page,
        pager=pager(is_first=not after, following=following),
    )


def agency(request: Request, name: str, tongue: Tongue) -> Response:
    """Show one agency and its keys."""
    services = services_of(request)
    found = services.directory.agency(name)
    if found is None:
        raise AgencyNotFoundError
    return services.site.render("agency.html", tongue, f"/agencies/{name}", section="/agencies", agency=found)


def catalogue(request: Request, tongue: Tongue) -> Response:
    """List the catalogue items."""
    services = services_of(request)
    return services.site.render("catalogue.html", tongue, "/catalogue", items=services.directory.catalogue())


def item(request: Request, name: str, tongue: Tongue) -> Response:
    """Show one catalogue item in all its versions."""
    services = services_of(request)
    versions = services.directory.versions(name)
    if not versions:
        raise ItemNotFoundError
    return services.site.render(
        "item.html",
        tongue,
        f"/catalogue/{name}",
        section="/catalogue",
        versions=versions,
        names=names_of(services),
    )


def facts(request: Request, tongue: Tongue) -> Response:
    """Show public records of organisations; an exact name or code finds those of one."""
    services = services_of(request)
    query = " ".join(request.query_params.get("q", "").split())[:200]
    after = position_cursor(request.query_params.get("after"))
    is_code = bool(query) and unicodedata.normalize("NFKC", query).isascii()
    page = services.public_facts.page(
        after=after, limit=_PAGE, code=query if is_code else None, name=query if query and not is_code else None
    )
    following = "" if page.next_after is None else query_of(q=query, after=str(page.next_after))
    return services.site.render(
        "facts.html",
        tongue,
        "/facts",
        search=query_of(q=query, after=request.query_params.get("after", "")),
        facts=[fact_model(fact) for fact in page.items],
        query=query,
        laws=laws_of(services),
        pager=pager(is_first=after is None, following=following, first=query_of(q=query)),
    )


def verify(request: Request, tongue: Tongue) -> Response:
    """Show how to verify a receipt."""
    services = services_of(request)
    base = services.config.public_url or str(request.base_url).rstrip("/")
    return services.site.render("verify.html", tongue, "/verify", base=base)


def api(request: Request, tongue: Tongue) -> Response:
    """Show the operations, from the OpenAPI document."""
    services = services_of(request)
    return services.site.render("api.html", tongue, "/api", groups=api_groups(request.app.openapi(), tongue))


def problems(request: Request, tongue: Tongue) -> Response:
    """List all problem codes."""
    return services_of(request).site.render(
        "problems.html", tongue, "/problems", section="/api", kinds=sorted(KINDS.items())
    )


def problem(request: Request, name: str, tongue: Tongue) -> Response:
    """Explain one problem code."""
    if name not in KINDS:
        raise ProblemNotFoundError
    text, mend, article = explanation(name, tongue)
    return services_of(request).site.render(
        "problem.html",
        tongue,
        f"/problems/{name}",
        section="/api",
        code=name,
        kind=KINDS[name],
        text=text,
        mend=mend,
        article=article,
    )


def static(request: Request, name: str) -> Response:
    """Give a file of the site; its name changes with its content."""
    path = services_of(request).site.files.get(name)
    if path is None or path.parent != STATIC:
        raise RouteNotFoundError
    return Response(path.read_bytes(), media_type=_TYPES[path.suffix], headers={"cache-control": FOREVER})


def names_of(services: Services) -> Mapping[str, str]:
    """Give the names of the agencies by code."""
    return {agency.code: agency.name for agency in services.directory.agencies()}


def laws_of(services: Services) -> Mapping[str, Cited]:
    """Give how each rule is named, by its id."""
    return cited(services.law.rules(edition=None, on=None))


def query_of(**values: str) -> str:
    """Write the part of an address after the question mark, without what is empty."""
    kept = {name: value for name, value in values.items() if value}
    return "?" + urlencode(kept) if kept else ""


def pager(*, is_first: bool, following: str, first: str = "") -> Mapping[str, object]:
    """Tell the pager of a page where it leads."""
    return {"is_first": is_first, "next": following, "first": first}
