"""``chengjian rules``: the credit centre publishes rules and working-day calendars; anybody lists what is in force."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from domain.event import Event
from domain.refusal import Refusal
from domain.rule.events import Evidence, RulePublished, Unit
from ledger.cli.institutions import Centre, KeyFile, Server
from ledger.cli.keys import read_key
from ledger.cli.ops import Json, start_command
from ledger.cli.output import say, say_json
from ledger.cli.sending import record_each

_ON_RECORD = frozenset({"calendar-version-order", "rule-version-order"})
"""What a version that the ledger has already is refused with: the events of an edition stand in order."""


_UNITS: Mapping[Unit, str] = {
    "day": "日 · days",
    "working_day": "个工作日 · working days",
    "month": "个月 · months",
    "year": "年 · years",
}
_EVIDENCE: Mapping[Evidence, str] = {
    "primary": "已读原文 · text read",
    "secondary": "二手资料 · secondary source",
    "code": "见于程序代码 · seen in source code",
    "memory": "待核对 · to be checked",
    "policy": "产品政策 · product policy",
}


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    rules = typer.Typer(help="规则与工作日历 · rules and working-day calendars", no_args_is_help=True)
    rules.command("publish")(publish)
    rules.command("list")(list_rules)
    app.add_typer(rules, name="rules")


def publish(
    centre: Centre,
    key: KeyFile,
    edition_file: Annotated[
        Path | None,
        typer.Option(
            "--edition-file",
            help="含 rules、calendars 两个数组的 JSON 文件；缺省为随软件提供的规则 · "
            "JSON file with the arrays rules and calendars; by default what ships with the product",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    server: Server = None,
    json: Json = False,
) -> None:
    """发布账本尚无的规则与工作日历 · publish the rules and calendars that the ledger does not have yet."""
    events = _shipped() if edition_file is None else _events_of(edition_file.read_bytes())
    positions = record_each(events, f"agency:{centre}", read_key(key), server, passing=_ON_RECORD)
    published = sum(position is not None for position in positions)
    known = len(positions) - published
    if json:
        say_json({"published": published, "known": known})
        return
    say(
        f"已发布 {published} 条，账本中原有 {known} 条。",
        f"Published: {published}. On record before: {known}.",
    )


def list_rules(
    on: Annotated[str | None, typer.Option(help="日期，YYYY-MM-DD；缺省为今天 · day; by default today")] = None,
    json: Json = False,
) -> None:
    """列出某日施行的规则 · list the rules in force on a day, in the ledger on this machine."""
    from ledger.service.ledger import open_ledger

    day = _day(on)
    with open_ledger(start_command()) as ledger:
        rules, calendars = ledger.rules(), ledger.calendars()
    years = [one.year for one in calendars if one.is_announced]
    in_force = [one.published for one in rules.in_force(day)]
    if json:
        say_json({"edition": rules.edition, "years": years, "rules": [one.plain_claims() for one in in_force]})
        return
    for one in in_force:
        typer.echo(_line(one))
    announced = ", ".join(map(str, years)) or "—"
    say(
        f"规则第 {rules.edition} 版次，{day} 施行 {len(in_force)} 条；已公布工作日历：{announced}。",
        f"Edition {rules.edition} of the rules, {len(in_force)} in force on {day}; calendars of: {announced}.",
    )


def _shipped() -> Sequence[Event]:
    from domain.calendar.pack import CALENDAR_PACK
    from domain.rule.pack import RULE_PACK

    return (*CALENDAR_PACK, *RULE_PACK)


def _events_of(data: bytes) -> Sequence[Event]:
    """Read an edition from a file.

    Raises:
        ClaimsFileError: It is not an object with nothing but the two arrays of objects.
        Refusal: An event has other claims than its schema; those of every event, each with the element it is in.
    """
    from domain.calendar.events import CalendarPublished
    from ledger.service.claims import ClaimsFileError, claims_from_json

    edition = claims_from_json(data)
    arrays: list[Any] = [edition.pop("calendars", []), edition.pop("rules", [])]
    if edition or not all(isinstance(one, list) and all(isinstance(row, dict) for row in one) for one in arrays):
        raise ClaimsFileError(
            "应只含 rules、calendars 两个对象数组。", "Nothing but two arrays of objects is expected: rules, calendars."
        )
    calendars, rules = arrays
    events: list[Event] = []
    refusals: list[Refusal] = []
    for name, kind, rows in (("calendars", CalendarPublished, calendars), ("rules", RulePublished, rules)):
        for number, row in enumerate(rows):
            try:
                events.append(kind.from_claims(row, {}))
            except Refusal as refusal:
                for one in (refusal, *refusal.also):
                    one.pointer = f"/{name}/{number}{one.pointer or ''}"
                    refusals.append(one)
    if refusals:
        refusals[0].also = tuple(refusals[1:])
        raise refusals[0]
    return events


def _day(text: str | None) -> date:
    from domain.time import legal_date, parse_date
    from ledger.service.ledger import now

    if text is None:
        return legal_date(now())
    try:
        return parse_date(text)
    except ValueError as error:
        raise typer.BadParameter("日期写作 YYYY-MM-DD · a day is written YYYY-MM-DD") from error


def _line(rule: RulePublished) -> str:
    scope = "/".join(one for one in (rule.tier, rule.list) if one is not None)
    article = rule.article or ""
    where = f"{rule.source}{article}" if article.startswith("第") else f"{rule.source} {article}".rstrip()
    period = f"{rule.amount} {_UNITS[rule.unit]}"
    return f"{rule.rule} v{rule.version}\t{rule.governs} {scope}\t{period}\t{where}\t[{_EVIDENCE[rule.evidence]}]"
