"""Recalls: whoever was shown a record is told, in the same append, that it no longer holds (INV-10; 征信业管理条例)."""

from collections.abc import Collection

from domain.disclosure.decide import order_recall
from domain.disclosure.events import DisclosureMade, RecallOrdered
from domain.disclosure.recipients import recipients
from domain.identifier import Identifier
from domain.rule.law import Law
from domain.standing.ends import announced_or_every_day
from domain.tags import look_tag
from domain.time import legal_date
from ledger.service.admission.admitted import Incoming
from ledger.service.admission.glance import Glance


def recalls(
    incoming: Incoming, glance: Glance, subject: Identifier, targets: Collection[str], reason: str
) -> tuple[RecallOrdered, ...]:
    """Draft a recall for each unit that was shown any of some records.

    A deadline that would need the working days of a year not announced yet is counted as if every day were one: the
    subject's right does not wait for a calendar.

    Args:
        incoming: What ends or changes the records.
        glance: What the decision looked at; the looks at the records are added.
        subject: Whose records they are.
        targets: ``fact:<jti>`` and ``listing:<id>`` of the records.
        reason: Why they no longer hold.
    """
    found = glance.records([look_tag(target) for target in sorted(targets)])
    looks = [event for record in found if isinstance(event := record.event, DisclosureMade)]
    shown, today = recipients(looks, targets), legal_date(incoming.now)
    if not shown:
        return ()

    def ordered(days: Law) -> tuple[RecallOrdered, ...]:
        return tuple(
            order_recall(subject, unit, records, reason, law=days, today=today) for unit, records in shown.items()
        )

    return announced_or_every_day(ordered, incoming.law())
