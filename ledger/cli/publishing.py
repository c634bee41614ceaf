"""``chengjian publish``: the log as static files."""

from pathlib import Path
from typing import Annotated

import typer

from ledger.cli.ops import Json, start_command
from ledger.cli.output import say, say_json


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("publish")(publish_command)


def publish_command(
    folder: Annotated[Path, typer.Argument(help="目标目录 · target folder", file_okay=False)], json: Json = False
) -> None:
    """把日志写成静态文件（C2SP tlog-tiles） · write the log as static files."""
    from rich.progress import Progress

    from ledger.log.publish import publish
    from ledger.service.ledger import open_ledger

    with open_ledger(start_command()) as ledger, Progress(disable=json, transient=True) as bar:
        task = bar.add_task("发布 · publishing", total=None)
        size = publish(ledger.reader, folder, lambda done, total: bar.update(task, completed=done, total=total))
    if json:
        say_json({"size": size, "folder": str(folder)})
    else:
        say(f"已发布 {size} 条到 {folder}。", f"Published {size} entries to {folder}.")
