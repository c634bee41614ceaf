"""``chengjian audit-presentation``: everything that can still be opened, for an auditor of conduct.

The file holds the personal data of everybody on record, in the clear. It is made for one audit that a law orders, read
by nobody but its owner (mode 0600), and destroyed afterwards (docs/verify.md, "Conduct").
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import orjson
import typer

from ledger.cli.ops import Json, start_command
from ledger.cli.output import say, say_json

if TYPE_CHECKING:
    from ledger.service.ledger import Ledger

_RANGE = 1_000
_OWNER_ONLY = 0o600


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("audit-presentation")(presentation_command)


def presentation_command(
    out: Annotated[Path, typer.Argument(metavar="OUT.ndjson", help="新文件 · a new file", dir_okay=False)],
    size: Annotated[int | None, typer.Option(help="只到日志的前 N 条 · only the first N entries", min=0)] = None,
    json: Json = False,
) -> None:
    """导出供履职审计使用的全部披露（极敏感，仅限依法审计） · write every disclosure for an audit (highly sensitive)."""
    from rich.progress import Progress

    from ledger.service.ledger import open_ledger

    with open_ledger(start_command()) as ledger, Progress(disable=json, transient=True) as bar:
        task = bar.add_task("导出 · writing", total=None)
        with _new_file(out) as file:
            count = write_presentation(
                ledger, file, size, lambda done, total: bar.update(task, completed=done, total=total)
            )
    if json:
        say_json({"entries": count, "file": str(out)})
    else:
        say(
            f"已写出 {count} 条的披露：{out}。其中是全部主体的个人信息：只交给依法审计的人，用后销毁。",
            f"Wrote the disclosures of {count} entries to {out}. They are everybody's personal data: hand them to the"
            " auditor alone, and destroy them afterwards.",
        )


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that only its owner can read; remove it again if it was not written to the end.

    Raises:
        BadParameter: It is there already.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    except FileExistsError as error:
        raise typer.BadParameter(f"{path} 已经存在 · exists already") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink()
        raise


def write_presentation(ledger: "Ledger", file: BinaryIO, size: int | None, progress: Callable[[int, int], None]) -> int:
    """Write one line for each entry whose disclosures, or some of them, can still be opened.

    Args:
        ledger: The ledger.
        file: Where they go.
        size: Number of entries looked at, as in a checkpoint; None: all.
        progress: Called with entries looked at and entries in all.

    Returns:
        Number of lines.
    """
    count = 0
    with ledger.pool.connection() as connection, connection.cursor() as cursor:
        held = ledger.source.size(cursor)
        end = held if size is None else min(size, held)
        for start in range(0, end, _RANGE):
            stop = min(start + _RANGE, end)
            for record in ledger.source.read(cursor, start, stop):
                disclosures = record.disclosures()
                if disclosures:
                    line = {"disclosures": disclosures, "position": record.position}
                    file.write(orjson.dumps(line) + b"\n")
                    count += 1
            progress(stop, end)
    return count
