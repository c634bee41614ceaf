"""``chengjian run``: serve the API and the site of one ledger."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from ledger.cli.ops import start_command
from ledger.cli.output import say

if TYPE_CHECKING:
    from socket import socket

    from ledger.settings import Settings

Host = Annotated[str | None, typer.Option("--host", help="监听地址，默认只在本机 · address; by default loopback only")]
Port = Annotated[int | None, typer.Option("--port", min=0, max=65535, help="监听端口 · port")]
PublicUrl = Annotated[
    str | None,
    typer.Option("--public-url", help="经代理对外的网址，如 https://log.example · public address behind a proxy"),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, max=64, help="工作进程数，默认每核一个，至多四个 · processes; one a core, up to 4"
    ),
]

_MOST_BY_DEFAULT: Final = 4


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("run")(run_command)


def run_command(host: Host = None, port: Port = None, public_url: PublicUrl = None, workers: Workers = None) -> None:
    """启动接口与网站，Ctrl-C 停止 · serve the API and the site until Ctrl-C."""
    from api.server import listen, url_of
    from ledger.service.ledger import read_origin

    _unwind_on_signals()
    settings = start_command()
    read_origin(settings.layout)  # an empty folder is left empty
    number = workers or settings.workers or min(_MOST_BY_DEFAULT, _cores())
    run = _run_one if number == 1 else _run_many
    with listen(host or settings.host, settings.port if port is None else port) as listener:
        status = run(settings, listener, url_of(listener), public_url or settings.public_url, number)
    raise typer.Exit(status)


def _run_one(settings: "Settings", listener: "socket", url: str, public_url: str | None, _: int) -> int:
    """Serve from this process alone."""
    from api.accepting import Share, new_counts
    from api.collector import calm_collector
    from api.server import serve
    from api.worker import app_of
    from ledger.service.ledger import open_ledger
    from projections.models import ReadModels

    with open_ledger(settings) as ledger:
        models = ReadModels(ledger)
        with models.following(keeps_time=True):
            app = app_of(ledger, models, public_url=public_url)
            calm_collector()
            serve(app, listener, Share(new_counts(1), 0), on_start=lambda: _announce(url))
    return 0


def _run_many(settings: "Settings", listener: "socket", url: str, public_url: str | None, number: int) -> int:
    """Serve from several processes; this one holds the database and keeps them running."""
    from prometheus_client.multiprocess import mark_process_dead

    from api.accepting import Share, new_counts
    from api.supervisor import Supervisor
    from api.worker import run_follower, run_worker
    from ledger.postgres.database import database
    from ledger.service.ledger import open_ledger

    with database(settings), _metrics_folder(settings) as metrics:
        with open_ledger(settings):
            pass  # what keeps it from opening is told once, and the database is migrated once
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics)
        supervisor = Supervisor(on_death=lambda pid: mark_process_dead(pid, str(metrics)))
        counts = new_counts(number)
        for i in range(number):
            supervisor.keep(f"worker-{i}", run_worker, settings, listener, Share(counts, i), public_url, metrics)
        supervisor.keep("follower", run_follower, settings)
        return supervisor.run(on_ready=lambda: _announce(url), on_end=listener.close)


@contextmanager
def _metrics_folder(settings: "Settings") -> Iterator[Path]:
    """Make a folder for the measures of this server's processes; it goes with them."""
    with TemporaryDirectory(prefix="metrics-", dir=settings.layout.make().run) as folder:
        yield Path(folder)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _unwind_on_signals() -> None:
    """Let a signal end the command through its contexts, so that the database is closed and not abandoned."""

    def unwind(number: int, _: FrameType | None) -> NoReturn:
        signal.signal(number, signal.SIG_IGN)
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, unwind)


def _announce(url: str) -> None:
    say(f"诚鉴正在运行：{url}", f"Chengjian is running at {url}/en/")
