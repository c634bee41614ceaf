"""The processes of a server that has several: workers, which share a socket, and one that follows the log.

Each opens the ledger for itself: the log is made for many writers, who take turns under the database's lock. Whoever
outlives the process that started it ends by itself.
"""

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path

from fastapi import FastAPI

from api.accepting import Share
from api.app import create_app
from api.collector import calm_collector
from api.config import ApiConfig
from api.public_list import PublicList, lag_readings
from api.public_reading import ReadModelReading
from api.readiness import disk_check
from api.records import LedgerRecords
from api.schema_check import schema_check
from api.server import serve
from ledger.cli.output import complain
from ledger.cli.troubles import explain
from ledger.logging import configure_logging
from ledger.service.ledger import Ledger, open_ledger
from ledger.settings import Settings
from projections.models import ReadModels


def app_of(ledger: Ledger, models: ReadModels, *, public_url: str | None, metrics: Path | None = None) -> FastAPI:
    """Make the API and the site of an open ledger.

    Args:
        ledger: An open ledger.
        models: Its read models.
        public_url: Address under which clients reach us through a proxy.
        metrics: Where the processes of one server share their measures; None: this is the only one.
    """
    settings = ledger.settings
    return create_app(
        ledger,
        config=ApiConfig(public_url=public_url),
        public_facts=PublicList(models),
        public_reading=ReadModelReading(models),
        records=LedgerRecords(ledger),
        readings=lambda: lag_readings(models),
        checks=(schema_check(ledger.dsn, settings.db_schema), disk_check(settings.layout.home)),
        metrics=metrics,
    )


def run_worker(
    ready: Connection,
    settings: Settings,
    listener: socket.socket,
    share: Share,
    public_url: str | None,
    metrics: Path,
) -> None:
    """Serve requests from the shared socket until told to end."""
    with _child(settings), open_ledger(settings) as ledger:
        app = app_of(ledger, ReadModels(ledger), public_url=public_url, metrics=metrics)
        calm_collector()
        serve(app, listener, share, on_start=_teller(ready))


def run_follower(ready: Connection, settings: Settings) -> None:
    """Keep the read models close behind the log until told to end."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with _child(settings), open_ledger(settings) as ledger, ReadModels(ledger).following(keeps_time=True):
        calm_collector()
        _teller(ready)()
        ended.wait()


def _teller(ready: Connection) -> Callable[[], None]:
    def tell() -> None:
        ready.send(None)
        ready.close()

    return tell


@contextmanager
def _child(settings: Settings) -> Iterator[None]:
    """Do what every process does first, and explain what ends it."""
    configure_logging(settings.log_level)
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    try:
        yield
    except Exception as error:
        explained = explain(error)
        if explained is None:
            raise
        complain(explained)
        sys.exit(1)


def _end_with_parent() -> None:
    """Tell this process to end when the one that started it is gone."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
