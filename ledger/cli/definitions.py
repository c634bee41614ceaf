"""``chengjian lists``, ``measures``, ``purposes``: what the credit centre defines, and what is defined."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from ledger.cli.institutions import KeyFile, Server
from ledger.cli.keys import read_key
from ledger.cli.ops import Json, start_command
from ledger.cli.output import say, say_json
from ledger.cli.sending import record

File = Annotated[
    Path, typer.Argument(help="定义的 JSON 文件 · JSON file of the definition", exists=True, dir_okay=False)
]
Centre = Annotated[str, typer.Option(help="信用中心代码 · code of the credit centre")]


class _Kind(NamedTuple):
    """One kind of definition.

    Attributes:
        command: Name of its group of commands.
        help: What the group is about.
        topic: Of the event that defines it.
        claim: The claim that holds its id.
    """

    command: str
    help: str
    topic: str
    claim: str


_KINDS = (
    _Kind("lists", "名单 · lists", "urn:chengjian:list-defined:v1", "list"),
    _Kind("measures", "奖惩措施 · measures", "urn:chengjian:measure-defined:v1", "measure"),
    _Kind("purposes", "查询用途 · purposes of disclosure", "urn:chengjian:purpose-defined:v1", "purpose"),
)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for kind in _KINDS:
        group = typer.Typer(help=kind.help, no_args_is_help=True)
        group.command("define")(_defining(kind))
        group.command("list")(_listing(kind))
        app.add_typer(group, name=kind.command)


def _defining(kind: _Kind) -> Callable[..., None]:
    def define(file: File, centre: Centre, key: KeyFile, server: Server = None, json: Json = False) -> None:
        """发布下一个版本 · publish the next version (docs/events.md)."""
        from domain.registry import event_type
        from ledger.service.claims import claims_from_json

        event = event_type(kind.topic).from_claims(claims_from_json(file.read_bytes()), {})
        position = record(event, f"agency:{centre}", read_key(key), server)
        if json:
            say_json({"index": position, "vct": event.TOPIC})
        else:
            say(f"已记录在第 {position} 位。", f"Recorded at position {position}.")

    return define


def _listing(kind: _Kind) -> Callable[..., None]:
    def list_versions(json: Json = False) -> None:
        """列出本机账本中的各个版本 · show every version in the ledger on this machine."""
        found = sorted(_recorded(kind), key=lambda claims: str(claims[kind.claim]))  # stable: versions keep their order
        if json:
            say_json({kind.command: found})
            return
        for claims in found:
            period = f"{claims['effective_from']}–{claims.get('effective_to', '')}"
            parts = (f"{claims[kind.claim]} v{claims['version']}", claims["name"], period, claims["legal_basis"])
            typer.echo("\t".join(map(str, parts)))
        say(f"共 {len(found)} 个版本。", f"Versions: {len(found)}.")

    return list_versions


def _recorded(kind: _Kind) -> Iterator[Mapping[str, object]]:
    """Give the plain claims of every definition of a kind, in the order of the log."""
    from ledger.append import QueryItem
    from ledger.service.entries import statement_of
    from ledger.service.ledger import open_ledger

    with open_ledger(start_command()) as ledger:
        for stored in ledger.reader.read_by_tags((QueryItem(types=(kind.topic,)),)).entries:
            yield statement_of(stored.entry).plain
