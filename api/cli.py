"""``chengjian run``: serve the API and the site of one ledger."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli.ops import start_command
from ledger.cli.output import say

if TYPE_CHECKING:
    from socket import socket

    from fastapi import FastAPI

    from ledger.settings import Settings

Host = Annotated[str | None, typer.Option("--host", help="监听地址，默认只在本机 · address; by default loopback only")]
Port = Annotated[int | None, typer.Option("--port", min=0, max=65535, help="监听端口 · port")]
PublicUrl = Annotated[
    str | None,
    typer.Option("--public-url", help="经代理对外的网址，如 https://log.example · public address behind a proxy"),
]

_GRACE_S = 30
_MAX_HEADER_BYTES = 32 * 1024


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("run")(run_command)


def run_command(host: Host = None, port: Port = None, public_url: PublicUrl = None) -> None:
    """启动接口与网站，Ctrl-C 停止 · serve the API and the site until Ctrl-C."""
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
    from api.public_list import PublicList
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
                checks=(schema_check(ledger.dsn, settings.db_schema), disk_check(settings.layout.home)),
            )


def serve(app: "FastAPI", host: str, port: int, *, announce: Callable[[str], None]) -> None:
    """Serve an app until the process is told to stop; requests in hand are finished first.

    Args:
        app: What to serve.
        host: Address to listen on.
        port: Port; 0: any free one.
        announce: Told the address once the server listens.
    """
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: "list[socket] | None" = None) -> None:
            await super().startup(sockets)
            if self.started:
                bound = self.servers[0].sockets[0].getsockname()
                announce(f"http://{f'[{bound[0]}]' if ':' in bound[0] else bound[0]}:{bound[1]}")

    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        timeout_graceful_shutdown=_GRACE_S,
        timeout_keep_alive=30,
        h11_max_incomplete_event_size=_MAX_HEADER_BYTES,
        proxy_headers=False,
        lifespan="on",
    )
    Server(config).run()


def _announce(url: str) -> None:
    say(f"诚鉴正在运行：{url}", f"Chengjian is running at {url}/en/")
