"""``chengjian fsck``: compare everything that is stored with everything it follows from."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ledger.cli.ops import Json, start_command
from ledger.cli.output import say, say_json

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
    import psycopg

    from ledger.cli.output import complain
    from ledger.crypto.errors import CryptoError
    from ledger.keystore import KeyStoreError
    from ledger.operation_error import OperationError

    try:
        counts = _check(as_json=json, is_quiet=quiet or json)
    except OperationError as error:
        complain(error)
        raise typer.Exit(EXIT_UNUSABLE) from error
    except (CryptoError, KeyStoreError, psycopg.Error, OSError) as error:
        reason = getattr(error, "code", None) or getattr(error, "sqlstate", None) or type(error).__name__
        typer.secho(f"无法核对：{reason}\nCould not check: {reason}", err=True, fg=typer.colors.RED)
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

        with connect(dsn, settings.db_schema, autocommit=True) as connection:
            for fault in fsck(connection, material, progress=show):
                counts[fault.kind] += 1
                _print_fault(fault, as_json=as_json)
    _print_verdict(checked, counts, as_json=as_json)
    return counts


@contextmanager
def _bar(is_quiet: bool) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=is_quiet, transient=True) as bar:
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
    else:
        say(f"核对 {checked} 条，没有发现问题。", f"{checked} entries checked, no fault found.")
