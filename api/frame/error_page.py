"""The page that a person sees where a machine would read a problem."""

from starlette.types import Scope

from api.problems.render import problem
from api.web.site import Site
from api.web.ways import WAYS

_MACHINE_PATHS = ("/api/", "/tile/", "/checkpoint", "/static/", "/livez", "/readyz", "/metrics")


def wants_page(scope: Scope) -> bool:
    """Tell whether a browser asked for a page."""
    if scope["path"].startswith(_MACHINE_PATHS):
        return False
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def error_page(site: Site, path: str, error: Exception, request_id: str) -> bytes:
    """Write the page of an error, in the language of the address."""
    is_english = path == "/en" or path.startswith("/en/")
    told = problem(error)
    suffix = "_en" if is_english else ""
    response = site.render(
        "error.html",
        "en" if is_english else "zh",
        "/",
        section="none",
        title=told["title" + suffix],
        detail=told.get("detail" + suffix, ""),
        mend=told.get("mend" + suffix, ""),
        way=WAYS.get(str(told["code"])),
        own=path.removeprefix("/en") if is_english else path,
        request_id=request_id,
    )
    return bytes(response.body)
