"""``chengjian lists``, ``measures``, ``purposes``: what the credit centre defines, and what is defined."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from domain.event import Event
from ledger.cli.institutions import Centre, KeyFile, Server
from ledger.cli.keys import read_key
from ledger.cli.ops import Json, start_command
from ledger.cli.output import say, say_json
from ledger.cli.sending import record, record_each
from ledger.cli.shipped import (
    ListIssuers,
    ListItems,
    MeasureIssuers,
    OnLists,
    Readers,
    Shipped,
    shipped_lists,
    shipped_measures,
    shipped_purposes,
)

File = Annotated[
    Path | None,
    typer.Argument(
        help="定义的 JSON 文件 · JSON file of the definition", exists=True, dir_okay=False, show_default=False
    ),
]


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


class _Hand(NamedTuple):
    """Who publishes, and where.

    Attributes:
        centre: Code of the credit centre.
        key: Its key file.
        server: Address of a server; None: the ledger on this machine.
    """

    centre: str
    key: Path
    server: str | None


_LISTS = _Kind("lists", "名单 · lists", "urn:chengjian:list-defined:v1", "list")
_MEASURES = _Kind("measures", "奖惩措施 · measures", "urn:chengjian:measure-defined:v1", "measure")
_PURPOSES = _Kind("purposes", "查询用途 · purposes of disclosure", "urn:chengjian:purpose-defined:v1", "purpose")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for kind, define in ((_LISTS, define_list), (_MEASURES, define_measure), (_PURPOSES, define_purpose)):
        group = typer.Typer(help=kind.help, no_args_is_help=True)
        group.command("define")(define)
        group.command("list")(_listing(kind))
        app.add_typer(group, name=kind.command)


def define_list(
    centre: Centre,
    key: KeyFile,
    file: File = None,
    shipped: Shipped = False,
    issuer: ListIssuers = None,
    item: ListItems = None,
    server: Server = None,
    json: Json = False,
) -> None:
    """发布名单或其下一个版本 · publish a list, or its next version (docs/events.md)."""
    _require_one_source(file, shipped, issuer, item)
    if file is None:
        _publish_shipped(shipped_lists(issuer or (), item or ()), _Hand(centre, key, server), is_json=json)
    else:
        _publish(_LISTS, file, _Hand(centre, key, server), is_json=json)


def define_measure(
    centre: Centre,
    key: KeyFile,
    file: File = None,
    shipped: Shipped = False,
    issuer: MeasureIssuers = None,
    on_list: OnLists = None,
    server: Server = None,
    json: Json = False,
) -> None:
    """发布奖惩措施或其下一个版本 · publish a measure, or its next version (docs/events.md)."""
    _require_one_source(file, shipped, issuer, on_list)
    if file is None:
        _publish_shipped(shipped_measures(issuer or (), on_list or ()), _Hand(centre, key, server), is_json=json)
    else:
        _publish(_MEASURES, file, _Hand(centre, key, server), is_json=json)


def define_purpose(
    centre: Centre,
    key: KeyFile,
    file: File = None,
    shipped: Shipped = False,
    reader: Readers = None,
    server: Server = None,
    json: Json = False,
) -> None:
    """发布查询用途或其下一个版本 · publish a purpose, or its next version (docs/events.md)."""
    _require_one_source(file, shipped, reader)
    if file is None:
        _publish_shipped(shipped_purposes(reader or ()), _Hand(centre, key, server), is_json=json)
    else:
        _publish(_PURPOSES, file, _Hand(centre, key, server), is_json=json)


def _require_one_source(file: Path | None, shipped: bool, *parties: Sequence[str] | None) -> None:
    """A file says who takes part by itself."""
    if (file is None) != shipped or (file is not None and any(parties)):
        raise typer.BadParameter(
            "写明定义的 JSON 文件，或者用 --shipped 及其单位 · name a JSON file, or --shipped with who takes part",
            param_hint="FILE",
        )


def _publish(kind: _Kind, file: Path, hand: _Hand, *, is_json: bool) -> None:
    from domain.registry import event_type
    from ledger.service.claims import claims_from_json

    event = event_type(kind.topic).from_claims(claims_from_json(file.read_bytes()), {})
    position = record(event, f"agency:{hand.centre}", read_key(hand.key), hand.server)
    if is_json:
        say_json({"index": position, "vct": event.TOPIC})
    else:
        say(f"已记录在第 {position} 位。", f"Recorded at position {position}.")


def _publish_shipped(events: Sequence[Event], hand: _Hand, *, is_json: bool) -> None:
    iss = f"agency:{hand.centre}"
    positions = record_each(events, iss, read_key(hand.key), hand.server, passing={"definition-version-order"})
    published = sum(position is not None for position in positions)
    known = len(positions) - published
    if is_json:
        say_json({"published": published, "known": known})
        return
    say(
        f"已发布 {published} 条，账本中原有 {known} 条。",
        f"Published: {published}. On record before: {known}.",
    )


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
