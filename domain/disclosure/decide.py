"""Decisions on disclosure: for what a unit may look, what is recorded of it, and what is recalled (INV-14)."""

from collections.abc import Collection
from datetime import date

from domain.admission import Admission
from domain.authority import Authority
from domain.definition.events import PurposeDefined
from domain.definition.state import Definitions
from domain.disclosure.events import DisclosureMade, RecallConfirmed, RecallDelivered, RecallOrdered
from domain.disclosure.refusals import (
    DeliveryDateError,
    NotRecipientError,
    PurposeNotInForceError,
    PurposeUnknownError,
    ReaderNotNamedError,
    RecallAlreadyConfirmedError,
    RecallAlreadyDeliveredError,
    RecallDateError,
    RecallSubjectError,
    RecallUnknownError,
)
from domain.disclosure.state import RecallState
from domain.entitlement import require_disclosures
from domain.identifier import Identifier
from domain.rule.law import Law
from domain.tagging import identifier_of
from domain.time import day_of_ms, end_of_day_ms

RECALL_DAYS = 3
"""Working days for a confirmation where no rule says another number: a product policy, after 行政处罚法 art 48."""


def admit_look(definition: Definitions[PurposeDefined], unit: str, *, today: date) -> PurposeDefined:
    """Let only a unit look at what is not public that a purpose (查询用途) in force names.

    Args:
        definition: Every version of the purpose.
        unit: Code of the unit.
        today: The day of the look, Asia/Shanghai.

    Returns:
        The version in force; its legal basis is the look's.

    Raises:
        PurposeUnknownError: Nobody ever published such a purpose.
        PurposeNotInForceError: It does not apply today.
        ReaderNotNamedError: It does not name the unit.

    Source:
        山东省社会信用条例 art 20, 21; 个人信息保护法 art 6; domain.md, INV-14.
    """
    if definition.latest is None:
        raise PurposeUnknownError(pointer="/purpose", purpose=definition.name)
    version = definition.on(today)
    if version is None:
        raise PurposeNotInForceError(pointer="/purpose", purpose=definition.name, day=today)
    if unit not in version.readers:
        raise ReaderNotNamedError(pointer="/purpose", unit=unit, purpose=definition.name)
    return version


def make_disclosure(
    who: Identifier,
    unit: str,
    purpose: str,
    legal_basis: str,
    fields: Collection[str],
    targets: Collection[str],
    size: int,
    request: str,
) -> DisclosureMade:
    """Draft the record of a look, to be appended before the bytes leave (INV-14).

    Args:
        who: Whose data are shown.
        unit: Code of the unit that looks.
        purpose: Id of the purpose.
        legal_basis: The law by which it looks.
        fields: Names of the fields shown.
        targets: ``fact:<jti>`` and ``listing:<id>`` of the records shown; none if only their absence is shown.
        size: How many records are shown.
        request: The request as the unit signed it.

    Raises:
        DisclosureMissingError: One of them says nothing; without unit, purpose, basis and request nobody looks.
    """
    disclosed: dict[str, str | int | bool] = {
        **_who(who),
        "subject.unit": unit,
        "subject.purpose": purpose,
        "subject.legal_basis": legal_basis,
        "subject.fields": _enumerated(fields),
        "subject.targets": _enumerated(targets),
        "subject.size": size,
        "subject.request": request,
    }
    event = DisclosureMade.from_claims({"shape": 1}, disclosed)
    require_disclosures(event)
    return event


def order_recall(
    who: Identifier, unit: str, targets: Collection[str], reason: str, *, law: Law, today: date
) -> RecallOrdered:
    """Draft the order to a recipient to stop using what no longer holds, and to confirm it.

    Args:
        who: Whose records they are.
        unit: Code of the recipient.
        targets: ``fact:<jti>`` and ``listing:<id>`` of the records.
        reason: Why they no longer hold.
        law: Rules and working days; the time is that for withdrawing publicity (行政处罚法 art 48).
        today: The day of the order, Asia/Shanghai.

    Raises:
        DisclosureMissingError: One of them says nothing.
        CalendarUnannouncedError: The working days of a year that it needs are not announced.
    """
    deadline = law.earliest("revocation-publicity", today, on=today)
    due_on = law.days.after(today, RECALL_DAYS) if deadline is None else deadline.day
    disclosed = {**_who(who), "subject.targets": _enumerated(targets), "subject.unit": unit, "subject.reason": reason}
    event = RecallOrdered.from_claims({"due_on": due_on.isoformat()}, disclosed)
    require_disclosures(event)
    return event


def delivery_due(recall: RecallState, *, on: date) -> RecallDelivered | None:
    """Draft the event by which the platform says that a recipient took a recall.

    Args:
        recall: The recall.
        on: The day on which the recipient took it; a clock set back gives none before that of the order.

    Returns:
        The event to append now; ``None`` if there is no such recall, it was delivered or confirmed already, or whose
        records it is about was erased.
    """
    if recall.ordered_at is None or recall.subject is None:
        return None
    if recall.delivered_at is not None or recall.confirmed_at is not None:
        return None
    day = max(on, day_of_ms(recall.ordered_ms))
    return RecallDelivered.from_claims(
        {"delivered_on": day.isoformat()}, {**_who(recall.subject), "subject.recall": recall.jti}
    )


def admit_delivery(event: RecallDelivered, recall: RecallState, *, by: Authority) -> Admission:
    """Decide whether the platform may say that it brought a recall to its recipient: once, and while it is open.

    Raises:
        RecallUnknownError: There is no such recall.
        RecallSubjectError: It is about another subject.
        RecallAlreadyConfirmedError: The recipient has confirmed it, and knows.
        RecallAlreadyDeliveredError: That was said before.
        DeliveryDateError: The day is in the future or before the order.
        Refusal: The signer is not the platform, or a disclosure is missing.
    """
    by.require_platform()
    require_disclosures(event)
    name = event.text("subject.recall")
    if recall.ordered_at is None or recall.jti != name:
        raise RecallUnknownError(pointer="/subject.recall", recall=name)
    subject = identifier_of(event)
    if subject != recall.subject:
        raise RecallSubjectError(pointer="/subject.identifier", recall=name)
    if recall.confirmed_at is not None:
        raise RecallAlreadyConfirmedError(pointer="/subject.recall", recall=name)
    if recall.delivered_at is not None:
        raise RecallAlreadyDeliveredError(pointer="/subject.recall", recall=name)
    if event.delivered_on > by.today or end_of_day_ms(event.delivered_on) < recall.ordered_ms:
        raise DeliveryDateError(pointer="/delivered_on", day=event.delivered_on)
    return Admission(subject)


def confirm_recall(event: RecallConfirmed, recall: RecallState, *, by: Authority) -> Admission:
    """Decide whether a recipient may confirm that it stopped using what was recalled. A late one may, too.

    Raises:
        RecallUnknownError: There is no such recall.
        NotRecipientError: It was ordered of another unit.
        RecallSubjectError: It is about another subject.
        RecallAlreadyConfirmedError: It was confirmed before.
        RecallDateError: The day is in the future or before the order.
        Refusal: The signer may not, or a disclosure is missing.
    """
    by.require()
    require_disclosures(event)
    name = event.text("subject.recall")
    if recall.ordered_at is None or recall.jti != name:
        raise RecallUnknownError(pointer="/subject.recall", recall=name)
    if recall.unit != by.code:
        raise NotRecipientError(pointer="/iss", recall=name)
    subject = identifier_of(event)
    if subject != recall.subject:
        raise RecallSubjectError(pointer="/subject.identifier", recall=name)
    if recall.confirmed_at is not None:
        raise RecallAlreadyConfirmedError(pointer="/subject.recall", recall=name)
    if event.confirmed_on > by.today or end_of_day_ms(event.confirmed_on) < recall.ordered_ms:
        raise RecallDateError(pointer="/confirmed_on", day=event.confirmed_on)
    return Admission(subject)


def _who(who: Identifier) -> dict[str, str | int | bool]:
    return {"subject.identifier_type": who.type, "subject.identifier": who.value}


def _enumerated(values: Collection[str]) -> str:
    return ",".join(sorted(set(values)))
