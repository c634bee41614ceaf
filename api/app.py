"""The factory of the HTTP face. Nothing exists before it is called."""

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.config import ApiConfig
from api.directory import Directory
from api.errors import ApiError, MethodNotAllowedError, RouteNotFoundError
from api.frame.middleware import Frame
from api.law.book import LawBook
from api.looks.desk import LookDesk
from api.looks.evidence import EvidenceDesk
from api.metrics import Metrics, Readings
from api.openapi.document import build_document
from api.openapi.routes import add_operations
from api.parameter_check import parameter_error
from api.ports import Ledger, PublicFacts
from api.public_list import NoPublicList, now
from api.public_reading import NoPublicReading, PublicReading
from api.readiness import Check, Readiness
from api.records import NoRecords, Records
from api.routes.site_map import add_pages
from api.services import Services
from api.signing.enrolled_keys import EnrolledKeys
from api.signing.verifier import RequestVerifier
from api.statements.desk import Desk
from api.submissions import LogSubmissions
from api.uploads import Uploads
from api.web.site import Site

OPENAPI_PATH = "/api/v1/openapi.json"
_MARK_PATIENCE_S = 1.0
_MARK_POLL_S = 0.01


def create_app(
    ledger: Ledger,
    *,
    config: ApiConfig | None = None,
    public_facts: PublicFacts | None = None,
    public_reading: PublicReading | None = None,
    records: Records | None = None,
    checks: Sequence[Check] = (),
    readings: Callable[[], Readings] = dict,
    metrics: Path | None = None,
    clock: Callable[[], datetime] = now,
) -> FastAPI:
    """Make the API and the site of one ledger.

    Args:
        ledger: Its services; the caller opens and closes it.
        config: Limits and addresses.
        public_facts: The public list; without it the list answers 503.
        public_reading: Lists, listings and counts; without it they answer 503.
        checks: Further conditions of readiness, besides the ledger's own health.
        records: Procedures, files, counts; without them they answer 503.
        readings: Further measures of the ledger, asked at each scrape.
        metrics: Where the processes of one server share their measures; None: this is the only one.
        clock: The time now, aware, by which the ledger judges what is in force, over or due.
    """
    measures = Metrics(lambda: {**_readings(ledger), **readings()}, metrics)
    read = public_facts or NoPublicList(), public_reading or NoPublicReading(), records or NoRecords()
    services = _services(ledger, config or ApiConfig(), read, checks, measures, clock)
    app = FastAPI(
        title="诚鉴 Chengjian",
        docs_url=None,
        redoc_url=None,
        openapi_url=OPENAPI_PATH,
        redirect_slashes=False,
        lifespan=_lifespan(services),
        exception_handlers={RequestValidationError: _on_parameter, HTTPException: _on_http},
    )
    app.state.services = services
    add_operations(app)
    add_pages(app)
    config = services.config
    app.add_middleware(
        Frame, hosts=config.hosts(), is_https=(config.public_url or "").startswith("https:"), services=services
    )
    app.openapi = _documented(app)  # type: ignore[method-assign] # FastAPI's way to change it
    return app


def _services(
    ledger: Ledger,
    config: ApiConfig,
    read: tuple[PublicFacts, PublicReading, Records],
    checks: Sequence[Check],
    metrics: Metrics,
    clock: Callable[[], datetime],
) -> Services:
    directory = Directory(ledger, clock)
    genesis = ledger.genesis
    return Services(
        ledger=ledger,
        config=config,
        metrics=metrics,
        desk=Desk(ledger, config, metrics),
        directory=directory,
        law=LawBook(ledger, directory, clock),
        verifier=RequestVerifier(EnrolledKeys(ledger.reader), ledger.nonces, config.signature_max_age_s),
        public_facts=read[0],
        public_reading=read[1],
        records=read[2],
        look_desk=LookDesk(ledger.looks, read[2], directory),
        evidence_desk=EvidenceDesk(ledger.looks, read[2], ledger.attachments),
        submissions=LogSubmissions(ledger.reader),
        uploads=Uploads(config.max_uploads),
        readiness=Readiness(
            [Check("sequencer", lambda: _sequencer(ledger)), Check("high-water-mark", lambda: _mark(ledger)), *checks]
        ),
        site=Site(genesis.jurisdiction_name, is_test=genesis.environment != "production"),
    )


def _lifespan(services: Services) -> Callable[[FastAPI], Any]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        services.desk.close()

    return lifespan


def _documented(app: FastAPI) -> Callable[[], dict[str, Any]]:
    made: list[dict[str, Any]] = []

    def document() -> dict[str, Any]:
        if not made:
            made.append(build_document(app))
        return made[0]

    return document


def _readings(ledger: Ledger) -> Readings:
    health = ledger.health()
    return {
        "log_size": ("Leaves of the log", health.size),
        "high_water_mark": ("Largest size that may have been signed", health.marked_size),
        "queued_events": ("Events waiting for the sequencer", health.queued_events),
        "recording": ("1 while statements are being recorded", float(health.is_recording)),
    }


def _sequencer(ledger: Ledger) -> str | None:
    return None if ledger.health().is_recording else "stopped"


def _mark(ledger: Ledger) -> str | None:
    """Look at the mark; a transaction that was just committed raises it in a moment."""
    size, deadline = ledger.health().size, time.monotonic() + _MARK_PATIENCE_S
    while ledger.health().marked_size < size:
        if time.monotonic() > deadline:
            return "behind the log"
        time.sleep(_MARK_POLL_S)
    return None


async def _on_parameter(request: Request, error: Exception) -> Response:
    raise parameter_error(request, error)


async def _on_http(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    refused: ApiError = MethodNotAllowedError() if status == HTTPStatus.METHOD_NOT_ALLOWED else RouteNotFoundError()
    refused.headers = dict(getattr(error, "headers", None) or {})
    raise refused
