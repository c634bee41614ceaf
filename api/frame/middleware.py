"""The outermost layer of the API, plain ASGI so that streams pass through untouched."""

import time
import traceback
import uuid
from collections.abc import MutableMapping
from http import HTTPStatus
from typing import Any

import psycopg
import structlog
from psycopg_pool import PoolTimeout
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import DatabaseAwayError, HostNotServedError, InternalError
from api.frame.error_page import error_page, wants_page
from api.frame.headers import secured
from api.problems.render import MEDIA_TYPE, code_of, kind_of, problem_bytes, retry_after_s
from api.services import Services

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_PROBES = frozenset({"/livez", "/readyz", "/metrics"})


class Frame:
    """Numbers a request, checks its host, secures its answer, turns faults into problems, writes one line.

    Args:
        app: What it stands around.
        hosts: Host names served, without port.
        is_https: Whether clients reach us by https.
        services: Metrics, configuration and the site, for its error pages.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str], is_https: bool, services: Services) -> None:
        self._app = app
        self._hosts = hosts
        self._is_https = is_https
        self._metrics = services.metrics
        self._retry_after_s = services.config.retry_after_s
        self._site = services.site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other ASGI messages pass."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(send, self._is_https)
        scope.setdefault("state", {})["request_id"] = exchange.instance
        started = time.perf_counter()
        try:
            self._check_host(scope)
            await self._app(scope, receive, exchange.send)
        except Exception as error:  # noqa: BLE001 - the outermost layer: whatever it is, the client gets a problem
            await self._fail(scope, exchange, _told(scope, error))
        finally:
            self._note(scope, exchange, time.perf_counter() - started)

    def _check_host(self, scope: Scope) -> None:
        if scope["path"] in _PROBES:
            return
        host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1").lower()
        name = host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]
        if name not in self._hosts:
            raise HostNotServedError

    async def _fail(self, scope: Scope, exchange: "_Exchange", error: Exception) -> None:
        code = code_of(error)
        if kind_of(code).status == HTTPStatus.INTERNAL_SERVER_ERROR:
            _log().error("fault", id=exchange.id, error=type(error).__name__, at=_where(error))
        if exchange.is_started:
            raise InternalError from None  # ends the connection; the error itself could quote what was sent
        status = kind_of(code).status
        if wants_page(scope):
            body, media_type = error_page(self._site, scope["path"], error, exchange.id), "text/html; charset=utf-8"
        else:
            body, media_type = problem_bytes(error, instance=exchange.instance), MEDIA_TYPE
        headers = [("content-type", media_type), ("content-length", str(len(body)))]
        headers += self._further_headers(status, error)
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        await exchange.send({"type": "http.response.start", "status": status, "headers": raw})
        await exchange.send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    def _further_headers(self, status: int, error: Exception) -> list[tuple[str, str]]:
        headers = dict(getattr(error, "headers", {}))
        wait = retry_after_s(error, self._retry_after_s)
        if wait is not None:
            headers["retry-after"] = str(wait)
        if status == HTTPStatus.UNAUTHORIZED:
            headers["www-authenticate"] = "Signature"
        return list(headers.items())

    def _note(self, scope: Scope, exchange: "_Exchange", took_s: float) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = route_of(scope)
        self._metrics.request(route, method, exchange.status, took_s)
        if scope["path"] not in _PROBES:
            _log().info(
                "request",
                id=exchange.id,
                method=method,
                route=route,
                status=exchange.status,
                ms=round(took_s * 1000, 2),
                bytes=exchange.sent_bytes,
            )


class _Exchange:
    """The answer of one request on its way out."""

    def __init__(self, send: Send, is_https: bool) -> None:
        self.id = str(uuid.uuid4())
        self.instance = "urn:uuid:" + self.id
        self.status = 0
        self.sent_bytes = 0
        self.is_started = False
        self._send = send
        self._is_https = is_https

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.is_started = True
            self.status = message["status"]
            message["headers"] = secured(list(message.get("headers", [])), request_id=self.id, is_https=self._is_https)
        elif message["type"] == "http.response.body":
            self.sent_bytes += len(message.get("body", b""))
        await self._send(message)


def _told(scope: Scope, error: Exception) -> Exception:
    """Say of a read that the database is away; of a write nobody can say so much."""
    is_away = isinstance(error, (psycopg.OperationalError, PoolTimeout))
    return DatabaseAwayError() if is_away and scope["method"] in {"GET", "HEAD"} else error


def route_of(scope: MutableMapping[str, Any]) -> str:
    """Give the template of the route, never the path: a path can hold ids."""
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else "none"


def _log() -> Any:
    return structlog.get_logger("chengjian.api")


def _where(error: BaseException) -> list[str]:
    """Name the frames of a fault without its message, which could quote what was sent."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return [f"{frame.name}:{frame.lineno}" for frame in frames]
