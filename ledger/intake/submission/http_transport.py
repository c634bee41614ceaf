"""The ledger over HTTP.

Source:
    docs/api.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Self
from urllib.parse import quote

import httpx2
import orjson

from ledger.intake.errors import UploadError
from ledger.intake.submission.answers import read_answers
from ledger.intake.submission.transport import Item, LineResult, TryAgainError

_BUSY = frozenset((408, 425, 429, 500, 502, 503, 504))
_NO_SUCH_THING = frozenset((404, 422))
_TIMEOUT = httpx2.Timeout(120.0, connect=10.0)


class HttpTransport:
    """Talks to one server; a context manager.

    Args:
        url: Base address, such as ``https://credit.example.cn``.
        client: Client to use instead of one of its own, for tests.
    """

    def __init__(self, url: str, client: httpx2.Client | None = None) -> None:
        self._url = url.rstrip("/")
        self._client = client or httpx2.Client(timeout=_TIMEOUT, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def origin(self) -> str:
        """The origin line of the ledger's log, from its checkpoint."""
        first, _, rest = self._get("/checkpoint").text.partition("\n")
        if not first or not rest:
            raise UploadError("server-incoherent", reason="no checkpoint")
        return first

    def catalogue(self) -> Sequence[Item]:
        """The catalogue items in force."""
        try:
            return [_item(value) for value in self._get("/api/v1/catalogue").json()["items"] if value["is_in_force"]]
        except (KeyError, TypeError, ValueError) as error:
            raise UploadError("server-incoherent", reason="the catalogue has another form") from error

    def keys_of(self, agency_code: str) -> Sequence[str]:
        """Key ids in force of a body; none if the ledger does not know it."""
        response = self._find(f"/api/v1/agencies/{quote(agency_code, safe='')}")
        if response is None:
            return []
        try:
            return [str(key["kid"]) for key in response.json()["keys"] if key["is_in_force"]]
        except (KeyError, TypeError, ValueError) as error:
            raise UploadError("server-incoherent", reason="the agency has another form") from error

    def edition(self) -> int:
        """The edition of the rules: how many versions were ever published."""
        try:
            return int(self._get("/api/v1/rules").json()["current_edition"])
        except (KeyError, TypeError, ValueError) as error:
            raise UploadError("server-incoherent", reason="the rules have another form") from error

    def submit(self, statements: Sequence[str]) -> Iterator[LineResult]:
        """Send statements as one NDJSON request; see the port."""
        body = b"".join(orjson.dumps({"statement": text}, option=orjson.OPT_APPEND_NEWLINE) for text in statements)
        headers = {"Content-Type": "application/x-ndjson", "Accept": "application/x-ndjson, application/problem+json"}
        try:
            url = f"{self._url}/api/v1/statements"
            with self._client.stream("POST", url, content=body, headers=headers) as response:
                if response.status_code != httpx2.codes.OK:
                    response.read()
                    _check(response)
                yield from read_answers(_lines(response.iter_bytes()), len(statements))
        except httpx2.TransportError as error:
            raise TryAgainError(type(error).__name__) from error

    def _get(self, path: str) -> httpx2.Response:
        response = self._find(path)
        if response is None:
            raise UploadError("server-refused", status=404, problem="-")
        return response

    def _find(self, path: str) -> httpx2.Response | None:
        """The answer to a question; ``None`` if there is no such thing."""
        try:
            response = self._client.get(self._url + path)
        except (httpx2.TransportError, httpx2.InvalidURL) as error:
            raise UploadError("server-unreachable", reason=type(error).__name__) from error
        if response.status_code in _NO_SUCH_THING:
            return None
        if response.status_code != httpx2.codes.OK:
            raise UploadError("server-refused", status=response.status_code, problem=_problem_code(response))
        return response


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Cut at line feeds only; the client's own line reader also cuts at other characters that JSON strings may hold."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole
    if rest:
        yield rest


def _check(response: httpx2.Response) -> None:
    """Raise for a response that is no batch answer at all."""
    if response.status_code in _BUSY:
        raise TryAgainError(f"HTTP {response.status_code}", _retry_after_s(response.headers))
    raise UploadError("server-refused", status=response.status_code, problem=_problem_code(response))


def _retry_after_s(headers: Mapping[str, str]) -> float | None:
    """RFC 9110, section 10.2.3: seconds or a date."""
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def _problem_code(response: httpx2.Response) -> str:
    try:
        value = response.json()
    except ValueError:
        return "-"
    return str(value.get("code", "-")) if isinstance(value, dict) else "-"


def _item(value: Mapping[str, Any]) -> Item:
    return Item(
        item=str(value["item"]),
        version=int(value["version"]),
        name=str(value["name"]),
        nature=str(value["nature"]),
        is_adverse=bool(value["is_adverse"]),
        subject_kinds=tuple(str(kind) for kind in value["subject_kinds"]),
        identifier=str(value["identifier"]),
        standard=str(value["standard"]),
        providers=tuple(str(code) for code in value["providers"]),
        validity_months=int(value["validity_months"]),
        digests=int(value["digests"]),
    )
