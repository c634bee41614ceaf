"""From a line of the public list to what is answered; nothing is added to what the read model shows."""

from api.models import PublicFact
from api.moments import rfc3339
from ledger.statement.parser import parse_jwt
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
        standard=item.standard,
        decided_on=item.decided_on.isoformat(),
        ends_on=item.ends_on.isoformat(),
        fields=item.fields,
        presentation=item.presentation,
    )
