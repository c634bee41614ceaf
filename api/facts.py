"""From a line of the public list to what is answered; nothing is added to what the read model shows."""

from collections.abc import Iterable

from api.models import Mark, PublicFact
from api.moments import rfc3339
from ledger.statement.parser import parse_jwt
from projections.marks import ShownMark
from projections.public_list import PublicItem


def fact_model(item: PublicItem) -> PublicFact:
    """Give one line of the public list as it is answered."""
    statement = parse_jwt(item.presentation.partition("~")[0])
    return PublicFact(
        position=item.position,
        content=item.content,
        recorded_at=rfc3339(item.time_ms),
        iss=statement.iss,
        jti=statement.jti,
        item=item.item,
        item_version=item.item_version,
        item_name=item.item_name,
        nature=item.nature,
        is_adverse=item.is_adverse,
        tier=item.tier,
        standard=item.standard,
        decided_on=item.decided_on.isoformat(),
        ends_on=item.ends_on.isoformat(),
        ended_by=item.ended_by,
        marks=mark_models(item.marks),
        fields=item.fields,
        presentation=item.presentation,
    )


def mark_models(marks: Iterable[ShownMark]) -> list[Mark]:
    """Give the marks of a record as they are answered; none is ever left out."""
    return [_mark(one) for one in marks]


def _mark(shown: ShownMark) -> Mark:
    mark = shown.mark
    return Mark(
        kind=mark.kind,
        case=mark.case,
        position=mark.position,
        since=None if mark.since is None else mark.since.isoformat(),
        is_overdue=mark.is_overdue,
        is_provisional=mark.is_provisional,
        is_upheld=mark.is_upheld,
        text=shown.text,
    )
