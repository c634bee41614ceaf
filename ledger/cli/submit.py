"""``chengjian submit``: an agency's 双公示 file, checked, signed, sent, receipted.

Exit status: 0 everything is right (and recorded); 1 rows were refused, here or by the server; 2 the file, the key or
the command cannot be used; 3 stopped before everything was answered: run it again, nothing is doubled.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ledger.cli.output import complain, say, say_json

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

    from ledger.crypto.keys import SigningKey
    from ledger.intake.errors import IntakeError
    from ledger.intake.report import Report
    from ledger.intake.session import Link, Options, Session
    from ledger.intake.submission.work import Progress

REFUSED, UNUSABLE, UNFINISHED = 1, 2, 3

Lang = Literal["zh", "en"]
Environment = Literal["test", "production"]


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("submit")(submit_command)


def submit_command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    file: Annotated[Path, typer.Argument(help="CSV、XLS 或 XLSX 文件 · CSV, XLS or XLSX file", show_default=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不提交 · check only")] = False,
    server: Annotated[str | None, typer.Option(help="服务器地址 · address of the server")] = None,
    key: Annotated[Path | None, typer.Option(help="本单位的签名密钥文件 · the agency's key file")] = None,
    passphrase_file: Annotated[Path | None, typer.Option(help="密钥口令文件 · file of the passphrase")] = None,
    catalogue_item: Annotated[str | None, typer.Option(help="目录事项，唯一时可省略 · catalogue item")] = None,
    standard: Annotated[str | None, typer.Option(help="数据标准，默认按表头识别 · data standard")] = None,
    sheet: Annotated[str | None, typer.Option(help="工作表名称 · name of the sheet")] = None,
    environment: Annotated[Environment | None, typer.Option(help="不连服务器时的账本类别 · kind of ledger")] = None,
    journal: Annotated[Path | None, typer.Option(help="日志文件的位置 · where the journal lies")] = None,
    sign_again: Annotated[bool, typer.Option("--sign-again", help="重签被拒的行 · sign refused rows anew")] = False,
    lang: Annotated[Lang, typer.Option(help="输出语言 · language of the output")] = "zh",
    json: Annotated[bool, typer.Option("--json", help="机器可读输出 · machine-readable output")] = False,
) -> None:
    """检查、签名并提交一个双公示文件 · check, sign and submit a 双公示 file."""
    from ledger.intake.errors import IntakeError, UploadError
    from ledger.intake.session import Options

    if not dry_run and (server is None or key is None):
        raise typer.BadParameter("提交需要 --server 和 --key · submitting needs --server and --key (or --dry-run)")
    options = Options(file, standard, sheet, environment, catalogue_item, journal, sign_again, lang)
    try:
        status = _run(options, server, key, passphrase_file, is_dry=dry_run, is_json=json)
    except IntakeError as error:
        _fail(error, is_json=json)
        raise typer.Exit(UNFINISHED if isinstance(error, UploadError) else UNUSABLE) from error
    except OSError as error:
        name, reason = Path(error.filename or file).name, error.strerror or type(error).__name__
        _fail(IntakeError("place-unwritable", name=name, reason=reason), is_json=json)
        raise typer.Exit(UNUSABLE if dry_run else UNFINISHED) from error
    except KeyboardInterrupt as error:
        say("已中断；再次运行同一命令即可继续，不会重复。", "Stopped; run it again to go on, nothing is doubled.")
        raise typer.Exit(UNFINISHED) from error
    raise typer.Exit(status)


def _run(
    options: "Options", server: str | None, key: Path | None, passphrase: Path | None, *, is_dry: bool, is_json: bool
) -> int:
    from ledger.intake.session import Session
    from ledger.intake.submission.http_transport import HttpTransport

    lines: list[str] = []
    session = Session(options, echo=(lambda _: None) if is_json else lines.append)
    with ExitStack() as stack:
        sheet = session.open()
        link = None
        if server is not None:
            transport = stack.enter_context(HttpTransport(server))
            link = session.connect(sheet, transport, _signing_key(key, passphrase))
        with _said_after(lines), _bars(is_shown=not is_json, is_passing=True) as bars:
            checking = bars.add_task("检查 · check", total=len(sheet.header.data))
            report = session.check(sheet, link, lambda count: bars.advance(checking, count))
        if is_dry or link is None:
            if is_json:
                say_json({**report.to_json(), "files": session.files})
            return REFUSED if report.errors else 0
        with _said_after(lines):
            return _submit(session, report, link, is_json=is_json)


def _submit(session: "Session", report: "Report", link: "Link", *, is_json: bool) -> int:
    from ledger.intake.telling import submitted_json

    with _progress(len(report.clean_rows), is_shown=not is_json) as progress:
        submitted = session.submit(report, link, progress)
    if is_json:
        say_json(submitted_json(report, submitted, session.files))
    return REFUSED if report.errors or submitted.refused or submitted.unsigned else 0


def _signing_key(path: Path | None, passphrase: Path | None) -> "SigningKey | None":
    """Read the key; ask for its passphrase if it has one and somebody is there to answer."""
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
def _progress(rows: int, *, is_shown: bool) -> Iterator["Progress"]:
    """Two bars: rows signed, rows answered."""
    from ledger.intake.submission.work import Progress

    with _bars(is_shown=is_shown) as bars:
        signing = bars.add_task("签名 · sign", total=rows)
        sending = bars.add_task("提交 · send", total=rows)
        yield Progress(
            on_signed=lambda count: bars.advance(signing, count), on_answered=lambda count: bars.advance(sending, count)
        )


@contextmanager
def _said_after(lines: list[str]) -> Iterator[None]:
    """Print what was said meanwhile: a bar that still moves would take it to standard error."""
    try:
        yield
    finally:
        for line in lines:
            typer.echo(line)
        lines.clear()


def _bars(*, is_shown: bool, is_passing: bool = False) -> "Bars":
    """Bars on standard error; passing ones leave nothing behind."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Bars(*columns, console=Console(stderr=True), disable=not is_shown, transient=is_passing)


def _fail(error: "IntakeError", *, is_json: bool) -> None:
    if is_json:
        texts = {"message_zh": error.message_zh, "message_en": error.message_en}
        say_json({"error": error.reason, **texts, "mend_zh": error.mend_zh, "mend_en": error.mend_en})
    else:
        complain(error)
