"""``chengjian fsck``: compare everything that is stored with everything it follows from."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ledger.cli.ops import Json, start_command
from ledger.cli.output import complain, say, say_json
from ledger.log.errors import WAYS_OUT

if TYPE_CHECKING:
    from ledger.fsck.fault import Fault

EXIT_FAULTS = 1
EXIT_UNUSABLE = 2

Quiet = Annotated[bool, typer.Option("--quiet", help="不显示进度 · show no progress")]


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("fsck")(fsck_command)


def fsck_command(json: Json = False, quiet: Quiet = False) -> None:
    """核对数据库、保险库、哈希树与密钥库 · check database, vault, tree and key store against each other.

    退出码：0 无误，1 发现问题，2 无法核对 · Exit status: 0 sound, 1 faults found, 2 could not check.
    """
    from ledger.cli.troubles import explain

    try:
        counts = _check(as_json=json, is_quiet=quiet or json)
    except Exception as error:
        explained = explain(error)
        if explained is None:
            raise
        complain(explained)
        raise typer.Exit(EXIT_UNUSABLE) from error
    if counts:
        raise typer.Exit(EXIT_FAULTS)


def _check(*, as_json: bool, is_quiet: bool) -> Counter[str]:
    from ledger.fsck.opening import open_material
    from ledger.fsck.run import fsck
    from ledger.postgres.connect import connect
    from ledger.postgres.database import database

    settings = start_command()
    counts: Counter[str] = Counter()
    checked = 0
    with open_material(settings.layout) as material, database(settings) as dsn, _bar(is_quiet) as bar:
        task = bar.add_task("核对 · checking", total=None)

        def show(done: int, size: int) -> None:
            nonlocal checked
            checked = done
            bar.update(task, completed=done, total=size)

        _require_log(dsn, settings.db_schema)
        with connect(dsn, settings.db_schema, autocommit=True) as connection:
            for fault in fsck(connection, material, progress=show):
                counts[fault.kind] += 1
                _print_fault(fault, as_json=as_json)
    _print_verdict(checked, counts, as_json=as_json)
    return counts


def _require_log(dsn: str, schema: str) -> None:
    """Say what to do where the database is empty, or not at this release.

    Raises:
        OperationError: It is one of these.
    """
    from ledger.log.errors import RESTORE, WrongLogError
    from ledger.migrate import migration_status, require_migrated

    if not any(step.is_applied for step in migration_status(dsn, schema)):
        raise WrongLogError("其中没有账本", "it holds none", RESTORE)
    require_migrated(dsn, schema)


@contextmanager
def _bar(is_quiet: bool) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=is_quiet or not console.is_terminal, transient=True) as bar:
        yield bar


def _print_fault(fault: "Fault", *, as_json: bool) -> None:
    if as_json:
        say_json({"type": "fault", **fault.members()})
        return
    cause = f" ({fault.cause})" if fault.cause else ""
    typer.secho(f"✗ {fault.kind} [{fault.location}]{cause} {fault.zh} · {fault.en}", fg=typer.colors.RED)


def _print_verdict(checked: int, counts: Counter[str], *, as_json: bool) -> None:
    total = sum(counts.values())
    if as_json:
        say_json({"type": "verdict", "checked": checked, "faults": total, "kinds": dict(sorted(counts.items()))})
    elif total:
        say(f"核对 {checked} 条，发现 {total} 处问题。", f"{checked} entries checked, {total} faults found.")
        if counts["mark-ahead"]:
            say(*WAYS_OUT)
    else:
        say(f"核对 {checked} 条，没有发现问题。", f"{checked} entries checked, no fault found.")
