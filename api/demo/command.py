"""``chengjian demo``."""

import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from ledger.cli.output import say


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("demo")(demo_command)


def demo_command(
    folder: Annotated[Path, typer.Option(help="演示用的状态目录，每次重建 · state folder, made anew each time")] = Path(
        "var/demo"
    ),
    port: Annotated[
        int, typer.Option(help="服务端口，缺省 8470 或空闲端口 · port; by default 8470 or a free one")
    ] = 8470,
    samples: Annotated[Path, typer.Option(help="样例目录 · folder of the samples")] = Path("samples"),
    scale: Annotated[
        int, typer.Option(min=1, max=500, help="一年中每种情形发生的次数 · how often each path of the year is gone")
    ] = 25,
) -> None:
    """演示：开设账本、报送、核验、篡改被拒 · the main job: open, submit, verify, refuse a forgery.

    环境变量 DEMO_SERVE=0 时演示完即退出 · with DEMO_SERVE=0 it ends after the flow.
    """
    from api.demo.flow import Demo
    from ledger.logging import configure_logging

    ignored = sorted(name for name in os.environ if name.startswith("CHENGJIAN_"))
    if ignored:
        names = ", ".join(ignored)
        say(
            f"演示不读取 {names}；状态目录是 {folder}，用 --folder 另指。",
            f"The demo reads none of {names}; its state folder is {folder}, --folder names another.",
        )
    configure_logging("warning")

    # The server does not get our signals: ended without unwinding, the demo would leave it behind.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    with Demo(folder, port, samples, scale) as demo:
        demo.run()
        if os.environ.get("DEMO_SERVE", "1") != "0":
            demo.serve()
    sys.exit(0)
