"""Commands of the root key's keeper and of the credit centre: open a ledger, enrol agencies and keys, publish items."""

import json
from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer

from domain.event import Event
from ledger.cli.keys import read_key
from ledger.cli.ops import Json, start_command
from ledger.cli.output import say, say_json
from ledger.cli.sending import record
from ledger.cli.usage import address_option, code_option
from ledger.operation_error import OperationError

RootKey = Annotated[Path, typer.Option("--root-key", help="根密钥文件 · root key file", exists=True, dir_okay=False)]
KeyFile = Annotated[Path, typer.Option("--key", help="签名密钥文件 · signing key file", exists=True, dir_okay=False)]
Server = Annotated[
    str | None,
    typer.Option(
        "--server",
        callback=address_option,
        help="服务器地址；缺省为本机账本 · server address; by default the ledger on this machine",
    ),
]
Centre = Annotated[str, typer.Option(callback=code_option, help="信用中心代码 · code of the credit centre")]
Agency = Annotated[str, typer.Argument(help="机关统一社会信用代码 · unified social credit code of the agency")]
Holder = Annotated[str, typer.Argument(help="持有者：platform 或 agency:代码 · holder: platform or agency:CODE")]


class ProvidersMissingError(OperationError):
    """An item to be published names nobody who may report it, as the ones that ship do."""

    code: ClassVar[str] = "item-providers-missing"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("init")(init)
    app.command("policy")(policy)
    agency = typer.Typer(help="机关 · agencies", no_args_is_help=True)
    agency.command("enrol")(enrol_agency)
    agency.command("close")(close_agency)
    app.add_typer(agency, name="agency")
    key = typer.Typer(help="机关密钥 · agencies' keys", no_args_is_help=True)
    key.command("enrol")(enrol_key)
    key.command("rotate")(rotate_key)
    key.command("revoke")(revoke_key)
    app.add_typer(key, name="agency-key")
    item = typer.Typer(help="目录事项 · catalogue items", no_args_is_help=True)
    item.command("publish")(publish_item)
    item.command("withdraw")(withdraw_item)
    app.add_typer(item, name="item")


def init(
    root_key: RootKey,
    origin: Annotated[
        str, typer.Option(help="账本名，测试账本以 test. 开头 · the log's origin; test. for a test ledger")
    ],
    jurisdiction: Annotated[str, typer.Option(help="行政区划代码，六位 · GB/T 2260 code, six digits")],
    name: Annotated[str, typer.Option(help="行政区划名称 · name of the jurisdiction")],
) -> None:
    """开设账本：生成密钥并写入第一条 · open a ledger: make its keys and record its first entries."""
    from ledger.service.ceremony import create_ledger

    settings = start_command()
    root = read_key(root_key)
    create_ledger(settings, root, origin=origin, jurisdiction=jurisdiction, jurisdiction_name=name)
    say(
        f"账本 {origin} 已开设。根密钥请离线保管，服务器不需要它。",
        f"The ledger {origin} is open. Keep the root key offline: no server needs it.",
    )


def policy() -> None:
    """输出核验策略文件 · print the policy file that verifiers pin."""
    from ledger.service.ledger import open_ledger

    with open_ledger(start_command()) as ledger:
        typer.echo(json.dumps(ledger.policy(), ensure_ascii=False, indent=2))


def enrol_agency(
    agency: Agency,
    name: Annotated[str, typer.Argument(help="机关名称 · name of the agency")],
    root_key: RootKey,
    role: Annotated[list[str], typer.Option(help="provider、credit_centre、court、auditor，可多次 · may be repeated")],
    server: Server = None,
    json: Json = False,
) -> None:
    """登记机关 · enrol an agency."""
    from domain.agency.events import AgencyEnrolled

    event = AgencyEnrolled.from_claims({"agency": agency, "name": name, "roles": tuple(sorted(set(role)))}, {})
    _record(event, "root", root_key, server, json=json)


def close_agency(agency: Agency, root_key: RootKey, server: Server = None, json: Json = False) -> None:
    """注销机关 · close an agency."""
    from domain.agency.events import AgencyClosed

    _record(AgencyClosed.from_claims({"agency": agency}, {}), "root", root_key, server, json=json)


def enrol_key(holder: Holder, public_key: str, root_key: RootKey, server: Server = None, json: Json = False) -> None:
    """登记公钥 · enrol a public key, as `chengjian key new` printed it."""
    from domain.key.events import KeyEnrolled
    from domain.thumbprint import thumbprint

    claims = {"holder": holder, "kid": thumbprint(public_key), "public_key": public_key}
    event = KeyEnrolled.from_claims(claims, {})
    _record(event, "root", root_key, server, json=json)


def rotate_key(holder: Holder, public_key: str, key: KeyFile, server: Server = None, json: Json = False) -> None:
    """用现有密钥换上新公钥 · put a new public key in the place of the one that signs."""
    from domain.key.events import KeyRotated
    from domain.thumbprint import thumbprint

    claims = {"holder": holder, "old_kid": read_key(key).kid, "kid": thumbprint(public_key), "public_key": public_key}
    event = KeyRotated.from_claims(claims, {})
    _record(event, holder, key, server, json=json)


def revoke_key(
    holder: Holder,
    kid: str,
    key: KeyFile,
    reason: Annotated[str, typer.Option(help="retired、lost、compromised")],
    compromised_since: Annotated[int | None, typer.Option(help="泄露起始毫秒 · ms since 1970")] = None,
    as_root: Annotated[bool, typer.Option("--as-root", help="以根密钥签名 · the key is the root key")] = False,
    server: Server = None,
    json: Json = False,
) -> None:
    """注销密钥 · revoke a key."""
    from domain.key.events import KeyRevoked

    claims: dict[str, Any] = {"holder": holder, "kid": kid, "reason": reason}
    if compromised_since is not None:
        claims["compromised_since"] = compromised_since
    _record(KeyRevoked.from_claims(claims, {}), "root" if as_root else holder, key, server, json=json)


def publish_item(
    file: Annotated[Path, typer.Argument(help="事项的 JSON 文件 · JSON file of the item", exists=True, dir_okay=False)],
    centre: Centre,
    key: KeyFile,
    provider: Annotated[
        list[str] | None,
        typer.Option(
            help="提供单位代码，代替文件中的；可多次 · code of a provider, in the file's place; may be repeated"
        ),
    ] = None,
    server: Server = None,
    json: Json = False,
) -> None:
    """发布目录事项 · publish a catalogue item (docs/events.md, catalogue-item-published)."""
    from domain.catalogue.events import CatalogueItemPublished
    from ledger.service.claims import claims_from_json

    claims = claims_from_json(file.read_bytes())
    if provider:
        claims["providers"] = sorted(set(provider))
    if claims.get("providers") == []:
        raise ProvidersMissingError(
            "providers 为空：还没有提供单位。",
            "providers is empty: nobody may report yet.",
            "请在文件的 providers 中填写提供单位代码，或者加 --provider 代码。",
            "Write the codes of those who may report into providers of the file, or add --provider CODE.",
        )
    event = CatalogueItemPublished.from_claims(claims, {})
    _record(event, f"agency:{centre}", key, server, json=json)


def withdraw_item(
    item: str,
    version: int,
    effective_to: Annotated[str, typer.Argument(help="最后一天，YYYY-MM-DD · last day")],
    centre: Centre,
    key: KeyFile,
    server: Server = None,
    json: Json = False,
) -> None:
    """撤回目录事项 · withdraw a version of a catalogue item."""
    from domain.catalogue.events import CatalogueItemWithdrawn

    claims = {"item": item, "version": version, "effective_to": effective_to}
    _record(CatalogueItemWithdrawn.from_claims(claims, {}), f"agency:{centre}", key, server, json=json)


def _record(event: Event, iss: str, key: Path, server: str | None, *, json: bool) -> None:
    position = record(event, iss, read_key(key), server)
    if json:
        say_json({"index": position, "vct": event.TOPIC})
    else:
        say(f"已记录在第 {position} 位。", f"Recorded at position {position}.")
