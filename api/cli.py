"""``chengjian run``: serve the API and the site of one ledger."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from ledger.cli.ops import start_command
from ledger.cli.output import say

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ledger.settings import Settings

Host = Annotated[str | None, typer.Option("--host", help="监听地址，默认只在本机 · address; by default loopback only")]
Port = Annotated[int | None, typer.Option("--port", min=0, max=65535, help="监听端口 · port")]
PublicUrl = Annotated[
    str | None,
    typer.Option("--public-url", help="经代理对外的网址，如 https://log.example · public address behind a proxy"),
]


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("run")(run_command)


def run_command(host: Host = None, port: Port = None, public_url: PublicUrl = None) -> None:
    """启动接口与网站，Ctrl-C 停止 · serve the API and the site until Ctrl-C."""
    from api.server import serve

    _unwind_on_signals()
    settings = start_command()
    address, number = host or settings.host, settings.port if port is None else port
    with serving(settings, public_url=public_url) as app:
        serve(app, address, number, announce=_announce)


@contextmanager
def serving(settings: "Settings", *, public_url: str | None = None) -> "Iterator[FastAPI]":
    """Open a ledger and make its app: recorder, read models that follow, API and site.

    Args:
        settings: What the operator set.
        public_url: Address under which clients reach us through a proxy.
    """
    from api.app import create_app
    from api.config import ApiConfig
    from api.public_list import PublicList, lag_readings
    from api.readiness import disk_check
    from api.schema_check import schema_check
    from ledger.service.ledger import open_ledger
    from projections.models import ReadModels

    with open_ledger(settings) as ledger:
        models = ReadModels(ledger)
        with models.following():
            yield create_app(
                ledger,
                config=ApiConfig(public_url=public_url),
                public_facts=PublicList(models),
                readings=lambda: lag_readings(models),
                checks=(schema_check(ledger.dsn, settings.db_schema), disk_check(settings.layout.home)),
            )


def _unwind_on_signals() -> None:
    """Let a signal end the command through its contexts, so that the database is closed and not abandoned."""

    def unwind(number: int, _: FrameType | None) -> NoReturn:
        signal.signal(number, signal.SIG_IGN)
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, unwind)


def _announce(url: str) -> None:
    say(f"诚鉴正在运行：{url}", f"Chengjian is running at {url}/en/")
