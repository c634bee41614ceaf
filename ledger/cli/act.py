"""``chengjian act``: due process as clerks record it, one act or many, checked, signed, sent, receipted."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ledger.cli.handing_in import (
    REFUSED,
    Lang,
    bars,
    ended_by_status,
    progress_bars,
    said_after,
    signing_key,
)
from ledger.cli.ops import start_command
from ledger.cli.output import say, say_json
from ledger.cli.usage import address_option, code_option

if TYPE_CHECKING:
    from ledger.intake.act.acts import Act
    from ledger.intake.act.prepare import By
    from ledger.intake.act.recording import ActTransport
    from ledger.intake.act.session import ActOptions
    from ledger.intake.act.source import ActFile

Form = Literal["csv", "json", "xlsx"]
Code = Annotated[
    str | None, typer.Option("--agency", callback=code_option, help="签名单位代码 · code of the body that signs")
]


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("act")(act_command)


@dataclass(frozen=True, slots=True)
class _Keys:
    """Which key signs, as it was asked for.

    Attributes:
        by: Whose key; ``None``: none was named.
        file: Where it lies.
        passphrase: File of its passphrase.
        agency: Code of the body.
    """

    by: "By | None"
    file: Path | None
    passphrase: Path | None
    agency: str


def act_command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    name: Annotated[
        str | None, typer.Argument(help="行为名称，见 --list · name of the act", show_default=False)
    ] = None,
    file: Annotated[Path | None, typer.Argument(help="JSON、NDJSON、CSV、XLSX 文件 · file", show_default=False)] = None,
    show: Annotated[bool, typer.Option("--list", help="列出全部行为 · list every act")] = False,
    template: Annotated[Form | None, typer.Option(help="写出空白模板 · write an empty template")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不提交 · check only")] = False,
    server: Annotated[
        str | None,
        typer.Option(callback=address_option, help="服务器地址；缺省为本机账本 · server; else the ledger here"),
    ] = None,
    key: Annotated[Path | None, typer.Option(help="本单位的签名密钥 · the body's key file")] = None,
    agency: Code = None,
    window: Annotated[Path | None, typer.Option(help="信用中心窗口的密钥 · key file of the window")] = None,
    own: Annotated[Path | None, typer.Option(help="当事人自己的密钥 · the subject's own key file")] = None,
    passphrase_file: Annotated[Path | None, typer.Option(help="密钥口令文件 · file of the passphrase")] = None,
    identity_evidence: Annotated[str, typer.Option(help="窗口：核验的身份证件 · document of identity")] = "",
    clerk: Annotated[str, typer.Option(help="窗口：经办人 · clerk")] = "",
    delegate: Annotated[str, typer.Option(help="窗口：代理人 · delegate")] = "",
    delegation: Annotated[str, typer.Option(help="窗口：授权委托书 · authorisation")] = "",
    edition: Annotated[int | None, typer.Option(min=1, help="规则版次，缺省向账本查询 · edition of the rules")] = None,
    sheet: Annotated[str | None, typer.Option(help="工作表名称 · name of the sheet")] = None,
    journal: Annotated[Path | None, typer.Option(help="日志文件的位置 · where the journal lies")] = None,
    sign_again: Annotated[bool, typer.Option("--sign-again", help="重签被拒的行 · sign refused rows anew")] = False,
    lang: Annotated[Lang, typer.Option(help="输出语言 · language of the output")] = "zh",
    json: Annotated[bool, typer.Option("--json", help="机器可读输出 · machine-readable output")] = False,
) -> None:
    """记录正当程序中的一项行为 · record an act of due process: notice, decision, objection, repair."""
    from ledger.intake.act.prepare import WINDOW
    from ledger.intake.act.session import ActOptions

    if show:
        _show_list(lang, is_json=json)
        return
    act = _act(name)
    if template is not None:
        _write_template(act, template, file)
        return
    if file is None:
        raise typer.BadParameter("缺少文件 · a file is missing", param_hint="FILE")
    keys = _keys(act, key, window, own, agency, passphrase_file, is_dry=dry_run)
    said = dict(zip(WINDOW, (identity_evidence, clerk, delegate, delegation), strict=True))
    options = ActOptions(act, file, sheet, edition, keys.by, said, journal, sign_again, lang)
    with ended_by_status(file, is_dry=dry_run, is_json=json):
        status = _run(options, keys, server, is_dry=dry_run, is_json=json)
    raise typer.Exit(status)


def _show_list(lang: Lang, *, is_json: bool) -> None:
    from ledger.intake.act.telling import list_json, list_lines

    if is_json:
        say_json({"acts": list_json()})
        return
    for line in list_lines(lang):
        typer.echo(line)


def _act(name: str | None) -> "Act":
    from ledger.intake.act.acts import ACTS

    if name is None:
        raise typer.BadParameter("缺少名称；用 --list 列出 · a name is missing; see --list", param_hint="NAME")
    if name not in ACTS:
        raise typer.BadParameter(f"没有“{name}”；用 --list 列出 · there is no {name}; see --list", param_hint="NAME")
    return ACTS[name]


def _write_template(act: "Act", form: Form, file: Path | None) -> None:
    from ledger.intake.act.template import template

    path = file or Path(f"{act.name}.{form}")
    if path == Path("-"):
        typer.get_binary_stream("stdout").write(template(act, form))
        return
    try:
        with path.open("xb") as out:
            out.write(template(act, form))
    except FileExistsError as error:
        raise typer.BadParameter(f"{path} 已存在 · {path} exists", param_hint="FILE") from error
    say(f"已写出 {path}。", f"Written: {path}.")


def _keys(
    act: "Act",
    key: Path | None,
    window: Path | None,
    own: Path | None,
    agency: str | None,
    passphrase: Path | None,
    *,
    is_dry: bool,
) -> _Keys:
    """Find out who signs, and that he may sign such an act at all."""
    pairs: list[tuple[By, Path | None]] = [("agency", key), ("window", window), ("own", own)]
    named = [(by, path) for by, path in pairs if path is not None]
    allowed = ("window",) if act.is_for_window_only else ("window", "own") if act.is_request else ("agency",)
    wanted = "、".join({"agency": "--key", "window": "--window", "own": "--own"}[one] for one in allowed)
    if len(named) > 1 or any(by not in allowed for by, _ in named) or not (named or is_dry):
        raise typer.BadParameter(f"{act.name} 用 {wanted} 签名 · {act.name} is signed with {wanted}")
    if not named:
        return _Keys(None, None, passphrase, agency or "")
    ((by, path),) = named
    if by != "own" and agency is None and not is_dry:
        raise typer.BadParameter("需要 --agency 单位代码 · --agency is needed, the code of the body")
    return _Keys(by, path, passphrase, agency or "")


def _run(options: "ActOptions", keys: _Keys, server: str | None, *, is_dry: bool, is_json: bool) -> int:
    from ledger.intake.act import telling
    from ledger.intake.act.recording import find_signer
    from ledger.intake.act.session import ActSession

    lines: list[str] = []
    session = ActSession(options, echo=(lambda _: None) if is_json else lines.append)
    file = session.open()
    if keys.by == "window" and not is_dry and not is_json:
        session.options = replace(options, window=_asked(options, file))
    with ExitStack() as stack, said_after(lines):
        transport = None if is_dry and server is None else stack.enter_context(_ledger(server))
        signing = None if is_dry or keys.file is None else signing_key(keys.file, keys.passphrase)
        signer = None
        if signing is not None and transport is not None and keys.by is not None:
            signer = find_signer(keys.by, keys.agency, signing, transport)
        with bars(is_shown=not is_json, is_passing=True) as shown:
            checking = shown.add_task("检查 · check", total=len(file.rows))
            rows = session.check(file, transport)
            shown.advance(checking, len(rows))
        has_errors = not all(row.is_clean for row in rows)
        if signer is None or transport is None:
            if is_json:
                say_json(telling.check_json(file, options.act, rows))
            return REFUSED if has_errors else 0
        with progress_bars(sum(row.is_clean for row in rows), is_shown=not is_json) as progress:
            submitted = session.record(file, rows, signer, transport, progress)
        if is_json:
            say_json(telling.recorded_json(file, options.act, rows, submitted, session.files))
        return REFUSED if has_errors or submitted.refused or submitted.unsigned else 0


@contextmanager
def _ledger(server: str | None) -> Iterator["ActTransport"]:
    """The server, or the ledger on this machine."""
    if server is not None:
        from ledger.intake.submission.http_transport import HttpTransport

        with HttpTransport(server) as transport:
            yield transport
        return
    from ledger.cli.here import LedgerHere
    from ledger.service.ledger import open_ledger

    with open_ledger(start_command()) as ledger:
        yield LedgerHere(ledger)


def is_answered() -> bool:
    """Tell whether somebody sits at the terminal."""
    return sys.stdin.isatty()


def _asked(options: "ActOptions", file: "ActFile") -> Mapping[str, str]:
    """Ask how the window knew the one subject of the file, where nothing says so and somebody is there to answer."""
    from ledger.intake.act.headings import heading_of

    said = dict(options.window)
    if len(file.rows) != 1 or not is_answered():
        return said
    (row,) = file.rows
    for name, value in said.items():
        if not value and not row.values.get(name):
            zh, en = heading_of(options.act.name, name)
            said[name] = typer.prompt(f"{zh} · {en}", default="", show_default=False, err=True)
    return said
