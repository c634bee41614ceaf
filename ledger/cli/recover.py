"""Commands for a restored log that is behind what it signed."""

from pathlib import Path
from typing import Annotated

import typer

from ledger.cli.backup import Checkpoint, NothingNewer, progress_bar, read_checkpoint, say_keyless, say_next
from ledger.cli.ops import Json, start_command
from ledger.cli.output import say, say_json
from ledger.log.errors import WAYS_OUT


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    recover = typer.Typer(
        help="恢复后的账本落后于已签内容时的出路 · ways out when a restored log is behind what it signed",
        no_args_is_help=True,
    )
    recover.command("replay")(replay_command)
    recover.command("successor")(successor_command)
    recover.command("mark")(mark_command)
    app.add_typer(recover, name="recover")


def replay_command(
    tiles: Annotated[str, typer.Option(help="已发布的日志：目录或网址 · the published log: folder or URL")],
    vault: Annotated[
        Path | None,
        typer.Option(help="backup --since 做的备份 · a backup made with backup --since", exists=True, file_okay=False),
    ] = None,
    json: Json = False,
) -> None:
    """从已发布的瓦片补回缺失的条目 · bring missing entries back from published tiles."""
    from ledger.backup.replay import LogIdentity, replay
    from ledger.backup.tile_source import tile_source
    from ledger.backup.whole_restore import count_keyless
    from ledger.keystore import FileKeyStore
    from ledger.log.checkpoint import CheckpointSigner
    from ledger.log.high_water import HighWaterMark
    from ledger.migrate import migrate
    from ledger.postgres.connect import connect
    from ledger.postgres.database import database
    from ledger.service.keyring import Keyring
    from ledger.service.ledger import read_origin

    settings = start_command()
    origin = read_origin(settings.layout)
    keyring = Keyring.load(settings.layout.keys, origin)
    with HighWaterMark(settings.layout.high_water, origin) as mark:
        log = LogIdentity(CheckpointSigner(origin, keyring.log), keyring.tags, mark.read())
    with database(settings) as dsn, progress_bar("补回 · replay", None, quiet=json) as progress:
        migrate(dsn, settings.db_schema)
        done = replay(dsn, settings.db_schema, log, tile_source(tiles), vault, progress)
        with FileKeyStore(settings.layout.keystore) as keystore, connect(dsn, settings.db_schema) as connection:
            keyless = count_keyless(connection, keystore)
    if json:
        say_json({"before": done.before, "after": done.after, "missing": done.missing, "keyless": keyless})
        return
    if done.after == done.before:
        say("没有缺失的条目。", "No entry is missing.")
    else:
        say(f"已从 {done.before} 条补到 {done.after} 条。", f"Replayed from {done.before} to {done.after} entries.")
    if done.missing:
        say(
            f"仍缺 {done.missing} 条已签的记录，账本不会再签。",
            f"{done.missing} signed entries are still missing; the log will not sign.",
        )
    say_keyless(keyless)
    if not done.missing:
        say_next()


def successor_command(
    home: Annotated[Path, typer.Argument(help="后继账本的状态目录 · state folder of the successor", file_okay=False)],
    origin: Annotated[str, typer.Option(help="后继账本的名称 · origin of the successor")],
    root_key: Annotated[Path, typer.Option(help="根密钥文件 · root key file", exists=True, dir_okay=False)],
    schema: Annotated[str | None, typer.Option(help="后继账本的数据库模式 · schema of the successor")] = None,
    checkpoint: Checkpoint = None,
    json: Json = False,
) -> None:
    """开设后继账本，其创世记录写明前账本的终点 · open a successor log; its genesis names where this one ended."""
    from ledger.backup.successor import open_successor
    from ledger.cli.keys import read_key

    old = start_command()
    new = old.model_copy(update={"home": home, "db_schema": schema or old.db_schema})
    predecessor = open_successor(old, new, read_key(root_key), origin, read_checkpoint(checkpoint))
    if json:
        say_json({"origin": origin, "home": str(home), "predecessor": predecessor})
        return
    say(
        f"后继账本 {origin} 已开设（CHENGJIAN_HOME={home}），前账本终点：{predecessor}。",
        f"The successor {origin} is open (CHENGJIAN_HOME={home}); its predecessor ended at {predecessor}.",
    )
    say(
        "请重新登记各机关及其密钥，并发布目录事项。",
        "Enrol the agencies and their keys again, and publish the catalogue.",
    )


def mark_command(
    checkpoint: Checkpoint = None,
    nothing_newer: NothingNewer = False,
    json: Json = False,
) -> None:
    """高水位标记丢失或损坏时重新确定 · settle the high-water mark again where its file is lost or damaged."""
    from ledger.backup.mark import settle_mark_of
    from ledger.log.checkpoint import CheckpointSigner
    from ledger.postgres.connect import connect
    from ledger.postgres.database import database
    from ledger.service.keyring import Keyring
    from ledger.service.ledger import read_origin

    settings = start_command()
    origin = read_origin(settings.layout)
    signer = CheckpointSigner(origin, Keyring.load(settings.layout.keys, origin).log)
    newest = read_checkpoint(checkpoint)
    with database(settings) as dsn, connect(dsn, settings.db_schema) as connection:
        size, mark = settle_mark_of(connection, settings.layout.high_water, signer, newest, is_newest=nothing_newer)
    if json:
        say_json({"size": size, "marked_size": mark.size, "missing": max(0, mark.size - size)})
        return
    say(
        f"高水位标记为 {mark.size}，数据库有 {size} 条。",
        f"The mark is at {mark.size}, the database at {size}.",
    )
    if mark.size > size:
        say(*WAYS_OUT)
