"""``chengjian rebuild``: build read models anew beside the live ones and swap them in."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ledger.cli.ops import Json, start_command
from ledger.cli.output import say, say_json
from ledger.settings import Settings

if TYPE_CHECKING:
    from ledger.service.records import RecordSource
    from projections.grower import Connect
    from projections.projection import Projection
    from projections.status import ProjectionStatus

Names = Annotated[
    list[str] | None, typer.Argument(help="读模型名称，不写则全部 · names of read models; none: all of them")
]
Status = Annotated[bool, typer.Option("--status", help="只显示进度与失败原因 · only show lag and failures")]


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("rebuild")(rebuild_command)


def rebuild_command(names: Names = None, status: Status = False, json: Json = False) -> None:
    """从账本重建读模型，完成后一次切换 · build read models anew from the log and swap them in at once."""
    from projections.rebuild import rebuild
    from projections.recipe import folder_of
    from projections.status import status as status_of

    with _opened() as opened:
        chosen = _chosen(opened.projections, names or [])
        if not status:
            with _bar(is_hidden=json) as bar:
                task = bar.add_task("重建 · rebuilding", total=None)
                rebuild(
                    opened.connect,
                    chosen,
                    opened.source,
                    recipe=partial(folder_of, opened.settings, opened.dsn, [one.name for one in chosen]),
                    progress=lambda done, size: bar.update(task, completed=done, total=size),
                )
        with opened.connect() as connection:
            _print(status_of(connection, chosen, opened.source), as_json=json)


class _Opened(NamedTuple):
    settings: Settings
    dsn: str
    connect: "Connect"
    source: "RecordSource"
    projections: "Sequence[Projection]"


@contextmanager
def _opened() -> "Iterator[_Opened]":
    """Open what a rebuild needs; no writer is started, so it runs beside a working ledger or without one."""
    from ledger.keystore import FileKeyStore
    from ledger.migrate import migrate
    from ledger.postgres.connect import connect
    from ledger.postgres.database import database
    from ledger.service.keyring import Keyring
    from ledger.service.ledger import read_origin
    from ledger.service.records import RecordSource
    from projections.models import all_projections

    settings = start_command()
    layout = settings.layout
    keyring = Keyring.load(layout.keys, read_origin(layout))
    with ExitStack() as stack:
        source = RecordSource(keyring.origin, stack.enter_context(FileKeyStore(layout.keystore)), keyring.tags)
        dsn = stack.enter_context(database(settings))
        migrate(dsn, settings.db_schema)
        opened = partial(connect, dsn, settings.db_schema, autocommit=True)
        yield _Opened(settings, dsn, opened, source, all_projections(source, keyring.projection_secret))


def _chosen(projections: "Sequence[Projection]", names: Sequence[str]) -> "list[Projection]":
    known = {projection.name: projection for projection in projections}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise typer.BadParameter(
            f"没有 {unknown[0]}；可选：{'、'.join(known)} · no {unknown[0]}; known: {', '.join(known)}"
        )
    return [projection for name, projection in known.items() if not names or name in names]


@contextmanager
def _bar(*, is_hidden: bool) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=is_hidden, transient=True) as bar:
        yield bar


def _print(states: "Sequence[ProjectionStatus]", *, as_json: bool) -> None:
    if as_json:
        say_json({"projections": [asdict(state) for state in states]})
        return
    for state in states:
        zh = f"{state.name} 第 {state.version} 版：已读到 {state.position}，落后 {state.lag} 条"
        en = f"{state.name} version {state.version}: read up to {state.position}, {state.lag} behind"
        if state.failure is not None:
            zh, en = f"{zh}，已停止（{state.failure}）", f"{en}, stopped ({state.failure})"
        say(f"{zh}。", f"{en}.")
