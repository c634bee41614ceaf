"""``chengjian rebuild``: build read models anew and swap them in; ``chengjian clock``: say what time has ended."""

from collections.abc import Collection, Iterator, Sequence
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
    from projections.clockwork import WorkDone
    from projections.grower import Connect
    from projections.projection import Projection
    from projections.status import ProjectionStatus

Names = Annotated[
    list[str] | None, typer.Argument(help="读模型名称，不写则全部 · names of read models; none: all of them")
]
Status = Annotated[bool, typer.Option("--status", help="只显示进度与失败原因 · only show lag and failures")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("rebuild")(rebuild_command)
    clock = typer.Typer(help="期限届满 · what the passing of time means", no_args_is_help=True)
    clock.command("run-once")(run_clock_once)
    app.add_typer(clock, name="clock")


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
            states = status_of(connection, chosen, opened.source)
        if status and not json:
            _print_unbuilt({one.name for one in chosen} - {state.name for state in states})
        _print(states, as_json=json)


def run_clock_once(json: Json = False) -> None:
    """记录已逾期的办理时限与已届满的公示期限 · record which deadlines passed and whose publicity is over."""
    from ledger.service.ledger import now, open_ledger
    from projections.clockwork import ClockWorker, WorkDone

    passes: list[WorkDone] = []
    with open_ledger(start_command()) as ledger:
        worker = ClockWorker(ledger)
        while not passes or passes[-1].is_more:
            passes.append(worker.run_once(now()))
    _print_work(passes, as_json=json)


def _print_work(passes: "Sequence[WorkDone]", *, as_json: bool) -> None:
    names = ("looked_at", "breaches", "listings", "facts", "left")
    total = {name: sum(getattr(one, name) for one in passes) for name in names}
    years = sorted({year for one in passes for year in one.unannounced_years})
    if as_json:
        say_json({**total, "unannounced_years": years, "is_leader": passes[-1].is_leader})
        return
    if not passes[-1].is_leader:
        say("另一个进程正在做这件事。", "Another process is at it.")
        return
    missing_zh = f"；尚无工作日历：{'、'.join(map(str, years))} 年" if years else ""
    missing_en = f"; calendars missing: {', '.join(map(str, years))}" if years else ""
    say(
        f"查看 {total['looked_at']} 件：逾期 {total['breaches']}，名单届满 {total['listings']}，"
        f"记录届满 {total['facts']}，留待下次 {total['left']}{missing_zh}。",
        f"Looked at {total['looked_at']}: {total['breaches']} overdue, {total['listings']} listings ended, "
        f"{total['facts']} facts ended, {total['left']} left{missing_en}.",
    )


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


def _print_unbuilt(names: "Collection[str]") -> None:
    for name in sorted(names):
        say(
            f"{name}：尚未建立；运行 chengjian rebuild，或启动 chengjian run。",
            f"{name}: not built yet; run chengjian rebuild, or start chengjian run.",
        )


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
