"""``chengjian submit``: an agency's 双公示 file, checked, signed, sent, receipted."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ledger.cli.handing_in import REFUSED, Lang, bars, ended_by_status, progress_bars, said_after, signing_key
from ledger.cli.output import say_json
from ledger.cli.usage import address_option

if TYPE_CHECKING:
    from ledger.intake.report import Report
    from ledger.intake.session import Link, Options, Session

Environment = Literal["test", "production"]


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("submit")(submit_command)


def submit_command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    file: Annotated[Path, typer.Argument(help="CSV、XLS 或 XLSX 文件 · CSV, XLS or XLSX file", show_default=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不提交 · check only")] = False,
    server: Annotated[
        str | None, typer.Option(callback=address_option, help="服务器地址 · address of the server")
    ] = None,
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
    from ledger.intake.session import Options

    if not dry_run and (server is None or key is None):
        raise typer.BadParameter("提交需要 --server 和 --key · submitting needs --server and --key (or --dry-run)")
    options = Options(file, standard, sheet, environment, catalogue_item, journal, sign_again, lang)
    with ended_by_status(file, is_dry=dry_run, is_json=json):
        status = _run(options, server, key, passphrase_file, is_dry=dry_run, is_json=json)
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
            link = session.connect(sheet, transport, signing_key(key, passphrase))
        with said_after(lines), bars(is_shown=not is_json, is_passing=True) as shown:
            checking = shown.add_task("检查 · check", total=len(sheet.header.data))
            report = session.check(sheet, link, lambda count: shown.advance(checking, count))
        if is_dry or link is None:
            if is_json:
                say_json({**report.to_json(), "files": session.files})
            return REFUSED if report.errors else 0
        with said_after(lines):
            return _submit(session, report, link, is_json=is_json)


def _submit(session: "Session", report: "Report", link: "Link", *, is_json: bool) -> int:
    from ledger.intake.telling import submitted_json

    with progress_bars(len(report.clean_rows), is_shown=not is_json) as progress:
        submitted = session.submit(report, link, progress)
    if is_json:
        say_json(submitted_json(report, submitted, session.files))
    return REFUSED if report.errors or submitted.refused or submitted.unsigned else 0
