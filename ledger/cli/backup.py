"""Commands of backup and restore."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli.ops import Json, start_command
from ledger.cli.output import say, say_json

if TYPE_CHECKING:
    from ledger.backup.tables import Progress

KeysFolder = Annotated[
    Path | None,
    typer.Option("--keys", help="密钥备份目录，须与数据库备份分开 · folder for the keys, apart from the database's"),
]
Checkpoint = Annotated[
    str | None,
    typer.Option("--checkpoint", help="已知最新的检查点：文件或网址 · newest checkpoint known: file or URL"),
]
NothingNewer = Annotated[
    bool,
    typer.Option("--nothing-newer", help="确信备份之后未签过任何内容 · nothing was signed after the backup"),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("backup")(backup_command)
    app.command("restore")(restore_command)


@contextmanager
def progress_bar(title: str, total: int | None, *, quiet: bool) -> "Iterator[Progress]":
    """Show a bar of bytes on standard error while something is copied."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task(title, total=total)

        def tell(table: str, n_bytes: int) -> None:
            bar.update(task, advance=n_bytes, description=f"{title} {table}")

        yield tell


def read_checkpoint(place: str | None) -> str | None:
    """Read a checkpoint from a file or from the server that has it.

    Raises:
        ReplayError: It is not there.
    """
    from ledger.backup.tile_source import FolderSource, tile_source

    if place is None:
        return None
    head, _, name = place.rpartition("/")
    source = tile_source(head) if place.startswith("http") else FolderSource(Path(place).parent)
    return source.read(name).decode("utf-8", "replace")


def backup_command(
    folder: Annotated[Path, typer.Argument(help="新目录 · new folder", file_okay=False)],
    keys: KeysFolder = None,
    since: Annotated[
        Path | None,
        typer.Option(help="以某次完整备份为起点，只存瓦片之外的 · only what tiles do not hold, since a full backup"),
    ] = None,
    json: Json = False,
) -> None:
    """备份数据库；--keys 另存密钥 · back up the database; --keys copies the keys elsewhere."""
    from ledger.backup.folder import require_apart, require_room
    from ledger.backup.keys import back_up_keys
    from ledger.backup.make import back_up_database, database_bytes
    from ledger.postgres.database import database

    settings = start_command()
    if keys is not None:
        require_apart(folder, keys)
    with database(settings) as dsn:
        total = database_bytes(dsn, settings.db_schema)
        if since is None:
            require_room(folder, total)
        with progress_bar("备份 · backup", None if since else total, quiet=json) as progress:
            manifest = back_up_database(dsn, settings.db_schema, folder, progress, full=since)
    if keys is not None:
        back_up_keys(settings.layout, keys)
    if json:
        say_json(manifest.model_dump())
        return
    say(
        f"已备份账本 {manifest.origin}，共 {manifest.size} 条，根哈希 {manifest.root}。",
        f"Backed up {manifest.origin}: {manifest.size} entries, root {manifest.root}.",
    )
    if keys is None:
        say(
            "密钥未备份：没有同样新的密钥备份，披露内容在另一台机器上无法打开（--keys）。",
            "The keys were not backed up: without keys as new as this, disclosures cannot be opened on another machine "
            "(--keys).",
        )


def restore_command(
    folder: Annotated[Path, typer.Argument(help="备份目录 · folder of the backup", exists=True, file_okay=False)],
    keys: KeysFolder = None,
    checkpoint: Checkpoint = None,
    nothing_newer: NothingNewer = False,
    json: Json = False,
) -> None:
    """恢复到空的数据库 · restore into an empty database."""
    from ledger.backup.restore import read_full_backup
    from ledger.backup.whole_restore import Answers, bytes_of, restore_ledger

    settings = start_command()
    total = bytes_of(folder, read_full_backup(folder))
    answers = Answers(keys, read_checkpoint(checkpoint), nothing_newer)
    with progress_bar("恢复 · restore", total, quiet=json) as progress:
        done = restore_ledger(settings, folder, answers, progress)
    manifest = done.manifest
    if json:
        sizes = {"size": manifest.size, "marked_size": done.mark.size, "missing": done.missing}
        say_json({"origin": manifest.origin, **sizes, "keyless": done.keyless})
        return
    say(
        f"已恢复 {manifest.origin}，共 {manifest.size} 条，整棵树已重算核对。",
        f"Restored {manifest.origin}: {manifest.size} entries; the whole tree was recomputed and fits.",
    )
    say_keyless(done.keyless)
    if done.missing:
        say(
            f"缺少 {done.missing} 条已签的记录，账本不会再签。"
            "出路有二：chengjian recover replay，或 chengjian recover successor。",
            f"{done.missing} signed entries are missing, so the log will not sign. There are two ways out: "
            "chengjian recover replay, or chengjian recover successor.",
        )
    else:
        say_next()


def say_keyless(keyless: int) -> None:
    """Say how many people's records cannot be opened, if there are any."""
    if keyless:
        say(
            f"密钥库中没有 {keyless} 个主体的密钥，其记录无法打开：所恢复的密钥比数据库旧。"
            "如有较新的密钥备份，请用它恢复到新的状态目录。",
            f"The key store lacks the keys of {keyless} subjects; their records cannot be opened: the keys are older "
            "than the database. If there is a newer backup of the keys, restore with it into a new state folder.",
        )


def say_next() -> None:
    """Say what comes after a log is whole again."""
    say(
        "请核对并重建查询数据：chengjian fsck，chengjian rebuild。",
        "Check it, and make the read models anew: chengjian fsck, chengjian rebuild.",
    )
