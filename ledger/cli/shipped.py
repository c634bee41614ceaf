"""Which of the shipped lists, measures and purposes a city takes up, as the credit centre types it.

Who issues and who reads differs from city to city: ``--issuer market-serious=CODE,CODE`` says it, once for each list,
measure or purpose that the city takes up.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

import typer

from domain.definition.pack import list_definitions, measure_definitions, purpose_definitions
from domain.definition.pack_rows import LISTS, MEASURES, PURPOSES
from domain.event import Event

Shipped = Annotated[
    bool,
    typer.Option(
        "--shipped", help="发布随软件提供、账本尚无的 · publish of what ships what the ledger does not have yet"
    ),
]
ListIssuers = Annotated[
    list[str] | None,
    typer.Option("--issuer", help="名单=认定单位代码，可多次 · LIST=CODE[,CODE] of who decides; may be repeated"),
]
ListItems = Annotated[
    list[str] | None,
    typer.Option("--item", help="名单=所据目录事项，可多次 · LIST=ITEM[,ITEM] that it rests on; may be repeated"),
]
MeasureIssuers = Annotated[
    list[str] | None,
    typer.Option("--issuer", help="措施=实施单位代码，可多次 · MEASURE=CODE[,CODE] of who applies it; may be repeated"),
]
OnLists = Annotated[
    list[str] | None, typer.Option("--list", help="已发布的名单，可多次 · a list that is published; may be repeated")
]
Readers = Annotated[
    list[str] | None,
    typer.Option("--reader", help="用途=查询单位代码，可多次 · PURPOSE=CODE[,CODE] of who looks; may be repeated"),
]

_LISTS = {row.list: row.name for row in LISTS}
_MEASURES = {row.measure: row.name for row in MEASURES}
_PURPOSES = {row.purpose: row.name for row in PURPOSES}


def shipped_lists(issuers: Sequence[str], items: Sequence[str]) -> list[Event]:
    """Build the lists whose issuers and catalogue items were named.

    Raises:
        typer.BadParameter: One is unknown, written in another way, or lacks one of the two.
    """
    by_issuer, by_item = _parties("--issuer", issuers, _LISTS), _parties("--item", items, _LISTS)
    _require_some("--issuer", {**by_issuer, **by_item}, _LISTS)
    for name in sorted(set(by_issuer) ^ set(by_item)):
        option = "--item" if name in by_issuer else "--issuer"
        raise typer.BadParameter(f"{name} 缺少 {option} · {option} of {name} is missing", param_hint=option)
    return [one.event for one in list_definitions(issuers=by_issuer, items=by_item)]


def shipped_measures(issuers: Sequence[str], lists: Sequence[str]) -> list[Event]:
    """Build the measures whose issuers were named, on the lists that were named.

    Raises:
        typer.BadParameter: One is unknown or written in another way, or a measure goes with none of the lists.
    """
    by_issuer = _parties("--issuer", issuers, _MEASURES)
    _require_some("--issuer", by_issuer, _MEASURES)
    _require_known("--list", lists, _LISTS)
    for row in MEASURES:
        if row.measure in by_issuer and set(row.lists).isdisjoint(lists):
            its = ", ".join(row.lists)
            raise typer.BadParameter(
                f"{row.measure} 只适用于以下名单，须写明其中已发布的：{its} · "
                f"{row.measure} goes with these lists; name those that are published: {its}",
                param_hint="--list",
            )
    return [one.event for one in measure_definitions(issuers=by_issuer, lists=lists)]


def shipped_purposes(readers: Sequence[str]) -> list[Event]:
    """Build the purposes whose readers were named.

    Raises:
        typer.BadParameter: One is unknown or written in another way.
    """
    by_reader = _parties("--reader", readers, _PURPOSES)
    _require_some("--reader", by_reader, _PURPOSES)
    return [one.event for one in purpose_definitions(readers=by_reader)]


def _parties(option: str, given: Sequence[str], known: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """Read ``ID=CODE,CODE``; the same id may come again."""
    parties: dict[str, list[str]] = {}
    for one in given:
        name, separator, values = one.partition("=")
        codes = [code.strip() for code in values.split(",") if code.strip()]
        if not separator or not codes:
            raise typer.BadParameter(f"应为 标识=代码：{one} · ID=CODE is expected: {one}", param_hint=option)
        parties.setdefault(name.strip(), []).extend(codes)
    _require_known(option, parties, known)
    return parties


def _require_some(option: str, parties: Mapping[str, object], known: Mapping[str, str]) -> None:
    if not parties:
        raise typer.BadParameter(f"请写明；{_choice(known)}", param_hint=option)


def _require_known(option: str, given: Iterable[str], known: Mapping[str, str]) -> None:
    for name in given:
        if name not in known:
            raise typer.BadParameter(f"{name}：{_choice(known)}", param_hint=option)


def _choice(known: Mapping[str, str]) -> str:
    listed = ", ".join(f"{name} {words}" for name, words in known.items())
    return f"随软件提供的有 · what ships: {listed}"
