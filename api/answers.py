"""How answers are written: JSON with a strong ETag, pages with a Link to the next one."""

import hashlib
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

import orjson
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

PUBLIC_MEDIA_TYPE: Final = "application/json"
NO_STORE: Final = "no-store"
BRIEFLY: Final = "public, max-age=5"
REVALIDATED: Final = "public, no-cache"
"""For what ends at a moment: a copy is asked about each time, so that nobody is shown what ended a second ago."""
FOREVER: Final = "public, max-age=31536000, immutable"
SHARED: Final[Mapping[str, str]] = {
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
}
"""For what anybody may read: browsers of other sites verify too."""


def json_answer(
    request: Request,
    value: BaseModel | Mapping[str, object],
    *,
    cache: str = NO_STORE,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Write a value as JSON; answer 304 if the client has these very bytes."""
    data = value.model_dump(mode="json", exclude_none=True) if isinstance(value, BaseModel) else value
    return bytes_answer(request, orjson.dumps(data), PUBLIC_MEDIA_TYPE, cache=cache, headers=headers)


def bytes_answer(
    request: Request,
    body: bytes,
    media_type: str,
    *,
    cache: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Write bytes with a strong ETag over them.

    Source:
        RFC 9110, sections 8.8.3 and 13.1.2.
    """
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    told = {"etag": etag, "cache-control": cache, **(headers or {})}
    if _is_known(request.headers.get("if-none-match"), etag):
        return Response(status_code=304, headers=told)
    return Response(body, media_type=media_type, headers=told)


def next_link(request: Request, after: str | None, limit: int) -> dict[str, str]:
    """Give the Link header to the page after this one.

    Source:
        RFC 8288, section 3.
    """
    if after is None:
        return {}
    kept = {name: value for name, value in request.query_params.items() if name not in {"after", "limit"}}
    query = urlencode({**kept, "after": after, "limit": limit})
    return {"link": f'<{request.url.path}?{query}>; rel="next"'}


def _is_known(known: str | None, etag: str) -> bool:
    if known is None:
        return False
    return known.strip() == "*" or etag in (part.strip().removeprefix("W/") for part in known.split(","))
