"""``chengjian erase``: destroy the data of a record or of a whole subject; the log keeps the proof that it was done."""

from typing import Annotated, Literal

import typer

from ledger.cli.ops import Json, start_command
from ledger.cli.output import say, say_json

Ground = Annotated[
    Literal["retention_ended", "court_order", "unlawful_record"],
    typer.Option(help="公开的理由：保存期满、法院裁判、违法记录 · the ground, in plain"),
]
Reason = Annotated[str, typer.Option(help="理由说明，封存 · the reason in words, sealed")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    erase = typer.Typer(help="清除数据 · erase data", no_args_is_help=True)
    erase.command("record")(erase_record)
    erase.command("subject")(erase_subject)
    app.add_typer(erase, name="erase")


def erase_record(
    jti: Annotated[str, typer.Argument(help="该记录陈述的 jti · jti of the fact's statement")],
    ground: Ground,
    reason: Reason,
    json: Json = False,
) -> None:
    """清除一条记录的数据 · erase the data of one fact."""
    from ledger.service.ledger import open_ledger

    with open_ledger(start_command()) as ledger:
        _done(ledger.erasure.erase_record(jti, ground, reason, ledger.genesis), json=json)


def erase_subject(
    identifier_type: Annotated[str, typer.Argument(help="号码类型，如 uscc、rid · type of identifier")],
    ground: Ground,
    reason: Reason,
    json: Json = False,
) -> None:
    """清除一个主体的全部数据；号码从标准输入读取 · erase a subject; the identifier is asked for, never an argument."""
    from domain.identifier import parse_identifier
    from ledger.service.ledger import open_ledger

    identifier = parse_identifier(identifier_type, typer.prompt("号码 · identifier", hide_input=True, err=True))
    with open_ledger(start_command()) as ledger:
        _done(ledger.erasure.erase_subject(identifier, ground, reason, ledger.genesis), json=json)


def _done(position: int, *, json: bool) -> None:
    if json:
        say_json({"index": position})
    else:
        say(f"已清除，记录在第 {position} 位。", f"Erased; recorded at position {position}.")
