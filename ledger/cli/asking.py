"""``chengjian board``, ``matter`` and ``look``: what is not public, asked of a server with a signed request (RFC 9421).

The identifier of a look is read from the terminal or from standard input, never from the command line: what stands
there is kept by shells and shown to everybody on the machine.
"""

import json as encoding
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import typer

from ledger.cli.handing_in import signing_key
from ledger.cli.ops import Json, start_command
from ledger.cli.output import say
from ledger.cli.sending import refused
from ledger.cli.usage import address_option

_TIMEOUT_S = 60.0
_OK = 200
_MOST_TASKS = 200
TASKS: Final[Mapping[str, tuple[str, str]]] = {
    "accept": ("受理", "take up"),
    "answer": ("核查答复", "answer"),
    "decide": ("作出决定", "decide"),
    "repair-accept": ("受理修复申请", "take up a repair"),
    "repair-decide": ("决定修复申请", "decide a repair"),
    "listing-hear": ("举行听证", "hold the hearing"),
    "listing-decide": ("作出列入决定", "decide a listing"),
    "listing-publish": ("公布列入", "publish a listing"),
    "revoke": ("更正或者撤销", "mend or revoke"),
    "recall": ("停止使用并确认", "stop using, and confirm"),
}
MATTERS: Final[Mapping[str, tuple[str, str]]] = {
    "objection": ("异议", "objection"),
    "complaint": ("投诉", "complaint"),
    "review": ("行政复议", "review"),
    "litigation": ("行政诉讼", "litigation"),
    "repair": ("信用修复", "repair"),
    "listing": ("名单列入", "listing"),
    "recall": ("召回", "recall"),
}

Matter = Literal["objection", "complaint", "review", "litigation", "repair", "listing", "recall"]
Key = Annotated[Path, typer.Option(help="签名密钥文件 · key file that signs the request", show_default=False)]
Passphrase = Annotated[Path | None, typer.Option("--passphrase-file", help="密钥口令文件 · file of its passphrase")]
Server = Annotated[
    str | None, typer.Option(callback=address_option, help="服务器地址，默认本机服务 · server; by default the one here")
]
Purpose = Annotated[
    str, typer.Option(help="查询用途，见 /api/v1/purposes · purpose of the look", show_default=False, metavar="ID")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("board")(board_command)
    app.command("matter")(matter_command)
    app.command("look")(look_command)


def board_command(
    key: Key,
    server: Server = None,
    passphrase_file: Passphrase = None,
    json: Json = False,
) -> None:
    """本单位待办事项与期限 · what waits for your body, the most urgent first."""
    found = _ask("GET", f"{_base(server)}/api/v1/board?limit={_MOST_TASKS}", b"", key, passphrase_file)
    if json:
        _print(found)
        return
    say(
        f"待办 {found['total']} 项，逾期 {found['overdue']} 项",
        f"Tasks: {found['total']}, overdue: {found['overdue']}",
    )
    for task in found["items"]:
        _tell(task)
    if found.get("next"):
        typer.echo(f"只列出最紧要的 {_MOST_TASKS} 项 · only the {_MOST_TASKS} most urgent")


def matter_command(
    matter: Annotated[Matter, typer.Argument(help="事项种类，见待办 · kind of the matter", show_default=False)],
    number: Annotated[str, typer.Argument(help="编号，见待办 · its id, as the board gives it", metavar="ID")],
    key: Key,
    purpose: Purpose = "objection",
    server: Server = None,
    passphrase_file: Passphrase = None,
) -> None:
    """查看待办事项涉及谁、哪些记录，查阅先入账 · what a task is about; the look is recorded first."""
    asked = {"matter": matter, "id": number, "purpose": purpose}
    _print(_ask("POST", f"{_base(server)}/api/v1/matters", _body(asked), key, passphrase_file))


def look_command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    key: Key,
    purpose: Purpose = "self-access",
    identifier_type: Annotated[str, typer.Option(help="标识种类：uscc、rid 等 · type of the identifier")] = "uscc",
    field: Annotated[list[str] | None, typer.Option(help="只看这些字段，可重复 · only these fields")] = None,
    as_of: Annotated[str | None, typer.Option(help="过去某日或叶子数 · an earlier day or number of leaves")] = None,
    after: Annotated[int | None, typer.Option(help="上一页给出的 next · the next of the page before")] = None,
    identity_evidence: Annotated[str | None, typer.Option(help="窗口：所核验的证件 · document checked")] = None,
    clerk: Annotated[str | None, typer.Option(help="窗口：经办人 · clerk")] = None,
    delegate: Annotated[str | None, typer.Option(help="窗口：单位的代理人 · who acts for it")] = None,
    delegation: Annotated[str | None, typer.Option(help="窗口：授权委托书 · his authorisation")] = None,
    server: Server = None,
    passphrase_file: Passphrase = None,
) -> None:
    """查阅档案：本人、窗口或者机关；标识从终端或标准输入读取 · look at a file; the identifier is asked for."""
    asked = {
        "identifier_type": identifier_type,
        "identifier": _identifier(),
        "purpose": purpose,
        "fields": field or None,
        "as_of": as_of,
        "after": after,
        "identity_evidence": identity_evidence,
        "clerk": clerk,
        "delegate": delegate,
        "delegation": delegation,
    }
    _print(_ask("POST", f"{_base(server)}/api/v1/looks", _body(asked), key, passphrase_file))


def _identifier() -> str:
    if sys.stdin.isatty():
        found: str = typer.prompt("标识号码 · identifier", hide_input=True, err=True)
        return found.strip()
    return sys.stdin.readline().strip()


def _base(server: str | None) -> str:
    settings = start_command()
    return settings.address if server is None else server.rstrip("/")


def _body(asked: dict[str, Any]) -> bytes:
    named = {name: value for name, value in asked.items() if value is not None}
    return encoding.dumps(named, ensure_ascii=False).encode()


def _ask(method: str, url: str, body: bytes, key: Path, passphrase: Path | None) -> dict[str, Any]:
    """Sign a request, send it, and give the answer.

    Raises:
        ServerRefusedError: The server refused it, with its own reason.
        UnusableFileError: The key cannot be used.
    """
    import httpx2

    from ledger.service.ledger import now
    from ledger.service.request_signing import RequestSigner

    signer = signing_key(key, passphrase)
    if signer is None:
        raise RuntimeError("a key is required")
    headers = RequestSigner(signer).headers(method, url, body, tag="chengjian", now=now())
    if body:
        headers["Content-Type"] = "application/json"
    answer = httpx2.request(method, url, content=body, headers=headers, timeout=_TIMEOUT_S)
    if answer.status_code != _OK:
        raise refused(answer)
    found: dict[str, Any] = answer.json()
    return found


def _print(value: dict[str, Any]) -> None:
    typer.echo(encoding.dumps(value, ensure_ascii=False, indent=2))


def _tell(task: dict[str, Any]) -> None:
    """Tell one task in two lines: what there is to do about which matter, and by when."""
    (todo_zh, todo_en), (matter_zh, matter_en) = TASKS[task["kind"]], MATTERS[task["matter"]]
    due, left, rule = task.get("due_on"), task.get("days_left"), task.get("rule") or ""
    when_zh = "没有期限" if due is None else f"{due}（剩 {left} 日）"
    when_en = "no last day" if due is None else f"{due} ({left} days left)"
    typer.echo(f"{task['id']}  {todo_zh} · {matter_zh}  {when_zh}  {rule}".rstrip())
    typer.echo(f"    {todo_en} · {matter_en}, {when_en}")
