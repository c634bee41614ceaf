"""Security headers, the same for machines and pages, stricter where nothing is shown.

Source:
    OWASP Secure Headers; Content Security Policy Level 3.
"""

from collections.abc import Mapping
from typing import Final

_COMMON: Final[Mapping[bytes, bytes]] = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_DATA_POLICY: Final = b"default-src 'none'; frame-ancestors 'none'"
_PAGE_POLICY: Final = (
    b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_STRICT_TRANSPORT: Final = b"max-age=31536000"

RawHeaders = list[tuple[bytes, bytes]]


def secured(headers: RawHeaders, *, request_id: str, is_https: bool) -> RawHeaders:
    """Add what is missing to the headers of an answer; what an operation set itself stays.

    Args:
        headers: Lower-case names and values of the answer.
        request_id: Number of the request, told to the client.
        is_https: Whether the public address is https.
    """
    names = {name for name, _ in headers}
    is_page = any(name == b"content-type" and value.startswith(b"text/html") for name, value in headers)
    wanted = dict(_COMMON)
    wanted[b"content-security-policy"] = _PAGE_POLICY if is_page else _DATA_POLICY
    wanted[b"cache-control"] = b"no-store"
    wanted[b"x-request-id"] = request_id.encode("ascii")
    if is_https:
        wanted[b"strict-transport-security"] = _STRICT_TRANSPORT
    return headers + [(name, value) for name, value in wanted.items() if name not in names]
