"""What the commands that hand in files share: the key, the bars, how they end and what they say then.

Exit status: 0 everything is right (and recorded); 1 rows were refused, here or by the ledger; 2 the file, the key or
the command cannot be used; 3 stopped before everything was answered: run it again, nothing is doubled.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from ledger.cli.output import complain, say, say_json

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

    from ledger.crypto.keys import SigningKey
    from ledger.intake.errors import IntakeError
    from ledger.intake.submission.work import Progress

REFUSED, UNUSABLE, UNFINISHED = 1, 2, 3

Lang = Literal["zh", "en"]


@contextmanager
def ended_by_status(file: Path, *, is_dry: bool, is_json: bool) -> Iterator[None]:
    """Say what stopped a command, and end it with the status that tells scripts."""
    from ledger.intake.errors import IntakeError, UploadError

    try:
        yield
    except IntakeError as error:
        fail(error, is_json=is_json)
        raise typer.Exit(UNFINISHED if isinstance(error, UploadError) else UNUSABLE) from error
    except OSError as error:
        name, reason = Path(error.filename or file).name, error.strerror or type(error).__name__
        fail(IntakeError("place-unwritable", name=name, reason=reason), is_json=is_json)
        raise typer.Exit(UNUSABLE if is_dry else UNFINISHED) from error
    except KeyboardInterrupt as error:
        say("已中断；再次运行同一命令即可继续，不会重复。", "Stopped; run it again to go on, nothing is doubled.")
        raise typer.Exit(UNFINISHED) from error


def signing_key(path: Path | None, passphrase: Path | None) -> "SigningKey | None":
    """Read the key; ask for its passphrase if it has one and no file of it is named.

    Raises:
        UnusableFileError: The file is missing, open to others, damaged or locked.
    """
    from ledger.intake.submission.signing import is_locked, read_passphrase, read_signing_key

    if path is None:
        return None
    word = None
    if passphrase is not None:
        word = read_passphrase(passphrase)
    elif is_locked(path):
        word = typer.prompt("密钥口令 · passphrase", hide_input=True, err=True)
    return read_signing_key(path, word)


@contextmanager
def progress_bars(rows: int, *, is_shown: bool) -> Iterator["Progress"]:
    """Two bars: rows signed, rows answered."""
    from ledger.intake.submission.work import Progress

    with bars(is_shown=is_shown) as shown:
        signing = shown.add_task("签名 · sign", total=rows)
        sending = shown.add_task("提交 · send", total=rows)
        yield Progress(
            on_signed=lambda count: shown.advance(signing, count),
            on_answered=lambda count: shown.advance(sending, count),
        )


@contextmanager
def said_after(lines: list[str]) -> Iterator[None]:
    """Print what was said meanwhile: a bar that still moves would take it to standard error."""
    try:
        yield
    finally:
        for line in lines:
            typer.echo(line)
        lines.clear()


def bars(*, is_shown: bool, is_passing: bool = False) -> "Bars":
    """Bars on standard error; passing ones leave nothing behind."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Bars(*columns, console=Console(stderr=True), disable=not is_shown, transient=is_passing)


def fail(error: "IntakeError", *, is_json: bool) -> None:
    """Say what ended a command."""
    if is_json:
        texts = {"message_zh": error.message_zh, "message_en": error.message_en}
        say_json({"error": error.reason, **texts, "mend_zh": error.mend_zh, "mend_en": error.mend_en})
    else:
        complain(error)
