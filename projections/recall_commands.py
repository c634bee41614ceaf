"""``chengjian recalls``: where recipients take recalls, and one round of the courier."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli.ops import Json, start_command
from ledger.cli.output import say, say_json

if TYPE_CHECKING:
    from ledger.service.recall_addresses import RecallAddresses
    from projections.courier import Round

Code = Annotated[str, typer.Argument(help="接收单位的统一社会信用代码 · the recipient's unified social credit code")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    recalls = typer.Typer(help="召回送达 · the delivery of recalls", no_args_is_help=True)
    address = typer.Typer(help="接收地址 · where recipients take them", no_args_is_help=True)
    address.command("set")(set_address)
    address.command("list")(list_addresses)
    address.command("remove")(remove_address)
    recalls.add_typer(address, name="address")
    recalls.command("deliver-once")(deliver_once)
    app.add_typer(recalls, name="recalls")


def set_address(
    code: Code,
    url: Annotated[str, typer.Argument(help="https 地址；http 只限本机 · https address; http to this machine only")],
    json: Json = False,
) -> None:
    """设置一个单位接收召回的地址 · set where a recipient takes recalls."""
    _addresses().put(code, url)
    if json:
        say_json({"code": code, "url": url})
    else:
        say("地址已设置，下一轮起生效。", "The address is set; it counts from the next round on.")


def list_addresses(json: Json = False) -> None:
    """列出接收召回的地址 · list where recipients take recalls."""
    addresses = _addresses().read()
    if json:
        say_json({"addresses": dict(addresses)})
        return
    if not addresses:
        say("没有设置地址；召回只在各单位的看板上。", "No address is set; recalls stand on the boards alone.")
    for code, url in addresses.items():
        typer.echo(f"{code}\t{url}")


def remove_address(code: Code, json: Json = False) -> None:
    """不再向一个单位送达，召回仍在其看板上 · deliver no more to a recipient; recalls stay on its board."""
    was_there = _addresses().remove(code)
    if json:
        say_json({"code": code, "removed": was_there})
    elif was_there:
        say("地址已删除。", "The address is removed.")
    else:
        say("该单位没有地址。", "This unit has no address.")


def deliver_once(json: Json = False) -> None:
    """立即送达一轮，不等待 · send at once what waits, without the irregular wait."""
    from ledger.service.ledger import open_ledger
    from projections.courier import Courier, Waits

    rounds: list[Round] = []
    with open_ledger(start_command()) as ledger:
        courier = Courier(ledger, waits=Waits(first_s=(0.0, 0.0)))
        while not rounds or rounds[-1].is_more:
            rounds.append(courier.run_once())
    _print(rounds, as_json=json)


def _addresses() -> "RecallAddresses":
    from ledger.service.ledger import read_origin
    from ledger.service.recall_addresses import RecallAddresses

    layout = start_command().layout
    read_origin(layout)
    return RecallAddresses(layout.recall_addresses)


def _print(rounds: "Sequence[Round]", *, as_json: bool) -> None:
    total = {name: sum(getattr(one, name) for one in rounds) for name in ("delivered", "failed", "left")}
    total["waiting"] = rounds[-1].waiting
    if as_json:
        say_json({**total, "is_leader": rounds[-1].is_leader})
        return
    if not rounds[-1].is_leader:
        say("另一个进程正在做这件事。", "Another process is at it.")
        return
    say(
        f"送达 {total['delivered']}，未收 {total['failed']}，待记录 {total['left']}；仍在等待 {total['waiting']}。",
        f"Delivered {total['delivered']}, not taken {total['failed']}, to be recorded {total['left']}; "
        f"{total['waiting']} still wait.",
    )
