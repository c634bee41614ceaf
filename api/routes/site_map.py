"""Where the pages stand: each in Chinese at its path and in English behind /en."""

from collections.abc import Callable, Sequence
from typing import Final

from fastapi import FastAPI, Request, Response
from starlette.responses import RedirectResponse

from api.routes import due_pages, pages
from api.web.languages import Tongue

_PLAIN: Final[Sequence[tuple[str, Callable[[Request, Tongue], Response]]]] = (
    ("/", pages.home),
    ("/agencies", pages.agencies),
    ("/catalogue", pages.catalogue),
    ("/facts", pages.facts),
    ("/lists", due_pages.lists),
    ("/removals", due_pages.removals),
    ("/rules", due_pages.rules),
    ("/rights", due_pages.rights),
    ("/statistics", due_pages.statistics),
    ("/indicators", due_pages.indicators),
    ("/verify", pages.verify),
    ("/api", pages.api),
    ("/problems", pages.problems),
)
_NAMED: Final[Sequence[tuple[str, Callable[[Request, str, Tongue], Response]]]] = (
    ("/agencies/{name}", pages.agency),
    ("/catalogue/{name}", pages.item),
    ("/lists/{name}", due_pages.list_edition),
    ("/listings/{name}", due_pages.listing),
    ("/problems/{name}", pages.problem),
)
_PREFIXES: Final[Sequence[tuple[str, Tongue]]] = (("", "zh"), ("/en", "en"))


def add_pages(app: FastAPI) -> None:
    """Add every page in every language, and the site's files."""
    for prefix, tongue in _PREFIXES:
        for path, page in _PLAIN:
            _add(app, prefix + path, _plain(page, tongue))
            if prefix + path != "/":
                _add(app, *_other_spelling(prefix + path))
        for path, named in _NAMED:
            _add(app, prefix + path, _named(named, tongue))
    _add(app, "/static/{name}", pages.static)


def _add(app: FastAPI, path: str, endpoint: Callable[..., Response]) -> None:
    app.add_api_route(path, endpoint, methods=["GET", "HEAD"], include_in_schema=False, response_model=None)


def _other_spelling(path: str) -> tuple[str, Callable[[Request], Response]]:
    """Lead whoever adds or leaves out the last slash to the page."""

    def endpoint(request: Request) -> Response:
        query = request.url.query
        return RedirectResponse(path + ("?" + query if query else ""), 308)

    return (path.removesuffix("/") if path.endswith("/") else path + "/"), endpoint


def _plain(page: Callable[[Request, Tongue], Response], tongue: Tongue) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        return page(request, tongue)

    return endpoint


def _named(page: Callable[[Request, str, Tongue], Response], tongue: Tongue) -> Callable[[Request, str], Response]:
    def endpoint(request: Request, name: str) -> Response:
        return page(request, name, tongue)

    return endpoint
